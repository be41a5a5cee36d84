"""Files judged in parts: the verdicts, faults and findings of the whole, whatever the size of a part."""

import os
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.deadline import date_of, week_from_label
from sim.norms import NEVER, EventLog, InputError, Options, editions, read_as
from sim.norms.editions.edition import edition
from sim.norms.log import Cases, Layout, read_log, write
from sim.norms.log.checks import EARLIEST, LATEST
from sim.norms.log.read import sources
from sim.norms.parts import Intake, ids, judge_files, scan
from sim.norms.parts import judge as parts_judge
from sim.norms.parts.cases import all_sound
from sim.norms.parts.one_pass import Pass
from sim.norms.told.judged import Asked, Judged, judge_read
from tests.norms.logs import at, questions
from tests.norms.shops import FIRST, GRID_S, SPAN_S, random_log

NEWEST = edition("2026-min-target")
ASKED = Asked(edition("8wh"), "NL", beside=(NEWEST,))
BATCHES = (1, 7, 50, 1000)
DATA = Path(os.environ.get("NORMSIM_DATA", Path(__file__).parents[4] / "shared" / "data"))


def alike(path: Path, asked: Asked = ASKED, intake: Intake = Intake()) -> Judged:  # noqa: B008
    """Hold the judgement in parts to that of the log read whole."""
    whole = judge_read(read_log(path, intake.layout, intake.on_fault), asked)
    parts = judge_files(path, asked, intake)
    assert replace(parts.found, policy_events=()) == replace(whole.found, policy_events=())
    assert list(parts.found.policy_events) == list(whole.found.policy_events)
    for one, other in zip((parts.verdicts, *parts.beside), (whole.verdicts, *whole.beside), strict=True):
        assert list(one) == list(other)
        assert one.history == other.history
        assert one.view.as_of == other.view.as_of
        assert all(np.array_equal(sums, other.tally.sums[norm]) for norm, sums in one.tally.sums.items())
        assert {sums.dtype for sums in one.tally.sums.values()} == {np.dtype(np.int64)}
    return parts


def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the passes over a log."""
    made: list[int] = []
    real = parts_judge._passed
    monkeypatch.setattr(parts_judge, "_passed", lambda *given: made.append(1) or real(*given))
    return made


def saved(folder: Path, name: str, **columns: object) -> Path:
    pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder / f"{name}.parquet"


def instants(*words: str | None) -> pa.Array:
    return pa.array([None if word is None else at(word) for word in words], pa.timestamp("s", "UTC"))


# ── verdicts ──


@pytest.mark.property
@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("name", [one.name for one in editions()])
@pytest.mark.parametrize("early", [True, False])
def test_a_random_log_in_parts_is_judged_as_a_whole(tmp_path: Path, batch: int, name: str, early: bool):
    rng = np.random.default_rng(batch)
    write(random_log(rng), tmp_path)
    as_of = FIRST + int(rng.integers(0, SPAN_S // GRID_S)) * GRID_S if early else None
    alike(tmp_path, Asked(edition(name), "NL", as_of, beside=(NEWEST,)), Intake(batch=batch))


@pytest.mark.property
@pytest.mark.parametrize("batch", BATCHES)
def test_one_pass_is_enough_for_a_log_whose_files_say_how_far_it_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
):
    write(random_log(np.random.default_rng(batch)), tmp_path)
    made = passes(monkeypatch)
    judge_files(tmp_path, ASKED, Intake(batch=batch))
    judge_files(tmp_path, replace(ASKED, as_of=FIRST + SPAN_S // 2), Intake(batch=batch))
    judge_files(tmp_path, replace(ASKED, options=ALL_OPTIONS), Intake(batch=batch))
    assert len(made) == 3


ALL_OPTIONS = Options(
    weeks=(FIRST // 86_400 // 7 * 7 + 11, FIRST // 86_400 // 7 * 7 + 25),
    boundary="next_open",
    questions_norm=Fraction(1, 20),
)


@pytest.mark.parametrize("batch", [7, 1000])
@pytest.mark.parametrize(
    "options",
    [
        ALL_OPTIONS,
        Options(timezone="America/Havana"),
        Options(hours="Sun-Thu 10:00-16:30"),
        Options(boundary="next_open"),
    ],
)
def test_options_do_in_parts_what_they_do_in_a_whole(tmp_path: Path, batch: int, options: Options):
    write(random_log(np.random.default_rng(5)), tmp_path)
    asked = replace(ASKED, edition=read_as(ASKED.edition, {"response.phone_cases_count": "true"}))
    alike(tmp_path, replace(asked, options=options), Intake(batch=batch))


@pytest.mark.parametrize("new", [True, False])
def test_one_seller_s_options_too(tmp_path: Path, new: bool):
    """A new seller's log is read whole, however it is asked for."""
    log = random_log(np.random.default_rng(6))
    tables = {name: replace(table, seller_id=None) for name, table in log.tables().items()}
    write(EventLog(**tables), tmp_path)
    options = Options(prior_strikes=("2026-W40",), excused=(("response", "2026-W45"),), new_seller=new)
    alike(tmp_path, replace(ASKED, options=options), Intake(batch=7))


