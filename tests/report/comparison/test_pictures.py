"""The pictures of a comparison: they show the table, every plan has a number, no number lies on another."""

from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from sim.report.comparison.pictures import cost_and_risk, weeks_side_by_side
from sim.report.comparison.pictures.weeks import MOST_ROWS
from sim.report.comparison.table import plans_table, weeks_table
from sim.report.texts.language import CODES, ENGLISH, Code, Language

from .made import told

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


@pytest.mark.parametrize("code", CODES)
def test_texts_stay_on_the_sheet(code: Code):
    plans, weeks, say = plans_table(CROWD), weeks_table(CROWD), Language(code)
    for figure in (cost_and_risk(CROWD, plans, say), weeks_side_by_side(CROWD, plans, weeks, say)):
        width, height = drawn(figure).canvas.get_width_height()
        labels = [label for axes in figure.axes for label in (axes.xaxis.label, axes.yaxis.label)]
        for text in [*figure.texts, *labels, *(text for axes in figure.axes for text in axes.texts)]:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height
            assert inside or not text.get_text(), text.get_text()


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
