"""What was judged and how: the log with its rows, and the rules."""

from collections.abc import Iterator
from datetime import date

from sim.deadline import date_of, zone_of
from sim.deadline.instants.wall import to_wall
from sim.deadline.weekly import read_weekly
from sim.norms import Verdicts
from sim.norms.parts import MANY
from sim.norms.told.judged import Found
from sim.report.judged.rules import boundary, edition, listed, read_otherwise
from sim.report.texts.language import Language


def about(name: str, verdicts: Verdicts, found: Found, say: Language) -> Iterator[str]:
    """Say which log was judged, as of when, and by which rules."""
    yield log_line(name, verdicts, found, say)
    for table in found.ids_not_checked:
        yield say("judged.ids_not_checked", table=table, most=MANY)
    yield say("judged.rules", rules=" · ".join(_rules(verdicts, say)))


def log_line(name: str, verdicts: Verdicts, found: Found, say: Language) -> str:
    """Say which log was judged, and as of when."""
    view = verdicts.view
    at = to_wall(view.as_of, zone_of(view.options.timezone))
    return say("judged.log", name=name, rows=_rows_found(found, say), at=say.stamp(at))


def _rows_found(found: Found, say: Language) -> str:
    """Count the rows of a log, and those that were left out: "17,135 cases; 1 faulty row skipped"."""
    rows = ", ".join(say(f"judged.row.{table}", n=number) for table, number in found.rows.items())
    dropped = say("judged.dropped", n=found.dropped_rows) if found.dropped_rows else ""
    skipped = say("judged.skipped", n=found.skipped_rows) if found.skipped_rows else ""
    return "; ".join([rows, *filter(None, [dropped, skipped])])


def _rules(verdicts: Verdicts, say: Language) -> list[str]:
    view = verdicts.view
    given = view.options.hours
    hours = say.weekly(read_weekly(given)) if given else say("judged.hours_of_edition")
    days = ", ".join(say.dated(day) for day in holidays(verdicts)) or say("judged.none")
    return [
        edition(view, say),
        boundary(view, say),
        say("judged.clock", hours=hours, zone=view.options.timezone),
        say("judged.holidays_on", listed=listed(view, say), days=days),
        *read_otherwise(view, say),
    ]


def holidays(verdicts: Verdicts) -> tuple[date, ...]:
    """List the holidays of the weeks judged."""
    view, weeks = verdicts.view, verdicts.view.weeks
    first, last = date_of(int(weeks[0])), date_of(int(weeks[-1]) + 6)
    return tuple(holiday.day for holiday in view.holidays_between(first, last))
