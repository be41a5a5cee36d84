"""The share answered in one picture: the bands as they were called, what came, and the norm."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.calibrate.backtest.pick_up import Week
from sim.report.backtest.bands import Band, Points, draw, name_weeks
from sim.report.backtest.pick_up.found import Found
from sim.report.backtest.pick_up.screen import said
from sim.report.drawing.fitting import head_line, key_above
from sim.report.drawing.look import A4_IN, INK, NORM, NORMAL, TITLE, look
from sim.report.texts.language import Language
from sim.report.words import span

HEIGHT_IN = 6.2
LEFT, WIDTH = 0.09, 0.88  # of the sheet
BOXES = {"known": (0.50, 0.32), "forecast": (0.06, 0.32)}  # from below, and height, of the sheet


def bands_picture(found: Found, say: Language) -> Figure:
    """Draw the weeks with their calls known above, with their calls forecast below."""
    mondays = [week.monday for week in found.weeks.known]
    with look():
        figure = Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white")
        title = say("backtest.pick_up.title", name=found.name, weeks=span(mondays, say))
        head_line(figure, 0.14, title, TITLE, weight="bold", color=INK)
        for way, weeks in (("known", found.weeks.known), ("forecast", found.weeks.forecast)):
            bottom, height = BOXES[way]
            axes = figure.add_axes((LEFT, bottom, WIDTH, height))
            _panel(axes, weeks, float(found.least), say)
            axes.set_title(said(f"panel_{way}", weeks, say), fontsize=NORMAL, loc="left")
            if way == "known":
                key_above(axes, 1.14, columns=4)
    return figure


def _panel(axes: Axes, weeks: Sequence[Week], least: float, say: Language) -> None:
    called, low, high, came = (
        np.array([getattr(week, name) for week in weeks]) for name in ("predicted", "low", "high", "came")
    )
    band = Band(low, high, say("backtest.key.inside_90"))
    middle = Points(called, say("backtest.pick_up.called"))
    wrong = np.array([not week.right for week in weeks])
    draw(axes, (band,), middle, Points(came, say("backtest.pick_up.came")), wrong)
    axes.axhline(
        least,
        color=NORM,
        linewidth=1.0,
        linestyle="--",
        label=say("backtest.pick_up.norm", least=say.percent(least)),
    )
    name_weeks(axes, [week.monday for week in weeks])
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: say.percent(value)))
    axes.margins(x=0.02, y=0.08)
