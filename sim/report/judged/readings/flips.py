"""The questions that one reading judges otherwise than the first one."""

from collections.abc import Iterator, Sequence

from sim.deadline import NEVER, zone_of
from sim.deadline.instants.wall import to_wall
from sim.norms.told.flipped import Flipped, Kind, flipped
from sim.report.judged.readings.read import Read
from sim.report.texts.language import Language

SHOWN = 20
ROW = " {:>2} {:<16}{:<20}{:<20}{:<20}{:<20}{}"


def flips(read: Sequence[Read], say: Language) -> Iterator[str]:
    """Say of each reading how many questions flip, and list the first ones, those alike only once."""
    if not len(read[0].verdicts.view.log.cases):
        return
    told: dict[bytes, int] = {}
    for number, other in enumerate(read[1:], 2):
        found = flipped(read[0].verdicts, other.verdicts)
        first = told.setdefault(found.row.tobytes() + found.after.tobytes(), number)
        alike = say("readings.alike", first=first) if len(found) and first != number else ""
        yield say("readings.flipped", number=number, times=_times(found, say)) + alike
        if len(found) and first == number:
            yield _heads(number, say)
            yield from _listed(read[0], found, say)


def _heads(number: int, say: Language) -> str:
    case, arrived, answered = say.listed("readings.heads")
    due = (say("readings.due_by", number=one) for one in (1, number))
    return ROW.format("", case, arrived, *due, answered, "")


def _times(found: Flipped, say: Language) -> str:
    said = (
        say("readings.times", n=times, before=_kind(before, say), after=_kind(after, say))
        for before in Kind
        for after in Kind
        if (times := found.count(before, after))
    )
    return ", ".join(said) or say("readings.no_question")


def _kind(kind: Kind, say: Language) -> str:
    return say(f"readings.kind.{kind.name.lower()}")


def _listed(base: Read, found: Flipped, say: Language) -> Iterator[str]:
    for place, row in enumerate(flipped_rows(base, found, say)):
        if place == SHOWN:
            yield say("readings.more", n=len(found) - SHOWN)
            return
        case, _, arrived, due, then, answered, before, after = row
        yield ROW.format("", case[:15], arrived, due, then, answered, f"{before} > {after}")


def flipped_rows(base: Read, found: Flipped, say: Language) -> Iterator[tuple[str, ...]]:
    """Write each question that flips: case, seller, four instants in local time, and both verdicts."""
    view = base.verdicts.view
    cases, zone, sellers = view.log.cases, zone_of(view.options.timezone), view.seller(view.log.cases)

    def at(instant: int, nothing: str) -> str:
        return nothing if instant == NEVER else say.stamp(to_wall(instant, zone))

    for place, row in enumerate(found.row.tolist()):
        yield (
            str(cases.case_id[row]),
            view.sellers[int(sellers[row])],
            at(int(cases.arrived_at[row]), ""),
            at(int(found.due_before[place]), say("readings.no_deadline")),
            at(int(found.due_after[place]), say("readings.no_deadline")),
            at(int(cases.answered_at[row]), say("readings.not_answered")),
            _kind(Kind(int(found.before[place])), say),
            _kind(Kind(int(found.after[place])), say),
        )
