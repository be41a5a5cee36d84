"""The ways that a question or a call can take, each switched on by its key: shares and delays."""

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.journeys import customers
from sim.demand.marks import (
    HAND_TO_BOL,
    NO_ANSWER,
    NO_TOPIC,
    OUTSIDE_REPLY,
    RETURNED,
    TAKEN_OVER,
    TO_VOICEMAIL,
    Journeys,
)
from sim.demand.work import (
    CALL,
    CALL_BACK,
    CARE,
    FOLLOW_UP,
    FOREVER,
    IF_BUSY,
    IF_CLOSED,
    IF_LEFT,
    IF_SERVED,
    KINDS,
    LOST_CALL,
    MAIL,
    NOBODY,
)
from sim.draws import Streams
from sim.scenario.season import season_of

from .seasons import QUIET, scenario_of

HOUR_S = 3600
MANY = {"questions_per_week": 6000, "phone_share": 0.0}
CALLERS = {"questions_per_week": 6000, "phone_share": 1.0}


def draw(weeks: str = QUIET, **tables) -> Journeys:
    scenario = scenario_of(weeks, **tables)
    return customers(scenario, season_of(scenario), Streams(1, 0))


def writing(**contacts) -> Journeys:
    return draw(contacts=MANY | contacts)


def calling(contacts: dict | None = None, **calls) -> Journeys:
    return draw(contacts=CALLERS | (contacts or {}), calls=calls)


def of_line(drawn: Journeys, *kinds: int) -> np.ndarray:
    return np.flatnonzero(np.isin(drawn.work.line % KINDS, kinds))


def questions(drawn: Journeys) -> np.ndarray:
    """The rows of first mails, which come by themselves."""
    work = drawn.work
    return np.flatnonzero((work.line % KINDS == MAIL) & (work.about == NOBODY) & (work.comes != NEVER))


def share_is(share, marked):
    """Hold a share to four standard errors."""
    return len(marked) > 100 and abs(np.mean(marked) - share) < 4 * np.sqrt(share * (1 - share) / len(marked))


# Questions


def test_a_customer_replies_again_and_again_by_the_stated_share():
    drawn = writing(follow_up_share=0.5, replies_again_share=0.4)
    rounds = np.bincount(drawn.work.customer, drawn.work.line == FOLLOW_UP)

    # The first reply by its own share, each further one by the other: k and more by 0.5 * 0.4 ** (k - 1).
    for least in (1, 2, 4, 6):
        assert share_is(0.5 * 0.4 ** (least - 1), rounds >= least)
    assert rounds.max() > 6


def test_each_round_is_set_off_by_the_answer_to_the_one_before():
    work = writing(replies_again_share=0.4).work
    further = np.flatnonzero((work.line == FOLLOW_UP) & (work.step > 1))

    assert (work.then[further - 1, IF_SERVED] == further).all()
    assert share_is(0.5, work.wait[further - 1, IF_SERVED] < 20 * HOUR_S)


def test_a_reply_that_only_says_thanks_takes_little_time_and_ends_the_chain():
    drawn = writing(thanks_share=0.3, thanks_minutes=0.5, replies_again_share=0.4)
    replies = of_line(drawn, FOLLOW_UP)
    thanks = replies[drawn.marks.done[replies] == NO_ANSWER]

    assert share_is(0.3, drawn.marks.done[replies] == NO_ANSWER)
    assert (drawn.work.then[thanks] == NOBODY).all()
    assert abs(drawn.work.work[thanks].mean() - 30) < 4 * 30 * np.sqrt(np.expm1(0.81) / len(thanks))


def test_who_is_not_answered_calls_about_the_question_and_redials_about_it():
    drawn = writing(calls_if_slow_share=0.2, calls_if_slow_after_hours=20)
    work, calls = drawn.work, of_line(drawn, CALL, LOST_CALL)
    first = calls[work.comes[calls] != NEVER]
    asked = work.about[first]

    assert share_is(0.2, np.isin(questions(drawn), asked))
    assert (work.comes[first] == work.comes[asked] + 20 * HOUR_S).all()
    assert (drawn.marks.case[calls] == work.about[calls]).all()  # no question of its own
    assert (work.customer[asked] == work.customer[first]).all()
    assert share_is(0.44, work.then[calls, IF_LEFT] != NOBODY)


def test_a_mail_that_is_noticed_late_comes_to_the_desk_later_than_it_was_asked():
    plain, late = writing(), writing(noticed_late_share=0.1, noticed_late_after_hours=5)
    rows, noticed_s = questions(late), late.marks.noticed_s[questions(late)]

    assert share_is(0.1, noticed_s > 0)
    assert share_is(0.5, noticed_s[noticed_s > 0] < 5 * HOUR_S)
    assert (late.work.comes[rows] - noticed_s == plain.work.comes[questions(plain)]).all()


