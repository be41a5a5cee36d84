"""normsim holidays and normsim editions: lists against lists written by hand."""

import json
import re
from typing import Any

import pytest

from .typed import ROOT, typed

NL_BE_2026 = {
    "2026-01-01 Thu": ("NL+BE", "Nieuwjaarsdag"),
    "2026-04-06 Mon": ("NL+BE", "Tweede Paasdag"),
    "2026-04-27 Mon": ("NL", "Koningsdag"),
    "2026-05-01 Fri": ("BE", "Dag van de Arbeid"),
    "2026-05-14 Thu": ("NL+BE", "Hemelvaartsdag"),
    "2026-05-25 Mon": ("NL+BE", "Tweede Pinksterdag"),
    "2026-07-21 Tue": ("BE", "Nationale feestdag"),
    "2026-08-15 Sat": ("BE", "O.L.V.-Hemelvaart"),
    "2026-11-01 Sun": ("BE", "Allerheiligen"),
    "2026-11-11 Wed": ("BE", "Wapenstilstand"),
    "2026-12-25 Fri": ("NL+BE", "Eerste Kerstdag"),
    "2026-12-26 Sat": ("NL", "Tweede Kerstdag"),
}
EDITIONS = ("24h-2021", "8wh", "24h-weekday", "2026-min-target")


def listed(*options: str) -> list[str]:
    """The lines of the list, without the count at its end."""
    *lines, count = typed("holidays", "2026", *options).out.splitlines()
    assert count.startswith(f"{len(lines)} days")
    return lines


def test_the_days_of_both_countries_in_2026():
    lines = listed("--holidays", "NL+BE")
    assert len(lines) == len(NL_BE_2026)
    for line, (day, (countries, name)) in zip(lines, NL_BE_2026.items(), strict=True):
        assert line.startswith(day) and line.split()[2] == countries and line.endswith(f"({name})")


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_the_days_of_one_country(country: str):
    days = [line[:14] for line in listed("--holidays", country)]
    assert days == [day for day, (countries, _) in NL_BE_2026.items() if country in countries]


def test_the_contested_days_are_off_until_they_are_asked_for():
    with_both = [line[:10] for line in listed("--holidays", "NL", "--good-friday", "--liberation-day")]
    without = [line[:10] for line in listed("--holidays", "NL")]
    assert sorted(set(with_both) - set(without)) == ["2026-04-03", "2026-05-05"]


def test_no_list_is_no_days():
    assert listed("--holidays", "none") == []


def test_every_edition_and_every_basis_is_named():
    told = typed("editions").out
    heads = [line.split()[0].removesuffix(":") for line in told.splitlines() if line[:1].strip()]
    assert tuple(heads[:-1]) == EDITIONS and heads[-1] == "S"
    assert "8wh (the default)" in told
    for basis in (" S ", " R ", " U "):
        assert basis in told
    assert "S = the text of a source, R = our reading of it, U = not found" in told


def answers(name: str | None) -> dict[str, Any]:
    """The values of an edition with those that it inherits, as norms/editions.json gives them."""
    if name is None:
        return {}
    own = json.loads((ROOT / "tests" / "answers" / "editions.json").read_text(encoding="utf-8"))[name]
    found = answers(own["inherits"])
    for norm, values in own.items():
        if isinstance(values, dict):
            found[norm] = {**found.get(norm, {}), **values}
    return found


def shown(value: object) -> str:
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_value_of_an_edition_is_listed(name: str):
    head, *lines = (line for line in typed("editions", name).out.splitlines() if line)
    values = {
        line.split()[0]: line.partition(" since ")[0].split(maxsplit=1)[1].strip() for line in lines[:-1]
    }
    assert head.startswith(name)
    checked = 0
    for norm, expected in answers(name).items():
        for key, value in expected.items():
            if f"{norm}.{key}" in values:
                assert values[f"{norm}.{key}"] == shown(value), (norm, key)
                checked += 1
    assert checked > 40


@pytest.mark.parametrize("name", EDITIONS)
def test_every_value_names_its_basis_and_its_source(name: str):
    for line in typed("editions", name).out.splitlines()[1:-2]:
        since, basis = re.fullmatch(r".* since (not known|\d{4}-\d\d-\d\d) +([SRU]) .*", line).groups()
        assert since and basis


def test_the_open_questions_have_names_that_a_rule_can_use():
    told = typed("editions", "8wh").out
    assert "judge --rule NAME=VALUE" in told
    for name, section in (("phone.min_ring_s", "5.13"), ("response.phone_cases_count", "5.16")):
        [line] = [line for line in told.splitlines() if name in line]
        assert section in line
    assert "new_seller.looks" in told and "10, 50, 100" in told


def test_the_values_that_an_ops_lead_asks_for():
    told = " ".join(typed("editions", "24h-weekday").out.split())
    assert "response.hours 24 since" in told and "response.strike true since" in told
    assert "response.mail_at_late 10 since" in told and "response.excludes Saturday, Sunday, holidays" in told
    assert "response.hours 8 since" in " ".join(typed("editions", "8wh").out.split())
