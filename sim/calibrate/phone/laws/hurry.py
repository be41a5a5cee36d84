"""Who hangs up at once: whoever is free, or only on hearing that they have to wait.

Who finds others waiting has to wait: they tell which share hangs up at once on hearing so. Who finds nobody
waiting may find everybody at work on the phone. How many of those did follows from who waited on; the others
found somebody free, and those of them who were not answered at once hung up whoever is free.
"""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.attempts import AT_ONCE_S, UNKNOWN, VOICEMAIL, Attempts, waiting
from sim.calibrate.phone.laws.patience import BEYOND_S, Weibull
from sim.calibrate.phone.people.at_work import staffed

LEAST_ALONE = 200  # answered at once, and behind others, to tell who hangs up at once whoever is free


@dataclass(frozen=True)
class Hurry:
    """Attempts that count, whose wait is told (see `hurry`) and that somebody at work could have answered."""

    answered: int  # at once
    waited: int  # longer than that, with nobody before them
    quick: int  # hung up at once, with nobody before them
    behind: int  # came while others waited
    stay: float  # the share of these who did not hang up at once; above 0

    @property
    def heard(self) -> float:
        """How many with nobody before them hung up at once on having to wait."""
        return self.waited * (1 / self.stay - 1)

    @property
    def found_free(self) -> float:
        """How many found somebody free."""
        return self.answered + self.quick - self.heard

    @property
    def whoever_share(self) -> float:
        """The share of callers who hang up at once whoever is free."""
        return max(1 - self.answered / self.found_free, 0.0)

    @property
    def whoever_error(self) -> float:
        """Its standard error, by the delta method."""
        of_stay = self._stay_variance * (self.waited / self.stay**2) ** 2
        return float(np.sqrt(self._counts_variance + of_stay)) / self.found_free

    @property
    def soon_share(self) -> float:
        """The share of the others who hang up at once on having to wait, the impatient by the law too."""
        return max(1 - self.stay / (1 - self.whoever_share), 0.0)

    def at_a_queue(self, law: Weibull) -> float:
        """The share of the others who hang up on having to wait, beside who is impatient by the law."""
        return max(1 - self.stay / self._would_stay(law), 0.0)

    def at_a_queue_error(self, law: Weibull) -> float:
        """Its standard error, of the law's too: who stays moves both shares, in opposite directions."""
        of_stay = self._stay_variance * (1 / self.stay + self.waited / (self.stay**2 * self.found_free)) ** 2
        of_counts = self._counts_variance / self.found_free**2
        of_law = (law.hazard(BEYOND_S) * law.hazard_error(BEYOND_S)) ** 2
        return self.stay / self._would_stay(law) * float(np.sqrt(of_stay + of_counts + of_law))

    @property
    def _stay_variance(self) -> float:
        return self.stay * (1 - self.stay) / self.behind

    @property
    def _counts_variance(self) -> float:
        """Of how many hung up whoever is free, if it were known which share stays."""
        return self.quick + self.heard * (1 / self.stay - 1)

    def _would_stay(self, law: Weibull) -> float:
        return (1 - self.whoever_share) * float(law.after(BEYOND_S))


def hurry(calls: Attempts, at_work: np.ndarray) -> Hurry | None:
    """Count who hangs up at once, by whether others wait; None where that tells nothing.

    That is of fewer than LEAST_ALONE answered at once or behind others, and where more would have found
    everybody at work than came: who finds nobody waiting is then unlike who finds others. Whom the voicemail
    takes after a wait did not hang up at once; of whom it takes at once, as at night, that is not known.
    """
    rang_out = (calls.outcome == VOICEMAIL) & (calls.waited_s > AT_ONCE_S)
    told = (calls.waited_s != UNKNOWN) & (calls.answered | calls.hung_up | rang_out)
    told &= calls.counts & staffed(at_work, calls.at)
    queued = waiting(calls) > 0
    behind, alone = calls.only(told & queued), calls.only(told & ~queued)
    answered, quick = int((alone.answered & (alone.waited_s == 0)).sum()), int(alone.at_once.sum())
    if min(len(behind), answered) < LEAST_ALONE or behind.at_once.all():
        return None
    stay = 1 - float(behind.at_once.mean())
    found = Hurry(answered, len(alone) - answered - quick, quick, len(behind), stay)
    return found if found.found_free > 0 else None
