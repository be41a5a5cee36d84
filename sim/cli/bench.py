"""normsim bench: any SLA engine, asked the same questions as ours and judged by the definition."""

import asyncio
import json
import math
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

import sim.bench as protocol
from sim.bench.engines import Engine, EngineMissing
from sim.bench.engines.command import command_engine
from sim.bench.engines.hosted import hosted_engine
from sim.bench.engines.web import web_engine
from sim.bench.outcome.result import Report, Settings, as_json
from sim.bench.questions.arrivals import Questions, questions_of
from sim.bench.questions.workload import NAMES, workloads
from sim.bench.run import bench
from sim.cli import INTERRUPTED
from sim.cli.logs.options import layout_of
from sim.cli.options import zone
from sim.cli.progress import Bar
from sim.deadline import Boundary
from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop
from sim.norms import Fault, InputError
from sim.norms.log.read import read as read_log
from sim.records.store import write_whole
from sim.report.benched import benched, junit
from sim.scenario.new import write as default_scenario
from sim.scenario.read import read, read_text

OWN = {False: "sim.bench.own:deadlines", True: "sim.bench.own:verdicts"}
NOT_PASSED = 1
MOST_CASES, MOST_BATCH, MOST_RATE, MOST_LANES = 10_000_000, 100_000, 100_000, 64
CASES, BATCH, OPEN_LOOP_S = 10_000, 1_000, 10
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
SUMMARY = """Put an SLA engine on the bench: yours, or ours if you name none.

Prints cases a second, the 99th percentile of the latency and the wrong answers, by workload; the first wrong
ones with the account of their clocks. Exit code 0: all right and fast enough; 1: not, or cut short; 2: bad
input.
"""
HELP = "\n\n".join([SUMMARY, *(f"\b\n{part}" for part in (protocol.__doc__ or "").split("\n\n")[1:])])


def _duration(ctx: click.Context, parameter: click.Parameter, given: str | None) -> float | None:
    """Read "20ms", "1.5s" or "2m" as seconds."""
    if given is None:
        return None
    parts = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(us|ms|s|m)", given.strip())
    if not parts or not 0 < float(parts[1]) * UNITS[parts[2]] <= 86_400:
        raise click.BadParameter(
            f"{given!r} given; must be a duration above 0, up to a day; write 20ms or 1.5s"
        )
    return float(parts[1]) * UNITS[parts[2]]


def _rate(ctx: click.Context, parameter: click.Parameter, given: float | None) -> float | None:
    if given is not None and not (math.isfinite(given) and 0 < given <= MOST_RATE):
        raise click.BadParameter(f"{given:g} given; must be above 0, up to {MOST_RATE:,} requests a second")
    return given


@click.command(help=HELP)
@click.option("--engine", "target", metavar="MODULE:CALLABLE", help="A Python callable.")
@click.option("--command", "shell", metavar="WORDS", help="A program that answers JSON lines.")
@click.option("--url", metavar="ADDRESS", help="A server that answers JSON over HTTP; needs the extra load.")
@click.option(
    "--allow-remote", is_flag=True, help="Let --url leave this machine. Only with its owner's leave."
)
@click.option(
    "--connections",
    type=click.IntRange(1, MOST_LANES),
    default=8,
    show_default=True,
    help="Requests of --url under way at a time.",
)
@click.option("--events", is_flag=True, help="Ask for verdicts on streams of events, not for deadlines.")
@click.option("--scenario", metavar="FILE", help="Questions of its season.  [default: of a small shop]")
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="Of the season."
)
@click.option("--log", metavar="LOG", help="Questions of a real log.")
@click.option("--columns", multiple=True, metavar="OURS=YOURS,...", help="Which column of --log is which.")
@click.option("--timezone", callback=zone, help="The clock of instants of --log without an offset.")
@click.option(
    "--on-fault",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="Stop at faulty rows of --log, or leave them out.",
)
@click.option(
    "--workload", "only", multiple=True, type=click.Choice(NAMES), help="Repeatable.  [default: all]"
)
@click.option(
    "--cases",
    type=click.IntRange(1, MOST_CASES),
    help=f"Of each workload.  [default: {CASES:,}; with --rate {OPEN_LOOP_S} s of them]",
)
@click.option(
    "--batch",
    type=click.IntRange(1, MOST_BATCH),
    help=f"Cases a request.  [default: {BATCH:,}; with --rate 1]",
)
@click.option("--rate", type=float, callback=_rate, help="Open loop: requests a second, answered or not.")
@click.option("--p99", callback=_duration, metavar="20ms", help="Fail above it; needs --rate.")
@click.option(
    "--boundary",
    type=click.Choice(["close", "next_open"]),
    default="close",
    show_default=True,
    help="See the protocol.",
)
@click.option(
    "--timeout", callback=_duration, default="30s", show_default=True, help="For one answer; then it hangs."
)
@click.option("--limit", callback=_duration, default="10m", show_default=True, help="For everything.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Everything, for a CI."
)
@click.option(
    "--junit", "junit_file", type=click.Path(path_type=Path, dir_okay=False), help="Tests, for a CI."
)
def command(json_file: Path | None, junit_file: Path | None, **given: Any) -> None:
    """Bench and report."""
    engine = _engine(given)
    settings = _settings(engine, given)
    asked = _questions(given)
    with Bar() as progress:
        try:
            work = workloads(asked, settings.cases, settings.boundary, settings.names)
            report = asyncio.run(bench(engine, work, settings, progress))
        except EngineMissing as fault:
            raise click.UsageError(str(fault)) from None
    _write(report, json_file, junit_file)
    click.echo(benched(report))
    if not report.passed:
        sys.exit(INTERRUPTED if report.ended == "interrupted" else NOT_PASSED)


