"""A start that is not empty: what waits when the season begins, read from a log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, ValidationInfo

from sim.deadline import NEVER
from sim.deadline.instants.wall import date_of, to_utc, week_from_label, zone_of
from sim.norms.log import Cases, Layout
from sim.scenario.beside.open_cases import NO_ORDER, PHONE, Standing, open_rows, read_cases
from sim.scenario.values.days import OLDEST_DAYS, ZONE

FOLDER = "folder"  # of the scenario's file, in the context of its validation
FORWARDED = 1
ALONE, NOT_SAID = -1, -2


@dataclass(frozen=True)
class Start:
    """What a log says of the desk at the instant at which a season begins; instants are UTC seconds."""

    file: str  # as the scenario names it
    digest: str  # of the file's bytes: another log is another run
    since: int  # that instant
    arrived_at: tuple[int, ...]  # of the open questions, in order
    forwarded: tuple[bool, ...]  # by the marketplace, each of them
    topics: tuple[str, ...]  # what each is about, "" where the log does not say
    # The place of the first one about the same order; ALONE where it is the first, NOT_SAID without an order.
    again: tuple[int, ...]
    replied_at: tuple[int, ...]  # since when replies to answers wait, in order
    answered_at: tuple[int, ...]  # of the answers to which a customer may reply yet, in order


def start_of(cases: Cases, since: int, file: str, digest: str) -> Start:
    """Say what waits at an instant of what is known of questions by then."""
    rows = open_rows(cases)
    answered = (cases.channel != PHONE) & (cases.answered_at != NEVER)
    waits = answered & (cases.replied_at != NEVER)
    return Start(
        file=file,
        digest=digest,
        since=since,
        arrived_at=tuple(cases.arrived_at[rows].tolist()),
        forwarded=tuple((cases.forwarded_by_bol[rows] == FORWARDED).tolist()),
        topics=tuple(_names(cases.topic[rows])),
        again=tuple(_again(cases.order_id[rows].tolist())),
        replied_at=tuple(sorted(cases.replied_at[waits].tolist())),
        answered_at=tuple(sorted(cases.answered_at[answered & ~waits].tolist())),
    )


def _again(orders: list[object]) -> Iterator[int]:
    """Find the first question about the order of each, in order."""
    first: dict[object, int] = {}
    for place, order in enumerate(orders):
        if order in NO_ORDER:
            yield NOT_SAID
        else:
            yield ALONE if first.setdefault(order, place) == place else first[order]


def _names(topics: np.ndarray) -> Iterable[str]:
    """Give topics by name; a number names none."""
    return topics.tolist() if topics.dtype.kind == "U" else [""] * len(topics)


def read_start(given: object, info: ValidationInfo) -> Start:
    """Read the log that a scenario names, from the folder of its own file."""
    if isinstance(given, Start):
        return given
    if not isinstance(given, str) or not given:
        raise ValueError('must be the name of a log; write start = "open-cases.csv"')
    path = Path((info.context or {}).get(FOLDER, ".")) / given
    if not path.is_file():
        raise ValueError(f"must be a file beside the scenario; there is no {path}")
    weeks = info.data.get("weeks")
    cases = read_cases(path, lambda _: _monday(weeks[0]) if weeks else None, Layout())
    start = start_of(
        cases, _begins(weeks[0]) if weeks else NEVER, given, sha256(path.read_bytes()).hexdigest()
    )
    if not start.arrived_at:
        raise ValueError("must be a log with open questions; leave answered_at empty where nobody answered")
    return start


def _begins(monday: int) -> int:
    return to_utc(date_of(monday), 0, zone_of(ZONE))


def _monday(monday: int) -> Standing:
    """Look at a log as a season begins on a Monday (a day number)."""
    return Standing(
        end=_begins(monday),
        known=f"before {date_of(monday)}, when the season begins",
        way_out="let the season begin the week after, or leave it out",
        first=_begins(monday - OLDEST_DAYS),
        recent=f"{date_of(monday - OLDEST_DAYS)} or later, a year before the season at most",
    )


OpenQuestions = Annotated[Start, BeforeValidator(read_start)]


def before_the_season(said: Any, monday: int, window_weeks: int) -> Any:
    """Refuse what is known from before the first week (`monday`, a day number) and lies in it or after it.

    A strike counts for `window_weeks` weeks, its own included; one that is older counts no more.
    """
    if isinstance(said, Start):
        if late := sum(at >= _begins(monday) for at in said.arrived_at):
            allowed = f"questions asked before {date_of(monday)}, when the season begins"
            raise ValueError(f"must be {allowed}; {late} came later: let the season begin the week after")
    elif any(week_from_label(week) >= monday for week in said or ()):
        raise ValueError(f"must be weeks before {date_of(monday)}; the weeks of the season are simulated")
    elif old := [week for week in said if week_from_label(week) <= monday - 7 * window_weeks]:
        allowed = f"among the {window_weeks} weeks that count with the first of the season"
        raise ValueError(f"must be {allowed}; take out {', '.join(old)}: it counts no more")
    return said
