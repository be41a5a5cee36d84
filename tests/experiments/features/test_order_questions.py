"""The rule of the file, from the file to the log: questions about orders come on top of all others."""

import numpy as np

from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read_text

TEXT = """# How many ask?
weeks = "2026-W05..2026-W08"
[contacts]
questions_per_week = 300
phone_share = 0.1
follow_up_share = 0
mails_again_share = 0
week_busyness_sd = 0
day_busyness_sd = 0
[people]
Sanne = "mon-fri 09:00-17:00"
Mehmet = "mon-fri 09:00-17:00"
Joris = "mon-fri 09:00-17:00"
[calls]
redial_share = 0
[orders]
items_per_week = 4000
late_share = 0.1
late_share_spread = 0
cancelled_share = 0.02
returned_share = 0.05
"""
ASK = """[order_questions]
when_late_share = 0.4
when_on_time_share = 0.02
when_cancelled_share = 0.5
when_returned_share = 0.2
by_phone_share = 0.5
"""
SEASONS = 6


def contacts(text: str) -> tuple[np.ndarray, float]:
    """Questions that are not calls and call attempts by season, int64[2, seasons], and weeks a season."""
    shop = Shop(read_text(text, "shop.toml").scenario)
    logs = [season_log(shop, 1, number) for number in range(SEASONS)]
    calls = [len(log.calls.attempted_at) for log in logs]
    mails = [len(log.cases.arrived_at) - int((log.calls.answered_at > 0).sum()) for log in logs]
    return np.array([mails, calls]), len(shop.season.days) / 7


def test_questions_about_orders_come_on_top_of_all_others():
    (plain, weeks), (with_them, _) = contacts(TEXT), contacts(TEXT + ASK)

    # Of 4000 items 2% are cancelled; a tenth of the other 3920 is late, a twentieth comes back.
    a_week = 0.4 * 392 + 0.02 * 3528 + 0.5 * 80 + 0.2 * 196  # = 306.56
    assert abs(plain.sum() - 300 * weeks * SEASONS) < 4 * np.sqrt(300 * weeks * SEASONS)
    more = (with_them - plain).sum()
    assert abs(more - a_week * weeks * SEASONS) < 4 * np.sqrt(a_week * weeks * SEASONS)


def test_half_of_those_who_ask_about_an_order_in_the_hours_of_the_phone_call():
    (plain, weeks), (with_them, _) = contacts(TEXT), contacts(TEXT + ASK)

    mails, calls = (with_them - plain).sum(axis=1)
    # 62% of what is asked in writing comes in the hours of the phone, and so do these; half of them call.
    assert abs(calls / (mails + calls) - 0.31) < 0.03
    assert weeks > 6


def test_the_others_ask_what_they_asked():
    """Whoever asks about something else is the same customer at the same instant, with or without."""
    shops = [Shop(read_text(text, "shop.toml").scenario) for text in (TEXT, TEXT + ASK)]
    plain, with_them = (season_log(shop, 1, 0) for shop in shops)

    assert set(plain.calls.attempted_at.tolist()) <= set(with_them.calls.attempted_at.tolist())
    assert set(plain.cases.arrived_at[plain.cases.channel == 1].tolist()) <= set(
        with_them.cases.arrived_at.tolist()
    )