def test_an_excused_week_that_is_not_judged_is_refused_in_parts(tmp_path: Path):
    write(EventLog(cases=questions(1, 3)), tmp_path)
    with pytest.raises(ValueError, match="an excused week must be one of 2026-W47 to 2026-W47"):
        judge_files(tmp_path, replace(ASKED, options=Options(excused=(("response", "2026-W46"),))), Intake())


@pytest.mark.parametrize("sellers", [["A", None, "A"], ["A", None, "B"], [7, None, 7], [None] * 3])
def test_rows_without_a_seller_belong_to_the_only_one(tmp_path: Path, sellers: list[object]):
    arrived = instants("2026-11-17 10:00", "2026-11-18 10:00", "2026-11-19 10:00")
    kind = pa.int64() if 7 in sellers else pa.string()
    file = saved(
        tmp_path,
        "log",
        seller_id=pa.array(sellers, kind),
        arrived_at=arrived,
        answered_at=instants(*[None] * 3),
    )
    found = alike(file, intake=Intake(batch=1))
    assert len(found.verdicts.view.sellers) == len({*sellers} - {None} or {None}) + (sellers[2] == "B")


@pytest.mark.parametrize(
    ("seller", "typed"), [("-1", {}), ("boss", {"boss": "A"}), (" A ", {}), ("Q", {"Q": " -1"})]
)
def test_a_seller_has_one_name_however_a_file_writes_it(tmp_path: Path, seller: str, typed: dict[str, str]):
    arrived = instants(*["2026-11-17 10:00"] * 2)
    file = saved(tmp_path, "log", seller_id=["A", seller], arrived_at=arrived, answered_at=arrived)
    found = alike(file, intake=Intake(Layout(values={"seller_id": typed})))
    assert found.verdicts.view.sellers == ["A"]  # rows without a seller belong to the only one


def test_a_seller_of_whom_no_sound_row_is_left_is_not_judged(tmp_path: Path):
    arrived = instants("2026-11-17 10:00", "2026-11-18 10:00")
    answered = instants("2026-11-17 09:00", None)
    file = saved(tmp_path, "log", seller_id=["A", "B"], arrived_at=arrived, answered_at=answered)
    found = alike(file, intake=Intake(on_fault="skip"))
    assert found.verdicts.view.sellers == ["B"] and found.found.skipped_rows == 1


def test_what_is_forbidden_has_its_id(tmp_path: Path):
    arrived = instants(*["2026-11-17 10:00"] * 4)
    columns = {
        "arrived_at": arrived,
        "answered_at": instants("2026-11-17 11:00", None, None, "2026-11-17 11:00"),
        "auto_replied_at": instants(None, "2026-11-17 10:01", None, None),
        "closed_at": instants("2026-11-17 12:00", None, "2026-11-17 10:30", "2026-11-17 10:30"),
    }
    for own in ({}, {"case_id": ["a", "b", "c", "d"]}):
        found = alike(saved(tmp_path, "log", **columns, **own), intake=Intake(batch=3)).found
        assert [event.case_id for event in found.policy_events] == (list("bcd") if own else ["1", "2", "3"])


