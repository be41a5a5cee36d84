"""One carrier incident on a Monday is a wave on Wednesday and a strike on the week after: worked out by hand.

What is promised for Monday 9 February 2026 is what was ordered on Friday and Saturday. Half of it comes late,
and every customer of a late item asks 48 hours after Monday noon: on Wednesday at 12:00. One person answers
six questions an hour, Mon-Fri 09:00-17:00. Nobody else asks in that week; in the week after 60 others do.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.experiments.seasons.replicate import season_log, verdicts_of
from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read_text

ZONE = ZoneInfo("Europe/Amsterdam")
ALIKE = "\n".join(f"{day} = {[1] * 24}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
TEXT = f"""# What does a depot fire on a Monday lead to?
weeks = "2026-W06..2026-W08"
edition = "24h-weekday"
[contacts]
questions_per_week = 60
phone_share = 0
follow_up_share = 0
mails_again_share = 0
week_busyness_sd = 0
day_busyness_sd = 0
[contacts.by_hour]
{ALIKE}
[peaks]                                # nobody writes but in week 8; orders come as ever
"2026-W05" = {{ times = [0, 0, 0], orders_times = [1, 1, 1] }}
"2026-W06" = {{ times = [0, 0, 0], orders_times = [1, 1, 1] }}
"2026-W07" = {{ times = [0, 0, 0], orders_times = [1, 1, 1] }}
[work]
minutes_per_mail = 10
mail_spread = 0
really_at_work = 1
[people]
Sanne = {{ hours = "mon-fri 09:00-17:00", lunch_minutes = 0 }}
[absence]
sick_day_chance = 0
sick_week_chance = 0
[orders]
items_per_week = 4000
late_share = 0
cancelled_share = 0
[orders.incidents."depot fire"]
date = 2026-02-09
late_share = 0.5
[order_questions]
when_late_share = 1
when_late_after_hours = 48
after_hours_spread = 0
by_phone_share = 0
"""


def at(day: int, hour: int) -> int:
    """An instant of February 2026, in which the 9th is a Monday."""
    return int(datetime(2026, 2, day, hour, tzinfo=ZONE).timestamp())


def late_items(log) -> int:
    items = log.items
    return int(items.quantity[items.attempted_at // 86_400 > items.promised_on].sum())


@pytest.fixture(scope="module", params=range(3))
def story(request):
    shop = Shop(read_text(TEXT, "fire.toml").scenario)
    log = season_log(shop, 1, request.param)
    return log, verdicts_of(shop, log), late_items(log)


def test_half_of_what_was_promised_for_monday_comes_late(story):
    _, verdicts, late = story
    week = verdicts.at("on_time", "2026-W07")

    assert (
        480 < late < 660
    )  # half of two days of 4000 / 7 items: 571, four standard deviations of 20 and more
    assert (week.bad, week.strike) == (late, True)  # one in seven of the week is late, 7% may be
    assert week.total == pytest.approx(4000, abs=260)
    assert [verdicts.at("on_time", other).bad for other in ("2026-W06", "2026-W08")] == [0, 0]


def test_the_wave_comes_on_wednesday_at_noon(story):
    log, _, late = story
    wave = log.cases.arrived_at < at(16, 0)

    assert set(log.cases.arrived_at[wave].tolist()) == {at(11, 12)}
    assert wave.sum() == late


def test_the_answers_come_ten_minutes_after_each_other(story):
    log, _, late = story
    answered = np.sort(log.cases.answered_at[log.cases.arrived_at == at(11, 12)])

    assert answered[29] == at(11, 17)  # thirty on Wednesday
    assert answered[77] == at(12, 17)  # and 48 on each day after
    assert answered[125] == at(13, 17)
    assert answered[126] == at(16, 9) + 600
    assert answered[late - 1] != NEVER


def test_the_week_of_the_wave_is_a_strike_and_so_is_the_week_after(story):
    log, verdicts, late = story
    wave, after = (verdicts.at("response", week) for week in ("2026-W07", "2026-W08"))

    # Due on Thursday at 12:00: thirty of Wednesday, and 18 of Thursday's first three hours.
    assert (wave.good, wave.bad, wave.strike) == (48, late - 48, True)
    # On Monday of week 9 more than 48 of the wave are still to be answered, so that even the questions of the
    # last Sunday, due at the end of that Monday, are late: all of the week after.
    assert late > 30 + 48 + 48 + 5 * 48 + 48
    others = int((log.cases.arrived_at >= at(16, 0)).sum())
    in_week = int(((log.cases.arrived_at >= at(16, 0)) & (log.cases.arrived_at < at(23, 0))).sum())
    assert others >= in_week > 30
    assert (after.good, after.bad, after.mail, after.strike) == (0, in_week, True, True)
    # Nothing happened before; on time and response together are one strike a week.
    assert [row.in_window for row in verdicts.history] == [0, 1, 2]


def test_both_engines_tell_the_same_story():
    shop = Shop(
        read_text(TEXT.replace("items_per_week = 4000", "items_per_week = 800"), "fire.toml").scenario
    )
    told = [season_log(shop, 2, 0, engine) for engine in ("kernel", "reference")]

    for name, table in told[0].tables().items():
        for column, values in vars(table).items():
            assert np.array_equal(values, getattr(told[1].tables()[name], column)), (name, column)


def test_a_message_that_spares_every_question_spares_the_wave_and_its_strikes():
    message = "[proactive_message]\nfrom = 2026-02-09\nremoves_share = 1\n"
    shop = Shop(read_text(TEXT + message, "fire.toml").scenario)
    log = season_log(shop, 1, 0)
    verdicts = verdicts_of(shop, log)

    assert (log.cases.arrived_at >= at(16, 0)).all()
    assert verdicts.at("response", "2026-W08").strike is False
    assert verdicts.at("on_time", "2026-W07").strike is True  # the parcels are as late as before
