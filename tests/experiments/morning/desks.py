"""One person who is always there, a mail a nine minutes, and nothing that is drawn: mornings told by hand.

From 09:00 to 17:00 with half an hour of lunch Sanne answers fifty questions a day, the last one at 17:00.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sim.experiments.morning.inbox import Morning, morning
from sim.experiments.seasons.shop import Shop
from sim.norms.log import Layout
from sim.scenario.beside.open_cases import read_cases
from sim.scenario.beside.start import start_of
from sim.scenario.read import read_text

SURE = """weeks = "2026-W49..2026-W50"
edition = "8wh"
holidays = "NL"
[contacts]
questions_per_week = 0
mails_again_share = 0
follow_up_share = 0
phone_share = 0
[work]
minutes_per_mail = 9
minutes_per_follow_up = 9
mail_spread = 0
really_at_work = 1
[people]
Sanne = "mon-fri 09:00-17:00"
[absence]
sick_day_chance = 0
sick_week_chance = 0
"""
HEAD = "case_id,topic,arrived_at,answered_at,replied_at"
MONDAY = datetime(2026, 12, 7, 8, 45)
SATURDAY = datetime(2026, 12, 5, 10, 0)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def weekend(count: int, since: datetime = SATURDAY) -> list[str]:
    """Open questions, one a minute: those of a weekend are due on Monday at 17:00."""
    return [f"w{one},delivery,{since + timedelta(minutes=one)},," for one in range(count)]


def replies(count: int) -> list[str]:
    """Questions answered on Friday morning whose customers replied in the afternoon."""
    times = "2026-12-04 09:00,2026-12-04 10:00,2026-12-04 15:00"
    return [f"r{one},,{times}" for one in range(count)]


def written(folder: Path, rows: Sequence[str], head: str) -> Path:
    """Write a log."""
    log = folder / "open.csv"
    log.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return log


def instant(at: datetime) -> int:
    """The UTC second of a local time."""
    return int(at.replace(tzinfo=AMSTERDAM).timestamp())


def morning_of(folder: Path, rows: Sequence[str], text: str = SURE, head: str = HEAD) -> Morning:
    """A morning as the command makes it."""
    cases = read_cases(written(folder, rows, head), lambda part: None, Layout())
    shop = Shop(read_text(text, "sure.toml").scenario)
    return morning(shop, cases, start_of(cases, instant(MONDAY), "open.csv", "digest"))
