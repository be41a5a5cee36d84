"""Every worked example of the rules, told event by event: backwards, and judged on the way."""

import pytest

from sim.norms import Verdicts
from sim.norms.live import LiveJudge
from tests.norms.live.events import whole_rows
from tests.stories.tell import log_of, stories, verdicts_of

LINES = [
    (story, line, line.get("edition", "24h-weekday"))
    for story in stories()
    for kind in ("expect", "history", "standing")
    for line in story.get(kind, [])
]


def by_hand(events: list, batch: Verdicts) -> LiveJudge:
    view = batch.view
    live = LiveJudge(view.edition, view.holidays, view.options)
    for event in reversed(events):
        for name, fact in event.facts.items():
            live.observe(event._replace(facts={name: fact}))
    return live


@pytest.mark.parametrize(("story", "line", "edition"), LINES, ids=[story["name"] for story, *_ in LINES])
def test_story(story, line, edition):
    batch = verdicts_of(story, line, edition)
    live = by_hand(whole_rows(log_of(story)), batch)
    as_of = batch.view.as_of
    live.verdicts(as_of - 86_400)
    told = live.verdicts(as_of)
    assert list(told) == list(batch)
    assert told.history == batch.history
    again = LiveJudge.restore(live.save())
    assert list(again.verdicts(as_of)) == list(batch)
    assert again.verdicts(as_of).view.options == batch.view.options
