"""What a reader is told of single moments: somebody comes, is taken, is put down, is answered or goes."""

from sim.deadline import NEVER, zone_of
from sim.deadline.instants.wall import to_wall
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
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE

COMES = {  # what a customer does, by kind of work
    CALL: "tale.comes.call",
    LOST_CALL: "tale.comes.call",
    CALL_BACK: "tale.comes.call_back",
    FOLLOW_UP: "tale.comes.reply",
    CARE: "tale.comes.care",
}
BROUGHT = {  # what else brings a question back to the desk
    CAME_BACK: "tale.comes.back",
    SAID_AGAIN: "tale.comes.said_again",
    ROTATED: "tale.comes.rotated",
}
SPOKEN = {CALL: "tale.done.call", CALL_BACK: "tale.done.call_back"}
DONE = {  # what it means that work on a question is done
    ANSWER: "tale.done.answer",
    OUTSIDE_REPLY: "tale.done.outside_reply",
    HAND_TO_BOL: "tale.done.hand_to_bol",
    NO_ANSWER: "tale.done.no_answer",
}
GONE = {  # what it means that a row leaves its queue
    HANGS_UP: "tale.gone.hangs_up",
    TO_VOICEMAIL: "tale.gone.to_voicemail",
    TAKES_SLOT: "tale.gone.takes_slot",
    TAKEN_OVER: "tale.gone.taken_over",
    RETURNED: "tale.gone.returned",
}


def local(at: int, say: Language) -> str:
    """Write an instant on the wall: "Mon 30 Nov 09:02:11"."""
    return say.second(to_wall(at, zone_of(ZONE)))


def comes(floor: Floor, row: int, say: Language) -> str:
    """Tell that a customer comes, whom the shop has and who else waits."""
    log, at = floor.played.happened, int(floor.played.happened.came[row])
    if log.outcome[row] == BUSY and floor.kind(row) == CALL_BACK:
        return say("tale.comes.put_off") + _set_off(floor, row, say)
    if log.outcome[row] == BUSY:
        return say("tale.comes.busy")
    if log.outcome[row] == CLOSED:
        return say("tale.comes.closed")
    return f"{_asks(floor, row, say)} {_queue(floor, row, at, say)} {people(floor, row, at, say)}"


def _asks(floor: Floor, row: int, say: Language) -> str:
    work, kind, why = floor.played.work, floor.kind(row), int(floor.played.journeys.marks.why[row])
    brought = BROUGHT.get(why) or COMES.get(kind)
    said = say(brought) if brought else _mails(floor, row, say)
    if kind in (CALL, LOST_CALL) and work.about[row] != NOBODY:
        said = say("tale.comes.call_again")
    if kind == LOST_CALL or not work.work[row]:
        return said
    return f"{said} {say('tale.work', duration=int(work.work[row]))}"


def _mails(floor: Floor, row: int, say: Language) -> str:
    """Say how a new question comes to the shop, and when it was asked if nobody saw it then."""
    marks, noticed_s = floor.played.journeys.marks, int(floor.played.journeys.marks.noticed_s[row])
    if noticed_s:
        return say("tale.comes.noticed", at=local(int(floor.played.happened.came[row]) - noticed_s, say))
    if marks.forwarded[row]:
        return say("tale.comes.forwarded")
    again = floor.played.work.about[row] != NOBODY
    return say("tale.comes.mail_again" if again else "tale.comes.mail")


def _queue(floor: Floor, row: int, at: int, say: Language) -> str:
    """Say who waits as a row comes, and how many of them have their turn before it."""
    others = [other for other in floor.waiting(at).tolist() if other != row]
    if not others:
        return say("tale.queue.nobody")
    said = counted_kinds([floor.kind(one) for one in others], say)
    turn = _turn(floor, row)
    first = sum(1 for one in others if _before(_turn(floor, one), turn))
    if len(others) == 1:
        return say("tale.queue.goes_first" if first else "tale.queue.goes_later", work=said)
    whole = {0: "tale.queue.none", len(others): "tale.queue.all"}
    return say(whole[first], work=said) if first in whole else say("tale.queue.some", work=said, n=first)


