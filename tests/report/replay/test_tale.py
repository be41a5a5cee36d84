"""The tale of one customer, each sentence known beforehand."""

from pathlib import Path

import pytest

from sim.deadline import NEVER
from sim.demand.marks import (
    ASKED,
    CAME_BACK,
    HANGS_UP,
    OUTSIDE_REPLY,
    REPLY,
    ROTATED,
    SAID_AGAIN,
    TAKEN_OVER,
    TAKES_SLOT,
    TO_VOICEMAIL,
)
from sim.demand.work import FOLLOW_UP, MAIL
from sim.norms import InputError
from sim.report.replay.tale import WIDTH, trace
from sim.report.texts.language import ENGLISH, Language
from tests.operation.desk import Duty, Row, call, mail

from .shop import CASES, CUSTOMERS, MINUTE_S, at, season

MADE = "shop · season 0"
SECOND_CUSTOMER = (Path(__file__).parent / "answers" / "second-customer.txt").read_text(encoding="utf-8")


def tale(rows: list[Row], duties: list[Duty], case: str = "0", **marks: list[int]) -> str:
    """The tale of one of some customers, its lines joined."""
    return " ".join(trace(season(rows, duties, **marks), case, MADE, ENGLISH).split())


def test_a_customer_waits_is_interrupted_and_replies():
    assert trace(season(customers=CUSTOMERS, case=CASES), "1", MADE, ENGLISH) + "\n" == SECOND_CUSTOMER


def test_in_dutch_the_customer_waits_just_so():
    told = trace(season(customers=CUSTOMERS, case=CASES), "1", MADE, Language("nl")).splitlines()

    assert told[1].startswith(
        " ma 30 nov 08:55:00   De klant mailt. Dat is 20 minuten werk in het gewone tempo."
    )
    assert " ma 30 nov 09:15:00   Anna wordt onderbroken door een oproep, na 5 minuten." in told
    assert " ma 30 nov 09:20:00   Anna stopt, na 2 minuten: in de pauze." in told
    assert " signaal   ma 30-11-2026 15:00, als 6 uur geteld is: gemerkt als lang open" in told
    assert told[-1] == " OORDEEL   op tijd"


def test_no_line_of_the_tale_is_wider_than_a_screen():
    assert max(map(len, SECOND_CUSTOMER.splitlines())) <= WIDTH


def test_whoever_takes_a_mail_as_the_phone_rings_is_interrupted_at_once():
    """The mail of 8:00 is the only work of 9:00 when the stretch begins; a call comes in the same second."""
    told = tale([mail(at(8, 0), 60), call(at(9, 0), 120)], [Duty(at(9, 0), at(17, 0))])

    taken, interrupted, resumed = (
        "Mon 30 Nov 09:00:00 Anna takes it, after 1 hour.",
        "Mon 30 Nov 09:00:00 Anna is interrupted by a call at once.",
        "Mon 30 Nov 09:02:00 Anna takes it up again.",
    )
    assert f"{taken} {interrupted} {resumed}" in told


def test_the_people_around_are_told_with_what_they_do():
    both = [Duty(at(9, 0), at(12, 0)), Duty(at(9, 0), at(17, 0), person=1)]
    rows = [mail(at(9, 1), 30 * MINUTE_S), mail(at(9, 2), 60 * MINUTE_S), mail(at(9, 10), MINUTE_S)]

    told = tale(rows, both, "2")

    assert "At the desk: Anna (at a mail since 09:01) and Ben (at a mail since 09:02)." in told
    assert "Mon 30 Nov 09:31:00 Anna takes it, after 21 minutes." in told


def test_those_who_came_later_and_went_first_are_told():
    rows = [mail(at(9, 1), MINUTE_S), call(at(9, 1, 30), 60), mail(at(8, 0), 5 * MINUTE_S)]

    assert "Anna takes it, after 5 minutes. 1 call that came later went first." in tale(
        rows, [Duty(at(9, 0), at(17, 0))], "1"
    )


def test_work_left_at_the_end_of_a_shift_is_taken_over():
    shifts = [Duty(at(16, 0), at(17, 0)), Duty(at(9, 0, day=30) + 86_400, at(17, 0) + 86_400, person=1)]

    told = tale([mail(at(16, 50), 30 * MINUTE_S)], shifts)

    assert "Mon 30 Nov 17:00:00 Anna goes home and puts it down, after 10 minutes." in told
    assert "Tue 1 Dec 09:00:00 Ben takes it over from Anna." in told
    assert "Tue 1 Dec 09:20:00 Ben sends the answer, after 20 minutes." in told


def test_a_question_that_is_late_is_told_so_by_the_clock():
    told = tale([mail(at(9, 0, day=27), MINUTE_S)], [Duty(at(9, 0), at(17, 0))])

    assert "due Fri 2026-11-27 17:00, when 8 hours have counted" in told
    assert told.endswith("VERDICT LATE")


def test_a_question_that_nobody_answers_stays_open():
    told = tale([mail(at(9, 0), MINUTE_S)], [])

    assert "Nobody is at the desk. Not at the desk: Anna (not in today) and Ben (not in today)." in told
    assert "Nobody has answered by the end of the season." in told


