"""The top floor: parses what was typed, prints what came out, exits.

Each command lives in a module of its own, which is loaded when the command is called: `--help` loads none of
the floors below.
"""

import errno
import gc
import os
import sys
from difflib import get_close_matches
from importlib import import_module

import click

COMMANDS = {
    "run": "Simulate a scenario's season and judge it, week by week.",
    "compare": "Compare plans over the same seasons, or rules over one log.",
    "ask": "Ask what one change of a scenario would do.",
    "staff": "Find the cheapest plan that keeps the norms.",
    "why": "Say what drives the risk, and which hours are worth most.",
    "today": "Say which open cases to pick first this morning.",
    "fit": "Fit a scenario to your own figures.",
    "judge": "Judge a real log by the service norms.",
    "backtest": "Score how right predictions would have been, week by week.",
    "trace": "Tell the story of one customer of a simulated season.",
    "film": "Draw one day of a simulated season.",
    "explain": "Tell the clock of one question, interval by interval.",
    "editions": "List every value of every norm, with its source.",
    "holidays": "List the public holidays that stop the clock.",
    "roster": "Write the planned roster as CSV or Excel.",
    "new": "Write a first scenario file from ten questions.",
    "bench": "Put any SLA engine on the bench: how fast, how many answers wrong.",
}
ROOMS = {
    "seasons": ("run", "compare", "ask", "staff", "why"),
    "history": ("today", "fit", "backtest"),
    "logs": ("judge", "explain", "editions", "holidays"),
    "tales": ("tale", "film"),
}
MODULES = {"trace": "tale"}  # where a command is that has the name of a standard module
TRACEBACK = "NORMSIM_TRACEBACK"
ONE_THREAD = "OPENBLAS_NUM_THREADS"  # read as numpy loads; more of them wait for each other on small matrices
BAD_INPUT, OUR_FAULT, INTERRUPTED = 2, 1, 130
MAKE_ROOM = "make room and give the same command again: what was finished is kept"
WAYS_OUT = {errno.ENOSPC: MAKE_ROOM, errno.EDQUOT: MAKE_ROOM, errno.EFBIG: MAKE_ROOM}


def _loaded(place: str) -> click.Command:
    """Load a command's module; what modules make is never garbage, so nobody looks through it for some."""
    if place not in sys.modules:
        looked = gc.isenabled()
        gc.disable()
        try:
            import_module(place)
        finally:
            gc.freeze()
            if looked:
                gc.enable()
    command: click.Command = import_module(place).command
    return command


class _Commands(click.Group):
    """The commands, found by name and loaded when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            near = get_close_matches(cmd_name, COMMANDS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"{cmd_name!r} given; must be one of {', '.join(COMMANDS)}{hint}")
        return _loaded(_place(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="normsim")
def normsim() -> None:
    """Will the service norms hold through peak? Simulate a season, or judge a real log, by the same norms."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command. Faults of the input come a line each, with exit code 2; nobody gets a traceback."""
    os.environ.setdefault(ONE_THREAD, "1")
    try:
        normsim.main(arguments, prog_name="normsim", standalone_mode=False)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as fault:
        fault.show()
        sys.exit(BAD_INPUT)
    except Exception as fault:
        sys.exit(_told(fault))


def _place(command: str) -> str:
    """The module of a command: in the room of its kind, or beside this one.

    >>> _place("trace"), _place("new")
    ('sim.cli.tales.tale', 'sim.cli.new')
    """
    module = MODULES.get(command, command)
    rooms = [f"{room}." for room, modules in ROOMS.items() if module in modules]
    return f"sim.cli.{''.join(rooms)}{module}"


def _told(fault: Exception) -> int:
    """Print a fault as its user can use it, and say how to exit."""
    from sim.norms.faults import InputError

    if isinstance(fault, InputError):
        click.echo(str(fault), err=True)
        return BAD_INPUT
    if isinstance(fault, OSError) and fault.filename:
        way_out = WAYS_OUT.get(fault.errno or 0, "check that it is there and yours to use")
        click.echo(f"{fault.filename}: {fault.strerror}; {way_out}", err=True)
        return BAD_INPUT
    if os.environ.get(TRACEBACK):
        raise fault
    click.echo(f"normsim failed, which is our fault and not yours: {type(fault).__name__}: {fault}", err=True)
    click.echo(f"{TRACEBACK}=1 before the same command shows where; please report it", err=True)
    return OUR_FAULT
