"""What is left over as a season begins becomes rows of work, and nothing that came before is drawn."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, FOLLOW_UP, KINDS, MAIL, NOBODY
from sim.draws import Streams
from sim.experiments.seasons.replicate import drawn, on_the_floor, season_log
from sim.experiments.seasons.shop import Shop
from sim.norms.log import Cases
from sim.scenario.beside.start import start_of
from sim.scenario.read import read_text

TEXT = """
weeks = "2026-W50..2026-W51"
[contacts]
questions_per_week = 700
phone_share = 0.3
follow_up_share = 1
follow_up_after_hours = 24
[people]
Sanne = "mon-fri 09:00-17:00"
"""


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())


SINCE = at("2026-12-09 08:45")
OPEN = [at("2026-12-08 10:00"), at("2026-12-08 11:00"), at("2026-12-08 12:00")]
REPLIED = at("2026-12-08 20:00")


def shop(text: str = TEXT, **columns) -> Shop:
    """A shop on a Wednesday: three open questions, one reply that waits, forty answers of Tuesday."""
    arrived = [*OPEN, *[at("2026-12-07 09:00")] * 41]
    answered = [NEVER] * 3 + [at("2026-12-08 10:00")] * 41
    replied = [NEVER] * 3 + [REPLIED] + [NEVER] * 40
    known = Cases(
        arrived_at=np.array(arrived), answered_at=np.array(answered), replied_at=np.array(replied), **columns
    )
    scenario = read_text(text, "shop.toml").scenario
    return Shop(scenario.model_copy(update={"start": start_of(known, SINCE, "open.csv", "digest")}))


@pytest.fixture(scope="module")
def work():
    return drawn(shop(), Streams(1, 0))[0].work


def test_nothing_comes_before_the_instant_but_what_is_open_then(work):
    early = (work.comes != NEVER) & (work.comes < SINCE)

    assert sorted(work.comes[early].tolist()) == sorted([*OPEN, REPLIED])
    assert {CALL, MAIL, FOLLOW_UP} <= set((work.line % KINDS).tolist())


def test_the_open_questions_are_the_last_customers_in_order_of_arrival(work):
    assert work.comes[np.flatnonzero(work.step == 0)[-3:]].tolist() == OPEN


def test_answers_of_before_bring_replies_as_long_after_as_all_others(work):
    """The delay is lognormal with a median of a day: half of forty reply after Wednesday 10:00."""
    replies = work.comes[(work.line % KINDS == FOLLOW_UP) & (work.comes != NEVER) & (work.comes >= SINCE)]

    assert 10 <= (replies >= at("2026-12-09 10:00")).sum() <= 30


def test_a_reply_to_an_answer_of_before_is_no_question_of_the_log():
    log = season_log(shop(TEXT.replace("= 700", "= 0")), 1, 0)

    assert log.cases.arrived_at.tolist() == OPEN


def test_the_second_question_about_an_order_is_about_the_first_one():
    orders = np.array([7, 8, 7, *[-1] * 41])
    rows = drawn(shop(order_id=orders), Streams(1, 0))[0].work
    opened = np.flatnonzero(rows.step == 0)[-3:]

    assert rows.about[opened].tolist() == [NOBODY, NOBODY, opened[0]]
    assert rows.comes[opened].tolist() == OPEN


def test_a_shop_where_nobody_calls_keeps_its_customers_apart():
    """An empty list of callers once gave the open questions the numbers of other customers."""
    rows = drawn(shop(TEXT.replace("phone_share = 0.3", "phone_share = 0")), Streams(1, 0))[0].work

    assert rows.comes[np.flatnonzero(rows.step == 0)[-3:]].tolist() == OPEN
    assert (np.diff(rows.customer) >= 0).all() and rows.customer[0] == 0


def test_nobody_is_at_the_desk_before_the_instant():
    roster = on_the_floor(shop(), Streams(1, 0))

    assert roster.on.min() >= SINCE and (roster.off > roster.on).all()
    whole = on_the_floor(Shop(read_text(TEXT, "shop.toml").scenario), Streams(1, 0))
    assert whole.since(SINCE).on.min() >= SINCE and len(whole.since(SINCE)) < len(whole)


TWICE = TEXT.replace("[people]", "mails_again_share = 1\nmails_again_after_hours = 1\n[people]")


def about(shop_: Shop, replication: int = 0) -> list[int]:
    """The places of the open questions that each open one is about again."""
    rows = drawn(shop_, Streams(1, replication))[0].work
    opened = np.flatnonzero(rows.step == 0)[-3:]
    return [opened.tolist().index(row) if row != NOBODY else NOBODY for row in rows.about[opened].tolist()]


def test_without_orders_one_of_the_next_questions_after_so_many_hours_is_the_second_mail():
    """All write again after an hour: whose first mail came at 10:00 did at 11:00 or 12:00, as likely.

    Who came at 11:00 did at 12:00, unless that was the second mail of the first one.
    """
    told = [about(shop(TWICE), replication) for replication in range(40)]
    first_at_eleven = sum(one == [NOBODY, 0, NOBODY] for one in told)

    assert 10 <= first_at_eleven <= 30
    assert first_at_eleven + sum(one == [NOBODY, NOBODY, 0] for one in told) == 40
    assert about(shop(TWICE.replace("after_hours = 1", "after_hours = 1.5"))) == [NOBODY, NOBODY, 0]


def test_a_share_of_those_who_waited_so_long_wrote_again():
    """Of forty times a quarter: 3 to 18 in all but three of a thousand (binomial)."""
    text = TWICE.replace(
        "share = 1\nmails_again_after_hours = 1", "share = 0.25\nmails_again_after_hours = 1.5"
    )
    told = [about(shop(text), replication) for replication in range(40)]

    assert 3 <= sum(one != [NOBODY] * 3 for one in told) <= 18


def test_who_has_not_waited_so_long_did_not_write_again_yet():
    assert about(shop(TWICE.replace("after_hours = 1", "after_hours = 23"))) == [NOBODY] * 3


def ever(shop_: Shop) -> set[tuple[int, ...]]:
    """All that comes out in ten replications."""
    return {tuple(about(shop_, replication)) for replication in range(10)}


def test_where_the_log_tells_orders_or_nobody_writes_again_no_second_mail_is_drawn():
    nobody = TWICE.replace("mails_again_share = 1", "mails_again_share = 0")
    none = {(NOBODY,) * 3}

    assert ever(shop(TWICE)) == {(NOBODY, 0, NOBODY), (NOBODY, NOBODY, 0)}
    assert ever(shop(TWICE, order_id=np.arange(44))) == none
    assert ever(shop(nobody)) == none
    assert ever(shop(TWICE + "[marketplace]\ntakes_over_after_hours = 1\n")) == none


def test_a_question_of_which_the_order_is_known_is_nobodys_second_mail():
    orders = np.array(["7", "", "", *[""] * 41])

    assert ever(shop(TWICE, order_id=orders)) == {(NOBODY, NOBODY, 1)}


def test_a_second_mail_is_about_the_same_topic_and_not_forwarded():
    topics = np.array(["return", "delivery", "return", *[""] * 41])
    forwarded = np.array([0, 1, 0, *[0] * 41])

    assert ever(shop(TWICE, topic=topics)) == {(NOBODY, NOBODY, 0)}
    assert ever(shop(TWICE, forwarded_by_bol=forwarded)) == {(NOBODY, NOBODY, 0)}
