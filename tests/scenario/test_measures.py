"""Measures: what a file may say of them, what is refused with its line, and what taking one writes."""

import pytest

from sim.norms.faults import InputError
from sim.scenario.changes.measures import taking
from sim.scenario.changes.vary import change_of, changed
from sim.scenario.read import ScenarioFile, read_text

SHOP = """weeks = "2026-W48..2026-W49"
[contacts]
questions_per_week = 800
[topics]
delivery = { share = 0.4 }
[work]
minutes_per_mail = 6.5
[people]
Sanne = "mon-fri 09:00-17:00"

[may_change.measures."quick replies"]
set = ["work.minutes_per_mail=5.5", "work.minutes_per_call=3"]
euro = 600
euro_per_week = 50
"""


def shop(*replaced: tuple[str, str]) -> ScenarioFile:
    text = SHOP
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return read_text(text, "shop.toml")


def faults(*replaced: tuple[str, str]) -> str:
    with pytest.raises(InputError) as told:
        shop(*replaced)
    return str(told.value)


def test_a_measure_changes_nothing_until_it_is_taken():
    assert shop().scenario.work.minutes_per_mail == 6.5


def test_taking_a_measure_sets_its_values_and_says_so_in_the_text():
    file = shop()
    [(name, measure)] = file.scenario.may_change.measures.items()
    after = changed(file, taking(name, measure))
    assert after.scenario.work.minutes_per_mail == 5.5
    assert after.scenario.work.minutes_per_call == 3
    assert after.scenario.may_change.measures["quick replies"].taken
    assert read_text(after.text, "again.toml").scenario == after.scenario


def test_the_price_is_once_and_by_the_week():
    assert shop().scenario.may_change.measures["quick replies"].price(weeks=6) == 600 + 6 * 50


def test_each_measure_that_cannot_be_said_is_told_with_its_line():
    told = faults(
        ("minutes_per_mail=5.5", "minutes_per_mial=5.5"), ("minutes_per_call=3", "minutes_per_call=-3")
    )
    assert told.splitlines() == [
        'shop.toml:12: may_change.measures."quick replies".set: work.minutes_per_mial: an unknown key given;'
        " must be a key of [work]; did you mean minutes_per_mail?",
        'shop.toml:12: may_change.measures."quick replies".set: work.minutes_per_call: -3 given;'
        " must be 0.01 or more; write minutes, such as 6.5",
    ]


def test_a_measure_that_changes_nothing_is_a_fault():
    told = faults(('"work.minutes_per_mail=5.5", "work.minutes_per_call=3"', '"work.minutes_per_mail=6.5"'))
    assert told.startswith(
        'shop.toml:12: may_change.measures."quick replies".set: [work.minutes_per_mail=6.5]'
    )
    assert "must be something that the file does not say already" in told


def test_a_measure_that_is_taken_must_be_what_the_file_says():
    assert "as the measure is taken" in faults(("euro = 600", "euro = 600\ntaken = true"))


@pytest.mark.parametrize("given", ["[]", '["work.minutes_per_mail"]', '"work.minutes_per_mail=5"', "[3]"])
def test_what_is_no_list_of_changes_is_refused(given: str):
    told = faults(('["work.minutes_per_mail=5.5", "work.minutes_per_call=3"]', given))
    assert told.startswith('shop.toml:12: may_change.measures."quick replies".set: ')
    assert "must be" in told


def test_a_change_that_says_what_a_measure_sets_takes_it_out_and_can_be_run():
    said = [change_of("work.minutes_per_mail=5.5"), change_of("work.minutes_per_call=3")]
    after = changed(shop(), said)
    assert after.scenario.may_change.measures == {}
    assert read_text(after.text, "again.toml").scenario == after.scenario


def test_a_change_may_not_undo_a_measure_that_is_paid_for():
    [(name, measure)] = shop().scenario.may_change.measures.items()
    taken = changed(shop(), taking(name, measure))
    with pytest.raises(InputError, match="as the measure is taken"):
        changed(taken, [change_of("work.minutes_per_mail=6")])