def test_a_reply_outside_the_account_is_said_again_inside():
    drawn = writing(outside_reply_share=0.1, outside_reply_repeated_after_hours=7, follow_up_share=0)
    work, rows = drawn.work, questions(drawn)
    outside = rows[drawn.marks.done[rows] == OUTSIDE_REPLY]
    again = work.then[outside, IF_SERVED]

    assert share_is(0.1, drawn.marks.done[rows] == OUTSIDE_REPLY)
    assert (work.line[again] == FOLLOW_UP).all() and (drawn.marks.case[again] == outside).all()
    assert (work.wait[outside, IF_SERVED] == 7 * HOUR_S).all()


def test_a_second_language_is_a_line_of_its_own_for_all_that_a_customer_does():
    contacts = {"questions_per_week": 6000, "phone_share": 0.5, "second_language_share": 0.3}
    people = {"Sanne": {"hours": "mon-fri 09:00-17:00", "languages": "both"}}
    work = draw(contacts=contacts, people=people, calls={"mails_instead_share": 0.5}).work
    second = work.line >= KINDS

    assert share_is(0.3, second[work.step == 0])
    first = np.flatnonzero(work.step == 0)
    assert (second == second[first][work.customer]).all()


# Calls


def test_who_comes_to_voicemail_may_ask_for_a_call_back_and_then_does_not_redial():
    drawn = calling(call_back_share=0.3)
    work, backs = drawn.work, of_line(drawn, CALL_BACK)
    attempts = of_line(drawn, CALL)
    voicemail = attempts[drawn.marks.gone[attempts] == TO_VOICEMAIL]
    asked = voicemail[np.isin(work.then[voicemail, IF_LEFT], backs)]

    assert share_is(0.3, np.isin(work.then[voicemail, IF_LEFT], backs))
    assert len(asked) == len(backs)
    assert (work.work[work.then[asked, IF_LEFT]] == work.work[asked]).all()  # the same question
    assert share_is(0.44, work.then[asked, IF_BUSY] != NOBODY)  # with all lines taken there is no voicemail


def test_some_who_do_not_redial_write_a_mail_instead():
    drawn = calling(mails_instead_share=0.25, mails_instead_after_minutes=10)
    work, attempts = drawn.work, of_line(drawn, CALL, LOST_CALL)
    follower = work.then[attempts, IF_LEFT]
    redials = np.isin(follower, attempts)
    writes = (follower != NOBODY) & ~redials

    assert share_is(0.25, writes[~redials])
    assert (work.line[follower[writes]] == MAIL).all()
    assert (work.wait[attempts[writes], IF_LEFT] == 600).all()
    assert share_is(0.30, work.then[follower[writes], IF_SERVED] != NOBODY)  # who writes may reply


def test_short_calls_are_an_atom_of_the_handle_time():
    seconds = calling(short_calls_share=0.1, short_calls_s=7).work
    first = seconds.work[(seconds.step == 0)]

    longer = calling().work.work[seconds.step == 0]
    assert share_is(0.1, first != longer)
    assert set(first[first != longer].tolist()) == {7}


def test_callers_of_a_closed_phone_write_turn_to_the_marketplace_or_give_up():
    drawn = draw(
        contacts=CALLERS,
        calls={"closed_to_mail_share": 0.3, "closed_to_marketplace_share": 0.4},
        marketplace={"solves_share": 0.75, "forwards_after_hours": 3},
    )
    work, attempts = drawn.work, of_line(drawn, CALL, LOST_CALL)
    after = work.then[attempts, IF_CLOSED]
    forwarded = (after != NOBODY) & drawn.marks.forwarded[after]

    assert share_is(0.3, (after != NOBODY) & ~forwarded)
    assert share_is(0.4 * 0.25, forwarded)
    assert share_is(0.5, work.wait[attempts[forwarded], IF_CLOSED] < 3 * HOUR_S)
    assert (work.line[after[after != NOBODY]] == MAIL).all()
    assert (work.comes[after[after != NOBODY]] == NEVER).all()


# Topics, specialists, chatbot, marketplace

TOPICS = {"delivery": {"share": 0.5, "minutes": 4}, "manual": {"share": 0.2}}
SPECIALIST = {"Sanne": {"hours": "mon-fri 09:00-17:00", "care": True}}


def test_topics_have_their_shares_and_handle_times_and_the_rest_has_none():
    drawn = draw(contacts=MANY, topics=TOPICS, work={"minutes_per_mail": 8})
    topic, seconds = drawn.marks.topic[questions(drawn)], drawn.work.work[questions(drawn)]

    for place, share, minutes in ((0, 0.5, 4), (1, 0.2, 8), (NO_TOPIC, 0.3, 8)):
        of = topic == place
        assert share_is(share, of)
        sd = minutes * 60 * np.sqrt(np.expm1(0.81))
        assert abs(seconds[of].mean() - minutes * 60) < 4 * sd / np.sqrt(of.sum())


