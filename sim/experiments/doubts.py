"""What the projection rests on: what endless staff could not prevent, and which guesses weigh most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from pydantic import TypeAdapter

from sim.experiments.estimate import Chance, chance
from sim.experiments.many import seasons
from sim.experiments.replicate import BAD, MET, Counts, Shop, stack
from sim.norms.edition import NORMS
from sim.scenario.schema import Scenario

MORE = 1.1  # a guess is tried ten per cent higher
RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")


@dataclass(frozen=True)
class Floor:
    """What stays with more people than the shop can ever need, in the hours that are staffed now."""

    late_mean: float  # late answers a season
    phone_share: float  # of the call attempts that are answered
    phone_missed: tuple[Chance, ...]  # the phone norm, week by week


@dataclass(frozen=True)
class Weight:
    """How much a guess weighs: what a value ten per cent higher does to a season."""

    key: str
    late: float  # more late answers a season, negative: fewer
    missed_calls: float  # the same of call attempts not answered


def floor(shop: Shop, seed: int, replications: int, workers: int) -> Floor:
    """Run the same seasons with endless staff."""
    verdicts = stacked(shop.with_endless_staff(), seed, replications, workers).verdicts
    answered, attempts = verdicts[:, :, PHONE, 0].sum(), verdicts[:, :, PHONE, [0, 1]].sum()
    return Floor(
        late_mean=float(verdicts[:, :, RESPONSE, BAD].sum(axis=1).mean()),
        phone_share=float(answered / attempts) if attempts else 1.0,
        phone_missed=tuple(chance(week) for week in (verdicts[:, :, PHONE, MET] == 0).T),
    )


def weights(shop: Shop, guesses: Sequence[str], seed: int, replications: int, workers: int) -> list[Weight]:
    """Try each guess ten per cent higher on the same customers; the heaviest comes first."""
    base = _missed(shop, seed, replications, workers)
    tried = [
        Weight(key, *(_missed(replace(shop, scenario=scenario), seed, replications, workers) - base))
        for key in guesses
        if (scenario := _higher(shop.scenario, key)) is not None
    ]
    return sorted(tried, key=lambda weight: -abs(weight.late) - abs(weight.missed_calls))


def stacked(shop: Shop, seed: int, replications: int, workers: int) -> Counts:
    """Run seasons 0 to replications - 1 and stack their counts in that order."""
    done = dict(seasons(shop, seed, range(replications), workers=workers))
    return stack(done[replication] for replication in range(replications))


def _missed(shop: Shop, seed: int, replications: int, workers: int) -> np.ndarray:
    """Average a season's late answers and missed calls: float64[2]."""
    verdicts = stacked(shop, seed, replications, workers).verdicts
    return np.asarray(verdicts[:, :, [RESPONSE, PHONE], BAD].sum(axis=1).mean(axis=0))


def _higher(scenario: Scenario, key: str) -> Scenario | None:
    """Raise a value of the scenario by a tenth, within its bounds; None for what is empty or zero."""
    section, _, name = key.rpartition(".")
    holder = getattr(scenario, section) if section else scenario
    value = getattr(holder, name)
    if not value:
        return None
    changed = holder.model_copy(update={name: _raised(holder, name, value)})
    return scenario.model_copy(update={section: changed}) if section else changed


def _raised(holder: Any, name: str, value: Any) -> Any:
    if isinstance(value, dict):  # the peaks
        return {
            name: peak.model_copy(update={"times": _raised(peak, "times", peak.times)})
            for name, peak in value.items()
        }
    if isinstance(value, tuple):
        return tuple(times * MORE for times in value)
    return value * MORE if _accepted(holder, name, value * MORE) else max(value, 1.0)  # a share ends at 1


def _accepted(holder: Any, name: str, value: float) -> bool:
    """Ask the schema whether it takes a value."""
    field = type(holder).model_fields[name]
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, *field.metadata])  # type: ignore[arg-type]
        adapter.validate_python(value)
    except ValueError:
        return False
    return True
