"""What the table of work tells of its rows."""

import numpy as np

from sim.demand.draft import Draft, finished
from sim.demand.work import CALL, CALL_BACK, CARE, FOLLOW_UP, LOST_CALL, MAIL


def test_rows_of_a_kind_are_those_of_both_languages():
    """Lines 0 to 5 are the kinds in the first language, 6 to 11 the same in the second."""
    draft = Draft()
    draft.add(np.arange(12), line=np.arange(12))
    work = finished([draft]).work

    assert np.flatnonzero(work.of_kind(MAIL)).tolist() == [1, 7]
    assert np.flatnonzero(work.of_kind(CALL, CALL_BACK, LOST_CALL)).tolist() == [0, 4, 5, 6, 10, 11]
    assert work.of_kind(CALL, MAIL, FOLLOW_UP, CARE, CALL_BACK, LOST_CALL).all()
    assert not work.of_kind().any()
