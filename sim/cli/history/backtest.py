"""normsim backtest: how right predictions would have been, by the kind of what is given."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from sim.cli.history.backtesting.asked import Asked
from sim.cli.logs.options import layout_of, mapping_options
from sim.cli.options import language_option, norm_options, working_hours
from sim.cli.seasons.shared import OUT, SEED, crew_options
from sim.deadline.holidays import policy_for
from sim.norms import Options, default_edition
from sim.norms.editions.edition import edition
from sim.norms.faults import Fault, InputError
from sim.norms.figures import holds_figures
from sim.norms.told import judged

SHARED = ("on_fault", "weeks", "seed", "crew", "out", "say", "as_json", "roster")
PLANNED = "pick-up"  # the kind that asks for a roster
KINDS = {  # the first that fits an input scores it
    "norms": "sim.cli.history.backtesting.norms",
    "pick-up": "sim.cli.history.backtesting.pick_up",
    "arrivals": "sim.cli.history.backtesting.arrivals",
}


@click.command()
@click.argument(
    "inputs", metavar="COUNTS|SCENARIO...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--kind", type=click.Choice(list(KINDS)), help="What is scored.  [default: by the input]")
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    help="How many of the last weeks are called and scored.  [default: 12 of counts, 8 of a scenario]",
)
@mapping_options
@click.option(
    "--hours", callback=working_hours, help='Hours of the phone norm, such as "Sun-Thu 09:00-17:00".'
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="Who was planned to take the calls of a log: CSV or Excel, as `normsim roster` writes it.",
)
@norm_options
@SEED
@crew_options
@language_option
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object an input.")
@OUT
def command(inputs: tuple[Path, ...], kind: str | None, **given: Any) -> None:
    """Score how right predictions would have been: each of the last weeks is called on its eve, from what
    was known then, and held against what came.

    COUNTS is a CSV (.gz) or Parquet file of two columns, an instant and how many came from then on; or a log
    as for `judge`, whose calls or cases are counted by half-hour. Instants without an offset are wall time.
    Of a call log with agents (agent_id, waited_s, handled_s), or with a --roster, the weekly share of
    answered calls is scored.
    SCENARIO is a .toml file with a `history`: the shares of its norms are called by its own people.
    Writes OUT/<name>/backtest-<run>/: a picture, tables of weeks and scores, a summary.
    """
    shared = {name: given[name] for name in SHARED}
    if given["roster"] is not None and kind not in (None, PLANNED):
        raise click.BadParameter(f"given with --kind {kind}; must be with calls", param_hint="--roster")
    asked = Asked(layout=layout_of(given), rules=_rules(given), **shared)
    for path in inputs:
        _kind_of(path, asked, kind).backtest(path, asked)


def _rules(given: dict[str, Any]) -> judged.Asked:
    """Read by which rules a log is judged."""
    options = Options(timezone=given["timezone"] or Options.timezone, hours=given["hours"] or "")
    named = edition(given["edition"] or default_edition().name)
    return judged.Asked(named, given["holidays"] or policy_for("NL"), options=options)


def _kind_of(path: Path, asked: Asked, kind: str | None) -> Any:
    _demand_no_figures(path)
    kind = kind if asked.roster is None else PLANNED
    for name in KINDS if kind is None else (kind,):
        module = import_module(KINDS[name])
        if kind is not None or module.fits(path, asked):
            return module
    way_out = "name what is to be scored with --kind"
    raise InputError([Fault(str(path), "input", "nothing that can be scored", "counts or a log", way_out)])


def _demand_no_figures(path: Path) -> None:
    """Refuse weekly figures by themselves: only the people of a scenario can call them."""
    if path.is_file() and holds_figures(path):
        way_out = f'add history = "{path.name}" to your scenario, and backtest that'
        raise InputError(
            [Fault(str(path), "input", "weekly figures", "counts, a log or a scenario", way_out)]
        )
