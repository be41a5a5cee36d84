"""A first scenario file from ten questions in plain words; the command line does the asking."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.norms.editions.edition import default_edition
from sim.scenario.read import read_text
from sim.scenario.values.words import (
    Number,
    choice,
    is_week,
    parse_hours,
    parse_peak_day,
    parse_times,
    parse_weeks,
    whole,
)

_QUOTES = "\"'“”‘’"
_ENGLISH = {"ja": "yes", "nee": "no", "j": "yes", "n": "no", "y": "yes"}
_DAY = "mon|tue|wed|thu|fri|sat|sun|ma|di|wo|do|vr|za|zo"
Answer = str | Iterable[str]  # what was typed; a question with `many` takes a line each


@dataclass(frozen=True)
class Question:
    """One question of `normsim new`; `read` makes a value of a typed line or says in a ValueError why not."""

    key: str
    text: str
    default: str
    example: str
    read: Callable[[str], Any]
    many: bool = False  # ask again until an empty line


def questions() -> tuple[Question, ...]:
    """Return the ten questions, in the order of asking."""
    return _QUESTIONS


def write(answers: Mapping[str, Answer]) -> str:
    """Return the text of a scenario file; what is not answered takes its default.

    Raises:
        ValueError: an answer that cannot be used, with the reason.
    """
    known = {question.key for question in _QUESTIONS}
    if unknown := sorted(answers.keys() - known):
        raise ValueError(f"answers must be to {', '.join(sorted(known))}; got {', '.join(unknown)}")
    values = {question.key: _value(question, answers.get(question.key, "")) for question in _QUESTIONS}
    values["edition"] = default_edition().name
    text = _filled(_TEMPLATE + _ORDERS if values["items_per_week"] else _TEMPLATE, values)
    return read_text(text, "new").text  # what we write, we accept


def reading(question: Question, typed: str) -> Any:
    """Read one typed line; quotes and brackets around what is typed do not count.

    Raises:
        ValueError: "must be ...; the way out", in words for who types and not for who edits a file.
    """
    try:
        return question.read(_bare(typed))
    except ValueError as error:
        allowed, mark, way_out = str(error).partition("; ")
        told = allowed.replace(" in quotes", "") + mark + re.sub(r"[\[\]]| in quotes", "", way_out)
        raise ValueError(told) from None


def _bare(typed: str) -> str:
    """Take off brackets and quotes, not the apostrophe of d'Arc."""
    return re.sub(rf"[\[\]]|(?<!\w)[{_QUOTES}]|[{_QUOTES}](?!\w)", "", typed).strip()


def _value(question: Question, answer: Answer) -> Any:
    lines = [line.strip() for line in (answer.splitlines() if isinstance(answer, str) else answer)]
    lines = [line for line in lines if line] or [question.default]
    try:
        values = [reading(question, line) for line in lines if line]
        return _named_once(values) if question.many else _single(values)
    except ValueError as error:
        raise ValueError(f"{question.key}: {' / '.join(lines)} given; {error}") from None


def _single(values: list[Any]) -> Any:
    if len(values) != 1:
        raise ValueError("must be one line; leave out the others")
    return values[0]


