"""The pictures, as far as they can be judged without looking."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.norms.editions.edition import NORMS
from sim.report.drawing.files import as_png, as_svg, save
from sim.report.drawing.look import scale
from sim.report.projection.pictures.chances import heat
from sim.report.projection.pictures.scores import projected_scores
from sim.report.projection.pictures.workload import workload
from sim.report.texts.language import CODES, ENGLISH, Language

from .projections import SHOPS, each_of, projection

PICTURES = (projected_scores, workload)
shop = each_of(
    {
        "a peak with orders": {},
        **SHOPS,
        "thirteen weeks with every feast": {"weeks": "2026-W41..2026-W53"},
        "half a year": {"weeks": "2026-W28..2026-W53"},
        "sixty weeks": {"weeks": "2025-W40..2026-W47"},
        "a long name": {"name": "the shop of two brothers & a $10$ idea that never <ends> in time"},
        "a name in letters that the font lacks": {"name": "小店"},
    }
)


@cache
def scores() -> Figure:
    return projected_scores(projection(), ENGLISH)


@pytest.mark.parametrize(
    "hours", ["mon-sat 09:00-17:00", "mon-fri 08:30-17:30, sat 10:00-16:30, sun 12:00-16:00"]
)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("picture", PICTURES)
def test_no_line_leaves_its_sheet_whatever_hours_are_judged(picture, code, hours):
    shop = projection(
        "2026-W51..2027-W02", name="a shop of 25 long letters", edition=f'8wh"\nhours = "{hours}'
    )
    figure = picture(shop, Language(code))
    for line in figure.texts:
        box = line.get_window_extent()
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1, line.get_text()
        assert line.get_fontsize() >= 6.5
    assert any(line.get_text().endswith((" yet", " getoetst")) for line in figure.texts)


def panels(figure: Figure) -> list[Axes]:
    return [axes for axes in figure.axes if axes.axison]


def medians(axes: Axes) -> list[float]:
    (strokes,) = [one for one in axes.collections if one.get_label() == "median"]
    return [segment[0, 1] for segment in strokes.get_segments()]


def norm_line(axes: Axes) -> float:
    (line,) = [one for one in axes.lines if one.get_label() == "norm"]
    return line.get_ydata()[0]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_the_first_panel_shows_the_norm_of_the_edition_and_says_so():
    figure = scores()

    assert norm_line(panels(figure)[0]) == 0.9
    assert "norm 90%" in texts(figure)


def test_late_answers_stand_against_the_nine_that_bring_no_mail():
    figure = scores()

    assert 9 < norm_line(panels(figure)[1]) < 10
    assert "9: no mail,\n10: a mail" in texts(figure)


@pytest.mark.parametrize(("panel", "norm"), [(0, "response"), (2, "phone"), (3, "on_time")])
def test_medians_are_those_of_the_simulated_seasons(panel, norm):
    seasons = projection()
    good, bad = (seasons.seasons.verdicts[:, :, NORMS.index(norm), column] for column in (0, 1))

    drawn = medians(panels(scores())[panel])

    assert drawn == pytest.approx(np.median(good / (good + bad), axis=0).tolist())


def test_median_late_answers_are_those_of_the_simulated_seasons():
    seasons = projection()

    drawn = medians(panels(scores())[1])

    assert drawn == np.median(seasons.seasons.verdicts[:, :, 0, 1], axis=0).tolist()


@pytest.mark.parametrize(
    ("weeks", "heads"),
    [
        (
            "2026-W47..2026-W52",
            ["W47", "W48\nBlack Friday", "W49\nSinterklaas", "W50", "W51", "W52\nChristmas"],
        ),
        ("2021-W47..2021-W49", ["W47\nBlack Friday", "W48\nSinterklaas", "W49"]),
        ("2026-W53..2027-W01", ["W53", "W01\n2027"]),
    ],
)
def test_weeks_and_feasts_are_named_at_the_head_of_their_columns(weeks, heads):
    figure = projected_scores(projection(weeks), ENGLISH)

    assert [label.get_text() for label in panels(figure)[0].get_xticklabels()] == heads


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("weeks", ["2025-W40..2026-W47", "2025-W01..2026-W52"])
def test_a_long_season_fits_a_sheet_of_a3_and_names_some_weeks(picture, weeks):
    figure = picture(projection(weeks), ENGLISH)
    heads = [label.get_text() for label in panels(figure)[0].get_xticklabels()]

    assert figure.get_size_inches()[0] <= 420 / 25.4 + 0.01
    assert heads[0] == f"W{weeks[6:8]}" and heads[1] == ""
    assert 20 <= sum(bool(head) for head in heads) <= 31
    assert [head.partition("\n")[2] for head in heads if "\n" in head] == ["2026"]


def test_half_a_year_names_every_week():
    heads = panels(projected_scores(projection("2026-W28..2026-W53"), ENGLISH))[0].get_xticklabels()

    assert [head.get_text()[:3] for head in heads] == [f"W{week}" for week in range(28, 54)]


def test_chances_are_printed_below_each_week():
    seasons = projection()
    missed = (seasons.seasons.verdicts[:, :, 0, 4] == 0).mean(axis=0)

    row = next(axes for axes in scores().axes if "chance below 90%" in texts_of(axes))

    assert texts_of(row)[: len(missed)] == [f"{share:.0%}" for share in missed]


def texts_of(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_a_week_at_risk_is_shaded_and_its_chance_is_bold():
    seasons = projection()
    missed = (seasons.seasons.verdicts[:, :, 0, 4] == 0).mean(axis=0)
    axes = panels(scores())[0]

    shaded = [patch.get_x() + 0.5 for patch in axes.patches if patch.get_label() == "at risk"]

    assert shaded == np.flatnonzero(missed >= 0.2).tolist()
    assert shaded  # the case has some


def test_a_norm_without_data_is_left_out():
    figure = projected_scores(projection(more="", calls=0), ENGLISH)

    assert not [text for text in texts(figure) if "Calls" in text or "Items" in text]


def test_strikes_have_a_row_only_where_the_edition_has_them():
    assert "chance of a strike" in texts(projected_scores(projection(edition="24h-weekday"), ENGLISH))
    assert "chance of a strike" not in texts(scores())


def test_an_edition_without_mail_shows_no_mail():
    assert not [
        text for text in texts(projected_scores(projection(edition="24h-2021"), ENGLISH)) if "mail" in text
    ]


def test_no_axis_has_a_figure_beyond_all_or_nothing():
    """Every parcel has its code: air above 100%, and no 100.4%."""
    shown = [
        label.get_text()
        for axes in panels(projected_scores(projection(), ENGLISH))
        for label in axes.get_yticklabels()
    ]
    shares = [float(one.rstrip("%")) for one in shown if one.endswith("%")]
    assert 100.0 in shares and min(shares) >= 0 and max(shares) <= 100


def test_air_above_all_bears_neither_figure_nor_tick():
    axes = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    scale(axes, 0.996, 1.004, "{:.1%}".format, lambda share: share <= 1)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["99.6%", "99.8%", "100.0%"]
    assert axes.get_ylim() == (0.996, 1.004)


@pytest.mark.parametrize("picture", PICTURES)
def test_letters_are_readable_where_a4_leaves_margins(picture, shop):
    """At least 8.5 points in print; a sheet wider than A4 is printed on A3."""
    figure = picture(shop, ENGLISH)
    width = figure.get_size_inches()[0]
    printed = 1 if width <= 180 / 25.4 + 0.3 else min(1, (420 - 2 * 12) / 25.4 / width)
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) * printed >= 8.4


def test_workload_counts_the_weeks_with_more_work_than_people():
    seasons = projection()
    work, people, *_ = np.moveaxis(seasons.seasons.load, -1, 0)

    row = next(axes for axes in workload(seasons, ENGLISH).axes if "work beyond people" in texts_of(axes))

    assert texts_of(row)[:6] == [f"{share:.0%}" for share in (work > people).mean(axis=0)]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("picture", PICTURES)
def test_no_text_lies_on_another_or_beyond_the_paper(picture, shop, code):
    figure = picture(shop, Language(code))
    boxes = boxes_of(figure)
    paper = figure.bbox

    beyond = [
        text
        for text, box in boxes
        if box.x0 < paper.x0 or box.y0 < paper.y0 or box.x1 > paper.x1 or box.y1 > paper.y1
    ]
    pairs = [
        (one, other)
        for (one, here), (other, there) in combinations(boxes, 2)
        if min(here.x1, there.x1) - max(here.x0, there.x0) > 0.5
        and min(here.y1, there.y1) - max(here.y0, there.y0) > 0.5
    ]

    assert not beyond
    assert not pairs


def boxes_of(figure: Figure):
    """Every text that is seen, with its box in pixels; ticks beyond their axis are not drawn."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    ticks = {
        id(label)
        for axes in figure.axes
        for tick in (*axes.xaxis.get_major_ticks(), *axes.yaxis.get_major_ticks())
        for label in (tick.label1, tick.label2)
        if not (axes.axison and _within(axes, tick))
    }
    seen = [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in ticks
    ]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in seen]


