"""The tally of a log in parts: whoever cannot hold a log at once sums up its parts."""

from dataclasses import replace

import numpy as np
import pytest

from sim.norms import EventLog, editions, judge
from sim.norms.measures import Extent, Frame, Tally, View, tally
from sim.norms.verdicts import verdicts_of

from .shops import FIRST, GRID_S, SPAN_S, random_log

EDITIONS = [edition.name for edition in editions()]

pytestmark = pytest.mark.property


def parts(log: EventLog, number: int, rng: np.random.Generator) -> list[EventLog]:
    """The rows of a log, dealt out at random."""
    dealt: list[dict] = [{} for _ in range(number)]
    for name, table in log.tables().items():
        part = rng.integers(0, number, len(table))
        for place, one in enumerate(dealt):
            one[name] = type(table)(
                **{column: values[part == place] for column, values in vars(table).items()}
            )
    return [EventLog(**tables) for tables in dealt]


def summed(view: View, logs: list[EventLog]) -> Tally:
    first, *others = (tally(replace(view, log=log, whole=view.frame)) for log in logs)
    for other in others:
        first = first + other
    return first


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(4))
def test_the_tallies_of_the_parts_add_up_to_that_of_the_whole(seed: int, edition: str) -> None:
    rng = np.random.default_rng(seed)
    log, as_of = random_log(rng), FIRST + int(rng.integers(0, SPAN_S // GRID_S)) * GRID_S
    view = judge(log, edition, "NL", as_of).view
    whole, both = tally(view), summed(view, parts(log, 3, rng))
    for norm, sums in whole.sums.items():
        assert np.array_equal(sums, both.sums[norm]), norm
    assert all(sums.any() for sums in whole.sums.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_part_taken_off_again_leaves_the_rest(seed: int) -> None:
    rng = np.random.default_rng(seed)
    log = random_log(rng)
    view = judge(log, "8wh", "NL").view
    rest, part = parts(log, 2, rng)
    left = tally(view) - summed(view, [part])
    assert all(np.array_equal(sums, left.sums[norm]) for norm, sums in summed(view, [rest]).sums.items())


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_from_extents_and_sums_of_parts_are_those_of_the_log(seed: int) -> None:
    """As out of core: one pass for the cells, another for the sums, and never the whole log."""
    rng = np.random.default_rng(seed)
    log, as_of = random_log(rng), FIRST + SPAN_S // 2
    told = judge(log, "24h-weekday", "BE", as_of)
    logs = parts(log, 4, rng)
    view = replace(told.view, log=EventLog(), whole=None)
    extent = Extent()
    for part in logs:
        extent |= replace(view, log=part).extent
    view = replace(view, whole=extent.frame(view.today))
    again = verdicts_of(view, summed(view, logs))
    assert list(again) == list(told)
    assert again.history == told.history


@pytest.mark.parametrize(
    ("weeks", "counts"),
    [
        ([-7, 0, 7, 14, 21], [0, 11, 22, 33, 0]),
        ([7], [22]),
        ([14, 21], [33, 0]),
        ([-7, 0], [0, 11]),
        ([-21, -14], [0, 0]),
        ([28, 35], [0, 0]),
    ],
)
def test_the_cells_to_be_shown_are_cut_out_and_rows_without_a_seller_are_the_only_one_s(
    weeks: list[int], counts: list[int]
) -> None:
    """One kind, sellers A and none, weeks 0, 7 and 14; no cell was counted outside them."""
    whole = Frame(["A", ""], np.array([0, 7, 14]), 0, 20)
    shown = Frame(["A"], np.array(weeks), weeks[0], weeks[-1] + 6)
    cut = Tally({"nps": np.array([[[1, 2, 3], [10, 20, 30]]])}).cut(whole, shown)
    assert cut.sums["nps"].tolist() == [[counts]]
