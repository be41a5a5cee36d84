"""Changing keys of a scenario: what is read, what becomes of the text, and what is refused."""

import pytest

from sim.norms.faults import InputError
from sim.scenario.changes.vary import change_of, changed, combined, overridden, values_of
from sim.scenario.read import read_text

SHOP = """# How many people?
weeks = "2026-W48..2026-W49"

[contacts]
questions_per_week = 800  # ours

[people]                  # days and hours
Sanne = "mon-fri 09:00-17:00"
"Jan de Vries" = { hours = "mon-thu 09:00-17:00" }  # the long form
"""


def shop():
    return read_text(SHOP, "shops/small.toml")


def test_a_value_is_changed_where_it_stands_and_the_rest_of_the_text_stays():
    after = changed(shop(), [change_of("contacts.questions_per_week=950")])
    assert after.scenario.contacts.questions_per_week == 950
    assert after.text == SHOP.replace("800", "950")
    assert (after.name, after.place) == ("small", "shops/small.toml")


def test_the_short_form_of_a_person_is_widened_and_the_person_keeps_the_place():
    after = changed(shop(), [change_of("people.Sanne.days_off=2026-11-30..2026-12-04")])
    assert list(after.scenario.people) == ["Sanne", "Jan de Vries"]
    assert len(after.scenario.people["Sanne"].days_off) == 5
    assert after.scenario.people["Sanne"].hours == shop().scenario.people["Sanne"].hours


def test_a_name_with_blanks_needs_no_quotes():
    after = changed(shop(), [change_of("people.Jan de Vries.speed=1.5")])
    assert after.scenario.people["Jan de Vries"].speed == 1.5


def test_a_table_that_is_not_there_is_made():
    changes = [change_of("temps.count=2"), change_of("temps.from=2026-11-23")]
    assert changed(shop(), changes).scenario.temps.count == 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("temps.count=0..3", ["0", "1", "2", "3"]),
        ("work.order=oldest first, newest first", ["oldest first", "newest first"]),
        ("weeks=2026-W48..2026-W50", ["2026-W48..2026-W50"]),
        ('peaks."2026-W49"=[1, 2, 3],[2, 3, 4]', ["[1, 2, 3]", "[2, 3, 4]"]),
        (
            'people.Sanne="mon,tue 09:00-17:00","mon 09:00-17:00"',
            ['"mon,tue 09:00-17:00"', '"mon 09:00-17:00"'],
        ),
    ],
)
def test_values_are_read_one_by_one(text: str, values: list[str]):
    assert [change.value for change in values_of(text)] == values


def test_several_keys_are_combined_the_last_changing_fastest():
    plans = combined(["a=1..2", "b=x,y"])
    assert [" ".join(map(str, plan)) for plan in plans] == ["a=1 b=x", "a=1 b=y", "a=2 b=x", "a=2 b=y"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "contacts.phone_share=5",
            "contacts.phone_share=5: contacts.phone_share: 5 given; must be between 0 and 1",
        ),
        ("contacts.questions_per_weak=5", "did you mean questions_per_week?"),
        ("people.Sanne.days_off=2026-02-30", "people.Sanne.days_off=2026-02-30: people.Sanne.days_off: "),
        (
            "people.Sane.speed=1",
            'people.Sane.speed: "Sane" given; must be a name that [people] has; did you mean Sanne',
        ),
        ("absence=3", "absence=3: absence: 3 given; must be a table"),
    ],
)
def test_a_change_that_the_scenario_cannot_say_is_told_at_the_change(change: str, told: str):
    with pytest.raises(InputError) as fault:
        changed(shop(), [change_of(change)])
    assert told in str(fault.value)


def test_hours_with_a_comma_are_one_plan_in_quotes_and_refused_without():
    hours = "mon-fri 09:00-17:00, sat 09:00-13:00"
    with pytest.raises(InputError, match="hours in quotes; write hours='\"mon-fri"):
        values_of(f"hours={hours}")
    assert [change.value for change in values_of(f'hours="{hours}"')] == [f'"{hours}"']
    both = values_of("hours=mon-fri 09:00-17:00,mon-sat 09:00-13:00")  # they overlap: no week has both
    assert [change.value for change in both] == ["mon-fri 09:00-17:00", "mon-sat 09:00-13:00"]


@pytest.mark.parametrize(
    "text", ["", "temps", "=3", "temps.count=", "temps.count=3..1", "temps.count=0..99999"]
)
def test_what_is_no_change_is_refused(text: str):
    with pytest.raises(InputError):
        values_of(text)


def test_other_norms_are_written_over_those_of_the_file_and_what_is_none_stays():
    file = read_text('edition = "8wh"\n' + SHOP, "shops/small.toml")
    after = overridden(file, edition="24h-weekday", holidays=None)
    assert after.text == 'edition = "24h-weekday"\n' + SHOP
    assert after.scenario.edition == "24h-weekday"
    assert overridden(file, edition=None, holidays=None) is file


def test_a_value_outside_its_range_is_told_to_bring_a_range_of_its_own():
    """A fitted scenario has ranges of most figures; what is asked of one may lie anywhere."""
    key, change = 'uncertain."contacts.questions_per_week"', change_of("contacts.questions_per_week=950")
    unsure = read_text(f'{SHOP}\n[uncertain]\n"contacts.questions_per_week" = [780, 820]\n', "small.toml")
    with pytest.raises(InputError) as raised:
        changed(unsure, [change])
    [fault] = raised.value.faults
    assert f"give its range too, '{key}=[low, high]', or take it out of the file" in str(fault)
    after = changed(unsure, [change, change_of(f"{key}=[900, 990]")])
    assert after.scenario.uncertain == {"contacts.questions_per_week": (900, 990)}