def test_a_specialist_goes_on_with_a_share_of_a_topic_and_some_rotate_back():
    care = {"topic": "manual", "share": 0.4, "minutes": 20, "rotates_back_share": 0.5}
    drawn = draw(contacts=MANY, topics=TOPICS, special_care=care, people=SPECIALIST)
    work, rows = drawn.work, questions(drawn)
    manual = rows[drawn.marks.topic[rows] == 1]
    next_row = work.then[manual, IF_SERVED]
    special = next_row[work.line[next_row] == CARE]
    back = work.then[special, IF_SERVED]

    assert share_is(0.4, (next_row != NOBODY) & (work.line[next_row] == CARE))
    assert len(special) == len(of_line(drawn, CARE))
    at_once = (back != NOBODY) & (work.wait[special, IF_SERVED] == 0)
    assert share_is(0.5, at_once) and (work.line[back[at_once]] == FOLLOW_UP).all()
    sd = 1200 * np.sqrt(np.expm1(0.81))
    assert abs(work.work[special].mean() - 1200) < 4 * sd / np.sqrt(len(special))


def test_special_care_lowers_its_topic_by_a_share_from_a_day_on():
    care = {"topic": "manual", "share": 0, "lowers_share": 0.25, "from": "2026-02-16"}
    begins = season_of(scenario_of()).starts[28]  # four weeks after Monday 19 January
    before, after = (draw(contacts=MANY, topics=TOPICS, special_care=one) for one in (None, care))

    def asked(drawn, topic):
        rows = questions(drawn)
        rows = rows[drawn.marks.topic[rows] == topic]
        return drawn.work.comes[rows]

    assert asked(before, 0).tolist() == asked(after, 0).tolist()
    one, other = asked(before, 1), asked(after, 1)
    assert one[one < begins].tolist() == other[other < begins].tolist()
    on_the_first_day = (one >= begins) & (one < begins + 86_400)
    for those in (on_the_first_day, one >= begins):
        assert share_is(0.75, np.isin(one[those], other))


def test_better_information_spares_a_share_of_one_topic_and_leaves_the_others():
    before = draw(contacts=MANY, topics=TOPICS)
    [(name, said), *others] = TOPICS.items()
    after = draw(contacts=MANY, topics={name: {**said, "spared_share": 0.3}, **dict(others)})

    def asked(drawn, topic):
        rows = questions(drawn)
        return drawn.work.comes[rows[drawn.marks.topic[rows] == topic]]

    for topic in (-1, 1):
        assert asked(before, topic).tolist() == asked(after, topic).tolist()
    assert share_is(0.7, np.isin(asked(before, 0), asked(after, 0)))


def test_a_chatbot_solves_a_share_and_hands_over_another_later():
    bot = {"solves_share": 0.2, "hands_over_share": 0.3, "hands_over_after_minutes": 15}
    plain, met = (draw(contacts=MANY, chatbot=one) for one in (None, bot))

    def asked(drawn):
        """When each customer asks; its survey tells it from all others."""
        rows = questions(drawn)
        marks = drawn.marks.answers_survey[rows].tolist()
        return dict(zip(marks, drawn.work.comes[rows].tolist(), strict=True))

    before, after = asked(plain), asked(met)
    delays = np.array([after[one] - at if one in after else -1 for one, at in before.items()])
    assert set(np.unique(delays).tolist()) == {-1, 0, 900} and after.keys() < before.keys()
    assert share_is(0.2, delays == -1) and share_is(0.3, delays == 900)


def test_the_marketplace_serves_whom_it_ships_to_and_forwards_what_is_technical():
    lvb = {"share": 0.4, "comes_back_share": 0.1, "comes_back_after_hours": 2}
    contacts = {"questions_per_week": 6000, "phone_share": 0.5}
    plain, shipped = (draw(contacts=contacts, lvb=one) for one in (None, lvb))
    mine = ~shipped.marks.forwarded
    was, now = (len(np.unique(one.work.customer)) for one in (plain, shipped))
    back = len(np.unique(shipped.work.customer[~mine]))

    assert abs((now - back) - 0.6 * was) < 4 * np.sqrt(0.24 * was)
    assert abs(back - 0.04 * was) < 4 * np.sqrt(0.04 * was)


def test_the_marketplace_forwards_so_many_questions_a_week():
    drawn = draw(marketplace={"forwarded_per_week": 300, "returns_after_hours": 48})
    season, rows = season_of(scenario_of()), np.flatnonzero(drawn.marks.forwarded)
    expected = 300 * len(season.days) / 7

    assert abs(len(rows) - expected) < 5 * np.sqrt(expected)  # the season ends within a week
    assert (drawn.work.patience[rows] == 48 * HOUR_S).all() and (drawn.marks.gone[rows] == RETURNED).all()


