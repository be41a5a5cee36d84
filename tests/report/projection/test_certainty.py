"""What the first screen says of how exact its chances are, after a run that stopped when they were."""

from dataclasses import replace

import pytest

from sim.experiments.estimates.confidence import Chance
from sim.experiments.estimates.precision import Until
from sim.report.projection.remarks.certainty import chances
from sim.report.texts.language import ENGLISH

from .projections import projection

TOLD = projection(weeks="2026-W49..2026-W50")
KNOWN = Chance(0.01, 0.0, 0.02)


def stopped(until: Until, seasons: int, *missed: Chance) -> str:
    """Stop with these chances of answers below the norm; all others are known to be small."""
    rows = [replace(row, missed=KNOWN, mail=KNOWN) for row in TOLD.weekly]
    weeks = dict(zip(TOLD.shop.season.weeks, missed, strict=True))
    rows = [replace(row, missed=weeks[row.week]) if row.norm == "response" else row for row in rows]
    return chances(
        replace(TOLD, weekly=rows, settings=replace(TOLD.settings, replications=seasons, until=until)),
        ENGLISH,
    )


def test_a_run_that_knew_enough_says_what_it_knows_and_in_how_many_seasons():
    """Of 800 seasons, at the third of four looks: 400 are 45.5% to 54.5% (binomtest of scipy, 1 - 0.05 / 4),
    0 are at most 1 - 0.00625^(1/800), or 0.63%."""
    said = stopped(Until(200, 1_600, width=0.05), 800, KNOWN, Chance(0.5, 0.48, 0.52))
    assert said.startswith("counted in 800 seasons: a 50% may be 46% to 54%, a 0% up to 1%; it took so many")
    assert "until every chance in the table was known to within 5pp; what is only guessed" in said


def test_a_run_that_may_not_go_on_says_what_is_least_known_and_what_it_would_take():
    """From 4.1pp to 0.5pp is 8.2 times as narrow: 67 times as many seasons."""
    said = stopped(Until(200, 1_600, width=0.005), 1_600, Chance(0.3, 0.28, 0.3), Chance(0.5, 0.48, 0.521))
    assert (
        "; 6 of 6 chances in the table are not known to within 0.5pp after the 1,600 seasons allowed, "
        "least of all week 50, answers (48.0% to 52.1%): some 100,000 would do; what"
    ) in said


def test_a_risk_that_an_interval_holds_is_not_clear():
    until = Until(200, 1_600, risk=0.2)
    said = stopped(until, 1_600, Chance(0.19, 0.18, 0.21), Chance(0.5, 0.4, 0.6))
    assert (
        "; 1 of 6 chances in the table is not wholly on one side of 20% after the 1,600 seasons allowed, "
        "least of all week 49, answers (18.0% to 21.0%); what"
    ) in said
    assert "until every chance in the table was wholly on one side of 20%; what" in stopped(
        until, 400, KNOWN, KNOWN
    )


@pytest.mark.parametrize(
    ("until", "said"), [(None, "43% to 57%"), (Until(200, 10_000, risk=0.2), "40% to 60%")]
)
def test_looking_often_makes_intervals_wider(until: Until | None, said: str):
    """Half of 200 at 95% and, for seven looks, at 1 - 0.05 / 7 (binomtest of scipy)."""
    assert said in chances(
        replace(TOLD, settings=replace(TOLD.settings, replications=200, until=until)), ENGLISH
    )


def test_ranges_of_the_file_are_said_to_be_in_the_chances():
    unsure = TOLD.shop.scenario.model_copy(update={"uncertain": {"work.minutes_per_mail": (6.0, 7.0)}})
    told = replace(TOLD, shop=replace(TOLD.shop, scenario=unsure))
    assert "; the doubt about 1 figure is in them ([uncertain]); what is only guessed" in chances(
        told, ENGLISH
    )
    assert "[uncertain]" not in chances(TOLD, ENGLISH)
