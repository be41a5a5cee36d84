"""What a reader is told of single moments: somebody comes, is taken, is put down, is answered or goes."""

from sim.deadline import NEVER, zone_of
from sim.deadline.instants.wall import duration_text, to_wall
from sim.demand.marks import (
    ANSWER,
    CAME_BACK,
    HAND_TO_BOL,
    HANGS_UP,
    NO_ANSWER,
    OUTSIDE_REPLY,
    RETURNED,
    ROTATED,
    SAID_AGAIN,
    TAKEN_OVER,
    TAKES_SLOT,
    TO_VOICEMAIL,
)
from sim.demand.work import CALL, CALL_BACK, CARE, FOLLOW_UP, LOST_CALL, NOBODY
from sim.operation.contract import BUSY, CLOSED, MOOT
from sim.report.replay.floor import KIND, Floor, Spell, counted_kinds
from sim.report.replay.presence import absent, people, planned
from sim.report.texts.language import ENGLISH
from sim.scenario.values.days import ZONE

COMES = {  # what a customer does, by kind of work
    CALL: "The customer calls.",
    LOST_CALL: "The customer calls.",
    CALL_BACK: "The customer is to be called back.",
    FOLLOW_UP: "The customer replies to the answer.",
    CARE: "The question needs a specialist.",
}
BROUGHT = {  # what else brings a question back to the desk
    CAME_BACK: "The question comes back from the marketplace.",
    SAID_AGAIN: "The shop sees that its account holds no answer.",
    ROTATED: "The specialist gives the question back for an answer.",
}
SPOKEN = {CALL: "is done with the call", CALL_BACK: "is done with the call back"}
DONE = {  # what it means that work on a question is done
    ANSWER: "sends the answer",
    OUTSIDE_REPLY: "answers outside the account, which stops no clock",
    HAND_TO_BOL: "hands the question to the marketplace",
    NO_ANSWER: "closes the question, which needs no answer",
}
GONE = {  # what it means that a row leaves its queue
    HANGS_UP: "The customer hangs up",
    TO_VOICEMAIL: "Voicemail takes the call",
    TAKES_SLOT: "The customer takes a slot for a call back",
    TAKEN_OVER: "The marketplace takes the question over",
    RETURNED: "The question goes back to the marketplace unanswered",
}


def local(at: int) -> str:
    """Write an instant on the wall: " Mon 30 Nov 09:02:11"."""
    shown = to_wall(at, zone_of(ZONE))
    return f" {shown:%a} {shown.day} {shown:%b %H:%M:%S}"


def comes(floor: Floor, row: int) -> str:
    """Tell that a customer comes, whom the shop has and who else waits."""
    log, at = floor.played.happened, int(floor.played.happened.came[row])
    if log.outcome[row] == BUSY and floor.kind(row) == CALL_BACK:
        return f"The call back finds no place in its slot and is put off.{_set_off(floor, row)}"
    if log.outcome[row] == BUSY:
        return "The customer calls and hears the busy signal: every line is taken."
    if log.outcome[row] == CLOSED:
        return "The customer calls; the phone is not offered at this hour."
    return f"{_asks(floor, row)} {_queue(floor, row, at)} {people(floor, at)}"


def _asks(floor: Floor, row: int) -> str:
    work, kind, why = floor.played.work, floor.kind(row), int(floor.played.journeys.marks.why[row])
    said = BROUGHT[why] if why in BROUGHT else COMES.get(kind) or _mails(floor, row)
    if kind in (CALL, LOST_CALL) and work.about[row] != NOBODY:
        said = "The customer calls about the question, as no answer came."
    if kind == LOST_CALL or not work.work[row]:
        return said
    return f"{said} It is {duration_text(int(work.work[row]))} of work at the usual pace."


def _mails(floor: Floor, row: int) -> str:
    """Say how a new question comes to the shop, and when it was asked if nobody saw it then."""
    marks, noticed_s = floor.played.journeys.marks, int(floor.played.journeys.marks.noticed_s[row])
    if noticed_s:
        return f"The shop notices the mail of{local(int(floor.played.happened.came[row]) - noticed_s)}."
    if marks.forwarded[row]:
        return "The marketplace forwards the customer's question."
    again = floor.played.work.about[row] != NOBODY
    return "The customer mails again, as no answer came." if again else "The customer mails."


