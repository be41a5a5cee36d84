"""How a fact is read, column by column, and what the log makes of it."""

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

from sim.deadline import NEVER
from sim.norms.live.event import Cells, Texts, row_id
from sim.norms.log import Cases, Items, Reviews
from sim.norms.log.columns import Table, columns
from tests.norms.logs import at, day

TEN = at("2026-11-17 10:00")


def cells(table: type[Table], name: str, *texts: str) -> Cells:
    """A column, beside texts that have the numbers 0, 1, ..."""
    known = Texts()
    for text in texts:
        known.code(text)
    return Cells(columns(table)[name], known)


def test_a_text_is_held_once_and_known_by_its_number():
    texts = Texts()
    assert [texts.code(text) for text in ("A", "B", "A", "")] == [0, 1, 0, -1]
    assert [texts.text(code) for code in (0, 1, -1)] == ["A", "B", ""]


@pytest.mark.parametrize(
    ("table", "name", "fact", "stored"),
    [
        (Cases, "answered_at", TEN, TEN),
        (Cases, "answered_at", np.int64(TEN), TEN),
        (Cases, "answered_at", at("1990-01-02 01:00"), at("1990-01-02 01:00")),  # 00:00 UTC
        (Cases, "answered_at", at("1990-01-02 00:59:59"), None),
        (Cases, "answered_at", at("2036-12-31 01:00"), at("2036-12-31 01:00")),
        (Cases, "answered_at", at("2036-12-31 01:00:01"), None),
        (Cases, "answered_at", None, NEVER),
        (Cases, "answered_at", NEVER, NEVER),
        (Cases, "answered_at", -1, None),
        (Cases, "answered_at", True, None),
        (Cases, "channel", "message", 0),
        (Cases, "channel", "phone", 3),
        (Cases, "channel", "", -1),
        (Cases, "channel", -1, -1),
        (Cases, "channel", np.int8(3), 3),
        (Cases, "channel", 4, None),
        (Cases, "channel", True, None),
        (Cases, "forwarded_by_bol", True, 1),
        (Cases, "forwarded_by_bol", np.bool_(False), 0),
        (Cases, "forwarded_by_bol", np.int8(1), 1),
        (Cases, "forwarded_by_bol", 2, None),
        (Cases, "forwarded_by_bol", 1.0, None),
        (Cases, "topic", "B", 1),
        (Cases, "topic", 7, 2),
        (Cases, "topic", "7", 2),
        (Cases, "topic", -1, -1),
        (Cases, "topic", None, -1),
        (Cases, "topic", 1, 2),
        (Items, "promised_on", date(2026, 11, 18), day("2026-11-18")),
        (Items, "promised_on", day("2026-11-18"), day("2026-11-18")),
        (Items, "promised_on", np.int64(day("2026-11-18")), day("2026-11-18")),
        (Items, "promised_on", datetime(2026, 11, 18), None),
        (Items, "promised_on", None, NEVER),
        (Items, "quantity", 0, 0),
        (Items, "quantity", -1, None),
        (Items, "quantity", None, -1),
        (Reviews, "grade", 1, 1),
        (Reviews, "grade", 10, 10),
        (Reviews, "grade", np.int64(-1), None),
    ],
)
def test_a_fact_is_stored_as_a_number_or_not_at_all(
    table: type[Table], name: str, fact: Any, stored: int | None
):
    assert cells(table, name, "A", "B").read(fact) == stored


def test_ids_are_compared_by_their_text_and_other_values_as_they_are():
    topic, grade = cells(Cases, "topic", "wash", "size"), cells(Reviews, "grade")
    assert max((0, 1), key=topic.order) == 0
    assert max((9, 10), key=grade.order) == 10


@pytest.mark.parametrize(
    ("table", "name", "stored", "text"),
    [
        (Cases, "channel", 0, "message"),
        (Cases, "channel", -1, "-1"),
        (Cases, "topic", 1, "B"),
        (Cases, "answered_at", TEN, str(TEN)),
        (Items, "promised_on", day("2026-11-18"), "2026-11-18"),
    ],
)
def test_a_stored_value_is_written_as_a_person_would(table: type[Table], name: str, stored: int, text: str):
    assert cells(table, name, "A", "B").shown(stored) == text


def test_the_log_gets_texts_and_for_what_was_not_told_what_an_absent_column_holds():
    assert cells(Cases, "topic", "A", "B").logged(np.array([1, -1, 0])).tolist() == ["B", "", "A"]
    assert cells(Cases, "topic").logged(np.array([], np.int32)).dtype.kind == "U"
    assert cells(Cases, "channel").logged(np.array([-1, 3])).tolist() == [0, 3]
    assert cells(Items, "quantity").logged(np.array([-1, 0, 2])).tolist() == [1, 0, 2]
    assert cells(Cases, "answered_at").logged(np.array([NEVER, TEN])).tolist() == [NEVER, TEN]


@pytest.mark.parametrize(
    ("table", "name", "kind"),
    [
        (Cases, "answered_at", np.int64),
        (Items, "promised_on", np.int64),
        (Items, "quantity", np.int64),
        (Reviews, "grade", np.int64),
        (Cases, "topic", np.int32),
        (Cases, "channel", np.int8),
        (Cases, "forwarded_by_bol", np.int8),
    ],
)
def test_a_column_takes_no_more_room_than_its_kind_needs(table: type[Table], name: str, kind: type):
    assert cells(table, name).values.dtype == kind


def test_the_id_of_a_row_is_a_text_or_a_whole_number():
    assert [row_id(given) for given in ("7", 7, np.int32(7), -1, "")] == ["7", "7", "7", "", ""]
    for given in (7.0, None, True):
        with pytest.raises(TypeError):
            row_id(given)
