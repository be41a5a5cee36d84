"""What holds for all tests."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is loaded

import pytest
from hypothesis import HealthCheck, settings

from sim.experiments.seasons import replicate
from sim.norms import judge_by
from sim.operation.simulate import simulate

# A machine that is busy is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def every_table_and_log_of_a_season_is_looked_at():
    """Seasons trust their own; here every row of every one is checked as those of a stranger are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replicate, "simulate_sound", simulate)
        patch.setattr(replicate, "judge_sound", judge_by)
        yield
