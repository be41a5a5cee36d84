"""Calls back to customers whom nobody answered: as soon as somebody is free, or in the slot they chose."""

from dataclasses import dataclass, replace

import numpy as np

from sim.demand.phone.callers import Callers, Switchboard
from sim.demand.work import CALL_BACK, IF_BUSY, IF_LEFT
from sim.scenario.customers.contacts import CallBackSlots
from sim.scenario.season import Season

MOST_SLOTS = 5  # who finds so many slots in a row without a place is not called back


@dataclass(frozen=True)
class Promised:
    """Customers who were promised a call back; every column has one entry a customer."""

    callers: Callers
    rows: np.ndarray  # int64[n], the attempt, or the call back that was put off, which sets theirs off
    at: np.ndarray  # int64[n], the instant of that
    choice: np.ndarray  # float64[n], in [0, 1): which of the slots that they may choose from

    def only(self, which: np.ndarray) -> "Promised":
        """Keep the marked customers (bool[n])."""
        return Promised(self.callers.only(which), self.rows[which], self.at[which], self.choice[which])


def call_back(board: Switchboard, promised: Promised) -> None:
    """Add a call to each customer who was promised one."""
    slots = board.scenario.calls.call_back_slots
    if slots is None:
        board.draft.follow(promised.rows, IF_LEFT, _calls(board, promised.callers), 0)
        return
    begins = slot_begins(slots, board.season)
    slot = np.searchsorted(begins, promised.at) + (promised.choice * slots.choices).astype(np.int64)
    _in_slots(board, promised, begins, slot)


def _in_slots(board: Switchboard, promised: Promised, begins: np.ndarray, slot: np.ndarray) -> None:
    """Let calls come as their slots begin (int64[k]); one that finds no place is put off to the next slot.

    The slots have their places at the desk: a trunk, which refuses one call back too many.
    """
    outcome = IF_LEFT
    for _ in range(MOST_SLOTS):
        promised, slot = promised.only(slot < len(begins)), slot[slot < len(begins)]
        calls = _calls(board, promised.callers)
        board.draft.follow(promised.rows, outcome, calls, begins[slot] - promised.at)
        promised, slot, outcome = replace(promised, rows=calls, at=begins[slot]), slot + 1, IF_BUSY


def _calls(board: Switchboard, callers: Callers) -> np.ndarray:
    """Add a call back to each caller and return the rows: int64[n]."""
    return board.draft.add(callers.customer, line=CALL_BACK + callers.shift, **callers.columns)


def slot_begins(slots: CallBackSlots, season: Season) -> np.ndarray:
    """Say when the slots of a season begin, on days on which the phone is offered: int64[k], in order."""
    length = round(slots.minutes * 60)
    stretches = season.intervals(slots.hours, season.phone)
    begins = [np.arange(begin, end - length + 1, length) for begin, end in stretches.tolist()]
    return np.concatenate([np.empty(0, np.int64), *begins])
