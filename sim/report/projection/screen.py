"""The first screen: what the ops lead must see without scrolling, in plain words."""

from collections.abc import Iterator
from textwrap import wrap

import numpy as np

from sim.experiments.confidence import Difference, chance
from sim.experiments.doubts import Figure, Weight
from sim.experiments.estimate import WaitOfWeek, WeekOfNorm
from sim.experiments.messages import messages
from sim.experiments.project import Projection
from sim.norms.edition import NORMS, Edition, edition
from sim.report.projection.norm_words import BAD
from sim.report.projection.when import When, when_of
from sim.report.words import (
    between,
    counted,
    joined,
    norm_name,
    percent,
    signed,
    span,
    week_name,
    week_number,
    weeks_in_words,
    weeks_with_chances,
)
from sim.scenario.guesses import ALL_GUESSES
from sim.staffing.people import payroll

PROBABLE, COIN_TOSS, AT_RISK = 0.6, 0.4, 0.2
MARKS = ((PROBABLE, "<<<"), (COIN_TOSS, "<<"), (AT_RISK, "<"))
BIGGEST_GUESSES = 3
MOVED: dict[Figure, str] = {"late": BAD["response"], "missed_calls": BAD["phone"], "strikes": "strikes"}
FEW = 50  # seasons; with fewer, a chance of nothing may well be one of something
UNSTAFFED = 0.02  # more lost calls than those who hang up at once: somebody is missing
WIDTH = 120
HOUR_S = 3600
ROW = " {:<21}{:>9}{:>23}{:>11}{:>11} {:<3}{:>10}  {}"
BESIDES = ("response", "phone")  # told of in headline and table; the others are other norms


def screen(projection: Projection) -> str:
    """Say all of it: headline, weeks with three risks, what more staff cannot do, how far to trust it."""
    remarks = (
        ("OTHER NORMS", other_norms(projection)),
        ("STRIKES", strikes(projection)),
        ("OLDEST", oldest(projection)),
        ("ENDLESS STAFF", endless_staff(projection)),
        ("COST", cost(projection)),
        ("CHANCES", chances(projection)),
        ("TRUST", trust(projection)),
    )
    lines = [title(projection), *wrap(headline(projection), WIDTH), *_table(projection)]
    return "\n".join(lines + [line for name, text in remarks if text for line in _remark(name, text)])


def title(projection: Projection) -> str:
    """Say which shop, weeks, edition, holidays, and how many seasons."""
    shop, seasons = projection.shop, counted(projection.settings.replications, "season")
    rules = f"edition {shop.scenario.edition} · holidays {shop.holidays} · boundary {shop.boundary}"
    return f"{projection.file.name}, {span(shop.season.weeks)}      {rules} · {seasons} simulated"


def headline(projection: Projection) -> str:
    """Say what the roster as it is will bring: the response norm, its mails, the phone."""
    response, phone = of_norm(projection, "response"), of_norm(projection, "phone")
    mails = _weeks(projection, {row.week: row.mail.share for row in response if row.mail.share > 0.5})
    said = [
        f"With the roster as it is {_outlook(response, projection)}.",
        f"A warning mail for late answers is more likely than not in {mails}." if mails else "",
        f"Phone: {_outlook(phone, projection)}." if _endangered(phone) else "",
    ]
    return " ".join(part for part in [*said, _few(projection)] if part)


def _few(projection: Projection) -> str:
    """Warn of a run too small to rely on."""
    seasons = projection.settings.replications
    if seasons >= FEW:
        return ""
    high = percent(chance(np.zeros(seasons, bool)).high)
    return f"With only {counted(seasons, 'season')} a chance of 0% may be as high as {high}."


def _outlook(rows: list[WeekOfNorm], projection: Projection) -> str:
    """Sort the weeks of a norm into probable misses, coin tosses and risks, and say so."""
    norm = rows[0].norm
    if all(row.no_data == 1 for row in rows):
        return f"there is nothing that the {norm} norm could judge"
    name = f"{percent(float(getattr(_edition(projection), norm).min_share))} {norm} norm"
    probable = [row for row in rows if row.missed.share >= PROBABLE]
    toss = [row for row in rows if COIN_TOSS <= row.missed.share < PROBABLE]
    risky = [row for row in rows if AT_RISK <= row.missed.share < COIN_TOSS]
    said = [
        f"you will probably miss the {name} in {_missed(projection, probable)}" if probable else "",
        f"{_missed(projection, toss)} {'are' if len(toss) > 1 else 'is'} a coin toss" if toss else "",
        f"{_missed(projection, risky)} {'are' if len(risky) > 1 else 'is'} at risk" if risky else "",
    ]
    worst = max(row.missed.share for row in rows)
    most = f"more than {percent(worst)} of seasons" if worst else "any simulated season"
    holds = f"the {name} holds: no week misses it in {most}"
    return "; ".join(part for part in said if part) or holds