def _engine(given: dict[str, Any]) -> Engine:
    """Find the one engine that was named, or take our own."""
    named = [
        f"--{name}"
        for name, key in (("engine", "target"), ("command", "shell"), ("url", "url"))
        if given[key]
    ]
    if len(named) > 1:
        raise click.UsageError(
            f"{' and '.join(named)} given; must be one engine; run the bench once for each"
        )
    timeout_s = given["timeout"]
    if given["shell"]:
        return Engine(given["shell"], partial(command_engine, given["shell"], timeout_s))
    if given["url"]:
        lanes = given["connections"]
        return Engine(
            given["url"], partial(web_engine, given["url"], timeout_s, lanes, given["allow_remote"]), lanes
        )
    target = given["target"] or OWN[given["events"]]
    return Engine(target, partial(hosted_engine, target, timeout_s), times_itself=True)


def _settings(engine: Engine, given: dict[str, Any]) -> Settings:
    rate = given["rate"]
    if given["p99"] is not None and rate is None:
        raise click.UsageError(
            "--p99 given without --rate; the latency that it limits counts from when a request is due; "
            "add --rate 100"
        )
    batch = given["batch"] or (BATCH if rate is None else 1)
    cases = given["cases"] or (
        CASES if rate is None else min(MOST_CASES, math.ceil(OPEN_LOOP_S * rate * batch))
    )
    boundary: Boundary = given["boundary"]
    source = given["log"] or f"a season of {given['scenario'] or 'a small shop'}"
    return Settings(
        engine=engine.name,
        source=source,
        boundary=boundary,
        events=given["events"],
        cases=cases,
        batch=batch,
        rate=rate,
        p99_s=given["p99"],
        limit_s=given["limit"],
        names=tuple(name for name in NAMES if name in (given["only"] or NAMES)),
    )


def _questions(given: dict[str, Any]) -> Questions:
    """Read or simulate the questions."""
    if given["log"] is None:
        if given["columns"] or given["timezone"]:
            raise click.UsageError("--columns and --timezone say how to read --log; name one")
        file = read(given["scenario"]) if given["scenario"] else read_text(default_scenario({}), "small shop")
        return questions_of(season_log(Shop(file.scenario), given["seed"], 0))
    if given["scenario"]:
        raise click.UsageError("--scenario and --log given; must be one of them")
    path = Path(given["log"])
    table = None if path.is_dir() else "cases"
    layout = layout_of({**given, "table": table, "values": (), "drop": ()})
    found = questions_of(read_log(path, layout, given["on_fault"]).log)
    if not len(found):
        raise InputError([Fault(str(path), "cases", "no question", "one or more", "name a log of questions")])
    return found


def _write(report: Report, json_file: Path | None, junit_file: Path | None) -> None:
    if json_file:
        write_whole(json_file, (json.dumps(as_json(report), indent=1, sort_keys=True) + "\n").encode())
    if junit_file:
        write_whole(junit_file, junit(report).encode())
