"""The search over all orders of work: guess, find, choose between equals, check, and if need be again."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from sim.experiments.estimates.precision import Until
from sim.experiments.search.judging.certificate import (
    ROUNDS,
    Certificate,
    certify,
    neighbours_of,
    until_clear,
)
from sim.experiments.search.judging.choice import Chosen, chosen
from sim.experiments.search.judging.purse import BudgetSpent, Purse
from sim.experiments.search.judging.simulated import Simulated
from sim.experiments.search.judging.trials import FRESH, Trials
from sim.experiments.search.levers import Choices, Plan
from sim.experiments.search.program.covering import Levels
from sim.experiments.search.program.find import CENT, Answer, Limits, find, spared
from sim.experiments.search.program.guess import Fluid

SAFETY = 0.04  # of the work of a week that failed, by which more is thought to come: the guess is rough
GUESSES = 12
QUESTIONS = 400  # to the guess, after which one that is good enough is made by taking away
CHECKED = 3  # plans that a check meets at most without neighbours: the present one, this, and that with mail
LONGEST = 10_000  # seasons of a check, whatever the budget
POLISHED = 0.3  # of the budget: kept for making a plan cheaper that the search could not prove


@dataclass(frozen=True)
class Searched:
    """What a search came to."""

    best: Plan  # the plan to take; all that may be had where none was found
    keeps: bool  # what is asked, in the seasons of the search
    bound: float  # no plan that does so costs less
    certificate: Certificate
    chosen: Chosen | None  # between plans of one price; None: there was one
    refused: tuple[Plan, ...]  # by fresh customers
    start: Levels  # the first guess
    spent: int  # seasons, before the last check


@dataclass(frozen=True)
class _Found:
    """What the search came to over all orders of work."""

    plans: tuple[Plan, ...]  # of one price; none: nothing keeps what is asked
    bound: float


@dataclass
class Adviser:
    """The search for one piece of advice."""

    trials: Trials
    fluid: Fluid
    thorough: bool = True  # a check goes on until it is clear, and neighbours meet its first customers
    refused: dict[Plan, tuple[int, ...]] = field(default_factory=dict)

    @property
    def choices(self) -> Choices:
        """All that a plan may be."""
        return self.trials.choices

    @property
    def purse(self) -> Purse:
        """What pays for every season."""
        return self.trials.purse

    def searched(self) -> Searched:
        """Search, check with fresh customers, and search again while these refuse what was found."""
        for again in range(ROUNDS):
            with self.purse.saving(self._dues(again)):
                found = self._found()
                choice = self._choice(found.plans, again)
            best = choice.best if choice else next(iter(found.plans), self.choices.most)
            spent = self.purse.spent
            certificate = self._checked(best, again)
            refused = certificate.best.surely_missed(certificate.asks)
            if not refused or not found.plans or self.purse.left < self._dues(again + 1):
                break
            self.refused[best] = refused
        return Searched(
            best=best,
            keeps=bool(found.plans),
            bound=found.bound,
            certificate=certificate,
            chosen=choice,
            refused=tuple(plan for plan in self.refused if plan != best),
            start=self._guess(np.zeros(1)),
            spent=spent,
        )

    def _dues(self, again: int) -> int:
        """Return how many seasons a check takes; those of endless staff in the first set the floor before."""
        return (CHECKED + (again > 0)) * len(self.trials.seasons)

    def _found(self) -> _Found:
        """Search order by order, first the one that begins with the cheapest plan."""
        costs, most = self.choices.prices.cost, self.choices.most.levels
        judges = {order: self._judge(order) for order in self.choices.orders}
        with self.purse.saving(POLISHED * self.purse.left):
            begun = {order: self._begun(judge) for order, judge in judges.items()}
            known = {order: costs(limits.known or most) for order, limits in begun.items()}
            ceiling, answers = min(known.values()), dict[str, Answer]()
            for order in sorted(judges, key=lambda order: known[order]):
                limits = replace(begun[order], ceiling=ceiling)
                answers[order] = answer = find(self.choices.prices, judges[order], limits)
                ceiling = ceiling if answer.best is None else min(ceiling, costs(answer.best))
        polished = {order: self._polished(judges[order], answer) for order, answer in answers.items()}
        plans = [Plan(levels, order) for order in judges if (levels := polished[order]) is not None]
        lowest = min(map(self.choices.cost, plans), default=0.0)
        cheapest = tuple(plan for plan in plans if self.choices.cost(plan) <= lowest + CENT)
        return _Found(cheapest, min(answer.bound for answer in answers.values()))

    def _judge(self, order: str) -> Simulated:
        return Simulated(self.trials, order, self.fluid.helps, self.refused)

    def _begun(self, judge: Simulated) -> Limits:
        """Guess with as little safety as is enough, week by week."""
        failed, safety = None, np.zeros(len(self.choices.file.scenario.weeks))
        with suppress(BudgetSpent):
            self.trials.counts([Plan(self.choices.nothing.levels, judge.order)])  # what it keeps all do
            for _ in range(GUESSES):
                levels = self._guess(safety)
                missed = judge.failed(levels)
                if not missed:
                    return Limits(failed, levels)
                failed = levels
                for ask in missed:
                    safety[list(self.trials.asks[ask].weeks)] += SAFETY
        most = self.choices.most.levels
        return Limits(failed, most if judge.keeps(most) else None)

    def _guess(self, safety: np.ndarray) -> Levels:
        """Return the first guess; all that may be had where it seems not to be enough."""
        fluid, most = replace(self.fluid, safety=safety), self.choices.most.levels
        guess = find(self.choices.prices, replace(fluid, purse=Purse(QUESTIONS)), Limits())
        if guess.best is not None or fluid.failed(most):
            return guess.best or most
        return spared(most, self._dearest, lambda less: not fluid.failed(less))

    @property
    def _dearest(self) -> list[int]:
        """All levers, the dearest first."""
        steps = self.choices.prices.steps
        return sorted(range(len(steps)), key=lambda lever: steps[lever][:1], reverse=True)

    def _polished(self, judge: Simulated, answer: Answer) -> Levels | None:
        """Make the plan of a search that was ended cheaper, as far as its cuts and the judge allow."""
        prices, best = self.choices.prices, answer.best
        if best is None or prices.cost(best) <= answer.bound + CENT:
            return best
        with self.purse.saving(len(self.trials.seasons)):  # to simulate what is left of it whole
            less = spared(
                best, self._dearest, lambda less: not answer.forbids(less) and judge.seems_to_keep(less)
            )
        return less if judge.keeps(less) else best

    def _choice(self, plans: Sequence[Plan], again: int) -> Chosen | None:
        """Choose between plans of one price, for half of what is left to pay with."""
        if len(plans) < 2:
            return None
        with self.purse.saving(max(self.purse.left, 0) / 2):
            return chosen(self.trials, plans, FRESH * again + FRESH // 2)

    def _checked(self, best: Plan, again: int) -> Certificate:
        """Certify a plan with customers whom nobody met before."""
        trials = self.trials.fresh(again)
        if not self.thorough:
            return certify(trials, best, [])
        certificate = certify(trials, best, self._beside(best, again))
        return until_clear(certificate, trials, self._until(certificate))

    def _beside(self, best: Plan, again: int) -> list[Plan]:
        """Take as many cheaper neighbours as half the rest pays for, after the first look of the check."""
        beside = neighbours_of(best.levels, self.choices.prices)
        paid = max(0, int((self.purse.left - self._dues(again)) / 2 / len(self.trials.seasons)))
        return [Plan(levels, best.order) for levels in beside[:paid]]

    def _until(self, certificate: Certificate) -> Until:
        """Say how long a check may go on, for half the rest: that with mail is still to come."""
        first, plans = len(self.trials.seasons), {certificate.now.plan, certificate.best.plan}
        paid = (self.purse.left - first) / 2 / (len(plans) + 1)  # and endless staff
        most = first
        while 2 * most <= min(first + paid, LONGEST):
            most *= 2
        return Until(first, most)
