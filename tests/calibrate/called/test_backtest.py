"""A backtest on a shop whose truth is known: guesses are mended, and no week knows what comes after it."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.called import envelope as envelopes
from sim.calibrate.called.backtest import backtest
from sim.calibrate.called.envelope import learned_file, of_backtest, wider
from sim.calibrate.called.learned.figures import CONTACTS, PHONE, PRESENT, with_fitted
from sim.calibrate.called.outcome.call import is_missed
from sim.calibrate.called.replay import seasons as replays
from sim.calibrate.called.replay.seasons import NODES, replay
from sim.calibrate.called.replay.week import at_work, counted, in_week, with_volume
from sim.calibrate.fitted import Fitted, fact
from sim.experiments.seasons.replicate import TOTAL, season_counts, stack
from sim.experiments.seasons.shop import Shop
from sim.experiments.seasons.sweep import Sweep
from sim.norms.figures import Figure, Figures
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.read import read_text

from . import truth

TRUE = {"contacts": 800.0, "phone": 0.25, "present": 0.75}
WEEKS, SEASON = "2026-W36..2026-W40", "2026-W41..2026-W42"


@pytest.fixture(scope="module", autouse=True)
def few_seasons():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replays, "SEASONS", 5)
        yield


@pytest.fixture(scope="module")
def lived() -> Figures:
    return truth.lived(truth.SMALL, WEEKS, 3, **TRUE)


@pytest.fixture(scope="module")
def tested(lived):
    with Sweep() as sweep:
        return backtest(truth.past(truth.SMALL, lived, SEASON), 8, 24, sweep)


def test_every_week_but_the_first_is_called_for_each_norm(tested, lived):
    told = [(one.week, one.norm) for one in tested.called]

    assert told == [(week, norm) for week in lived.weeks[1:] for norm in ("response", "phone")]


def test_what_came_is_what_the_history_says(tested, lived):
    assert [one.came for one in tested.called] == [
        lived.of(norm)[week] for week in lived.weeks[1:] for norm in ("response", "phone")
    ]


def test_the_baselines_are_the_week_before_and_all_before(tested, lived):
    phone = [one for one in tested.called if one.norm == "phone"]
    came = list(lived.of("phone").values())

    assert [one.last_week for one in phone] == [one.share for one in came[:-1]]
    assert phone[2].mean_before == sum(one.numerator for one in came[:3]) / sum(
        one.denominator for one in came[:3]
    )


def test_wrong_guesses_are_mended_by_the_weeks_before(tested, lived):
    fits = {one.key: one for one in tested.fitted(lived.weeks[-1] + 7)}

    assert truth.WRONG["contacts"] < fits[CONTACTS].low < TRUE["contacts"] < fits[CONTACTS].high
    assert truth.WRONG["phone"] < fits[PHONE].low < TRUE["phone"] < fits[PHONE].high
    assert fits[PRESENT].low < TRUE["present"] < fits[PRESENT].high


def test_no_week_knows_what_comes_after_it(tested, lived):
    last = lived.weeks[-1]
    other = Figures(
        tuple(row._replace(numerator=row.numerator // 2) if row.week == last else row for row in lived.rows)
    )
    with Sweep() as sweep:
        again = backtest(truth.past(truth.SMALL, other, SEASON), 8, 24, sweep)

    told, told_again = (
        [replace(one, came=None, missed=False, lower=0.0) for one in test.called] for test in (tested, again)
    )
    assert told_again == told
    assert again.called[:-2] == tested.called[:-2]


def test_a_replayed_week_counts_what_the_marketplace_counted(lived, tested):
    week, scenario = lived.weeks[2], tested.past.shop.scenario
    volume = tested.replayed[week].volume(0.7)
    normal = counted(scenario, lived, week).contacts
    then = Shop(with_volume(at_work(in_week(scenario, lived, week, normal), 0.7), volume))

    seasons = stack(season_counts(then, 77, number) for number in range(24))

    for place, norm in zip(replays.PLACES, ("response", "phone"), strict=True):
        mean = seasons.verdicts[:, -1, place, TOTAL].mean()
        assert mean == pytest.approx(lived.of(norm)[week].denominator, rel=0.05)


def test_a_replayed_week_knows_nothing_of_the_weeks_after_it(lived, tested):
    week = lived.weeks[1]
    until_then = truth.of_weeks(lived, lived.weeks[0], week)
    with Sweep() as sweep:
        again = replay(tested.past.shop, until_then, [week], sweep)[week]

    assert np.array_equal(again.shares, tested.replayed[week].shares, equal_nan=True)
    assert again.shares.shape == (len(NODES), 5, 2)


def test_a_shop_that_goes_as_it_was_called_is_not_widened(tested):
    with Sweep() as sweep:
        told = of_backtest(
            replace(
                tested,
                called=tuple(
                    replace(one, lower=0.5, share=(0.0, *[one.came.share] * 3, 1.0)) for one in tested.called
                ),
            ),
            sweep,
        )

    assert (told.drifts, told.widened) == ((), None)


def fallen(tested):
    """The same calls, had the phone come 20 points lower."""
    rows = tuple(
        row._replace(numerator=row.numerator - row.denominator // 5) if row.norm == "phone" else row
        for row in tested.past.figures.rows
    )
    past = replace(tested.past, figures=Figures(rows))
    lower = {(row.week, row.norm): row for row in rows}
    called = tuple(
        replace(one, came=lower[one.week, one.norm], lower=0.0) if one.norm == "phone" else one
        for one in tested.called
    )
    return replace(tested, past=past, called=called)


def test_a_drift_widens_the_range_of_people_at_work_and_nothing_else(tested, monkeypatch):
    monkeypatch.setattr(envelopes, "WIDER", (0.10,))
    low = fallen(tested)

    with Sweep() as sweep:
        told = of_backtest(low, sweep)

    assert [one.norm for one in told.drifts] == ["phone"]
    assert told.widened is not None and told.widened.by == 0.10
    before = {one.key: one for one in low.fitted(low.past.shop.scenario.weeks[1])}
    for one in told.fits:
        wide = 0.10 if one.key == PRESENT else 0.0
        assert one.low == pytest.approx(before[one.key].low - wide)
        assert one.high == pytest.approx(
            min(before[one.key].high + wide, 1.0) if wide else before[one.key].high
        )


def test_a_range_stays_within_what_can_be():
    [wide] = wider([Fitted(PRESENT, 0.95, 0.10, 0.99, fact("known_weeks", n=8))], 0.10)

    assert (wide.low, wide.high) == (0.05, 1.0)


def test_what_was_learned_is_written_into_the_scenario_and_is_no_guess_any_more(tested, lived):
    file = read_text(truth.SMALL.format(weeks=SEASON, **truth.WRONG), "shop.toml")
    fits = tested.fitted(lived.weeks[-1] + 7)
    past = HistoryFiles(("weeks.csv",), lived, digest="")

    learned = learned_file(replace(file, scenario=file.scenario.model_copy(update={"history": past})), fits)

    values = {one.key: one for one in fits}
    assert learned.scenario.work.really_at_work == pytest.approx(values[PRESENT].value, abs=1e-4)
    assert learned.scenario.uncertain[CONTACTS] == pytest.approx(
        (values[CONTACTS].low, values[CONTACTS].high), rel=1e-3
    )
    assert not {PRESENT, PHONE} & set(learned.guesses)
    assert learned.scenario.learned == past.learned
    assert read_text(learned.text, "shop.toml").scenario == learned.scenario
    drawn = with_fitted(file.scenario, fits)
    assert drawn.uncertain.keys() == learned.scenario.uncertain.keys()


def test_a_verdict_is_that_of_the_edition(tested):
    def missed(good: int) -> bool:
        return is_missed(tested.past.shop, Figure(0, "phone", good, 100))

    assert (missed(90), missed(89)) == (False, True)
