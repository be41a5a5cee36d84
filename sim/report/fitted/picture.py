"""How well a fit describes a history, in one picture: what was seen beside what was fitted."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.calibrate.estimates.weeks import feasts
from sim.calibrate.shown import Curve, Level, Panel, Week
from sim.deadline.instants.wall import date_of, monday_of, week_label
from sim.report.drawing.fitting import head_line
from sim.report.drawing.look import A4_IN, BLUE, GREY, INK, NORMAL, PALE, SMALL, TITLE, VERMILION, look, rule
from sim.report.texts.language import Language
from sim.report.words import cut

HEAD_IN, ROW_IN, GAP_IN, FOOT_IN = 0.95, 1.75, 0.75, 0.5
LEFT_IN, RIGHT_IN, BETWEEN_IN = 0.65, 0.2, 0.75
NAME_LENGTH = 60
MOST_TICKS = 8
LOGARITHMIC = ("handle_time", "lag")  # curves whose axis is a duration of many sizes
BY_DAY = ("pick_up",)  # curves whose axis is days
MOST_DAYS_NAMED = 3
FACTORS = ("lag",)  # curves of something else than shares


def goodness(panels: Sequence[Panel], name: str, say: Language) -> Figure:
    """Draw the panels: weeks and hours over the whole width, curves two in a row."""
    wide = [panel for panel in panels if not isinstance(panel, Curve)]
    curves = [panel for panel in panels if isinstance(panel, Curve)]
    rows = len(wide) + (len(curves) + 1) // 2
    height = HEAD_IN + rows * ROW_IN + max(rows - 1, 0) * GAP_IN + FOOT_IN
    with look():
        figure = Figure(figsize=(A4_IN, height), facecolor="white")
        _head(figure, name, say)
        for row, panel in enumerate(wide):
            _panel(_axes(figure, row, 0, 1), panel, say)
        for place, curve in enumerate(curves):
            _panel(_axes(figure, len(wide) + place // 2, place % 2, 2), curve, say)
    return figure


def _head(figure: Figure, name: str, say: Language) -> None:
    title = say("fit.picture.title", name=cut(name, NAME_LENGTH))
    head_line(figure, 0.12, title, TITLE, weight="bold", color=INK)
    head_line(figure, 0.40, say("fit.picture.subtitle"), color=GREY)


def _axes(figure: Figure, row: int, column: int, columns: int) -> Axes:
    """Place a panel, row by row from the top, in one or two columns."""
    across, down = map(float, figure.get_size_inches())
    width = (across - LEFT_IN - RIGHT_IN - (columns - 1) * BETWEEN_IN) / columns
    left = LEFT_IN + column * (width + BETWEEN_IN)
    top = HEAD_IN + row * (ROW_IN + GAP_IN)
    return figure.add_axes((left / across, 1 - (top + ROW_IN) / down, width / across, ROW_IN / down))


def _panel(axes: Axes, panel: Panel, say: Language) -> None:
    rule(axes)
    match panel:
        case Level():
            _level(axes, panel, say)
        case Week():
            _week(axes, panel, say)
        case Curve():
            _curve(axes, panel, say)


def _level(axes: Axes, panel: Level, say: Language) -> None:
    weeks, place = panel.weeks, np.arange(len(panel.weeks.mondays))
    feast = feasts(weeks.mondays)
    axes.axhspan(panel.low, panel.high, color=PALE, linewidth=0)
    axes.axhline(panel.level, color=BLUE, linewidth=1.6)
    normal = weeks.held & ~feast
    axes.plot(place[normal], weeks.counts[normal], "o", color=INK, markersize=3.2)
    rest = ~normal & ~feast  # nearly empty: a gap of the file
    axes.plot(place[rest], weeks.counts[rest], "o", color=GREY, fillstyle="none", markersize=3.2)
    if feast.any():
        label = say("fit.picture.feasts")
        axes.plot(place[feast], weeks.counts[feast], "^", color=VERMILION, markersize=4.2, label=label)
        axes.legend(fontsize=SMALL, frameon=False, loc="lower right", bbox_to_anchor=(1, 0.98), borderpad=0)
    what = say(f"fit.what.{panel.what}")
    _titled(axes, say("fit.picture.level", what=what))
    step = max(1, -(-len(place) // MOST_TICKS))
    axes.set_xticks(
        place[::step], [week_label(one) for one in weeks.mondays[::step].tolist()], fontsize=SMALL
    )
    axes.set_ylim(0, max(float(weeks.counts.max()), panel.high) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value)))


def _week(axes: Axes, panel: Week, say: Language) -> None:
    hours = np.arange(168) + 0.5
    axes.stairs(100 * panel.fitted.ravel(), np.arange(169), color=BLUE, linewidth=1.4, baseline=None)
    axes.plot(hours, 100 * panel.seen.ravel(), "o", color=INK, markersize=2.2)
    axes.set_xlim(0, 168)
    axes.set_xticks(np.arange(7) * 24, [""] * 7)
    axes.set_xticks(np.arange(7) * 24 + 12, say.listed("calendar.days"), minor=True, fontsize=SMALL)
    axes.tick_params(axis="x", which="minor", length=0)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: say.plain(value)))
    _titled(axes, say("fit.picture.week", what=say(f"fit.what.{panel.what}")))


def _curve(axes: Axes, panel: Curve, say: Language) -> None:
    axes.plot(panel.x, panel.seen, "o", color=INK, markersize=2.6)
    if len(panel.fitted):
        axes.plot(panel.x, panel.fitted, color=BLUE, linewidth=1.6)
    else:  # what is left unexplained: the least was fitted
        axes.axvline(panel.x[panel.seen.argmin()], color=BLUE, linewidth=1.6)
    _titled(axes, say(f"fit.picture.{panel.what}.title"))
    axes.set_xlabel(say(f"fit.picture.{panel.what}.x"), fontsize=SMALL, color=INK)
    axes.set_ylabel(say(f"fit.picture.{panel.what}.y"), fontsize=SMALL, color=INK)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    form = say.plain if panel.what in FACTORS else say.percent
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: form(value)))
    _along(axes, panel, say)


def _along(axes: Axes, panel: Curve, say: Language) -> None:
    """Write along the axis of a curve: powers of ten, round figures, or Mondays."""
    if panel.what in BY_DAY:
        named = _mondays(panel.x.astype(np.int64))
        axes.set_xticks(named, [say.day(date_of(day)) for day in named], fontsize=SMALL)
        return
    if panel.what in LOGARITHMIC:
        axes.set_xscale("log")
    else:
        axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say.plain(value)))


def _mondays(days: np.ndarray) -> list[int]:
    """Choose a few Mondays among rising days (int64[n]), so many weeks apart; without any, the first day."""
    mondays = np.arange(int(monday_of(days[:1] + 6)[0]), int(days[-1]) + 1, 7)
    return mondays[:: -(-len(mondays) // MOST_DAYS_NAMED)].tolist() if len(mondays) else [int(days[0])]


def _titled(axes: Axes, title: str) -> None:
    axes.set_title(title[:1].upper() + title[1:], fontsize=NORMAL, weight="bold", loc="left", color=INK)
