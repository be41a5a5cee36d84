"""The judgement of a log in words: norm by norm, week by week, and what the strikes lead to."""

from collections.abc import Iterator

from sim.norms import Verdicts
from sim.norms.editions.edition import NORMS
from sim.norms.rules import rules
from sim.norms.told.judged import Found
from sim.report.judged.about import about
from sim.report.judged.norms import norm_lines
from sim.report.judged.standing import groeistart_lines, policy_lines, score_lines, strike_lines
from sim.report.texts.language import Language
from sim.report.words import norm_name

SELLERS_SHOWN = 3


def judgement(name: str, verdicts: Verdicts, found: Found, say: Language) -> str:
    """Tell the whole judgement of a log."""
    sellers = verdicts.view.sellers
    lines = [*about(name, verdicts, found, say)]
    for seller in sellers[:SELLERS_SHOWN]:
        lines += _seller(verdicts.of(seller=seller), seller, found, say)
    if len(sellers) > SELLERS_SHOWN:
        lines.append(say("judged.more_sellers", n=len(sellers) - SELLERS_SHOWN))
    return "\n".join(lines)


def _seller(verdicts: Verdicts, seller: str, found: Found, say: Language) -> Iterator[str]:
    if seller:
        yield say("judged.seller", name=seller)
    applied = rules(verdicts.view.edition, verdicts.view.options)
    by_norm = {norm: list(verdicts.of(norm)) for norm in NORMS}
    silent = [norm for norm, rows in by_norm.items() if not any(row.total for row in rows)]
    for norm, rows in by_norm.items():
        if norm not in silent:
            yield from norm_lines(norm, rows, applied[norm], say)
    if silent:
        yield say("judged.silent", norms=say.joined([norm_name(norm, say) for norm in silent]))
    yield from strike_lines([week for week in verdicts.history if week.seller == seller], verdicts, say)
    yield from groeistart_lines(verdicts, say)
    yield from score_lines(verdicts, say)
    yield from policy_lines(found.policy_events, say)


def newest_would_say(verdicts: Verdicts, newest: Verdicts, say: Language) -> str:
    """Say in one line what the newest edition makes of the same log."""
    name = newest.view.edition.name
    if verdicts.view.edition.name == name:
        return say("judged.newest.this", name=name)
    missed = [(norm, missed_weeks(newest, norm), missed_weeks(verdicts, norm)) for norm in NORMS]
    differing = [
        say("judged.newest.missed", norm=norm_name(norm, say), n=there, here=here)
        for norm, there, here in missed
        if there != here
    ]
    there, here = strikes_in(newest), strikes_in(verdicts)
    differing += [say("judged.newest.strikes", there=there, here=here)] * (there != here)
    return say("judged.newest.said", name=name, said="; ".join(differing) or say("judged.newest.same"))


def missed_weeks(verdicts: Verdicts, norm: str) -> int:
    """Count the weeks in which a norm was missed."""
    return int((verdicts.of(norm).met == 0).sum())


def strikes_in(verdicts: Verdicts) -> int:
    """Count the weeks that were strikes."""
    return sum(week.strike for week in verdicts.history)
