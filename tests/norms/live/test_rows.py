"""What one row makes of its events: waiting, contradictions, refusals; what it costs; what is saved."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.norms import InputError, Options, judge
from sim.norms.editions.edition import edition
from sim.norms.live import Event, LiveJudge, reach, saved
from sim.norms.live.event import Texts
from sim.norms.live.rows import Rows
from sim.norms.live.saved import KIND
from tests.norms.live.events import log_of, whole_rows
from tests.norms.logs import at, day
from tests.norms.shops import FIRST, SPAN_S, random_log

ASKED, ANSWERED = at("2026-11-17 10:00"), at("2026-11-17 11:00")
LATER = at("2026-12-16 00:00")
HOUR_S = 3600
NO_WORKING_DAY = [date(2026, 11, 17) + timedelta(days) for days in range(800)]  # beyond the calendar in use


def asked(number: int = 1, **facts: object) -> Event:
    return Event("cases", number, {"arrived_at": ASKED, "seller_id": "S"} | facts)


def told(*events: Event, as_of: int = LATER) -> tuple[int, int, int]:
    """Good, bad and pending answers of the week."""
    live = LiveJudge("8wh", "NL")
    for event in events:
        live.observe(event)
    verdict = live.verdicts(as_of).at("response", "2026-W47")
    return verdict.good, verdict.bad, verdict.pending


def test_an_answer_before_its_question_is_known_waits_and_then_counts():
    live = LiveJudge("8wh", "NL")
    live.observe(Event("cases", 1, {"answered_at": ANSWERED}))
    live.observe(asked(2))
    assert live.waiting["cases"] == 1
    assert live.verdicts(LATER).at("response", "2026-W47").total == 1
    assert live.waiting["cases"] == 1 and live.faults == []
    live.observe(asked(1))
    assert live.waiting["cases"] == 0
    assert live.verdicts(LATER).at("response", "2026-W47").good == 1


def test_a_call_waits_until_both_its_instant_and_its_outcome_are_known():
    live = LiveJudge("8wh", "NL")
    live.observe(Event("calls", 1, {"outcome": "busy"}))
    live.observe(Event("calls", 2, {"attempted_at": ASKED}))
    assert live.waiting["calls"] == 2
    live.observe(Event("calls", 1, {"attempted_at": ASKED}))
    assert live.waiting["calls"] == 1


def test_the_first_answer_counts_in_whatever_order_they_come():
    first, second = ({"answered_at": ANSWERED}, {"answered_at": at("2026-11-20 10:00")})
    for facts in ((first, second), (second, first)):
        assert told(asked(), *(Event("cases", 1, one) for one in facts)) == (1, 0, 0)


def test_a_late_verdict_is_taken_back_when_the_answer_turns_up():
    live = LiveJudge("24h-weekday", "NL")
    live.observe(asked())
    assert live.verdicts(LATER).at("response", "2026-W47").bad == 1
    live.observe(Event("cases", 1, {"answered_at": ANSWERED}))
    assert live.verdicts(LATER).at("response", "2026-W47").good == 1


def test_a_number_and_its_text_are_one_id_and_a_duplicate_changes_nothing():
    assert told(asked(7), asked("7")) == (0, 1, 0)
    live = LiveJudge("8wh", "NL")
    live.observe(asked(channel="mail"))
    live.verdicts(LATER)
    tallied = live.tallied
    live.observe(asked(channel=1))
    live.verdicts(LATER)
    assert live.tallied == tallied


def test_what_was_told_two_ways_is_held_out_and_listed_until_nothing():
    for order in ((1, 2, 0), (0, 2, 1)):
        live = LiveJudge("8wh", "NL")
        live.observe(asked(2))
        for channel in order:
            live.observe(asked(1, channel=channel))
            live.verdicts(LATER)
        live.observe(asked(3, answered_at=ASKED - 60))
        live.observe(asked(1, channel=order[0]))  # looked at beside another row that is held out
        assert live.verdicts(LATER).at("response", "2026-W47").total == 1
        assert [str(fault).partition(" given; ")[0] for fault in live.faults] == [
            "cases: 1: channel: message and chat",
            "cases: 3: answered_at: 2026-11-17 08:59:00Z with arrived_at 2026-11-17 09:00:00Z",
        ]


def test_an_answer_before_the_question_holds_the_row_until_an_earlier_question_is_told():
    live = LiveJudge("8wh", "NL")
    live.observe(asked(2))
    live.observe(asked(1, answered_at=ASKED - HOUR_S))
    assert live.verdicts(LATER).at("response", "2026-W47").total == 1
    assert str(live.faults[0]).startswith("cases: 1: answered_at: 2026-11-17 08:00:00Z with arrived_at")
    assert live.waiting["cases"] == 0
    live.observe(Event("cases", 1, {"arrived_at": ASKED - 2 * HOUR_S}))
    assert live.verdicts(LATER).at("response", "2026-W47").good == 1
    assert live.faults == []


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Event("case", 1, {}), "event: table: 'case' given; must be one of cases, .*; did you mean 'cases'"),
        (Event("cases", "", {}), "cases: case_id: '' given; must be the id of a row"),
        (Event("reviews", None, {}), "reviews: id: None given; must be the id of a row"),  # type: ignore[arg-type]
        (asked(arived_at=5), "cases: 1: arived_at: .*; did you mean 'arrived_at'"),
        (asked(case_id=1), "cases: 1: case_id: a fact of this name given; must be one of seller_id,"),
        (asked(answered_at=5), "cases: 1: answered_at: 5 given; must be an instant from 1990 to 2036"),
        (asked(answered_at=1.5), "cases: 1: answered_at: 1.5 given"),
        (asked(answered_at=True), "cases: 1: answered_at: True given"),
        (asked(channel="fax"), "cases: 1: channel: 'fax' given; must be one of message, mail, chat, phone"),
        (asked(topic="new", channel="fax"), "channel: 'fax' given"),
        (asked(channel=4), "cases: 1: channel: 4 given"),
        (asked(seller_id=1.5), "cases: 1: seller_id: 1.5 given; must be a text or a whole number"),
        (asked(forwarded_by_bol="yes"), "cases: 1: forwarded_by_bol: 'yes' given; must be 1 or 0"),
        (Event("items", 1, {"quantity": -1}), "items: 1: quantity: -1 given; must be 0 or more"),
        (Event("items", 1, {"promised_on": "2026-11-18"}), "items: 1: promised_on: .* a date from 1990"),
        (Event("reviews", 1, {"grade": 11}), "reviews: 1: grade: 11 given; must be a grade from 1 to 10"),
        (Event("surveys", 1, {"grade": -1}), "surveys: 1: grade: -1 given; must be a grade from 0 to 10"),
    ],
)
def test_an_event_that_is_wrong_in_itself_is_refused_with_one_line_and_changes_nothing(
    event: Event, line: str
):
    live = LiveJudge("8wh", "NL")
    live.observe(asked())
    before = live.save()
    with pytest.raises(InputError, match=line) as error:
        live.observe(event)
    assert "\n" not in str(error.value)
    assert live.save() == before


def test_the_way_out_of_an_event_that_is_wrong_is_to_send_it_corrected():
    with pytest.raises(InputError) as error:
        LiveJudge("8wh", "NL").observe(asked(channel="fax"))
    assert str(error.value) == (
        "cases: 1: channel: 'fax' given; must be one of message, mail, chat, phone; "
        "send the event again, corrected"
    )


def test_words_dates_and_flags_may_be_written_as_a_person_does():
    live = LiveJudge("8wh", "NL")
    live.observe(
        Event("items", "I", {"promised_on": date(2026, 11, 18), "appointment": False, "method": "vvb"})
    )
    live.observe(
        Event(
            "items", "I", {"promised_on": day("2026-11-18"), "appointment": 0, "method": "", "tracked": None}
        )
    )
    assert live.faults == []
    assert live.verdicts(LATER).at("on_time", "2026-W47").bad == 1


def test_a_judge_that_was_told_nothing_has_nothing_to_say():
    live = LiveJudge("8wh", "NL")
    live.add_holiday(date(2026, 11, 17))
    assert len(live.verdicts(LATER)) == 0 and live.faults == []
    assert len(live.verdicts(LATER + 5 * 365 * 86_400)) == 0
    assert len(LiveJudge.restore(live.save()).verdicts(LATER)) == 0


def test_one_event_more_costs_one_row_however_many_there_are():
    live, late = LiveJudge("8wh", "NL"), FIRST + 3 * SPAN_S
    for event in whole_rows(random_log(np.random.default_rng(1), 300)):
        live.observe(event)
    live.verdicts(late)
    for count, (number, facts) in enumerate(
        [(3, {"outside_reply_at": late}), (9999, {"arrived_at": FIRST})], 1
    ):
        before = live.tallied
        live.observe(Event("cases", number, facts))
        live.verdicts(late + count)
        assert live.tallied - before <= 2  # taken off as it was, and added as it is
    before = live.tallied
    live.verdicts(late + 86_400)
    assert live.tallied == before
    live.verdicts(late)
    assert live.tallied > before + 7 * 290  # backward: everything


@pytest.mark.parametrize("step", [-1, 1])
def test_a_hundred_weeks_one_by_one_are_summed_up_a_few_times_only(step: int):
    """Each new week outside the cells would sum up all rows: 5,000; room that doubles needs some hundreds."""
    live = LiveJudge("8wh", "NL")
    for week in range(100):
        live.observe(asked(week, arrived_at=ASKED + step * week * 7 * 86_400))
        live.verdicts(LATER + 100 * 7 * 86_400)
    assert live.tallied < 500


def test_open_rows_are_those_that_a_later_instant_can_change():
    live, answered = LiveJudge("8wh", "NL"), at("2026-11-17 10:30")
    for number in range(10):
        live.observe(asked(number, **({"answered_at": answered} if number else {})))
    live.verdicts(answered - 1)
    assert live.verdicts(answered).at("response", "2026-W47").pending == 1
    before = live.tallied
    live.verdicts(answered + 60)
    assert live.tallied - before == 1  # the one that is not answered, until it is late
    live.verdicts(at("2026-11-18 10:00") + 1)
    before = live.tallied
    live.verdicts(LATER)
    assert live.tallied == before


def test_an_item_of_which_only_the_promise_is_known_is_pending():
    live = LiveJudge("8wh", "NL")
    live.observe(Event("items", 1, {"promised_on": day("2026-11-18")}))
    assert live.verdicts(at("2026-11-17 10:00")).at("on_time", "2026-W47").pending == 1


def test_due_this_second_is_not_settled_yet():
    """Due on Wednesday 10:00:00, 8 hours after Tuesday 10:00: in time then, late a second later."""
    live, due = LiveJudge("8wh", "NL"), at("2026-11-18 10:00")
    live.observe(asked())
    live.observe(Event("items", 1, {"promised_on": day("2026-11-18")}))
    for as_of, pending in ((due, 1), (due + 1, 0)):
        assert live.verdicts(as_of).at("response", "2026-W47").pending == pending
    assert live.verdicts(at("2026-11-18 23:59")).at("on_time", "2026-W47").pending == 1
    assert live.verdicts(at("2026-11-19 00:00")).at("on_time", "2026-W47").bad == 1


@pytest.mark.parametrize("came", ["2026-11-14 00:30", "2026-11-14 12:00", "2026-11-16 00:00"])
def test_a_holiday_that_begins_the_second_a_question_is_due(came: str):
    """Asked before Monday 00:00: the 24 hours are used up on Tuesday 00:00, no more than until it ends."""
    live = LiveJudge("24h-weekday", "none", Options(boundary="next_open"))
    live.observe(Event("cases", 1, {"arrived_at": at(came), "answered_at": at("2026-11-17 00:00:01")}))
    for other in ("2026-11-16 12:00", "2026-11-17 12:00"):  # from which the days are gone back one by one
        live.observe(asked(other, arrived_at=at(other), answered_at=at(other)))
    assert live.verdicts(LATER).of("response").bad.sum() == 1
    live.add_holiday(date(2026, 11, 17))
    assert live.verdicts(LATER).of("response").bad.sum() == 0


@pytest.mark.parametrize(
    ("edition", "holiday", "first", "last"),
    [
        # 8 h from Tuesday 09:00 are used up at 17:00, from one second later on Wednesday
        ("8wh", "2026-11-11", "2026-11-10 10:00", "2026-11-11 23:00"),
        # 24 h from Friday 00:00 end with Friday; from 01:00 they end on Monday
        ("24h-weekday", "2026-11-16", "2026-11-13 01:00", "2026-11-16 23:00"),
    ],
)
def test_a_holiday_costs_the_questions_whose_clock_it_stops_and_its_calls(
    edition: str, holiday: str, first: str, last: str
):
    hours = range(at("2026-11-02 00:00"), at("2026-11-30 00:00"), HOUR_S)
    events = [Event("cases", hour, {"arrived_at": hour, "answered_at": hour + 50_000}) for hour in hours]
    events += [Event("calls", hour, {"attempted_at": hour, "outcome": "busy"}) for hour in hours]
    live = LiveJudge(edition, "none")
    for event in events:
        live.observe(event)
    live.verdicts(LATER)
    before = live.tallied
    live.add_holiday(date.fromisoformat(holiday))
    after = live.verdicts(LATER)
    questions = (at(last) - at(first)) // HOUR_S + 1
    assert live.tallied - before == 2 * (questions + 24)  # taken off by the old calendar, added by the new
    assert list(after) == list(judge(log_of(events), edition, [date.fromisoformat(holiday)], LATER))


def test_a_holiday_twice_or_in_the_list_already_changes_nothing():
    live = LiveJudge("8wh", "NL")
    live.observe(asked())
    saved = live.save()
    for christmas in (date(2026, 12, 25), date(2037, 12, 25)):
        live.add_holiday(christmas)
    assert live.save() == saved
    with pytest.raises(ValueError, match="a holiday must be a date such as 2026-12-25; got '2026-11-11'"):
        live.add_holiday("2026-11-11")  # type: ignore[arg-type]
    live.add_holiday(date(2026, 11, 11))
    named = live.save()
    live.add_holiday(date(2026, 11, 11))
    assert live.save() == named != saved


def test_another_list_by_name():
    """1 November counts for Belgium only; 11 November too."""
    live = LiveJudge("8wh", "NL")
    for event in (whole := [asked(1, arrived_at=at("2026-11-10 16:00"), answered_at=at("2026-11-12 15:00"))]):
        live.observe(event)
    assert live.verdicts(LATER).at("response", "2026-W46").bad == 1
    live.set_holidays("BE")
    assert list(live.verdicts(LATER)) == list(judge(log_of(whole), "8wh", "BE", LATER))
    assert live.verdicts(LATER).at("response", "2026-W46").good == 1
    live.set_holidays("NL")
    assert live.verdicts(LATER).at("response", "2026-W46").bad == 1
    with pytest.raises(ValueError, match="must be one of"):
        live.set_holidays("DE")
    assert live.verdicts(LATER).view.holidays == "NL"
    again = LiveJudge.restore(live.save())
    assert again.verdicts(LATER).at("response", "2026-W46").bad == 1
    again.set_holidays("BE")
    assert again.verdicts(LATER).at("response", "2026-W46").good == 1


def test_a_list_that_changes_in_years_without_questions_looks_at_a_few_days(monkeypatch):
    """The lists differ in some dates of every year from 1990 to 2037, and none is looked back from afar."""
    live, looks, due = LiveJudge("8wh", "NL"), [], reach._due
    live.observe(asked())
    live.verdicts(LATER)
    monkeypatch.setattr(reach, "_due", lambda *given: looks.append(given) or due(*given))
    live.set_holidays("BE")
    assert 100 < len(looks) < 1000


def test_a_question_that_no_day_could_answer_in_time_falls_due_when_there_are_days_again():
    live = LiveJudge("8wh", NO_WORKING_DAY)
    live.observe(asked())
    assert live.verdicts(LATER).at("response", "2026-W47").pending == 1
    live.set_holidays("none")
    assert live.verdicts(LATER).at("response", "2026-W47").bad == 1


def test_a_question_answered_while_there_was_no_day_to_be_late_on_is_late_when_there_is_one():
    live = LiveJudge("8wh", NO_WORKING_DAY)
    live.observe(asked(answered_at=at("2026-12-10 10:00")))
    assert live.verdicts(LATER).at("response", "2026-W47").good == 1
    live.set_holidays([one for one in NO_WORKING_DAY if one != date(2026, 11, 18)])
    assert live.verdicts(LATER).at("response", "2026-W47").bad == 1


def test_a_judge_that_was_saved_goes_on_where_it_was():
    """Texts get other numbers when they are saved, for the one told first is the last in their order."""
    live = LiveJudge("8wh", "NL", Options(weeks=(day("2026-11-09"), day("2026-11-16"))))
    for number, topic in enumerate(("wash", "size", "colour", "")):
        live.observe(asked(number, topic=topic))
    live.observe(asked(0, topic="size"))
    live.observe(asked(0, topic="fit", channel="mail"))
    live.observe(asked(0, channel="chat"))
    again = LiveJudge.restore(live.save())
    assert again.save() == live.save()
    assert [str(fault) for fault in again.faults] == [
        "cases: 0: channel: mail and chat given; must be one value; correct the source",
        "cases: 0: topic: fit and wash given; must be one value; correct the source",
    ]
    again.observe(asked(3, topic="wash"))  # which says what was not known yet, and contradicts nothing
    verdicts = again.verdicts(LATER)
    assert [(row.week, row.bad) for row in verdicts.of("response")] == [
        (day("2026-11-09"), 0),
        (day("2026-11-16"), 3),
    ]
    assert verdicts.view.log.cases.topic.tolist() == ["size", "colour", "wash"]


def test_an_instant_without_a_date_is_refused_and_changes_nothing():
    live = LiveJudge("8wh", "NL")
    live.observe(asked())
    live.verdicts(LATER)
    with pytest.raises(ValueError, match="within the years 1 to 9999"):
        live.verdicts(10**15)
    live.observe(Event("cases", 1, {"answered_at": ANSWERED}))
    assert live.verdicts(LATER).at("response", "2026-W47").good == 1


def test_asking_for_faults_between_changes_no_verdict():
    """The row moves by years, so that the cells are made anew while it is taken off them."""
    live = LiveJudge("8wh", "NL")
    live.observe(asked(1, answered_at=ANSWERED))
    live.observe(asked(2, answered_at=ANSWERED))
    live.verdicts(LATER)
    live.observe(Event("cases", 1, {"arrived_at": ASKED - 3 * 365 * 86_400}))
    assert live.faults == []
    verdicts = live.verdicts(LATER)
    assert verdicts.at("response", "2026-W47").good == 1
    assert verdicts.of("response").total.sum() == 2


def test_a_week_of_which_nothing_is_known_any_more_is_not_shown():
    live = LiveJudge("8wh", "NL")
    live.observe(asked(1, answered_at=ANSWERED))
    live.verdicts(LATER)
    live.observe(Event("cases", 1, {"arrived_at": ASKED - 14 * 86_400}))
    assert live.verdicts(LATER).view.weeks.tolist() == [day("2026-11-02")]


def test_an_unknown_edition_or_list_is_a_fault_at_once():
    with pytest.raises(ValueError, match="must be one of"):
        LiveJudge("9wh", "NL")
    with pytest.raises(ValueError, match="must be one of"):
        LiveJudge("8wh", "DE")


@pytest.mark.parametrize("event", [asked(2), asked(1, topic="wash"), asked(1, channel="chat")])
def test_the_log_of_verdicts_that_events_have_overtaken_is_refused(event: Event):
    live = LiveJudge("8wh", "NL")
    live.observe(asked(channel="mail"))
    verdicts = live.verdicts(LATER)
    live.observe(event)
    with pytest.raises(RuntimeError) as error:
        verdicts.view.log.cases  # noqa: B018
    assert str(error.value) == "events have come since these verdicts; ask for verdicts anew to see their log"
    assert verdicts.at("response", "2026-W47").total == 1


def test_the_log_of_verdicts_that_nothing_has_overtaken_is_shown():
    live = LiveJudge("8wh", "NL")
    live.observe(asked(7, order_id="A"))
    verdicts = live.verdicts(LATER)
    live.observe(asked(7, order_id="A"))  # nothing new
    log = verdicts.view.log
    assert (log.cases.case_id.tolist(), log.cases.order_id.tolist()) == (["7"], ["A"])
    assert len(log.calls) == 0
    with pytest.raises(AttributeError, match="casses"):
        log.casses  # noqa: B018


def test_a_row_that_says_what_cannot_be_is_told_in_full():
    live = LiveJudge("8wh", "NL")
    live.observe(asked(1, answered_at=ASKED - 60))
    assert [str(fault) for fault in live.faults] == [
        "cases: 1: answered_at: 2026-11-17 08:59:00Z with arrived_at 2026-11-17 09:00:00Z given; "
        "must be at or after arrived_at; correct the source"
    ]


def test_an_event_and_another_list_of_holidays_overtake_a_log_as_well():
    live = LiveJudge("8wh", "NL")
    live.observe(asked())
    for number, country in ((1, "BE"), (2, "NL")):
        verdicts = live.verdicts(LATER)
        live.observe(asked(number))
        live.set_holidays(country)
        with pytest.raises(RuntimeError, match="ask for verdicts anew"):
            verdicts.view.log.cases  # noqa: B018


def test_every_damaged_byte_is_noticed():
    live = LiveJudge("8wh", "NL")
    live.observe(asked(1, order_id="Ö-1"))
    data = live.save()
    for place in range(len(data)):
        with pytest.raises(ValueError) as error:
            LiveJudge.restore(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert "\n" not in str(error.value)
        with pytest.raises(ValueError):
            LiveJudge.restore(data[:place])
    with pytest.raises(ValueError) as error:
        LiveJudge.restore(data + b"x")
    assert str(error.value) == (
        "the saved live judge is damaged (its checksum differs); use another copy of it"
    )


def test_other_bytes_are_no_live_judge_and_another_version_is_named():
    for data in (b"", b"PAR1", b"\x00" * 1000, KIND):
        with pytest.raises(ValueError) as error:
            LiveJudge.restore(data)
        assert str(error.value) == "these bytes are no saved live judge; give what save() returned"
    data = LiveJudge("8wh", "NL").save()
    for version, said in ((b"2", "2"), (b"\xff", "\N{REPLACEMENT CHARACTER}")):
        with pytest.raises(ValueError, match=rf"saved as version '{said}'.*reads '1'"):
            LiveJudge.restore(data.replace(KIND + b"1", KIND + version, 1))


@pytest.mark.parametrize("changed", ["_values", "_columns"])
def test_bytes_of_another_edition_or_other_columns_are_refused_by_its_name(monkeypatch, changed: str):
    data = LiveJudge("8wh", "NL").save()
    monkeypatch.setattr(saved, changed, lambda *_: {})
    with pytest.raises(ValueError) as error:
        LiveJudge.restore(data)
    assert str(error.value) == "saved with another 8wh or other columns; send the events again"


def test_every_value_of_an_edition_is_saved_to_see_that_it_is_the_same_one():
    values = saved._values(edition("8wh"))
    assert (values["response.hours"], values["phone.min_share"]) == ("8", "9/10")


def test_rows_that_were_restored_are_looked_at_once_though_an_event_touches_them_first():
    rows = Rows("cases", Texts())
    none_told = {name: np.full(2, cells.absent) for name, cells in rows.cells.items()}
    rows.fill(["1", "2"], none_told | {"arrived_at": np.array([ASKED, ASKED])})
    assert rows.observe("2", {"answered_at": ANSWERED})
    assert rows.sort().tolist() == [0, 1]


def test_what_contradicts_a_row_no_more_than_before_changes_nothing():
    rows = Rows("cases", Texts())
    told = [rows.observe(1, {"channel": channel}) for channel in (1, 2, 0, 1, 2, 0)]
    assert told == [True, True, True, False, False, False]
