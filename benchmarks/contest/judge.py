"""Count wrong answers, by category, under the boundary that an engine keeps to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

import numpy as np

from benchmarks import peers
from benchmarks.contest.interview import Answers, interview
from benchmarks.contest.sample import Batch, Convention, sample
from benchmarks.peers.protocol import Calendar, Category, Peer
from sim.deadline import NEVER, Boundary

OTHER: dict[Convention, Convention] = {"close": "next_open", "next_open": "close", None: None}


@dataclass(frozen=True)
class Mark:
    """What an engine made of one category."""

    category: Category
    asked: int = 0
    wrong: int = 0
    by_either: int = 0  # of these, wrong by the other boundary as well
    unanswered: int = 0
    cannot: str = ""  # why it cannot be asked
    example: str = ""  # one wrong input, what was said, what is right
    fault: str = ""  # how it failed to answer


@dataclass(frozen=True)
class Report:
    """What an engine made of the sample."""

    adapter: str
    peer: Peer
    boundary: Convention
    marks: tuple[Mark, ...]

    def total(self, count: str) -> int:
        """A count over all categories."""
        return sum(getattr(mark, count) for mark in self.marks)


def judged(
    adapter: str,
    batches: Sequence[Batch] | None = None,
    find: Callable[[str], Peer] = peers.peer,
    **limits: float,
) -> Report:
    """Interview an engine on what it can say, find out its boundary, and count."""
    peer = find(adapter)
    asked = [batch for batch in batches or sample() if batch.category not in peer.cannot]
    said = list(interview(adapter, asked, find, **limits))
    boundary = _convention(peer, asked, said)
    marks = [_mark(category, peer, asked, said, boundary) for category in get_args(Category)]
    return Report(adapter, peer, boundary, tuple(mark for mark in marks if mark.asked or mark.cannot))


def check_definition(batches: Sequence[Batch] | None = None) -> int:
    """In how many answers our readable definition agrees with the mask; AssertionError if not in all."""
    checked = 0
    for batch in batches or sample():
        for convention, right in batch.right.items():
            assert _by_definition(batch, convention) == right.tolist(), batch.category
            checked += right.size
    return checked


def _by_definition(batch: Batch, convention: Convention) -> list[int]:
    hours, arrived = batch.calendar.hours, batch.arrived_at.tolist()
    if convention is None:
        return [hours.elapsed(*pair) for pair in zip(arrived, batch.replied_at.tolist(), strict=True)]
    return [hours.deadline(at, batch.allowance_s, convention) for at in arrived]


def _convention(peer: Peer, asked: Sequence[Batch], said: Sequence[Answers]) -> Convention:
    """The boundary under which fewer answers are wrong: the engine's own, whatever it calls it."""
    if peer.asks == "elapsed":
        return None

    def wrong(boundary: Boundary) -> int:
        pairs = zip(asked, said, strict=True)
        return sum(int(_differs(batch, one, boundary).sum()) for batch, one in pairs)

    return min(get_args(Boundary), key=wrong)


def _mark(
    category: Category, peer: Peer, asked: Sequence[Batch], said: Sequence[Answers], boundary: Convention
) -> Mark:
    if category in peer.cannot:
        return Mark(category, cannot=peer.cannot[category])
    own = [(batch, one) for batch, one in zip(asked, said, strict=True) if batch.category == category]
    wrong = [_differs(batch, one, boundary) for batch, one in own]
    either = [
        bad & _differs(batch, one, OTHER[boundary]) for bad, (batch, one) in zip(wrong, own, strict=True)
    ]
    examples = [_example(batch, one, bad, boundary) for bad, (batch, one) in zip(wrong, own, strict=True)]
    return Mark(
        category,
        asked=sum(batch.arrived_at.size for batch, _ in own),
        wrong=int(np.sum(wrong)),
        by_either=int(np.sum(either)),
        unanswered=sum(int((one.seconds == NEVER).sum()) for _, one in own),
        example=next(filter(None, examples), ""),
        fault=next((one.fault for _, one in own if one.fault), ""),
    )


def _differs(batch: Batch, said: Answers, boundary: Convention) -> np.ndarray:
    """Which answers are wrong; silence is counted apart."""
    return (said.seconds != NEVER) & (said.seconds != batch.right[boundary])


def _example(batch: Batch, said: Answers, wrong: np.ndarray, boundary: Convention) -> str:
    """The first wrong answer in words."""
    if not wrong.any():
        return ""
    row = int(wrong.argmax())
    arrived, right = int(batch.arrived_at[row]), int(batch.right[boundary][row])
    if boundary is None:
        question = f"{_wall(arrived, batch.calendar)} to {_wall(int(batch.replied_at[row]), batch.calendar)}"
        return f"{question}: says {said.seconds[row]} s, right is {right} s"
    question = f"{_wall(arrived, batch.calendar)} + {batch.allowance_s // 3600} h"
    answer = _wall(int(said.seconds[row]), batch.calendar)
    return f"{question}: says {answer}, right is {_wall(right, batch.calendar)}"


def _wall(at: int, calendar: Calendar) -> str:
    return f"{datetime.fromtimestamp(at, calendar.zone):%a %Y-%m-%d %H:%M:%S %z}"
