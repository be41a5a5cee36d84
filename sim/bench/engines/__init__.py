"""Engines of other people, each behind one door: a request in bytes goes in, its answer in bytes comes out.

A door is an async context manager that yields an `Ask`; leaving it ends what it started.
"""

import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

LONGEST = 2**26  # bytes of an answer
SHOWN = 100  # characters of an answer that a fault repeats

Ask = Callable[[bytes], Awaitable[bytes]]
Door = Callable[[], AbstractAsyncContextManager[Ask]]


@dataclass(frozen=True)
class Engine:
    """Somebody's engine, as the bench knows it."""

    name: str
    door: Door
    lanes: int = 1  # requests that may be under way at a time
    times_itself: bool = False  # its answers carry the seconds of the call alone


class EngineFault(Exception):
    """What an engine did instead of answering, in one plain line."""


class EngineMissing(Exception):
    """There is no such engine to put on the bench, in one plain line."""


def answer_of(line: bytes) -> dict[str, Any]:
    """Read an answer; EngineFault for an error that it tells, and for what is no JSON object."""
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        raise EngineFault(
            f"says {shown(line)}; must be a JSON object on one line, and nothing else"
        ) from None
    if not isinstance(answer, dict):
        raise EngineFault(f"says {shown(line)}; must be a JSON object")
    if "error" in answer:
        raise EngineFault(f"raises {shown(str(answer['error']).encode())[1:-1]}")
    return answer


def hangs(timeout_s: float) -> EngineFault:
    """Return the fault of an engine that does not answer."""
    return EngineFault(f"hangs: no answer within {timeout_s:g} s")


def shown(said: bytes) -> str:
    """Quote the beginning of what an engine said, on one line."""
    text = " ".join(said[: 4 * SHOWN].decode("utf-8", "replace").split())
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}...")
