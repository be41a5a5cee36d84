"""Who is at the desk at an instant and with what, and why somebody who is planned is not."""

import numpy as np

from sim.deadline import zone_of
from sim.deadline.instants.wall import to_wall
from sim.report.replay.floor import KIND, Floor
from sim.report.texts.language import ENGLISH
from sim.scenario.values.days import ZONE

AT = {"call": "on a call", "question": "at a mail", "reply": "at a reply", "call back": "calling back"}


def people(floor: Floor, at: int) -> str:
    """Say who is at the desk and what they do, and who is planned and not there."""
    staff = range(len(floor.played.shop.staff))
    here = [person for person in staff if floor.on_duty(person, at) or floor.doing(person, at)]
    missing = [person for person in staff if person not in here and planned(floor, person, at)]
    busy = ENGLISH.joined([f"{floor.name(one)} ({_busy(floor, one, at)})" for one in here])
    away = ENGLISH.joined([f"{floor.name(one)} ({absent(floor, one, at)})" for one in missing])
    said = f"At the desk: {busy}." if here else "Nobody is at the desk."
    return f"{said} Not at the desk: {away}." if missing else said


def planned(floor: Floor, person: int, at: int) -> bool:
    """Tell whether an instant lies in a shift of somebody."""
    return _within(floor.played.shop.staff[person].shifts, at)


def absent(floor: Floor, person: int, at: int) -> str:
    """Say why somebody who is planned at an instant is not at the desk."""
    staff = floor.played.shop.staff[person]
    [begin, end] = next(shift for shift in staff.shifts.tolist() if shift[0] <= at < shift[1])
    if not came(floor, person, begin, end):
        return "not in today"
    if _within(staff.breaks, at):
        return "on a break"
    return "in training" if _within(staff.training, at) else "away for a moment"


def came(floor: Floor, person: int, begin: int, end: int) -> bool:
    """Tell whether somebody came to the desk between two instants."""
    roster = floor.played.roster
    return bool(((roster.person == person) & (roster.on >= begin) & (roster.on < end)).any())


def _busy(floor: Floor, person: int, at: int) -> str:
    spell = floor.doing(person, at)
    if spell is None or spell.began == at:
        return "free"
    return f"{at_work(KIND[floor.kind(spell.row)])} since {to_wall(spell.began, zone_of(ZONE)):%H:%M}"


def at_work(kind: str) -> str:
    """Say what somebody does who works on a kind of work."""
    return AT.get(kind, f"at a {kind}")


def _within(slots: np.ndarray, at: int) -> bool:
    return bool(((slots[:, 0] <= at) & (at < slots[:, 1])).any())
