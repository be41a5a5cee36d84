"""The judgement of a log in words: norm by norm, week by week, and what the strikes lead to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from sim.deadline import date_of, week_label, zone_of
from sim.deadline.instants.wall import wall_text
from sim.norms import Verdict, Verdicts
from sim.norms.editions.edition import NORMS
from sim.norms.editions.reading import changes, told, written
from sim.norms.parts import MANY
from sim.norms.rules import Rule, rules
from sim.norms.standing.groeistart import LOOKED_AT, looks
from sim.norms.standing.score import standing
from sim.norms.standing.strikes import StrikeWeek
from sim.norms.told.indicators import indicators
from sim.norms.told.judged import Found
from sim.report.texts.language import ENGLISH
from sim.report.words import counted, norm_name

METHODS = {
    "": "",
    "own": "own shipping alone",
    "lvb": "Logistics via bol, which is not in your own norms",
    "vvb": "Shipping via bol alone",
}
VERDICTS = {1: "met", 0: "missed", -1: "no verdict"}
SELLERS_SHOWN = 3
EMPTY_SHOWN = 3
ROW = " {:<11}{:>9}{:>8}{:>9}{:>9}  {:<11}{:<6}{:<8}{}"


def judgement(name: str, verdicts: Verdicts, found: Found) -> str:
    """Tell the whole judgement of a log."""
    sellers = verdicts.view.sellers
    lines = [*_about(name, verdicts, found)]
    for seller in sellers[:SELLERS_SHOWN]:
        lines += [*_seller(verdicts.of(seller=seller), seller, found)]
    if len(sellers) > SELLERS_SHOWN:
        lines.append(f"({len(sellers) - SELLERS_SHOWN} more sellers; --json gives them all)")
    return "\n".join(lines)


def newest_would_say(verdicts: Verdicts, newest: Verdicts) -> str:
    """Say in one line what the newest edition makes of the same log."""
    name = newest.view.edition.name
    if verdicts.view.edition.name == name:
        return f"NEWEST EDITION  {name} is the newest edition"
    missed = [(norm, _missed(newest, norm), _missed(verdicts, norm)) for norm in NORMS]
    differing = [
        f"{norm_name(norm, ENGLISH)} missed in {counted(there, 'week')} instead of {here}"
        for norm, there, here in missed
        if there != here
    ]
    there, here = _strikes(newest), _strikes(verdicts)
    differing += [f"strikes: {there} instead of {here}"] * (there != here)
    said = "; ".join(differing) or "the same verdicts, week by week"
    return f"NEWEST EDITION  {name} would say of the same log: {said}"


def _missed(verdicts: Verdicts, norm: str) -> int:
    return int((verdicts.of(norm).met == 0).sum())


def as_json(verdicts: Verdicts, found: Found, newest: Verdicts) -> dict[str, Any]:
    """Give the same as one object; `indicators` (of one seller) have the shape of the marketplace's API."""
    view = verdicts.view
    one_seller = len(view.sellers) == 1
    return {
        "edition": view.edition.name,
        "as_of": view.as_of,
        "boundary": view.options.boundary,
        "rules": {name: written(now) for name, (_, now) in changes(view.edition).items()},
        "holidays": [str(day) for day in _holidays(verdicts)],
        "dropped_rows": found.dropped_rows,
        "skipped_rows": found.skipped_rows,
        "ids_not_checked": list(found.ids_not_checked),
        "verdicts": [_named_week(verdict._asdict()) for verdict in verdicts],
        "strikes": [_named_week(asdict(week)) for week in verdicts.history],
        "standing": [_named_weeks(asdict(one)) for one in standing(verdicts)],
        "groeistart": [asdict(look) for look in looks(view)] if view.options.new_seller else [],
        "policy_events": [asdict(event) for event in found.policy_events],
        "indicators": {week_label(week): indicators(verdicts, week) for week in view.weeks.tolist()}
        if one_seller
        else {},
        "newest_edition": {
            "edition": newest.view.edition.name,
            "weeks_missed": {norm: _missed(newest, norm) for norm in NORMS},
            "strikes": _strikes(newest),
        },
    }


