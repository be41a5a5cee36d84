"""What a plan is to achieve, and what missing it means in a simulated week."""

from typing import Literal, get_args

import numpy as np

from sim.experiments.seasons.replicate import MAIL, MET, STRIKE, Counts
from sim.norms.editions.edition import NORMS

Target = Literal["response", "phone", "mail", "strike"]
TARGETS: tuple[Target, ...] = get_args(Target)
RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")


def missed(counts: Counts, target: Target) -> np.ndarray:
    """Mark the weeks in which a target is missed: bool[seasons, weeks].

    response, phone: the share lies below its norm. mail: late answers bring a warning mail. strike: the
    week is a strike by whichever norm.
    """
    match target:
        case "response":
            return np.asarray(counts.verdicts[..., RESPONSE, MET] == 0)
        case "phone":
            return np.asarray(counts.verdicts[..., PHONE, MET] == 0)
        case "mail":
            return np.asarray(counts.verdicts[..., RESPONSE, MAIL] == 1)
        case "strike":
            return np.asarray((counts.verdicts[..., STRIKE] == 1).any(axis=-1))
