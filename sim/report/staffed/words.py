"""A plan in words: who comes when, in which order work goes, at what price."""

from collections.abc import Iterator
from itertools import chain

from sim.deadline import date_of
from sim.deadline.weekly import WeeklySlot
from sim.experiments.search.advice import Advice
from sim.experiments.search.levers import Choices, Lever, Plan
from sim.report.texts.language import Language
from sim.report.words import ADDED, called
from sim.scenario.schema import Scenario

OVERTIME = "overtime"  # as the levers of it begin


def plan_file(name: str) -> str:
    """Name the file of a plan after its scenario: `normsim run` names its results after the file."""
    return f"{name}-plan.toml"


def parts(choices: Choices, plan: Plan, say: Language) -> Iterator[tuple[str, float]]:
    """Yield each part of a plan and what it costs in euro."""
    for place, (lever, level) in enumerate(zip(choices.levers, plan.levels, strict=True)):
        if level:
            yield lever_in_words(lever, level, say), sum(choices.prices.steps[place][:level])
    if plan.order != choices.orders[0]:
        yield say("staffed.part.order", order=order_in_words(plan.order, say)), 0.0


def short(choices: Choices, plan: Plan, say: Language) -> str:
    """Name a plan in a few words: "2 temps and 1 person on Saturdays"; the present one is "nothing"."""
    levers = zip(choices.levers, plan.levels, strict=True)
    said = [_so_many(lever, level, say) for lever, level in levers if level]
    if plan.order != choices.orders[0]:
        said.append(order_in_words(plan.order, say))
    return say.joined(said) or say("helps.nothing")


def beside(choices: Choices, plan: Plan, other: Plan, say: Language) -> str:
    """Say what another plan has less and more: "1 temp less and 2 people on Saturdays more"."""
    steps = [
        (lever, after - before)
        for lever, before, after in zip(choices.levers, plan.levels, other.levels, strict=True)
    ]
    less = (_less(lever, -step, say) for lever, step in steps if step < 0)
    more = (_more(lever, step, say) for lever, step in steps if step > 0)
    return say.joined(list(chain(less, more)))


def _less(lever: Lever, step: int, say: Language) -> str:
    return say("staffed.less" if lever.terms else "staffed.without", what=_so_many(lever, step, say))


def _more(lever: Lever, step: int, say: Language) -> str:
    return say("staffed.more" if lever.terms else "staffed.with", what=_so_many(lever, step, say))


def _so_many(lever: Lever, number: int, say: Language) -> str:
    """Name so much of a lever: "2 temps", "3 people in overtime W48", "2 × evening"."""
    if lever.sets:
        return lever.name
    if not lever.terms:
        return say("staffed.longer", name=lever.name)
    offer, *when = lever.name.split(" ", 1)
    if offer not in ADDED:
        return f"{number} × {lever.name}"
    return " ".join([say(f"staffed.so_many.{offer}", n=number), *when])


def order_in_words(order: str, say: Language) -> str:
    """Name an order of work: "first answers before replies"."""
    return say(f"helps.order.{order.replace(' ', '_')}")


def volunteers(advice: Advice) -> list[str]:
    """Name whom to ask for the overtime of a plan: it is worked by people who are there."""
    levers = zip(advice.choices.levers, advice.best.levels, strict=True)
    taken = [lever for lever, level in levers if level and lever.name.startswith(OVERTIME)]
    asked = chain.from_iterable(could_work(lever, advice.choices.file.scenario) for lever in taken)
    return list(dict.fromkeys(asked))


def could_work(lever: Lever, scenario: Scenario) -> list[str]:
    """Name who is at work until extra hours begin, or from when they end: whom to ask for overtime."""
    return [
        name
        for name, person in scenario.people.items()
        if any(_touch(slot, extra) for slot in person.hours for extra in lever.slots)
    ]


def _touch(slot: WeeklySlot, extra: WeeklySlot) -> bool:
    return slot.weekday == extra.weekday and (slot.closes == extra.opens or extra.closes == slot.opens)


def lever_in_words(lever: Lever, level: int, say: Language) -> str:
    """Say what so much of a lever is."""
    if lever.sets:
        return say("staffed.part.measure", name=lever.name)
    hours = say.weekly(lever.slots)
    if not lever.terms:
        return say("staffed.part.longer", name=lever.name, hours=hours)
    ends = {"first": say.day(date_of(lever.first)), "last": say.day(date_of(lever.last))}
    return say("staffed.part.people", name=called(lever.name, say), n=level, hours=hours, **ends)
