"""normsim fit: what is read, what is said, what is written, and whose data never are."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.scenario.read import read
from tests.cli.shop import written
from tests.cli.typed import ROOT, typed
from tests.report.texts.test_dutch import english_in, without_what_is_not_ours

DATA = Path(os.environ.get("NORMSIM_DATA", ROOT.parent / "shared" / "data"))
INCIDENTS, ORDERS = DATA / "servicenow_incident_cases.parquet", DATA / "uci_online_retail_daily_orders.csv"
CALLS, COUNTS = DATA / "anonymous_bank_1999_calls.parquet", DATA / "us_bank_calls_5min.csv.gz"
SAMPLE = ROOT / "scenarios" / "peak-season.toml"
NAME, ADDRESS, TEXT = (
    "Wilhelmina Quist-Ødegård",
    "Zonnebloemlaan 417b, 9999 XZ",
    "my cat Pluis ate the parcel",
)
PRIVATE = (NAME, ADDRESS, TEXT, "Quist", "Zonnebloemlaan", "Pluis")
FIRST = datetime(2026, 3, 2, 9)  # a Monday


def rows(weeks: int = 12) -> list[dict[str, str]]:
    """Ten questions a day, answered after two hours, each with somebody's name, address and text."""
    found = []
    for day in range(7 * weeks):
        for number in range(10):
            came = FIRST + timedelta(days=day, minutes=37 * number)
            answered = came + timedelta(hours=2)
            private = {"name": NAME, "address": ADDRESS, "text": f"{TEXT}, said {number} of {day}"}
            own = {"case_id": f"{day}-{number}", "arrived_at": f"{came}", "answered_at": f"{answered}"}
            topic = {"topic": "delivery" if number < 4 else f"{TEXT} {number} {day}"}
            channel = {"channel": "phone" if number == 9 else "mail"}
            found.append(own | private | channel | topic)
    return found


def export(folder: Path, kind: str, found: list[dict[str, str]]) -> Path:
    """The rows as somebody's export."""
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(found), folder / "cases.parquet")
        return folder / "cases.parquet"
    if kind == "jsonl":
        return written(folder, "cases.jsonl", "\n".join(json.dumps(row) for row in found))
    lines = [",".join(f'"{cell}"' for cell in row.values()) for row in found]
    return written(folder, "cases.csv", "\n".join([",".join(found[0]), *lines]))


def fitted(*words: object, out: Path):
    return typed("fit", *words, "--timezone", "Europe/Amsterdam", "--out", out)


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_case_log_is_fitted_and_what_it_cannot_tell_is_named(tmp_path):
    answer = fitted(export(tmp_path, "csv", rows()), out=tmp_path / "out")
    assert (answer.code, answer.err) == (0, "")
    assert "cases.csv (840 questions)" in answer.out
    for told in ("contacts.questions_per_week", "CANNOT TELL", "work.minutes_per_mail", "STILL GUESSED"):
        assert told in answer.out
    [folder] = (tmp_path / "out" / "cases").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        *("fit.png", "fit.svg", "fitted.csv", "manifest.json", "screen.txt", "summary.json")
    }
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    assert told["contacts.questions_per_week"]["value"] == 70
    assert told["contacts.phone_share"]["value"] == pytest.approx(0.1)
    assert told["topics.delivery.share"]["value"] == pytest.approx(0.4)


def test_the_same_history_makes_the_same_bytes(tmp_path):
    log = export(tmp_path, "csv", rows())
    one, two = (everything_in(tmp_path / name) for name in ("one", "two") if fitted(log, out=tmp_path / name))
    assert one == two != b""


def test_a_scenario_gets_the_figures_and_keeps_the_rest(tmp_path):
    scenario = written(tmp_path, "shop.toml", SAMPLE.read_text(encoding="utf-8"))
    answer = fitted(export(tmp_path, "csv", rows()), "--into", scenario, out=tmp_path / "out")
    assert answer.code == 0 and "CHANGED" in answer.out and "900" in answer.out
    after = read(scenario)
    assert after.scenario.contacts.questions_per_week == 70
    assert after.scenario.topics["delivery"].share == pytest.approx(0.4, abs=0.001)
    assert after.scenario.people == read(SAMPLE).scenario.people
    assert "# days and hours; lunch 30 minutes" in after.text


