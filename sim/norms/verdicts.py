"""The norm engine's one door: an event log in, weekly verdicts out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.deadline import NEVER, Boundary, week_from_label
from sim.norms.editions.edition import NORMS, Edition
from sim.norms.editions.edition import edition as edition_named
from sim.norms.faults import Fault, InputError
from sim.norms.log import EventLog, check
from sim.norms.measures import Counts, Tally, View, tally
from sim.norms.measures.view import Rows
from sim.norms.options import DEFAULTS, Options
from sim.norms.rules import Rule, rules
from sim.norms.standing.excused import excused_weeks
from sim.norms.standing.groeistart import growing
from sim.norms.standing.strikes import StrikeWeek, consequence, decided_at, final_at, in_window

NO_VERDICT = -1


class Verdict(NamedTuple):
    """One norm in one week of one seller."""

    seller: str
    week: int  # day number of the Monday
    norm: str
    good: int
    bad: int
    pending: int
    total: int
    met: int  # 1 met, 0 missed, -1 no verdict
    mail: bool
    strike: bool
    share: float | None  # for reading only
    partial: bool
    excused: bool
    final_at: int  # UTC second


@dataclass(frozen=True, eq=False)
class Verdicts:
    """Every norm in every week of every seller, one row each, by seller, week and norm.

    The share is `good` of `total - pending` for a norm with a minimum, `bad` of it for one with a maximum;
    for reviews `good` is the sum of the grades.
    """

    seller: NDArray[np.str_]
    week: NDArray[np.int64]  # day number of the Monday
    norm: NDArray[np.str_]  # key in the edition
    good: NDArray[np.int64]
    bad: NDArray[np.int64]
    pending: NDArray[np.int64]
    total: NDArray[np.int64]
    met: NDArray[np.int8]  # 1 met, 0 missed, -1 no verdict
    mail: NDArray[np.bool_]  # a warning mail
    strike: NDArray[np.bool_]  # by this norm the week is a bad one; a bad week is one strike
    share: np.ma.MaskedArray[Any, Any]  # for reading only; masked where nothing was judged
    partial: NDArray[np.bool_]  # the log begins or ends within the week
    excused: NDArray[np.bool_]  # the marketplace takes the week out of this norm: no verdict
    final_at: NDArray[np.int64]  # UTC second
    view: View  # what was judged, and how
    tally: Tally  # what the counts come from

    def of(
        self, norm: str | None = None, week: int | str | None = None, seller: str | None = None
    ) -> "Verdicts":
        """Return the rows of one norm, one week (a Monday or "2026-W48") or one seller."""
        rows = np.ones(len(self.week), bool)
        if norm is not None:
            rows &= self.norm == norm
        if week is not None:
            rows &= self.week == (week_from_label(week) if isinstance(week, str) else week)
        if seller is not None:
            rows &= self.seller == seller
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})

    def at(self, norm: str, week: int | str) -> Verdict:
        """Return the verdict on one norm in one week of the only seller; LookupError when there is none."""
        found = list(self.of(norm, week))
        if len(found) != 1:
            raise LookupError(
                f"{len(found)} verdicts on {norm} in {week}; choose a seller with of(seller=...)"
            )
        return found[0]

    def __iter__(self) -> Iterator[Verdict]:
        columns = {name: getattr(self, name).tolist() for name in _COLUMNS}  # a masked share becomes None
        for row in zip(*columns.values(), strict=True):
            yield Verdict(*row)

    def __len__(self) -> int:
        return len(self.week)

    @cached_property
    def history(self) -> tuple[StrikeWeek, ...]:
        """What each week did to the strikes of its seller, and what that leads to."""
        bad = self._bad_weeks()
        return tuple(row for seller in self.view.sellers for row in self._history_of(seller, bad[seller]))

    def _bad_weeks(self) -> dict[str, set[int]]:
        """Return the weeks of each seller that are strikes, those before the log too."""
        before = {week_from_label(label) for label in self.view.options.prior_strikes}
        bad = {seller: {*before} for seller in self.view.sellers}
        for seller, week in zip(
            self.seller[self.strike].tolist(), self.week[self.strike].tolist(), strict=True
        ):
            bad[seller].add(week)
        return bad

    def _history_of(self, seller: str, own: set[int]) -> Iterator[StrikeWeek]:
        view = self.view
        norm, weeks = view.edition.strikes, view.weeks
        levels = in_window(weeks, own, norm).tolist()
        for week, level, (decided, final) in zip(weeks.tolist(), levels, self._ends, strict=True):
            leads_to = consequence(level, norm) if week in own else ""
            yield StrikeWeek(seller, week, week in own, level, leads_to, decided, final, final <= view.as_of)

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """When each week is decided, and when it is final."""
        view = self.view
        weeks, norm, timezone = view.weeks, view.edition.strikes, view.options.timezone
        decided = decided_at(weeks, view.clock, view.options.boundary, timezone).tolist()
        return [
            (at, final_at(week, norm, timezone)) for week, at in zip(weeks.tolist(), decided, strict=True)
        ]


_COLUMNS = Verdict._fields


def judge(
    log: EventLog,
    edition: Edition | str,
    holidays: str | Sequence[date],
    as_of: int | None = None,
    boundary: Boundary = "close",
    prior_strikes: Sequence[str] = (),
) -> Verdicts:
    """Judge a log, simulated or real, by an edition of the norms as it stood at `as_of` (UTC second).

    `holidays` is a list by name (NL, BE, NL+BE, none) or the dates themselves; `prior_strikes` are weeks
    before the log, "2026-W36". Without `as_of` the log is judged at its latest instant. Raises InputError
    with every fault of the log; a week without anything to judge has no verdict, and is no fault.
    """
    options = Options(boundary=boundary, prior_strikes=tuple(prior_strikes))
    return judge_by(log, edition, holidays, as_of, options)


def judge_by(
    log: EventLog,
    edition: Edition | str,
    holidays: str | Sequence[date],
    as_of: int | None = None,
    options: Options = DEFAULTS,
) -> Verdicts:
    """Judge a log as `judge` does, by everything that a seller can say of itself.

    Raises:
        InputError: the log has faults.
        ValueError: several sellers, where something is said of one; an excused week that is not judged.
    """
    if faults := check(log):
        raise InputError(faults)
    return judge_sound(log, edition, holidays, as_of, options)


def judge_sound(
    log: EventLog,
    edition: Edition | str,
    holidays: str | Sequence[date],
    as_of: int | None = None,
    options: Options = DEFAULTS,
) -> Verdicts:
    """Judge a log that is known to have no faults; else as `judge_by`, which first looks at every row."""
    view = View(
        log=log,
        edition=edition_named(edition) if isinstance(edition, str) else edition,
        holidays=holidays if isinstance(holidays, str) else tuple(holidays),
        as_of=_latest(log) if as_of is None else as_of,
        options=options,
    )
    return verdicts_of(view, tally(view))


def verdicts_of(view: View, sums: Tally) -> Verdicts:
    """Turn the tally of a log into its verdicts.

    The tally may be the sum of those of parts of the log, each taken in the cells of the whole
    (`View.whole`): of the log itself only a new seller's orders are looked at. Raises as `judge_by`.
    """
    _demand_one_seller(view)
    applied, excused = rules(view.edition, view.options), excused_weeks(view)
    may_strike = ~growing(view) if view.options.new_seller else np.ones(len(view.weeks), bool)
    judged = [
        _columns(applied[norm], sums.counts(norm, view.edition).shortened, excused[norm], may_strike)
        for norm in NORMS
    ]
    columns = {name: _side_by_side([one[name] for one in judged], len(view.sellers)) for name in judged[0]}
    share = np.ma.MaskedArray(columns.pop("share"), mask=columns["total"] == columns["pending"])
    return Verdicts(**_frame(view), **columns, share=share, view=view, tally=sums)


def _demand_one_seller(view: View) -> None:
    options = view.options
    if options.of_one_seller and len(view.sellers) > 1:
        told = " and ".join(options.of_one_seller)
        raise ValueError(f"{told} need a log of one seller; this one has {', '.join(view.sellers)}")


def _latest(log: EventLog) -> int:
    demand_latest(latest := log.latest())
    return latest


def demand_latest(latest: int) -> None:
    """Raise InputError for a log without an instant to judge it at."""
    if latest == NEVER:
        raise InputError(
            [Fault("log", "rows", "no instant", "one or more", "check the file, or say --as-of")]
        )


def _columns(rule: Rule, counts: Counts, excused: Rows, may_strike: Rows) -> dict[str, NDArray[Any]]:
    judged = rule.judged(counts) & ~excused
    return {
        "good": counts.good,
        "bad": counts.bad,
        "pending": counts.pending,
        "total": counts.total,
        "met": np.where(judged, ~rule.missed(counts), NO_VERDICT).astype(np.int8),
        "mail": rule.mails(counts) & ~excused,
        "strike": rule.strikes(counts) & ~excused & may_strike,
        "share": rule.share(counts),
        "excused": np.broadcast_to(excused, counts.good.shape),
    }


def _side_by_side(norms: list[NDArray[Any]], sellers: int) -> NDArray[Any]:
    """Lay the cells of each norm, of every seller or alike for all, out as rows."""
    rows = np.empty((sellers, norms[0].shape[1], len(norms)), norms[0].dtype)
    for place, cells in enumerate(norms):
        rows[..., place] = cells
    return rows.ravel()


def _frame(view: View) -> dict[str, NDArray[Any]]:
    sellers, weeks, norms = len(view.sellers), len(view.weeks), len(NORMS)
    norm, timezone = view.edition.strikes, view.options.timezone
    final = np.array([final_at(week, norm, timezone) for week in view.weeks.tolist()], np.int64)

    def by_week(values: NDArray[Any]) -> NDArray[Any]:
        return np.tile(np.repeat(values, norms), sellers)

    return {
        "seller": np.repeat(np.array(view.sellers, np.str_), weeks * norms),
        "week": by_week(view.weeks),
        "norm": np.tile(np.array(NORMS), sellers * weeks),
        "partial": by_week(view.partial),
        "final_at": by_week(final),
    }
