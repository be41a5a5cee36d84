"""A shop's own past beside its scenario: weekly figures of its norms, or a log that is judged."""

from pathlib import Path

import pytest

from sim.deadline import week_from_label
from sim.norms.faults import InputError
from sim.norms.figures import Figure
from sim.scenario.beside.history import Learned
from sim.scenario.changes.vary import text_in
from sim.scenario.read import read

SHOP = """
weeks = "2026-W50..2026-W51"
history = {history}
[contacts]
questions_per_week = 100
[people]
Sanne = "mon-fri 09:00-17:00"
"""
WEEKS = [f"2026-W{week}" for week in range(44, 50)]
FIGURES = "week,norm,numerator,denominator\n" + "".join(f"{week},response,90,100\n" for week in WEEKS)
# One question each Monday and Thursday morning from 2 November on, answered within the hour; the fourth late.
LOG = "case_id,arrived_at,answered_at\n" + "".join(
    f"{number},2026-11-{day:02} 10:00,2026-11-{day + late:02} 10:40\n"
    for number, (day, late) in enumerate(
        [(2, 0), (5, 0), (9, 0), (12, 3), (16, 0), (19, 0), (23, 0), (26, 0)]
    )
)


def shop(folder: Path, history: str = '"performance.csv"', **files: str) -> Path:
    for name, text in ({"performance": FIGURES} | files).items():
        (folder / f"{name}.csv").write_text(text)
    (folder / "shop.toml").write_text(SHOP.format(history=history))
    return folder / "shop.toml"


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read(path)
    return [str(one).replace(str(path.parent), "HERE") for one in error.value.faults]


def test_figures_are_read_from_beside_the_scenario(tmp_path):
    history = read(shop(tmp_path)).scenario.history

    assert history.figures.rows[0] == Figure(week_from_label("2026-W44"), "response", 90, 100)
    assert len(history.figures.weeks) == 6


def test_a_log_is_judged_and_gives_the_weeks_that_it_holds_whole(tmp_path):
    path = shop(
        tmp_path, '["cases.csv", "performance.csv"]', cases=LOG, performance=FIGURES.replace("90,100", "1,2")
    )

    found = read(path).scenario.history.figures.of("response")

    # Of W45 to W47, which the log holds too, the figures of the page go first.
    assert {week: row[2:] for week, row in found.items()} == dict.fromkeys(
        map(week_from_label, WEEKS), (1, 2)
    )


def test_a_log_is_judged_by_the_hours_that_the_scenario_counts(tmp_path):
    """Asked on Friday 15:00, answered on Monday 10:00: three hours, or eleven where Saturday counts."""
    fridays = "case_id,arrived_at,answered_at\n" + "".join(
        f"{number},2026-{friday} 15:00,2026-{monday} 10:00\n"
        for number, (friday, monday) in enumerate(
            [
                ("10-30", "11-02"),
                ("11-06", "11-09"),
                ("11-13", "11-16"),
                ("11-20", "11-23"),
                ("11-27", "11-30"),
            ]
        )
    )
    path = shop(tmp_path, '"cases.csv"', cases=fridays)
    text = path.read_text()
    told = {}
    for hours in ("mon-fri 09:00-17:00", "mon-sat 09:00-17:00"):
        path.write_text(f'hours = "{hours}"\n{text}')
        rows = read(path).scenario.history.figures.of("response").values()
        told[hours] = [(row.numerator, row.denominator) for row in rows]
    assert {one for one in told["mon-fri 09:00-17:00"]} == {(1, 1)}
    assert {one for one in told["mon-sat 09:00-17:00"]} == {(0, 1)}


def test_weeks_that_only_a_log_has_are_taken_from_it(tmp_path):
    few = "".join(FIGURES.splitlines(keepends=True)[:3])
    path = shop(tmp_path, '["performance.csv", "cases.csv"]', cases=LOG, performance=few)

    found = read(path).scenario.history.figures.of("response")

    told = {week: (row.numerator, row.denominator) for week, row in found.items()}
    assert told == {
        week_from_label("2026-W44"): (90, 100),
        week_from_label("2026-W45"): (90, 100),
        week_from_label("2026-W46"): (1, 2),
        week_from_label("2026-W47"): (2, 2),
    }


def test_another_past_is_another_run(tmp_path):
    first = read(shop(tmp_path)).digests
    other = read(shop(tmp_path, performance=FIGURES.replace("90,100", "91,100", 1))).digests

    assert first.keys() == {"history"}
    assert first != other


def test_a_plan_in_another_folder_finds_the_files_again(tmp_path):
    path = shop(tmp_path, '["performance.csv", "cases.csv"]', cases=LOG)
    elsewhere = tmp_path / "plans"
    elsewhere.mkdir()

    text = text_in(elsewhere, read(path))

    assert 'history = ["../performance.csv", "../cases.csv"]' in text
    (elsewhere / "shop.toml").write_text(text)
    assert read(elsewhere / "shop.toml").digests == read(path).digests