def test_in_dutch_the_screen_is_dutch_and_what_goes_into_files_is_the_same(tmp_path):
    shop, answers = {}, {}
    for code in ("en", "nl"):
        (tmp_path / code).mkdir()
        shop[code] = written(tmp_path / code, "winkel.toml", SAMPLE.read_text(encoding="utf-8"))
        log = export(tmp_path / code, "csv", rows())
        answers[code] = fitted(log, "--into", shop[code], "--language", code, out=tmp_path / code / "out")
    assert english_in(without_what_is_not_ours(answers["nl"].out)) == []
    assert "vragen van 12 gewone weken," in answers["nl"].out
    assert "\n   vragen in een gewone week   " in answers["nl"].out
    assert shop["nl"].read_bytes() == shop["en"].read_bytes()
    tables = [(next((tmp_path / code / "out" / "winkel").iterdir()) / "fitted.csv") for code in ("en", "nl")]
    assert tables[0].read_bytes() == tables[1].read_bytes() and tables[0].parent.name != tables[1].parent.name


def test_line_ends_stay_those_of_the_file(tmp_path):
    scenario = tmp_path / "shop.toml"
    scenario.write_bytes(SAMPLE.read_bytes().replace(b"\n", b"\r\n"))
    assert fitted(export(tmp_path, "csv", rows()), "--into", scenario, out=tmp_path / "out").code == 0
    text = scenario.read_bytes()
    assert b"questions_per_week = 70" in text and text.count(b"\n") == text.count(b"\r\n")


def test_a_fit_without_a_scenario_can_be_pasted_into_one(tmp_path):
    answer = fitted(export(tmp_path, "csv", rows()), out=tmp_path / "out")
    pasted = answer.out[answer.out.index("[contacts]") : answer.out.index("PICTURE")]
    text = f'weeks = "2026-W47"\n[people]\nSanne = "mon-fri 09:00-17:00"\n{pasted}'
    assert read(written(tmp_path, "new.toml", text)).scenario.contacts.questions_per_week == 70


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_no_name_address_or_text_of_an_export_is_ever_shown_or_kept(tmp_path, kind):
    """A topic that only one customer wrote is such a text, too."""
    scenario = written(tmp_path, "shop.toml", SAMPLE.read_text(encoding="utf-8"))
    answer = fitted(export(tmp_path, kind, rows()), "--into", scenario, out=tmp_path / "out")
    assert answer.code == 0
    kept = everything_in(tmp_path / "out") + scenario.read_bytes() + answer.all.encode()
    assert [word for word in PRIVATE if word.encode() in kept] == []


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize(
    ("column", "given"), [("answered_at", "tomorrow"), ("arrived_at", ""), ("channel", "pigeon")]
)
def test_faults_quote_only_cells_of_columns_that_are_read(tmp_path, kind, column, given):
    found = rows(1)
    found[3][column] = given
    answer = fitted(export(tmp_path, kind, found), out=tmp_path / "out")
    assert answer.code == 2 and f"{column}: {given or 'nothing'} given" in answer.err
    assert [word for word in PRIVATE if word in answer.all] == []


@pytest.mark.parametrize(
    "row",
    [
        f'x,2026-03-02 09:00,2026-03-02 10:00,"{NAME}",{ADDRESS},{TEXT},more,mail,delivery',
        f"{NAME}",
        f'x,2026-03-02 09:00,2026-03-02 10:00,"{NAME}" {TEXT},y,z,mail,delivery',
        f'x,2026-03-02 09:00,2026-03-02 10:00,"{NAME},{ADDRESS}\n{TEXT}',
    ],
    ids=["a cell too many", "one cell", "text after a quote", "a quote that never ends"],
)
def test_a_row_that_cannot_be_told_apart_is_not_quoted_either(tmp_path, row):
    log = export(tmp_path, "csv", rows(4))
    log.write_text(f"{log.read_text(encoding='utf-8')}\n{row}\n", encoding="utf-8")
    answer = fitted(log, out=tmp_path / "out")
    kept = answer.all.encode() + everything_in(tmp_path / "out")
    assert [word for word in PRIVATE if word.encode() in kept] == [] and "Traceback" not in answer.err


def test_a_broken_line_of_json_is_not_quoted_either(tmp_path):
    log = export(tmp_path, "jsonl", rows(1))
    log.write_text(f'{log.read_text(encoding="utf-8")}\n{{"name": "{NAME}", {TEXT}\n', encoding="utf-8")
    answer = fitted(log, out=tmp_path / "out")
    assert answer.code == 2 and [word for word in PRIVATE if word in answer.all] == []