def _missed(projection: Projection, rows: list[WeekOfNorm]) -> str:
    return _weeks(projection, {row.week: row.missed.share for row in rows})


def _weeks(projection: Projection, shares: dict[int, float]) -> str:
    """Name weeks with their chances; nothing where there are none."""
    return weeks_with_chances(shares, projection.shop.season.weeks) if shares else ""


def _endangered(rows: list[WeekOfNorm]) -> bool:
    return any(row.missed.share >= COIN_TOSS for row in rows)


def other_norms(projection: Projection) -> str:
    """Say which of the other norms are at risk, in which weeks, and with a mail or without; "" for none."""
    said = (_other(projection, norm) for norm in NORMS if norm not in BESIDES)
    return "; ".join(part for part in said if part)


def _other(projection: Projection, norm: str) -> str:
    rows = of_norm(projection, norm)
    missed = {row.week: row.missed.share for row in rows if row.missed.share >= AT_RISK}
    mails = {row.week: row.mail.share for row in rows if row.mail.share >= AT_RISK}
    if missed and missed == mails:
        said = [f"missed, with a mail, in {_weeks(projection, missed)}"]
    else:
        both = (("missed", missed), ("a mail", mails))
        said = [f"{what} in {_weeks(projection, shares)}" for what, shares in both if shares]
    return f"{norm_name(norm)} {', '.join(said)}" if said else ""


def oldest(projection: Projection) -> str:
    """Say how long the oldest question of the worst week waits, and how many the account marks; "" for none.

    Beside every share, because an order of work may look good by letting the late ones rot.
    """
    asked = [one for one in projection.waits if one.marked_share is not None]
    if not asked:
        return ""
    worst, most = (max(asked, key=key) for key in (_median_wait, lambda one: one.marked_share))
    low, median, high = (f"{hours:,.0f}" for hours in worst.oldest_h)
    clock, shown = projection.shop.scenario.judged.clock, most.marked_share or 0.0
    marked_h, allowed_h = (f"{seconds / HOUR_S:g}" for seconds in (clock.early_warning_s, clock.allowance_s))
    theirs = "its questions" if most is worst else f"the questions of {_week(projection, most.week)}"
    return (
        f"the longest wait, replies counted too, is {median} hours of the norm's clock ({low}-{high}), in "
        f"{_week(projection, worst.week)}; {percent(shown)} of {theirs} wait more than {marked_h} of their "
        f"{allowed_h} hours, when the account marks them"
    )


def _median_wait(one: WaitOfWeek) -> float:
    return one.oldest_h[1]


def _week(projection: Projection, monday: int) -> str:
    return weeks_in_words([monday], projection.shop.season.weeks)


def strikes(projection: Projection) -> str:
    """Say how many strikes a season brings, how likely they close the shop, and which week is the worst."""
    expected = sum(week.strike.share for week in projection.any_norm)
    worst = max(projection.any_norm, key=lambda week: week.strike.share)
    norms = _edition(projection)
    closes, window = norms.strikes.temporary_closure_at, norms.strikes.window_final_weeks
    late = "" if norms.response.strike else "; late answers bring none in this edition"
    closed, before = projection.closure, len(projection.shop.scenario.prior_strikes) or "none"
    likely = f"{percent(closed.share)} ({between(percent(closed.low), percent(closed.high))})"
    said = (
        f"{expected:.1f} expected in these weeks; {closes} within {window} final weeks close the shop:"
        f" a chance of {likely} with {before} from before{late}"
    )
    by = [row for row in projection.weekly if row.week == worst.week and row.strike.share]
    if not by:
        return said
    by.sort(key=lambda row: -row.strike.share)
    named_week = _week(projection, worst.week)
    named = joined([f"{norm_name(row.norm)} {percent(row.strike.share)}" for row in by])
    return f"{said}; the worst is {named_week} with {percent(worst.strike.share)} ({named})"


def endless_staff(projection: Projection) -> str:
    """Say what even endless staff, in the same hours, could not prevent."""
    late = f"in the same hours would still leave {projection.floor.late_mean:,.0f} late answers a season"
    if all(row.no_data == 1 for row in of_norm(projection, "phone")):
        return late
    low, high = (percent(pick(week.share for week in projection.floor.phone_missed)) for pick in (min, max))
    best = percent(projection.floor.phone_share)
    phone = f"a chance of {between(low, high)} a week of a phone below its norm"
    return f"{late} and {phone}: {_lost(projection)}, and {best} of attempts answered is the best possible"


def _lost(projection: Projection) -> str:
    """Say why calls are lost whoever works: callers who hang up at once, or hours without anybody."""
    at_once = projection.shop.scenario.calls.hangs_up_at_once_share
    if 1 - projection.floor.phone_share > at_once + UNSTAFFED:
        return "the phone is offered when nobody on the roster takes it"
    return f"{percent(at_once)} of callers hang up at once"


