"""What may be chosen, measures that are not people too: those that go together with all other levers."""

from collections.abc import Iterator, Mapping, Sequence

from sim.experiments.search.levers import Choices, Lever, pay_of, people_levers
from sim.norms.faults import InputError
from sim.scenario.changes.change import Change
from sim.scenario.changes.measures import taking
from sim.scenario.changes.vary import changed
from sim.scenario.people.offers import ExtraHours
from sim.scenario.read import ScenarioFile


def choices(file: ScenarioFile, extra: Mapping[str, ExtraHours] | None = None) -> Choices:
    """Read off what a scenario lets a plan be, and what else is offered: people, then measures."""
    people = people_levers(file, extra)
    measures, left_out = measure_levers(file, people)
    return Choices(file, (*people, *measures), tuple(left_out))


def measure_levers(file: ScenarioFile, levers: Sequence[Lever]) -> tuple[list[Lever], list[str]]:
    """Return a lever for each measure of a file that is not taken, and the names of those left out.

    Left out is what sets a key that the other levers, an order of work or an earlier measure set, what cannot
    be said beside the earlier ones, and what would save money: more of a lever is to cost no less.
    """
    found, left_out = list[Lever](), list[str]()
    for lever in _offered(file):
        others = [*_keys_of(file, levers), *(change for one in found for change in one.sets)]
        if any(_clash(one, other) for one in lever.sets for other in others) or not _fits(file, found, lever):
            left_out.append(lever.name)
        else:
            found.append(lever)
    return found, left_out


def _offered(file: ScenarioFile) -> Iterator[Lever]:
    weeks = file.scenario.weeks
    for name, measure in file.scenario.may_change.measures.items():
        if not measure.taken:
            yield Lever(name, 1, (), weeks[0], weeks[-1] + 6, {}, taking(name, measure))


def _keys_of(file: ScenarioFile, levers: Sequence[Lever]) -> Iterator[Change]:
    yield from (lever.change(1) for lever in levers)
    if file.scenario.may_change.order:
        yield Change("work.order", "")


def _clash(one: Change, other: Change) -> bool:
    """Tell whether two changes set the same key, or one of them a table with the other's key in it."""
    shared = min(len(one.path), len(other.path))
    return one.path[:shared] == other.path[:shared]


def _fits(file: ScenarioFile, before: Sequence[Lever], lever: Lever) -> bool:
    earlier = [change for one in before for change in one.sets]
    try:
        changed(file, [*earlier, *lever.sets])
        alone = changed(file, lever.sets)
    except InputError:
        return False
    return pay_of(alone.scenario) >= pay_of(file.scenario)
