"""Who is planned to take the calls of a log: by hand, and as a season plans the same roster."""

from datetime import date

import numpy as np

from sim.calibrate.phone.people.rostered import rostered, weeks_of
from sim.deadline import day_number
from sim.scenario.beside.roster.read import people_of
from sim.scenario.read import read_text
from sim.scenario.season import season_of
from sim.staffing.intervals import FAR
from sim.staffing.people import plan

from .logs import planned_at_work

MONDAY = day_number(date(2026, 3, 23))  # of the week in which the clock goes forward on Sunday
HEAD = "name,day,begin,end,break,phone"
WEEKLY = """name,day,begin,end,break,phone
Sanne,mon,09:00,17:00,12:30-13:00,yes
Sanne,sun,09:00,13:00,,yes
Joris,mon,09:00,17:00,,no
Lotte,tue,10:00,18:00,30,
Lotte,2026-03-25,12:00,14:00,,
"""


def people(folder, text: str):
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return people_of(folder / "roster.csv")


def hours(line: np.ndarray) -> list[tuple[int, float, float]]:
    """Person, and the ends of each stretch in hours UTC since the Monday began."""
    return [(int(on // FAR), *((end % FAR / 3600 - MONDAY * 24) for end in (on, off))) for on, off in line]


def test_shifts_come_without_breaks_in_the_wall_time_of_the_log(tmp_path):
    """Amsterdam is an hour ahead of UTC, from that Sunday on two; Tuesday is a holiday here."""
    line = rostered(people(tmp_path, WEEKLY), range(MONDAY, MONDAY + 7), {MONDAY + 1}, "Europe/Amsterdam")
    assert hours(line) == [(0, 8, 11.5), (0, 12, 16), (0, 151, 155), (1, 59, 61)]


def test_a_break_in_minutes_lies_within_the_shift(tmp_path):
    line = rostered(people(tmp_path, WEEKLY), range(MONDAY, MONDAY + 7), (), "Europe/Amsterdam")
    assert int(np.diff(line).sum()) == (7.5 + 4 + 7.5 + 2) * 3600


def test_a_roster_by_date_speaks_of_its_own_weeks(tmp_path):
    dated = people(tmp_path, f"{HEAD}\nSanne,2026-03-25,09:00,17:00,,\nSanne,2026-04-01,09:00,17:00,,\n")
    assert weeks_of(dated) == range(MONDAY, MONDAY + 14)
    assert weeks_of(people(tmp_path, WEEKLY)) is None


def test_it_is_as_a_season_plans_the_same_file(tmp_path):
    (tmp_path / "roster.csv").write_text(WEEKLY, encoding="utf-8")
    text = 'weeks = "2026-W13"\nroster = "roster.csv"\n[contacts]\nquestions_per_week = 10\n'
    scenario = read_text(text, str(tmp_path / "shop.toml")).scenario
    season = season_of(scenario)
    planned = planned_at_work(plan(scenario, season))
    days = range(int(season.days[0]), int(season.days[-1]) + 1)
    easter = {day_number(date(2026, 4, 6))}  # Monday; on Sunday the shop is open as on any other
    line = rostered(people_of(tmp_path / "roster.csv"), days, easter, "Europe/Amsterdam")
    assert line.tolist() == planned.tolist()
