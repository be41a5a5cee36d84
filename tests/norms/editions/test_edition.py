"""The editions against the list that the project started from, typed by hand and not by this code."""

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sim.norms.editions.edition import NORMS, default_edition, edition, editions, exact, newest

ANSWERS = json.loads((Path(__file__).parents[2] / "answers" / "editions.json").read_text(encoding="utf-8"))
NAMES = ["24h-2021", "8wh", "24h-weekday", "2026-min-target"]
NOT_IN_THE_LIST = {  # what norms/README.md says, and its list of editions does not
    "returns": {"mail"},  # section 1, K19
    "response": {"phone_cases_count"},  # 5.16
    "phone": {"min_ring_s"},  # 5.13
    "cancellations": {"promised_day_counts"},  # section 2
}


def told(name: str) -> dict[str, dict[str, Any]]:
    """What the list says of an edition, with what it inherits."""
    own = ANSWERS[name]
    norms = told(own["inherits"]) if own["inherits"] else {}
    return norms | {
        norm: norms.get(norm, {}) | values for norm, values in own.items() if isinstance(values, dict)
    }


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, float):
        return ours == Fraction(str(theirs))
    return list(ours) == theirs if isinstance(theirs, list) else bool(ours == theirs)


def test_there_are_four_editions_from_old_to_new():
    assert [one.name for one in editions()] == NAMES
    assert newest().name == "2026-min-target"


def test_exactly_one_edition_is_the_default():
    assert [one.name for one in editions() if one.default] == ["8wh"]
    assert default_edition() is edition("8wh")


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_the_list_is_ours(name: str):
    assert edition(name).inherits == ANSWERS[name]["inherits"]
    assert edition(name).said_in == ANSWERS[name]["said_in"]
    for norm, values in told(name).items():
        ours = asdict(getattr(edition(name), norm))
        for key in values.keys() - {"basis"}:
            assert same(ours[key], values[key]), (norm, key)


@pytest.mark.parametrize("name", NAMES)
def test_we_have_no_value_that_the_list_has_not(name: str):
    for norm, values in told(name).items():
        extra = edition(name).provenance[norm].keys() - values.keys()
        assert extra == NOT_IN_THE_LIST.get(norm, set()), norm


@pytest.mark.parametrize("name", NAMES)
def test_every_value_says_where_it_comes_from(name: str):
    for norm, values in edition(name).provenance.items():
        for key, value in values.items():
            assert value.basis in ("S", "R", "U"), (norm, key)
            assert value.source or value.basis == "U", (norm, key)
            assert value.edition in NAMES


def test_a_value_is_told_from_the_edition_that_names_it():
    provenance = edition("2026-min-target").provenance
    assert provenance["response"]["hours"].edition == "24h-weekday"
    assert provenance["on_time"]["target_share"].edition == "2026-min-target"
    assert provenance["questions"]["max_ratio"].value is None
    assert provenance["questions"]["max_ratio"].since == date(2023, 6, 27)


def test_no_share_is_a_float():
    assert edition("8wh").on_time.min_share == Fraction(93, 100)
    assert edition("24h-2021").track_and_trace.min_share == Fraction(1)


def test_an_unknown_edition_is_answered_with_the_nearest():
    with pytest.raises(ValueError, match=r"edition must be one of .*; got '8hw'; did you mean '8wh'\?"):
        edition("8hw")


def test_the_norms_stand_in_the_order_of_the_list():
    assert [key for key, norm in ANSWERS["24h-2021"].items() if isinstance(norm, dict)] == [
        *NORMS,
        "strikes",
        "score",
    ]


def test_a_number_is_what_its_decimals_say():
    assert exact(0.07) == exact("0.07") == Fraction(7, 100)
    assert exact(1) == 1


def test_a_list_of_an_edition_cannot_be_changed():
    assert edition("8wh").strikes.mail_levels == (1, 2, 3, 4)