def _queue(floor: Floor, row: int, at: int) -> str:
    """Say who waits as a row comes, and how many of them have their turn before it."""
    others = [other for other in floor.waiting(at).tolist() if other != row]
    if not others:
        return "Nobody else waits."
    said = _capital(counted_kinds([floor.kind(one) for one in others]))
    turn = _turn(floor, row)
    first = sum(1 for one in others if _before(_turn(floor, one), turn))
    if len(others) == 1:
        return f"{said} waits and goes {'first' if first else 'later'}."
    share = {0: "none of them goes", len(others): "all of them go"}.get(first, f"{first:,} of them go")
    return f"{said} wait; {share} first."


def _before(turn: int | None, other: int | None) -> bool:
    """Compare two turns; who never has one is the last."""
    return turn is not None and (other is None or turn < other)


def _turn(floor: Floor, row: int) -> int | None:
    """Say when somebody first began with a row."""
    spells = floor.of_row.get(row)
    return spells[0].began if spells else None


def begins(floor: Floor, spells: list[Spell], number: int) -> str:
    """Tell that somebody takes a row, or takes it up again."""
    spell, log = spells[number], floor.played.happened
    who = floor.name(spell.person)
    if number and spells[number - 1].person == spell.person:
        return f"{who} takes it up again."
    if number:
        return f"{who} takes it over from {floor.name(spells[number - 1].person)}."
    came = int(log.came[spell.row])
    if spell.began == came:
        return f"{who} takes it at once."
    return f"{who} takes it, after {duration_text(spell.began - came)}.{_overtaken(floor, spell)}"


def _overtaken(floor: Floor, spell: Spell) -> str:
    """Say who came later and was taken first."""
    came = floor.played.happened.came
    first = {
        other.row
        for other in floor.spells
        if came[spell.row] < came[other.row] and came[spell.row] <= other.began < spell.began
    }
    said = counted_kinds([floor.kind(row) for row in first])
    return f" {_capital(said)} that came later went first." if said else ""


def ends(floor: Floor, spell: Spell) -> str:
    """Tell how a spell ends."""
    who, marks = floor.name(spell.person), floor.played.journeys.marks
    length = spell.ended - spell.began
    after = f", after {duration_text(length)}" if length else " at once"
    match spell.end:
        case "done":
            does = SPOKEN.get(floor.kind(spell.row), DONE[int(marks.done[spell.row])])
            return f"{who} {does}{after}.{_set_off(floor, spell.row)}"
        case "interrupted":
            other = floor.doing(spell.person, spell.ended)
            return f"{who} is interrupted by a {KIND[floor.kind(other.row)] if other else 'call'}{after}."
        case "in hand":
            return f"{who} has it in hand at the end of the season."
        case _ if planned(floor, spell.person, spell.ended):
            return f"{who} stops{after}: {absent(floor, spell.person, spell.ended)}."
        case _:
            return f"{who} goes home and puts it down{after}."


def _set_off(floor: Floor, row: int) -> str:
    """Say what an answer sets off."""
    work, came = floor.played.work, floor.played.happened.came
    followers = [one for one in work.then[row].tolist() if one != NOBODY and came[one] != NEVER]
    said = [f"a {KIND[floor.kind(one)]} on{local(int(came[one]))}" for one in followers]
    return f" It sets off {ENGLISH.joined(said)}." if said else ""


def gone(floor: Floor, row: int) -> str:
    """Tell how a row left its queue without being worked on to the end."""
    log, marks = floor.played.happened, floor.played.journeys.marks
    if log.outcome[row] == MOOT:
        return "It is answered together with the customer's other question."
    waited = duration_text(int(log.left[row] - log.came[row]))
    return f"{GONE[int(marks.gone[row])]}, after {waited}.{_set_off(floor, row)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
