"""Random shops: a few weeks around the autumn clock change, on a coarse grid so that instants often tie."""

import numpy as np

from sim.norms import NEVER, EventLog
from sim.norms.log import Calls, Cases, Items, Parcels, Returns, Reviews, Surveys

FIRST = int(
    np.datetime64("2026-10-19T22:00", "s").astype(np.int64)
)  # Tuesday 00:00 in Amsterdam, still summer time
SPAN_S = 40 * 86_400
GRID_S = 1800


def random_log(rng: np.random.Generator, rows: int = 120) -> EventLog:
    """Two sellers, every column in use, every kind of missing value."""

    def instants() -> np.ndarray:
        return FIRST + rng.integers(0, SPAN_S // GRID_S, rows) * GRID_S

    def later(start: np.ndarray, mean_s: float, never_share: float) -> np.ndarray:
        after = start + rng.exponential(mean_s / GRID_S, rows).astype(np.int64) * GRID_S
        return np.where(rng.random(rows) < never_share, NEVER, after)

    def codes(*choices: int) -> np.ndarray:
        return rng.choice(choices, rows).astype(np.int8)

    def sellers() -> np.ndarray:
        return rng.integers(1, 3, rows)

    arrived, attempted, ordered = instants(), instants(), instants()
    known_order = rng.random(rows) < 0.9
    return EventLog(
        cases=Cases(
            seller_id=sellers(),
            channel=codes(0, 1, 2, 3),
            arrived_at=arrived,
            answered_at=later(arrived, 60_000, 0.2),
            auto_replied_at=later(arrived, 600, 0.9),
            handed_to_bol_at=later(arrived, 60_000, 0.9),
            taken_over_by_bol_at=later(arrived, 60_000, 0.9),
            returned_at=later(arrived, 172_800, 0.9),
        ),
        calls=Calls(
            seller_id=sellers(),
            attempted_at=attempted,
            answered_at=later(attempted, 900, 0.5),
            outcome=codes(0, 0, 1, 2, 3, 4),
        ),
        items=Items(
            seller_id=sellers(),
            quantity=rng.integers(0, 4, rows),
            ordered_at=np.where(known_order, ordered, NEVER),
            promised_on=ordered // 86_400 + rng.integers(0, 5, rows),
            attempted_at=later(ordered, 200_000, 0.2),
            cancelled_at=later(ordered, 300_000, 0.7),
            cancelled_by=codes(-1, 0, 1, 2),
            method=codes(-1, 0, 1, 2),
            appointment=codes(-1, 0, 0, 1),
        ),
        parcels=Parcels(
            seller_id=sellers(),
            quantity=rng.integers(0, 4, rows),
            shipped_at=instants(),
            letter=codes(-1, 0, 1),
            has_code=codes(0, 1),
        ),
        returns=Returns(seller_id=sellers(), quantity=rng.integers(0, 4, rows), registered_at=instants()),
        reviews=Reviews(
            seller_id=sellers(),
            given_at=instants() - rng.integers(0, 200, rows) * 86_400,
            grade=rng.integers(1, 11, rows),
        ),
        surveys=Surveys(
            seller_id=sellers(),
            closed_at=instants(),
            closed_by=codes(-1, 0, 1, 2),
            grade=rng.integers(0, 11, rows),
        ),
    )


def shuffled(log: EventLog, rng: np.random.Generator) -> EventLog:
    """The same rows in another order."""
    tables = {}
    for name, table in log.tables().items():
        order = rng.permutation(len(table))
        tables[name] = type(table)(**{column: values[order] for column, values in vars(table).items()})
    return EventLog(**tables)
