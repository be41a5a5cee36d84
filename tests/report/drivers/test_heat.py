"""The heat map of the week: what its panels count, and when there is but one."""

from dataclasses import replace

import numpy as np

from sim.experiments.drivers.hours import Hours
from sim.report.drivers.heat import heat_map, panels
from sim.report.texts.language import ENGLISH, Language

from .made import found

COUNTED = ("late answers", "answers below 90%")


def hours(weeks_spared: list[float]) -> Hours:
    """One half-hour, whose person spares so many missed weeks in each of two seasons."""
    (monday,) = found().hours.cells
    return Hours((replace(monday, weeks_spared=np.array(weeks_spared)),), 30)


def titles(weeks_spared: list[float], say: Language = ENGLISH) -> list[str]:
    return [one.title for one in panels(hours(weeks_spared), COUNTED, say)]


def test_the_weeks_say_what_they_are_missed_with():
    assert titles([0.0, 1.0]) == [
        "late answers fewer for each euro",
        "fewer weeks with answers below 90%\nfor each € 1,000",
    ]


def test_weeks_that_nobody_can_spare_have_no_panel():
    assert titles([0.0, 0.0]) == ["late answers fewer for each euro"]
    one, two = (heat_map(hours(spared), "tiny", COUNTED, ENGLISH) for spared in ([0.0, 0.0], [0.0, 1.0]))
    assert (len(one.axes), len(two.axes)) == (2, 4)  # each with its bar of colours