def test_every_file_of_no_kind_is_told_at_once(tmp_path):
    one, two = (written(tmp_path, f"{name}.csv", "colour,taste\nred,sweet\n") for name in ("a", "b"))
    answer = fitted(one, two, tmp_path / "none.csv", out=tmp_path)
    assert answer.code == 2 and len(answer.err.splitlines()) == 3
    assert "daily orders (date, orders)" in answer.err and "no such file" in answer.err


def test_a_column_that_no_file_has_is_told(tmp_path):
    words = ("--columns", "topic=topc", "--drop", "chanel=fax")
    answer = fitted(export(tmp_path, "csv", rows(1)), *words, out=tmp_path)

    assert answer.code == 2
    for option, name, ours in (("columns", "topc", "topic"), ("drop", "chanel", "channel")):
        assert f"fit: --{option}: {name} given; must be one of " in answer.err
        assert f"name a column of a file; did you mean '{ours}'?" in answer.err


def test_columns_of_one_file_are_not_asked_of_another(tmp_path):
    """--columns speaks of the cases only; orders have their own names."""
    found = [{"opened": row["arrived_at"], "done": row["answered_at"]} for row in rows()]
    orders = written(tmp_path, "orders.csv", "date,orders\n2026-03-02,5\n2026-03-08,5\n")
    columns = ("--columns", "arrived_at=opened,answered_at=done")
    answer = fitted(export(tmp_path, "csv", found), orders, *columns, out=tmp_path / "out")
    assert answer.code == 0 and "840 questions" in answer.out and "7 days of orders" in answer.out


def test_two_shops_in_one_log_are_refused(tmp_path):
    found = [row | {"seller_id": f"s{place % 2}"} for place, row in enumerate(rows(1))]
    answer = fitted(export(tmp_path, "csv", found), out=tmp_path / "out")
    assert answer.code == 2 and "2 sellers given; must be one shop" in answer.err


def two_exports(folder: Path, found: list[dict[str, str]], *parts: slice) -> list[Path]:
    logs = []
    for name, part in enumerate(parts):
        (folder / str(name)).mkdir()
        logs.append(export(folder / str(name), "csv", found[part]))
    return logs


def level_of(out: Path) -> float:
    [folder] = (out / "cases").iterdir()
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    return float(told["contacts.questions_per_week"]["value"])


def test_exports_that_overlap_count_a_question_once(tmp_path):
    """Twelve weeks in two files that share four of them, and the second file given twice."""
    logs = two_exports(tmp_path, rows(), slice(0, 70 * 8), slice(70 * 4, None))
    assert fitted(*logs, logs[1], out=tmp_path / "out").code == 0
    assert level_of(tmp_path / "out") == 70


@pytest.mark.parametrize("turned", [False, True])
def test_an_answer_that_an_older_export_could_not_see_yet_counts(tmp_path, turned):
    """The older export was made before its last 140 questions were answered; the newer has every answer."""
    older = [row | {"answered_at": ""} if place >= 560 else row for place, row in enumerate(rows()[:700])]
    logs = two_exports(tmp_path, [*older, *rows()[420:]], slice(0, 700), slice(700, None))
    answer = fitted(*(reversed(logs) if turned else logs), out=tmp_path / "out")
    assert answer.code == 0 and "100.0% of 756 questions in time" in answer.out


def test_questions_at_another_instant_in_another_export_are_one_fault(tmp_path):
    """The second export shows another clock: 420 questions of both, an hour apart."""
    late = [
        row | {"arrived_at": f"{datetime.fromisoformat(row['arrived_at']) + timedelta(hours=1)}"}
        for row in rows()
    ]
    logs = two_exports(tmp_path, [*rows(), *late[420:]], slice(0, 840), slice(840, None))
    answer = fitted(*logs, out=tmp_path / "out")
    assert answer.code == 2 and answer.err.count("\n") == 1
    assert "history: arrived_at: 420 case_ids at another instant in another file given" in answer.err


