"""Both engines on many random shops, on every core; what they did is counted while they are compared."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from unittest.mock import patch

from sim.operation.contract import UNSEEN
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference

from .shops import Shop, difference, random_shop
from .watched import Seen

FEW = 60  # shops, enough for a fault


@dataclass
class Comparison:
    """How many rows came, how they differed, and what was seen to happen."""

    rows: int = 0
    differences: list[str] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


def compare(seeds: Iterable[int]) -> Comparison:
    """Run both engines on the shops of some seeds."""
    told = Comparison()
    with patch.object(reference, "Desk", told.seen.watches):
        for seed in seeds:
            shop = random_shop(seed)
            right = reference.simulate(*shop)
            told.seen.closes()
            told.rows += int((right.outcome != UNSEEN).sum())
            if differs := difference(right, kernel.simulate(*shop)):
                told.differences.append(f"shop {seed}: {differs}")
    return told


def compare_on_every_core(shops: int) -> Comparison:
    """Run both engines on the shops of the seeds below a number."""
    workers = os.cpu_count() or 1
    kernel.simulate(*random_shop(0))  # compiled once, for all
    whole = Comparison()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for part in pool.map(compare, [range(first, shops, workers) for first in range(workers)]):
            whole.rows += part.rows
            whole.differences += part.differences
            whole.seen.adds(part.seen)
    return whole


def sees(
    desk: type[reference.Desk] = reference.Desk, misread: Callable[[Shop], Shop] = lambda shop: shop
) -> bool:
    """Tell whether a comparison sees that the reference has another desk, or reads a shop otherwise."""
    shops = (random_shop(seed) for seed in range(FEW))
    with patch.object(reference, "Desk", desk):
        return any(difference(reference.simulate(*misread(shop)), kernel.simulate(*shop)) for shop in shops)
