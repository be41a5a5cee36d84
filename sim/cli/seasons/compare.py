"""normsim compare: plans side by side over the same seasons, or readings of the rules over one real log."""

from typing import Any

import click

from sim.cli.seasons.comparing.options import LOG_ONLY, SCENARIO_ONLY, compare_options, refuse_typed


@click.command()
@compare_options
def command(log: str, others: tuple[str, ...], **given: Any) -> None:
    """Compare plans for a scenario, or readings of the rules for a real log.

    FILE is a scenario, and so are OTHERS: every one meets the same customers, and is held against FILE.
    --vary tries values of one key, and all combinations where it comes more than once:
    --vary temps.count=0..6 --vary "work.order=oldest first,first answers first".
    Writes OUT/<scenario>/compare-<run>/; the same command shows it again, or goes on where it was stopped.

    Or FILE is a log, as for `judge`, and --vary reads the rules otherwise: edition, holidays, hours,
    boundary, or a value of the edition such as phone.min_ring_s. Cases whose verdict flips are listed.
    """
    if log.endswith(".toml"):
        refuse_typed(LOG_ONLY, "a scenario", "it says how a log is read")
        from sim.cli.seasons.comparing.plans import compare_plans

        compare_plans((log, *others), given)
        return
    refuse_typed(SCENARIO_ONLY, "a log", "it is about seasons that are simulated")
    from sim.cli.seasons.comparing.logs import compare_readings

    compare_readings(log, others, given)
