"""The picture of a week by the half-hour, as far as it can be judged without looking."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.experiments.estimates.coverage import expected_load, planned_people
from sim.experiments.seasons.shop import Shop
from sim.report.projection.pictures.coverage import GROUPS, coverage
from sim.report.texts.language import CODES, Language
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

from .test_pictures import boxes_of

MORE = '[temps]\ncount = 1\nfrom = "2026-11-23"\nweeks = 2\n'
SHOP = Shop(
    read_text(TINY.replace("[orders]", f'Saturday = "sat 09:00-13:00"\n{MORE}[orders]'), "x").scenario
)
MONDAY, KNOWN = SHOP.season.weeks[0], {"Sanne", "Mehmet", "temp 1"}


@pytest.fixture(scope="module", params=CODES)
def drawn(request) -> Figure:
    return coverage(SHOP, MONDAY, KNOWN, 1, Language(request.param))


def test_people_are_stacked_by_who_they_are_up_to_all_of_them(drawn):
    stairs = {patch.get_label(): patch.get_data() for patch in drawn.axes[0].patches}
    names = [name for name in stairs if name in GROUPS]
    assert names == ["own", "temps", "added"]
    tops = [np.asarray(stairs[name].values) for name in names]
    assert tops[-1] == pytest.approx(planned_people(SHOP, SHOP.staff, MONDAY))
    assert (tops[0] <= tops[1]).all() and (tops[1] <= tops[2]).all()
    assert (tops[2] - tops[1]).sum() == 8  # four hours of Saturday


def test_the_line_is_the_work_that_comes(drawn):
    [work] = [patch for patch in drawn.axes[0].patches if patch.get_label() == "work"]
    assert np.asarray(work.get_data().values) == pytest.approx(expected_load(SHOP, MONDAY, 1))


def test_groups_differ_without_their_colours(drawn):
    """Each has a hatch of its own, and a lightness that a grey print keeps apart from the next one."""
    patches = {patch.get_label(): patch for patch in drawn.axes[0].patches if patch.get_label() in GROUPS}
    assert len({patch.get_hatch() for patch in patches.values()}) == len(patches) == 3
    greys = [np.dot(patch.get_facecolor()[:3], (0.299, 0.587, 0.114)) for patch in patches.values()]
    assert abs(greys[0] - greys[1]) > 0.15 and abs(greys[0] - greys[2]) > 0.15


def test_no_text_lies_on_another_or_beyond_the_paper_and_all_are_readable(drawn):
    seen = boxes_of(drawn)
    assert min(text.get_fontsize() for text in drawn.findobj(Text) if text.get_text()) >= 9
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= drawn.bbox.x1 for _, box in seen)
    pairs = [(one, other) for (one, here), (other, there) in combinations(seen, 2) if here.overlaps(there)]
    assert not pairs
