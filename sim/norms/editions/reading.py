"""Another reading of an edition: single values changed by name, such as `phone.min_ring_s=20`.

What the norm texts leave open is a value of the edition like any other, with its open question as its source;
so one way to change a value reaches them all.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from types import MappingProxyType, UnionType
from typing import Any, Literal, get_args, get_origin

from sim.deadline.instants.forms import did_you_mean
from sim.norms.editions.edition import Edition, Value, edition

MOST = 1000  # of a count, of hours, of weeks
MAY_BE_0 = ("phone.min_ring_s", "strikes.final_after_weeks", "nps.min")  # other whole numbers begin at 1
BEST_GRADE = 10
WORDS = MappingProxyType({"true": True, "yes": True, "false": False, "no": False})


def read_as(read: Edition, values: Mapping[str, str]) -> Edition:
    """Return the edition with some values changed: norm.key -> the value as a person writes it.

    Raises:
        ValueError: no value of that name can be changed, or not to this.
    """
    for name, word in values.items():
        kinds = changeable(read)
        if name not in kinds:
            hint = did_you_mean(name, kinds)
            raise ValueError(f"{name} is no value that can be changed{hint}; normsim editions lists them")
        read = _changed(read, name, _value(name, kinds[name], word))
    return read


def changeable(read: Edition) -> dict[str, Any]:
    """Return the type of each value that can be changed, by norm.key; lists and texts cannot."""
    types = {
        f"{norm}.{one.name}": one.type
        for norm in read.provenance
        for one in fields(getattr(read, norm))
        if one.name in read.provenance[norm]
    }
    return {name: kind for name, kind in types.items() if _plain(kind) in _READERS or _choices(kind)}


def changes(read: Edition) -> dict[str, tuple[Any, Any]]:
    """Return norm.key -> (the published value, the one it was read as), for those that differ."""
    published = edition(read.name).provenance
    return {
        f"{norm}.{key}": (published[norm][key].value, value.value)
        for norm, values in read.provenance.items()
        for key, value in values.items()
        if value.value != published[norm][key].value
    }


def written(value: object) -> str:
    """Write a value of an edition as a person does.

    >>> written(Fraction(93, 100)), written(()), written(True)
    ('0.93', 'none', 'true')
    """
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(float(value)) if isinstance(value, Fraction) else str(value)


def _changed(read: Edition, name: str, value: Any) -> Edition:
    norm, key = name.split(".")
    said = replace(read.provenance[norm][key], value=value, source="asked for", since=None, why="")
    provenance: dict[str, Mapping[str, Value]] = {
        **read.provenance,
        norm: {**read.provenance[norm], key: said},
    }
    record = replace(getattr(read, norm), **{key: value})
    return replace(read, **{norm: record, "provenance": provenance})


def _value(name: str, kind: Any, word: str) -> Any:
    """Return the value that a word stands for; the ValueError says what is allowed."""
    if choices := _choices(kind):
        found = {str(choice): choice for choice in choices}
        if word not in found:
            raise ValueError(f"{name} must be one of {', '.join(found)}; got {word!r}")
        return found[word]
    read, allowed = _READERS[_plain(kind)]
    least, most = _bounds(name, _plain(kind))
    try:
        value = read(word)
        if least <= value <= most:
            return value
    except (ValueError, KeyError, ZeroDivisionError):
        pass
    raise ValueError(f"{name} must be {allowed.format(least, most)}; got {word!r}")


def _bounds(name: str, kind: Any) -> tuple[int, int]:
    if kind is int:
        return int(name not in MAY_BE_0), MOST
    return 0, BEST_GRADE if name == "reviews.min_grade" else 1


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _plain(kind: Any) -> Any:
    """Return int of `int | None`; a value that an edition has none of can be given one."""
    return get_args(kind)[0] if isinstance(kind, UnionType) else kind


_READERS: dict[Any, tuple[Any, str]] = {
    bool: (lambda word: WORDS[word.lower()], "true or false"),
    int: (int, "a whole number from {} to {}"),
    Fraction: (Fraction, "a number from {} to {}, such as 0.9"),
}