def test_a_scenario_that_takes_nothing_is_said_to_stand(tmp_path):
    shop = written(
        tmp_path,
        "shop.toml",
        'weeks = "2026-W20"\n[contacts]\nquestions_per_week = 10\n[people]\nA = "mon 09:00-17:00"\n',
    )
    days = [f"{(FIRST + timedelta(days=day)).date()},5" for day in range(70)]
    answer = fitted(
        written(tmp_path, "orders.csv", "\n".join(["date,orders", *days])),
        *("--into", shop),
        out=tmp_path / "out",
    )
    assert answer.code == 0 and "CHANGED        nothing; shop stands as it did" in answer.out


def test_daily_orders_with_other_names_stand_beside_a_log(tmp_path):
    """The days of the orders are in a column that the log has too, where it is no date."""
    days = [f"{(FIRST + timedelta(days=day)).date()},5" for day in range(70)]
    orders = written(tmp_path, "sales.csv", "\n".join(["name,sold", *days]))
    answer = fitted(
        export(tmp_path, "csv", rows()), orders, "--columns", "date=name,orders=sold", out=tmp_path / "out"
    )
    assert answer.code == 0 and "cases.csv (840 questions) and sales.csv (70 days of orders)" in answer.out


def test_a_hole_in_daily_orders_is_told_and_counts_for_nothing(tmp_path):
    """Twelve weeks of 20 orders on each of six days, shut on Sundays; of the fifth, two days are missing."""
    days = [FIRST + timedelta(days=day) for day in range(84) if day % 7 != 6 and day not in (29, 30)]
    text = "\n".join(["date,orders", *(f"{day.date()},20" for day in days)])
    answer = fitted(written(tmp_path, "sales.csv", text), out=tmp_path / "out")
    assert answer.code == 0 and "2 days of orders that nobody knows" in answer.out
    assert "2026-W14, count for nothing" in answer.out
    [folder] = (tmp_path / "out" / "sales").iterdir()
    summary = json.loads((folder / "summary.json").read_bytes())
    assert summary["fitted"]["orders.items_per_week"]["value"] == 120
    assert summary["unknown_days"] == ["2026-03-31", "2026-04-01"]


def test_a_hole_in_counts_by_interval_is_told_and_counts_for_nothing(tmp_path):
    """Fourteen weeks of 30 calls on each weekday that is no holiday, 10 an hour; one Tuesday is missing."""
    shut = {35, 56, 73, 84}  # Easter Monday, King's Day, Ascension Day, Whit Monday
    days = [FIRST + timedelta(days=day) for day in range(98) if day % 7 < 5 and day not in {29, *shut}]
    calls = [f"{day.date()} {hour:02}:00:00,10" for day in days for hour in (9, 10, 11)]
    text = "\n".join(["ts_local,calls", *calls])
    answer = fitted(written(tmp_path, "calls.csv", text), out=tmp_path / "out")
    said = " ".join(answer.out.split())
    assert answer.code == 0 and "LEFT OUT 1 day of calls that nobody knows" in said
    assert "its week, 2026-W14, counts for nothing" in said
    [folder] = (tmp_path / "out" / "calls").iterdir()
    assert json.loads((folder / "summary.json").read_bytes())["unknown_days"] == ["2026-03-31"]
    whole = written(tmp_path, "whole.csv", f"{text}\n2026-03-31 09:00:00,0")
    assert "nobody knows" not in fitted(whole, out=tmp_path / "out").out


@pytest.mark.parametrize(
    ("head", "row", "one", "other", "told"),
    [
        ("date,orders", "{}", "20", "21", "orders: 21 on 2026-03-03 and 7 more days like it given"),
        (
            "week,norm,numerator,denominator",
            "{},response",
            "90,100",
            "9,10",
            "numerator: 9 of 10 of response in 2026-W10 and 8 more figures like it given",
        ),
    ],
)
def test_two_files_that_disagree_are_refused(tmp_path, head, row, one, other, told):
    """Nobody can tell which is right; days at an end of a file may be there in part."""
    at = [f"{(FIRST + timedelta(days=day)).date()}" for day in range(10)]
    at = at if head.startswith("date") else [f"2026-W{10 + week}" for week in range(9)]
    rows = {
        name: [f"{row.format(when)},{count}" for when in at] for name, count in (("a", one), ("b", other))
    }
    files = [written(tmp_path, f"{name}.csv", "\n".join([head, *own])) for name, own in rows.items()]
    answer = fitted(*files, out=tmp_path / "out")
    assert answer.code == 2 and f"b.csv: {told}; must be" in answer.err and "as in a.csv" in answer.err


