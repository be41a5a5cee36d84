"""A comparison on one screen: what each plan comes to, what it changes, which are worth their price."""

from collections.abc import Iterator
from typing import Any

from sim.experiments.goal import Goal
from sim.norms.edition import edition
from sim.report.comparison.figures import added, euro, few, percent, points, rough, short
from sim.report.comparison.table import Told, plans_table
from sim.report.counted import counted_as, either
from sim.report.lines import remark
from sim.report.texts.language import ENGLISH
from sim.report.words import cut, span

NAME = 41
ROW = " {:<2} {:<41}{:>10}{:>9}{:>12}{:>13}{:>13}{:>8}{:>9}"
CHANGE = " {:<2} {:<41}{:>25}{:>22}{:>20}{:>8}"
TARGETS = {
    "response": "answers below their norm",
    "phone": "the phone below its norm",
    "mail": "the mail",
    "strike": "a strike",
}


def screen(told: Told, notes: list[str]) -> str:
    """Say all of it; `notes` come below the tables."""
    rows = short(plans_table(told).to_pylist())
    numbered = list(enumerate(rows, 1))
    lines = [_title(told), *_plans(told, numbered), *_changes(numbered)]
    remarks = [
        ("WORTH IT", _worth(told, rows)),
        ("COUNTED", _counted(told)),
        ("SAME CUSTOMERS", _paired(rows)),
        *(("NOTE", note) for note in notes),
    ]
    lines += [line for name, text in remarks if text for line in remark(name, text)]
    return "\n".join(line.rstrip() for line in lines)


def _title(told: Told) -> str:
    plan = told.comparison.base.plan
    rules = f"edition {plan.shop.scenario.edition} · holidays {plan.shop.holidays}"
    seasons = f"{told.seasons} season{'s' * (told.seasons != 1)}, the same customers for every plan"
    return f"{plan.file.name}, {span(plan.shop.season.weeks, ENGLISH)}      {rules} · {seasons}"


def _plans(told: Told, rows: list[tuple[int, dict[str, Any]]]) -> Iterator[str]:
    norms = edition(told.comparison.base.plan.shop.scenario.edition)
    answers, phone = (f"<{percent(float(norm.min_share))}" for norm in (norms.response, norms.phone))
    yield ROW.format("", "", "", "late", "mails", "weeks with", "weeks with", "no bad", "oldest")
    yield ROW.format(
        "",
        "plan",
        "extra cost",
        "answers",
        "(chance)",
        f"answers {answers}",
        f"phone {phone}",
        "week",
        "question",
    )
    for number, row in rows:
        yield ROW.format(
            number,
            cut(row["plan"], NAME - 1),
            euro(row["extra_euro"]),
            few(row["late_mean"]),
            f"{few(row['mails_mean'])} ({percent(row['p_mail'])})",
            f"{few(row['weeks_below_mean'])} ({percent(row['p_below'])})",
            f"{few(row['phone_weeks_below_mean'])} ({percent(row['p_phone_below'])})",
            percent(row["p_no_bad_week"]),
            f"{few(row['oldest_h_p50'])} h",
        )


def _changes(rows: list[tuple[int, dict[str, Any]]]) -> Iterator[str]:
    """Hold every plan against the first one."""
    if len(rows) == 1:
        return
    yield "AGAINST 1, in the same seasons; 95% sure of the range"
    yield CHANGE.format("", "plan", "late answers", "weeks below", "no bad week", "variance")
    for number, row in rows[1:]:
        yield CHANGE.format(
            number,
            cut(row["plan"], NAME - 1),
            added(row, "late"),
            added(row, "weeks_below"),
            points(row, "p_no_bad_week"),
            "-" if row["late_variance_cut"] is None else f"÷ {rough(row['late_variance_cut'])}",
        )


def _worth(told: Told, rows: list[dict[str, Any]]) -> str:
    best = [str(number) for number, row in enumerate(rows, 1) if row["frontier"]]
    risk = f"chance of {_risk(told.goal)}"
    said = f"no other plan is cheaper and has less {risk} than {', '.join(best)} (the frontier)"
    kept = [(row["extra_euro"], n, row) for n, row in enumerate(rows, 1) if row["keeps"]]
    if not kept:
        n, row = min(enumerate(rows, 1), key=lambda one: one[1]["risk"])
        return f"{said}; none brings it to {percent(told.goal.risk)} or less, the least is {_sure(row)}, {n}"
    price, n, row = min(kept, key=lambda one: one[:2])
    return (
        f"{said}; the cheapest that brings it to {percent(told.goal.risk)} or less is {n}, {row['plan']}: "
        f"{_sure(row)} for {euro(price)}"
    )


def _sure(row: dict[str, Any]) -> str:
    """Write the risk of a plan with its range."""
    return f"{percent(row['risk'])} ({percent(row['risk_low'])} to {percent(row['risk_high'])})"


def _counted(told: Told) -> str:
    shop = told.comparison.base.plan.shop
    return counted_as(told.standard, shop.season.weeks, edition(shop.scenario.edition), ENGLISH)


def _risk(goal: Goal) -> str:
    targets = either([TARGETS[target] for target in goal.targets], ENGLISH)
    return f"{targets} {'in the worst week' if goal.over == 'week' else 'in a week of the season'}"


def _paired(rows: list[dict[str, Any]]) -> str:
    cuts = sorted(row["late_variance_cut"] for row in rows[1:] if row["late_variance_cut"])
    if not cuts:
        return ""
    many = " to ".join(dict.fromkeys(map(rough, (cuts[0], cuts[-1]))))
    return (
        f"the variance of a difference of late answers is {many} times smaller than between seasons of other "
        "customers: so many times more seasons would be needed without"
    )
