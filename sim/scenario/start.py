"""A start that is not empty: the questions that are open when the season begins, read from a log."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from sim.deadline import NEVER
from sim.deadline.wall import date_of, to_utc, week_from_label, zone_of
from sim.norms.faults import InputError
from sim.norms.log import Cases, Layout, read_log
from sim.scenario.days import ZONE

FOLDER = "folder"  # of the scenario's file, in the context of its validation
GONE = ("answered_at", "closed_at", "handed_to_bol_at", "taken_over_by_bol_at", "returned_at")
PHONE = Cases.choices("channel").index("phone")


@dataclass(frozen=True)
class Start:
    """The open questions of a log."""

    file: str  # as the scenario names it
    arrived_at: tuple[int, ...]  # in order
    digest: str  # of the file's bytes: another log is another run


def read_start(given: object, info: ValidationInfo) -> Start:
    """Read the log that a scenario names, from the folder of its own file."""
    if isinstance(given, Start):
        return given
    if not isinstance(given, str) or not given:
        raise ValueError('must be the name of a log; write start = "open-cases.csv"')
    path = Path((info.context or {}).get(FOLDER, ".")) / given
    if not path.is_file():
        raise ValueError(f"must be a file beside the scenario; there is no {path}")
    try:
        cases = read_log(path, Layout(table="cases", timezone=ZONE)).log.cases
    except InputError as error:
        first, *others = error.faults
        more = f" (and {len(others)} more)" if others else ""
        told = f"{first.place}: {first.key}: {first.given} given; must be {first.allowed}{more}"
        raise ValueError(f"must be a log without faults; {told}") from None
    is_open = cases.channel != PHONE
    for column in GONE:
        is_open &= getattr(cases, column) == NEVER
    if not is_open.any():
        raise ValueError("must be a log with open questions; leave answered_at empty where nobody answered")
    return Start(
        given, tuple(sorted(cases.arrived_at[is_open].tolist())), sha256(path.read_bytes()).hexdigest()
    )


OpenQuestions = Annotated[Start, BeforeValidator(read_start)]


def before_the_season(said: Any, monday: int, window_weeks: int) -> Any:
    """Refuse what is known from before the first week (`monday`, a day number) and lies in it or after it.

    A strike counts for `window_weeks` weeks, its own included; one that is older counts no more.
    """
    if isinstance(said, Start):
        begins = to_utc(date_of(monday), 0, zone_of(ZONE))
        if late := sum(at >= begins for at in said.arrived_at):
            allowed = f"questions asked before {date_of(monday)}, when the season begins"
            raise ValueError(f"must be {allowed}; {late} came later: let the season begin the week after")
    elif any(week_from_label(week) >= monday for week in said or ()):
        raise ValueError(f"must be weeks before {date_of(monday)}; the weeks of the season are simulated")
    elif old := [week for week in said if week_from_label(week) <= monday - 7 * window_weeks]:
        allowed = f"among the {window_weeks} weeks that count with the first of the season"
        raise ValueError(f"must be {allowed}; take out {', '.join(old)}: it counts no more")
    return said