def test_a_second_mail_is_a_case_of_its_own_answered_together():
    rows = [mail(at(9, 0), 20 * MINUTE_S), mail(at(9, 5), MINUTE_S, about=0)]
    played = season(rows, [Duty(at(9, 0), at(17, 0))], customers=[0, 0])

    told = " ".join(trace(played, "0", MADE, ENGLISH).split())

    assert "The customer mails again, as no answer came." in told and "This is case 1." in told
    assert "Mon 30 Nov 09:20:00 It is answered together with the customer's other question." in told


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (HANGS_UP, "The customer hangs up, after 30 seconds."),
        (TAKES_SLOT, "The customer takes a slot for a call back, after 30 seconds."),
        (
            TO_VOICEMAIL,
            "Voicemail takes the call, after 30 seconds. It sets off a question on Mon 30 Nov 09:10:30.",
        ),
    ],
)
def test_a_call_that_nobody_picks_up_is_told_by_how_it_ends(gone, said):
    follows = {"then": (-1, 1), "wait": (0, 600)} if gone == TO_VOICEMAIL else {}
    rows = [call(at(9, 0), 60, patience=30, **follows), Row(NEVER if follows else at(9, 30), MAIL, 60)]
    played = season(rows, [], customers=[0, 0], gone=[gone, HANGS_UP])

    assert said in " ".join(trace(played, "0", MADE, ENGLISH).split())


def test_a_call_that_ends_at_once_and_what_it_sets_off_whether_it_left_or_found_no_line():
    rows = [call(at(9, 0), 60, patience=0, then=(-1, 1, 1), wait=(0, 600, 600)), Row(NEVER, MAIL, 60)]
    played = season(rows, [], customers=[0, 0], gone=[HANGS_UP, HANGS_UP])

    told = " ".join(trace(played, "0", MADE, ENGLISH).split())

    assert "The customer hangs up at once. It sets off a question on Mon 30 Nov 09:10:00. Mon 30 Nov" in told


def test_who_is_free_and_takes_no_calls_is_told_so():
    desk = [Duty(at(9, 0), at(17, 0), does=1 << MAIL)]
    rows = [call(at(9, 0), 60, patience=30, then=(-1, 1), wait=(0, 600)), Row(NEVER, MAIL, 60)]
    played = season(rows, desk, customers=[0, 0], gone=[HANGS_UP, HANGS_UP])

    told = " ".join(trace(played, "0", MADE, ENGLISH).split())

    assert (
        told.index("Anna (free, not for this)") < told.index("The customer mails") < told.index("Anna (free)")
    )


def test_what_the_marks_of_a_row_mean_is_told():
    desk = [Duty(at(9, 0), at(17, 0))]

    assert "answers outside the account, which stops no clock" in tale(
        [mail(at(9, 0), 60)], desk, done=[OUTSIDE_REPLY]
    )
    assert "The marketplace forwards the customer's question." in tale(
        [mail(at(9, 0), 60)], desk, forwarded=[True]
    )
    gone = tale([mail(at(9, 0), 60, patience=90)], [], gone=[TAKEN_OVER])
    assert "The marketplace takes the question over, after 1 minute 30 seconds." in gone
    assert "An automatic reply goes out; it stops no clock." in tale(
        [mail(at(9, 0), 60)], desk, auto_reply_s=[5]
    )


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (CAME_BACK, "The question comes back from the marketplace."),
        (SAID_AGAIN, "The shop sees that its account holds no answer."),
        (ROTATED, "The specialist gives the question back for an answer."),
        (REPLY, "The customer replies to the answer."),
    ],
)
def test_what_brings_a_question_back_is_told(why, said):
    rows = [mail(at(9, 0), 60, then=(1,), wait=(600,)), Row(NEVER, FOLLOW_UP, 60)]
    played = season(rows, [Duty(at(9, 0), at(17, 0))], customers=[0, 0], case=[0, 0], why=[ASKED, why])

    assert f"Mon 30 Nov 09:11:00 {said}" in " ".join(trace(played, "0", MADE, ENGLISH).split())


def test_a_mail_noticed_late_and_a_call_about_it_are_told_as_such():
    rows = [mail(at(11, 0), 60), call(at(10, 0), 60, patience=30), call(at(12, 0), 60, about=0)]
    played = season(rows, [], customers=[0, 1, 0], case=[0, 1, 0], noticed_s=[7200, 0, 0])

    told = " ".join(trace(played, "0", MADE, ENGLISH).split())

    assert "Mon 30 Nov 11:00:00 The shop notices the mail of Mon 30 Nov 09:00:00." in told
    assert "Mon 30 Nov 12:00:00 The customer calls about the question, as no answer came." in told


def test_an_unknown_case_is_told_which_there_are():
    with pytest.raises(
        InputError, match="999 given; must be the id of a case; there are 0 to 1, in order of arrival"
    ):
        trace(season([mail(at(9, 0), 60), mail(at(9, 1), 60)], []), "999", MADE, ENGLISH)
    with pytest.raises(InputError, match="there are none: nobody asked anything"):
        trace(season([], []), "0", MADE, ENGLISH)
