"""What past weeks tell of a scenario's figures, and what stays a guess of the file."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibrate.called.envelope import learned_file
from sim.calibrate.called.learned.figures import CONTACTS, MAIL, PHONE, learned
from sim.calibrate.called.replay.seasons import NODES, Replayed
from sim.calibrate.called.replay.week import Volume, counted
from sim.norms.figures import Figure, Figures
from sim.scenario.beside.history import HistoryFiles
from sim.scenario.read import read_text

SHOP = """
weeks = "2026-W45"
[contacts]
questions_per_week = 500
phone_share = 0.1  # guess
[work]
minutes_per_mail = 6
[people]
Sanne = "mon-fri 09:00-17:00"
"""
WEEKS = [20_689 + 7 * week for week in range(5)]


def told(*norms: str, shop: str = SHOP, of: int = 900):
    """Fit a shop to weeks that went as well as can be, replayed with as many contacts as they count."""
    scenario = read_text(shop, "shop.toml").scenario
    known = Figures(tuple(Figure(week, norm, of, of) for week in WEEKS[:-1] for norm in norms))
    volumes = {week: counted(scenario, known, week) for week in WEEKS[:-1]}
    replayed = {
        week: Replayed(np.ones((len(NODES), 9, 2)), (one,) * len(NODES)) for week, one in volumes.items()
    }
    return {one.key: one for one in learned(scenario, known, replayed, WEEKS[-1])}


def test_which_part_calls_is_a_guess_without_figures_of_calls():
    fits = told("response")

    assert (fits[PHONE].low, fits[PHONE].value, fits[PHONE].high) == pytest.approx((0.05, 0.1, 0.2))
    assert fits[CONTACTS].value == pytest.approx(900 / 0.9)  # nine in ten of all are the questions counted
    assert MAIL not in fits


def test_how_much_work_is_written_is_a_guess_without_figures_of_answers():
    fits = told("phone", of=90)

    assert (fits[MAIL].low, fits[MAIL].value, fits[MAIL].high) == (3, 6, 12)
    assert fits[CONTACTS].value == pytest.approx(90 / 0.1)
    assert fits[PHONE].high < 0.15


def test_figures_of_both_leave_no_guess():
    fits = told("response", "phone")

    assert MAIL not in fits
    assert fits[PHONE].low < 0.5 < fits[PHONE].high  # 900 of each, whatever the file says


def test_a_range_of_the_file_goes_before_ours():
    own = SHOP + f'[uncertain]\n"{PHONE}" = [0.08, 0.13]\n'

    assert (told("response", shop=own)[PHONE].low, told("response", shop=own)[PHONE].high) == (0.08, 0.13)


def test_a_guess_written_with_its_range_is_a_guess_still():
    file = read_text(SHOP, "shop.toml")
    weeks = Figures(tuple(Figure(week, "response", 1, 1) for week in WEEKS[:-1]))
    past = HistoryFiles(("weeks.csv",), weeks, digest="")
    file = replace(file, scenario=file.scenario.model_copy(update={"history": past}))

    for norms, guesses in ((("response",), {PHONE}), (("response", "phone"), set())):
        learned_text = learned_file(file, list(told(*norms).values()))
        assert {PHONE, CONTACTS} & set(learned_text.guesses) == guesses
        assert PHONE in learned_text.scenario.uncertain
        assert read_text(learned_text.text, "shop.toml").guesses == learned_text.guesses


def test_a_week_without_a_figure_has_the_part_that_the_file_says():
    scenario = read_text(SHOP, "shop.toml").scenario

    def volume(**of: int) -> Volume:
        return counted(scenario, Figures(tuple(Figure(0, norm, 1, n) for norm, n in of.items())), 0)

    assert volume(response=90) == Volume(90, pytest.approx(10))
    assert volume(phone=10) == Volume(pytest.approx(90), 10)
    assert volume(phone=10, response=30) == Volume(30, 10)
    assert volume() == Volume(450, 50)
