"""Whole seasons with the ways of a case switched on: what they do to the log and to the norms."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.experiments.doubts import raised
from sim.experiments.estimates.estimate import closure
from sim.experiments.seasons.replicate import BAD, GOOD, STRIKE, season_counts, season_log, stack
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.norms.log import Calls, Cases, check
from sim.scenario.fits.guesses import SWITCHED
from sim.scenario.read import read, read_text
from tests.experiments.shops import TINY, tiny

EVERY_WAY = Path(__file__).parents[3] / "scenarios" / "every-way-round.toml"
RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")
DAY_S = 86_400


@pytest.fixture(scope="module")
def shop() -> Shop:
    return Shop(read(EVERY_WAY).scenario)


@pytest.fixture(scope="module")
def log(shop):
    return season_log(shop, 3, 0)


def test_a_log_with_everything_on_has_no_fault(log):
    assert check(log) == []


def test_every_way_leaves_its_mark_in_the_log(log):
    cases = log.cases

    for name in ("auto_replied_at", "outside_reply_at", "handed_to_bol_at", "closed_at"):
        assert (getattr(cases, name) != NEVER).any(), name
    assert set(cases.topic.tolist()) == {-1, 0, 1}
    assert (cases.forwarded_by_bol == 1).any()
    assert (cases.answered_at[cases.closed_at != NEVER] != NEVER).all()  # none is closed before an answer
    assert (cases.closed_at >= cases.answered_at).all(where=cases.closed_at != NEVER)


def test_an_answered_call_belongs_to_a_question_answered_by_then(log):
    calls, cases = log.calls, log.cases
    answered = calls.outcome == Calls.choices("outcome").index("answered")
    case = calls.case_id[answered]

    assert (case >= 0).all() and (calls.case_id[~answered] == -1).all()
    assert (cases.arrived_at[case] <= calls.attempted_at[answered]).all()
    assert (cases.answered_at[case] <= calls.answered_at[answered]).all()
    about_mail = cases.channel[case] != Cases.choices("channel").index("phone")
    assert about_mail.any() and not about_mail.all()


def test_every_question_is_answered_or_gone_or_open(log):
    """Each of these ends is seen; gone are those that are with the marketplace."""
    cases = log.cases
    answered = cases.answered_at != NEVER
    gone = (cases.handed_to_bol_at != NEVER) | (cases.returned_at != NEVER)

    assert (answered | gone).mean() > 0.95 and (gone & ~answered).any()
    still = ~answered & ~gone
    assert still.any() and (cases.closed_at[still] == NEVER).all()
    calls = np.bincount(log.calls.outcome, minlength=5)
    assert calls.sum() == len(log.calls) and (calls[[0, 1, 3]] > 0).all()  # answered, abandoned, voicemail


def test_callers_of_a_closed_day_come_back_in_writing(shop):
    """On Christmas Day nobody can call; some mail at once, some are forwarded by the marketplace."""
    christmas = int(shop.season.starts[np.searchsorted(shop.season.days, 20_812)])  # 25 December 2026

    def on_the_day(shop: Shop) -> tuple[int, int]:
        calls = mails = 0
        for replication in range(6):
            log = season_log(shop, 5, replication)
            day = (log.calls.attempted_at >= christmas) & (log.calls.attempted_at < christmas + DAY_S)
            calls += int(day.sum())
            day = (log.cases.arrived_at >= christmas) & (log.cases.arrived_at < christmas + DAY_S)
            mails += int(day.sum())
        return calls, mails

    gone = shop.scenario.calls.model_copy(
        update={"closed_to_mail_share": 0.0, "closed_to_marketplace_share": 0.0}
    )
    without = Shop(shop.scenario.model_copy(update={"calls": gone}))
    (calls, mails), (calls_then, fewer) = on_the_day(shop), on_the_day(without)

    assert calls == calls_then == 0
    assert mails > fewer


def test_endless_staff_leaves_only_what_staff_cannot_help(shop):
    """Nobody waits for a person: late are questions answered outside or noticed late, as few as they are."""
    verdicts = season_counts(shop.with_endless_staff(), 3, 0).verdicts
    late, judged = verdicts[:, RESPONSE, BAD].sum(), verdicts[:, RESPONSE, [GOOD, BAD]].sum()

    assert 0 < late < 0.04 * judged


# A start that is not empty


@pytest.fixture
def started(tmp_path):
    """A shop of two that begins with 30 open questions: ten each of Thursday, Friday and Saturday."""
    rows = [
        f"{10 * day + one},{10 * day + one},2026-11-{19 + day} 12:00:{one:02},,mail"
        for day in range(3)
        for one in range(10)
    ]
    (tmp_path / "open.csv").write_text("\n".join(["case_id,order_id,arrived_at,answered_at,channel", *rows]))
    text = TINY.replace('edition = "8wh"', 'edition = "8wh"\nstart = "open.csv"')
    return Shop(read_text(text, str(tmp_path / "shop.toml")).scenario)


def test_open_questions_wait_with_their_true_age_and_are_answered_first(started):
    late = started.scenario.contacts.model_copy(update={"noticed_late_share": 1.0})  # not those in the log
    started = Shop(started.scenario.model_copy(update={"contacts": late}))
    log, begins = season_log(started, 1, 0), int(started.season.starts[0])
    old = log.cases.arrived_at < begins

    assert old.sum() == 30
    answered = log.cases.answered_at[old]
    assert (answered != NEVER).all() and (answered >= begins + 9 * 3600).all()
    assert (np.diff(answered) > 0).sum() >= 20  # oldest first, by two people
    assert (log.cases.answered_at[~old][:20] > answered.min()).all()


def test_open_questions_mail_again_when_they_are_not_answered_by_then(started):
    """Those of Thursday and Friday would have done so before Monday: that is in the log, or never was."""
    text = {"mails_again_share": 1.0, "mails_again_after_hours": 48.0, "questions_per_week": 0}
    contacts = started.scenario.contacts.model_copy(update=text)
    work = started.scenario.work.model_copy(update={"minutes_per_mail": 15.0})  # a morning is not enough
    log = season_log(Shop(started.scenario.model_copy(update={"contacts": contacts, "work": work})), 1, 0)

    again_at = log.cases.arrived_at[:30] + 2 * DAY_S
    saturday = again_at >= int(started.season.starts[0])
    slow = saturday & (log.cases.answered_at[:30] > again_at)
    assert saturday.sum() == 10 and slow.any()
    assert log.cases.arrived_at[30:].tolist() == again_at[slow].tolist()


def test_strikes_on_the_books_count_towards_closure():
    shop = tiny(('edition = "8wh"', 'edition = "8wh"\nprior_strikes = ["2026-W30", "2026-W36", "2026-W40"]'))
    verdicts = np.zeros((4, 2, len(NORMS), 7), np.int64)
    verdicts[1, 0, RESPONSE, STRIKE] = 1
    verdicts[2, :, RESPONSE, STRIKE] = 1
    seasons = replace(stack([season_counts(shop, 1, 0)] * 4), verdicts=verdicts)

    # Five within 22 final weeks: 2026-W30 to W40 are three of them for W48 (from W27 on) and for W49.
    assert closure(shop, seasons).share == 0.25
    assert closure(tiny(), seasons).share == 0


def test_calls_in_a_widened_slot_are_in_the_log_and_not_in_the_norm(shop, log):
    """The phone is offered until 18:00, the norm looks at 09:00 to 17:00."""
    weeks, attempted_at = shop.season.week_edges, log.calls.attempted_at
    inside = attempted_at[(attempted_at >= weeks[0]) & (attempted_at < weeks[-1])]
    hours = np.array(
        [datetime.fromtimestamp(at, ZoneInfo("Europe/Amsterdam")).hour for at in inside.tolist()]
    )
    counted = season_counts(shop, 3, 0).verdicts[:, PHONE, [GOOD, BAD]].sum()

    assert set(hours.tolist()) == set(range(9, 18)) and (hours == 17).any()
    assert counted == (hours < 17).sum()


# Guesses about what is off without them

EVERY_SWITCH = """
calls_if_slow_share = 0.2  # guess
replies_again_share = 0.2  # guess
thanks_share = 0.2  # guess
noticed_late_share = 0.2  # guess
outside_reply_share = 0.2  # guess
second_language_share = 0.2  # guess
[calls]
hangs_up_at_a_queue_share = 0.2  # guess
mails_instead_share = 0.2  # guess
call_back_share = 0.2  # guess
short_calls_share = 0.2  # guess
closed_to_mail_share = 0.2  # guess
closed_to_marketplace_share = 0.2  # guess
closed_redial_share = 0.2  # guess
[topics.manual]
share = 0.5
[special_care]
topic = "manual"
share = 0.2  # guess
rotates_back_share = 0.2  # guess
lowers_share = 0.2  # guess
[chatbot]
solves_share = 0.2  # guess
hands_over_share = 0.2  # guess
[lvb]
share = 0.2  # guess
comes_back_share = 0.2  # guess
[marketplace]
forwarded_per_week = 20  # guess
handed_over_share = 0.2  # guess
comes_back_share = 0.2  # guess
[work]"""


def test_what_is_off_is_a_guess_only_where_the_file_gives_it_as_one_and_is_tried_higher():
    people = 'Sanne = { hours = "mon-fri 09:00-17:00", care = true, languages = "both" }'
    text = TINY.replace('Sanne = "mon-fri 09:00-17:00"', people).replace("[work]", EVERY_SWITCH)
    guessed, counted, off = (
        read_text(one, "shop.toml") for one in (text, text.replace("guess", "counted"), TINY)
    )
    tried = raised(guessed.scenario, SWITCHED)

    assert set(SWITCHED) <= set(guessed.guesses)
    assert not set(SWITCHED) & {*counted.guesses, *off.guesses}
    assert tried.keys() == set(SWITCHED) and not raised(off.scenario, SWITCHED)
    assert tried["marketplace.forwarded_per_week"].marketplace.forwarded_per_week == pytest.approx(22)


# What cannot work is refused

CARE = '[topics.manual]\nshare = 0.2\n[special_care]\ntopic = "manual"\nshare = 0.1\n[work]'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[work]", CARE), "special_care.share: 0.1 given; must be 0 while nobody takes special care"),
        (("[work]", CARE.replace('= "manual"', '= "manuel"')), "special_care.topic: "),
        (("[work]", "second_language_share = 0.1\n[work]"), "must be 0 while nobody speaks the second"),
        (("[work]", CARE.replace("share = 0.2", "share = 1.2")), "topics.manual.share: 1.2 given"),
        (("[work]", "[topics.a]\nshare = 0.7\n[topics.b]\nshare = 0.7\n[work]"), "come to 1.4"),
        (
            ("[work]", "[chatbot]\nsolves_share = 0.7\nhands_over_share = 0.4\n[work]"),
            "must be 0.3 or less beside solves_share",
        ),
        (
            ("[work]", "[marketplace]\ncomes_back_share = 0.4\n[work]"),
            "must be beside handed_over_share, without",
        ),
        (
            ("[work]", "[marketplace]\nsolves_share = 0.4\n[work]"),
            "beside calls.closed_to_marketplace_share",
        ),
        (("[work]", "[calls]\nredials_share = 0.2\n[work]"), "did you mean redial_share?"),
    ],
)
def test_what_cannot_work_is_told_with_its_line(change, told):
    with pytest.raises(ValueError, match=r"tiny.toml:\d+: ") as error:
        tiny(change)

    assert told in str(error.value)
