"""Ids as hashes: what they are by the definitions of others, and how they are dealt out to be sorted."""

import numpy as np
import pyarrow as pa
import pytest

from sim.norms.parts import ids
from sim.norms.parts import judge as parts_judge
from sim.norms.parts.kernel import FNV_PRIME, FNV_START, MIX_ONE
from tests.norms.logs import at
from tests.norms.parts.test_one_pass import ASKED, Intake, Layout, alike, judge_files, saved, twice

TOP = np.uint64(62)


def test_numbers_are_spread_as_the_published_generator_does():
    """The first two numbers of SplitMix64 from seed 0, which mixes one golden ratio, then two of them."""
    golden = 0x9E3779B97F4A7C15
    states = np.array([golden, 2 * golden % 2**64], np.uint64).view(np.int64)
    assert ids._mixed(states).tolist() == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4]


@pytest.mark.parametrize(("text", "published"), [("", FNV_START), ("a", 0xAF63DC4C8601EC8C)])
def test_texts_are_hashed_as_published_and_then_spread_over_the_highest_bits(text: str, published: int):
    assert (FNV_START ^ ord("a")) * FNV_PRIME % 2**64 == 0xAF63DC4C8601EC8C
    hashes, empty = ids._hashed(pa.array(["x", text, "y"], pa.large_string())[1:2])
    assert hashes.tolist() == [(published ^ (published >> 32) * MIX_ONE) % 2**64]
    assert empty.tolist() == [text == ""]


def test_every_shard_gets_its_hashes_and_those_that_come_again_are_found_in_order(monkeypatch):
    monkeypatch.setattr(ids, "IN_MEMORY", 4 * 8)
    shards = ids._Shards(4)
    shards.add(np.array([3, 2, 1, 0, 3], np.uint64) << TOP)
    assert [file.tell() // 8 for file in shards._files] == [1, 1, 1, 2]
    assert [file._rolled for file in shards._files] == [False, False, False, True]  # onto the disk
    shards.add(np.array([1, 1], np.uint64) << TOP)
    assert [int(one >> TOP) for one in shards.repeated()] == [1, 3]
    assert all(file.closed for file in shards._files)


def test_one_shard_takes_everything():
    one = ids._Shards(1)
    one.add(np.array([5, 2**63, 5], np.uint64))
    assert [file.tell() for file in one._files] == [24]
    assert one.repeated().tolist() == [5]


@pytest.mark.parametrize(("many", "number"), [(9, ids.SHARDS), (10, 1)])
def test_ids_of_more_rows_than_many_are_dealt_out_to_shards(tmp_path, monkeypatch, many: int, number: int):
    made: list[int] = []
    monkeypatch.setattr(ids, "MANY", many)
    monkeypatch.setattr(ids, "_Shards", lambda number, real=ids._Shards: made.append(number) or real(number))
    twice(tmp_path, texts=False)  # ten rows
    judge_files(tmp_path, ASKED, Intake(on_fault="skip", check_ids=True))
    assert made == [number]


def test_a_table_of_too_many_rows_is_left_and_the_next_one_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(parts_judge, "MANY", 10)
    came = pa.array([at("2026-11-17 10:00")] * 11, pa.timestamp("s", "UTC"))
    saved(tmp_path, "calls", call_id=[7] * 11, attempted_at=came, outcome=["busy"] * 11)
    twice(tmp_path, texts=False)  # ten rows, which are not too many yet
    found = judge_files(tmp_path, ASKED, Intake(on_fault="skip")).found
    assert (found.ids_not_checked, found.rows) == (("calls",), {"cases": 6, "calls": 11})


def test_ids_that_a_layout_translates_come_again_by_what_they_stand_for(tmp_path):
    came = pa.array([at("2026-11-17 10:00")] * 3, pa.timestamp("s", "UTC"))
    file = saved(tmp_path, "log", case_id=["x", "3", " "], arrived_at=came, answered_at=came)
    layout = Layout(values={"case_id": {"x": "3"}})
    assert alike(file, intake=Intake(layout, "skip", check_ids=True)).found.skipped_rows == 2