def _within(axes: Axes, tick) -> bool:
    low, high = sorted(
        (axes.xaxis if tick in axes.xaxis.get_major_ticks() else axes.yaxis).get_view_interval()
    )
    return low <= tick.get_loc() <= high


@pytest.mark.parametrize("picture", PICTURES)
def test_letters_are_readable_at_print_size(picture):
    assert (
        min(text.get_fontsize() for text in picture(projection(), ENGLISH).findobj(Text) if text.get_text())
        >= 8.5
    )


@pytest.mark.parametrize("picture", PICTURES)
def test_the_same_projection_gives_the_same_bytes(picture):
    first, second = picture(projection(), ENGLISH), picture(projection(), ENGLISH)

    assert as_svg(first, "name") == as_svg(second, "name")
    assert as_png(first) == as_png(second)


def test_pictures_name_neither_time_nor_program():
    figure = workload(projection(), ENGLISH)
    svg, png = as_svg(figure, "workload"), as_png(figure)

    assert "<dc:date>" not in svg and "Matplotlib" not in svg
    assert b"Software" not in png and b"tEXt" not in png


def test_saving_writes_both_files_and_nothing_else(tmp_path):
    save(workload(projection(), ENGLISH), tmp_path / "work.load")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["work.load.png", "work.load.svg"]


def test_a_user_s_own_settings_of_matplotlib_change_nothing():
    import matplotlib

    plain = as_svg(workload(projection(), ENGLISH), "workload")
    with matplotlib.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "none"}):
        assert as_svg(workload(projection(), ENGLISH), "workload") == plain


def test_a_higher_chance_is_darker_in_a_grey_print():
    greys = [np.dot(heat(chance), (0.299, 0.587, 0.114)) for chance in (0, 0.1, 0.3, 0.6, 1)]

    assert greys == sorted(greys, reverse=True)
    assert greys[0] - greys[-1] > 0.25
