"""Seasons in which customers are called back in slots, or call again when the phone opens."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.work import CALL, CALL_BACK, IF_BUSY, IF_CLOSED, IF_LEFT, KINDS, LOST_CALL, NOBODY
from sim.experiments.seasons.replicate import BAD, Played, played, season_counts
from sim.norms.editions.edition import NORMS
from sim.norms.log import Calls, Cases
from sim.operation.contract import BUSY, CLOSED, LEFT, MOOT, SERVED
from sim.report.replay.tale import trace
from sim.report.texts.language import Language
from tests.experiments.shops import TINY, tiny

ZONE = ZoneInfo("Europe/Amsterdam")
PHONE = NORMS.index("phone")
SLOTS = """
[calls]
lines = 2
call_back_share = 0.8
[calls.call_back_slots]
hours = "mon-fri 11:00-12:00, mon-fri 15:00-16:00"
minutes = 30
places = 2
[work]"""


def busy_phone(slots: str = SLOTS, **more: str) -> Played:
    """A season of a shop that cannot pick up all its calls."""
    changes = [("questions_per_week = 240", "questions_per_week = 600"), ("[work]", slots)]
    changes.append(("phone_share = 0.2", "phone_share = 0.9"))
    return played(tiny(*changes, *more.items()), seed=4, replication=0)


@pytest.fixture(scope="module")
def season() -> Played:
    return busy_phone()


def of_kind(season: Played, *kinds: int) -> np.ndarray:
    came = season.happened.came != NEVER
    return np.flatnonzero(np.isin(season.work.line % KINDS, kinds) & came)


def wall(instants: np.ndarray) -> list[datetime]:
    return [datetime.fromtimestamp(at, ZONE) for at in instants.tolist()]


def test_calls_back_come_as_their_slots_begin_whatever_went_before(season):
    """Redials, busy signals and full slots included: the instant is that of the clock on the wall."""
    log, backs = season.happened, of_kind(season, CALL_BACK)
    times = {f"{at:%a %H:%M:%S}" for at in wall(log.came[backs])}
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")

    assert times <= {f"{day} {at}:00" for day in days for at in ("11:00", "11:30", "15:00", "15:30")}
    assert len(times) == 20
    calls = of_kind(season, CALL)
    busy = season.work.customer[calls[log.outcome[calls] == BUSY]]
    assert np.isin(season.work.customer[backs], busy).sum() > 10


def test_the_first_slot_after_the_voicemail_is_chosen(season):
    work, log = season.work, season.happened
    calls = of_kind(season, CALL)
    calls = calls[log.outcome[calls] == LEFT]
    calls = calls[np.isin(work.line[work.then[calls, IF_LEFT]] % KINDS, CALL_BACK)]
    calls = calls[work.then[calls, IF_LEFT] != NOBODY]
    begins = np.unique(log.came[of_kind(season, CALL_BACK)])

    first = begins[np.searchsorted(begins, log.left[calls])]
    assert len(calls) > 50
    assert (log.came[work.then[calls, IF_LEFT]] == first).all()


def test_a_slot_takes_so_many_calls_and_puts_the_others_off_to_the_next(season):
    work, log, backs = season.work, season.happened, of_kind(season, CALL_BACK)
    refused = backs[log.outcome[backs] == BUSY]
    next_one = work.then[refused, IF_BUSY]
    taken = backs[log.outcome[backs] != BUSY]

    _, in_slot = np.unique(log.came[taken], return_counts=True)
    assert in_slot.max() == 2 and len(refused) > 50
    assert (log.came[next_one[next_one != NOBODY]] > log.came[refused[next_one != NOBODY]]).all()
    # Whoever was refused met a slot whose two places were taken by who waits or is spoken with.
    for row in refused[:40].tolist():
        at = log.came[row]
        there = (log.came[taken] <= at) & ((log.left[taken] > at) | (log.left[taken] == NEVER))
        assert there.sum() == 2


def test_the_tale_of_a_call_back_says_that_it_was_put_off(season):
    work, log, backs = season.work, season.happened, of_kind(season, CALL_BACK)
    refused = backs[log.outcome[backs] == BUSY]
    after = work.then[refused, IF_BUSY]
    reached = after[(after != NOBODY) & (log.outcome[after] == SERVED)][0]
    told = trace(season, str(np.flatnonzero(season.case_rows == reached)[0]), "shop of two", Language("en"))

    assert "The call back finds no place in its slot and is put off. It sets off" in " ".join(told.split())
    assert "busy signal" not in told


def test_everybody_who_asked_is_called_back_or_waits_or_was_put_off_five_times(season):
    work, log = season.work, season.happened
    backs = of_kind(season, CALL_BACK)
    last = backs[(log.outcome[backs] != BUSY) | (work.then[backs, IF_BUSY] == NOBODY)]
    first = backs[~np.isin(backs, work.then[backs, IF_BUSY])]

    assert len(last) == len(first)  # each chain has one end
    given_up = last[log.outcome[last] == BUSY]
    lengths = np.bincount(work.customer[backs])
    assert (lengths[work.customer[given_up]] >= 5).mean() > 0.9  # the others: the season ended


def test_the_missed_attempt_counts_against_the_norm_and_the_call_back_does_not_help(season):
    """Every attempt in the window counts and is answered when a person picks up (norm text 5.13, K14)."""
    calls, cases = season.events.calls, season.events.cases
    words = Calls.choices("outcome")
    backs = of_kind(season, CALL_BACK)
    done = backs[season.happened.outcome[backs] == SERVED]

    attempts = of_kind(season, CALL, LOST_CALL)
    assert len(calls) == (season.happened.outcome[attempts] != CLOSED).sum()  # no call back among them
    phone = Cases.choices("channel").index("phone")
    answered = (calls.outcome == words.index("answered")).sum()
    assert (cases.channel == phone).sum() == answered + len(done)
    assert season_counts(season.shop, 4, 0).verdicts[:, PHONE, BAD].sum() > len(done) / 2


def test_customers_choose_among_the_next_slots_evenly():
    season = busy_phone(SLOTS.replace("places = 2", "places = 500\nchoices = 3"))
    work, log = season.work, season.happened
    calls = np.flatnonzero((log.outcome == LEFT) & (work.then[:, IF_LEFT] != NOBODY))
    calls = calls[work.line[work.then[calls, IF_LEFT]] % KINDS == CALL_BACK]
    begins = np.unique(log.came[of_kind(season, CALL_BACK)])
    came = log.came[work.then[calls, IF_LEFT]]
    seen = came != NEVER

    ahead = np.searchsorted(begins, came[seen]) - np.searchsorted(begins, log.left[calls][seen])
    counts = np.bincount(ahead)
    n = counts.sum()
    assert len(counts) == 3 and n > 100
    assert (abs(counts / n - 1 / 3) < 4 * np.sqrt(2 / 9 / n)).all()


def test_who_waits_is_offered_a_slot_and_is_gone_from_the_queue():
    offered = SLOTS.replace("places = 2", "places = 9\noffered_after_s = 20").replace(
        "call_back_share = 0.8", "call_back_share = 1"
    )
    season = busy_phone(offered)
    calls = season.events.calls
    menu = calls.outcome == Calls.choices("outcome").index("menu")

    assert menu.sum() > 20
    assert (calls.ended_at - calls.attempted_at)[menu].tolist() == [20] * menu.sum()
    assert (calls.answered_at[menu] == NEVER).all()
    assert not (calls.outcome == Calls.choices("outcome").index("voicemail")).any()  # all took it before


# When the phone opens again

CLOSED_FRIDAY = ("[work]", '[calls]\nclosed_days = "2026-11-27"\nclosed_redial_share = 0.6\n[work]')


def test_callers_of_a_closed_phone_call_again_when_it_opens():
    season = played(tiny(("questions_per_week = 240", "questions_per_week = 1200"), CLOSED_FRIDAY), 2, 0)
    work, log = season.work, season.happened
    friday = int(datetime(2026, 11, 27, tzinfo=ZONE).timestamp())
    opens = int(datetime(2026, 11, 30, 9, tzinfo=ZONE).timestamp())
    closed = of_kind(season, CALL, LOST_CALL)
    closed = closed[(log.outcome[closed] == CLOSED) & (log.came[closed] >= friday)]
    closed = closed[(log.came[closed] < friday + 86_400) & (work.step[closed] == 0)]
    again = work.then[closed, IF_CLOSED]
    who = again != NOBODY

    assert len(closed) > 20 and abs(who.mean() - 0.6) < 4 * np.sqrt(0.24 / len(closed))
    came = log.came[again[who]]
    assert ((came > opens) & (came < opens + 5 * 3600)).all()
    assert 0.2 < (came < opens + 720).mean() < 0.8  # the median is that of every redial
    assert set(log.outcome[again[who]].tolist()) <= {SERVED, LEFT, MOOT}
    attempts = season.events.calls.attempted_at
    assert not ((attempts >= friday) & (attempts < friday + 86_400)).any()  # no attempt while it is closed
    assert np.isin(came, attempts).all()


def test_nobody_calls_a_phone_again_that_does_not_open_any_more():
    """Open on the first Monday of the season, and never after that."""
    shut = ("[work]", '[calls]\nclosed_days = "2026-11-24..2027-01-10"\nclosed_redial_share = 1\n[work]')
    season = played(tiny(shut), 2, 0)
    log, tuesday = season.happened, int(datetime(2026, 11, 24, tzinfo=ZONE).timestamp())
    closed = np.flatnonzero((log.outcome == CLOSED) & (log.came >= tuesday))

    assert len(closed) > 100 and (season.work.then[closed, IF_CLOSED] == NOBODY).all()
    assert 0 < season.events.calls.attempted_at.max() < tuesday


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("call_back_share = 0.8\n", ""), "must be beside call_back_share, without which it moves nothing"),
        (("minutes = 30", "minutes = 90"), "must be 60 or less, the shortest stretch of hours"),
        (("places = 2", "places = 0"), "calls.call_back_slots.places: 0 given; must be 1 or more"),
        (("places = 2\n", ""), "calls.call_back_slots.places: nothing given"),
        (("places = 2", "places = 2\noffered_after_s = 36"), "must be less than the 36 of work.rings_before"),
        (
            ("lines = 2", "lines = 4\nclosed_to_mail_share = 0.7\nclosed_redial_share = 0.4"),
            "must be 0.3 or less",
        ),
    ],
)
def test_slots_that_cannot_be_are_told_with_their_line(change, told):
    with pytest.raises(ValueError, match=r"tiny.toml:\d+: calls.*") as error:
        tiny(("[work]", SLOTS), change, text=TINY)

    assert told in str(error.value)
