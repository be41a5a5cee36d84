"""What the weeks will bring, in words: the headline, and the other norms at risk."""

from dataclasses import replace
from functools import partial

import pytest

from sim.experiments.project import Projection
from sim.report.projection import screen as screens
from sim.report.projection.remarks import outlook
from sim.report.projection.remarks.outlook import of_norm
from sim.report.texts.language import ENGLISH

from .projections import chance, missing, projection

screen = partial(screens.screen, say=ENGLISH)
headline = partial(outlook.headline, say=ENGLISH)
other_norms = partial(outlook.other_norms, say=ENGLISH)


def test_a_probable_miss_is_told_with_its_week_and_chance():
    told = headline(missing([0, 0, 0.1, 0.71, 0.1, 0]))
    assert told == (
        "With the roster as it is you will probably miss the 90% response norm in week 50 (71%);"
        " weeks 49 and 51 (10%) miss the 90% response norm more often than the 5% that advice allows."
        " With only 21 seasons a chance of 0% may be as high as 16%."  # 1 - 0.025 ** (1 / 21)
    )


def test_coin_tosses_and_risks_come_after_the_probable_misses():
    told = headline(missing([0.2, 0, 0.5, 0.71, 0.49, 0.39]))
    probable, toss, risk = told.split(";")
    assert "probably miss the 90% response norm in week 50 (71%)" in probable
    assert "weeks 49 and 51 (49% to 50%) are a coin toss" in toss
    assert "weeks 47 and 52 (20% to 39%) are at risk" in risk


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.6, "probably miss"),
        (0.599, "is a coin toss"),
        (0.4, "is a coin toss"),
        (0.399, "is at risk"),
        (0.2, "is at risk"),
        (0.199, "more often"),
        (0.051, "more often"),
        (0.05, "holds"),
    ],
)
def test_each_word_has_its_range(share: float, word: str):
    told = headline(missing([0, 0, 0, share, 0, 0]))
    assert [
        one for one in ("probably miss", "coin toss", "at risk", "more often", "holds") if one in told
    ] == [word.removeprefix("is ").removeprefix("a ")]
    assert word in told


def test_a_norm_that_holds_says_how_surely():
    assert "holds: no week misses it in more than 5% of seasons" in headline(
        missing([0, 0.01, 0.05, 0, 0, 0])
    )
    assert "holds: no week misses it in any simulated season" in headline(missing([0] * 6))


def test_likely_mails_are_named_whatever_the_norm_does():
    told = headline(missing([0] * 6, mails=[0, 0.35, 0.5, 0.51, 0.97, 0]))
    assert "A warning mail for late answers is more likely than not in weeks 50 and 51 (51% to 97%)." in told
    assert "mail" not in headline(missing([0] * 6))


def test_a_phone_in_danger_is_named_too():
    assert "Phone: you will probably miss the 90% phone norm in week 48 (80%)" in headline(
        missing([0] * 6, phone=[0, 0.8, 0, 0, 0, 0])
    )
    assert "phone" not in headline(missing([0] * 6, phone=[0.39] * 6))


def test_the_headline_of_a_long_season_names_its_worst_weeks_alone_with_their_year():
    """Every third of sixty weeks is at risk, the later the more: 20 weeks, from 20% to 39%."""
    told = headline(missing([(20 + week // 3) / 100 * (week % 3 == 0) for week in range(60)],
                         weeks="2025-W40..2026-W47"))  # fmt: skip
    assert "20 weeks (20% to 39%; worst 2026-W39, 2026-W42 and 2026-W45) are at risk" in told


def at_risk(**norms: tuple[dict[int, float], dict[int, float]]) -> Projection:
    """A projection whose other norms are missed, and bring mails, in the weeks and with the chances given."""
    drawn = projection()
    rows = []
    for row in drawn.weekly:
        missed, mails = norms.get(row.norm, ({}, {}))
        number = 47 + drawn.shop.season.weeks.index(row.week)
        rows.append(replace(row, missed=chance(missed.get(number, 0.0)), mail=chance(mails.get(number, 0.0))))
    return replace(drawn, weekly=rows)


def test_other_norms_at_risk_are_named_with_their_weeks_and_mails():
    returns = {50: 0.78, 51: 0.9, 52: 1.0}
    told = at_risk(
        track_and_trace=(dict.fromkeys(range(47, 53), 1.0), {}),
        returns=(returns, returns),
        questions=({48: 0.2}, {48: 0.2, 49: 0.25}),
        on_time=({50: 0.199}, {}),
        phone=({50: 0.9}, {}),
    )
    said = (
        "questions missed in week 48 (20%), a mail in weeks 48 and 49 (20% to 25%);"
        " track & trace missed in weeks 47 to 52 (100%);"
        " returns missed, with a mail, in weeks 50 to 52 (78% to 100%)"
    )
    assert other_norms(told) == said
    assert f"OTHER NORMS {said} STRIKES" in " ".join(screen(told).split())


def test_other_norms_that_hold_are_not_mentioned():
    assert other_norms(at_risk()) == ""
    assert "OTHER NORMS" not in screen(at_risk())


def test_the_weeks_of_a_norm_come_in_order():
    rows = of_norm(projection(), "phone")
    assert [row.norm for row in rows] == ["phone"] * 6
    assert [row.week for row in rows] == sorted(row.week for row in rows)
