"""One day as columns, as a picture and as a page; the day is that of the shop of two."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.text import Text

from sim.deadline import day_number
from sim.demand.work import CALL, FOLLOW_UP, MAIL
from sim.operation.contract import CLOSED, SERVED
from sim.report.drawing.files import as_png, as_svg
from sim.report.replay.day import Day, day_of, summed_up, title_of
from sim.report.replay.film import film
from sim.report.replay.film_page import film_page
from sim.report.texts.language import ENGLISH, Language
from tests.operation.desk import Duty, call, mail
from tests.report.texts.test_dutch import english_in

from .shop import CASES, CUSTOMERS, MINUTE_S, at, season

MONDAY = day_number(date(2026, 11, 30))
HOUR_S = 3600
MADE = "shop · season 0"


@pytest.fixture(scope="module")
def monday() -> Day:
    return day_of(season(customers=CUSTOMERS, case=CASES), MONDAY)


def seconds(hour: int, minute: int) -> int:
    return hour * HOUR_S + minute * 60


def test_what_waits_waits_until_it_is_taken_and_not_while_somebody_holds_it(monday):
    waits = [(kind, since, until) for kind, since, until, _ in monday.waits.tolist()]

    assert sorted(waits) == [(MAIL, at(8, 50), at(9, 0)), (MAIL, at(8, 55), at(9, 10))]


def test_the_number_waiting_rises_and_falls(monday):
    instants, number = monday.waiting(MAIL)

    assert dict(zip(instants.tolist(), number.tolist(), strict=True)) == {
        at(0, 0): 0, at(8, 50): 1, at(8, 55): 2, at(9, 0): 1, at(9, 10): 0,
    }  # fmt: skip


def test_everybody_has_a_lane_with_what_they_did(monday):
    anna, ben = monday.lanes

    assert (anna.name, anna.is_in, ben.name, ben.is_in) == ("Anna", True, "Ben", False)
    assert anna.stretches.tolist() == [[at(9, 0), at(9, 20)], [at(9, 30), at(17, 0)]]
    assert anna.spells.tolist() == [
        [MAIL, at(9, 0), at(9, 10)],
        [MAIL, at(9, 10), at(9, 15)],
        [CALL, at(9, 15), at(9, 18)],
        [MAIL, at(9, 18), at(9, 20)],
        [MAIL, at(9, 30), at(9, 43)],
        [FOLLOW_UP, at(10, 43), at(10, 48)],
    ]
    assert not len(ben.spells) and not len(ben.stretches)


def test_deadlines_that_come_due_on_the_day_are_those_of_the_norm():
    """Two questions of Friday 10:00 and 11:00 are due on Monday at these hours; Anna begins at 10:30."""
    rows = [mail(at(10, 0, day=27), MINUTE_S), mail(at(11, 0, day=27), MINUTE_S), mail(at(12, 0), MINUTE_S)]

    day = day_of(season(rows, [Duty(at(10, 30), at(17, 0))]), MONDAY)

    assert day.due_at.tolist() == [at(10, 0), at(11, 0)] and day.late.tolist() == [True, False]
    assert sorted(day.waits[:, 3].tolist()) == [at(10, 0), at(11, 0)]  # that of 12:00 does not wait
    assert summed_up(day, ENGLISH) == (
        "1 question came; 2 questions fell due, 1 of them answered late or never; 0 of 0 calls answered"
    )


def test_the_hours_shown_reach_an_hour_beyond_the_people(monday):
    assert monday.shown == (at(8, 0), at(18, 0))
    assert day_of(season([], []), MONDAY + 5).shown == (at(8, 0) + 5 * 86_400, at(18, 0) + 5 * 86_400)


def test_all_that_falls_due_lies_within_the_hours_shown(monday):
    midnight, before_dawn = monday.begin + 86_400, at(5, 30)

    assert replace(monday, due_at=np.array([midnight])).shown == (at(8, 0), monday.end)
    assert replace(monday, due_at=np.array([before_dawn])).shown == (at(5, 0), at(18, 0))
    assert replace(monday, due_at=np.array([at(17, 0)])).shown == monday.shown


def test_a_day_cuts_what_reaches_over_midnight():
    """A night shift from Sunday 22:00 to Monday 06:00, a mail in hand at midnight."""
    played = season([mail(at(23, 50, day=29), 20 * MINUTE_S)], [Duty(at(22, 0, day=29), at(6, 0))])

    sunday, monday = (day_of(played, MONDAY - 1), day_of(played, MONDAY))

    assert sunday.lanes[0].spells.tolist() == [[MAIL, at(23, 50, day=29), at(0, 0)]]
    assert monday.lanes[0].spells.tolist() == [[MAIL, at(0, 0), at(0, 10)]]
    assert sunday.shown[1] == sunday.end and monday.shown[0] == monday.begin


def test_calls_are_answered_or_lost():
    rows = [call(at(9, 0), 60), call(at(9, 0, 30), 60, patience=10)]

    day = day_of(season(rows, [Duty(at(9, 0), at(17, 0))]), MONDAY)

    assert day.calls_at.tolist() == [at(9, 0), at(9, 0, 30)] and day.calls_answered.tolist() == [True, False]


def test_who_finds_the_phone_closed_makes_no_attempt_and_is_told_apart():
    """As in the log, and by the norm: nobody has lost such a call."""
    told = season([call(at(8, 0), 60), call(at(9, 0), 60)], [Duty(at(9, 0), at(17, 0))])
    outcome = np.array([CLOSED, SERVED])

    day = day_of(replace(told, happened=replace(told.happened, outcome=outcome)), MONDAY)

    assert day.calls_at.tolist() == [at(9, 0)] and day.calls_answered.tolist() == [True]
    assert summed_up(day, ENGLISH).endswith("; 1 of 1 call answered; 1 call while the phone was closed")


def test_the_picture_names_day_people_hours_and_colours(monday):
    figure = film(monday, MADE, ENGLISH)

    texts = {text.get_text() for text in figure.findobj(lambda one: hasattr(one, "get_text"))}
    assert {"Monday 30 November 2026", summed_up(monday, ENGLISH), MADE} <= texts
    assert {"Anna", "Ben", "not in today", "08:00", "18:00", "question", "reply", "call"} <= texts
    assert {"Waiting", "Calls", "Falling due", "answered", "lost"} <= texts


def test_the_picture_in_dutch_holds_no_english_and_no_name_lies_on_the_labels_beside_it(monday):
    figure = film(monday, "winkel", Language("nl"))
    figure.canvas.draw()

    assert english_in(" ".join(text.get_text() for text in figure.findobj(Text))) == []
    beside = [label.get_window_extent() for axes in figure.axes for label in axes.get_yticklabels()]
    names = [text.get_window_extent() for text in figure.texts]
    assert not any(name.overlaps(label) for name in names for label in beside)


def test_the_picture_of_the_same_day_is_the_same_bytes(monday):
    assert as_png(film(monday, MADE, ENGLISH)) == as_png(film(monday, MADE, ENGLISH))
    assert as_svg(film(monday, MADE, ENGLISH), "film") == as_svg(film(monday, MADE, ENGLISH), "film")


def test_a_day_on_which_nothing_happens_is_drawn_too():
    assert as_png(film(day_of(season([], []), MONDAY + 5), MADE, ENGLISH))


def test_a_day_on_which_nobody_is_planned_says_so_in_the_picture(monday):
    empty = film(
        day_of(season([], []), date(2026, 11, 28).toordinal() - date(1970, 1, 1).toordinal()), "made", ENGLISH
    )
    said = [text.get_text() for axes in empty.axes for text in axes.texts]

    assert "nobody is planned on this day" in said
    assert any("nobody is planned on this day" in text.get_text() for text in empty.texts)
    manned = film(monday, "made", ENGLISH)
    assert not any("nobody is planned" in text.get_text() for axes in manned.axes for text in axes.texts)


def test_no_name_of_a_person_lies_on_another(monday):
    figure = film(monday, MADE, ENGLISH)
    figure.canvas.draw()
    lanes = next(
        axes for axes in figure.axes if "Anna" in [label.get_text() for label in axes.get_yticklabels()]
    )
    boxes = [label.get_window_extent() for label in lanes.get_yticklabels()]
    assert boxes[0].y0 > boxes[1].y1 and min(box.x0 for box in boxes) > 0


def test_a_long_name_or_one_that_the_font_lacks_stays_on_the_sheet_and_is_drawn_without_a_warning(monday):
    names = (
        "\u674e\u96f7 of the early shift",
        "Wilhelmina of the very late and of the weekend's early shift",
    )
    lanes = [replace(lane, name=name) for lane, name in zip(monday.lanes, names, strict=True)]
    figure = film(replace(monday, lanes=lanes), MADE, ENGLISH)
    figure.canvas.draw()  # warnings are errors

    labels = [label for axes in figure.axes for label in axes.get_yticklabels()]
    assert min(label.get_window_extent().x0 for label in labels) > 0
    assert {"?? of the early shift", "Wilhelmina of the \u2026"} <= {label.get_text() for label in labels}


def told_by(page: str) -> dict:
    return json.loads(re.search(r"const day = (\{.*?\}), SOON", page, re.DOTALL)[1])


def test_the_page_holds_the_day_and_needs_no_network(monday):
    page = film_page(monday, MADE, ENGLISH)

    day = told_by(page)
    assert re.findall(r"(?:https?:)?//[a-z][^\"'\s]*", page) == [
        "http://www.w3.org/2000/svg"
    ]  # a name, not a link
    assert (day["first"], day["last"]) == (seconds(8, 0), seconds(18, 0))
    assert [one["name"] for one in day["people"]] == ["Anna", "Ben"]
    assert [MAIL, seconds(8, 55), seconds(9, 10), seconds(17, 0)] in day["waits"]
    assert day["clock"] == [[0, 0]]
    assert title_of(monday, ENGLISH) in page and summed_up(monday, ENGLISH) in page


def test_the_page_shows_the_wall_on_the_day_of_a_clock_change():
    """On 25 October 2026 the hour from 2 comes twice: four hours after midnight the wall shows 03:00."""
    midnight = at(0, 0) - 36 * 86_400 - HOUR_S
    none = np.zeros(0, np.int64)
    day = Day(
        MONDAY - 36, midnight, midnight + 25 * HOUR_S,
        waits=np.zeros((0, 4), np.int64), calls_at=none, calls_answered=none == 0, calls_closed=0,
        due_at=none, late=none == 0, asked=0, lanes=[],
    )  # fmt: skip

    assert told_by(film_page(day, MADE, ENGLISH))["clock"] == [[0, 0], [3 * HOUR_S, -HOUR_S]]


def test_no_hour_lies_on_another_where_the_whole_day_is_shown(monday):
    night = replace(monday.lanes[0], stretches=np.array([[monday.begin, monday.end]]))
    figure = film(replace(monday, lanes=[night]), MADE, ENGLISH)
    figure.canvas.draw()

    hours = figure.axes[0].get_xticklabels()
    assert [hour.get_text() for hour in hours[:3]] == ["00:00", "02:00", "04:00"]
    boxes = [hour.get_window_extent() for hour in hours]
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))


def test_a_name_with_a_bracket_does_not_end_the_script(monday):
    lane = replace(monday.lanes[0], name="</script><b>Anna")
    page = film_page(replace(monday, lanes=[lane]), MADE, ENGLISH)

    assert page.count("</script>") == 1 and told_by(page)["people"][0]["name"] == "</script><b>Anna"
