"""Rows in the making: ordered by customer, linked and numbered, whatever the order they were added in."""

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.demand.draft import Draft, finished
from sim.demand.work import CALL, FOLLOW_UP, FOREVER, IF_LEFT, IF_SERVED, MAIL, NOBODY


def two_customers() -> Draft:
    """Two ask, the second of them replies, and calls about its question."""
    draft, both, second = Draft(), np.array([0, 1]), np.array([1])
    asked = draft.add(both, line=MAIL, comes=np.array([10, 20]), work=60)
    reply = draft.add(second, line=FOLLOW_UP, case=asked[1:])
    call = draft.add(second, line=CALL, comes=30, patience=36, about=asked[1:], case=asked[1:])
    late = draft.add(np.array([0]), line=MAIL, answers_survey=0.25, grades_it=[0.75])
    draft.follow(asked[1:], IF_SERVED, reply, 99.6)
    draft.follow(asked[:1], IF_LEFT, late, 7)
    assert call.tolist() == [3]
    return draft


def test_rows_stand_by_customer_in_the_order_they_were_added():
    work = finished([two_customers()]).work

    assert work.customer.tolist() == [0, 0, 1, 1, 1]
    assert work.step.tolist() == [0, 1, 0, 1, 2]
    assert work.line.tolist() == [MAIL, MAIL, MAIL, FOLLOW_UP, CALL]
    assert work.comes.tolist() == [10, NEVER, 20, NEVER, 30]
    assert work.patience.tolist() == [FOREVER] * 4 + [36]
    work.check()


def test_links_name_the_rows_by_their_new_numbers():
    drawn = finished([two_customers()])
    work = drawn.work

    assert work.then[2].tolist() == [3, NOBODY, NOBODY, NOBODY] and work.wait[2, IF_SERVED] == 100
    assert work.then[0].tolist() == [NOBODY, 1, NOBODY, NOBODY] and work.wait[0, IF_LEFT] == 7
    assert work.about.tolist() == [NOBODY] * 4 + [2]
    # The reply and the call are no questions of their own.
    assert drawn.marks.case.tolist() == [0, 1, 2, 2, 2]
    assert drawn.marks.answers_survey.tolist() == [0, 0.25, 0, 0, 0]
    assert drawn.marks.grades_it.tolist() == [0, 0.75, 0, 0, 0]


def test_drafts_finished_together_number_rows_and_customers_on():
    one = finished([two_customers()])
    both = finished([two_customers(), Draft(), two_customers()])
    n, work = len(one.work), both.work

    work.check()
    assert work.customer.tolist() == [0, 0, 1, 1, 1, 2, 2, 3, 3, 3]
    assert work.step.tolist() == one.work.step.tolist() * 2
    assert both.marks.case.tolist() == [0, 1, 2, 2, 2, 5, 6, 7, 7, 7]
    assert work.about.tolist() == [NOBODY] * 4 + [2] + [NOBODY] * 4 + [7]
    for links in (work.then, work.wait):
        moved = (links is work.then) * n * (links[:n] != NOBODY)
        assert (links[n:] == links[:n] + moved).all()
    assert (work.then[:n] == one.work.then).all() and (work.comes == np.tile(one.work.comes, 2)).all()


def test_an_empty_draft_is_an_empty_table():
    drawn = finished([Draft()])

    assert len(drawn.work) == 0 and drawn.work.then.shape == (0, 4)
    drawn.work.check()


def test_a_column_that_no_row_has_is_refused():
    with pytest.raises(AssertionError, match="no column of a row: pacience"):
        Draft().add(np.array([0]), pacience=3)
