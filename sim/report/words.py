"""Small words of every report: weeks with their feasts, spans of weeks, norms by their names."""

from collections.abc import Mapping, Sequence

from sim.deadline import date_of, day_number, week_label
from sim.deadline.weekly import read_weekly
from sim.experiments.seasons.shop import Shop
from sim.report.texts.language import Language
from sim.scenario.values.days import FEASTS

MOST_RUNS = 4  # of weeks that follow each other, and single ones, named in a sentence
ADDED = ("temp", "Saturday", "overtime")  # what [may_change] may add under a name of ours
WORST = 3  # weeks that are named when all of them would be too many


def judged_by(shop: Shop, say: Language) -> str:
    """Say by which edition, hours and holidays a shop is judged: hours only if they are not the edition's."""
    judged = shop.scenario.judged
    rules = {"edition": judged.edition_name, "holidays": judged.holidays}
    if not judged.hours:
        return say("words.rules", **rules)
    return say("words.rules_hours", hours=say.weekly(read_weekly(judged.hours)), **rules)


def week_name(monday: int, say: Language) -> str:
    """Name the feasts that fall into a week: "Sinterklaas", "" for a week without any."""
    years = {date_of(monday).year, date_of(monday + 6).year}
    days = {name: {day_number(falls(year)) for year in years} for name, falls in FEASTS.items()}
    fall = [name for name, on in days.items() if on & set(range(monday, monday + 7))]
    return ", ".join(say(f"feasts.{name.replace(' ', '_')}") for name in fall)


def week_code(monday: int, season: Sequence[int]) -> str:
    """Write a week of a season as a code: "W48", and "2026-W48" once the weeks are of two years."""
    years = {week_label(one)[:4] for one in season}
    return week_label(monday) if len(years) > 1 else week_label(monday)[-3:]


def week_number(monday: int, season: Sequence[int]) -> str:
    """Name a week of a season as people say it: "48", and "2026-W48" once the weeks are of two years."""
    return week_code(monday, season).removeprefix("W")


def weeks_in_words(mondays: Sequence[int], season: Sequence[int], say: Language) -> str:
    """Say which weeks of a season: "week 50", "weeks 49 and 51", "weeks 47 to 50 and 52"."""
    runs = [_run(run, season, say) for run in _runs(mondays)]
    return say("weeks.named", n=len(mondays), weeks=say.joined(runs))


def weeks_with_chances(shares: Mapping[int, float], season: Sequence[int], say: Language) -> str:
    """Say which weeks, by Monday and in order, and how likely: "weeks 49 to 51 (26% to 52%)".

    Of weeks scattered over a long season only the worst are named: "17 weeks (20% to 61%; worst 40 and 49)".
    """
    likely = say.between(say.percent(min(shares.values())), say.percent(max(shares.values())))
    if len(_runs(list(shares))) <= MOST_RUNS:
        return f"{weeks_in_words(list(shares), season, say)} ({likely})"
    worst = sorted(sorted(shares, key=lambda monday: -shares[monday])[:WORST])
    named = say.joined([week_number(one, season) for one in worst])
    return say("weeks.scattered", n=len(shares), likely=likely, worst=named)


def _runs(mondays: Sequence[int]) -> list[list[int]]:
    """Split weeks into runs of three and more that follow each other, and single ones."""
    runs: list[list[int]] = []
    for monday in mondays:
        if runs and monday == runs[-1][-1] + 7:
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[one] for one in run])]


def _run(run: Sequence[int], season: Sequence[int], say: Language) -> str:
    first, last = week_number(run[0], season), week_number(run[-1], season)
    return first if first == last else say("weeks.run", first=first, last=last)


def norm_name(norm: str, say: Language) -> str:
    """Write the key of a norm as people do."""
    return say(f"norms.name.{norm}")


def called(name: str, say: Language) -> str:
    """Name what a plan adds, or somebody whom it adds: "Saturday 1" is "zaterdag 1"; other names stay."""
    offer, *number = name.split(" ", 1)
    return " ".join([say(f"added.{offer}"), *number]) if offer in ADDED else name


def span(mondays: Sequence[int], say: Language) -> str:
    """Say from which week to which: "weeks 47-52 of 2026", "weeks 51 of 2026 to 02 of 2027"."""
    (first_year, first), (last_year, last) = (
        week_label(one).split("-W") for one in (mondays[0], mondays[-1])
    )
    ends = {"first": first, "last": last, "first_year": first_year, "last_year": last_year}
    if first_year != last_year:
        return say("weeks.of_two_years", **ends)
    return say("weeks.of_a_year", n=1 if first == last else 2, **ends)


def holiday_name(name: str, say: Language) -> str:
    """Name a holiday, which the list of them gives as "King's Day (Koningsdag)"; two may fall on one day."""
    if say.code == "en":
        return name
    return say.joined([one.partition("(")[2].removesuffix(")") for one in name.split(" and ")])


def days(mondays: Sequence[int], say: Language) -> str:
    """Say from which day to which: "16 November 2026 to 27 December 2026"."""
    first, last = (say.full_date(date_of(day)) for day in (mondays[0], mondays[-1] + 6))
    return say("page.days", first=first, last=last)


def counted(number: int, what: str) -> str:
    """Count things in a report that is told in English only: "1 strike", "9 strikes", "1,200 strikes"."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def cut(text: str, length: int) -> str:
    """Cut a name to a length, with a mark where something is left out."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
