"""Small words of every report: weeks with their feasts, shares in per cent, guesses by their plain names."""

from collections.abc import Sequence

from sim.deadline import date_of, day_number, week_label
from sim.scenario.days import FEASTS


def week_name(monday: int) -> str:
    """Name the feasts that fall into a week: "Sinterklaas", "" for a week without any."""
    years = {date_of(monday).year, date_of(monday + 6).year}
    days = {name.title(): {day_number(falls(year)) for year in years} for name, falls in FEASTS.items()}
    return ", ".join(name for name, on in days.items() if on & set(range(monday, monday + 7)))


def week_number(monday: int) -> str:
    """Give the number of a week as people say it: "48"."""
    return week_label(monday)[-2:]


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


def weeks_in_words(mondays: Sequence[int]) -> str:
    """Say which weeks: "week 50", "weeks 49 and 51", "weeks 47 to 50 and 52"."""
    return f"week{'s' * (len(mondays) > 1)} {joined([_run(run) for run in _runs(mondays)])}"


def _runs(mondays: Sequence[int]) -> list[list[int]]:
    """Split weeks into runs of three and more that follow each other, and single ones."""
    runs: list[list[int]] = []
    for monday in mondays:
        if runs and monday == runs[-1][-1] + 7:
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[one] for one in run])]


def _run(run: Sequence[int]) -> str:
    return week_number(run[0]) if len(run) == 1 else f"{week_number(run[0])} to {week_number(run[-1])}"


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
