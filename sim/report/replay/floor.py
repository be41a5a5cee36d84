"""The shop floor of one season: who worked on what from when to when, and what waited meanwhile."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from sim.demand.work import CALL, CALL_BACK, CARE, FOLLOW_UP, KINDS, LOST_CALL, MAIL
from sim.experiments.seasons.replicate import Played
from sim.operation.contract import BUSY, CLOSED, OPEN, SERVED, UNSEEN
from sim.report.texts.language import Language
from sim.staffing.roster import KEEP

KIND = {  # of work, by the name of its texts
    CALL: "call",
    MAIL: "question",
    FOLLOW_UP: "reply",
    CARE: "care",
    CALL_BACK: "call_back",
    LOST_CALL: "call",
}
End = Literal["done", "interrupted", "put down", "in hand"]


@dataclass(frozen=True)
class Spell:
    """One person at one row, without a pause."""

    row: int
    person: int
    began: int
    ended: int
    end: End


@dataclass(frozen=True)
class Floor:
    """A season's tables, asked for single rows and people."""

    played: Played

    @cached_property
    def spells(self) -> list[Spell]:
        """Every spell, in order of beginning; one that goes on over a cut of the stretch is one."""
        log, merged = self.played.happened, dict[tuple[int, int, int], list[int]]()
        columns = (log.spell_row, log.spell_person, log.spell_began, log.spell_ended)
        for row, person, began, ended in zip(*(column.tolist() for column in columns), strict=True):
            spell = merged.pop((row, person, began), [row, person, began, ended])
            spell[3] = ended
            merged[row, person, ended] = spell
        told = sorted(merged.values(), key=lambda spell: (spell[2], spell[1], spell[3]))
        begins: dict[tuple[int, int], set[int]] = defaultdict(set)
        for row, person, began, _ in told:
            begins[person, began].add(row)
        return [
            Spell(
                row, person, began, ended, self._end(row, ended, begins.get((person, ended), set()) - {row})
            )
            for row, person, began, ended in told
        ]

    def _end(self, row: int, ended: int, taken: set[int]) -> End:
        """Say why a spell ended, when its person took the rows `taken`."""
        log = self.played.happened
        if log.outcome[row] == SERVED and log.left[row] == ended:
            return "done"
        if ended >= self.played.shop.season.until and log.outcome[row] == OPEN:
            return "in hand"
        return "interrupted" if taken else "put down"

    @cached_property
    def of_row(self) -> dict[int, list[Spell]]:
        """The spells at each row, in order."""
        found: dict[int, list[Spell]] = defaultdict(list)
        for spell in self.spells:
            found[spell.row].append(spell)
        return found

    @cached_property
    def of_person(self) -> dict[int, list[Spell]]:
        """The spells of each person, in order."""
        found: dict[int, list[Spell]] = defaultdict(list)
        for spell in self.spells:
            found[spell.person].append(spell)
        return found

    @cached_property
    def waits(self) -> np.ndarray:
        """When rows stood in their queue: int64[w, 3] of row, since, until; held work stands in none."""
        log = self.played.happened
        came = np.flatnonzero(~np.isin(log.outcome, (UNSEEN, BUSY, CLOSED))).tolist()
        found = [(row, since, until) for row in came for since, until in self.waits_of(row)]
        return np.array(found, np.int64).reshape(-1, 3)

    def waits_of(self, row: int) -> list[tuple[int, int]]:
        """Say from when to when a row stood in its queue."""
        log, found = self.played.happened, list[tuple[int, int]]()
        since = int(log.came[row])
        for spell in self.of_row.get(row, []):
            if since < spell.began:
                found.append((since, spell.began))
            since = max(spell.ended, self._held_until(spell))
        gone = self.played.shop.season.until if log.outcome[row] == OPEN else int(log.left[row])
        return [*found, (since, gone)] if since < gone else found

    def _held_until(self, spell: Spell) -> int:
        """Say when its person would hand over what was put down; what is done is held no longer."""
        if spell.end == "done":
            return spell.ended
        roster = self.played.roster
        stretch = self._stretch(spell.person, spell.ended - 1)
        if stretch is None:
            return spell.ended
        last = len(roster) - 1
        while roster.stop[stretch] == KEEP and stretch < last and roster.person[stretch + 1] == spell.person:
            stretch += 1
        return int(roster.off[stretch])

    def on_duty(self, person: int, at: int) -> bool:
        """Tell whether somebody is at the desk."""
        return self._stretch(person, at) is not None

    def may_take(self, person: int, row: int, at: int) -> bool:
        """Tell whether somebody does the work of a row at an instant, as usual or in a reaction."""
        roster, stretch = self.played.roster, self._stretch(person, at)
        does = 0 if stretch is None else int(roster.does[stretch] | roster.does_then[stretch])
        return bool(does >> int(self.played.work.line[row]) & 1)

    def _stretch(self, person: int, at: int) -> int | None:
        """Find the stretch that holds an instant; a reaction may have made it longer."""
        roster = self.played.roster
        first, end = np.searchsorted(roster.person, [person, person + 1]).tolist()
        found = first + int(np.searchsorted(roster.on[first:end], at, side="right")) - 1
        return found if found >= first and at < roster.off_then[found] else None

    def waiting(self, at: int) -> np.ndarray:
        """List the rows that stand in a queue at an instant, before what happens in it: int64[n]."""
        row, since, until = self.waits.T
        return np.asarray(row[(since < at) & (at <= until)])

    def kind(self, row: int) -> int:
        """Say what kind of work a row is."""
        return int(self.played.work.line[row]) % KINDS

    def name(self, person: int) -> str:
        """Name a person as the scenario does."""
        return self.played.shop.staff[person].name

    def doing(self, person: int, at: int) -> Spell | None:
        """Say what somebody works on at an instant."""
        theirs = self.of_person.get(person, [])
        found = int(np.searchsorted([spell.began for spell in theirs], at, side="right")) - 1
        return theirs[found] if found >= 0 and at < theirs[found].ended else None


def counted_kinds(kinds: list[int], say: Language) -> str:
    """Count work by its kind, in words: "1 call and 3 questions"; "" for none."""
    named = Counter(KIND[kind] for kind in kinds)
    in_order = (name for name in dict.fromkeys(KIND.values()) if name in named)
    return say.joined([say(f"work.number.{name}", n=named[name]) for name in in_order])
