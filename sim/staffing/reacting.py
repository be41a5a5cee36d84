"""What people do while the desk is in a reaction, and whom it changes."""

from dataclasses import dataclass, replace

import numpy as np

from sim.scenario.people.reactions import Reaction, Then
from sim.staffing.intervals import FAR, covered_s, holding, lined_up, on_the_clock
from sim.staffing.roster import NO_REACTION, Roster

LAST_QUARTER_S = 15 * 60  # of a shift, in which overtime is asked for


@dataclass(frozen=True)
class Team:
    """A roster, and what a reaction must know beside it; times stand on one line (`intervals.lined_up`)."""

    roster: Roster
    can: np.ndarray  # int64[people], bit mask of the lines that each person does
    calls: np.ndarray  # int64[j, 2], when calls may be taken, time away included
    away: np.ndarray  # int64[m, 2], not at the desk, in shifts and outside
    overtime: np.ndarray  # bool[people], works overtime

    @property
    def last(self) -> np.ndarray:
        """Mark the last stretch of each shift: bool[k]."""
        person, end = self.roster.person, self.roster.home
        return np.append((person[1:] != person[:-1]) | (end[1:] != end[:-1]), True)[: len(person)]

    def present_s(self, until: np.ndarray) -> np.ndarray:
        """Count the seconds from the end of each stretch until an instant without time away: int64[k]."""
        off, first = self.roster.off, self.roster.person * FAR
        away_s = covered_s(self.away, first + until) - covered_s(self.away, first + off)
        return np.asarray(until - off - away_s)


def unless_nothing(lines: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Take some lines, or others where there are none: nobody is sent home."""
    return np.asarray(np.where(lines != 0, lines, otherwise))


def react(team: Team, reactions: list[Reaction], phone: int) -> Roster:
    """Let people do as the reactions say while the desk is in one; `phone` is the mask of the phone's lines.

    A stretch follows one reaction, the first of the file that changes it. Beside others, overtime has the
    last quarter of an hour of each shift for itself.
    """
    changes = [reaction.then.change for reaction in reactions]
    if len(set(changes)) > 1 and "overtime" in changes:
        team = _cut(team, team.roster.person, team.roster.home - LAST_QUARTER_S)
    for reaction in reactions:
        if reaction.then.change == "phone down":
            edges = first_at_phone(team, reaction.then.amount, phone).ravel()
            team = _cut(team, edges // FAR, edges % FAR)
    for number in sorted(range(len(reactions)), key=lambda number: changes[number] != "overtime"):
        then = reactions[number].then
        roster = _followed(team.roster, number, _does_then(team, then, phone), _off_then(team, then))
        team = replace(team, roster=roster)
    return team.roster


def first_at_phone(team: Team, people: int, phone: int) -> np.ndarray:
    """Say when each person is one of those who stay on the phone: int64[j, 2], on one line.

    At any moment these are the first so many of who may take calls, away for a moment or not: who can do
    nothing else first, then in the order of the file.
    """
    order = np.argsort(team.can & ~phone != 0, kind="stable")
    edges = np.unique(on_the_clock(team.calls))
    present = np.array(
        [holding(team.calls, one * FAR + edges) & bool(team.can[one] & phone) for one in order]
    )
    first = present & (present.cumsum(axis=0) <= people)
    stays = dict(zip(order.tolist(), first, strict=True))
    return lined_up(_runs(stays[person], edges) for person in range(len(team.can)))


def _runs(inside: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Join the marked spans between edges (bool[edges], the last one is none): int64[j, 2]."""
    changes = np.diff(inside.astype(np.int8), prepend=0)
    return np.column_stack([edges[changes == 1], edges[changes == -1]])


def _cut(team: Team, person: np.ndarray, at: np.ndarray) -> Team:
    """Cut the stretches of some people at some instants."""
    stretch = team.roster.last_begun(person, at)
    theirs = np.append(team.roster.person, -1)[stretch] == person  # of nobody before the first stretch
    return replace(team, roster=team.roster.cut(stretch[theirs], at[theirs]))


def _does_then(team: Team, then: Then, phone: int) -> np.ndarray:
    """Say what the person of each stretch would do in a reaction: int64[k]."""
    does, person = team.roster.does, team.roster.person
    on_mail = unless_nothing(does & ~phone, does)
    match then.change:
        case "everybody on mail":
            return on_mail
        case "everybody on the phone":
            return unless_nothing(team.can[person] & phone, does)
        case "phone down":
            stays = first_at_phone(team, then.amount, phone)
            return np.where(holding(stays, person * FAR + team.roster.on), does, on_mail)
        case _:
            return does


def _off_then(team: Team, then: Then) -> np.ndarray:
    """Say until when the person of each stretch would stay in a reaction: int64[k].

    In overtime people are away as in other hours; what they would be away is taken off its end.
    """
    roster = team.roster
    if then.change != "overtime":
        return roster.off
    comes_back = np.append(np.where(np.diff(roster.person) == 0, roster.on[1:], FAR), FAR)[: len(roster)]
    until = np.clip(roster.home + then.amount, roster.off, comes_back)
    longer = team.last & team.overtime[roster.person]
    return np.where(longer, roster.off + team.present_s(until), roster.off)


def _followed(roster: Roster, number: int, does_then: np.ndarray, off_then: np.ndarray) -> Roster:
    """Let the stretches that a reaction changes, and no other one has, follow it."""
    follows = (does_then != roster.does) | (off_then != roster.off)
    follows &= roster.reaction == NO_REACTION
    return replace(
        roster,
        reaction=np.where(follows, number, roster.reaction),
        does_then=np.where(follows, does_then, roster.does_then),
        off_then=np.where(follows, off_then, roster.off_then),
    )
