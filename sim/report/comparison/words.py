"""What a comparison says of its plans, cell by cell and remark by remark: screen and page lay it out."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.replicate import Counts
from sim.norms.editions.edition import edition
from sim.report.comparison.figures import added, points
from sim.report.comparison.table import Weighed
from sim.report.counted import counted_as, either
from sim.report.texts.language import Language
from sim.report.words import judged_by, span

Row = dict[str, Any]
COLUMNS = ("plan", "cost", "late", "mails", "answers", "missed_calls", "phone", "no_bad_week", "oldest")
CHANGES = ("plan", "late_answers", "weeks", "chance", "variance")


def made(weighed: Weighed, say: Language) -> str:
    """Say by which rules, in how many seasons."""
    rules = judged_by(weighed.comparison.base.plan.shop, say)
    return say("compare.made", rules=rules, seasons=say("compare.seasons", n=weighed.seasons))


def shop_and_weeks(weighed: Weighed, say: Language) -> str:
    """Name the shop of the base and its weeks."""
    plan = weighed.comparison.base.plan
    return f"{plan.file.name}, {span(plan.shop.season.weeks, say)}"


def heads(weighed: Weighed, say: Language) -> tuple[list[str], list[str]]:
    """Head the columns of plans, in two lines."""
    norms = edition(weighed.comparison.base.plan.shop.scenario.edition)
    levels = {"answers": float(norms.response.min_share), "phone": float(norms.phone.min_share)}
    above = [say(f"compare.above.{name}") if name not in ("plan", "cost") else "" for name in COLUMNS]
    return above, [say(f"compare.head.{name}", level=levels.get(name, 0.0)) for name in COLUMNS]


def plan_cells(row: Row, say: Language) -> tuple[str, ...]:
    """Write what a plan comes to, after its name."""
    return (
        say.euro(row["extra_euro"]),
        say.few(row["late_mean"]),
        f"{say.few(row['mails_mean'])} ({say.percent(row['p_mail'])})",
        f"{say.few(row['weeks_below_mean'])} ({say.percent(row['p_below'])})",
        say.few(row["missed_calls_mean"]),
        f"{say.few(row['phone_weeks_below_mean'])} ({say.percent(row['p_phone_below'])})",
        say.percent(row["p_no_bad_week"]),
        say("ask.table.hours", hours=row["oldest_h_p50"]),
    )


def change_heads(say: Language) -> list[str]:
    """Head the columns of changes."""
    return [say(f"compare.change.{name}") for name in CHANGES]


def change_cells(row: Row, say: Language) -> tuple[str, ...]:
    """Write what a plan changes against the base, after its name."""
    variance = row["late_variance_cut"]
    return (
        added(row, "late", say),
        added(row, "weeks_below", say),
        points(row, "p_no_bad_week", say),
        "-" if variance is None else f"÷ {say.rough(variance)}",
    )


def remarks(
    weighed: Weighed, rows: list[Row], notes: Sequence[str], say: Language
) -> Iterator[tuple[str, str]]:
    """Yield what is said below the tables, each with its name."""
    said = (
        ("compare.worth", worth(weighed, rows, say)),
        ("remark.counted", _counted(weighed, say)),
        ("remark.oldest", "" if weighed.comparison.one_clock else say("compare.clocks")),
        ("compare.same", _paired(rows, say)),
        *(("compare.note", note) for note in notes),
    )
    yield from ((say(name), text) for name, text in said if text)


def worth(weighed: Weighed, rows: list[Row], say: Language) -> str:
    """Say which plan is the cheapest that is safe enough, and which are worth their price."""
    best = ", ".join(str(number) for number, row in enumerate(rows, 1) if row["frontier"])
    return f"{_safe_enough(weighed, rows, say)}; {say('compare.frontier', best=best)}"


def _safe_enough(weighed: Weighed, rows: list[Row], say: Language) -> str:
    asked = {"what": risk_in_words(weighed.goal, say), "risk": weighed.goal.risk}
    kept = [place for place, row in enumerate(rows) if row["keeps"]]
    if not kept:
        return _none_keeps(weighed, rows, asked, say)
    best = _cheapest(kept, rows)
    price, name = rows[best]["extra_euro"], rows[best]["plan"]
    return say("compare.cheapest", **asked, **_named(best, rows, say), name=name, price=price)


def _none_keeps(weighed: Weighed, rows: list[Row], asked: dict[str, Any], say: Language) -> str:
    """Say which plan has the least risk, and which cheaper one no other betters beyond chance."""
    least = min(range(len(rows)), key=lambda place: rows[place]["risk"])
    said = say("compare.none_keeps", **asked, **_named(least, rows, say))
    as_low = _cheapest(weighed.standard.lowest(_seasons(weighed)), rows)
    if rows[as_low]["extra_euro"] >= rows[least]["extra_euro"]:
        return said
    return said + say("compare.as_low", **_named(as_low, rows, say))


def _seasons(weighed: Weighed) -> list[Counts]:
    return [one.seasons for one in weighed.comparison.outcomes]


def _named(place: int, rows: list[Row], say: Language) -> dict[str, str]:
    """Give a plan's number and its risk with its range."""
    return {"plan": str(place + 1), "left": _sure(rows[place], say)}


def _cheapest(places: Sequence[int], rows: list[Row]) -> int:
    return min(places, key=lambda place: rows[place]["extra_euro"])


def _sure(row: Row, say: Language) -> str:
    """Write the risk of a plan with its range."""
    low, high = say.percent(row["risk_low"]), say.percent(row["risk_high"])
    return f"{say.percent(row['risk'])} ({say.between(low, high)})"


def _counted(weighed: Weighed, say: Language) -> str:
    shop = weighed.comparison.base.plan.shop
    return counted_as(weighed.standard, shop.season.weeks, edition(shop.scenario.edition), say)


def risk_in_words(goal: Goal, say: Language) -> str:
    """Say what may happen: "answers below their norm in the worst week"."""
    what = either([say(f"compare.target.{target}") for target in goal.targets], say)
    return say(f"compare.over.{goal.over}", what=what)


def _paired(rows: list[Row], say: Language) -> str:
    cuts = sorted(row["late_variance_cut"] for row in rows[1:] if row["late_variance_cut"])
    if not cuts:
        return ""
    return say("compare.paired", many=say.between(say.rough(cuts[0]), say.rough(cuts[-1])))