def cost(projection: Projection) -> str:
    """Say what the roster costs in the weeks shown, and what overtime and messages add on average."""
    shop = projection.shop
    hours, euro = payroll(shop.staff, shop.season)
    planned = f"{hours:,.0f} paid hours in these weeks, € {euro:,.0f}"
    return "; ".join([planned, *_overtime(projection), *_messages(projection)])


def _overtime(projection: Projection) -> Iterator[str]:
    """Say what overtime adds where a reaction asks for it."""
    scenario, hours = projection.shop.scenario, projection.seasons.overtime_h
    if any(one.then.change == "overtime" for one in scenario.reactions.values()):
        mean, high = hours.mean(), np.quantile(hours, 0.95)
        euro = projection.seasons.overtime_euro.mean()
        yield f"overtime adds {mean:,.0f} hours on average, € {euro:,.0f}, and {high:,.0f} in a bad season"


def _messages(projection: Projection) -> Iterator[str]:
    """Say what messages to customers cost, where the shop sends some."""
    number, price = messages(projection.shop, projection.seasons)
    if number:
        yield f"about {number:,.0f} messages on late items, € {price:,.0f}"


def chances(projection: Projection) -> str:
    """Say how exact a chance is that was counted in so many seasons."""
    seasons = projection.settings.replications
    half, never = (chance(np.arange(seasons) < happened) for happened in ((seasons + 1) // 2, 0))
    said = f"a {percent(half.share)} may be {percent(half.low)} to {percent(half.high)}"
    up_to = f"a 0% up to {percent(never.high)}"
    return f"counted in {counted(seasons, 'season')}: {said}, {up_to}; what is only guessed comes on top"


def trust(projection: Projection) -> str:
    """Say that nothing was checked on this shop, and which guesses weigh most."""
    return f"not checked on your shop: its own figures were not compared yet. {_biggest(projection)}"


def _biggest(projection: Projection) -> str:
    """Name the guesses that weigh most, each with the figure it moves most; none that only chance names."""
    if not projection.weights:
        return "No figure is marked as a guess"
    tried = f"tried in {counted(projection.weighed_on, 'season')}"
    biggest = [weight for weight in projection.weights if weight.moves][:BIGGEST_GUESSES]
    if not biggest:
        moved = "moves late answers, missed calls or strikes beyond chance"
        return f"No guess, 10% higher and {tried}, {moved}"
    named = "; ".join(_weighs(weight) for weight in biggest)
    return f"Biggest guesses, and what 10% more adds to a season (95% sure, {tried}): {named}"


def _weighs(weight: Weight) -> str:
    change: Difference = getattr(weight, weight.moves[0])
    interval = f"{signed(change.low)} to {signed(change.high)}"
    what = MOVED[weight.moves[0]]
    return f"{ALL_GUESSES[weight.key]} ({weight.key}) {signed(change.mean)} {what} ({interval})"


def of_norm(projection: Projection, norm: str) -> list[WeekOfNorm]:
    """Pick the weeks of one norm, in order."""
    return [row for row in projection.weekly if row.norm == norm]


def _table(projection: Projection) -> Iterator[str]:
    yield from (ROW.format(*cells).rstrip() for cells in _heads(_edition(projection)))
    rows = zip(
        of_norm(projection, "response"), of_norm(projection, "phone"), when_of(projection.shop), strict=True
    )
    yield from (_row(projection, *row).rstrip() for row in rows)


def _heads(norms: Edition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Head the columns in two lines."""
    below, phone_below = (f"below {percent(float(norm.min_share))}" for norm in (norms.response, norms.phone))
    many = f"{norms.response.mail_at_late or 1}+ late:"
    return (
        ("", "", "late answers,", many, "answers", "", "phone", ""),
        ("week", "questions", "median (5-95%)", "mail", below, "", phone_below, "decided, final and mail"),
    )


def _row(projection: Projection, response: WeekOfNorm, phone: WeekOfNorm, when: When) -> str:
    low, median, high = response.bad
    nobody = phone.no_data == 1
    return ROW.format(
        f"{week_number(response.week, projection.shop.season.weeks)} {week_name(response.week)}".strip(),
        f"{response.n_mean:,.0f}",
        f"{median:,} ({low:,}-{high:,})",
        percent(response.mail.share) if _edition(projection).response.mail_at_late else "none",
        "none" if response.no_data == 1 else percent(response.missed.share),
        next((mark for least, mark in MARKS if response.missed.share >= least), ""),
        "no calls" if nobody else percent(phone.missed.share),
        f"{when.decided}, {when.final}",
    )


def _remark(name: str, text: str) -> list[str]:
    """Wrap a remark under its name."""
    indent = 15
    return wrap(f"{name:<{indent}}{text}", WIDTH, subsequent_indent=" " * indent, drop_whitespace=True)


def _edition(projection: Projection) -> Edition:
    return edition(projection.shop.scenario.edition)
