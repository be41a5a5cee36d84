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
