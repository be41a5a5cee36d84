"""What the desk looks at, and stories of a desk that reacts, told by both engines."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.demand.work import CALL, FOLLOW_UP, FOREVER, MAIL
from sim.draws import Streams
from sim.experiments.seasons.shop import Shop
from sim.operation.aftermath.overtime import overtime_s, paid
from sim.operation.contract import ORDERS
from sim.operation.simulate import ENGINES, simulate
from sim.scenario.schema import Scenario
from sim.staffing.duty import on_duty

from .desk import WORDS, Row, work_of

ZONE = ZoneInfo("Europe/Amsterdam")
WHOLE_DAY = {"hours": "mon 09:00-17:00", "lunch_minutes": 0}
LONGER = WHOLE_DAY | {"overtime": True}
DOES = {"phone": 1 << CALL, "mail": 1 << MAIL | 1 << FOLLOW_UP, "care": 0, "first language": -1}


def shop(reaction: dict[str, str] | None, people: dict[str, object], **tables: object) -> Shop:
    """A shop in week 47 of 2026 whose people are always there."""
    given = {
        "weeks": "2026-W47",
        "contacts": {"questions_per_week": 100},
        "people": people,
        "absence": {"sick_day_chance": 0, "sick_week_chance": 0},
        "work": {"really_at_work": 1},
        "reactions": {"it": reaction} if reaction else {},
    }
    return Shop(Scenario.model_validate(given | tables))


def at(clock: str) -> int:
    """An instant of Monday 16 November 2026."""
    hour, minute, second = (int(part) for part in f"{clock}:00".split(":")[:3])
    return int(datetime(2026, 11, 16, hour, minute, second, tzinfo=ZONE).timestamp())


def mail(comes: str, minutes: int) -> Row:
    return Row(at(comes), MAIL, 60 * minutes)


def call(comes: str, minutes: int, patience: int = FOREVER) -> Row:
    return Row(at(comes), CALL, 60 * minutes, patience)


def told(shop: Shop, rows: list[Row], engine: str) -> list[str]:
    """What became of each row: "served 11:30 Sanne" or "left 11:21"."""
    roster = on_duty(shop.staff, shop.scenario, shop.season, Streams(1, 0), DOES)
    log = simulate(work_of(rows), roster, shop.rules, shop.season.until, engine)
    by = dict(zip(log.spell_row.tolist(), log.spell_person.tolist(), strict=True))  # the last one at it
    stories = []
    for row, (outcome, left) in enumerate(zip(log.outcome.tolist(), log.left.tolist(), strict=True)):
        when = datetime.fromtimestamp(left, ZONE).strftime("%H:%M")
        who = f" {shop.staff[by[row]].name}" if row in by else ""
        stories.append(f"{WORDS[outcome]} {when}{who}")
    return stories


def overtime_h(shop: Shop, rows: list[Row], engine: str) -> float:
    roster = on_duty(shop.staff, shop.scenario, shop.season, Streams(1, 0), DOES)
    log = simulate(work_of(rows), roster, shop.rules, shop.season.until, engine)
    return overtime_s(roster, log)[roster.off < at("23:00")].sum() / 3600


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


# The story of one who stops taking calls while a question is old


ALL_ON_MAIL = {
    "when": "oldest question above 2 working hours",
    "until": "oldest question below 1 working hour",
    "then": "everybody on mail",
}
# The second mail comes at 9:00 and waits behind three hours of work. It is two hours old at 11:00, which is
# not above two hours: the look of 11:15 finds it. At 12:02 it is begun, so that nobody waits at 12:15.
MORNING = [mail("9:00", 180), mail("9:00", 60), call("11:05", 2), call("11:20", 5, 60), call("12:20", 6)]


def test_without_a_reaction_every_call_interrupts_the_mail(engine):
    stories = told(shop(None, {"Sanne": WHOLE_DAY}), MORNING, engine)

    assert stories == [
        "served 12:07 Sanne", "served 13:13 Sanne", "served 11:07 Sanne", "served 11:25 Sanne",
        "served 12:26 Sanne",
    ]  # fmt: skip


def test_while_the_oldest_question_is_old_nobody_answers_the_phone(engine):
    stories = told(shop(ALL_ON_MAIL, {"Sanne": WHOLE_DAY}), MORNING, engine)

    assert stories == [
        "served 12:02 Sanne", "served 13:08 Sanne", "served 11:07 Sanne", "left 11:21", "served 12:26 Sanne",
    ]  # fmt: skip


def test_a_reaction_lasts_until_its_own_level_and_not_to_and_fro(engine):
    # Each takes 45 minutes. Three wait from 9:15 on, more than two; two from 9:50 on; one from 10:35 on,
    # fewer than two, which the look of 10:45 finds.
    reaction = {"when": "more than 2 questions wait", "until": "fewer than 2 questions wait"}
    rows = [mail("9:05", 45) for _ in range(4)]
    calls = [call("10:05", 1, 60), call("10:35", 1, 60), call("10:50", 1, 60)]
    stories = told(shop(reaction | {"then": "everybody on mail"}, {"Sanne": WHOLE_DAY}), rows + calls, engine)

    assert stories[4:] == ["left 10:06", "left 10:36", "served 10:51 Sanne"]


def test_the_norms_clock_stands_still_at_night(engine):
    # Friday 16:30 to Monday 10:15 is an hour and three quarters; at the look of 10:45 it is above two hours.
    friday = at("16:30") - 3 * 86_400
    rows = [Row(friday, MAIL, 7_200), Row(friday, MAIL, 60), call("10:40", 1, 60), call("10:50", 1, 60)]
    stories = told(shop(ALL_ON_MAIL, {"Sanne": WHOLE_DAY}), rows, engine)

    assert stories[2:] == ["served 10:41 Sanne", "left 10:51"]


# Phone down to one, and callers who wait


def test_phone_down_to_one_leaves_the_phone_to_the_first_of_the_file(engine):
    people = {"Sanne": WHOLE_DAY, "Joris": WHOLE_DAY}
    rows = [mail("9:00", 60) for _ in range(6)] + [call("9:20", 10), call("9:25", 10, 120)]
    reaction = {"when": "more than 3 questions wait", "then": "phone down to 1 person"}

    assert told(shop(None, people), rows, engine)[6:] == ["served 09:30 Sanne", "served 09:35 Joris"]
    assert told(shop(reaction, people), rows, engine)[6:] == ["served 09:30 Sanne", "left 09:27"]


def test_callers_who_wait_bring_everybody_out_of_a_mail_block(engine):
    rows = [call("9:05", 60), call("9:06", 5), call("9:07", 5)]
    blocks = {"shifts": {"mail_only": "mon 09:00-12:00"}}
    people = {"Sanne": WHOLE_DAY, "Joris": {**WHOLE_DAY, "mail": False}}
    reaction = {"when": "more than 1 caller waits", "then": "everybody on the phone"}

    assert told(shop(None, people, **blocks), rows, engine) == [
        "served 10:05 Joris", "served 10:10 Joris", "served 10:15 Joris",
    ]  # fmt: skip
    assert told(shop(reaction, people, **blocks), rows, engine) == [
        "served 10:05 Joris", "served 09:20 Sanne", "served 09:25 Sanne",
    ]  # fmt: skip


# Overtime


def test_overtime_is_worked_only_when_the_desk_is_in_trouble_as_the_shift_ends(engine):
    reaction = {"when": "more than 1 question waits", "then": "overtime 2 hours"}
    few, many = ([mail("16:00", 90) for _ in range(count)] for count in (2, 4))

    # One in hand, one that waits: the first is put down at 17:00 and has half an hour left next Monday.
    assert told(shop(reaction, {"Sanne": LONGER}), few, engine)[0] == "served 09:30 Sanne"
    assert told(shop(reaction, {"Sanne": LONGER}), many, engine)[:2] == [
        "served 17:30 Sanne",
        "served 19:00 Sanne",
    ]


def test_overtime_lasts_from_the_end_of_the_shift_to_the_end_of_the_last_work_begun_in_it(engine):
    reaction = {"when": "more than 1 question waits", "then": "overtime 2 hours"}
    with_it, without = shop(reaction, {"Sanne": LONGER}), shop(None, {"Sanne": WHOLE_DAY})
    mails = [
        mail("16:00", 30) for _ in range(5)
    ]  # three wait at 16:45: one until 17:30, the last until 18:30
    long = [mail("16:00", 90) for _ in range(4)]  # until 17:30, 19:00, when she goes although one waits

    assert overtime_h(with_it, mails, engine) == 1.5
    assert overtime_h(with_it, long, engine) == 2
    assert overtime_h(without, mails, engine) == 0
    assert overtime_h(with_it, [*mails[:1], call("16:59", 20)], engine) == 0  # a call is finished, no more


def test_an_hour_of_overtime_costs_what_its_person_says():
    """28 times 1.5, 60 whatever the own hour, that of [prices] for true, with 20 of 28 euro an hour."""
    people = {
        "Sanne": WHOLE_DAY | {"overtime": {"factor": 1.5}},
        "Joris": WHOLE_DAY | {"overtime": {"euro_per_hour": 60}, "euro_per_hour": 20},
        "Eva": WHOLE_DAY | {"overtime": {"factor": 2}, "euro_per_hour": 20},
        "Bram": LONGER,
        "Lotte": WHOLE_DAY,
    }
    reaction = {"when": "more than 1 question waits", "then": "overtime 2 hours"}
    one = shop(reaction, people, prices={"overtime_euro_per_hour": 35})
    assert [who.overtime_euro_per_hour for who in one.staff] == [42, 60, 40, 35, None]

    roster = on_duty(one.staff, one.scenario, one.season, Streams(1, 0), DOES)
    monday = roster.off == at("17:00")
    assert roster.person[monday].tolist() == [0, 1, 2, 3, 4]
    # Each works 90 minutes; with coffee of a quarter of the time two hours are paid.
    worked = np.where(monday & (roster.person < 4), 5400, 0)
    paid_s, cents = paid(worked, roster, one.staff, present_share=0.75)[monday].T.tolist()
    assert paid_s == [7200, 7200, 7200, 7200, 0]
    assert cents == [8400, 12000, 8000, 7000, 0]


# What is looked at, and when


def test_the_desk_is_looked_at_on_the_quarters_of_the_hour_while_somebody_is_planned():
    reaction = {"when": "more than 1 question waits", "then": "overtime 2 hours"}
    sanne = {"hours": "mon 09:10-10:05, mon 13:00-13:30", "overtime": True}
    people = {"Sanne": sanne, "Joris": "mon 09:40-10:20"}
    looks = shop(reaction, people).rules.reactions.looks
    monday = [
        f"{datetime.fromtimestamp(t, ZONE):%H:%M}" for t in looks.tolist() if at("0:00") <= t <= at("23:59")
    ]

    assert monday == ["09:15", "09:30", "09:45", "10:00", "10:15", "13:00", "13:15"]


def test_levels_are_rows_or_seconds_and_fewer_is_one_below():
    def level(when, until):
        reactions = shop(
            {"when": when, "until": until, "then": "everybody on mail"}, {"Sanne": WHOLE_DAY}
        ).rules.reactions
        return int(reactions.above[0]), int(reactions.below[0])

    assert level("more than 40 questions wait", "fewer than 20 questions wait") == (40, 19)
    assert level("more than 2 callers wait", "no callers wait") == (2, 0)
    assert level("oldest question above 6 working hours", "oldest question below 4 working hours") == (
        21_600,
        14_399,
    )


def test_a_shop_without_reactions_has_the_rules_it_had():
    rules = shop(None, {"Sanne": WHOLE_DAY}).rules

    assert rules.curves is ORDERS and len(rules.reactions.measure) == 0
