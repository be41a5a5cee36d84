"""normsim holidays: the days on which the clock of the norm stands still."""

from datetime import date

import click

from sim.deadline.holidays import POLICIES, YEARS, holidays


@click.command()
@click.argument("year", type=click.IntRange(YEARS[0], YEARS[-1]))
@click.option("--holidays", "policy", type=click.Choice(list(POLICIES)), default="NL+BE", show_default=True)
@click.option("--good-friday", is_flag=True, help="Good Friday, which is contested, as a Dutch one too.")
@click.option("--liberation-day", is_flag=True, help="5 May, which is contested, as a Dutch one too.")
def command(year: int, policy: str, good_friday: bool, liberation_day: bool) -> None:
    """List the public holidays of a YEAR."""
    found = holidays(policy, date(year, 1, 1), date(year, 12, 31), good_friday, liberation_day)
    for holiday in found:
        click.echo(f"{holiday.day:%Y-%m-%d %a}  {'+'.join(holiday.countries):<7} {holiday.name}")
    click.echo(f"{len(found)} days of the list {policy} in {year}")
