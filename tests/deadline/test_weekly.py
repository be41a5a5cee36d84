import pytest

from sim.deadline.weekly import WeeklySlot, read_weekly

NINE, FIVE = 9 * 3600, 17 * 3600


def test_a_range_of_days_may_pass_sunday():
    assert [slot.weekday for slot in read_weekly("Fri-Mon 09:00-17:00")] == [0, 4, 5, 6]


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


@pytest.mark.parametrize(
    "text", ["mon 09:00-09:00", "mon 09:00-24:01", "mon 09:00-10:60", "fry-mon 9:00-10:00"]
)
def test_no_stretch_is_empty_nor_ends_after_midnight(text: str):
    with pytest.raises(ValueError, match="must be"):
        read_weekly(text)
