"""The last weeks in one picture: the bands as they were called, and what came."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.calibrate.backtest.rolling import Level
from sim.deadline import date_of
from sim.report.backtest.bands import Band, Points, draw, name_weeks
from sim.report.backtest.found import Found
from sim.report.drawing.fitting import head_line, key_above
from sim.report.drawing.look import A4_IN, INK, NORMAL, SMALL, TITLE, look
from sim.report.texts.language import Language
from sim.report.words import span

HEIGHT_IN = 6.4
LEFT, WIDTH = 0.09, 0.88  # of the sheet
WEEKS_BOX, DAYS_BOX = (0.50, 0.32), (0.06, 0.33)  # from below, and height, of the sheet
LAST_WEEKS = 8  # in the lower panel: days of more are not told apart on paper


def bands_picture(found: Found, say: Language) -> Figure:
    """Draw weeks above and, of the last ones, days below: 90% and 50% bands, median, and what came."""
    weeks = [call.monday for call in found.model]
    with look():
        figure = Figure(figsize=(A4_IN, HEIGHT_IN), facecolor="white")
        _head(figure, found, say)
        above = figure.add_axes((LEFT, WEEKS_BOX[0], WIDTH, WEEKS_BOX[1]))
        _panel(above, found, "week", say("backtest.panel.week"), say)
        name_weeks(above, weeks)
        below = figure.add_axes((LEFT, DAYS_BOX[0], WIDTH, DAYS_BOX[1]))
        _panel(below, found, "day", say("backtest.panel.day"), say)
        _scale_days(below, found, say)
        key_above(above, 1.1, columns=2)
    return figure


def _head(figure: Figure, found: Found, say: Language) -> None:
    weeks = [call.monday for call in found.model]
    title = say("backtest.title", name=found.name, weeks=span(weeks, say))
    said = say("backtest.said", n=len(weeks), inside=found.inside, off=say.exact_percent(found.off))
    head_line(figure, 0.14, title, TITLE, weight="bold", color=INK)
    head_line(figure, 0.44, said, color=INK)


def _panel(axes: Axes, found: Found, level: Level, title: str, say: Language) -> None:
    bands, middle, came = _shown(found, level)
    low_90, low_50, high_50, high_90 = bands.T
    widest = Band(low_90, high_90, say("backtest.key.inside_90"))
    inner = Band(low_50, high_50, say("backtest.key.inside_50"))
    median, points = Points(middle, say("backtest.key.median")), Points(came, say("backtest.key.came"))
    draw(axes, (widest, inner), median, points, (came < low_90) | (high_90 < came))
    axes.set_title(title, fontsize=NORMAL, loc="left")
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: say.number(value)))
    axes.margins(x=0.01, y=0.06)


def _shown(found: Found, level: Level) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return bands (float64[n, 4]), medians and what came of all weeks, or of the last days."""
    if level == "week":
        calls = found.model
        middle = np.array([call.middle_of_week for call in calls])
        came = np.array([call.came.sum() for call in calls])
    else:
        calls = found.model[-LAST_WEEKS:]
        middle = np.concatenate([call.middle for call in calls])
        came = np.concatenate([call.came.sum(axis=1) for call in calls])
    return np.concatenate([call.bands[level] for call in calls]), middle, came


def _scale_days(axes: Axes, found: Found, say: Language) -> None:
    """Name the first day of each week."""
    days = [call.days for call in found.model[-LAST_WEEKS:]]
    begins = np.cumsum([0, *(len(week) for week in days[:-1])])
    axes.set_xticks(begins, [say.day(date_of(int(week[0]))) for week in days], fontsize=SMALL)
