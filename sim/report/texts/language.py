"""A language: it says the texts of its catalogue, and writes figures and days as its readers do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import Any, Literal, get_args

from sim.deadline.weekly import WeeklySlot, weekly_text
from sim.report.texts.catalogue import catalogue

Code = Literal["en", "nl"]
CODES: tuple[Code, ...] = get_args(Code)
MARKS = {"en": ",.", "nl": ".,"}  # for thousands, and before decimals


@dataclass(frozen=True)
class Language:
    """Says a text by its name: say("headline.mails", weeks="weeks 49 to 51").

    What a text holds in braces it gets by name, and after a colon the form in which it is written, a method
    of this class: "{hours:number} hours, {price:euro}". The value `n` decides between `one` and `many`.
    """

    code: Code = "en"

    def __call__(self, name: str, /, **values: object) -> str:
        """Say a text.

        Raises:
            KeyError: the catalogue has no such text, or the text holds a value that was not given.
        """
        text = catalogue(self.code).texts[name]
        if not isinstance(text, str):
            text = text["one" if values["n"] == 1 else "many"]
        return _Filling(self).vformat(text, (), values)

    def listed(self, name: str) -> tuple[str, ...]:
        """Give words that are counted off: say.listed("calendar.days")[0] is "Mon"."""
        return catalogue(self.code).lists[name]

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with marks for thousands: "1,234.5", in Dutch "1.234,5"."""
        return self.marked(f"{value:,.{decimals}f}")

    def tenths(self, value: float) -> str:
        """Write a number to one decimal."""
        return self.number(value, 1)

    def thousandths(self, value: float) -> str:
        """Write a number to three decimals."""
        return self.number(value, 3)

    def plain(self, value: float) -> str:
        """Write a number with as many decimals as it needs: "6", "37.5"."""
        return self.marked(f"{value:g}")

    def few(self, value: float) -> str:
        """Write a figure with three digits at most: "2,310", "13", "2.6", "0.25", "0".

        >>> [ENGLISH.few(value) for value in (2314.2, 13.42, 2.58, 0.2549, 0.0, -0.0004)]
        ['2,310', '13', '2.6', '0.25', '0', '0']
        """
        if abs(value) >= 100:
            return self.number(float(f"{value:.3g}"))
        return self.plain(round(value, 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2) or 0.0)

    def rough(self, value: float) -> str:
        """Write a figure with two digits: "1,200", "0.4", "0"."""
        return self.few(float(f"{value:.2g}"))

    def by(self, change: float) -> str:
        """Write a difference with its sign and two digits: "-1,200", "+0.4", "0"."""
        text = self.rough(change)
        return text if text == "0" or change < 0 else f"+{text}"

    def euro(self, value: float) -> str:
        """Write an amount in whole euro: "€ 38,850", "-€ 300"."""
        return f"{'-' if value <= -0.5 else ''}€ {self.number(abs(round(value)))}"

    def percent(self, share: float) -> str:
        """Write a share in whole per cent; what is neither never nor always does not become 0% or 100%."""
        if 0 < share <= 0.005:
            return "<1%"
        if 0.995 <= share < 1:
            return ">99%"
        return f"{share:.0%}"

    def asked(self, share: float) -> str:
        """Write a share that somebody asked for as it was typed, to three digits: "5%", "2.5%", "0.1%"."""
        return self.marked(f"{100 * share:.3g}%")

    def exact_percent(self, share: float) -> str:
        """Write a share in per cent to one decimal."""
        return self.marked(f"{share:.1%}")

    def signed(self, change: float) -> str:
        """Write a change as far as a small experiment can be read: "+1,700", "-0.4", "+0.03", "0"."""
        if abs(change) >= 10:
            return self.marked(f"{float(f'{change:.1e}'):+,.0f}")
        return self.marked(f"{change:+.1f}" if abs(change) >= 0.05 else f"{change:+.1g}" if change else "0")

    def day(self, day: date) -> str:
        """Write a day of a season: "Mon 30 Nov", "ma 30 nov"."""
        return f"{self.listed('calendar.days')[day.weekday()]} {day.day} {self._month(day)}"

    def moment(self, at: datetime) -> str:
        """Write an instant of local time to the minute: "Mon 30 Nov 17:00"."""
        return f"{self.day(at)} {at:%H:%M}"

    def second(self, at: datetime) -> str:
        """Write an instant of local time to the second: "Mon 30 Nov 17:00:00"."""
        return f"{self.day(at)} {at:%H:%M:%S}"

    def dated(self, day: date) -> str:
        """Write a day in figures: "2026-11-30", "30-11-2026"."""
        return self("calendar.date", year=f"{day.year}", month=f"{day.month:02}", day=f"{day.day:02}")

    def stamp(self, at: datetime) -> str:
        """Write an instant of local time in figures, with seconds only where there are any."""
        return f"{self.dated(at)} {at:%H:%M}{f':{at:%S}' if at.second else ''}"

    def weekday_stamp(self, at: datetime) -> str:
        """Write an instant of local time in figures, with its day of the week: "Mon 2026-11-30 17:00"."""
        return f"{self.listed('calendar.days')[at.weekday()]} {self.stamp(at)}"

    def duration(self, seconds: int) -> str:
        """Write how long something takes: "1 hour 20 minutes", "1 uur 20 minuten"."""
        sizes = {"hours": seconds // 3600, "minutes": seconds // 60 % 60, "seconds": seconds % 60}
        said = [self(f"duration.{unit}", n=size) for unit, size in sizes.items() if size]
        return " ".join(said) or self("duration.minutes", n=0)

    def full_date(self, day: date) -> str:
        """Write a day with its year: "16 November 2026"."""
        return f"{day.day} {self.listed('calendar.months')[day.month - 1]} {day.year}"

    def days(self, first: date, last: date) -> str:
        """Write a few days: "23–29 Nov", "30 Nov–6 Dec"."""
        begin = f"{first.day}" if first.month == last.month else f"{first.day} {self._month(first)}"
        return f"{begin}–{last.day} {self._month(last)}"

    def weekly(self, slots: Sequence[WeeklySlot]) -> str:
        """Write the hours of a week: "mon-fri 09:00-17:00", "ma-vr 09:00-17:00"."""
        return weekly_text(slots, [day.lower() for day in self.listed("calendar.days")])

    def joined(self, words: Sequence[str]) -> str:
        """Join words as a sentence does: "48, 49 and 50"."""
        if len(words) < 2:
            return "".join(words)
        return self("words.joined", first=", ".join(words[:-1]), last=words[-1])

    def between(self, low: str, high: str) -> str:
        """Write a range, or the one value where both ends are it."""
        return low if low == high else self("words.between", low=low, high=high)

    def _month(self, day: date) -> str:
        return self.listed("calendar.short_months")[day.month - 1]

    def marked(self, figure: str) -> str:
        """Put a language's own marks into a number as Python writes it."""
        return figure.translate(str.maketrans(",.", MARKS[self.code]))


ENGLISH = Language("en")


class _Filling(Formatter):
    """Fills the braces of a text; a number without a form is written whole."""

    def __init__(self, say: Language) -> None:
        self.say = say

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return value
        form: Callable[[Any], str] = getattr(self.say, format_spec or "number")
        return form(value)
