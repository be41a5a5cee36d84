"""What may be proposed: what a file can say of it, and what it cannot."""

from datetime import date

import pytest

from sim.deadline.weekly import read_weekly
from sim.norms.faults import InputError
from sim.scenario.read import read_text

SHOP = """# Enough?
weeks = "2026-W48..2026-W49"
[contacts]
questions_per_week = 800
[people]
Sanne = "mon-fri 09:00-17:00"
Lotte = "mon tue 09:00-17:00"
[may_change]
"""


def offered(text: str):
    return read_text(SHOP + text, "shop.toml").scenario.may_change


def test_everything_that_may_be_offered():
    offers = offered(
        """temp = { from = 2026-11-23, weeks = 2, max = 3, euro_per_hour = 28, full_speed_after_weeks = 3 }
saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 39, each_week = true }
overtime = { hours = "mon-thu 17:00-18:00", max_people = 4, euro_per_hour = 35, from = 2026-11-23, weeks = 1 }
more_hours = { Lotte = "wed 09:00-17:00" }
order = ["first answers first", "easiest first"]
[may_change.shifts.evening]
hours = "mon-fri 17:00-21:00"
breaks = "19:00-19:15"
max_people = 1
euro_per_hour = 30
phone = false
"""
    )
    assert offers.temp.from_ == date(2026, 11, 23) and offers.temp.full_speed_after_weeks == 3
    assert list(offers.extra_hours) == ["Saturday", "overtime", "evening"]
    assert offers.extra_hours["Saturday"].slots == read_weekly("sat 09:00-13:00")
    assert offers.extra_hours["evening"].slots == read_weekly("mon-fri 17:00-21:00")
    assert offers.more_hours["Lotte"] == read_weekly("wed 09:00-17:00")
    assert offers.order == ("first answers first", "easiest first")


def test_nothing_is_offered_unless_the_file_says_so():
    assert offered("").extra_hours == {} and offered("").temp is None


EXTRA = "max_people = 1, euro_per_hour = 9"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            f'overtime = {{ hours = "mon 17:00-18:00", {EXTRA}, weeks = 2 }}',
            "9: may_change.overtime.weeks: 2 given; must be beside from; add from = 2026-11-23",
        ),
        (
            f'overtime = {{ hours = "mon 17:00-18:00", {EXTRA}, from = 2027-11-23 }}',
            '9: may_change.overtime.from: "2027-11-23" given; must be within 2026-11-',
        ),
        (
            f'saturday = {{ hours = "9-13", {EXTRA} }}',
            '9: may_change.saturday.hours: "9-13" given; must be',
        ),
        (
            f'saturday = {{ hours = "09:00-13:00", {EXTRA}, phone = false, mail = false }}',
            "9: may_change.saturday.mail: false given; must be true beside phone = false",
        ),
        (
            'more_hours = { Lote = "wed 09:00-17:00" }',
            '9: may_change.more_hours.Lote: "Lote" given; must be the name of somebody in [people]; '
            "did you mean Lotte?",
        ),
        (
            'more_hours = { Lotte = "tue-wed 16:00-20:00" }',
            '9: may_change.more_hours.Lotte: "tue wed 16:00-20:00" given; must be hours that they do '
            "not work yet; they work mon tue 09:00-17:00",
        ),
        (
            'order = ["oldest frist"]',
            '9: may_change.order: "oldest frist" given; must be one of oldest first',
        ),
        (
            'order = ["oldest first", "oldest first"]',
            "must be orders named once each; take the second one out",
        ),
        (
            "temp = { from = 2026-11-23, max = 1, euro_per_hour = 9, speed = 1, full_speed_after_weeks = 2 }",
            "9: may_change.temp.full_speed_after_weeks: 2 given; must be absent beside a speed of 1 or more",
        ),
        (
            "temps = 2",
            "9: may_change.temps: an unknown key given; must be a key of [may_change]; did you mean temp?",
        ),
    ],
)
def test_what_cannot_be_offered_is_told_with_its_line(line: str, told: str):
    with pytest.raises(InputError) as refused:
        offered(line)
    assert told in str(refused.value), str(refused.value)
