"""How an edition's values turn the counts of a norm into a verdict: exact fractions, never floats."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sim.norms.editions.edition import Edition
from sim.norms.editions.records import (
    Cancellations,
    Nps,
    OnTime,
    Questions,
    Response,
    Returns,
    TrackAndTrace,
)
from sim.norms.measures import Counts
from sim.norms.options import Options

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """What a norm asks of its counts in one edition."""

    level: Fraction | None  # None: a personal norm that was not given
    at_least: bool = True  # the good share reaches the level; else the bad share stays within it
    tie_conforms: bool = True
    net: bool = False  # bad ones are taken off the good ones first
    enough: int = 1  # fewer judged bring no verdict
    mail_from: int | None = None  # bad ones that bring a warning mail, whatever the share
    mail_when_missed: bool = False
    strike_level: Fraction | None = None  # None: never a strike
    strike_from: int = 1  # bad ones without which there is no strike

    def judged(self, counts: Counts) -> Flags:
        """Tell where there is a verdict."""
        return (counts.judged >= self.enough) & (self.level is not None)

    def share(self, counts: Counts) -> NDArray[np.float64]:
        """Return what is compared with the norm, for reading only; 0 where nothing was judged."""
        reached = self._reached(counts) if self.at_least else counts.bad
        return np.where(counts.judged > 0, reached / np.maximum(counts.judged, 1), 0)

    def missed(self, counts: Counts) -> Flags:
        """Tell where the norm is missed."""
        return self.judged(counts) & self._misses(counts, self.level)

    def mails(self, counts: Counts) -> Flags:
        """Tell where a warning mail is due."""
        many = self.mail_from is not None and counts.bad >= self.mail_from
        return np.logical_or(many, self.missed(counts) & self.mail_when_missed)

    def strikes(self, counts: Counts) -> Flags:
        """Tell where the week is a bad week by this norm alone."""
        many = counts.bad >= self.strike_from
        return many & self.judged(counts) & self._misses(counts, self.strike_level)

    def _misses(self, counts: Counts, level: Fraction | None) -> Flags:
        if level is None:
            return np.zeros(counts.bad.shape, bool)
        sign = 1 if self.at_least else -1  # at most 2% bad is: minus the bad at least minus 2%
        reached = self._reached(counts) if self.at_least else -counts.bad
        have, need = reached * level.denominator, sign * counts.judged * level.numerator
        return have < need if self.tie_conforms else have <= need

    def _reached(self, counts: Counts) -> NDArray[np.int64]:
        return counts.good - counts.bad if self.net else counts.good


def rules(edition: Edition, options: Options) -> dict[str, Rule]:
    """Return the rule of each norm."""
    return {
        "response": _response(edition.response),
        "phone": _plain(edition.phone.min_share, edition.phone.strike),
        "questions": _questions(edition.questions, options),
        "on_time": _on_time(edition.on_time),
        "cancellations": _cancellations(edition.cancellations),
        "track_and_trace": _plain(_conforming(edition.track_and_trace), edition.track_and_trace.strike),
        "reviews": _plain(edition.reviews.min_grade, edition.reviews.strike),
        "returns": _returns(edition.returns, options),
        "nps": _nps(edition.nps),
    }


def _plain(level: Fraction, strike: bool) -> Rule:
    return Rule(level, strike_level=level if strike else None, strike_from=0)


def _response(norm: Response) -> Rule:
    strike_level = norm.min_share if norm.strike else None
    many = norm.mail_at_late  # a strike needs as many as the mail (K11: R)
    return Rule(norm.min_share, mail_from=many, strike_level=strike_level, strike_from=many or 1)


def _questions(norm: Questions, options: Options) -> Rule:
    level = options.questions_norm if norm.personal else norm.max_ratio
    return _personal(level, norm)


def _returns(norm: Returns, options: Options) -> Rule:
    personal = options.returns_norm if norm.personal else None
    return _personal(norm.max_ratio if personal is None else personal, norm)


def _personal(level: Fraction | None, norm: Questions | Returns) -> Rule:
    return Rule(
        level, at_least=False, mail_when_missed=norm.mail, strike_level=level if norm.strike else None
    )


def _nps(norm: Nps) -> Rule:
    level = Fraction(norm.min, 100)
    strike_level = level if norm.strike else None
    return Rule(level, net=True, enough=norm.min_answers, strike_level=strike_level, strike_from=0)


def _on_time(norm: OnTime) -> Rule:
    strike_level = norm.target_share if norm.strike_below == "target" else norm.min_share
    return Rule(
        _conforming(norm),
        tie_conforms=norm.compare == "<",
        strike_level=strike_level if norm.strike else None,
        strike_from=norm.min_late,
    )


def _cancellations(norm: Cancellations) -> Rule:
    return Rule(
        norm.max_share,
        at_least=False,
        tie_conforms=norm.compare == ">",
        strike_level=norm.max_share if norm.strike else None,
        strike_from=norm.min_cancelled,
    )


def _conforming(norm: OnTime | TrackAndTrace) -> Fraction:
    if norm.conforms_means == "target" and norm.target_share is not None:
        return norm.target_share
    return norm.min_share
