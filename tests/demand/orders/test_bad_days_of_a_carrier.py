"""Bad days in the deliveries of a real marketplace: the figures that the scenario names as Olist's."""

import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
OLIST = DATA / "olist_orders_sample20k.parquet"
ENOUGH = 10  # deliveries of a day that say something about it


@pytest.mark.skipif(not OLIST.is_file(), reason=f"needs data: {OLIST.name} in $NORMSIM_DATA")
def test_one_day_in_ten_is_bad_and_bad_days_follow_each_other():
    day, delivered, late = by_promised_day()

    bad_chance, normal_share, bad_share, is_bad = two_kinds_of_days(delivered, late)

    assert len(day) == 249
    assert bad_chance == pytest.approx(0.10, abs=0.005)
    assert normal_share == pytest.approx(0.044, abs=0.001)
    assert bad_share == pytest.approx(0.15, abs=0.005)
    follows = {on: bad for on, bad in zip(day.tolist(), is_bad.tolist(), strict=True)}
    after = [follows[on + 1] for on, bad in follows.items() if bad and on + 1 in follows]
    assert (sum(after), len(after)) == (6, 10)


def by_promised_day() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days (numbers) on which enough was promised and delivered since, how much, and how much of it late."""
    columns = [pq.read_table(OLIST)[name].to_numpy() for name in ("promised_day", "delivered_at")]
    known = ~(np.isnat(columns[0]) | np.isnat(columns[1]))
    promised, delivered = (column[known].astype("datetime64[D]").astype(int) for column in columns)
    days, of_day = np.unique(promised, return_inverse=True)
    number, late = np.bincount(of_day), np.bincount(of_day, delivered > promised)
    enough = number >= ENOUGH
    return days[enough], number[enough], late[enough]


def two_kinds_of_days(number: np.ndarray, late: np.ndarray) -> tuple[float, float, float, np.ndarray]:
    """Fit a mixture of two binomials (EM): the chance of a bad day, both shares, and which days are bad."""
    chance, normal, bad = 0.05, 0.05, 0.3
    for _ in range(500):
        plain, other = (late * np.log(share) + (number - late) * np.log1p(-share) for share in (normal, bad))
        is_bad = 1 / (1 + (1 - chance) / chance * np.exp(plain - other))
        chance = is_bad.mean()
        normal = ((1 - is_bad) * late).sum() / ((1 - is_bad) * number).sum()
        bad = (is_bad * late).sum() / (is_bad * number).sum()
    return chance, normal, bad, is_bad > 0.5
