"""A roster in a file: what its rows mean, and every fault with its row."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from sim.deadline.weekly import WeeklySlot
from sim.norms.faults import InputError
from sim.scenario.beside.roster.read import people_of
from sim.scenario.people.staff import Person
from sim.scenario.read import read
from sim.scenario.values.rota import DatedSlot

H = 3600
SCENARIO = """weeks = "2026-W48..2026-W49"
roster = "{file}"
[contacts]
questions_per_week = 100
"""


def written(place: Path, text: str, name: str = "roster.csv") -> Path:
    path = place / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        people_of(path)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_a_shift_by_weekday_comes_back_every_week(tmp_path):
    rows = "name,day,begin,end,break\nSanne,mon,09:00,17:00,12:30-13:00\nSanne,Saturday,9:00,13:00,\n"
    sanne = people_of(written(tmp_path, rows))["Sanne"]
    assert sanne.hours == (WeeklySlot(0, 9 * H, 17 * H), WeeklySlot(5, 9 * H, 13 * H))
    assert sanne.breaks == (WeeklySlot(0, 12 * H + 1800, 13 * H),) and sanne.on_days == ()


def test_a_shift_by_date_is_worked_on_that_day(tmp_path):
    rows = "name,date,begin,end\nSanne,2026-11-28,09:00,13:00\nSanne,27-11-2026,09:00,24:00\n"
    sanne = people_of(written(tmp_path, rows))["Sanne"]
    assert sanne.on_days == (
        DatedSlot(date(2026, 11, 27), 9 * H, 24 * H),
        DatedSlot(date(2026, 11, 28), 9 * H, 13 * H),
    )


def test_a_dutch_spreadsheet_writes_semicolons_and_decimal_commas(tmp_path):
    rows = "Naam;Dag;Van;Tot;Pauze;Telefoon;Tempo;Uurtarief\r\nJosé;maandag;9:00;17:00;30;nee;0,75;28,50\r\n"
    path = tmp_path / "roster.csv"
    path.write_bytes(rows.encode("cp1252"))
    jose = people_of(path)["José"]
    assert (jose.phone, jose.speed, jose.euro_per_hour) == (False, 0.75, 28.5)


def test_english_commas_and_a_byte_order_mark_are_read_too(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("\ufeffname,day,begin,end,speed\nEva,tue,09:00,12:00,0.5\n".encode())
    assert people_of(path)["Eva"].speed == 0.5


def test_minutes_of_break_are_taken_in_turns_around_the_middle_of_the_shift(tmp_path):
    """In the middle is 12:45-13:15; the first goes one length sooner, the third one later."""
    rows = "name,day,begin,end,break\n" + "".join(f"{name},mon,09:00,17:00,30\n" for name in "ABCD")
    people = people_of(written(tmp_path, rows))
    begins = [person.breaks[0].text for person in people.values()]
    assert begins == ["12:15-12:45", "12:45-13:15", "13:15-13:45", "12:15-12:45"]


def test_an_empty_break_is_none_and_not_the_usual_lunch(tmp_path):
    assert people_of(written(tmp_path, "name,day,begin,end\nA,mon,09:00,17:00\n"))["A"].breaks == ()


def test_excel_holds_real_dates_and_times(tmp_path):
    book = Workbook()
    for row in (
        ["name", "date", "begin", "end", "break", "speed", "hours"],
        ["Sanne", datetime(2026, 11, 28), time(9), time(13), 15, 0.75, 4],
        [None] * 7,
        ["Sanne", date(2026, 11, 27), "09:00", time(17, 30), time(0, 30), None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "roster.xlsx")
    sanne = people_of(tmp_path / "roster.xlsx")["Sanne"]
    assert [slot[1:] for slot in sanne.on_days] == [(9 * H, 17 * H + 1800), (9 * H, 13 * H)]
    assert [slot.closes - slot.opens for slot in sanne.breaks] == [1800, 900] and sanne.speed == 0.75


def test_columns_given_twice_are_told_in_the_order_of_the_header(tmp_path):
    rows = "name,naam,day,dag,begin,start,end,tot\nA,A,mon,mon,09:00,09:00,17:00,17:00\n"
    told = faults(written(tmp_path, rows))
    assert [fault.split()[2] for fault in told] == ["name", "day", "begin", "end"]


def test_every_fault_comes_with_its_row_all_at_once(tmp_path):
    rows = (
        "naam;dag;begin;einde;pauze;telefoon;tempo\n"
        "Sanne;ma;09:00;17:00;30;ja;0,75\n"
        "Sanne;ma;16:00;18:00;;ja;0,8\n"
        "Sanne;dinsdag;9.00;17:00;;ja;\n"
        "Joris;;17:00;25:00;18:00-18:30;misschien;\n"
        ";wo;08:00;12:00;13:00-13:30;;\n"
        "Daan;wo;22:00;06:00;;;\n"
        "Eva;do;08:00;12:00;13:00-13:30;;\n"
        "Lotte;32-12-2026;08:00;12:00;half;;snel\n"
    )
    told = faults(written(tmp_path, rows))
    assert [fault.partition(" given")[0] for fault in told] == [
        '3: begin: "16:00" of Sanne on mon',
        '3: speed: "0,8"',
        '4: begin: "9.00"',
        '5: end: "25:00"',
        '5: phone: "misschien"',
        "5: day: nothing",
        "6: name: nothing",
        '7: end: "06:00"',
        '8: break: "13:00-13:30"',
        '9: day: "32-12-2026"',
        '9: break: "half"',
        '9: speed: "snel"',
    ]
    assert all("; must be " in f"; {fault.partition(' given; ')[2]}" for fault in told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file: no rows given"),
        ("name,day,begin,end\n", "file: no rows given"),
        ("name,day,begin\nA,mon,09:00\n", "1: header: no column end given"),
        ("name,begin,end\nA,09:00,17:00\n", "1: header: no column day given"),
        ("name,day,begin,end,braek\nA,mon,09:00,17:00,30\n", "did you mean break?"),
        ("name,naam,day,begin,end\nA,A,mon,09:00,17:00\n", "1: header: name twice given"),
        ("name,day,begin,end,mail,phone\nA,mon,09:00,17:00,no,no\n", "2: mail"),
        ("name,day,begin,end,speed\nA,mon,09:00,17:00,0\n", "2: speed"),
    ],
)
def test_what_is_no_roster_is_told(tmp_path, text, said):
    [told] = faults(written(tmp_path, text))
    assert said in told or said in f"file{told.partition('file')[2]}"


def test_the_row_that_differs_from_the_others_of_a_person_is_wrong_and_not_those_after_it(tmp_path):
    rows = "name,day,begin,end,speed,phone\nA,mon,09:00,17:00,8,\nB,mon,09:00,17:00,1,yes\n"
    rows += "A,tue,09:00,17:00,0.8,no\nA,wed,09:00,17:00,,no\n"
    rows += "A,thu,09:00,17:00,0.8,yes\nA,fri,09:00,17:00,0.8,no\n"
    assert faults(written(tmp_path, rows)) == [
        '2: speed: "8" given; must be 0.8, as in the other rows; write the same in every row of A',
        '6: phone: "yes" given; must be no, as in the other rows; write the same in every row of A',
    ]


def test_a_value_that_nobody_can_have_is_told_with_the_row_that_gives_it(tmp_path):
    rows = "name,day,begin,end,speed\nA,mon,09:00,17:00,\nA,tue,09:00,17:00,99\nA,wed,09:00,17:00,99\n"
    [told] = faults(written(tmp_path, rows))
    assert told.startswith("3: speed: ")


def test_an_open_quotation_mark_is_told_with_its_own_row_and_swallows_no_other(tmp_path):
    rows = 'name,day,begin,end\nA,mon,09:00,17:00\n"A,tue,09:00,17:00\nA,wed,09:00,17:00\n'
    [told] = faults(written(tmp_path, rows))
    assert told.startswith("3: row: a quotation mark given")


def test_a_cell_of_two_lines_does_not_move_the_rows_after_it(tmp_path):
    rows = 'name,day,begin,end,note\nA,mon,09:00,17:00,"ill\nlast week"\nA,tue,9,17:00,\n'
    [told] = faults(written(tmp_path, rows))
    assert told.startswith('4: begin: "9" given')


def test_a_column_of_another_tool_is_left_alone(tmp_path):
    rows = "name,day,begin,end,room,hours\nA,mon,09:00,17:00,attic,8\n"
    assert people_of(written(tmp_path, rows))["A"] == Person(hours="mon 09:00-17:00", breaks=[])


def test_a_file_that_is_no_workbook_is_told(tmp_path):
    [told] = faults(written(tmp_path, "name,day\n", "roster.xlsx"))
    assert "no Excel workbook" in told


def scenario(place: Path, rows: str, more: str = "") -> Path:
    written(place, rows)
    return written(place, SCENARIO.format(file="roster.csv") + more, "shop.toml")


def test_a_scenario_takes_its_people_from_the_file_beside_it(tmp_path):
    found = read(str(scenario(tmp_path, "name,day,begin,end\nA,mon,09:00,17:00\n"))).scenario
    assert list(found.people) == ["A"] and found.roster.file == "roster.csv"


def test_the_faults_of_the_roster_are_told_beside_those_of_the_scenario(tmp_path):
    path = scenario(tmp_path, "name,day,begin,end\nA,mon,9h,17:00\nA,moon,09:00,17:00\n")
    path.write_text(path.read_text().replace("= 100", "= -1"))
    with pytest.raises(InputError) as caught:
        read(str(path))
    places = [fault.place.rpartition("/")[2] for fault in caught.value.faults]
    assert places == ["roster.csv:2", "roster.csv:3", "shop.toml:4"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("roster.csv", "rooster.csv"), 'roster: "rooster.csv" given; must be a file beside the scenario'),
        (("roster.csv", "roster.pdf"), "must be the name of a CSV or Excel file"),
        (('roster = "roster.csv"', ""), "people: nothing given"),
        (("[contacts]", "[people]\nB = 'mon 09:00-17:00'\n[contacts]"), "must be absent beside a roster"),
        (("W48..2026-W49", "W10..2026-W11"), "must be a roster with shifts from 2026-03-02 to"),
    ],
)
def test_a_roster_that_cannot_be_the_scenario_s_is_told(tmp_path, change, said):
    path = scenario(tmp_path, "name,date,begin,end\nA,2026-11-23,09:00,17:00\n")
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(InputError, match=r"(?s).*") as caught:
        read(str(path))
    assert said in str(caught.value)


def test_weeks_before_and_after_a_dated_roster_repeat_its_first_and_last(tmp_path):
    """W48 and W49 are simulated from Monday of W47 until W49 is final, Wednesday of W52."""
    rows = "name,date,begin,end\nA,2026-11-24,09:00,17:00\nA,2026-12-04,10:00,12:00\n"
    person = read(str(scenario(tmp_path, rows))).scenario.people["A"]
    days = [slot.day.isoformat() for slot in person.on_days]
    assert days == ["2026-11-17", "2026-11-24", "2026-12-04", "2026-12-11", "2026-12-18"]
    path = scenario(tmp_path, rows)
    path.write_text(path.read_text().replace("W48..2026-W49", "W49..2026-W50"))
    person = read(str(path)).scenario.people["A"]
    assert date(2026, 12, 25) not in {slot.day for slot in person.on_days}  # a holiday
    assert date(2026, 12, 18) in {slot.day for slot in person.on_days}


def test_a_weekday_beside_dates_repeats_itself_alone(tmp_path):
    rows = "name,day,begin,end\nA,mon,09:00,17:00\nA,2026-11-28,09:00,13:00\n"
    person = read(str(scenario(tmp_path, rows))).scenario.people["A"]
    assert [slot.day for slot in person.on_days] == [date(2026, 11, 28)]
