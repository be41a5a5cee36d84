"""A comparison on one screen: what each plan comes to, what it changes, which are worth their price."""

from collections.abc import Iterator
from typing import Any

from sim.experiments.goal import Goal
from sim.norms.edition import edition
from sim.report.comparison.figures import added, points, short
from sim.report.comparison.table import Told, plans_table
from sim.report.counted import counted_as, either
from sim.report.lines import remark
from sim.report.texts.language import Language
from sim.report.words import cut, span

NAME = 41
ROW = " {:<2} {:<41}{:>10}{:>11}{:>12}{:>13}{:>13}{:>7}{:>9}"
CHANGE = " {:<2} {:<41}{:>25}{:>21}{:>20}{:>9}"
ABOVE = ("late", "mails", "answers", "phone", "no_bad_week", "oldest")  # of two lines
COLUMNS = ("plan", "cost", "late", "mails", "answers", "phone", "no_bad_week", "oldest")
CHANGES = ("plan", "late_answers", "weeks", "chance", "variance")
Rows = list[tuple[int, dict[str, Any]]]


def screen(told: Told, notes: list[str], say: Language) -> str:
    """Say all of it; `notes` come below the tables."""
    rows = short(plans_table(told).to_pylist())
    numbered = list(enumerate(rows, 1))
    lines = [_title(told, say), *_plans(told, numbered, say), *_changes(numbered, say)]
    remarks = [
        ("compare.worth", _worth(told, rows, say)),
        ("remark.counted", _counted(told, say)),
        ("compare.same", _paired(rows, say)),
        *(("compare.note", note) for note in notes),
    ]
    lines += [line for name, text in remarks if text for line in remark(say(name), text)]
    return "\n".join(line.rstrip() for line in lines)


def _title(told: Told, say: Language) -> str:
    plan = told.comparison.base.plan
    return say(
        "compare.title",
        file=plan.file.name,
        weeks=span(plan.shop.season.weeks, say),
        made=made(told, say),
    )


def made(told: Told, say: Language) -> str:
    """Say by which rules, in how many seasons."""
    shop = told.comparison.base.plan.shop
    seasons = say("compare.seasons", n=told.seasons)
    return say("compare.made", edition=shop.scenario.edition, holidays=shop.holidays, seasons=seasons)


def _plans(told: Told, rows: Rows, say: Language) -> Iterator[str]:
    norms = edition(told.comparison.base.plan.shop.scenario.edition)
    levels = {"answers": float(norms.response.min_share), "phone": float(norms.phone.min_share)}
    yield ROW.format("", *(say(f"compare.above.{name}") if name in ABOVE else "" for name in COLUMNS))
    yield ROW.format("", *(say(f"compare.head.{name}", level=levels.get(name, 0.0)) for name in COLUMNS))
    for number, row in rows:
        yield ROW.format(
            number,
            cut(row["plan"], NAME - 1),
            say.euro(row["extra_euro"]),
            say.few(row["late_mean"]),
            f"{say.few(row['mails_mean'])} ({say.percent(row['p_mail'])})",
            f"{say.few(row['weeks_below_mean'])} ({say.percent(row['p_below'])})",
            f"{say.few(row['phone_weeks_below_mean'])} ({say.percent(row['p_phone_below'])})",
            say.percent(row["p_no_bad_week"]),
            say("ask.table.hours", hours=row["oldest_h_p50"]),
        )


def _changes(rows: Rows, say: Language) -> Iterator[str]:
    """Hold every plan against the first one."""
    if len(rows) == 1:
        return
    yield say("compare.against")
    yield CHANGE.format("", *(say(f"compare.change.{name}") for name in CHANGES))
    for number, row in rows[1:]:
        variance = row["late_variance_cut"]
        yield CHANGE.format(
            number,
            cut(row["plan"], NAME - 1),
            added(row, "late", say),
            added(row, "weeks_below", say),
            points(row, "p_no_bad_week", say),
            "-" if variance is None else f"÷ {say.rough(variance)}",
        )


def _worth(told: Told, rows: list[dict[str, Any]], say: Language) -> str:
    best = ", ".join(str(number) for number, row in enumerate(rows, 1) if row["frontier"])
    said = say("compare.frontier", risk=risk_in_words(told.goal, say), best=best)
    kept = [(row["extra_euro"], n, row) for n, row in enumerate(rows, 1) if row["keeps"]]
    if not kept:
        n, row = min(enumerate(rows, 1), key=lambda one: one[1]["risk"])
        least = say("compare.none_keeps", risk=told.goal.risk, least=_sure(row, say), plan=str(n))
        return f"{said}; {least}"
    price, n, row = min(kept, key=lambda one: one[:2])
    cheapest = say(
        "compare.cheapest",
        risk=told.goal.risk,
        plan=str(n),
        name=row["plan"],
        left=_sure(row, say),
        price=price,
    )
    return f"{said}; {cheapest}"


def _sure(row: dict[str, Any], say: Language) -> str:
    """Write the risk of a plan with its range."""
    low, high = say.percent(row["risk_low"]), say.percent(row["risk_high"])
    return f"{say.percent(row['risk'])} ({say.between(low, high)})"


def _counted(told: Told, say: Language) -> str:
    shop = told.comparison.base.plan.shop
    return counted_as(told.standard, shop.season.weeks, edition(shop.scenario.edition), say)


def risk_in_words(goal: Goal, say: Language) -> str:
    """Say what may happen: "answers below their norm in the worst week"."""
    what = either([say(f"compare.target.{target}") for target in goal.targets], say)
    return say(f"compare.over.{goal.over}", what=what)


def _paired(rows: list[dict[str, Any]], say: Language) -> str:
    cuts = sorted(row["late_variance_cut"] for row in rows[1:] if row["late_variance_cut"])
    if not cuts:
        return ""
    return say("compare.paired", many=say.between(say.rough(cuts[0]), say.rough(cuts[-1])))
