"""The pictures of a comparison: they show the table, every plan has a number, no number lies on another."""

from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from sim.report.comparison.pictures import cost_and_risk, weeks_side_by_side
from sim.report.comparison.pictures.heading import in_runs
from sim.report.comparison.pictures.placed import around_point, around_text, free
from sim.report.comparison.pictures.weeks import MOST_ROWS
from sim.report.comparison.table import Weighed, plans_table, weeks_table
from sim.report.drawing.files import as_png, as_svg
from sim.report.texts.language import CODES, ENGLISH, Code, Language
from tests.experiments.shops import TINY

from .made import told

WIDE = "W" * 120
YEAR = TINY.replace("2026-W48..2026-W49", "2026-W01..2026-W53")
ALIKE = told(*((f"plan {n}", 0, (0, 0)) for n in range(1, 36)))
CROWD = told(*((f"plan {n}", 1500 if n == 9 else 25 * n, (10 - n // 3, n // 3)) for n in range(10)))


def drawn(figure: Figure) -> Figure:
    FigureCanvasAgg(figure).draw()
    return figure


def test_every_plan_is_a_point_where_its_table_says():
    plans = plans_table(CROWD)
    axes = cost_and_risk(CROWD, plans, ENGLISH).axes[0]
    points = {
        (x, y)
        for line in axes.lines
        if line.get_marker() in "os"
        for x, y in zip(*line.get_data(), strict=True)
    }
    assert points == {(row["extra_euro"], row["risk"]) for row in plans.to_pylist()}
    limit = [line for line in axes.lines if line.get_marker() == "None"]
    assert [set(line.get_ydata()) for line in limit] == [{0.05}]


def test_every_plan_has_its_number_and_no_number_lies_on_another():
    figure = drawn(cost_and_risk(CROWD, plans_table(CROWD), ENGLISH))
    texts = [one for one in figure.axes[0].texts if isinstance(one, Annotation) and one.get_text() != "5%"]
    named = [int(number) for text in texts for number in text.get_text().split(", ")]
    assert sorted(named) == list(range(1, 11))
    boxes = [text.get_window_extent() for text in texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def pictures(weighed: Weighed, say: Language = ENGLISH) -> tuple[Figure, Figure]:
    plans, weeks = plans_table(weighed), weeks_table(weighed)
    return drawn(cost_and_risk(weighed, plans, say)), drawn(weeks_side_by_side(weighed, plans, weeks, say))


def texts_of(figure: Figure) -> list[Text]:
    return [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]


@pytest.mark.parametrize(
    "weighed",
    [
        pytest.param(CROWD, id="a crowd"),
        pytest.param(ALIKE, id="many plans at a point"),
        pytest.param(told(("it", 0, (4, 0)), shop=WIDE), id="a shop of wide letters"),
        pytest.param(
            told(("it", 0, (4, 0)), shop="a shop of " + "many words " * 9), id="a shop of many words"
        ),
        pytest.param(told(("it", 0, (4, 0)), (WIDE, 10, (1, 0))), id="a plan of wide letters"),
        pytest.param(told(("it", 0, (4, 0)), text=YEAR), id="a year"),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_texts_stay_on_the_sheet(weighed: Weighed, code: Code):
    for figure in pictures(weighed, Language(code)):
        width, height = figure.canvas.get_width_height()
        labels = [label for axes in figure.axes for label in (axes.xaxis.label, axes.yaxis.label)]
        for text in [*texts_of(figure), *labels]:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height
            assert inside or not text.get_text(), text.get_text()


def test_many_plans_at_a_point_are_numbered_in_one_run_beside_it():
    axes = pictures(ALIKE)[0].axes[0]
    (numbers,) = [one for one in axes.texts if isinstance(one, Annotation) and one.get_text() == "1-35"]
    left, lower, right, upper = numbers.get_window_extent().extents
    x, y = axes.transData.transform(numbers.xy)
    near = 0.2 * axes.figure.dpi  # inches
    assert left - near < x < right + near and lower - near < y < upper + near


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ([7], "7"),
        ([1, 2, 3, 7], "1-3, 7"),
        ([1, 3, 5, 7], "1, 3, 5, 7"),
        ([1, 3, 5, 7, 9, 10], "1, 3, 5, 7, …"),
    ],
)
def test_numbers_in_a_row_are_written_as_one(numbers: list[int], written: str):
    assert in_runs(numbers) == written


@pytest.mark.parametrize("across", [0, 150, 300])
def test_a_long_text_stands_in_the_room_and_clear_of_its_point(across: int):
    room, spot, text = (0, 0, 300, 200), (across, 5), "100-134, 136-140, 150-160, 170-180, …"
    dx, dy = free(spot, text, [around_point(*spot)], room)
    left, lower, right, upper = around_text(spot[0] + dx, spot[1] + dy, text)
    assert left >= 0 and right <= 300 and lower >= 0 and upper <= 200
    assert lower > spot[1] or left > across or right < across


def test_a_name_of_wide_letters_lies_on_no_cell():
    axes = pictures(told(("it", 0, (4, 0)), (WIDE, 10, (1, 0))))[1].axes[0]
    names = [one for one in axes.texts if one.get_transform() != axes.transData]
    assert len(names) == 2
    assert all(one.get_window_extent().x1 < axes.get_window_extent().x0 for one in names)


@pytest.mark.parametrize("code", CODES)
def test_cells_too_narrow_for_figures_say_where_they_are(code: Code):
    figure = pictures(told(("it", 0, (4, 0)), text=YEAR), Language(code))[1]
    assert figures_of(figure.axes[0]) == {}
    assert any("weeks.csv" in one.get_text() for one in figure.texts)


def test_cells_with_figures_name_no_file():
    assert not any("weeks.csv" in one.get_text() for one in pictures(told(("it", 0, (4, 0))))[1].texts)


def test_letters_that_the_font_lacks_are_question_marks():
    for figure in pictures(told(("小店 🙂 é", 0, (4, 0)), shop="小店 Łódź")):
        said = " ".join(text.get_text() for text in texts_of(figure))
        assert "?? ? é" in said and "?? Łódź" in said


def test_a_saved_picture_has_question_marks_for_what_the_font_lacks():
    figure = Figure()
    figure.text(0, 0, "小\né")
    as_svg(figure, "name")
    assert figure.texts[0].get_text() == "?\né"
    figure.texts[0].set_text("店")
    as_png(figure)
    assert figure.texts[0].get_text() == "?"


def figures_of(axes: Axes) -> dict[tuple[int, int], str]:
    """What stands in each cell of a panel: row and week."""
    cells = [one for one in axes.texts if one.get_transform() == axes.transData]
    return {(int(one.get_position()[1]), int(one.get_position()[0])): one.get_text() for one in cells}


def test_every_week_of_a_plan_is_a_cell_with_the_chance_of_its_table():
    few = told(("as it is", 0, (20, 2)), ("dear", 900, (1, 0)))  # of 20 seasons
    answers, phone = weeks_side_by_side(few, plans_table(few), weeks_table(few), ENGLISH).axes
    assert figures_of(answers) == {(0, 0): "100%", (0, 1): "10%", (1, 0): "5%", (1, 1): "0%"}
    assert figures_of(phone) == {(0, 0): "5%", (0, 1): "0%", (1, 0): "5%", (1, 1): "0%"}


def test_a_week_is_shaded_and_bold_where_it_is_missed_more_often_than_allowed():
    few = told(("as it is", 0, (20, 2)), ("dear", 900, (1, 0)))
    axes = weeks_side_by_side(few, plans_table(few), weeks_table(few), ENGLISH).axes[0]
    shades = axes.collections[0].get_array()
    assert shades.mask.tolist() == [[False, False], [True, True]]  # 5% is allowed
    bold = [one.get_text() for one in axes.texts if one.get_weight() == "bold" and one.get_text()[-1] == "%"]
    assert sorted(bold) == ["10%", "100%"]


def test_no_more_plans_are_shown_week_by_week_than_a_page_holds_and_the_rest_is_counted():
    crowd = told(*((f"plan {n}", 100 * n, (20 - n, 0)) for n in range(MOST_ROWS + 3)))
    figure = weeks_side_by_side(crowd, plans_table(crowd), weeks_table(crowd), ENGLISH)
    names = [one.get_text() for one in figure.axes[0].texts if "plan" in one.get_text()]
    assert len(names) == MOST_ROWS
    assert names[0] == "1 plan 0"
    assert "3 more in weeks.csv" in [one.get_text() for one in figure.texts]


def test_the_number_of_a_plan_stands_clear_of_the_limit_that_it_just_keeps():
    few = told(("as it is", 0, (10, 0)), ("safe", 1000, (1, 0)))
    axes = drawn(cost_and_risk(few, plans_table(few), ENGLISH)).axes[0]
    boxes = {one.get_text(): one.get_window_extent() for one in axes.texts}
    assert not boxes["2"].overlaps(boxes["5%"])


@pytest.mark.parametrize("plans", [1, 2])
def test_plans_alike_are_drawn_too(plans: int):
    alike = told(*((f"plan {n}", 0, (0, 0)) for n in range(plans)))
    drawn(cost_and_risk(alike, plans_table(alike), ENGLISH))
    drawn(weeks_side_by_side(alike, plans_table(alike), weeks_table(alike), ENGLISH))


def test_the_names_of_a_few_plans_are_whole_in_both_keys_and_lie_apart():
    name = "temps.count=2, temps.speed=0.75, temps.weeks=6, prices=high, order=first answers first"
    few = told(("as it is", 0, (3, 4)), (name, 4200, (1, 1)), (f"{name}, phone", 5600, (0, 1)))
    plans = plans_table(few)
    for figure in (
        cost_and_risk(few, plans, ENGLISH),
        weeks_side_by_side(few, plans, weeks_table(few), ENGLISH),
    ):
        drawn(figure)
        texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
        said = " ".join(" ".join(text.get_text() for text in texts).split())
        assert name in said and f"{name}, phone" in said
        boxes = [text.get_window_extent() for text in texts if text.get_text()]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
