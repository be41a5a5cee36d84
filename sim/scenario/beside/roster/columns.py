"""The columns of a roster, what they may be called, and how their cells are read.

- name, begin, end: who works from when until when, on the clock of their site. A night is two rows.
- day: a weekday, for a shift that comes back every week and not on public holidays, or a date, for one that
  is worked whatever the day. In two columns, weekday and date: the date decides.
- break: minutes, in the middle of the shift or one length earlier or later, so that somebody stays, or times
  such as 12:30-13:00; empty: none. Breaks are unpaid.
- phone, mail, care, languages, speed, site, euro_per_hour, contract_hours: of the person, as in [people];
  empty where they are as usual, and the same in all rows of a person that give them.

`hours`, `paid_hours` and `euro` follow from the others: they are written, and not read. Other columns are
left alone, unless their name is a slip of one of these.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from sim.deadline.instants.wall import DAY_S
from sim.deadline.weekly import DAYS
from sim.scenario.values.words import parse_day

NAMES = {  # of each column: ours, the Dutch one, and what else it may be called
    "name": ("name", "naam", "medewerker", "employee"),
    "day": ("day", "dag"),
    "weekday": ("weekday", "weekdag"),
    "date": ("date", "datum"),
    "begin": ("begin", "begin", "start", "van", "from", "aanvang"),
    "end": ("end", "einde", "eind", "tot", "until", "to"),
    "break": ("break", "pauze", "breaks", "break_minutes", "pauzes", "pauze_minuten"),
    "phone": ("phone", "telefoon"),
    "mail": ("mail", "mail", "e-mail"),
    "care": ("care", "specialist"),
    "languages": ("languages", "talen"),
    "speed": ("speed", "tempo"),
    "site": ("site", "locatie"),
    "euro_per_hour": ("euro_per_hour", "uurtarief"),
    "contract_hours": ("contract_hours", "contracturen"),
}
FOLLOW = {  # from the others
    "hours": ("hours", "uren"),
    "paid_hours": ("paid_hours", "betaalde_uren"),
    "euro": ("euro", "euro"),
}
WEEKDAYS = {
    word: place
    for week in (
        DAYS,
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("ma", "di", "wo", "do", "vr", "za", "zo"),
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    )
    for place, word in enumerate(week)
}
FLAGS = {"yes": True, "ja": True, "true": True, "1": True, "x": True}
FLAGS |= {"no": False, "nee": False, "false": False, "0": False}
LANGUAGES = {"first": "first", "eerste": "first", "second": "second", "tweede": "second"}
LANGUAGES |= {"both": "both", "beide": "both"}
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")
_SPAN = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*[-–]\s*(\d{1,2}:\d{2}(?::\d{2})?)")

Break = float | tuple[tuple[int, int], ...]  # minutes, or seconds after midnight of begin and end


def name(cell: Any) -> str:
    """Read a name."""
    return str(cell).strip()


def weekday_or_date(cell: Any) -> int | date:
    """Read "mon", "maandag", "2026-11-28" or "28-11-2026"; a weekday counts from Monday, 0."""
    if isinstance(cell, datetime):
        return cell.date()
    word = str(cell).strip().lower()
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    try:
        return parse_day(word)
    except ValueError:
        raise ValueError("must be a weekday or a date; write mon, or 2026-11-28") from None


def instant(cell: Any) -> int:
    """Read a time of day, "9:00", as seconds after midnight; "24:00" is the end of the day."""
    if isinstance(cell, datetime | time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if match := _TIME.fullmatch(str(cell).strip()):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if (at := hours * 3600 + minutes * 60 + seconds) <= DAY_S:
            return at
    raise ValueError("must be a time of day; write it like 09:00")


def breaks(cell: Any) -> Break:
    """Read minutes, "30" or "7,5", or times, "12:30-13:00", several of them apart by blanks."""
    if isinstance(cell, time | datetime):  # what a spreadsheet takes 0:30 for
        return instant(cell) / 60
    text = str(cell).strip()
    if spans := _SPAN.findall(text):
        if not _SPAN.sub("", text).strip(" ,+;/"):
            return tuple((instant(first), instant(last)) for first, last in spans)
    elif re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", text):
        return number(text)
    raise ValueError("must be minutes or times; write 30, or 12:30-13:00")


def flag(cell: Any) -> bool:
    """Read yes or no, ja or nee."""
    word = str(cell).strip().lower()
    if word not in FLAGS:
        raise ValueError("must be yes or no; write one of the two, or leave it empty")
    return FLAGS[word]


def languages(cell: Any) -> str:
    """Read which of the customers' languages somebody speaks."""
    word = str(cell).strip().lower()
    if word not in LANGUAGES:
        raise ValueError("must be first, second or both; write one of them, or leave it empty")
    return LANGUAGES[word]


def number(cell: Any) -> float:
    """Read a number with a decimal point or comma."""
    try:
        return float(str(cell).strip().replace(",", "."))
    except ValueError:
        raise ValueError("must be a number; write it like 28.50 or 28,50") from None


READERS: dict[str, Callable[[Any], Any]] = {
    "name": name,
    "day": weekday_or_date,
    "weekday": weekday_or_date,
    "date": weekday_or_date,
    "begin": instant,
    "end": instant,
    "break": breaks,
    "phone": flag,
    "mail": flag,
    "care": flag,
    "languages": languages,
    "speed": number,
    "site": name,
    "euro_per_hour": number,
    "contract_hours": number,
}
TERMS = ("phone", "mail", "care", "languages", "speed", "site", "euro_per_hour", "contract_hours")
EXAMPLES = {"name": "Sanne", "day": "mon", "begin": "09:00", "end": "17:00"}  # of what every row needs
