"""A bench in words, and as the XML that a CI reads."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sim.bench.outcome.result import Difference, Outcome, Report
from sim.bench.questions.calendars import ZONE
from sim.deadline import zone_of
from sim.deadline.instants.wall import duration_text, wall_text
from sim.report.judged.story import at_told, piece_told
from sim.report.texts.language import ENGLISH
from sim.report.words import counted

ROW = " {:<16}{:>13}{:>12}{:>9}{:>11}"
ENDED = {"limit": "the time limit came", "interrupted": "it was stopped"}
CLOCK = zone_of(ZONE)
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # an engine may say anything


def benched(report: Report) -> str:
    """Tell a bench: how fast, how sure, what is wrong and why."""
    return "\n".join(_lines(report))


def junit(report: Report) -> str:
    """Write a bench as JUnit XML: a test a workload, and one more where its 99th percentile is limited."""
    suite = Element("testsuite", name="normsim bench")
    for outcome in report.outcomes:
        _test(suite, outcome)
        if report.settings.p99_s is not None:
            _latency_test(suite, report, outcome)
    if report.ended:
        case = SubElement(suite, "testcase", classname="normsim.bench", name="everything asked")
        SubElement(case, "error", message=_ended(report))
    kinds = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}
    suite.attrib |= {name: str(len(suite.findall(path))) for name, path in kinds.items()}
    indent(suite)
    return NO_XML.sub("?", f"{HEAD}{tostring(suite, encoding='unicode')}\n")


def _lines(report: Report) -> Iterator[str]:
    settings = report.settings
    asked = "streams of events" if settings.events else "deadlines"
    yield f"BENCH    {settings.engine}: {asked}, boundary {settings.boundary}; questions of {settings.source}"
    yield f"         {_how(report)}"
    yield ROW.format("workload", "cases/s", "p99", "wrong", "of")
    yield from (_row(outcome) for outcome in report.outcomes)
    for outcome in report.outcomes:
        if outcome.fault:
            unasked = (
                f"{outcome.cases - outcome.answered:,} of {outcome.cases:,} cases stay without an answer"
            )
            yield f"FAULT    {outcome.name}: it {outcome.fault}; {unasked}"
    for outcome in report.outcomes:
        yield from _differences(outcome)
    yield f"VERDICT  {_verdict(report)}"


def _how(report: Report) -> str:
    settings = report.settings
    each = counted(settings.batch, "case")
    if settings.rate is None:
        return f"closed loop, {each} a request: p99 hides what a stall keeps waiting; --rate shows it"
    late = max((outcome.measured.overslept.quantile_s(0.99) for outcome in report.outcomes), default=0.0)
    return (
        f"open loop, {settings.rate:g} requests a second, {each} each; p99 from the instant each was due; "
        f"the bench itself overslept {duration(late)}"
    )


def _row(outcome: Outcome) -> str:
    if not outcome.answered:
        return ROW.format(outcome.name, "-", "-", "-", "0")
    per_s, wrong = f"{outcome.per_s:,.0f}", f"{outcome.wrong:,}"
    return ROW.format(outcome.name, per_s, duration(outcome.p99_s), wrong, f"{outcome.answered:,}")


def duration(seconds: float) -> str:
    """Write a latency with three figures: "0.0123 ms", "1.5 s"."""
    if seconds != seconds:
        return "-"
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def _differences(outcome: Outcome) -> Iterator[str]:
    if outcome.wrong:
        shown = len(outcome.differences)
        which = f"the first {shown}" if shown < outcome.wrong else "all of them"
        of = f"{outcome.wrong:,} of {outcome.answered:,}"
        yield f"WRONG    {outcome.name} ({outcome.tries}): {of}; {which}:"
    for difference in outcome.differences:
        yield from _difference(difference)


def _difference(one: Difference) -> Iterator[str]:
    yield f" arrived {at_told(one.arrived_at, CLOCK, ENGLISH)}"
    yield from (piece_told(piece, CLOCK, ENGLISH) for piece in one.account)
    yield f" due     {at_told(one.due_at, CLOCK, ENGLISH)} ({one.due_at})"
    if isinstance(one.given, int):
        apart = one.given - one.due_at
        off = f"{duration_text(abs(apart))} too {'late' if apart > 0 else 'early'}"
        yield f" given   {_instant(one.given)} ({one.given}), {off}"
    else:
        answer = "none" if one.answered_at is None else at_told(one.answered_at, CLOCK, ENGLISH)
        yield f" answer  {answer}; seen from {at_told(one.as_of or 0, CLOCK, ENGLISH)}"
        yield f" given   {one.given} instead of {one.expected}"


def _instant(at: int) -> str:
    """Tell an instant that may be no date at all."""
    try:
        return at_told(at, CLOCK, ENGLISH)
    except OverflowError:
        return wall_text(at, CLOCK)


def _verdict(report: Report) -> str:
    if report.passed:
        return "passed: no answer is wrong" + f", p99 within {_allowed(report)}" * (
            report.settings.p99_s is not None
        )
    wrong = sum(outcome.wrong for outcome in report.outcomes)
    faults = sum(bool(outcome.fault) for outcome in report.outcomes)
    slow = [outcome.name for outcome in report.outcomes if report.slow(outcome)]
    said = [
        f"{counted(wrong, 'wrong answer')}" * bool(wrong),
        f"{counted(faults, 'workload')} cut short by a fault" * bool(faults),
        f"p99 over {_allowed(report)} in {ENGLISH.joined(slow)}" * bool(slow),
        _ended(report) if report.ended else "",
    ]
    return f"not passed: {'; '.join(filter(None, said))}"


def _allowed(report: Report) -> str:
    return duration(report.settings.p99_s or 0.0)


def _ended(report: Report) -> str:
    """Say what was not asked, and why."""
    begun, of = len(report.outcomes), len(report.settings.names)
    return f"{ENDED[report.ended]} in workload {begun} of {of}, and the rest was not asked"


def _test(suite: Element, outcome: Outcome) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname="normsim.bench",
        name=f"{outcome.name}: {outcome.tries}",
        time=f"{outcome.measured.busy_s:.6f}",
    )
    if outcome.fault:
        SubElement(case, "error", message=outcome.fault)
    if outcome.wrong:
        said = f"{outcome.wrong:,} of {outcome.answered:,} answers are wrong"
        SubElement(case, "failure", message=said).text = "\n".join(_differences(outcome))


def _latency_test(suite: Element, report: Report, outcome: Outcome) -> None:
    name = f"{outcome.name}: p99 within {_allowed(report)}"
    case = SubElement(suite, "testcase", classname="normsim.bench", name=name)
    if report.slow(outcome):
        SubElement(case, "failure", message=f"p99 is {duration(outcome.p99_s)}")
