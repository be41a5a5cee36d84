"""Who is at the desk at an instant and with what, and why somebody who is planned is not."""

import numpy as np

from sim.deadline import zone_of
from sim.deadline.instants.wall import to_wall
from sim.report.replay.floor import KIND, Floor
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE


def people(floor: Floor, row: int, at: int, say: Language) -> str:
    """Say who is at the desk and what they do, as a row comes, and who is planned and not there."""
    staff = range(len(floor.played.shop.staff))
    here = [person for person in staff if floor.on_duty(person, at) or floor.doing(person, at)]
    missing = [person for person in staff if person not in here and planned(floor, person, at)]
    busy = say.joined([f"{floor.name(one)} ({_busy(floor, one, row, at, say)})" for one in here])
    away = say.joined([f"{floor.name(one)} ({absent(floor, one, at, say)})" for one in missing])
    said = say("presence.here", people=busy) if here else say("presence.nobody")
    return f"{said} {say('presence.missing', people=away)}" if missing else said


def planned(floor: Floor, person: int, at: int) -> bool:
    """Tell whether an instant lies in a shift of somebody."""
    return _within(floor.played.shop.staff[person].shifts, at)


def absent(floor: Floor, person: int, at: int, say: Language) -> str:
    """Say why somebody who is planned at an instant is not at the desk."""
    staff = floor.played.shop.staff[person]
    [begin, end] = next(shift for shift in staff.shifts.tolist() if shift[0] <= at < shift[1])
    if not came(floor, person, begin, end):
        return say("presence.not_in")
    if _within(staff.breaks, at):
        return say("presence.on_a_break")
    return say("presence.in_training" if _within(staff.training, at) else "presence.away")


def came(floor: Floor, person: int, begin: int, end: int) -> bool:
    """Tell whether somebody came to the desk between two instants."""
    roster = floor.played.roster
    return bool(((roster.person == person) & (roster.on >= begin) & (roster.on < end)).any())


def _busy(floor: Floor, person: int, row: int, at: int, say: Language) -> str:
    spell = floor.doing(person, at)
    if spell is None or spell.began == at:
        return say("presence.free" if floor.may_take(person, row, at) else "presence.not_for_this")
    work, began = say(f"work.at.{KIND[floor.kind(spell.row)]}"), to_wall(spell.began, zone_of(ZONE))
    return say("presence.since", work=work, time=f"{began:%H:%M}")


def _within(slots: np.ndarray, at: int) -> bool:
    return bool(((slots[:, 0] <= at) & (at < slots[:, 1])).any())
