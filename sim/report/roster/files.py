"""A roster as a file: CSV with the marks of its language, or an Excel workbook with real dates and times."""

import csv
import io
from collections.abc import Sequence
from datetime import time
from typing import Any

from sim.deadline.instants.wall import DAY_S
from sim.deadline.weekly import time_text
from sim.report.roster.rows import Shift, Span
from sim.report.texts.language import Language
from sim.scenario.beside.roster.columns import FOLLOW, NAMES, TERMS

COLUMNS = ("name", "weekday", "date", "begin", "end", "break", *FOLLOW, *TERMS)
DELIMITERS = {"en": ",", "nl": ";"}
WIDTHS = {"name": 20, "date": 12, "break": 24, "languages": 11, "euro_per_hour": 14, "contract_hours": 14}
FORMATS = {"date": "yyyy-mm-dd", "begin": "hh:mm", "end": "hh:mm", "euro": "#,##0.00"}
FORMATS |= {"hours": "0.00", "paid_hours": "0.00"}


def as_csv(shifts: Sequence[Shift], say: Language) -> bytes:
    """Write CSV: in English with commas, in Dutch with semicolons and decimal commas, as Excel there does."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITERS[say.code], lineterminator="\r\n")
    writer.writerow(_header(say))
    for shift in shifts:
        writer.writerow([_written(cell, say) for cell in _cells(shift, say).values()])
    return text.getvalue().encode("utf-8-sig")


def as_excel(shifts: Sequence[Shift], say: Language) -> bytes:
    """Write a workbook: the header stays in sight, columns are as wide as they need, dates are dates.

    Raises:
        ImportError: the extra excel is not installed.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = say("roster.title")
    page.append(_header(say))
    for number, column in enumerate(COLUMNS, start=1):
        page.cell(1, number).font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 10)
    for row, shift in enumerate(shifts, start=2):
        for number, (column, cell) in enumerate(_cells(shift, say).items(), start=1):
            place = page.cell(row, number, cell if cell != "" else None)
            place.number_format = FORMATS.get(column, "General")
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _header(say: Language) -> list[str]:
    names = {**NAMES, **FOLLOW}
    return [names[column][say.code == "nl"] for column in COLUMNS]


def _cells(shift: Shift, say: Language) -> dict[str, Any]:
    return {
        "name": shift.name,
        "weekday": say.listed("calendar.days")[shift.day.weekday()].lower(),
        "date": shift.day,
        "begin": _clock(shift.begin),
        "end": _clock(shift.end),
        "break": " ".join(map(_span, shift.breaks)),
        "hours": round(shift.hours, 4),
        "paid_hours": round(shift.paid_hours, 4),
        "euro": round(shift.euro, 2),
        **{term: _term(value, say) for term, value in shift.terms.items()},
    }


def _term(value: str | float | bool, say: Language) -> str | float:
    return (say("roster.yes") if value else say("roster.no")) if isinstance(value, bool) else value


def _clock(second: int) -> time | str:
    """Write a time of day; the midnight that ends a day is none."""
    return "24:00" if second == DAY_S else time(second // 3600, second % 3600 // 60)


def _span(rest: Span) -> str:
    return f"{time_text(rest[0])}-{time_text(rest[1])}"


def _written(cell: Any, say: Language) -> str:
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return say.plain(cell) if isinstance(cell, float) else str(cell)
