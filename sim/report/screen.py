"""The first screen: what the ops lead must see without scrolling, in plain words."""

from collections.abc import Iterator
from textwrap import wrap

from sim.deadline import date_of
from sim.experiments.estimate import WeekOfNorm
from sim.experiments.project import Projection
from sim.norms.edition import Edition, edition
from sim.report.when import When, when_of
from sim.report.words import joined, norm_name, percent, week_name, week_number, weeks_in_words
from sim.scenario.schema import GUESSES
from sim.staffing.people import payroll, plan

PROBABLE, COIN_TOSS, AT_RISK = 0.6, 0.4, 0.2
MARKS = ((PROBABLE, "<<<"), (COIN_TOSS, "<<"), (AT_RISK, "<"))
BIGGEST_GUESSES = 3
WIDTH = 118
ROW = " {:<17}{:>10}{:>22}{:>14}{:>13}{:>17}  {:<4}{}"


def screen(projection: Projection) -> str:
    """Say all of it: headline, weeks with three risks, what more staff cannot do, how far to trust it."""
    remarks = (
        ("STRIKES", strikes(projection)),
        ("ENDLESS STAFF", endless_staff(projection)),
        ("COST", cost(projection)),
        ("TRUST", trust(projection)),
    )
    lines = [title(projection), headline(projection), *_table(projection)]
    return "\n".join(lines + [line for name, text in remarks for line in _remark(name, text)])


def title(projection: Projection) -> str:
    """Say which shop, weeks, edition, holidays, and how many seasons."""
    weeks, shop = projection.shop.season.weeks, projection.shop
    span = f"weeks {week_number(weeks[0])}-{week_number(weeks[-1])} of {date_of(weeks[0] + 3).year}"
    return (
        f"{projection.file.name}, {span}      edition {shop.scenario.edition} · holidays {shop.holidays}"
        f" · boundary {shop.boundary} · {projection.settings.replications} seasons simulated"
    )


def headline(projection: Projection) -> str:
    """Say in one sentence what will happen to the response norm with the roster as it is."""
    rows = of_norm(projection, "response")
    level = percent(float(_edition(projection).response.min_share))
    probable = [row for row in rows if row.missed.share >= PROBABLE]
    toss = [row for row in rows if COIN_TOSS <= row.missed.share < PROBABLE]
    risky = [row for row in rows if AT_RISK <= row.missed.share < COIN_TOSS]
    said = [
        f"you will probably miss the {level} response norm in {_with_chances(probable)}" if probable else "",
        f"{_with_chances(toss)} {'are' if len(toss) > 1 else 'is'} a coin toss" if toss else "",
        f"{_with_chances(risky)} {'are' if len(risky) > 1 else 'is'} at risk" if risky else "",
    ]
    if not any(said):
        worst = max(row.missed.share for row in rows)
        said = [
            f"the {level} response norm holds: no week misses it in more than {percent(worst)} of seasons"
        ]
    return f"With the roster as it is {'; '.join(part for part in said if part)}.{_mails(projection)}"


def _with_chances(rows: list[WeekOfNorm]) -> str:
    chances = joined([percent(row.missed.share) for row in rows])
    return f"{weeks_in_words([row.week for row in rows])} ({chances})"


def _mails(projection: Projection) -> str:
    likely = [row.week for row in of_norm(projection, "response") if row.mail >= 0.5]
    return f" A warning mail is more likely than not for {weeks_in_words(likely)}." if likely else ""


def strikes(projection: Projection) -> str:
    """Say how many strikes a season brings, by whatever norm, and which weeks bring them."""
    expected = sum(week.strike for week in projection.any_norm)
    worst = max(projection.any_norm, key=lambda week: week.strike)
    closes = _edition(projection).strikes.temporary_closure_at
    said = f"{expected:.1f} expected in these weeks ({closes} within 22 final weeks close the shop)"
    if not worst.strike:
        return said
    by = [row for row in projection.weekly if row.week == worst.week and row.strike]
    norms = joined(
        [f"{norm_name(row.norm)} {percent(row.strike)}" for row in sorted(by, key=lambda r: -r.strike)]
    )
    return f"{said}; the worst is {weeks_in_words([worst.week])} with {percent(worst.strike)} ({norms})"


def endless_staff(projection: Projection) -> str:
    """Say what even endless staff, in the same hours, could not prevent."""
    floor = projection.floor
    weekly = [week.share for week in floor.phone_missed]
    at_once = projection.shop.scenario.calls.hangs_up_at_once_share
    return (
        f"in the same hours would still leave {floor.late_mean:.1f} late answers a season and the phone below"
        f" its norm in {percent(min(weekly))}-{percent(max(weekly))} of weeks: {percent(at_once)} of callers"
        f" hang up at once, so {percent(floor.phone_share)} of attempts answered is the best possible"
    )


def cost(projection: Projection) -> str:
    """Say what the roster costs in the weeks shown."""
    shop = projection.shop
    hours, euro = payroll(plan(shop.scenario, shop.season), shop.season)
    return f"{hours:,.0f} paid hours in these weeks, € {euro:,.0f}"


def trust(projection: Projection) -> str:
    """Say that nothing was checked on this shop, and which guesses weigh most."""
    biggest = projection.weights[:BIGGEST_GUESSES]
    guesses = joined([f"{GUESSES[one.key]} ({one.key}, {one.late:+,.0f})" for one in biggest])
    said = f"Biggest guesses, and what 10% more adds to the late answers of a season: {guesses}"
    nothing = "No figure is marked as a guess"
    return f"not checked on your shop: its own figures were not compared yet. {said if biggest else nothing}"


def of_norm(projection: Projection, norm: str) -> list[WeekOfNorm]:
    """Pick the weeks of one norm, in order."""
    return [row for row in projection.weekly if row.norm == norm]


def _table(projection: Projection) -> Iterator[str]:
    norms = _edition(projection)
    below, phone_below = (percent(float(norm.min_share)) for norm in (norms.response, norms.phone))
    yield ROW.format(
        "week",
        "questions",
        "late, median (5-95%)",
        "warning mail",
        f"below {below}" + "=strike" * norms.response.strike,
        f"phone below {phone_below}",
        "",
        "decided · final, mail",
    ).rstrip()
    rows = zip(
        of_norm(projection, "response"), of_norm(projection, "phone"), when_of(projection.shop), strict=True
    )
    yield from (_row(response, phone, when, norms).rstrip() for response, phone, when in rows)


def _row(response: WeekOfNorm, phone: WeekOfNorm, when: When, norms: Edition) -> str:
    low, median, high = response.late
    nobody = phone.no_data == 1
    return ROW.format(
        f"{week_number(response.week)} {week_name(response.week)}".strip(),
        f"{response.n_mean:,.0f}",
        f"{median:,} ({low:,}-{high:,})",
        percent(response.mail) if norms.response.mail_at_late else "none",
        percent(response.missed.share),
        "no calls" if nobody else percent(phone.missed.share),
        next((mark for least, mark in MARKS if response.missed.share >= least), ""),
        f"{when.decided} · {when.final}",
    )


def _remark(name: str, text: str) -> list[str]:
    """Wrap a remark under its name."""
    indent = 15
    return wrap(f"{name:<{indent}}{text}", WIDTH, subsequent_indent=" " * indent, drop_whitespace=True)


def _edition(projection: Projection) -> Edition:
    return edition(projection.shop.scenario.edition)
