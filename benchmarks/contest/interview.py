"""Ask a peer in a process of its own: one that raises, hangs or dies spoils its own answers only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from benchmarks import peers
from benchmarks.contest.sample import Batch
from benchmarks.peers.protocol import Instants, Peer
from sim.deadline import NEVER

START_S, LIMIT_S = 60.0, 20.0  # to import what it needs; for one batch


READY = "ready"


@dataclass(frozen=True)
class Answers:
    """What a peer said to one batch; NEVER where it said nothing, and why."""

    seconds: Instants
    fault: str = ""


def interview(
    adapter: str,
    batches: Sequence[Batch],
    find: Callable[[str], Peer] = peers.peer,
    limit_s: float = LIMIT_S,
) -> Iterator[Answers]:
    """The answers to each batch, in order; a silent or dead process is replaced for the next batch."""
    process, answers = None, None
    for number, batch in enumerate(batches):
        if process is None:
            process, answers = _start(adapter, batches[number:], find)
            _receive(answers, START_S)  # one that cannot start has died when it is asked
        said = _receive(answers, limit_s)
        if isinstance(said, str):
            _stop(process)
            process, said = None, Answers(np.full(batch.arrived_at.size, NEVER), said)
        yield said
    if process is not None:
        _stop(process)


def _start(adapter: str, batches: Sequence[Batch], find: Callable[[str], Peer]) -> tuple[Any, Connection]:
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer_all, args=(adapter, batches, find, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _receive(answers: Connection, limit_s: float) -> Answers | str:
    try:
        return answers.recv() if answers.poll(limit_s) else f"hangs: no answer in {limit_s:g} s"
    except EOFError:
        return "the process died"


def _stop(process: Any) -> None:
    process.terminate()
    process.join()


def _answer_all(
    adapter: str, batches: Sequence[Batch], find: Callable[[str], Peer], answers: Connection
) -> None:
    asked = find(adapter)
    answers.send(READY)
    for batch in batches:
        answers.send(answers_of(asked, batch))


def answers_of(asked: Peer, batch: Batch) -> Answers:
    """Ask for the whole batch; when that fails, for one case after the other."""
    everything = np.arange(batch.arrived_at.size)
    try:
        return Answers(_ask(asked, batch, everything))
    except KeyboardInterrupt:
        raise
    except BaseException:  # a panic of a compiled engine is no Exception
        singles = [_ask_one(asked, batch, row) for row in everything]
        faults = [one for one in singles if isinstance(one, str)]
        seconds = [NEVER if isinstance(one, str) else one for one in singles]
        return Answers(np.array(seconds, np.int64), faults[0] if faults else "raises for many at once")


def _ask_one(asked: Peer, batch: Batch, row: int) -> int | str:
    try:
        return int(_ask(asked, batch, np.array([row]))[0])
    except KeyboardInterrupt:
        raise
    except BaseException as fault:
        text = " ".join(str(fault).split())
        return f"raises {type(fault).__name__}: {text[:80]}"


def _ask(asked: Peer, batch: Batch, rows: np.ndarray) -> Instants:
    engine = asked.engine(batch.calendar)
    cases = engine.given(batch.arrived_at[rows])
    if asked.asks == "elapsed":
        said = engine.elapsed(cases, engine.given(batch.replied_at[rows]))
    else:
        said = engine.deadlines(cases, batch.allowance_s)
    seconds = np.asarray(engine.seconds(said))
    if seconds.shape != rows.shape:
        raise ValueError(f"{seconds.size} answers to {rows.size} cases")
    return seconds
