"""Readings on one screen: which there are, what each misses, where they differ."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from sim.norms.editions.edition import NORMS
from sim.norms.told.judged import Found
from sim.report.judged.about import log_line
from sim.report.judged.readings.flips import flips
from sim.report.judged.readings.read import Read
from sim.report.judged.readings.weeks import CELL, week_by_week
from sim.report.lines import WIDTH
from sim.report.texts.language import Language
from sim.report.words import cut, norm_name


def readings(log: str, found: Found, read: Sequence[Read], say: Language) -> str:
    """Say what each reading makes of the log, the first being held against the others."""
    lines = [*_head(log, found, read, say), *_totals(read, say), *week_by_week(read, say)]
    return "\n".join(line.rstrip() for line in [*lines, *flips(read, say)])


def _head(log: str, found: Found, read: Sequence[Read], say: Language) -> Iterator[str]:
    yield log_line(log, read[0].verdicts, found, say)
    yield say("readings.rules", n=len(read))
    for number, one in enumerate(read, 1):
        yield from wrap(f"{number:>2}  {one.name}", WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)


def _totals(read: Sequence[Read], say: Language) -> Iterator[str]:
    """Sum up each reading: weeks missed by norm, mails, strikes."""
    norms = [norm for norm in NORMS if any(one.verdicts.of(norm).total.any() for one in read)]
    width = min((WIDTH - 28) // max(len(norms), 1), CELL)
    heads = "".join(f"{cut(norm_name(norm, say), width - 1):>{width}}" for norm in norms)
    yield f"{say('readings.missed')}{heads}{say('readings.mails'):>8}{say('readings.strikes'):>8}"
    for number, one in enumerate(read, 1):
        missed = "".join(f"{_missed(one, norm, say):>{width}}" for norm in norms)
        strikes = sum(week.strike for week in one.verdicts.history)
        yield f" {number:>2}{'':9}{missed}{int(one.verdicts.mail.sum()):>8}{strikes:>8}"


def _missed(one: Read, norm: str, say: Language) -> str:
    met = one.verdicts.of(norm).met
    return say("readings.missed_of", missed=int((met == 0).sum()), of=int((met >= 0).sum()))
