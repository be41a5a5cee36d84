"""Mornings whose end is told by hand: who is late, who is saved by going first, and at whose price."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from sim.experiments.morning.outlook import Outlook, Plan, outlook
from sim.experiments.morning.slack import instants
from sim.experiments.morning.summary import late_of_open, tightest, weeks_to_come
from sim.experiments.seasons.sweep import WORTH_A_WORKER

from .desks import HEAD, MONDAY, SURE, instant, morning_of, replies, weekend

FEW = Plan(replications=24, picked_replications=12)


def looked(folder, rows, text=SURE, head=HEAD) -> Outlook:
    return outlook(morning_of(folder, rows, text, head), FEW)


def ids(found: Outlook, places) -> list[str]:
    morning = found.morning
    return morning.cases.case_id[morning.rows[places]].tolist()


def test_fifty_of_sixty_questions_are_answered_by_the_end_of_their_day(tmp_path):
    found = looked(tmp_path, weekend(60))

    assert found.chances.tolist() == [0.0] * 50 + [1.0] * 10
    assert found.safe.sum() == 50 and not found.morning.lost.any()


def test_replies_that_came_before_take_the_place_of_as_many_first_answers(tmp_path):
    found = looked(tmp_path, [*replies(10), *weekend(60)])

    assert found.chances.tolist() == [0.0] * 40 + [1.0] * 20


def test_whom_going_before_replies_saves_is_to_be_picked_and_nobody_pays(tmp_path):
    found = looked(tmp_path, [*replies(10), *weekend(60)])

    assert ids(found, found.picks) == [f"w{one}" for one in range(60)]
    assert ids(found, found.winnable) == [f"w{one}" for one in range(40, 50)]
    assert ids(found, found.at_risk) == [f"w{one}" for one in range(40, 60)]
    assert (late_of_open(found.paired), late_of_open(found.picked)) == (20, 10)
    assert not len(found.harmed)


def test_what_is_late_already_is_lost_and_goes_last(tmp_path):
    old = [f"o{one},,2026-12-02 11:00:{one:02},," for one in range(5)]  # due on Thursday
    found = looked(tmp_path, [*old, *weekend(50)])

    assert found.morning.lost.tolist() == [True] * 5 + [False] * 50
    assert found.chances.tolist() == [1.0] * 5 + [0.0] * 45 + [1.0] * 5
    assert ids(found, found.winnable) == [f"w{one}" for one in range(45, 50)]
    assert found.chances_picked.tolist() == [1.0] * 5 + [0.0] * 50


def test_an_order_of_work_that_cannot_be_mended_is_not_praised(tmp_path):
    """Still in time first does already what the list would do."""
    text = SURE.replace("[people]", 'order = "still in time first"\n[people]')
    found = looked(tmp_path, [*replies(10), *weekend(60)], text)

    assert found.chances.tolist() == [0.0] * 50 + [1.0] * 10
    assert len(found.at_risk) == 10 and not len(found.winnable) and not len(found.harmed)


def test_the_last_come_first_served_are_the_price_of_the_first(tmp_path):
    """Newest first leaves the oldest ten, the first one due first the newest ten of one due instant."""
    text = SURE.replace("[people]", 'order = "newest first"\n[people]')
    found = looked(tmp_path, weekend(60), text)

    assert found.chances.tolist() == [1.0] * 10 + [0.0] * 50
    assert ids(found, found.winnable) == [f"w{one}" for one in range(10)]


def test_the_late_answers_of_a_week_are_those_before_and_those_to_come(tmp_path):
    """Of week 49 four were answered late, one waits late; ten of the sixty of its weekend become late."""
    before = [f"a{one},,2026-11-30 09:30,2026-12-02 16:00," for one in range(4)]
    in_time = ["a9,,2026-11-30 09:30,2026-11-30 16:00,"]
    old = ["o1,,2026-12-02 11:00,,"]
    found = looked(tmp_path, [*before, *in_time, *old, *weekend(60)])
    [last, running] = weeks_to_come(found)

    assert (last.late_now, last.left, last.plain.mean) == (5, 4, 4 + 1 + 11)
    assert last.plain.mail.share == 1.0 and last.picked.mean == 15
    assert (running.late_now, running.left, running.plain.mean, running.plain.mail.share) == (0, 9, 0, 0)


def test_slack_is_the_hours_at_the_desk_less_the_work_due(tmp_path):
    """At 17:00 nine hours are due and seven and a half can be done."""
    found = tightest(looked(tmp_path, weekend(60)))

    assert found.at == instant(MONDAY.replace(hour=17, minute=0))
    assert found.due_h == pytest.approx(9) and (found.hands_h, found.low_h, found.high_h) == pytest.approx(
        (7.5, 7.5, 7.5)
    )
    assert found.short == 1.0


def test_hours_to_spare_are_those_of_the_curves_however_plays_are_skewed(tmp_path):
    """Most plays have ten hours for the nine that are due, some hardly any: on average two are missing."""
    found = looked(tmp_path, weekend(60))
    slack = found.plain.slack
    times = np.resize([1, 10, 10], len(slack.hands_s))[:, None] / 7.5
    skewed = replace(found, plain=replace(found.plain, slack=replace(slack, hands_s=slack.hands_s * times)))

    told = tightest(skewed)

    assert (told.hands_h, told.low_h, told.high_h) == pytest.approx((7, 1, 10))
    assert told.spare_h == pytest.approx(-2) and told.short == pytest.approx(1 / 3)


@pytest.mark.parametrize(("edition", "end"), [("8wh", (14, 17)), ("24h-weekday", (15, 0))])
def test_slack_is_followed_until_all_is_decided_and_no_further(tmp_path, edition, end):
    found = morning_of(tmp_path, weekend(1), SURE.replace("8wh", edition), HEAD)

    assert instants(found)[-1] == instant(datetime(2026, 12, *end))


def test_another_number_of_workers_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setitem(WORTH_A_WORKER, "kernel", 1)
    text = SURE.replace("mail_spread = 0", "mail_spread = 0.8").replace("week = 0", "week = 150")
    morning = morning_of(tmp_path, [*replies(4), *weekend(50)], text)
    one, two = (outlook(morning, replace(FEW, workers=number)) for number in (1, 2))

    assert 0 < one.chances.mean() < 1
    for days in ("plain", "picked"):
        for column in ("late", "late_new"):
            assert np.array_equal(getattr(getattr(one, days), column), getattr(getattr(two, days), column))
        assert np.array_equal(getattr(one, days).slack.due_s, getattr(two, days).slack.due_s)
    assert one.picks.tolist() == two.picks.tolist()


def test_plays_with_a_list_are_the_last_ones_and_leave_what_comes_without_it_as_it_is(tmp_path):
    text = SURE.replace("mail_spread = 0", "mail_spread = 0.8").replace("week = 0", "week = 150")
    morning = morning_of(tmp_path, [*replies(4), *weekend(50)], text)
    four, one, eight = (outlook(morning, Plan(1, 12, picked)) for picked in (4, 1, 8))

    assert np.array_equal(four.plain.late, one.plain.late)
    assert np.array_equal(four.paired.late, one.plain.late[8:]) and len(four.picked.late) == 4
    assert four.picked.late.sum() < four.paired.late.sum()
    assert np.array_equal(eight.paired.late, one.plain.late[4:])


@pytest.mark.parametrize("picked", [0, 12, 13])
def test_some_plays_choose_and_others_tell(picked):
    with pytest.raises(ValueError, match=f"{picked} of 12 plays"):
        Plan(replications=12, picked_replications=picked)


def test_with_nothing_to_pick_there_is_one_outlook(tmp_path):
    found = outlook(morning_of(tmp_path, weekend(20)), Plan(1, 12, 4))

    assert not len(found.picks) and found.picked is found.plain and len(found.paired.late) == 12


def test_who_is_at_risk_in_the_later_plays_alone_is_not_lost_from_the_list(tmp_path):
    """No play chose it: it has no place in the order of picking, and is at risk all the same."""
    found = looked(tmp_path, weekend(60))
    late = found.plain.late.copy()
    late[:, 0] = True
    other = replace(found, plain=replace(found.plain, late=late), picks=found.picks[1:])

    assert 0 in other.at_risk and 0 not in other.winnable and 0 not in other.order


def test_a_question_that_bol_may_take_over_is_not_lost_before_the_morning(tmp_path):
    """All were asked more than two days ago and are open still: the rule does not hold for them."""
    text = SURE + "[marketplace]\ntakes_over_after_hours = 48\n"
    found = looked(tmp_path, weekend(60, datetime(2026, 12, 5, 6, 0)), text)

    assert found.chances.tolist() == [0.0] * 50 + [1.0] * 10


def test_two_mails_about_one_order_are_answered_together(tmp_path):
    """Eighty questions of forty customers: forty answers of nine minutes, six hours."""
    head = HEAD.replace("topic", "order_id")
    rows = [row.replace("delivery", f"order{place % 40}") for place, row in enumerate(weekend(80))]
    found = looked(tmp_path, rows, head=head)

    assert found.chances.tolist() == [0.0] * 80
    assert tightest(found).due_h == pytest.approx(6)


def test_a_topic_that_the_log_names_takes_its_own_time(tmp_path):
    """Twenty returns at eighteen minutes take six hours, and leave time for ten others of the forty."""
    text = SURE + "[topics.return]\nshare = 0.5\nminutes = 18\n[topics.delivery]\nshare = 0.5\n"
    rows = weekend(60)
    rows = [row.replace("delivery", "return") for row in rows[:20]] + rows[20:]
    found = looked(tmp_path, rows, text)

    assert found.chances.tolist() == [0.0] * 30 + [1.0] * 30


def test_what_the_easiest_first_passed_over_is_hard_and_likelier_late(tmp_path):
    """Every other one of the first sixty was answered, so the rest of them are the hardest half."""
    text = SURE.replace("mail_spread = 0", 'mail_spread = 0.8\norder = "easiest first"')
    rows = weekend(120)
    rows = [
        f"a{place},,{row.split(',')[2]},2026-12-05 12:30," if place < 60 and place % 2 else row
        for place, row in enumerate(rows)
    ]
    found = outlook(morning_of(tmp_path, rows, text), replace(FEW, replications=40))

    passed_over, fresh = found.chances[:30].mean(), found.chances[30:].mean()
    assert len(found.chances) == 90 and 0 < fresh < passed_over / 1.5
