"""One norm of a judged log: what it asks, and its verdict week by week."""

from collections.abc import Iterator
from itertools import groupby

from sim.deadline import week_label
from sim.norms import Verdict
from sim.norms.rules import Rule
from sim.report.texts.language import Language
from sim.report.words import norm_name

VERDICTS = {1: "met", 0: "missed", -1: "no_verdict"}
EMPTY_SHOWN = 3
ROW = " {:<11}{:>9}{:>8}{:>9}{:>9}  {:<11}{:<6}{:<8}{}"


def norm_lines(norm: str, rows: list[Verdict], rule: Rule, say: Language) -> Iterator[str]:
    """Tell a norm that has anything to judge."""
    yield f"{norm_name(norm, say).upper()}  {_asks(norm, rule, say)}{_outcome(rows, say)}"
    yield ROW.format(*say.listed("judged.heads"), "").rstrip()
    for some, group in groupby(rows, key=lambda row: row.total > 0):
        run = list(group)
        yield from (_week(norm, row, say) for row in run) if some else _empty(run, say)


def verdict(met: int, say: Language) -> str:
    """Say whether a norm was met: 1, 0, or -1 where nobody can say."""
    return say(f"judged.verdict.{VERDICTS[met]}")


def score(norm: str, share: float, say: Language, decimals: int = 2) -> str:
    """Write a grade, a net promoter score in points, or a share in per cent."""
    forms = {"reviews": f"{share:.{decimals}f}", "nps": f"{100 * share:+.{decimals}f}"}
    return say.marked(forms.get(norm, f"{share:.{decimals}%}"))


def _outcome(rows: list[Verdict], say: Language) -> str:
    """Say a norm's verdicts in one line; nothing where there is none."""
    judged = [row for row in rows if row.met >= 0]
    if not judged:
        return ""
    said = [
        say("judged.missed", n=len(judged), missed=sum(row.met == 0 for row in rows)),
        say("judged.mails", n=sum(row.mail for row in rows)),
        say("judged.strikes", n=sum(row.strike for row in rows)),
    ]
    return f": {', '.join(said)}"


def _week(norm: str, row: Verdict, say: Language) -> str:
    return ROW.format(
        week_label(row.week),
        say.number(row.total - row.pending),
        say.number(row.bad),
        say.number(row.pending),
        "-" if row.share is None else score(norm, row.share, say),
        say("judged.verdict.excused") if row.excused else verdict(row.met, say),
        say("judged.mail") if row.mail else "-",
        say("judged.strike") if row.strike else "-",
        say("judged.partial") if row.partial else "",
    ).rstrip()


def _empty(run: list[Verdict], say: Language) -> Iterator[str]:
    """Say of weeks without anything to judge that they have no data; many in one line."""
    if len(run) <= EMPTY_SHOWN:
        yield from (f" {week_label(row.week):<46}   {say('judged.no_data')}" for row in run)
    else:
        first, last = (week_label(row.week) for row in (run[0], run[-1]))
        weeks = say("weeks.run", first=first, last=last)
        yield f" {weeks:<46}   {say('judged.no_data_in', n=len(run))}"


def _asks(norm: str, rule: Rule, say: Language) -> str:
    if rule.level is None:
        return say("judged.not_given")
    level = float(rule.level)
    said = score(norm, level, say, 1).replace(say.marked(".0%"), "%")
    if norm == "nps":
        said = say("judged.points", points=f"{100 * level:+.0f}")
    return say("judged.at_least" if rule.at_least else "judged.at_most", level=said)
