import dataclasses

import numpy as np
import pytest

from sim.norms import NEVER, EventLog, InputError
from sim.norms.log import Calls, Cases, Items, Parcels, Returns
from sim.norms.log.columns import (
    Column,
    choice,
    column,
    columns,
    duration,
    instant,
    quantity,
    row_number,
)
from tests.norms.logs import at


def test_what_is_not_given_is_filled_by_the_contract():
    cases = Cases(arrived_at=[5, 6], answered_at=[7, NEVER])
    assert cases.case_id.tolist() == [0, 1]
    assert cases.seller_id.tolist() == [-1, -1]
    assert cases.channel.tolist() == [Cases.choices("channel").index("message")] * 2
    assert cases.closed_at.tolist() == [NEVER, NEVER]
    assert cases.forwarded_by_bol.tolist() == [-1, -1]
    assert Parcels(shipped_at=[5], has_code=[1]).quantity.tolist() == [1]


def test_a_table_that_is_not_given_has_no_rows():
    assert [len(table) for table in EventLog().tables().values()] == [0] * 7


@pytest.mark.parametrize(
    ("table", "given", "lacking"),
    [
        (Cases, {"arrived_at": [1]}, ["answered_at"]),
        (Calls, {"answered_at": [1]}, ["attempted_at", "outcome"]),
        (Items, {"promised_on": [1]}, ["attempted_at", "cancelled_at"]),
        (Returns, {"quantity": [1]}, ["registered_at"]),
    ],
)
def test_a_missing_required_column_is_a_fault(table: type, given: dict, lacking: list[str]):
    with pytest.raises(InputError) as error:
        table(**given)
    name = table.__name__.lower()
    assert str(error.value).splitlines() == [
        f"{name}: columns: {next(iter(given))} given; must be a table with {column}; add {column}"
        for column in lacking
    ]


def test_the_columns_that_are_there_are_told_beside_the_one_that_lacks():
    with pytest.raises(InputError, match="cases: columns: seller_id, arrived_at given; must be"):
        Cases(seller_id=["A"], arrived_at=[1])


def test_columns_of_unequal_length_are_a_fault():
    with pytest.raises(InputError) as error:
        Cases(arrived_at=[1, 2], answered_at=[3])
    assert str(error.value) == (
        "cases: columns: arrived_at 2 rows, answered_at 1 rows given; must be equally long; "
        "fill the shorter ones"
    )


def test_a_table_does_not_change_and_leaves_the_callers_array_alone():
    arrived_at = np.array([at("2026-11-17 10:00")])
    cases = Cases(arrived_at=arrived_at, answered_at=arrived_at)
    with pytest.raises(ValueError, match="read-only"):
        cases.arrived_at[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        cases.arrived_at = arrived_at
    assert np.shares_memory(cases.arrived_at, arrived_at)
    arrived_at[0] = 0  # still the caller's own


def test_a_column_has_the_type_of_its_kind_given_or_not():
    calls = Calls(attempted_at=np.array(["2026-11-17T09:00"], "M8[m]"), outcome=["busy"])
    items = Items(promised_on=np.array(["2026-11-18"], "M8[D]"), attempted_at=[1], cancelled_at=[1])
    for table in (calls, items):
        for name, rule in columns(type(table)).items():
            wanted = np.int8 if rule.kind in ("choice", "flag") else np.int64
            assert getattr(table, name).dtype == wanted, name


def test_instants_and_dates_come_as_integers_or_datetime64():
    days = np.array(["2026-11-18", "NaT"], "M8[D]")
    at_noon = np.array(["2026-11-18T12:00:00.7", "NaT"], "M8[ms]")
    items = Items(promised_on=days, attempted_at=at_noon, cancelled_at=[NEVER, NEVER])
    assert items.promised_on.tolist() == [20775, NEVER]
    assert items.attempted_at.tolist() == [20775 * 86_400 + 12 * 3600, NEVER]


def test_choices_come_as_words_or_codes():
    words = Calls(attempted_at=[1, 2, 3], outcome=["menu", "answered", ""])
    codes = Calls(attempted_at=[1, 2, 3], outcome=np.array([4, 0, -1], np.int8))
    assert words.outcome.tolist() == codes.outcome.tolist() == [4, 0, -1]
    with pytest.raises(ValueError, match=r"outcome must be one of answered, .*, menu; got 'lost', 'missed'"):
        Calls(attempted_at=[1, 2], outcome=["missed", "lost"])


@pytest.mark.parametrize(
    ("column", "given", "kind"),
    [("arrived_at", 0.5, "instant"), ("arrived_at", "1", "instant"), ("topic", True, "id")],
)
def test_what_is_no_whole_number_is_refused(column: str, given: object, kind: str):
    said = f"{column} holds .*; a column of kind {kind} needs whole numbers"
    with pytest.raises(TypeError, match=said):
        Cases(**{"arrived_at": [1], "answered_at": [1], column: [given]})


def test_a_code_too_large_for_its_column_is_refused():
    with pytest.raises(ValueError, match="outcome holds numbers that do not fit int8"):
        Calls(attempted_at=[1], outcome=[256])


def test_the_latest_instant_is_that_of_any_table():
    cases = Cases(arrived_at=[at("2026-11-17 10:00")], answered_at=[NEVER])
    parcels = Parcels(shipped_at=[at("2026-11-18 10:00")], has_code=[1])
    assert EventLog(cases=cases, parcels=parcels).latest() == at("2026-11-18 10:00")
    assert EventLog().latest() == NEVER


def test_a_column_need_not_be_given_and_holds_what_its_kind_allows():
    for declared, rules in (
        (column("id"), Column("id")),
        (column("grade", lowest=1, highest=10), Column("grade", lowest=1, highest=10)),
        (instant(required=True), Column("instant", required=True, unknown=NEVER)),
        (choice("own", "lvb", filled=True), Column("choice", filled=True, choices=("own", "lvb"))),
        (quantity(), Column("quantity", filled=True, unknown=1)),
        (duration(), Column("duration")),
        (row_number(), Column("id", filled=True, unknown="row number")),
    ):
        assert declared.default is None
        assert declared.metadata["column"] == rules
