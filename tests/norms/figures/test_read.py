"""Weekly figures of the performance page, as a seller has them: CSV, or answers of the marketplace's API."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.deadline import week_from_label, week_label
from sim.norms import NEVER, EventLog, InputError, judge
from sim.norms.figures import Figure, figures_of, holds_figures, read_figures
from sim.norms.log import Cases, Items
from sim.norms.told.indicators import API_NAMES, indicators

from ..logs import at, day, log, questions

W40, W41 = week_from_label("2026-W40"), week_from_label("2026-W41")
CSV = """week,norm,numerator,denominator
2026-W41,response,95,100
2026-W40,PHONE_AVAILABILITY,36,40
2026-W40,RESPONSE_TIME,80,100
"""


def file(folder: Path, text: str, name: str = "performance.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read_figures(paths)
    return [str(one).replace(f"{paths[0].parent}/", "") for one in error.value.faults]


def test_figures_come_in_order_of_week_and_norm_whatever_they_are_called(tmp_path):
    figures = read_figures([file(tmp_path, CSV)])

    assert figures.rows == (
        Figure(W40, "phone", 36, 40),
        Figure(W40, "response", 80, 100),
        Figure(W41, "response", 95, 100),
    )
    assert figures.weeks == (W40, W41)
    assert figures.of("response")[W41].share == 0.95
    assert figures.before(W41).weeks == (W40,)


def test_a_dutch_excel_file_is_read_and_what_is_not_needed_stays_in_it(tmp_path):
    dutch = file(
        tmp_path,
        "Week;Naam;Teller;Noemer;Score;Contactpersoon\n2026-W40;response;80;100;0,88;S. de Vries\n",
    )
    excel = b"\xef\xbb\xbf" + dutch.read_bytes().replace(b"\n", b"\r\n")
    dutch.write_bytes(excel)

    figures = read_figures([dutch])

    assert figures.rows == (Figure(W40, "response", 80, 100),)
    assert "Vries" not in repr(figures)


def test_a_row_that_was_emptied_in_excel_is_none_and_the_lines_after_it_keep_their_number(tmp_path):
    emptied = "week;norm;teller;noemer\r\n2026-W40;phone;9;10\r\n;;;\r\n"
    assert len(read_figures([file(tmp_path, emptied)]).rows) == 1

    [fault] = faults(file(tmp_path, emptied + "2026-W41;phone;;10\r\n;;;\r\n"))
    assert fault.startswith("performance.csv:4: numerator: nothing given")


def indicator(name="FULFILMENT", week="40", condition=">=", **score):
    details = {"period": {"week": week, "year": "2026"}, "norm": {"condition": condition, "value": 0.93}}
    return {"name": name, "type": "PERCENTAGE", "details": details | ({"score": score} if score else {})}


def test_an_answer_that_a_windows_program_saved_is_read(tmp_path):
    answer = {"performanceIndicators": [indicator(numerator=9, denominator=10)]}
    path = file(tmp_path, "\ufeff" + json.dumps(answer), "week.json")

    assert read_figures([path]).rows == (Figure(W40, "on_time", 9, 10),)


def test_an_answer_that_does_not_say_the_norm_is_read(tmp_path):
    answer = indicator(numerator=9, denominator=10)
    del answer["details"]["norm"]["condition"]
    path = file(tmp_path, json.dumps({"performanceIndicators": [answer]}), "week.json")

    assert read_figures([path]).rows == (Figure(W40, "on_time", 9, 10),)


def test_of_a_norm_with_a_maximum_the_bad_ones_are_the_figure():
    came = at("2026-11-16 12:00")  # a Monday: the log holds the whole week
    items = Items(
        promised_on=[day("2026-11-16")] * 2,
        attempted_at=[came, NEVER],
        cancelled_at=[NEVER, came],
        quantity=[8, 2],
    )
    told = figures_of(judge(EventLog(items=items), "8wh", "NL", at("2026-12-16 00:00")))

    assert Figure(day("2026-11-16"), "cancellations", 2, 10) in told.rows
    assert Figure(day("2026-11-16"), "on_time", 8, 8) in told.rows  # what was cancelled in time is out


def test_a_column_that_is_merely_a_little_like_one_is_not_the_one_to_rename(tmp_path):
    [fault] = faults(file(tmp_path, "weekdagen,norm,numerator,denominator\n"))
    assert fault.endswith("add a column week")


def test_a_log_in_parquet_holds_no_figures(tmp_path):
    assert not holds_figures(tmp_path / "cases.parquet")


def test_the_marketplaces_own_wrong_value_is_not_read(tmp_path):
    # norms/README.md, 2: "bol's own example has 8/88 -> value 0.88 ... (8/88 = 0.0909)"
    wrong = indicator(conforms=False, numerator=8, denominator=88, value=0.88, distanceToNorm=0.86)
    path = file(tmp_path, json.dumps({"performanceIndicators": [wrong]}), "week.json")

    [figure] = read_figures([path]).rows

    assert figure == Figure(W40, "on_time", 8, 88)
    assert figure.share == pytest.approx(0.0909, abs=1e-4)


def test_an_indicator_without_a_score_is_a_week_without_a_figure(tmp_path):
    both = [indicator(), indicator("PHONE_AVAILABILITY", numerator=9, denominator=10)]
    path = file(tmp_path, json.dumps({"performanceIndicators": both}), "week.json")

    assert read_figures([path]).rows == (Figure(W40, "phone", 9, 10),)


@pytest.mark.parametrize("joined", ["list", "lines"])
def test_several_answers_may_stand_in_one_file(tmp_path, joined):
    answers = [
        {"performanceIndicators": [indicator(week=week, numerator=9, denominator=10)]}
        for week in ("40", "41")
    ]
    text = json.dumps(answers) if joined == "list" else "\n".join(map(json.dumps, answers))

    assert read_figures([file(tmp_path, text, "weeks.json")]).weeks == (W40, W41)


def test_what_we_write_as_the_marketplace_would_is_read_back(tmp_path):
    verdicts = judge(log(late=3, total=20), "8wh", "NL")
    path = file(tmp_path, json.dumps(indicators(verdicts, "2026-W47")), "week.json")

    [figure] = read_figures([path]).rows

    assert figure == Figure(week_from_label("2026-W47"), "response", 17, 20)


def test_every_fault_comes_with_its_row(tmp_path):
    path = file(
        tmp_path,
        "week,norm,numerator,denominator\n"
        "2026-W60,response,80,100\n"
        "2026-W40,respons,80,100\n"
        "2026-W40,response,80%,1.000\n"
        "2026-W40,phone,41,40\n"
        "2026-W41,phone,,40\n",
    )

    *told, unknown = sorted(faults(path), key=lambda fault: "norm:" in fault)

    whole, way_out = "must be a whole number, 0 or more", "write it without points and commas: 1234"
    assert told == [
        'performance.csv:2: week: "2026-W60" given; must be an ISO week of its year; write it like 2026-W40',
        f'performance.csv:4: numerator: "80%" given; {whole}; {way_out}',
        f'performance.csv:4: denominator: "1.000" given; {whole}; {way_out}',
        'performance.csv:5: numerator: "41" given; must be 40 or less beside a denominator of 40; '
        "of phone it counts the good ones; look whether the two are the wrong way round",
        f"performance.csv:6: numerator: nothing given; {whole}; {way_out}",
    ]
    assert unknown == (
        'performance.csv:3: norm: "respons" given; must be one of cancellations, on_time, phone, response, '
        "questions, track_and_trace, returns, reviews, CANCELLATIONS, FULFILMENT, PHONE_AVAILABILITY, "
        "RESPONSE_TIME, CASE_ITEM_RATIO, TRACK_AND_TRACE, RETURNS, REVIEWS; write one of them; "
        "did you mean 'response'?"
    )


@pytest.mark.parametrize(
    ("norm", "most", "counted"),
    [
        ("phone", 10, "the good ones"),
        ("cancellations", 10, "the bad ones"),
        ("reviews", 100, "the sum of the grades"),
    ],
)
def test_a_numerator_too_large_for_its_denominator_is_told_what_it_counts(tmp_path, norm, most, counted):
    header = "week,norm,numerator,denominator\n"
    assert read_figures([file(tmp_path, f"{header}2026-W40,{norm},{most},10\n")]).rows

    assert faults(file(tmp_path, f"{header}2026-W40,{norm},{most + 1},10\n")) == [
        f'performance.csv:2: numerator: "{most + 1}" given; must be {most} or less beside a denominator '
        f"of 10; of {norm} it counts {counted}; look whether the two are the wrong way round"
    ]


def test_two_figures_for_one_week_are_a_fault_and_the_same_one_twice_is_not(tmp_path):
    first = file(tmp_path, CSV)
    again = file(tmp_path, CSV.replace("95,100", "94,100"), "later.csv")

    assert faults(first, again) == [
        "later.csv:2: numerator: 94 of 100 given; must be 95 of 100, as performance.csv:2 says; "
        "keep the final figure of response in 2026-W41"
    ]
    assert read_figures([first, first]) == read_figures([first])


@pytest.mark.parametrize(
    ("api", "norm", "theirs", "ours", "counted"),
    [("FULFILMENT", "on_time", "<=", ">=", "good"), ("CANCELLATIONS", "cancellations", ">=", "<=", "bad")],
)
def test_a_norm_the_other_way_round_would_count_something_else(tmp_path, api, norm, theirs, ours, counted):
    said = {"performanceIndicators": [indicator(api, condition=theirs, numerator=8, denominator=88)]}

    assert faults(file(tmp_path, json.dumps(said), "week.json")) == [
        f'week.json: indicator 1: norm.condition: "{theirs}" given; must be "{ours}"; '
        f"the numerator of {norm} counts {counted} ones here"
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "week,norm,numerater,denominator\n",
            "a.csv:1: header: no column numerator given; must be a header with it; "
            "rename the column numerater",
        ),
        (
            "a.csv",
            "week,norm,numerator,denominator\n",
            "a.csv: file: no figures given; must be one or more rows of them; "
            "give every week and norm a row: week,norm,numerator,denominator",
        ),
        (
            "a.csv",
            "week,norm,numerator,denominator\n2026-W40,response,1\n",
            "a.csv:2: row: 3 cells given; must be of 4, as the header; fill the row",
        ),
        (
            "a.json",
            "{}",
            "a.json: file: other JSON given; must be an object with performanceIndicators; "
            "save the API's answer as it came",
        ),
        (
            "a.json",
            "\n{\n",
            "a.json:2: line: text that is no JSON given; must be a JSON object; "
            "save the API's answer as it came",
        ),
        (
            "a.json",
            '{"performanceIndicators": [{"name": "RETURNS"}]}',
            "a.json: indicator 1: indicator: something else given; must be an indicator with its name, "
            "details.period.week and .year, and details.score; save the API's answer as it came",
        ),
        (
            "a.pdf",
            "x",
            "a.pdf: file: .pdf given; must be one of .csv, .tsv, .txt, .json, .jsonl, .ndjson; "
            "save the figures as CSV, or as the API gives them",
        ),
        (
            "a",
            "x",
            "a: file: no ending given; must be one of .csv, .tsv, .txt, .json, .jsonl, .ndjson; "
            "save the figures as CSV, or as the API gives them",
        ),
    ],
)
def test_what_is_no_file_of_figures_says_what_it_should_be(tmp_path, name, text, said):
    assert faults(file(tmp_path, text, name)) == [said]


def test_every_column_that_a_header_lacks_is_told_in_their_order(tmp_path):
    lacks = [
        f"performance.csv:1: header: no column {column} given; must be a header with it; "
        f"add a column {column}"
        for column in ("week", "norm", "numerator", "denominator")
    ]
    assert faults(file(tmp_path, "seller\n1\n")) == lacks
    assert faults(file(tmp_path, "")) == lacks


def test_a_missing_file_is_a_fault(tmp_path):
    [said] = faults(tmp_path / "performance.csv")
    assert said.startswith("performance.csv: log: no such file given; ")


def test_figures_are_told_from_a_log(tmp_path):
    assert holds_figures(file(tmp_path, CSV))
    assert holds_figures(file(tmp_path, '{"performanceIndicators": []}', "week.json"))
    assert holds_figures(file(tmp_path, "week,Teller\n")) and holds_figures(file(tmp_path, "week,noemer\n"))
    assert not holds_figures(file(tmp_path, "arrived_at,answered_at\n", "cases.csv"))
    assert not holds_figures(file(tmp_path, '{"arrived_at": 1}', "cases.jsonl"))


def test_more_questions_than_items_are_no_fault_and_grades_go_up_to_ten_each(tmp_path):
    header = "week,norm,numerator,denominator\n"
    figures = read_figures([file(tmp_path, header + "2026-W40,CASE_ITEM_RATIO,7,5\n2026-W40,reviews,50,5\n")])

    assert [row.share for row in figures.rows] == [1.4, 10.0]
    assert "50 or less" in faults(file(tmp_path, header + "2026-W40,reviews,51,5\n"))[0]


def test_a_log_that_was_judged_gives_its_figures_but_for_weeks_it_does_not_hold_whole():
    three_weeks = ["2026-11-11 10:00", "2026-11-17 10:00", "2026-11-25 10:00"]
    asked = [questions(3, 20, arrived) for arrived in three_weeks]
    columns = {
        name: np.concatenate([getattr(one, name) for one in asked]) for name in ("arrived_at", "answered_at")
    }
    whole = judge(EventLog(cases=Cases(**columns)), "8wh", "NL")

    assert figures_of(whole).rows == (Figure(week_from_label("2026-W47"), "response", 17, 20),)


@pytest.mark.property
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 300), st.sampled_from(sorted(API_NAMES))),
        st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_whatever_is_written_is_read_back(tmp_path_factory, told, mark):
    rows = [Figure(W40 + 7 * week, norm, good, of) for (week, norm), (good, of) in told.items()]
    lines = [
        mark.join((week_label(r.week), API_NAMES[r.norm], str(r.numerator), str(r.denominator))) for r in rows
    ]
    header = mark.join(("week", "norm", "numerator", "denominator"))
    path = file(tmp_path_factory.mktemp("figures"), "\n".join([header, *lines]) + "\n")

    assert read_figures([path]).rows == tuple(sorted(rows))


def test_a_row_that_cannot_be_read_is_compared_with_no_other_number_and_no_other_row(tmp_path):
    """Which of 41 and 40 is wrong is asked of a week that there is, and another figure of it is no fault."""
    header = "week,norm,numerator,denominator\n"
    [week] = faults(file(tmp_path, f"{header}2026-W60,phone,41,40\n"))
    assert week.startswith('performance.csv:2: week: "2026-W60" given')

    [too_many] = faults(file(tmp_path, f"{header}2026-W40,phone,41,40\n2026-W40,phone,36,40\n"))
    assert too_many.startswith('performance.csv:2: numerator: "41" given')