def test_the_marketplace_takes_over_what_waits_too_long():
    drawn = draw(contacts=MANY, marketplace={"takes_over_after_hours": 20})
    work, rows = drawn.work, questions(drawn)

    assert (work.patience[rows] == 20 * HOUR_S).all() and (drawn.marks.gone[rows] == TAKEN_OVER).all()
    assert (work.about == NOBODY).all()  # nobody mails again after 26 hours about a question that is gone
    assert (work.patience[of_line(drawn, FOLLOW_UP)] == FOREVER).all()


def test_the_marketplace_counts_from_the_question_whenever_the_shop_notices_it():
    contacts = MANY | {"noticed_late_share": 0.2, "noticed_late_after_hours": 10}
    drawn = draw(contacts=contacts, marketplace={"takes_over_after_hours": 20})
    rows = questions(drawn)
    known_s = drawn.marks.noticed_s[rows] + drawn.work.patience[rows]

    in_time = drawn.marks.noticed_s[rows] < 20 * HOUR_S
    assert (known_s[in_time] == 20 * HOUR_S).all() and not drawn.work.patience[rows][~in_time].any()
    assert 0 < (~in_time).sum() < in_time.sum()


def test_a_question_that_is_handed_over_comes_back_or_ends_there():
    rules = {"handed_over_share": 0.2, "comes_back_share": 0.5, "comes_back_after_hours": 12}
    drawn = draw(contacts=MANY, marketplace=rules)
    work, rows = drawn.work, questions(drawn)
    handed = rows[drawn.marks.done[rows] == HAND_TO_BOL]
    back = work.then[handed, IF_SERVED]

    assert share_is(0.2, drawn.marks.done[rows] == HAND_TO_BOL)
    assert share_is(0.5, back != NOBODY)
    assert (work.line[back[back != NOBODY]] == MAIL).all()
    assert (drawn.marks.case[back] == handed)[back != NOBODY].all()
    assert share_is(0.5, work.wait[handed[back != NOBODY], IF_SERVED] < 12 * HOUR_S)


# The same customers under every plan

BOTH = {"questions_per_week": 3000, "phone_share": 0.3}
SWITCHES = {
    "replies again": {"contacts": {"replies_again_share": 0.4}},
    "thanks": {"contacts": {"thanks_share": 0.4}},
    "calls if slow": {"contacts": {"calls_if_slow_share": 0.4}},
    "outside": {"contacts": {"outside_reply_share": 0.4}},
    "automatic": {"contacts": {"auto_reply_after_minutes": 1}},
    "mails instead": {"calls": {"mails_instead_share": 0.4}},
    "call back": {"calls": {"call_back_share": 0.4}},
    "closed": {"calls": {"closed_to_mail_share": 0.4, "closed_to_marketplace_share": 0.4}},
    "topics": {"topics": {"delivery": {"share": 0.4}}},
    "chatbot": {"chatbot": {"solves_share": 0.4}},
    "lvb": {"lvb": {"share": 0.4}},
    "handed over": {"marketplace": {"handed_over_share": 0.4}},
    "forwarded": {"marketplace": {"forwarded_per_week": 100}},
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_leaves_everybody_elses_draws_as_they_were(switch):
    tables = SWITCHES[switch]
    plain = draw(contacts=BOTH)
    switched = draw(**tables | {"contacts": BOTH | tables.get("contacts", {})})

    def first_rows(drawn, forwarded=False):
        work = drawn.work
        rows = np.flatnonzero((work.step == 0) & (drawn.marks.forwarded == forwarded))
        columns = (
            work.comes,
            work.line,
            work.work,
            work.patience,
            drawn.marks.answers_survey,
            drawn.marks.grades_it,
        )
        return {tuple(column[row] for column in columns) for row in rows.tolist()}

    before, after = first_rows(plain), first_rows(switched)
    leaves_out = switch in ("chatbot", "lvb")
    assert after < before if leaves_out else after == before
    assert len(after) > 0.5 * len(before)
    switched.work.check()


def test_more_of_everything_leaves_the_marks_of_the_few():
    """A larger share takes whom the smaller one took, and others too."""
    few, many = (writing(thanks_share=share, follow_up_share=0.5) for share in (0.2, 0.5))
    rows = of_line(few, FOLLOW_UP)

    assert (few.work.comes == many.work.comes).all()
    taken, more = (drawn.marks.done[rows] == NO_ANSWER for drawn in (few, many))
    assert (more | ~taken).all() and more.sum() > taken.sum()
