"""Call logs made by hand, and the real one: January 1999 of an anonymous bank, which stays outside."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.calibrate.phone.attempts import Attempts, attempts
from sim.norms import Options, default_edition
from sim.norms.log import Calls, EventLog, Layout
from sim.norms.log.read import read
from sim.norms.told.judged import Asked
from sim.staffing.intervals import lined_up
from sim.staffing.people import Planned

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
JANUARY = DATA / "anonymous_bank_1999_calls.parquet"
needs_january = pytest.mark.skipif(
    not JANUARY.is_file(), reason=f"needs data: {JANUARY.name} in $NORMSIM_DATA"
)
AS_THE_BANK_HAS_IT = Layout(
    table="calls",
    columns={
        "attempted_at": "vru_entry",
        "waited_s": "queue_s",
        "handled_s": "service_s",
        "agent_id": "agent",
        "caller_id": "caller",
        "topic": "type",
    },
    values={"outcome": {"AGENT": "answered", "HANG": "abandoned"}},
    drop={"outcome": ["PHANTOM"]},
    timezone="Asia/Jerusalem",
)
MONDAY_9 = 1_768_809_600 - 1_768_809_600 % 86_400 + 8 * 3600  # Mon 2026-01-19 09:00 in Amsterdam


def seen(log: EventLog, hours: str = "", timezone: str = "Europe/Amsterdam") -> Attempts:
    asked = Asked(default_edition(), (), options=Options(timezone=timezone, hours=hours))
    return attempts(replace(asked.view(log.latest()), log=log))


def january(hours: str = "Sun-Sat 00:00-24:00") -> Attempts:
    return seen(read(JANUARY, AS_THE_BANK_HAS_IT).log, hours, "Asia/Jerusalem")


def by_hand(*rows: tuple[Any, ...], names: str = "attempted_at outcome waited_s handled_s") -> Attempts:
    """Attempts whose instants are told in seconds after Monday nine o'clock."""
    columns = dict(zip(names.split(), map(np.array, zip(*rows, strict=True)), strict=True))
    columns["attempted_at"] = columns["attempted_at"] + MONDAY_9
    return seen(EventLog(calls=Calls(**columns)))


def planned_at_work(staff: list[Planned]) -> np.ndarray:
    """The shifts of a simulated shop's roster without breaks, of who takes calls, as a line of stretches."""
    return lined_up(one.paid for one in staff if "phone" in one.skills)
