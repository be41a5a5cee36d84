"""When a week is decided, when it is final, and when its mail comes."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import to_wall, zone_of
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.norms.standing.strikes import decided_at, final_at
from sim.report.texts.language import Language
from sim.scenario.values.days import ZONE


@dataclass(frozen=True)
class When:
    """The moments of a week's verdict, in words of local time."""

    decided: str  # "Mon 30 Nov 17:00": the week's last questions fall due
    final: str  # "Wed 16 Dec": from then on it counts, and the mail comes


def when_of(shop: Shop, say: Language) -> list[When]:
    """Say when each reported week of a season is decided and final."""
    norms, weeks = edition(shop.scenario.edition), shop.season.weeks
    decided = decided_at(np.array(weeks), shop.scenario.judged.clock, shop.boundary, ZONE).tolist()
    return [
        When(_moment(at, say), say.day(_local(final_at(week, norms.strikes, ZONE))))
        for week, at in zip(weeks, decided, strict=True)
    ]


def _moment(at: int, say: Language) -> str:
    return say("words.not_known") if at == NEVER else say.moment(_local(at))


def _local(at: int) -> datetime:
    return to_wall(at, zone_of(ZONE))