def test_exports_without_ids_follow_each_other_or_are_refused(tmp_path):
    found = [{name: cell for name, cell in row.items() if name != "case_id"} for row in rows()]
    first, then, both = two_exports(tmp_path, found, slice(0, 70 * 6), slice(70 * 6, None), slice(0, None))
    assert fitted(first, then, out=tmp_path / "out").code == 0
    assert level_of(tmp_path / "out") == 70
    refused = fitted(first, both, out=tmp_path / "none")
    assert refused.code == 2 and "case_id: 2 files of cases without it" in refused.err


def test_weekly_figures_as_the_marketplace_gives_them_are_read_too(tmp_path):
    """Twelve weeks of 300 questions and 2,000 items, 40 of them cancelled, as the API has them."""
    answers = [
        {
            "performanceIndicators": [
                {
                    "name": name,
                    "details": {
                        "period": {"week": str(week), "year": "2026"},
                        "score": {"numerator": numerator, "denominator": 2000, "value": 0},
                    },
                }
                for name, numerator in (("CASE_ITEM_RATIO", 300), ("CANCELLATIONS", 40), ("RETURNS", 90))
            ]
        }
        for week in range(10, 22)
    ]
    log = written(tmp_path, "performance.json", "\n".join(map(json.dumps, answers)))
    assert fitted(log, out=tmp_path / "out").code == 0
    [folder] = (tmp_path / "out" / "performance").iterdir()
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    values = {key: told[key]["value"] for key in told}
    assert values["contacts.questions_per_week"] == 300 and values["orders.items_per_week"] == 2000
    assert values["orders.cancelled_share"] == 0.02 and values["orders.returned_share"] == 0.045


def test_two_files_of_counts_are_refused(tmp_path):
    one, two = (written(tmp_path, f"{name}.csv", "ts_local,calls\n2026-03-02 10:00,5\n") for name in "ab")
    answer = fitted(one, two, out=tmp_path / "out")
    assert answer.code == 2 and "2 files of calls by interval given; must be one" in answer.err


@pytest.mark.parametrize("command", ["fit", "backtest"])
def test_counts_of_nobody_are_refused(tmp_path, command):
    zero = written(tmp_path, "zero.csv", "ts_local,calls\n2026-03-02 10:00,0\n2026-03-03 10:00,0\n")
    answer = typed(command, zero, "--out", tmp_path / "out")
    assert answer.code == 2 and answer.err.splitlines() == [
        f"{zero}: count: 0 in every row given; must be 1 or more in some row; "
        "check what the column counts, or leave the file out"
    ]


def test_too_little_is_said_to_be_too_little(tmp_path):
    answer = fitted(export(tmp_path, "csv", rows(2)), out=tmp_path / "out")
    assert answer.code == 0 and "2 whole weeks" in answer.out and "it takes 4" in answer.out


def test_a_history_that_tells_no_figure_is_refused_with_the_reasons(tmp_path):
    answer = fitted(written(tmp_path, "orders.csv", "date,orders\n2026-01-01,5\n"), out=tmp_path / "out")

    assert answer.code == 2 and "orders.items_per_week: too little given" in answer.err
    assert "must be a log or figures that tell it" in answer.err
    assert "0 whole weeks" in answer.err and not (tmp_path / "out").exists()


def test_a_thousand_orders_with_a_point_are_not_one_order(tmp_path):
    answer = fitted(written(tmp_path, "orders.csv", "date,orders\n2026-01-01,1.000\n"), out=tmp_path / "out")

    assert answer.code == 2 and "orders.csv:2: orders: 1.000 given; must be a whole number" in answer.err


def test_nothing_at_all_is_a_fault(tmp_path):
    answer = fitted(written(tmp_path, "cases.csv", "case_id,arrived_at,answered_at\n"), out=tmp_path / "out")
    assert answer.code == 2 and "none given" in answer.err


