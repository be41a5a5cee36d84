"""Every worked example of the rules, told in the TOML files beside this one: one situation, one verdict.

What is expected was typed from norms/README.md, section 4, never taken from the code.
"""

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from sim.deadline import week_from_label
from sim.norms.standing.groeistart import looks
from sim.norms.standing.policy import policy_events
from sim.norms.standing.score import standing
from sim.norms.told.indicators import API_NAMES, indicators

from .tell import ABOUT_A_VERDICT, instant, log_of, stories, verdicts_of

DEFAULT_EDITIONS = ("8wh", "24h-weekday")
STORIES = stories()
NAMES = [story["name"] for story in STORIES]


@pytest.mark.parametrize("story", STORIES, ids=NAMES)
def test_story(story: dict[str, Any]) -> None:
    for line in story.get("expect", []):
        for edition in [line["edition"]] if "edition" in line else DEFAULT_EDITIONS:
            _hold_verdict(story, line, edition)
    for line in story.get("history", []):
        _hold_history(story, line)
    for line in story.get("standing", []):
        _hold_standing(story, line)
    if "looks" in story:
        _hold_looks(story)
    if "policy" in story:
        assert [event.what for event in policy_events(log_of(story))] == story["policy"]


def _hold_verdict(story: dict[str, Any], line: dict[str, Any], edition: str) -> None:
    verdicts = verdicts_of(story, line, edition)
    verdict = verdicts.at(line["norm"], line["week"])._asdict()
    wanted = {key: value for key, value in line.items() if key in verdict and key not in ("norm", "week")}
    assert {key: verdict[key] for key in wanted} == wanted, f"under {edition}: {verdict}"
    if "due" in line:
        arrived_at = np.array([instant(story["cases"][0]["arrived_at"])])
        assert verdicts.view.clock.due(arrived_at, verdicts.view.options.boundary).tolist() == [
            instant(line["due"])
        ]
    if "conforms" in line:
        assert _api_score(verdicts, line)["conforms"] is line["conforms"]


def _api_score(verdicts: Any, line: dict[str, Any]) -> dict[str, Any]:
    told = indicators(verdicts, line["week"])["performanceIndicators"]
    (found,) = [one for one in told if one["name"] == API_NAMES[line["norm"]]]
    return found["details"]["score"]


def _hold_history(story: dict[str, Any], line: dict[str, Any]) -> None:
    verdicts = verdicts_of(story, line, line.get("edition", "8wh"))
    (week,) = [row for row in verdicts.history if row.week == week_from_label(line["week"])]
    for key, value in line.items():
        if key not in ("week", *ABOUT_A_VERDICT):
            assert getattr(week, key) == (instant(value) if key.endswith("_at") else value), (key, week)


def _hold_standing(story: dict[str, Any], line: dict[str, Any]) -> None:
    told = standing(verdicts_of(story, line, line.get("edition", "8wh")))
    [row] = [row for row in told if (row.norm, row.method) == (line["norm"], line.get("method", ""))]
    for key, value in line.items():
        if key not in ABOUT_A_VERDICT:
            assert getattr(row, key) == value, (key, row)


def _hold_looks(story: dict[str, Any]) -> None:
    told = looks(verdicts_of(story, {}, "8wh").view)
    assert [asdict(look) for look in told] == [{**line, "at": instant(line["at"])} for line in story["looks"]]


def test_every_worked_example_is_told() -> None:
    assert {story["row"] for story in STORIES if "row" in story} == set(range(1, 30))


def test_every_story_names_its_rule_and_source() -> None:
    for story in STORIES:
        assert story["rule"] and story["source"] and story["basis"][0] in "SRU", story["name"]


def test_no_two_stories_bear_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