def test_what_is_forbidden_counts_from_the_instant_that_is_judged_at(tmp_path: Path):
    replied = instants("2026-11-17 10:01", "2026-11-18 10:01")
    columns = {"arrived_at": instants(*["2026-11-17 10:00"] * 2), "answered_at": instants(None, None)}
    file = saved(tmp_path, "log", **columns, auto_replied_at=replied)
    found = alike(file, replace(ASKED, as_of=at("2026-11-18 00:00"))).found
    assert [event.case_id for event in found.policy_events] == ["0"]  # the first row


@pytest.mark.parametrize("batch", [1, 7, 100])
def test_there_may_be_more_sellers_than_there_was_room_for(tmp_path: Path, batch: int):
    arrived = instants(*["2026-11-17 10:00", "2026-03-17 10:00"] * 20)  # more weeks than sellers too
    sellers = [f"S{number % 20:02}" for number in range(40)]
    file = saved(tmp_path, "log", seller_id=sellers, attempted_at=arrived, outcome=["busy"] * 40)
    assert alike(file, intake=Intake(batch=batch)).verdicts.view.sellers == sorted({*sellers})


@pytest.mark.parametrize("ended", [None, "2026-11-17 10:05"])
def test_whether_any_call_has_an_end_is_found(tmp_path: Path, ended: str | None):
    begins, ends = instants(*["2026-11-17 10:00"] * 3), instants(None, ended, None)
    file = saved(tmp_path, "log", attempted_at=begins, ended_at=ends, outcome=["busy"] * 3)
    assert alike(file, intake=Intake(batch=1)).found.calls_ended == (ended is not None)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_a_seller_more_in_each_part_and_a_question_in_the_last_second_of_the_week(tmp_path: Path, kind):
    arrived = instants("2026-11-17 10:00", "2026-11-19 10:00", "2026-11-22 23:59:59")
    sellers = pa.array(["A", "B", "C"], kind)
    file = saved(tmp_path, "log", seller_id=sellers, arrived_at=arrived, answered_at=arrived)
    verdicts = alike(file, replace(ASKED, beside=()), Intake(batch=1)).verdicts
    assert verdicts.view.log.latest() == NEVER  # no row is kept
    told = verdicts.of("response")
    assert (told.seller.tolist(), told.good.tolist()) == (["A", "B", "C"], [1, 1, 1])


def test_a_log_that_is_no_parquet_is_read_whole_and_its_faulty_rows_skipped(tmp_path: Path):
    file = tmp_path / "log.csv"
    file.write_text("arrived_at,answered_at\n2026-11-17T10:00Z,\n2026-11-17T10:00Z,soon\n", encoding="utf-8")
    assert judge_files(file, ASKED, Intake(on_fault="skip")).found.skipped_rows == 1


def test_a_question_without_a_deadline_is_never_late(tmp_path: Path):
    """At a minute a week eight hours take nine years, and the calendar ends with 2037."""
    file = saved(tmp_path, "log", arrived_at=instants("2030-11-19 10:00"), answered_at=instants(None))
    asked = replace(ASKED, as_of=at("2100-01-01 00:00"), options=Options(hours="Mon 09:00-09:01"))
    assert alike(file, asked).verdicts.at("response", "2030-W47").pending == 1


@pytest.mark.parametrize("as_of", ["2026-11-01 10:00", "2026-11-12 10:00", "2026-11-17 10:00"])
@pytest.mark.parametrize("batch", [1, 3])
def test_a_log_may_be_judged_before_it_begins_or_while_it_goes_on(tmp_path: Path, as_of: str, batch: int):
    arrived = instants("2026-11-10 10:00", "2026-11-17 10:00", "2026-11-24 10:00")
    file = saved(tmp_path, "log", arrived_at=arrived, answered_at=instants(*[None] * 3))
    alike(file, replace(ASKED, as_of=at(as_of)), Intake(batch=batch))