def _named_once(values: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    names = [name for name, _ in values]
    if len(set(names)) < len(names):
        raise ValueError("must be names that differ; write one line for each, or add a letter")
    return values


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name.isprintable() or len(name) > 60:
        raise ValueError("must be a name of at most 60 letters; write a shorter one")
    return name


def _number(least: float, most: float, example: str) -> Callable[[str], float]:
    def read(typed: str) -> float:
        try:
            given: object = float(typed.removesuffix("%").strip().replace(",", "."))
        except ValueError:
            given = typed
        return Number(least, most, f"write a number, such as {example}")(given)

    return read


def _whole(most: int, example: str) -> Callable[[str], int]:
    """Read a count; 1,500 and 1.500 both mean fifteen hundred."""

    def read(typed: str) -> int:
        plain = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", typed)
        given: object = int(plain) if re.fullmatch(r"\d{1,12}", plain) else typed
        return whole(0, most, f"write a number, such as {example}")(given)

    return read


def _weeks(typed: str) -> str:
    parse_weeks(typed)
    return typed


def _country(typed: str) -> str:
    return choice(("NL", "BE"))(typed.upper())


def _yes(typed: str) -> bool:
    return choice(("yes", "no"))(_ENGLISH.get(typed.lower(), typed.lower())) == "yes"


def _person(typed: str) -> tuple[str, str]:
    match = re.fullmatch(rf"(.+?)[\s:=]+((?:{_DAY})\b.*)", typed, re.IGNORECASE)
    if not match:
        raise ValueError("must be a name, days and hours; write it like Sanne mon-fri 09:00-17:00")
    parse_hours(match[2])
    return _name(match[1]), match[2].lower()


def _peak(typed: str) -> tuple[str, list[float]]:
    *name, low, likely, high = ["", "", "", *re.sub(r"[,=](?=\s|$)", " ", typed).split()]
    week = " ".join(name).strip()
    if not is_week(week):
        week = str(parse_peak_day(week))
    one = _number(0, 100, "1.35")
    return week, list(parse_times([one(low), one(likely), one(high)]))


_QUESTIONS = (
    Question("name", "What is your shop called?", "my shop", "Bloom & Co", _name),
    Question("weeks", "Which weeks, from..to?", "2026-W47..2026-W52", "2026-W47 for one week", _weeks),
    Question("country", "Is the shop established in NL or BE?", "NL", "BE", _country),
    Question(
        "questions_per_week",
        "How many new questions come in a normal week, calls among them?",
        "800",
        "1200",
        _whole(100_000, "800"),
    ),
    Question("phone_percent", "How many of 100 questions come by phone?", "5", "20", _number(0, 100, "5")),
    Question(
        "minutes_per_mail", "How many minutes does a mail take?", "6.5", "8", _number(0.01, 1440, "6.5")
    ),
    Question(
        "people",
        "Who works when? A line each: name, days, hours.",
        "Sanne mon-fri 09:00-17:00",
        "Lotte mon tue thu 09:00-13:00",
        _person,
        many=True,
    ),
    Question(
        "peaks",
        "When is it busier, and how many times normal? A line each: week or day, low, likely, high.",
        "",
        "2026-W49 1.6 1.85 2.1",
        _peak,
        many=True,
    ),
    Question("phone_interrupts_mail", "Does a ringing phone interrupt a mail, yes or no?", "yes", "no", _yes),
    Question(
        "items_per_week",
        "How many items do you sell in a normal week? 0 leaves delivery and returns out.",
        "0",
        "2500",
        _whole(1_000_000, "2500"),
    ),
)

_COMMENT_AT = 39  # the column of the comments
_TEMPLATE = """\
weeks = {weeks}
edition = {edition}  # of the norms
holidays = {country}  # cautious; by the letter of the norm for a Dutch shop: "NL+BE"
country = {country}  # where the shop is established

[contacts]
questions_per_week = {questions_per_week}  # new questions in a normal week
phone_share = {phone_share}
follow_up_share = 0.30  # guess: customers who answer your answer
mails_again_share = 0.25  # guess: if you are slow ...
mails_again_after_hours = 26  # guess: ... they mail a second time
outside_office_hours_share = 0.38  # guess: of the mails
other_channels_hours_per_week = 0  # chat, own web shop: the same people

[peaks]  # times normal: low, likely, high
{peaks}
[work]
minutes_per_mail = {minutes_per_mail}
minutes_per_call = 3.2  # guess
really_at_work = 0.84  # guess: coffee, colleagues (fitted: Technion bank calls, January 1999)
order = "oldest first"  # or "first answers first", "still in time first"
phone_interrupts_mail = {phone_interrupts_mail}
rings_before_voicemail_s = 36  # guess

[people]  # days and hours; lunch 30 minutes
{people}
[absence]
sick_day_chance = 0.03  # guess: a person on a day
sick_week_chance = 0.03  # guess: a person for a whole week

# [uncertain]  # take out the marks for a range of 90% instead of one value: every season draws its own
# "work.really_at_work" = [0.78, 0.89]
"""
_ORDERS = """
[orders]  # for the norms on delivery, cancellations and returns
items_per_week = {items_per_week}  # in a normal week
late_share = 0.04  # guess: delivered after the promise
cancelled_share = 0.01  # guess
"""


def _filled(template: str, values: Mapping[str, Any]) -> str:
    shown = {key: json.dumps(value) for key, value in values.items()}
    shown["phone_share"] = f"{values['phone_percent'] / 100:.6g}"
    for table in ("peaks", "people"):
        shown[table] = "".join(f"{_quoted(name)} = {json.dumps(value)}\n" for name, value in values[table])
    first = f"# How many people does {values['name']} need?      "
    lines = [first + '(change what is yours; lines with "guess" are ours)']
    for line in template.splitlines():
        left, mark, comment = line.partition("  # ")
        left = left.format_map(shown)
        lines.append(f"{left.ljust(_COMMENT_AT)}# {comment}" if mark else left)
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_]+", name) else json.dumps(name, ensure_ascii=False)
