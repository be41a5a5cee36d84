"""Logs larger than memory: Parquet files judged in parts, with the verdicts of the whole.

The instant to judge at and the dates of the log are taken from the statistics of the files, so that one pass
is enough; where these do not say them, or say those of rows that are left out, a second pass is made.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np

from sim.deadline.instants.wall import DAY_S
from sim.norms.faults import Fault, InputError
from sim.norms.log.checks import EARLIEST, LATEST, id_of
from sim.norms.log.columns import columns
from sim.norms.log.files import is_parquet
from sim.norms.log.naming import PLAIN, Layout
from sim.norms.log.part import Part, Source
from sim.norms.log.read import demand_rows, read, sources
from sim.norms.log.tables import TABLES
from sim.norms.measures import Extent
from sim.norms.measures.frame import FOREVER
from sim.norms.measures.view import FIRST_KNOWN
from sim.norms.parts.ids import MANY, Marked, Tick, has_ids, marked
from sim.norms.parts.one_pass import OF_POLICY, Guess, Pass
from sim.norms.parts.scan import BATCH, batches, extremes, rows_of
from sim.norms.parts.sellers import SellerCells
from sim.norms.told.judged import Asked, Found, Judged, judge_read
from sim.norms.verdicts import demand_latest

Progress = Callable[[str, int, int], None]  # what, done, of


@dataclass(frozen=True)
class Intake:
    """How the files of a log are taken in."""

    layout: Layout = PLAIN
    on_fault: str = "stop"
    check_ids: bool = False  # of tables of any size
    batch: int = BATCH  # rows
    progress: Progress = lambda what, done, of: None


def judge_files(path: Path, asked: Asked, intake: Intake) -> Judged:
    """Judge the files of a log: Parquet in parts, in bounded memory; anything else is read whole.

    A new seller's log is read whole too: it is a small one, and each look counts it anew. Raises InputError
    as `read` does, with every fault and at most 10,000 of them in words, and ValueError as `judge_by`.
    """
    found = sources(path, intake.layout)
    if asked.options.new_seller or not all(is_parquet(one.path) for one in found):
        return judge_read(read(path, intake.layout, intake.on_fault), asked)
    marks, not_checked = _marks(found, intake)
    guess = _guessed(found, asked)
    while True:
        one = _passed(found, marks, Pass(asked, guess), intake)
        demand_rows(path, one.rows.total() + one.skipped)
        if one.faults and intake.on_fault == "stop":
            raise InputError(one.faults, one.more_faults)
        if asked.as_of is None:
            demand_latest(one.latest)
        guess, by = one.found(), guess
        if by.holds(guess):
            return _judged(found, one, guess, not_checked)


def _marks(found: list[Source], intake: Intake) -> tuple[dict[Path, Marked], tuple[str, ...]]:
    """Look at the ids of each table; return the rows at fault, and the tables too large to look at."""
    marks: dict[Path, Marked] = {}
    left = []
    for name, group in groupby(filter(has_ids, found), key=lambda source: source.name):
        own = list(group)
        rows = sum(rows_of(source.path) for source in own)
        if rows > MANY and not intake.check_ids:
            left.append(name)
            continue
        marks |= marked(own, rows, intake.batch, _ticking(f"ids of {name}", rows, intake.progress))
    return marks, tuple(left)


def _passed(found: list[Source], marks: Mapping[Path, Marked], one: Pass, intake: Intake) -> Pass:
    tick = _ticking("rows", sum(rows_of(source.path) for source in found), intake.progress)
    for source in found:
        own = marks.get(source.path)
        for part in _parts(source, one, intake.batch):
            one.add(replace(part, marks=own.of(part)) if own else part)
            tick(len(part.rows) + part.dropped)
    return one


def _ticking(what: str, of: int, progress: Progress) -> Tick:
    done = 0

    def tick(rows: int) -> None:
        nonlocal done
        done += rows
        progress(what, done, of)

    return tick


def _parts(source: Source, one: Pass, size: int) -> Iterator[Part]:
    readers = {name: reader for name, reader in source.readers.items() if name in _read(source)}
    if "seller_id" in readers:
        words = source.layout.values.get("seller_id", {})
        readers["seller_id"] = SellerCells(one.sellers, words)
    naive: dict[str, Fault] = {}
    for start, cells in batches(source, _wanted(source), size):
        part, faults = source.part(cells, readers, start)
        naive = {fault.key: fault for fault in faults} | naive
        if not naive:
            yield part if "seller_id" in readers else _of_nobody(part, one)
    if naive:
        raise InputError(naive[name] for name in source.theirs if name in naive)


def _of_nobody(part: Part, one: Pass) -> Part:
    """Give rows that name no seller one without a name."""
    nobody = np.full(len(part.rows), one.sellers.number(""), np.int32)
    return replace(part, columns={**part.columns, "seller_id": nobody})


def _read(source: Source) -> list[str]:
    """Return the columns on which a verdict or a fault rests; ids are looked at apart."""
    rules = columns(TABLES[source.name])
    return [name for name in source.theirs if rules[name].kind != "id" or name == "seller_id"]


def _wanted(source: Source) -> dict[str, str]:
    """Return which columns of the file are read: ours -> theirs."""
    names = {*_read(source), *source.layout.drop, *source.layout.values}
    if source.name == "cases" and names & OF_POLICY:
        names.add(id_of("cases"))
    return {ours: theirs for ours, theirs in source.theirs.items() if ours in names}


def _guessed(found: list[Source], asked: Asked) -> Guess:
    """Guess by the statistics of the files; they may tell of rows that are left out."""
    said = [(source.name, name, extremes(source, name)) for source in found for name in _dated(source)]
    instants = [end for table, name, ends in said if not _is_date(table, name) for end in ends or ()]
    as_of = max(instants, default=FOREVER) if asked.as_of is None else asked.as_of
    if as_of == FOREVER or any(ends is None for _, _, ends in said):
        return Guess(FOREVER if asked.as_of is None else asked.as_of)
    view = asked.view(min(as_of, LATEST))
    days = [
        end if _is_date(table, name) else int(view.days(np.array([end]))[0])
        for table, name, ends in said
        if FIRST_KNOWN[table] == name or _is_date(table, name)
        for end in ends or ()
        if _is_date(table, name) or end <= as_of
    ]
    within = [day for day in days if EARLIEST <= day * DAY_S <= LATEST]
    extent = Extent(frozenset(), min(within), max(within)) if within else Extent()
    return Guess(as_of, extent.frame(view.today, asked.options.weeks))


def _dated(source: Source) -> list[str]:
    rules = columns(TABLES[source.name])
    return [name for name in source.theirs if rules[name].kind in ("instant", "date")]


def _is_date(table: str, name: str) -> bool:
    return columns(TABLES[table])[name].kind == "date"


def _judged(found: list[Source], one: Pass, guess: Guess, not_checked: tuple[str, ...]) -> Judged:
    """Turn what one pass found into verdicts."""
    assert guess.dates is not None
    verdicts, *beside = one.verdicts(guess.dates)
    told = Found(
        rows={name: one.rows[name] for name in TABLES if one.rows[name]},
        extent=replace(one.ever, names=one.sellers.named()),
        calls_ended=one.calls_ended,
        policy_events=sorted(one.policy),
        dropped_rows=one.dropped,
        skipped_rows=one.skipped,
        unmet=tuple(found[0].unmet(frozenset(one.met))),
        ids_not_checked=not_checked,
    )
    return Judged(verdicts, tuple(beside), told)