def test_sound_questions_go_from_columns_to_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An answer may come in the second of its question: that is no fault either."""
    monkeypatch.setattr(Pass, "_add_sound", lambda *_: pytest.fail("the slow way"))
    arrived = instants("2026-11-17 10:00", "2026-11-17 11:00")
    file = saved(tmp_path, "log", arrived_at=arrived, answered_at=arrived)
    assert judge_files(file, ASKED, Intake()).verdicts.at("response", "2026-W47").good == 2


@pytest.mark.parametrize("name", ["arrived_at", "answered_at", "returned_at", "auto_replied_at"])
def test_the_first_and_the_last_second_that_a_log_may_hold_are_sound(name: str):
    for last, sound in ((LATEST, True), (LATEST + 1, False)):
        columns = {one: np.array([EARLIEST, LATEST]) for one in ("arrived_at", name)}
        columns[name] = np.array([EARLIEST, last])
        assert all_sound(columns) is sound
    columns = {one: np.array([EARLIEST]) for one in ("arrived_at", name)}
    assert all_sound(columns) is True
    assert all_sound({**columns, name: np.array([EARLIEST - 1])}) is False


def test_large_groups_of_rows_are_not_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scan, "LARGE_GROUP", 10)
    write(random_log(np.random.default_rng(9)), tmp_path)
    alike(tmp_path, intake=Intake(batch=7))


@pytest.mark.parametrize("large", [0, scan.LARGE_GROUP])
def test_no_column_of_a_customer_is_read_and_no_more_rows_at_once_than_were_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
):
    monkeypatch.setattr(scan, "LARGE_GROUP", large)
    arrived = instants(*["2026-11-17 10:00"] * 2)
    file = saved(tmp_path, "log", customer=["Quist"] * 2, arrived_at=arrived, answered_at=arrived)
    [source] = sources(file, Layout())
    read = [*scan._scanned(source, {"arrived_at": "arrived_at"}, 1)]
    assert [(one.schema.names, len(one)) for one in read if len(one)] == [(["arrived_at"], 1)] * 2


# ── what the files say of themselves ──


@pytest.mark.parametrize("as_of", [None, at("2026-12-01 10:00")])
def test_a_log_whose_instants_are_words_takes_two_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_of: int | None
):
    made = passes(monkeypatch)
    words = ["2026-11-17T10:00Z", "2026-12-20T10:00Z"]
    file = saved(tmp_path, "log", arrived_at=words, answered_at=["", ""])
    alike(file, replace(ASKED, as_of=as_of), Intake(batch=1))
    assert len(made) == 2


def test_columns_without_a_value_the_last_day_of_all_and_weeks_beyond_it_take_one_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = passes(monkeypatch)
    last = pa.array([date(2036, 12, 31)])
    times = {name: instants(None) for name in ("attempted_at", "cancelled_at")}
    file = saved(tmp_path, "log", promised_on=last, **times)
    weeks = tuple(map(week_from_label, ("2036-W40", "2037-W05")))
    for options in (Options(), Options(weeks=weeks)):
        asked = replace(ASKED, as_of=at("2037-01-10 10:00"), options=options)
        assert alike(file, asked).verdicts.of("on_time").bad.sum() == 1
    assert len(made) == 2


def test_the_latest_instant_lies_in_a_week_of_its_own_and_one_pass_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = passes(monkeypatch)
    arrived = instants("2026-11-10 10:00", "2026-11-17 10:00")
    alike(saved(tmp_path, "log", arrived_at=arrived, answered_at=instants(None, None)))
    assert len(made) == 1


@pytest.mark.parametrize("drop", [True, False])
def test_the_latest_instant_of_a_row_that_is_left_out_is_not_that_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drop: bool
):
    made = passes(monkeypatch)
    file = saved(
        tmp_path,
        "log",
        channel=["mail", "chat", "mail"],
        arrived_at=instants("2026-11-17 10:00", "2026-12-20 12:00", "2026-11-24 10:00"),
        answered_at=instants(None, "2026-12-20 11:00", None),
    )
    layout = Layout(drop={"channel": ["chat"]}) if drop else Layout()
    found = alike(file, intake=Intake(layout, "stop" if drop else "skip", batch=2))
    assert found.verdicts.view.as_of == at("2026-11-24 10:00") and len(made) == 2
    assert (found.found.dropped_rows, found.found.skipped_rows) == ((1, 0) if drop else (0, 1))


@pytest.mark.parametrize("by", [-20, -1, 1, 20])
def test_statistics_that_do_not_hold_change_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: int
):
    """Said to end, and to begin, so many days later than it does, or earlier."""
    file = write_one(tmp_path, random_log(np.random.default_rng(4)))
    for end in (0, 1):
        monkeypatch.setattr(
            parts_judge, "extremes", lambda *asked, end=end: shifted(*asked, end, by * 86_400)
        )
        for as_of in (None, FIRST + SPAN_S):
            alike(file, replace(ASKED, as_of=as_of), Intake(batch=50))


def write_one(folder: Path, log: EventLog) -> Path:
    write(EventLog(cases=log.cases), folder)
    return folder / "cases.parquet"


def shifted(source, column: str, end: int, by: int) -> tuple[int, int]:
    ends = [*scan.extremes(source, column)]
    ends[end] += by
    return ends[0], ends[1]


def test_wall_times_are_read_batch_by_batch(tmp_path: Path):
    """The last hour of 25 October comes twice; the statistics tell the wall time only."""
    walls = np.array(["2026-10-25T02:30", "2026-10-25T01:59", "2026-10-25T03:00"], "M8[s]")
    file = saved(tmp_path, "log", arrived_at=walls, answered_at=walls)
    alike(file, intake=Intake(Layout(timezone="Europe/Amsterdam"), batch=1))


@pytest.mark.parametrize("zone", ["Pacific/Apia", "America/Havana", "Asia/Beirut", "America/Sao_Paulo"])
def test_every_week_begins_at_its_midnight_whatever_the_clock_did(tmp_path: Path, zone: str):
    """Years with a date left out, a midnight twice, a midnight never: two instants about each Monday."""
    mondays = np.arange(12_058, 18_262, 7)  # 2003 to 2019
    midnights = [
        datetime.combine(date_of(day), time(), ZoneInfo(zone)).timestamp() for day in mondays.tolist()
    ]
    arrived = np.array([at + by for at in midnights for by in (-1, 0)], np.int64)
    write(EventLog(cases=Cases(arrived_at=arrived, answered_at=arrived)), tmp_path)
    alike(tmp_path, replace(ASKED, options=Options(timezone=zone)))


# ── faults ──


def spoiled(rng: np.random.Generator, folder: Path) -> None:
    """Spoil cells of every kind in the files of a log, and some ids."""
    for file in sorted(folder.glob("*.parquet")):
        table = pq.read_table(file)
        for place, name in enumerate(table.column_names):
            kind, rows = table.schema.field(name).type, len(table)
            bad = pa.array(rng.random(rows) < 0.03)
            values = table[name].combine_chunks()
            if pa.types.is_timestamp(kind):
                other = pa.array(rng.choice([0, 10**9, 4 * 10**9], rows)).cast(kind)
            elif pa.types.is_string(kind):
                other = pa.array(["strange"] * rows)
            elif place == 0 and pa.types.is_integer(kind):
                other = pa.array(rng.choice([-1, 3, 5], rows), kind)
            elif pa.types.is_integer(kind):
                other = pa.array([-3] * rows, kind)
            else:
                continue
            values = pa.compute.if_else(bad, other, values)
            table = table.set_column(place, name, values)
        pq.write_table(table, file)


@pytest.mark.property
@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("seed", range(3))
def test_faults_are_those_of_the_whole_in_its_order_and_what_is_left_is_judged(
    tmp_path: Path, batch: int, seed: int
):
    rng = np.random.default_rng(seed)
    write(random_log(rng), tmp_path)
    spoiled(rng, tmp_path)
    with pytest.raises(InputError) as whole:
        read_log(tmp_path)
    with pytest.raises(InputError) as parts:
        judge_files(tmp_path, ASKED, Intake(batch=batch))
    assert parts.value.faults == whole.value.faults and len(whole.value.faults) > 50
    assert str(parts.value) == str(whole.value)
    found = alike(tmp_path, intake=Intake(on_fault="skip", batch=batch))
    assert found.found.skipped_rows > 50


@pytest.mark.parametrize("name", ["arrived_at", "answered_at", "returned_at", "closed_at", "auto_replied_at"])
@pytest.mark.parametrize("wrong", ["1980-01-01 10:00", "2040-01-01 10:00", "2026-11-16 09:59"])
def test_each_instant_alone_at_fault_is_found(tmp_path: Path, name: str, wrong: str):
    columns = {one: ["2026-11-16 10:00", None] for one in ("arrived_at", "answered_at")}
    columns["arrived_at"][1] = "2026-11-16 11:00"
    columns[name] = [wrong, columns["arrived_at"][1]]
    file = saved(tmp_path, "log", **{one: instants(*words) for one, words in columns.items()})
    found = alike(file, intake=Intake(on_fault="skip")).found
    sound = wrong.startswith("2026") and name in ("arrived_at", "auto_replied_at")
    assert found.rows["cases"] == 1 + sound


def test_of_very_many_faults_the_rest_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sim.norms.parts.one_pass.KEPT_FAULTS", 120)
    arrived, answered = ["2026-11-17 10:00"] * 500, ["2026-11-17 09:00"] * 500
    file = saved(tmp_path, "log", arrived_at=instants(*arrived), answered_at=instants(*answered))
    with pytest.raises(InputError) as told:
        judge_files(file, ASKED, Intake(batch=90))
    assert len(told.value.faults) == 120
    assert str(told.value).endswith("... 400 more; 500 faults in all")


@pytest.mark.parametrize("rows", [[], [None]])
def test_a_log_without_rows_or_instants_is_refused_as_a_whole_is(tmp_path: Path, rows: list[None]):
    at_all = pa.array(rows, pa.timestamp("s", "UTC"))
    file = saved(tmp_path, "log", arrived_at=at_all, answered_at=at_all)
    for on_fault in ("stop", "skip"):
        with pytest.raises(InputError) as whole:
            judge_read(read_log(file, on_fault=on_fault), ASKED)
        with pytest.raises(InputError) as parts:
            judge_files(file, ASKED, Intake(on_fault=on_fault))
        assert str(parts.value) == str(whole.value)


def test_a_file_without_a_group_of_rows_is_a_log_without_rows(tmp_path: Path):
    kind = pa.timestamp("s", "UTC")
    pq.ParquetWriter(tmp_path / "log.parquet", pa.schema({"arrived_at": kind, "answered_at": kind})).close()
    with pytest.raises(InputError, match="rows: none given; must be one or more"):
        judge_files(tmp_path / "log.parquet", ASKED, Intake())


def test_instants_without_a_clock_are_told_once(tmp_path: Path):
    walls = np.array(["2026-10-25T02:30", "2026-10-25T01:59"], "M8[s]")
    file = saved(tmp_path, "log", arrived_at=walls, answered_at=pa.array([None, walls[1]]))
    with pytest.raises(InputError) as whole:
        read_log(file)
    with pytest.raises(InputError) as parts:
        judge_files(file, ASKED, Intake(batch=1))
    assert str(parts.value) == str(whole.value) and len(whole.value.faults) == 2


def test_words_that_no_row_has_are_told_of_all_parts_together(tmp_path: Path):
    arrived = instants(*["2026-11-17 10:00"] * 3)
    file = saved(
        tmp_path, "log", channel=["e", "c", "e"], arrived_at=arrived, answered_at=instants(*[None] * 3)
    )
    layout = Layout(values={"channel": {"e": "mail", "c": "chat", "z": "phone"}}, drop={"case_id": ["9"]})
    assert alike(file, intake=Intake(layout, batch=1)).found.unmet == (
        ("--drop", "case_id=9", "case_id", None),
        ("--values", "channel:z=phone", "channel", "z"),
    )


# ── ids ──


@pytest.fixture(params=[False, True], ids=["in memory", "64 shards on disk"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether five rows are too many to look at by themselves."""
    if request.param:
        monkeypatch.setattr(ids, "MANY", 5)
        monkeypatch.setattr(parts_judge, "MANY", 5)
        monkeypatch.setattr(ids, "IN_MEMORY", ids.SHARDS)  # a byte each; 0 would be no limit
    return request.param


