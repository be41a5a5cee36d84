"""Callers as a replay meets them: how long each talks and would wait, drawn from laws or known from a log."""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.attempts import BUSY, UNKNOWN, VOICEMAIL, Attempts, waiting
from sim.calibrate.phone.laws.handling import Handling, handled_s, handling
from sim.calibrate.phone.laws.hurry import hurry
from sim.calibrate.phone.laws.patience import BEYOND_S, Weibull, at_once, waits, weibull
from sim.calibrate.phone.people.at_work import staffed
from sim.draws import Streams, lognormal

FOREVER_S = 7.0 * 86_400


@dataclass(frozen=True)
class Laws:
    """What is drawn of a call."""

    handling: Handling
    patience: Weibull  # of who waits on after ten seconds
    at_once_share: float  # of callers, whoever is free
    soon_share: float  # of those who wait: hang up within ten seconds
    rings_s: float  # before the voicemail takes a call


def fit_laws(calls: Attempts, at_work: np.ndarray) -> Laws | None:
    """Fit what is drawn of a call; None where too little is known of lengths, waits or hang-ups.

    Who hangs up at once is told by calls that somebody could have answered: of the others all are lost.
    """
    length, law = handling(handled_s(calls)), weibull(*waits(calls))
    shares = None if law is None else _hurries(calls, at_work, law)
    if length is None or law is None or shares is None:
        return None
    return Laws(length, law, *shares, _rings_s(calls))


def _hurries(calls: Attempts, at_work: np.ndarray, law: Weibull) -> tuple[float, float] | None:
    """Say which share hangs up at once whoever is free, and which of the others on having to wait.

    Where calls do not tell them apart (see `hurry`), all whom the law does not take are of the former.
    """
    told_apart = hurry(calls, at_work)
    if told_apart is not None:
        return told_apart.whoever_share, told_apart.soon_share
    every = at_once(calls.only(staffed(at_work, calls.at)), law)
    return None if every is None else (every.share, every.soon_share)


def _rings_s(calls: Attempts) -> float:
    """Say after how long the voicemail takes a call: half of those it took waited longer."""
    taken = calls.waited_s[(calls.outcome == VOICEMAIL) & (calls.waited_s > 0)]
    return float(np.median(taken)) if len(taken) else FOREVER_S


@dataclass(frozen=True)
class Callers:
    """Callers, one entry an attempt."""

    gone: np.ndarray  # bool[n], hang up at once whoever is free, or find every line taken
    talks_s: np.ndarray  # int64[n]
    waits_s: np.ndarray  # int64[n], at most

    def only(self, which: np.ndarray) -> "Callers":
        """Keep some (places or bool[n])."""
        return Callers(self.gone[which], self.talks_s[which], self.waits_s[which])


def drawn(n: int, laws: Laws, streams: Streams) -> Callers:
    """Draw callers of whom nothing is known."""
    return Callers(
        streams.uniform("hangs up at once", n) < laws.at_once_share,
        _talks_s(n, laws.handling, streams),
        _waits_s(laws, streams.uniform("patience", n)),
    )


def known(callers: Callers, seen: Attempts, laws: Laws, streams: Streams) -> Callers:
    """Give callers what a log knows of them, so that one day's luck is not taken for people who were away.

    Who was spoken to talks as long as then, and would have waited longer than then; who hung up waits as
    long as then, and so does whom the voicemail took after a wait. Of those who hung up at once, as many as
    the law says would have done so whoever was free: nearly all of those who found nobody waiting, and some
    of the others.
    """
    n, quick = len(seen), seen.at_once
    talked = seen.answered & (seen.handled_s != UNKNOWN)
    told = seen.waited_s != UNKNOWN
    longer = _waits_s(laws, _beyond(laws, np.maximum(seen.waited_s, 0), streams.uniform("patience", n)))
    waits_s = np.where(told & seen.answered, longer, callers.waits_s)
    gave_up = seen.hung_up | (seen.outcome == VOICEMAIL) & (seen.waited_s > 0)
    whoever = quick & (streams.uniform("hangs up at once", n) < _whoever(laws, seen))
    return Callers(
        (seen.outcome == BUSY) | np.where(told, whoever, callers.gone),
        np.where(talked, seen.handled_s, callers.talks_s),
        np.where(told & gave_up, seen.waited_s, waits_s),
    )


def _whoever(laws: Laws, seen: Attempts) -> np.ndarray:
    """Say how likely each who hung up at once would have done so whoever was free: float64[n]."""
    queued = (waiting(seen) > 0).astype(np.int64)
    attempts, quick = np.bincount(queued, minlength=2), np.bincount(queued[seen.at_once], minlength=2)
    return np.asarray(np.minimum(laws.at_once_share * attempts / np.maximum(quick, 1), 1.0)[queued])


def _talks_s(n: int, law: Handling, streams: Streams) -> np.ndarray:
    long_s = lognormal(streams.uniform("handling", n), np.exp(law.mu), law.sigma)
    short = streams.uniform("short call", n) < law.short_share
    return np.asarray(np.rint(np.where(short, law.short_s, long_s)).astype(np.int64))


def _waits_s(laws: Laws, u: np.ndarray) -> np.ndarray:
    """Turn uniform draws into how long callers wait: some give up soon, the others follow the law."""
    soon = laws.soon_share
    longer = laws.patience.beyond(BEYOND_S, np.maximum(u - soon, 0) / (1 - soon))
    waits_s = np.where(u < soon, BEYOND_S * u / max(soon, 1e-9), longer)
    return np.asarray(np.rint(np.minimum(waits_s, laws.rings_s)).astype(np.int64))


def _beyond(laws: Laws, waited_s: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Turn uniform draws into those of callers who wait longer than they did: float64[n]."""
    soon, law = laws.soon_share, laws.patience
    left = np.minimum(law.after(waited_s) / law.after(BEYOND_S), 1.0)
    until_then = np.where(waited_s < BEYOND_S, soon * waited_s / BEYOND_S, 1 - (1 - soon) * left)
    return np.asarray(until_then + u * (1 - until_then))
