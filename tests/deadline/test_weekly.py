import pytest

from sim.deadline.weekly import WeeklySlot, read_weekly, time_text, weekly_text

NINE, FIVE = 9 * 3600, 17 * 3600


def test_a_range_of_days_may_pass_sunday():
    assert [slot.weekday for slot in read_weekly("Fri-Mon 09:00-17:00")] == [0, 4, 5, 6]


@pytest.mark.parametrize("days", ["sun-thu", "sat-mon", "mon-sun", "wed fri", "mon tue thu", "sat sun"])
def test_days_are_written_as_they_are_read(days: str):
    assert weekly_text(read_weekly(f"{days} 09:00-17:00")) == f"{days} 09:00-17:00"


def test_days_may_be_dutch():
    assert read_weekly("ma-wo 09:00-17:00, do vr za-zo 10:00-12:00") == read_weekly(
        "mon tue wed 09:00-17:00, thu fri sat sun 10:00-12:00"
    )
    assert len(read_weekly("ma-fri 09:00-17:00")) == 5


def test_capitals_and_blanks_do_not_matter():
    assert read_weekly(" MON  9:00 - 17:00 ") == (WeeklySlot(0, NINE, FIVE),)


def test_a_slot_is_written_as_opening_hours_are():
    assert [slot.text for slot in read_weekly("sat 9:05-24:00")] == ["09:05-24:00"]


def test_a_night_is_told_how_to_be_written():
    with pytest.raises(ValueError, match="22:00-24:00 and, on the next day, 00:00-06:00"):
        read_weekly("mon 22:00-06:00")


def test_stretches_that_touch_are_two():
    touching = "mon 09:00-12:00, mon 12:00-17:00"
    assert read_weekly(touching) == (WeeklySlot(0, NINE, 12 * 3600), WeeklySlot(0, 12 * 3600, FIVE))


def test_the_last_minute_of_an_hour_is_one():
    assert read_weekly("sun 9:59-23:59") == (WeeklySlot(6, 9 * 3600 + 59 * 60, 23 * 3600 + 59 * 60),)


def test_a_time_is_written_with_seconds_where_it_has_some():
    assert [time_text(9 * 3600 + seconds) for seconds in (0, 60, 61, 119)] == [
        "09:00",
        "09:01",
        "09:01:01",
        "09:01:59",
    ]


WAY_OUT = "write it like 'mon-fri 09:00-17:00' or 'mon tue thu 09:00-13:00, sat 10:00-14:00'"
NO_DAY = "must be days out of mon tue wed thu fri sat sun (not {word!r}); " + WAY_OUT


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at nine", f"must be days and hours; {WAY_OUT}"),
        ("fry-mon 9:00-10:00", NO_DAY.format(word="fry-mon")),
        ("mon-fry 9:00-10:00", NO_DAY.format(word="mon-fry")),
        ("mon 09:00-24:01", f"must be times between 00:00 and 24:00 (not 24:01); {WAY_OUT}"),
        ("mon 09:00-10:60", f"must be times between 00:00 and 24:00 (not 10:60); {WAY_OUT}"),
        (
            "mon 09:00-09:00",
            "must be hours that end later on the same day; write a night as two stretches, "
            "09:00-24:00 and, on the next day, 00:00-09:00",
        ),
        (
            "mon 09:00-12:00, tue mon 11:59-13:00",
            "must be hours that do not overlap on mon; join the two stretches",
        ),
    ],
)
def test_hours_that_cannot_be_read_are_told_what_must_be(text: str, told: str):
    with pytest.raises(ValueError) as error:
        read_weekly(text)
    assert str(error.value) == told
