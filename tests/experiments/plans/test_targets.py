"""What missing a target means, on counts written by hand."""

import numpy as np

from sim.experiments.plans.targets import TARGETS, missed
from sim.experiments.seasons.replicate import MAIL, MET, STRIKE, Counts
from sim.norms.editions.edition import NORMS


def test_each_target_looks_at_its_own_norm_and_column():
    verdicts = np.zeros((1, 4, len(NORMS), 7), np.int64)
    verdicts[..., MET] = 1
    verdicts[0, 0, NORMS.index("response"), MET] = 0
    verdicts[0, 1, NORMS.index("phone"), MET] = 0
    verdicts[0, 2, NORMS.index("response"), MAIL] = 1
    verdicts[0, 3, NORMS.index("on_time"), STRIKE] = 1
    verdicts[0, 3, NORMS.index("phone"), [MET, MAIL]] = [-1, 1]  # nobody called; another norm's mail
    counts = Counts(verdicts, np.zeros((1, 4, 4)), np.zeros((1, 4, 3)))
    found = {target: np.flatnonzero(missed(counts, target)[0]).tolist() for target in TARGETS}
    assert found == {"response": [0], "phone": [1], "mail": [2], "strike": [3]}