def twice(folder: Path, texts: bool) -> None:
    """Write three files in which id 3 comes three times, id 8 twice, and one is not given."""
    rng = np.random.default_rng(1)
    for number, own in enumerate(([1, 2, 3], [3, None, 8], [9, 8, 3, 20])):
        named = [None if one is None else f" case {one} " for one in own] if texts else own
        arrived = FIRST + rng.integers(0, SPAN_S, len(own))
        times = pa.array(arrived).cast(pa.timestamp("s", "UTC"))
        saved(folder, f"cases-{number}", case_id=named, arrived_at=times, answered_at=times)


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize("batch", [1, 2, 100])
def test_ids_that_come_again_are_found_across_batches_and_files(
    tmp_path: Path, many: bool, texts: bool, batch: int
):
    twice(tmp_path, texts)
    intake = Intake(batch=batch, check_ids=True)
    with pytest.raises(InputError) as whole:
        read_log(tmp_path)
    with pytest.raises(InputError) as parts:
        judge_files(tmp_path, ASKED, intake)
    assert parts.value.faults == whole.value.faults and len(whole.value.faults) == 4
    assert alike(tmp_path, intake=replace(intake, on_fault="skip")).found.rows == {"cases": 6}


def test_ids_of_many_rows_are_looked_at_only_when_asked(tmp_path: Path, many: bool):
    twice(tmp_path, texts=False)
    intake = Intake(on_fault="skip")
    found = judge_files(tmp_path, ASKED, intake).found
    assert found.ids_not_checked == (("cases",) if many else ())
    assert found.rows["cases"] == (10 if many else 6)


