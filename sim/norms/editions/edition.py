"""An edition of the norms: dated, sourced values of editions/*.toml, read into one record a norm.

An edition inherits every value that it does not name. A number with a point becomes an exact Fraction, so
that 93 of 100 against 0.93 is a tie and not a rounding.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sim.deadline.instants.forms import one_of
from sim.norms.editions.records import (
    Cancellations,
    Contested,
    NewSeller,
    Nps,
    OnTime,
    Phone,
    Questions,
    Response,
    Returns,
    Reviews,
    Score,
    Strikes,
    TrackAndTrace,
)

FOLDER = Path(__file__).parent
PROVENANCE = ("basis", "source", "since", "why")


@dataclass(frozen=True)
class Value:
    """One value of a norm, and where it comes from."""

    value: Any  # None: the edition has none
    edition: str  # the edition that names it
    basis: str  # S the text of a source, R our reading, U not found and chosen here
    source: str = ""
    since: date | None = None
    why: str = ""


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the norms; `provenance` says of every value where it comes from."""

    name: str
    inherits: str | None
    said_in: str
    default: bool
    response: Response
    phone: Phone
    questions: Questions
    on_time: OnTime
    cancellations: Cancellations
    track_and_trace: TrackAndTrace
    reviews: Reviews
    returns: Returns
    nps: Nps
    strikes: Strikes
    holidays: Contested
    new_seller: NewSeller
    score: Score
    provenance: Mapping[str, Mapping[str, Value]]


NORMS = (
    "response",
    "phone",
    "questions",
    "on_time",
    "cancellations",
    "track_and_trace",
    "reviews",
    "returns",
    "nps",
)
_RECORDS: dict[str, Any] = {one.name: one.type for one in fields(Edition) if is_dataclass(one.type)}


def editions() -> tuple[Edition, ...]:
    """Return every edition, each after the one it inherits from."""
    known = [edition(path.stem) for path in FOLDER.glob("*.toml")]
    return tuple(sorted(known, key=lambda one: (len(_line(one.name)), one.name)))


@cache
def edition(name: str) -> Edition:
    """Return the edition of that name; ValueError names the nearest one that there is."""
    texts = [_text(ancestor) for ancestor in _line(name)]
    provenance: dict[str, dict[str, Value]] = {norm: {} for norm in _RECORDS}
    for ancestor, text in zip(_line(name), texts, strict=True):
        for norm in _RECORDS.keys() & text.keys():
            provenance[norm] |= _values(ancestor, text[norm])
    records = {
        norm: record(**{key: one.value for key, one in provenance[norm].items()})
        for norm, record in _RECORDS.items()
    }
    about: dict[str, Any] = {key: texts[-1].get(key) for key in ("inherits", "said_in")}
    return Edition(
        name=name, default=texts[-1].get("default", False), **about, **records, provenance=provenance
    )


def default_edition() -> Edition:
    """Return the edition by which everything is judged that names none."""
    (found,) = (one for one in editions() if one.default)
    return found


def newest() -> Edition:
    """Return the edition that no other follows."""
    return editions()[-1]


def exact(number: object) -> Fraction:
    """Return a number as its decimal writing says, so that 0.93 is 93/100."""
    return Fraction(str(number))


def _line(name: str) -> list[str]:
    ancestors = [name]
    while parent := _text(ancestors[0]).get("inherits"):
        ancestors.insert(0, parent)
    return ancestors


@cache
def _text(name: str) -> dict[str, Any]:
    one_of("edition", name, sorted(path.stem for path in FOLDER.glob("*.toml")))
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Fraction)


def _values(name: str, norm: Mapping[str, Any]) -> dict[str, Value]:
    shared = {key: norm[key] for key in PROVENANCE if key in norm}
    values = {}
    for key in [key for key in norm if key not in PROVENANCE]:
        own = norm[key] if isinstance(norm[key], dict) else {"value": norm[key]}
        said = shared | own
        value = tuple(said["value"]) if isinstance(said.get("value"), list) else said.get("value")
        values[key] = Value(**(said | {"value": value, "edition": name}))
    return values
