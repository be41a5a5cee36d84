"""Small words of every report: weeks with their feasts, shares in per cent, guesses by their plain names."""

from collections.abc import Mapping, Sequence

from sim.deadline import date_of, day_number, week_label
from sim.scenario.days import FEASTS

MOST_RUNS = 4  # of weeks that follow each other, and single ones, named in a sentence
WORST = 3  # weeks that are named when all of them would be too many


def week_name(monday: int) -> str:
    """Name the feasts that fall into a week: "Sinterklaas", "" for a week without any."""
    years = {date_of(monday).year, date_of(monday + 6).year}
    days = {name.title(): {day_number(falls(year)) for year in years} for name, falls in FEASTS.items()}
    return ", ".join(name for name, on in days.items() if on & set(range(monday, monday + 7)))


def week_code(monday: int, season: Sequence[int]) -> str:
    """Write a week of a season as a code: "W48", and "2026-W48" once the weeks are of two years."""
    years = {week_label(one)[:4] for one in season}
    return week_label(monday) if len(years) > 1 else week_label(monday)[-3:]


def week_number(monday: int, season: Sequence[int]) -> str:
    """Name a week of a season as people say it: "48", and "2026-W48" once the weeks are of two years."""
    return week_code(monday, season).removeprefix("W")


def percent(share: float) -> str:
    """Write a share in whole per cent; what is neither never nor always does not become 0% or 100%."""
    if 0 < share <= 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"


def joined(words: Sequence[str]) -> str:
    """Join words as a sentence does: "48, 49 and 50"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def weeks_in_words(mondays: Sequence[int], season: Sequence[int]) -> str:
    """Say which weeks of a season: "week 50", "weeks 49 and 51", "weeks 47 to 50 and 52"."""
    return f"week{'s' * (len(mondays) > 1)} {joined([_run(run, season) for run in _runs(mondays)])}"


def weeks_with_chances(shares: Mapping[int, float], season: Sequence[int]) -> str:
    """Say which weeks, by Monday and in order, and how likely: "weeks 49 to 51 (26% to 52%)".

    Of weeks scattered over a long season only the worst are named: "17 weeks (20% to 61%; worst 40 and 49)".
    """
    likely = between(percent(min(shares.values())), percent(max(shares.values())))
    if len(_runs(list(shares))) <= MOST_RUNS:
        return f"{weeks_in_words(list(shares), season)} ({likely})"
    worst = sorted(sorted(shares, key=lambda monday: -shares[monday])[:WORST])
    return f"{len(shares)} weeks ({likely}; worst {joined([week_number(one, season) for one in worst])})"


def _runs(mondays: Sequence[int]) -> list[list[int]]:
    """Split weeks into runs of three and more that follow each other, and single ones."""
    runs: list[list[int]] = []
    for monday in mondays:
        if runs and monday == runs[-1][-1] + 7:
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[one] for one in run])]


def _run(run: Sequence[int], season: Sequence[int]) -> str:
    return between(week_number(run[0], season), week_number(run[-1], season))


def norm_name(norm: str) -> str:
    """Write the key of a norm as people do."""
    return {"nps": "NPS", "track_and_trace": "track & trace"}.get(norm, norm.replace("_", " "))


def between(low: str, high: str) -> str:
    """Write a range, or the one value where both ends are it."""
    return low if low == high else f"{low} to {high}"


def span(mondays: Sequence[int]) -> str:
    """Say from which week to which: "weeks 47-52 of 2026", "weeks 51 of 2026 to 02 of 2027"."""
    (first_year, first), (last_year, last) = (
        week_label(one).split("-W") for one in (mondays[0], mondays[-1])
    )
    if first_year != last_year:
        return f"weeks {first} of {first_year} to {last} of {last_year}"
    return f"weeks {first}-{last} of {first_year}" if first != last else f"week {first} of {first_year}"


def counted(number: int, what: str) -> str:
    """Count things: "1 strike", "9 strikes", "1,200 strikes"."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def signed(change: float) -> str:
    """Write a change as far as a small experiment can be read: "+1,700", "-0.4", "+0.03", "0"."""
    if abs(change) >= 10:
        return f"{float(f'{change:.1e}'):+,.0f}"
    return f"{change:+.1f}" if abs(change) >= 0.05 else f"{change:+.1g}" if change else "0"
