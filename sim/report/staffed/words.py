"""A plan in words: who comes when, in which order work goes, at what price."""

from collections.abc import Iterator

from sim.deadline import date_of
from sim.deadline.weekly import WeeklySlot, weekly_text
from sim.experiments.search.levers import Choices, Lever, Plan
from sim.report.texts.language import ENGLISH as SAY
from sim.scenario.schema import Scenario


def parts(choices: Choices, plan: Plan) -> Iterator[tuple[str, float]]:
    """Yield each part of a plan and what it costs in euro."""
    for place, (lever, level) in enumerate(zip(choices.levers, plan.levels, strict=True)):
        if level:
            yield lever_in_words(lever, level), sum(choices.prices.steps[place][:level])
    if plan.order != choices.orders[0]:
        yield f"work in the order: {plan.order}", 0.0


def short(choices: Choices, plan: Plan) -> str:
    """Name a plan in a few words: "2 temp and 1 Saturday"; the present one is "nothing"."""
    said = [
        lever.name if not lever.terms else f"{level} {lever.name}"
        for lever, level in zip(choices.levers, plan.levels, strict=True)
        if level
    ]
    if plan.order != choices.orders[0]:
        said.append(plan.order)
    return SAY.joined(said) or "nothing"


def beside(choices: Choices, plan: Plan, other: Plan) -> str:
    """Say what another plan has less and more: "1 temp less and 2 Saturday more"."""
    said = [
        _step(lever, step)
        for lever, before, after in zip(choices.levers, plan.levels, other.levels, strict=True)
        if (step := after - before)
    ]
    return SAY.joined(sorted(said, key=lambda part: part.endswith("more") or part.startswith("with ")))


def _step(lever: Lever, step: int) -> str:
    if lever.sets:
        return f"{'with' if step > 0 else 'without'} {lever.name}"
    return f"{abs(step)} {lever.name} {'more' if step > 0 else 'less'}"


def could_work(lever: Lever, scenario: Scenario) -> list[str]:
    """Name who is at work until extra hours begin, or from when they end: whom to ask for overtime."""
    return [
        name
        for name, person in scenario.people.items()
        if any(_touch(slot, extra) for slot in person.hours for extra in lever.slots)
    ]


def _touch(slot: WeeklySlot, extra: WeeklySlot) -> bool:
    return slot.weekday == extra.weekday and (slot.closes == extra.opens or extra.closes == slot.opens)


def lever_in_words(lever: Lever, level: int) -> str:
    """Say what so much of a lever is."""
    if lever.sets:
        return f"{lever.name}: a measure, in all weeks"
    hours = weekly_text(lever.slots)
    if not lever.terms:
        return f"{lever.name}: {hours} from now on"
    first, last = (SAY.day(date_of(day)) for day in (lever.first, lever.last))
    people = "1 person" if level == 1 else f"{level} people"
    return f"{lever.name}: {people}, {hours}, {first} to {last}"
