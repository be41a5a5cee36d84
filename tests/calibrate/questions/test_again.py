"""Replies and second mails, by the order they are about."""

import numpy as np
import pytest

from sim.calibrate.fitted import Finding, Untold, fact, too_few
from sim.calibrate.questions.again import again, figures_of
from sim.norms.log import NEVER, Cases

HOUR_S, DAY_S = 3600, 86_400
FIRST = 1_770_000_000


def log(*rows: tuple[str, float, float | None]) -> Cases:
    """Rows of order, hours at which it was asked about, and hours at which that was answered."""
    orders, asked, answered = zip(*rows, strict=True)
    ends = [NEVER if hour is None else FIRST + int(hour * HOUR_S) for hour in answered]
    return Cases(
        order_id=np.array(orders),
        arrived_at=FIRST + (np.array(asked) * HOUR_S).astype(np.int64),
        answered_at=np.array(ends, np.int64),
    )


def told(cases: Cases) -> dict[str, Finding]:
    return {one.key.removeprefix("contacts."): one for one in figures_of(cases)}


def test_a_row_about_an_order_asked_about_before_is_no_new_question():
    cases = log(("a", 0, 1), ("b", 2, 3), ("a", 5, 6), ("a", 24 * 14 + 6, None), ("b", 24 * 30, None))
    assert again(cases).tolist() == [False, False, True, False, False]


def test_rows_without_an_order_are_all_new():
    assert not again(log(("", 0, 1), ("", 1, 2), ("a", 2, 3))).any()


def test_the_order_of_the_rows_does_not_matter():
    assert again(log(("a", 5, 6), ("a", 0, 1))).tolist() == [True, False]


def test_replies_are_those_after_the_answer_and_their_delay_is_a_median():
    """A hundred questions answered after an hour; thirty customers reply 20 hours later."""
    rows = [(f"o{number}", number, number + 1) for number in range(100)]
    rows += [(f"o{number}", number + 21, None) for number in range(30)]
    found = told(log(*rows, ("last", 24 * 60, None)))
    assert found["follow_up_share"].value == pytest.approx(0.3)
    assert found["follow_up_after_hours"].value == pytest.approx(20)


def test_second_mails_come_before_an_answer_that_is_slow():
    """Eighty answered after 50 hours, of whom twenty ask again after 30; the quick ones do not count."""
    rows = [(f"o{number}", number, number + 50) for number in range(80)]
    rows += [(f"o{number}", number + 30, None) for number in range(20)]
    rows += [(f"q{number}", number, number + 2) for number in range(80)]
    assert told(log(*rows, ("last", 24 * 60, 24 * 60 + 1)))["mails_again_share"].value == pytest.approx(0.25)


def test_few_slow_answers_and_no_orders_are_told():
    few = told(log(*((f"o{number}", number, number + 1) for number in range(100))))
    none_slow = too_few(fact("slow_questions", n=0, hours=26.0), 50)
    assert few["mails_again_share"] == Untold("contacts.mails_again_share", none_slow)
    assert {one.reason for one in told(log(("", 0, 1))).values()} == {fact("no_order_ids")}
