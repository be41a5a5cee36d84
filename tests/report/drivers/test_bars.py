"""The tornado: bars where the figures say, values beside them, no text on another, hollow where chance."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.report.drivers.bars import HIGH, LOW, MOST, drivers_picture, label
from sim.report.drivers.figures import figure_name
from sim.report.drivers.table import drivers_table, spread_table
from sim.report.texts.language import CODES, ENGLISH, Code, Language
from sim.scenario.fits.guesses import ALL_GUESSES

from .made import SEVERAL, SPLIT, driver, found


def drawn(figure: Figure) -> Figure:
    FigureCanvasAgg(figure).draw()
    return figure


FIGURE = drawn(drivers_picture(found(*SEVERAL), ENGLISH))
LATE, RISK, PARTS = FIGURE.axes


def texts(figure: Figure) -> list[Text]:
    """All that is written: heads, keys, titles, values, and the ticks that lie in view."""
    written = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    for axes in figure.axes:
        left, right = axes.get_xlim()
        ticks = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
        written += [label for at, label in ticks if left <= at <= right]
        written += [*axes.get_yticklabels(), *axes.texts, axes._left_title]
        written += axes.get_legend().get_texts() if axes.get_legend() else []
    return [one for one in written if one.get_text()]


@pytest.mark.parametrize("code", CODES)
def test_names_of_figures_are_whole_in_two_lines(code: Code):
    say = Language(code)
    for key in ALL_GUESSES:
        assert label(key, say).replace("\n", " ") == figure_name(key, say)


def test_bars_run_from_the_season_as_it_is_to_what_each_end_comes_to():
    bars = [(bar.get_x(), bar.get_width()) for bar in LATE.patches]
    assert bars[:4] == [(1000, -800), (1000, 1900), (1000, 900), (1000, -750)]
    assert [bar.get_width() for bar in RISK.patches][:2] == pytest.approx([-0.08, 0.19])


def test_a_bar_that_may_be_chance_is_hollow_and_the_halves_have_two_colours():
    colors = [to_hex(bar.get_facecolor()) for bar in LATE.patches]
    assert colors == [LOW, HIGH] * 4 + ["#ffffff"] * 2


def test_each_end_bears_its_value_on_its_own_side():
    said = {one.get_text(): one.get_window_extent() for one in LATE.texts}
    assert said["92%"].x1 < said["76%"].x0  # more people at work are fewer late answers
    assert said["1.68 times"].x1 < said["2.02 times"].x0


@pytest.mark.parametrize("code", ["en", "nl"])
def test_no_text_lies_on_another_or_leaves_the_sheet(code):
    many = [driver("orders.survey_points_per_minute_ringing", (0.01, 0.02), (n, 3 * n)) for n in range(20)]
    for drivers in (SEVERAL, many):
        figure = drawn(drivers_picture(found(*drivers), Language(code)))
        width, height = figure.canvas.get_width_height()
        boxes = [(one.get_text(), one.get_window_extent()) for one in texts(figure)]
        assert [
            name for name, box in boxes if min(box.x0, box.y0) < 0 or box.x1 > width or box.y1 > height
        ] == []
        assert [
            (one, other) for (one, here), (other, there) in combinations(boxes, 2) if here.overlaps(there)
        ] == []


def test_no_more_bars_than_a_sheet_holds():
    many = [driver("work.minutes_per_mail", (6, 7), (-50, 50)) for _ in range(MOST + 5)]
    assert len(drivers_picture(found(*many), ENGLISH).axes[0].patches) == 2 * MOST


def test_the_parts_of_the_spread_fill_a_bar_and_large_ones_bear_their_share():
    assert [bar.get_width() for bar in PARTS.patches] == pytest.approx([0.55, 0.41, 0.04] * 2)
    assert [one.get_text() for one in PARTS.texts] == ["55%", "41%"] * 2


def test_the_tables_hold_what_the_picture_shows():
    rows = drivers_table(found(*SEVERAL).tornado).to_pylist()
    assert [row["figure"] for row in rows] == [one.ends.key for one in SEVERAL]
    assert rows[0]["failures_at_high"] == 1900 and rows[0]["failures_between_low"] == 1800
    assert [row["beyond_chance"] for row in rows] == [True] * 4 + [False]
    parts = spread_table(found().spread).to_pylist()
    assert [(row["counted"], row["part"], row["share"]) for row in parts][:2] == [
        ("failures", "forecast", 0.55),
        ("failures", "absence", 0.41),
    ]
    assert parts[0]["sd"] == SPLIT.sd and parts[-1]["endless_staff"] == 0.2
