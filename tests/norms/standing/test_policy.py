from sim.norms import NEVER, EventLog
from sim.norms.log import Cases
from sim.norms.standing.policy import PolicyEvent, policy_events
from tests.norms.logs import at

TEN, ELEVEN, NOON = (at(f"2026-11-17 {hour}:00") for hour in (10, 11, 12))


def told(**columns: object) -> list[tuple[str, str]]:
    log = EventLog(cases=Cases(arrived_at=[TEN] * 2, case_id=["A", "B"], **columns))
    return [(event.case_id, event.what) for event in policy_events(log, NOON)]


def test_events_stand_in_order_of_time():
    assert told(
        answered_at=[NOON, NOON], auto_replied_at=[NEVER, TEN + 60], outside_reply_at=[TEN + 30, NEVER]
    ) == [("A", "reply outside the account"), ("B", "automatic reply")]


def test_closing_an_unanswered_question_is_one_whoever_did_it_unless_customer_or_bol():
    columns = {"answered_at": [NEVER, NEVER], "closed_at": [ELEVEN, ELEVEN]}
    assert told(**columns) == [("A", "closed before contact"), ("B", "closed before contact")]
    assert told(**columns, closed_by=["customer", "bol"]) == []


def test_closing_at_the_moment_of_the_answer_is_none():
    assert told(answered_at=[ELEVEN, ELEVEN], closed_at=[ELEVEN, NOON]) == []


def test_what_comes_after_as_of_is_none_yet():
    assert told(answered_at=[NEVER, NEVER], auto_replied_at=[NOON, NOON + 1]) == [("A", "automatic reply")]


def test_without_as_of_the_latest_instant_of_the_log_is_now():
    log = EventLog(cases=Cases(arrived_at=[TEN], case_id=["A"], answered_at=[NEVER], auto_replied_at=[NOON]))
    assert policy_events(log) == [PolicyEvent(NOON, "A", "automatic reply")]
    assert policy_events(log, ELEVEN) == []