@pytest.mark.skipif(
    not INCIDENTS.is_file(), reason="needs data: servicenow_incident_cases.parquet in $NORMSIM_DATA"
)
def test_real_incidents_are_counted_as_numpy_counts_them(tmp_path):
    """Nine weeks of incidents and the daily orders of another shop, with columns of the first only.

    One incident was answered before it came; four were closed at 2:59 in the night that skips that hour.
    """
    columns = "arrived_at=opened_at,answered_at=left_new_at,case_id=case,topic=priority"
    answer = fitted(INCIDENTS, ORDERS, "--columns", columns, "--on-fault", "skip", out=tmp_path)
    assert answer.code == 0 and "5 faulty rows" in answer.out
    [folder] = (tmp_path / "servicenow_incident_cases").iterdir()
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    opened = (
        pq.read_table(INCIDENTS, columns=["opened_at"])["opened_at"].to_numpy().astype("M8[D]").astype(int)
    )
    week = (opened + 3) // 7
    counts = np.bincount(week - week.min())
    assert told["contacts.questions_per_week"]["value"] == pytest.approx(
        counts[counts > 300].mean(), rel=0.02
    )
    priority = pq.read_table(INCIDENTS, columns=["priority"])["priority"].to_numpy()
    assert told["topics.3.share"]["value"] == pytest.approx((priority == 3).mean(), abs=0.001)


@pytest.mark.skipif(
    not ORDERS.is_file(), reason="needs data: uci_online_retail_daily_orders.csv in $NORMSIM_DATA"
)
def test_last_years_peak_of_a_real_shop_is_twice_its_summer(tmp_path):
    """Mid-November to early December 1.9 to 2.1 times the level, as the data's own page says."""
    assert fitted(ORDERS, out=tmp_path).code == 0
    [folder] = (tmp_path / "uci_online_retail_daily_orders").iterdir()
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    times = [told[f'peaks."2011-W{week}"']["value"] for week in (46, 47, 48)]
    assert all(1.75 <= one <= 2.1 for one in times)


@pytest.mark.skipif(
    not CALLS.is_file(), reason="needs data: anonymous_bank_1999_calls.parquet in $NORMSIM_DATA"
)
def test_a_real_call_log_tells_what_its_literature_says(tmp_path):
    """Handle time 3.2 minutes, sigma 0.93, at most 0.03 from lognormal; redials 44 to 47%."""
    options = (
        *("--columns", "attempted_at=vru_entry,waited_s=queue_s,handled_s=service_s,agent_id=agent"),
        *("--columns", "caller_id=caller,topic=type", "--values", "outcome:AGENT=answered,HANG=abandoned"),
        *("--drop", "outcome=PHANTOM", "--hours", "Sun-Thu 09:00-17:00", "--holidays", "none"),
    )
    scenario = written(tmp_path, "shop.toml", SAMPLE.read_text(encoding="utf-8"))
    words = ("fit", CALLS, *options, "--timezone", "Asia/Jerusalem", "--into", scenario, "--out", tmp_path)
    answer = typed(*words)
    assert answer.code == 0
    after = read(scenario)
    assert after.scenario.work.minutes_per_call == pytest.approx(3.2, abs=0.1)
    assert after.scenario.work.call_spread == pytest.approx(0.93, abs=0.01)
    assert after.scenario.calls.redial_share == pytest.approx(0.455, abs=0.02)
    assert "work.really_at_work" not in after.guesses and "contacts.follow_up_share" in after.guesses
    [folder] = (tmp_path / "shop").iterdir()
    summary = json.loads((folder / "summary.json").read_bytes())
    goodness = {one["what"]: one for one in summary["goodness"]}
    assert summary["handling"]["PS"]["distance"] <= 0.03 and summary["handling"].keys() == {
        "PS",
        "NW",
        "NE",
        "TT",
    }
    assert goodness["handle_time"]["furthest_off"] <= 0.03 and goodness["patience"]["furthest_off"] <= 0.03


@pytest.mark.skipif(not COUNTS.is_file(), reason="needs data: us_bank_calls_5min.csv.gz in $NORMSIM_DATA")
def test_counts_by_interval_tell_how_far_weeks_and_days_stray(tmp_path):
    """The data's own page: week effects of 0.04 to 0.07, days of 0.033 beyond them."""
    assert typed("fit", COUNTS, "--out", tmp_path).code == 0
    [folder] = (tmp_path / "us_bank_calls_5min").iterdir()
    told = json.loads((folder / "summary.json").read_bytes())["fitted"]
    week, day = told["contacts.week_busyness_sd"], told["contacts.day_busyness_sd"]
    assert 0.04 <= week["value"] <= 0.07 and day["value"] == pytest.approx(0.037, abs=0.01)