def rows_found(found: Found) -> str:
    """Count the rows of a log, and those that were left out: "17,135 cases; 1 faulty row skipped"."""
    rows = ", ".join(counted(number, table.removesuffix("s")) for table, number in found.rows.items())
    left_out = f"; {counted(found.dropped_rows, 'row')} dropped" * bool(found.dropped_rows)
    left_out += f"; {counted(found.skipped_rows, 'faulty row')} skipped" * bool(found.skipped_rows)
    return rows + left_out


def _about(name: str, verdicts: Verdicts, found: Found) -> Iterator[str]:
    view = verdicts.view
    zone = view.options.timezone
    yield f"LOG     {name}: {rows_found(found)}; judged as of {wall_text(view.as_of, zone_of(zone))}"
    for table in found.ids_not_checked:
        yield f"IDS     ids not checked of {table}, more than {MANY:,}; --check-ids does"
    hours = view.options.hours or "as the edition says"
    days = ", ".join(str(day) for day in _holidays(verdicts))
    listed = view.holidays if isinstance(view.holidays, str) else "as given"
    rules = [
        f"edition {view.edition.name}",
        f"boundary {view.options.boundary}",
        f"clock {hours}, {zone}",
        f"holidays {listed} ({days or 'none'})",
    ]
    yield f"RULES   {' · '.join([*rules, *told(view.edition)])}"


def _holidays(verdicts: Verdicts) -> tuple[date, ...]:
    """List the holidays of the weeks judged."""
    view, weeks = verdicts.view, verdicts.view.weeks
    first, last = date_of(int(weeks[0])), date_of(int(weeks[-1]) + 6)
    return tuple(holiday.day for holiday in view.holidays_between(first, last))


def _seller(verdicts: Verdicts, seller: str, found: Found) -> Iterator[str]:
    if seller:
        yield f"SELLER  {seller}"
    applied = rules(verdicts.view.edition, verdicts.view.options)
    by_norm = {norm: list(verdicts.of(norm)) for norm in NORMS}
    for norm, rows in by_norm.items():
        if any(row.total for row in rows):
            yield from _norm(norm, rows, applied[norm])
    silent = [
        norm_name(norm, ENGLISH) for norm, rows in by_norm.items() if not any(row.total for row in rows)
    ]
    yield from [f"NO DATA  on {ENGLISH.joined(silent)}"] * bool(silent)
    yield from _strike_lines([week for week in verdicts.history if week.seller == seller], verdicts)
    yield from _groeistart_lines(verdicts)
    yield from _standing_lines(verdicts, found)


def _norm(norm: str, rows: list[Verdict], rule: Rule) -> Iterator[str]:
    yield f"{norm_name(norm, ENGLISH).upper()}  {_asks(norm, rule)}{_outcome(rows)}"
    yield ROW.format("week", "judged", "bad", "pending", "score", "verdict", "mail", "strike", "").rstrip()
    for some, group in groupby(rows, key=lambda row: row.total > 0):
        run = list(group)
        yield from (_week(norm, row) for row in run) if some else _empty(run)


def _outcome(rows: list[Verdict]) -> str:
    """Say a norm's verdicts in one line; nothing where there is none."""
    judged = [row for row in rows if row.met >= 0]
    if not judged:
        return ""
    missed = sum(row.met == 0 for row in rows)
    mails, strikes = sum(row.mail for row in rows), sum(row.strike for row in rows)
    said = f"missed in {missed} of {counted(len(judged), 'week')}"
    return f": {said}, {counted(mails, 'warning mail')}, {counted(strikes, 'strike')}"


