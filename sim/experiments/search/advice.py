"""The advice: the cheapest plan that keeps what is asked, by simulation, checked with fresh customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

import numpy as np

from sim.deadline import NEVER, Boundary, to_utc, zone_of
from sim.deadline.instants.wall import date_of
from sim.experiments.plans.goal import Goal, asks_of, misses_of, within_reach
from sim.experiments.plans.targets import missed
from sim.experiments.search.judging.certificate import Certificate, certify, neighbours_of
from sim.experiments.search.judging.selection import Care, Choice, kim_nelson
from sim.experiments.search.judging.trials import LOOKS, Trials, joined
from sim.experiments.search.levers import WEEK, Choices, Lever, Plan
from sim.experiments.search.program.covering import Levels, at_level
from sim.experiments.search.program.find import CENT, Answer, BudgetSpent, Limits, find
from sim.experiments.search.program.guess import Fluid
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.sweep import Sweep
from sim.norms.standing.strikes import decided_at
from sim.scenario.values.days import ZONE

ROUNDS = 3  # how often fresh customers may refuse a plan before it is offered as it is
SAFETIES = (0.0, 0.04, 0.08, 0.12, 0.16, 0.24, 0.32)  # more work than comes: the guess is rough
HALVINGS = 3  # of the span between too little safety and enough
INDIFFERENT = 0.02  # of the chance of a season with anything missed, between plans of one price
CHECK = "check with fresh customers"
FRESH = 1_000_000  # the replication with which the first check begins; the search never comes so far


_Guess = tuple[float, Levels]  # safety, and the plan that it asks for


@dataclass(frozen=True)
class Wanted:
    """What somebody asks, and how long the tool may think about it."""

    goal: Goal
    seasons: int = 200  # that a plan meets in the search, and again, with other customers, in its check
    budget: int = 4_000  # seasons of all plans of the search together

    def least_budget(self, choices: Choices) -> int:
        """Return the least budget: endless staff, all that may be had in every order, and the guess."""
        measures = sum(bool(lever.sets) for lever in choices.levers)
        return self.seasons * (1 + len(choices.orders)) + min(LOOKS[0], self.seasons) * measures


@dataclass(frozen=True)
class Rises:
    """How the assumption fared that more of a lever is never worse, in plans of which one has more."""

    pairs: int
    worse: int  # pairs in which more missed something in more seasons
    most: float  # by which share of seasons, at most


@dataclass(frozen=True)
class Advice:
    """The plan to take, what speaks for it, and how sure that is."""

    choices: Choices
    wanted: Wanted
    best: Plan
    keeps: bool  # what is asked, in the seasons of the search; otherwise it is all that may be had
    bound: float  # no plan that does so costs less
    certificate: Certificate
    most: Counts  # what all that may be had comes to, in the seasons of the search
    start: Levels  # the first guess
    chosen: Choice | None  # between plans of one price; None: there was one
    refused: tuple[Plan, ...]  # by fresh customers
    rises: Rises
    plans: int  # that were simulated
    spent: int  # seasons
    # The same and no mail for late answers, where nobody asked for that and the plan leaves too many of them.
    with_mail: "Advice | None" = None

    @property
    def is_proven(self) -> bool:
        """No cheaper plan keeps what is asked in the seasons of the search."""
        return self.keeps and self.choices.cost(self.best) <= self.bound + CENT


@dataclass(frozen=True)
class _Simulated:
    """The judge: simulated seasons under one order of work, and what fresh customers refused."""

    trials: Trials
    order: str
    helps: Sequence[frozenset[int]]
    refused: Mapping[Plan, tuple[int, ...]]

    def failed(self, levels: Levels) -> tuple[int, ...]:
        plan = Plan(levels, self.order)
        return self.refused.get(plan) or self.trials.tried(plan).failed

    def surely_fails(self, levels: Levels, ask: int) -> bool:
        return self.trials.surely_fails(Plan(levels, self.order), ask)


@dataclass(frozen=True)
class _Found:
    """What the search came to over all orders of work."""

    plans: tuple[Plan, ...]  # of one price; none: nothing keeps what is asked
    bound: float


@dataclass
class _Adviser:
    """The search for one piece of advice."""

    wanted: Wanted
    trials: Trials
    fluid: Fluid
    neighbours: bool = True  # are simulated beside the plan
    refused: dict[Plan, tuple[int, ...]] = field(default_factory=dict)

    @property
    def choices(self) -> Choices:
        return self.trials.choices

    def advise(self) -> Advice:
        """Search, check with fresh customers, and search again while these refuse what was found."""
        for again in range(ROUNDS):
            found = self._find()
            chosen = _chosen(self.trials, found.plans) if len(found.plans) > 1 else None
            best = found.plans[chosen.best if chosen else 0] if found.plans else self.choices.most
            certificate = self._checked(best, again)
            refused = certificate.best.surely_missed(certificate.asks)
            if not refused or not found.plans or again == ROUNDS - 1:
                break
            self.refused[best] = refused
        return Advice(
            choices=self.choices,
            wanted=self.wanted,
            best=best,
            keeps=bool(found.plans),
            bound=found.bound,
            certificate=certificate,
            most=self.trials.counts([self.choices.most], len(self.trials.seasons))[0],
            start=self._guess(0.0),
            chosen=chosen,
            refused=tuple(self.refused),
            rises=_rises(self.trials),
            plans=len(self.trials.visited),
            spent=self.trials.spent,
        )

    def _find(self) -> _Found:
        """Search order by order, first the one that begins with the cheapest plan."""
        helps, costs = helpful(self.choices, self.trials), self.choices.prices.cost
        judges = {order: _Simulated(self.trials, order, helps, self.refused) for order in self.choices.orders}
        begun = {order: self._begun(judge) for order, judge in judges.items()}
        known = {order: costs(limits.known or self.choices.most.levels) for order, limits in begun.items()}
        ceiling, answers = min(known.values()), dict[str, Answer]()
        for order in sorted(judges, key=lambda order: known[order]):
            limits = replace(begun[order], ceiling=ceiling)
            answers[order] = answer = find(self.choices.prices, judges[order], limits)
            ceiling = ceiling if answer.best is None else min(ceiling, costs(answer.best))
        plans = [Plan(levels, order) for order in judges if (levels := answers[order].best) is not None]
        cheapest = tuple(plan for plan in plans if self.choices.cost(plan) <= ceiling + CENT)
        return _Found(cheapest, min(answer.bound for answer in answers.values()))

    def _begun(self, judge: _Simulated) -> Limits:
        """Guess with as little safety as is enough, and take away what is not needed."""
        most = self.choices.most.levels
        failed, enough = self._bracketed(judge)
        for _ in range(HALVINGS):
            if failed is None or enough is None:
                break
            safety = (failed[0] + enough[0]) / 2
            levels = self._guess(safety)
            if self._keeps(judge, levels):
                enough = safety, levels
            else:
                failed = safety, levels
        known = enough[1] if enough else most if self._keeps(judge, most) else None
        return Limits(failed and failed[1], known and self._spared(judge, known))

    def _bracketed(self, judge: _Simulated) -> tuple[_Guess | None, _Guess | None]:
        """Return the guess with the most safety that is not enough, and with the least that is."""
        failed = None
        for safety in SAFETIES:
            guess = safety, self._guess(safety)
            if self._keeps(judge, guess[1]):
                return failed, guess
            failed = guess
        return failed, None

    def _spared(self, judge: _Simulated, levels: Levels) -> Levels:
        """Take away one step after the other, the dearest lever first, as long as the rest is enough."""
        prices = self.choices.prices
        for lever in sorted(range(len(levels)), key=lambda lever: prices.steps[lever][:1], reverse=True):
            while levels[lever]:
                less = at_level(levels, lever, levels[lever] - 1)
                if not self._keeps(judge, less):
                    break
                levels = less
        return levels

    def _keeps(self, judge: _Simulated, levels: Levels) -> bool:
        """Tell whether a plan is known to keep what is asked; without a budget nothing more becomes known."""
        try:
            return not judge.failed(levels)
        except BudgetSpent:
            return False

    def _guess(self, safety: float) -> Levels:
        """Return the first guess; all that may be had where it seems not to be enough."""
        guess = find(self.choices.prices, replace(self.fluid, safety=safety), Limits()).best
        return self.choices.most.levels if guess is None else guess

    def _checked(self, best: Plan, again: int) -> Certificate:
        """Certify a plan with customers whom nobody met before."""
        cheaper = neighbours_of(best.levels, self.choices.prices) if self.neighbours else []
        beside = [Plan(levels, best.order) for levels in cheaper]
        return certify(_fresh(self.trials, again), best, beside)


def advise(choices: Choices, boundary: Boundary, wanted: Wanted, sweep: Sweep) -> Advice:
    """Find the cheapest plan that keeps what is wanted, and, if it leaves the mail, what that would cost.

    Raises:
        BudgetSpent: the budget is less than `Wanted.least_budget`.
    """
    trials = Trials(choices, boundary, sweep, range(wanted.seasons), budget=wanted.budget)
    advice = _advised(wanted, trials)
    if not _leaves_mail(advice):
        return advice
    goal = replace(wanted.goal, targets=(*wanted.goal.targets, "mail"))
    more = _advised(replace(wanted, goal=goal), replace(trials, spent=advice.spent), neighbours=False)
    return replace(advice, with_mail=more)


def _advised(wanted: Wanted, trials: Trials, *, neighbours: bool = True) -> Advice:
    choices, endless = trials.choices, trials.endless_counts()
    floor = joined([endless, _fresh(trials, 0).endless_counts()])  # the check asks for the same
    most = [replace(choices.most, order=order) for order in choices.orders]
    reached = trials.counts(most, wanted.seasons)
    asks = within_reach(asks_of(wanted.goal, floor), reached, endless)
    asked = replace(trials, asks=asks)
    fluid = Fluid(choices, asks, helpful(choices, asked), endless, trials.eases())
    return _Adviser(wanted, asked, fluid, neighbours).advise()


def _leaves_mail(advice: Advice) -> bool:
    """Tell whether more mails are left than the risk, and nobody asked for that."""
    goal = advice.wanted.goal
    mails = missed(advice.certificate.best.counts, "mail")
    often = mails.mean(axis=0).max() if goal.over == "week" else mails.any(axis=1).mean()
    return "mail" not in goal.targets and bool(often > goal.risk)


def _fresh(trials: Trials, again: int) -> Trials:
    """Return trials of other customers, far from those of the search."""
    first = FRESH * (again + 1)
    seasons = range(first, first + len(trials.seasons))
    return Trials(trials.choices, trials.boundary, trials.sweep, seasons, trials.asks, CHECK)


def helpful(choices: Choices, trials: Trials) -> list[frozenset[int]]:
    """Return the levers that can help each thing asked: those that begin before its last week is decided.

    All of them where other channels eat hours of the same people: more people later are then more now.
    """
    scenario = choices.file.scenario
    weeks = np.array([scenario.weeks[max(ask.weeks)] for ask in trials.asks])
    decided = decided_at(weeks, scenario.judged.clock, trials.boundary, ZONE).tolist()
    begins = [_begins(lever) for lever in choices.levers]
    shared = scenario.contacts.other_channels_hours_per_week > 0
    return [
        frozenset(lever for lever, begin in enumerate(begins) if shared or at == NEVER or begin < at)
        for at in decided
    ]


def _begins(lever: Lever) -> int:
    """Return the instant from which a lever brings anybody."""
    if lever.sets:
        return NEVER  # before anything is decided
    first = date_of(lever.first).weekday()
    day, opens = min((lever.first + (slot.weekday - first) % WEEK, slot.opens) for slot in lever.slots)
    return to_utc(date_of(day), opens, zone_of(ZONE))


def _chosen(trials: Trials, plans: Sequence[Plan]) -> Choice:
    """Choose between plans of one price the one with the fewest seasons in which anything is missed."""
    missed = np.column_stack([_anything_missed(trials, plan) for plan in plans])
    care = Care(INDIFFERENT, budget=missed.size)
    choice = kim_nelson(len(plans), lambda systems, number: missed[number, list(systems)], care)
    return choice if choice.clear or choice.best == 0 or 0 not in choice.in_play else replace(choice, best=0)


def _anything_missed(trials: Trials, plan: Plan) -> np.ndarray:
    [counts] = trials.counts([plan], len(trials.seasons))
    return misses_of(trials.asks, counts, trials.endless_counts()).any(axis=1).astype(float)


def _rises(trials: Trials) -> Rises:
    """Compare all plans of one order of work of which one has more than the other."""
    missed = {
        plan: misses_of(trials.asks, counts, trials.endless_counts().first(len(counts.verdicts)))
        for plan, counts in trials.visited
    }
    found = [_rise(missed[less], missed[more]) for less, more in permutations(missed, 2) if _more(less, more)]
    return Rises(len(found), sum(rise > 0 for rise in found), max([0.0, *found]))


def _more(less: Plan, more: Plan) -> bool:
    return less.order == more.order and all(np.array(less.levels) <= more.levels)


def _rise(less: np.ndarray, more: np.ndarray) -> float:
    """Return by which share of the seasons that both met more misses anything more often."""
    seasons = min(len(less), len(more))
    return float((more[:seasons].mean(axis=0) - less[:seasons].mean(axis=0)).max())