def test_a_scenario_says_from_which_past_it_has_learned(tmp_path):
    said = '{ learned = ["gone.csv", "too.csv"], weeks = "2026-W44..2026-W49" }'

    scenario = read(shop(tmp_path, said)).scenario

    ends = (week_from_label("2026-W44"), week_from_label("2026-W49"))
    assert scenario.learned == Learned(("gone.csv", "too.csv"), ends) and scenario.past is None
    assert str(scenario.learned) == said
    assert read(shop(tmp_path)).scenario.learned is None


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (
            '{ learned = "performance.csv" }',
            "must be the name of a file, a list of them, or "
            '{ learned = "performance.csv", weeks = "2026-W36..2026-W46" }, as learned.toml has it; '
            'write history = "performance.csv"',
        ),
        ('{ learned = true, weeks = "2026-W44..2026-W49" }', "must be the name of a file, a list"),
        ('{ learned = "p.csv", weeks = "2026-W44..2026-W49", to = 3 }', "must be the name of a file, a list"),
        ('{ learned = "p.csv", weeks = "2026-W44" }', "must be the first and the last week"),
        ('{ learned = "p.csv", weeks = "2026-W49..2026-W44" }', "must be the first and the last week"),
        ('{ learned = "p.csv", weeks = "2026-W44..2026-W54" }', "must be weeks that their year has"),
        (
            '{ learned = "p.csv", weeks = "2026-W44..2026-W50" }',
            "must be figures of weeks before 2026-W50, when the season begins",
        ),
    ],
)  # fmt: skip
def test_a_learned_past_that_cannot_be_says_why(tmp_path, history, said):
    [fault] = faults(shop(tmp_path, history))

    assert fault.startswith("HERE/shop.toml:3: history: ") and said in fault


@pytest.mark.parametrize(
    ("history", "figures", "said"),
    [
        (
            "3",
            FIGURES,
            'HERE/shop.toml:3: history: 3 given; must be the name of a file, or a list of them; '
            'write history = "performance.csv"',
        ),
        ('"gone.csv"', FIGURES, "there is no HERE/gone.csv"),
        (
            '"performance.csv"',
            FIGURES + "2026-W50,phone,9,10\n",
            "must be figures of weeks before 2026-W50, when the season begins; "
            "let the season begin the week after 2026-W50",
        ),
        (
            '"performance.csv"',
            FIGURES + "2026-W51,on_time,9,10\n",
            "must be figures of weeks before 2026-W50, when the season begins; "
            "let the season begin the week after 2026-W51",
        ),
        (
            '"performance.csv"',
            FIGURES + "2026-W48,cancellations,98,100\n2026-W49,cancellations,96,100\n",
            "must be figures with cancellations of 75% or less, and has 194 of 200; "
            "of cancellations it counts the bad ones; look whether the two are the wrong way round",
        ),
        (
            '"performance.csv"',
            FIGURES + "2026-W48,returns,120,100\n2026-W49,returns,31,100\n",
            "must be figures with returns of 75% or less, and has 151 of 200; ",
        ),
        (
            '"performance.csv"',
            "".join(FIGURES.splitlines(keepends=True)[:4]),
            "must be 4 weeks or more with figures of response or phone, and has 3; "
            "a prediction is set against weeks before it",
        ),
        ('"performance.csv"', FIGURES.replace("90,100", "90%,100", 1), "HERE/performance.csv:2: numerator"),
        ('"cases.csv"', FIGURES, "HERE/cases.csv:2: answered_at"),
    ],
)  # fmt: skip
def test_a_past_that_cannot_be_used_says_why(tmp_path, history, figures, said):
    broken = LOG.replace("2026-11-02 10:40", "yesterday")

    [fault] = faults(shop(tmp_path, history, performance=figures, cases=broken))

    assert said in fault


def test_a_shop_of_which_three_quarters_come_back_has_a_past(tmp_path):
    path = shop(tmp_path, performance=FIGURES + "2026-W48,returns,120,100\n2026-W49,returns,30,100\n")

    assert len(read(path).scenario.history.figures.of("returns")) == 2


def test_a_log_of_several_shops_is_not_one_past(tmp_path):
    header, first, *others = LOG.splitlines()
    rows = [f"{header},seller_id", f"{first},theirs", *(f"{row},ours" for row in others)]

    [fault] = faults(shop(tmp_path, '"cases.csv"', cases="\n".join(rows)))

    assert "cases.csv: seller_id: ours, theirs given; must be one shop" in fault


def test_faults_of_several_files_come_at_once(tmp_path):
    broken = LOG.replace("2026-11-02 10:40", "yesterday")
    path = shop(
        tmp_path,
        '["performance.csv", "cases.csv"]',
        performance=FIGURES.replace("90,", "x,", 1),
        cases=broken,
    )

    assert [one.partition(": ")[0] for one in faults(path)] == ["HERE/performance.csv:2", "HERE/cases.csv:2"]
