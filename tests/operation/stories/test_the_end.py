"""What the end of a run leaves open, and shops without customers or people."""

from sim.deadline import NEVER

from ..desk import Duty, call, mail


def test_the_end_cuts_work_in_hand(tell):
    told = tell([mail(0, 100), mail(0, 10)], [Duty(0, 500)], until=60)

    assert told.spells == [(0, 0, 0, 60)]
    assert told.outcomes == [("open", NEVER), ("open", NEVER)]


def test_what_happens_at_the_end_itself_is_not_seen(tell):
    told = tell([mail(0, 60), mail(60, 10)], [Duty(0, 500)], until=60)

    assert told.outcomes == [("open", NEVER), ("unseen", NEVER)]


def test_a_shop_without_people_serves_nobody(tell):
    assert tell([mail(0, 10), call(0, 10, patience=5)], []).outcomes == [("open", NEVER), ("left", 5)]


def test_a_shop_without_customers_has_nothing_to_tell(tell):
    assert tell([], [Duty(0, 99)]).spells == []


def test_backlog_waits_for_the_morning(tell):
    told = tell([mail(0, 10), mail(45, 10)], [Duty(0, 5), Duty(40, 90), Duty(0, 3, person=1)])

    assert told.spells == [(0, 0, 0, 5), (0, 0, 40, 45), (1, 0, 45, 55)]
