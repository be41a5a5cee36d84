"""Files judged in parts: the verdicts, faults and findings of the whole, whatever the size of a part."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.norms import editions
from sim.norms.edition import edition
from sim.norms.judged import Asked, Judged, judge_read
from sim.norms.log import read_log, write
from sim.norms.parts import Intake, judge_files

from .shops import FIRST, GRID_S, SPAN_S, random_log

NEWEST = "2026-min-target"


def both(path: Path, asked: Asked, intake: Intake, **more: object) -> tuple[Judged, Judged]:
    whole = judge_read(read_log(path, intake.layout, intake.on_fault), asked)
    return judge_files(path, asked, intake), whole


def alike(parts: Judged, whole: Judged) -> None:
    assert replace(parts.found, policy_events=[]) == replace(whole.found, policy_events=[])
    assert list(parts.found.policy_events) == list(whole.found.policy_events)
    for one, other in zip((parts.verdicts, *parts.beside), (whole.verdicts, *whole.beside), strict=True):
        assert list(one) == list(other)
        assert one.history == other.history
        assert one.view.as_of == other.view.as_of
        assert all(np.array_equal(sums, other.tally.sums[norm]) for norm, sums in one.tally.sums.items())


@pytest.mark.property
@pytest.mark.parametrize("batch", [1, 7, 50, 1000])
@pytest.mark.parametrize("name", [one.name for one in editions()])
@pytest.mark.parametrize("early", [True, False])
def test_a_random_log_in_parts_is_judged_as_a_whole(tmp_path: Path, batch: int, name: str, early: bool):
    rng = np.random.default_rng(batch)
    write(random_log(rng), tmp_path)
    as_of = FIRST + int(rng.integers(0, SPAN_S // GRID_S)) * GRID_S if early else None
    asked = Asked(edition(name), "NL", as_of, beside=(edition(NEWEST),))
    alike(*both(tmp_path, asked, Intake(batch=batch)))
