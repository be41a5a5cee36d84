"""Past weeks as we would have called them, as a seller reads them: week by week, then what it comes to."""

from collections.abc import Iterator
from textwrap import wrap

from sim.calibrate.called.envelope import Envelope
from sim.calibrate.called.outcome.call import Called
from sim.calibrate.called.outcome.score import RECENT, recent, score
from sim.experiments.seasons.shop import Shop
from sim.report.called.words import against, drift, kept, no_drift, not_called, taken
from sim.report.lines import WIDTH, remark, wrapped
from sim.report.texts.language import Language
from sim.report.words import judged_by, norm_name, span, week_number

ROW = " {:<10}{:<{norms}}{:>24}{:>10}{:>10}  {:<8} {}"


def screen(envelope: Envelope, shop: Shop, name: str, draws: int, say: Language) -> str:
    """Say all of it."""
    boundary = say(f"boundary.{shop.boundary}")
    rules = say("title.rules", rules=judged_by(shop, say), boundary=boundary)
    weeks = list(dict.fromkeys(one.week for one in envelope.called))
    title = say("called.title", shop=name, weeks=span(weeks, say), rules=rules, n=draws)
    said = kept(envelope.called, say)
    lines = [*wrapped(title), *wrap(said[0].upper() + said[1:], WIDTH), *_table(envelope, weeks, say)]
    for head, text in _remarks(envelope, len(weeks), say):
        lines += remark(head, text)
    if left := not_called(envelope.called, shop, say):
        lines += remark(say("called.left"), left)
    return "\n".join(lines)


def _table(envelope: Envelope, weeks: list[int], say: Language) -> Iterator[str]:
    heads = (
        say("called.rows"),
        say("called.norm"),
        say("called.said"),
        say("called.chance"),
        say("called.came"),
        "",
        say("called.verdict"),
    )
    rows = [heads, *(_row(one, weeks, say) for one in envelope.called)]
    norms = max(len(norm) for _, norm, *_ in rows)
    for row in rows:
        yield ROW.format(*row, norms=norms).rstrip()


def _row(one: Called, weeks: list[int], say: Language) -> tuple[str, ...]:
    low, median, high = (say.exact_percent(one.share[at]) for at in (0, 2, 4))
    verdict = say("called.right") if one.right else say("called.wrong")
    return (
        week_number(one.week, weeks),
        norm_name(one.norm, say),
        f"{median} ({low}-{high})",
        say.percent(one.missed_chance),
        say.exact_percent(one.came.share),
        say("called.missed") if one.missed else say("called.met"),
        verdict if one.within else f"{verdict}, {say('called.outside')}",
    )


def _remarks(envelope: Envelope, weeks: int, say: Language) -> Iterator[tuple[str, str]]:
    found = score(envelope.called)
    yield (
        say("called.bands"),
        say(
            "called.of_bands",
            within=found.within,
            half=found.within_half,
            calls=found.calls,
            ninety=0.9 * found.calls,
            fifty=0.5 * found.calls,
        ),
    )
    yield say("called.baselines"), against(envelope.called, say)
    yield say("called.learned"), taken(envelope, say)
    if recent(envelope.called):
        yield say("called.drift"), drift(envelope, say) or no_drift(envelope.called, say)
    else:
        yield say("called.drift"), say("called.too_few", n=weeks, least=RECENT)
