"""Seasons under every word that a scenario has for work in hand and for reactions: both engines agree."""

import numpy as np
import pytest

from sim.demand.journeys import customers
from sim.draws import Streams
from sim.experiments.seasons.shop import Shop
from sim.operation.contract import EngineLog
from sim.operation.rules.policy import SKILLS
from sim.operation.simulate import simulate
from sim.scenario.read import read_text
from sim.staffing.duty import on_duty

TEXT = """\
weeks = "2026-W47"
[contacts]
questions_per_week = 260
phone_share = 0.5
[work]
minutes_per_call = 8
phone_interrupts_mail = false
[sites.gent]
country = "BE"
[people]
Agents = { count = 2, hours = "mon-fri 09:00-17:00", breaks = "12:30-13:00", training = "wed 15:00-17:00" }
Joris = { hours = "mon-fri 11:00-15:00", mail = false }
Gent = { hours = "mon-thu 08:30-12:00", site = "gent", mail_only = "mon 09:00-10:30" }
[temps]
count = 1
from = 2026-11-16
hours = "mon-fri 13:00-18:00"
speed = 0.5
full_speed_after_weeks = 1
first_day_without_output = true
[absence]
flu_week_chance = 0.5
sick_in_flu_week_chance = 0.3
"""
LEVELS = {
    "questions": ("more than 6 questions wait", "fewer than 3 questions wait"),
    "callers": ("more than 0 callers wait", "no callers wait"),
    "oldest": ("oldest question above 1 working hour", "oldest question below 0.5 working hours"),
}
STOPS = ("finish", "hand over", "pause", "head of the queue", "tail of the queue")
THEN = ("phone down to 1 person", "everybody on mail", "everybody on the phone", "overtime 2 hours")


def reaction(name: str, level: str, then: str) -> str:
    when, until = LEVELS[level]
    return f'[reactions."{name}"]\nwhen = "{when}"\nuntil = "{until}"\nthen = "{then}"\n'


def both(text: str, replication: int) -> tuple[EngineLog, EngineLog]:
    if "overtime" in text:
        text = text.replace("Agents = {", "Agents = { overtime = true,").replace(
            "Gent = {", "Gent = { overtime = true,"
        )
    shop = Shop(read_text(text, "shop.toml").scenario)
    streams = Streams(1, replication)
    work = customers(shop.scenario, shop.season, streams)
    roster = on_duty(shop.staff, shop.scenario, shop.season, streams, SKILLS)
    return tuple(
        simulate(getattr(work, "work", work), roster, shop.rules, shop.season.until, engine)
        for engine in ("kernel", "reference")
    )


def same(one: EngineLog, other: EngineLog) -> bool:
    return all(np.array_equal(column, getattr(other, name)) for name, column in vars(one).items())


@pytest.mark.parametrize("stop", STOPS)
def test_engines_agree_whatever_becomes_of_work_in_hand(stop):
    shifts = f'[shifts]\nmail_at_break = "{stop}"\nmail_at_end = "{stop}"\nmail_only = "fri 09:00-11:00"\n'
    one, other = both(TEXT + shifts, 0)

    assert len(one.spell_row) > 400 and same(one, other)


@pytest.mark.parametrize("then", THEN)
@pytest.mark.parametrize("level", LEVELS)
def test_engines_agree_whatever_the_desk_does(level, then):
    plain, _ = both(TEXT, 1)
    one, other = both(TEXT + reaction("it", level, then), 1)

    assert same(one, other)
    if (level, then) != ("callers", "overtime 2 hours"):  # nobody happens to call as shifts end
        assert not same(one, plain)


def test_engines_agree_where_several_reactions_meet():
    every = [reaction(f"{level}, {then}", level, then) for level in LEVELS for then in THEN]
    one, other = both(TEXT + "".join(every), 2)

    assert same(one, other)
