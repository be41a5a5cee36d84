"""One day of a season as columns: what waits, who works on what, which deadlines come due."""

from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER, date_of, zone_of
from sim.deadline.instants.wall import HOUR_S, to_wall
from sim.demand.work import CALL, KINDS, LOST_CALL
from sim.experiments.seasons.replicate import Played, verdicts_of
from sim.experiments.seasons.waiting import PHONE_CASE
from sim.norms.measures.contacts import judged_questions
from sim.operation.contract import CLOSED, SERVED
from sim.report.replay.floor import Floor
from sim.report.replay.presence import came
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE

MOST_LABELS = 14  # beside each other
USUAL = (8, 18)  # local hours that are shown of a day without anybody


@dataclass(frozen=True)
class Lane:
    """One person's day."""

    name: str
    stretches: np.ndarray  # int64[k, 2], at the desk
    spells: np.ndarray  # int64[s, 3], kind of work, began, ended
    is_in: bool  # False: planned, and not seen all day


@dataclass(frozen=True)
class Day:
    """A day from midnight to midnight; stretches and spells are cut to it, waits are not."""

    number: int  # days since 1970
    begin: int
    end: int
    waits: np.ndarray  # int64[w, 4], kind of work, since, until, and when it is due by the norm, or NEVER
    calls_at: np.ndarray  # int64[c], when calls came ...
    calls_answered: np.ndarray  # bool[c] ... and were picked up
    calls_closed: int  # that found the phone closed, and are none by the norm
    due_at: np.ndarray  # int64[d], when questions fall due that are due on the day
    late: np.ndarray  # bool[d], answered after that or never
    asked: int  # questions that came
    lanes: list[Lane]  # who is planned on the day, or at the desk

    @property
    def shown(self) -> tuple[int, int]:
        """The hours that a picture shows: an hour more than the people at both ends; all that falls due."""
        there = np.concatenate([lane.stretches for lane in self.lanes] or [np.zeros((0, 2), np.int64)])
        hours = [self._hours(there[:, 0].min() - HOUR_S, there[:, 1].max() + HOUR_S) if len(there) else USUAL]
        hours += [self._hours(self.due_at.min() - 1, self.due_at.max())] if len(self.due_at) else []
        first, last = min(begin for begin, _ in hours), max(end for _, end in hours)
        return max(self.begin, self.begin + first * HOUR_S), min(self.end, self.begin + last * HOUR_S)

    @property
    def labelled(self) -> dict[int, str]:
        """The whole hours shown, in seconds since midnight, by the wall; every second one of a long day."""
        first, last = (at - self.begin for at in self.shown)
        hours = range(-(-first // HOUR_S) * HOUR_S, last + 1, HOUR_S)
        step = 1 if len(hours) <= MOST_LABELS else 2
        return {at: f"{to_wall(self.begin + at, zone_of(ZONE)):%H:%M}" for at in hours[::step]}

    def _hours(self, begin: int, end: int) -> tuple[int, int]:
        """The whole hours since midnight that hold two instants of the day."""
        return int(begin - self.begin) // HOUR_S, -(-int(end - self.begin) // HOUR_S)

    def waiting(self, *kinds: int) -> tuple[np.ndarray, np.ndarray]:
        """Count what waits of some kinds: int64[n] instants, and the number from each on."""
        theirs = self.waits[np.isin(self.waits[:, 0], kinds)]
        at = np.concatenate([[self.begin], np.maximum(theirs[:, 1], self.begin), theirs[:, 2]])
        step = np.concatenate([[0], np.ones(len(theirs), np.int64), -np.ones(len(theirs), np.int64)])
        order = np.argsort(at, kind="stable")
        return at[order], np.cumsum(step[order])


def day_of(played: Played, number: int) -> Day:
    """Cut one simulated day (its number since 1970) out of a season."""
    season, floor = played.shop.season, Floor(played)
    place = int(np.searchsorted(season.days, number))
    begin, end = season.starts[place : place + 2].tolist()
    lanes = [_lane(floor, person, begin, end) for person in range(len(played.shop.staff))]
    found = judged_questions(verdicts_of(played.shop, played.events).view)
    log, cases = played.happened, played.events.cases
    calling = np.isin(played.work.line % KINDS, (CALL, LOST_CALL)) & (log.came >= begin) & (log.came < end)
    calls = calling & (log.outcome != CLOSED)
    written = cases.channel != PHONE_CASE
    due = (found.in_time | found.late) & (found.due_at > begin) & (found.due_at <= end)
    due_of_row = np.full(len(played.work), NEVER)
    due_of_row[played.case_rows[written]] = found.due_at[written]
    return Day(
        number, begin, end,
        waits=_waits(floor, due_of_row, begin, end),
        calls_at=log.came[calls],
        calls_answered=log.outcome[calls] == SERVED,
        calls_closed=int((calling & ~calls).sum()),
        due_at=found.due_at[due],
        late=found.late[due],
        asked=int((written & (cases.arrived_at >= begin) & (cases.arrived_at < end)).sum()),
        lanes=[lane for lane in lanes if lane is not None],
    )  # fmt: skip


def _waits(floor: Floor, due_of_row: np.ndarray, begin: int, end: int) -> np.ndarray:
    row, since, until = floor.waits.T
    there = (since < end) & (until > begin)
    columns = (floor.played.work.line[row] % KINDS, since, until, due_of_row[row])
    return np.column_stack([column[there] for column in columns])


def _lane(floor: Floor, person: int, begin: int, end: int) -> Lane | None:
    """Draw up one person's day; None for who has none."""
    roster, staff = floor.played.roster, floor.played.shop.staff[person]
    mine = (roster.person == person) & (roster.on < end) & (roster.off > begin)
    stretches = _joined(np.clip(np.column_stack([roster.on[mine], roster.off[mine]]), begin, end))
    spells = [
        (floor.kind(spell.row), max(spell.began, begin), min(spell.ended, end))
        for spell in floor.of_person.get(person, [])
        if spell.began < end and spell.ended > begin
    ]
    shift = staff.shifts[(staff.shifts[:, 0] >= begin) & (staff.shifts[:, 0] < end)]
    if not len(stretches) and not len(shift) and not spells:
        return None
    is_in = len(stretches) > 0 or came(floor, person, begin, end)
    return Lane(staff.name, stretches, np.array(spells, np.int64).reshape(-1, 3), is_in)


def _joined(stretches: np.ndarray) -> np.ndarray:
    """Join stretches that follow each other without a gap."""
    begins = np.append(True, stretches[1:, 0] != stretches[:-1, 1])[: len(stretches)]
    ends = np.append(begins[1:], True)[: len(stretches)]
    return np.column_stack([stretches[begins, 0], stretches[ends, 1]])


def title_of(day: Day, say: Language) -> str:
    """Name a day: "Monday 30 November 2026"."""
    local = date_of(day.number)
    return f"{say.listed('film.weekdays')[local.weekday()]} {say.full_date(local)}"


def summed_up(day: Day, say: Language) -> str:
    """Say what a day came to, in one sentence."""
    said = [
        say("film.came", n=day.asked),
        say("film.fell_due", n=len(day.due_at), late=int(day.late.sum())),
        say("film.calls", n=len(day.calls_at), answered=int(day.calls_answered.sum())),
    ]
    said += [say("film.closed", n=day.calls_closed)] if day.calls_closed else []
    return "; ".join(said if day.lanes else [*said, say("film.nobody_planned")])