def _week(norm: str, row: Verdict) -> str:
    return ROW.format(
        week_label(row.week),
        f"{row.total - row.pending:,}",
        f"{row.bad:,}",
        f"{row.pending:,}",
        "-" if row.share is None else score(norm, row.share),
        "excused" if row.excused else VERDICTS[row.met],
        "mail" if row.mail else "-",
        "strike" if row.strike else "-",
        "partial week" if row.partial else "",
    ).rstrip()


def _empty(run: list[Verdict]) -> Iterator[str]:
    """Say of weeks without anything to judge that they have no data; many in one line."""
    if len(run) <= EMPTY_SHOWN:
        yield from (f" {week_label(row.week):<46}   no data" for row in run)
    else:
        first, last = (week_label(row.week) for row in (run[0], run[-1]))
        yield f" {first} to {last:<34}   no data in {len(run)} weeks"


def _asks(norm: str, rule: Rule) -> str:
    if rule.level is None:
        return "your personal norm was not given: no verdict"
    level = float(rule.level)
    said = score(norm, level, 1).replace(".0%", "%") if norm != "nps" else f"{100 * level:+.0f} points"
    return f"{'at least' if rule.at_least else 'at most'} {said}"


def score(norm: str, share: float, decimals: int = 2) -> str:
    """Write a grade, a net promoter score in points, or a share in per cent."""
    forms = {"reviews": f"{share:.{decimals}f}", "nps": f"{100 * share:+.{decimals}f}"}
    return forms.get(norm, f"{share:.{decimals}%}")


def _strike_lines(history: list[StrikeWeek], verdicts: Verdicts) -> Iterator[str]:
    norm = verdicts.view.edition.strikes
    zone = zone_of(verdicts.view.options.timezone)
    booked = [week for week in history if week.strike]
    last = history[-1].in_window if history else 0
    yield (
        f"STRIKES  {last} among the last {norm.window_final_weeks} weeks;"
        f" {norm.temporary_closure_at} close the shop for a time, {norm.permanent_closure_at} for good"
    )
    for week in booked:
        state = "final" if week.final else "not final yet"
        leads = f", leads to: {week.consequence}" if week.consequence else ""
        yield (
            f" {week_label(week.week)}   strike {week.in_window} in the window{leads};"
            f" {state}, mail {wall_text(week.final_at, zone)[:10]}"
        )


def _groeistart_lines(verdicts: Verdicts) -> Iterator[str]:
    view = verdicts.view
    if not view.options.new_seller:
        return
    come = looks(view)
    over = any(look.ends for look in come)
    yield (
        f"GROEISTART  no strikes until {view.edition.new_seller.orders} orders and a look without a miss: "
        + ("over" if over else "not over yet")
    )
    for look in come:
        said = ", ".join(f"{norm_name(norm, ENGLISH)} {VERDICTS[look.met[norm]]}" for norm in LOOKED_AT)
        at = wall_text(look.at, zone_of(view.options.timezone))
        yield f" after {look.orders} orders, {at}: {said}"


def _standing_lines(verdicts: Verdicts, found: Found) -> Iterator[str]:
    scored = [one for one in standing(verdicts) if one.in_score and one.share is not None]
    for method, group in groupby(scored, key=lambda one: one.method):
        norms = list(group)
        said = "; ".join(
            f"{norm_name(one.norm, ENGLISH)} {score(one.norm, one.share or 0.0)} {VERDICTS[one.met]}"
            for one in norms
        )
        window = f"last {counted(len(norms[0].weeks), 'final week')} pooled (no formula is public)"
        yield f"SCORE WINDOW  {METHODS[method] or window}: {said}"
    events = Counter(event.what for event in found.policy_events)
    if events:
        yield (
            "POLICY  "
            + ", ".join(f"{n:,} × {what}" for what, n in sorted(events.items()))
            + "; changes no score"
        )


def _strikes(verdicts: Verdicts) -> int:
    return sum(week.strike for week in verdicts.history)


def _named_week(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "week": week_label(row["week"])}


def _named_weeks(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "weeks": [week_label(week) for week in row["weeks"]]}
