"""A shop as seasons find it: a scenario, how it is judged, and what of both need be worked out only once."""

from dataclasses import dataclass, replace
from functools import cached_property

from sim.deadline import Boundary
from sim.draws import Group, Streams, two_halves
from sim.experiments.seasons.alike import NO_CUSTOMER_SEES, NOBODY_AT_WORK_SEES, alike
from sim.norms import Options, exact
from sim.operation.contract import Rules
from sim.operation.rules.policy import rules_of
from sim.operation.rules.reactions import with_reactions
from sim.scenario.changes.uncertain import TAIL, Figure, uncertain_figures, with_value
from sim.scenario.customers.orders import Orders
from sim.scenario.schema import Scenario
from sim.scenario.season import Season, season_of
from sim.staffing.people import Planned, plan

PLANNED_BY = ("people", "temps")  # tables whose numbers say who is planned when, and how fast


@dataclass(frozen=True)
class Shop:
    """A scenario and how it is judged; everything that a season needs but its randomness."""

    scenario: Scenario
    boundary: Boundary = "close"
    endless_staff: bool = False
    anew: frozenset[Group] = frozenset()  # groups of draws that its seasons do not share with those of others
    days: int | None = None  # that are simulated; None: until the last week is final

    @cached_property
    def season(self) -> Season:
        """The frame of the simulation."""
        season = season_of(self.scenario)
        return season if self.days is None else season.first(self.days)

    @cached_property
    def staff(self) -> list[Planned]:
        """Who is planned when; what a season adds is who is ill or away."""
        return plan(self.scenario, self.season)

    @property
    def holidays(self) -> str:
        """The list of public holidays that stop the norm's clock."""
        return self.scenario.judged.holidays

    @cached_property
    def rules(self) -> Rules:
        """How the desk chooses, and when it looks at itself; of endless people nobody need be kept free."""
        rules = rules_of(self.scenario, self.boundary)
        if self.endless_staff:
            return replace(rules, reserve=0 * rules.reserve)
        return with_reactions(rules, self.scenario, self.staff)

    @cached_property
    def options(self) -> Options:
        """What the judgement takes from the seller."""
        scenario = self.scenario
        asked = Options(
            hours=scenario.judged.hours,
            weeks=(self.season.weeks[0], self.season.weeks[-1]),
            boundary=self.boundary,
            prior_strikes=scenario.prior_strikes,
        )
        return asked if scenario.orders is None else _with_norms_of(scenario.orders, asked)

    @cached_property
    def uncertain(self) -> dict[str, Figure]:
        """The figures of which every season draws a value of its own."""
        return uncertain_figures(self.scenario)

    @cached_property
    def customers_alike(self) -> str:
        """Whom it meets: shops of one name have the same customers and sales in each replication."""
        told = alike(self.scenario, self.season, NO_CUSTOMER_SEES)
        return told + _told(self.anew - {"absence"})

    @cached_property
    def people_alike(self) -> str:
        """Who is at the desk: shops of one name have the same roster in each replication."""
        told = alike(self.scenario, self.season, NOBODY_AT_WORK_SEES)
        return f"endless {self.endless_staff}, {told}" + _told(self.anew - {"luck"})

    def prepared(self) -> "Shop":
        """The same shop with all of it worked out: a process that it is sent to need not do it again."""
        _ = self.season, self.staff, self.rules, self.options
        _ = self.uncertain, self.customers_alike, self.people_alike
        return self

    def of_season(self, streams: Streams) -> "Shop":
        """The shop as one season finds it: every uncertain figure has a value from a stream of its name.

        What no such figure touches is not worked out again; who draws alike before, draws alike after.
        """
        if not self.scenario.uncertain:
            return self
        shop = replace(self, scenario=_with_drawn_figures(self, streams))
        same = ["season", "options", "customers_alike", "people_alike"]
        if not any(figure.path[0] in PLANNED_BY for figure in self.uncertain.values()):
            same.append("staff")
        vars(shop).update({name: getattr(self, name) for name in same})
        return shop

    def with_endless_staff(self) -> "Shop":
        """The same shop where nobody waits for a person, only for the next shift."""
        return replace(self, endless_staff=True)


def _with_norms_of(orders: Orders, asked: Options) -> Options:
    """Add the norms of this seller alone."""
    questions, returns = (
        None if norm is None else exact(norm) for norm in (orders.questions_norm, orders.returns_norm)
    )
    return replace(asked, questions_norm=questions, returns_norm=returns)


def _with_drawn_figures(shop: Shop, streams: Streams) -> Scenario:
    """Draw a value of each uncertain figure."""
    scenario = shop.scenario
    for key, figure in shop.uncertain.items():
        low, high = scenario.uncertain[key]
        u = streams.uniform(f"uncertain {key}", 1)[0]
        value = float(two_halves(u, (low, figure.value, high), TAIL))
        scenario = with_value(scenario, figure, value)
    return scenario


def _told(groups: frozenset[Group]) -> str:
    return f", {' and '.join(sorted(groups))} anew" if groups else ""
