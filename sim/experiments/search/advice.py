"""The advice: the cheapest plan that keeps what is asked, by simulation, checked with fresh customers."""

from dataclasses import dataclass, replace

from sim.deadline import Boundary
from sim.experiments.plans.goal import Goal, asks_of, within_reach
from sim.experiments.plans.targets import missed
from sim.experiments.search.adviser import CHECKED, Adviser, Searched
from sim.experiments.search.judging.purse import Purse
from sim.experiments.search.judging.rises import Rises, rises
from sim.experiments.search.judging.trials import FEW, Trials, joined
from sim.experiments.search.levers import Choices
from sim.experiments.search.program.find import CENT
from sim.experiments.search.program.guess import Fluid
from sim.experiments.search.program.helps import helpful
from sim.experiments.seasons.replicate import Counts
from sim.experiments.seasons.sweep import Sweep


@dataclass(frozen=True)
class Wanted:
    """What somebody asks, and how long the tool may think about it."""

    goal: Goal
    seasons: int = 200  # that a plan meets in the search, and with other customers in a look of its check
    budget: int = 8_000  # seasons of all plans together, those of the check too

    def least_budget(self, choices: Choices) -> int:
        """Return the least budget: endless staff, all that may be had in every order, guess and check."""
        measures = sum(bool(lever.sets) for lever in choices.levers)
        once = 2 + len(choices.orders) + CHECKED
        return self.seasons * once + min(FEW, self.seasons) * measures


@dataclass(frozen=True)
class Advice(Searched):
    """What a search came to, what was searched, and how sure that is."""

    choices: Choices
    wanted: Wanted
    most: Counts  # what all that may be had comes to, in the seasons of the search
    rises: Rises
    plans: int  # that were simulated
    # The same and no mail for late answers, where nobody asked for that and the plan leaves too many of them.
    with_mail: "Advice | None" = None

    @property
    def is_proven(self) -> bool:
        """No cheaper plan keeps what is asked in the seasons of the search."""
        return self.keeps and self.choices.cost(self.best) <= self.bound + CENT


def advise(choices: Choices, boundary: Boundary, wanted: Wanted, sweep: Sweep) -> Advice:
    """Find the cheapest plan that keeps what is wanted, and, if it leaves the mail, what that would cost.

    Raises:
        BudgetSpent: the budget is less than `Wanted.least_budget`.
    """
    trials = Trials(choices, boundary, sweep, range(wanted.seasons), purse=Purse(wanted.budget))
    advice = _advised(wanted, trials)
    if not _leaves_mail(advice):
        return advice
    goal = replace(wanted.goal, targets=(*wanted.goal.targets, "mail"))
    more = _advised(replace(wanted, goal=goal), trials, thorough=False)
    return replace(advice, with_mail=more)


def _advised(wanted: Wanted, trials: Trials, *, thorough: bool = True) -> Advice:
    choices, endless = trials.choices, trials.endless_counts()
    floor = joined([endless, trials.fresh(0).endless_counts()])  # the check asks for the same
    most = [replace(choices.most, order=order) for order in choices.orders]
    reached = trials.counts(most)
    asks = within_reach(asks_of(wanted.goal, floor), reached, endless)
    asked = replace(trials, asks=asks)
    fluid = Fluid(choices, asks, helpful(choices, asks, trials.boundary), endless, trials.eases())
    searched = Adviser(asked, fluid, thorough).searched()
    return Advice(
        **vars(searched),
        choices=choices,
        wanted=wanted,
        most=reached[0],
        rises=rises(asked),
        plans=len(asked.visited),
    )


def _leaves_mail(advice: Advice) -> bool:
    """Tell whether more mails are left than the risk, and nobody asked for that."""
    goal = advice.wanted.goal
    mails = missed(advice.certificate.best.counts, "mail")
    often = mails.mean(axis=0).max() if goal.over == "week" else mails.any(axis=1).mean()
    return "mail" not in goal.targets and bool(often > goal.risk)
