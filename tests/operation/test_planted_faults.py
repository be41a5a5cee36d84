"""Each feature of the readable engine is planted wrong once, and the comparison of the engines sees it."""

import inspect
import re
from pathlib import Path

import pytest

from sim.operation.reference import engine as reference
from sim.operation.reference import waiting

from .comparison import sees


def planted_faults() -> dict[str, tuple[str, str]]:
    """Read what the reference says and what it would say, by the name of the fault."""
    faults = Path(__file__).with_name("planted_faults.txt").read_text().split("\n# ")[1:]
    return {
        name: tuple("".join(f"{line[1:]}\n" for line in lines if line.startswith(sign)) for sign in "-+")
        for name, *lines in map(str.splitlines, faults)
    }


FAULTS = planted_faults()
SAID = inspect.getsource(waiting) + re.sub(  # as one module, for a fault of either to be in force
    r"from sim.operation.reference.waiting import .*\n", "", inspect.getsource(reference)
)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_feature_planted_wrong_is_seen(fault):
    says, would_say = (f"\n{lines}" for lines in FAULTS[fault])
    assert SAID.count(says) == 1, "the reference says it otherwise now; plant the fault anew"

    faulty = {"__name__": "faulty"}
    exec(SAID.replace(says, would_say), faulty)

    assert sees(faulty["Desk"])
