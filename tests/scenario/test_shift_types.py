"""Shift types from a spreadsheet, and the mistakes of one."""

from pathlib import Path

import pytest

from sim.deadline.weekly import read_weekly
from sim.norms.faults import InputError
from sim.scenario.people.shift_types import read_shift_types

TABLE = """name,days,hours,breaks,max,euro_per_hour
evening,mon-fri,17:00-21:00,19:00-19:15,2,30
weekend,sat sun,10:00-16:00,,1,39.50
"""


def written(folder: Path, text: str, **how: str) -> Path:
    path = folder / "shifts.csv"
    path.write_text(text, **{"encoding": "utf-8", **how})
    return path


def test_each_line_is_an_offer(tmp_path: Path):
    offers = read_shift_types(written(tmp_path, TABLE))
    assert list(offers) == ["evening", "weekend"]
    evening, weekend = offers.values()
    assert evening.slots == read_weekly("mon-fri 17:00-21:00") and evening.breaks[0].text == "19:00-19:15"
    assert (evening.max_people, evening.euro_per_hour) == (2, 30)
    assert weekend.breaks is None and weekend.euro_per_hour == 39.5


def test_a_dutch_spreadsheet_writes_semicolons_commas_and_a_mark(tmp_path: Path):
    dutch = TABLE.replace(",", ";").replace("39.50", "39,50").replace("sat sun", "za zo")
    path = written(tmp_path, dutch, encoding="utf-8-sig")
    assert read_shift_types(path) == read_shift_types(written(tmp_path, TABLE))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "days,",
            "",
            ":1: columns: without days given; must be name, days, hours, breaks, max, euro_per_hour",
        ),
        ("euro_per_hour", "euro_per_hour,colour", ":1: columns: with colour given"),
        (
            "17:00-21:00",
            "21:00-17:00",
            ':2: hours: "mon-fri 21:00-17:00" given; must be hours that end later',
        ),
        (",2,30", ",-2,30", ':2: max: "-2" given; must be 0 or more'),
        (",2,30", ",two,30", ':2: max: "two" given; must be a whole number'),
        ("39.50", "", ':3: euro_per_hour: "" given; must be a number'),
        ("weekend", "evening", ':3: name: "evening" given; must be a name that no other line has'),
        ("weekend", "", ':3: name: "" given; must be a name'),
        ("19:00-19:15", "tea", ":2: breaks: \"['tea']\" given; must be hours"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(tmp_path: Path, old: str, new: str, told: str):
    assert old in TABLE
    with pytest.raises(InputError) as refused:
        read_shift_types(written(tmp_path, TABLE.replace(old, new)))
    assert told in str(refused.value)


def test_all_mistakes_come_at_once(tmp_path: Path):
    text = TABLE.replace("17:00-21:00", "late").replace("39.50", "much")
    with pytest.raises(InputError) as refused:
        read_shift_types(written(tmp_path, text))
    assert len(refused.value.faults) == 2


def test_another_encoding_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="UTF-8"):
        read_shift_types(written(tmp_path, TABLE.replace("evening", "après-midi"), encoding="latin-1"))