def test_ids_that_merely_share_a_hash_are_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def alike_all(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
        return np.full(len(texts), 7, np.uint64), np.array([not text for text in texts.to_pylist()])

    monkeypatch.setattr(ids, "_hashed", alike_all)
    twice(tmp_path, texts=True)
    assert alike(tmp_path, intake=Intake(on_fault="skip", batch=2)).found.skipped_rows == 4


def test_ids_are_not_read_where_they_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    twice(tmp_path, texts=False)
    monkeypatch.setattr(parts_judge, "MANY", 5)
    read: set[str] = set()
    real = parts_judge.batches

    def noted(source, wanted, size):
        read.update(wanted)
        return real(source, wanted, size)

    monkeypatch.setattr(parts_judge, "batches", noted)
    judge_files(tmp_path, ASKED, Intake())
    assert read == {"arrived_at", "answered_at"}


# ── progress, and real logs ──


def test_progress_ends_with_every_row(tmp_path: Path):
    twice(tmp_path, texts=False)
    told: list[tuple[str, int, int]] = []
    intake = Intake(on_fault="skip", batch=2, progress=lambda *said: told.append(said))
    judge_files(tmp_path, ASKED, intake)
    assert ("ids of cases", 10, 10) in told and told[-1] == ("rows", 10, 10)
    assert all(done <= of for _, done, of in told)


def test_progress_counts_the_rows_that_are_dropped(tmp_path: Path):
    arrived, told = instants(*["2026-11-17 10:00"] * 3), []
    file = saved(tmp_path, "log", channel=["mail", "chat", "mail"], arrived_at=arrived, answered_at=arrived)
    intake = Intake(Layout(drop={"channel": ["chat"]}), progress=lambda *said: told.append(said))
    judge_files(file, ASKED, intake)
    assert told[-1] == ("rows", 3, 3)


LAYOUTS = {
    "servicenow_incident_cases": Layout(
        columns={"case_id": "case", "arrived_at": "opened_at", "answered_at": "left_new_at"},
        timezone="Europe/Amsterdam",
    ),
    "anonymous_bank_1999_calls": Layout(
        "calls",
        {"attempted_at": "vru_entry", "ended_at": "vru_exit"},
        {"outcome": {"AGENT": "answered", "HANG": "abandoned"}},
        {"outcome": ["PHANTOM"]},
        "Asia/Jerusalem",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("batch", [997, 1 << 19])
def test_real_logs_in_parts_are_judged_as_a_whole(name: str, batch: int):
    file = DATA / f"{name}.parquet"
    if not file.is_file():
        pytest.skip(f"needs data: {file.name} in $NORMSIM_DATA")
    ring = read_as(ASKED.edition, {"phone.min_ring_s": "10"})
    zone = Options(timezone=LAYOUTS[name].timezone or "")
    asked = replace(ASKED, beside=(NEWEST, ring), options=zone)
    alike(file, asked, Intake(LAYOUTS[name], "skip", batch=batch))