def _before(turn: int | None, other: int | None) -> bool:
    """Compare two turns; who never has one is the last."""
    return turn is not None and (other is None or turn < other)


def _turn(floor: Floor, row: int) -> int | None:
    """Say when somebody first began with a row."""
    spells = floor.of_row.get(row)
    return spells[0].began if spells else None


def begins(floor: Floor, spells: list[Spell], number: int, say: Language) -> str:
    """Tell that somebody takes a row, or takes it up again."""
    spell, log = spells[number], floor.played.happened
    who = floor.name(spell.person)
    if number and spells[number - 1].person == spell.person:
        return say("tale.begins.again", who=who)
    if number:
        return say("tale.begins.over", who=who, other=floor.name(spells[number - 1].person))
    came = int(log.came[spell.row])
    if spell.began == came:
        return say("tale.begins.at_once", who=who)
    return say("tale.begins.after", who=who, waited=spell.began - came) + _overtaken(floor, spell, say)


def _overtaken(floor: Floor, spell: Spell, say: Language) -> str:
    """Say who came later and was taken first."""
    came = floor.played.happened.came
    first = {
        other.row
        for other in floor.spells
        if came[spell.row] < came[other.row] and came[spell.row] <= other.began < spell.began
    }
    said = counted_kinds([floor.kind(row) for row in first], say)
    return f" {say('tale.overtaken', n=len(first), work=said)}" if said else ""


def ends(floor: Floor, spell: Spell, say: Language) -> str:
    """Tell how a spell ends."""
    who, marks = floor.name(spell.person), floor.played.journeys.marks
    after = _after(spell.ended - spell.began, say)
    match spell.end:
        case "done":
            does = SPOKEN.get(floor.kind(spell.row), DONE[int(marks.done[spell.row])])
            return say(does, who=who, after=after) + _set_off(floor, spell.row, say)
        case "interrupted":
            other = floor.doing(spell.person, spell.ended)
            what = say(f"work.one.{KIND[floor.kind(other.row)] if other else 'call'}")
            return say("tale.ends.interrupted", who=who, what=what, after=after)
        case "in hand":
            return say("tale.ends.in_hand", who=who)
        case _ if planned(floor, spell.person, spell.ended):
            why = absent(floor, spell.person, spell.ended, say)
            return say("tale.ends.stops", who=who, after=after, why=why)
        case _:
            return say("tale.ends.goes_home", who=who, after=after)


def _after(length: int, say: Language) -> str:
    return say("tale.after", duration=length) if length else say("tale.at_once")


def _set_off(floor: Floor, row: int, say: Language) -> str:
    """Say what the end of a row sets off; several outcomes may set off the same."""
    work, came = floor.played.work, floor.played.happened.came
    followers = [
        one for one in dict.fromkeys(work.then[row].tolist()) if one != NOBODY and came[one] != NEVER
    ]
    said = [_follower(floor, one, say) for one in followers]
    return f" {say('tale.sets_off', work=say.joined(said))}" if said else ""


def _follower(floor: Floor, row: int, say: Language) -> str:
    what, at = say(f"work.one.{KIND[floor.kind(row)]}"), int(floor.played.happened.came[row])
    return say("tale.set_off", what=what, at=local(at, say))


def gone(floor: Floor, row: int, say: Language) -> str:
    """Tell how a row left its queue without being worked on to the end."""
    log, marks = floor.played.happened, floor.played.journeys.marks
    if log.outcome[row] == MOOT:
        return say("tale.gone.answered_together")
    after = _after(int(log.left[row] - log.came[row]), say)
    return say(GONE[int(marks.gone[row])], after=after) + _set_off(floor, row, say)
