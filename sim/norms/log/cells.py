"""From the cells of a real file to the columns of the log; what cannot be read is said, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sim.deadline import NEVER, day_number
from sim.norms.log.columns import Array, Column, Instants

HOME = ZoneInfo("Europe/Amsterdam")  # whose date an instant with its own offset has
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAIVE_EPOCH = datetime(1970, 1, 1)
SECOND = timedelta(seconds=1)
QUARTER_S = 900  # clocks change on the quarter of an hour
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")  # 1.000: a thousand as the Dutch write it, or one
# As Dutch spreadsheets write an instant; the month comes first only where days have slashes.
DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?:[ T](\d{1,2})(:.*))?")
NOTHING = frozenset({"", "nat", "nan", "none", "null", "n/a"})
FLAGS = {"true": 1, "yes": 1, "y": 1, "1": 1, "false": 0, "no": 0, "n": 0, "0": 0}
ALLOWED = {
    "instant": "an instant such as 2026-11-17T10:00:00+01:00 or 17-11-2026 10:00",
    "date": "a date such as 2026-11-17",
    "flag": "true or false",
    "quantity": "a whole number",
    "grade": "a whole number",
    "duration": "a whole number of seconds",
}

PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


class NaiveError(ValueError):
    """An instant that does not say which clock showed it."""


class SkippedError(ValueError):
    """A local time that the clock never showed: in spring it skips an hour."""


@dataclass(frozen=True)
class Reader:
    """How the cells of one column become numbers."""

    rule: Column
    words: Mapping[str, str]  # the file's word -> ours
    zone: ZoneInfo | None  # of instants without an offset

    def read(self, cells: Any) -> tuple[Array, Array]:
        """Return the column of a pyarrow array, and which cells could not be read."""
        import pyarrow as pa

        if self.rule.kind == "instant" and pa.types.is_timestamp(cells.type):
            return self._instants(cells)
        if self.rule.kind == "id" and pa.types.is_integer(cells.type) and not self.words:
            return cells.cast(pa.int64()).fill_null(-1).to_numpy(), np.zeros(len(cells), bool)
        shared = pa.types.is_dictionary(cells.type) and pa.types.is_string(cells.type.value_type)
        return self._words(cells if shared else cells.cast(pa.string()).dictionary_encode())

    def _instants(self, cells: Any) -> tuple[Instants, Array]:
        at = _stored(cells) // PER_SECOND[cells.type.unit]
        if cells.null_count:
            at[cells.is_null().to_numpy(zero_copy_only=False)] = NEVER
        if cells.type.tz is not None:
            return at, np.zeros(len(at), bool)
        known = at != NEVER
        if self.zone is None and known.any():
            raise NaiveError(str(np.datetime64(int(at[known][0]), "s")))
        utc, skipped = from_wall(np.where(known, at, 0), self.zone or HOME)
        return np.where(known & ~skipped, utc, NEVER), known & skipped

    def _words(self, encoded: Any) -> tuple[Array, Array]:
        words = [self.words.get(word, word).strip() for word in encoded.dictionary.to_pylist()] + [""]
        place = encoded.indices.fill_null(len(words) - 1).to_numpy()
        if self.rule.kind == "id":
            return np.array(words)[place], np.zeros(len(place), bool)
        found = [self._number(word) for word in words]
        unread = np.array([number is None for number in found])
        values = np.array([self._unknown if number is None else number for number in found])
        return values[place], unread[place]

    @property
    def _unknown(self) -> int:
        return NEVER if self.rule.kind in ("instant", "date") else -1

    def _number(self, word: str) -> int | None:
        """Return what the word stands for; None when it cannot be read."""
        if word.lower() in NOTHING:
            return None if self.rule.kind in ("quantity", "grade") else self._unknown
        try:
            return self._parsed(word)
        except NaiveError:
            raise
        except (ValueError, KeyError, OverflowError):
            return None

    def _parsed(self, word: str) -> int:
        match self.rule.kind:
            case "instant":
                return instant_of(word, self.zone)
            case "date":
                return date_of(word, self.zone)
            case "choice":
                return self.rule.choices.index(word.lower())
            case "flag":
                return FLAGS[word.lower()]
            case "quantity" if THOUSANDS.fullmatch(word):
                raise ValueError
            case _:
                return whole_number(word)


def allowed(rule: Column) -> str:
    """Complete "must be ..." for a column."""
    return ALLOWED.get(rule.kind, f"one of {', '.join(rule.choices)}")


def _stored(cells: Any) -> Instants:
    """Return the numbers of a pyarrow array of instants where they lie; that of a null means nothing."""
    stored: Instants = np.frombuffer(cells.buffers()[1] or b"", np.int64)
    return stored[cells.offset : cells.offset + len(cells)]


def instant_of(word: str, zone: ZoneInfo | None) -> int:
    """Return the UTC second of an ISO instant, parts of a second dropped; a repeated time is its first pass.

    >>> instant_of("1970-01-01T01:00:01.9+01:00", None)
    1

    Raises:
        NaiveError: it has no offset, and no zone is given.
        SkippedError: it has no offset, and the clock of the zone never showed it.
    """
    at = datetime.fromisoformat(_iso(word))
    if at.tzinfo is not None:
        return (at - EPOCH) // SECOND
    if zone is None:
        raise NaiveError(word)
    ahead, skipped = _ahead(at, zone)
    if skipped:
        raise SkippedError(word)
    return (at - ahead - NAIVE_EPOCH) // SECOND


def date_of(word: str, zone: ZoneInfo | None) -> int:
    """Return the day number of an ISO date, or of the local date of an instant."""
    at = datetime.fromisoformat(_iso(word))
    return day_number((at.astimezone(zone or HOME) if at.tzinfo else at).date())


def is_skipped(word: str, zone: ZoneInfo) -> bool:
    """Tell whether a word is a local time that the clock of a zone never showed.

    >>> is_skipped("2026-03-29 02:30", HOME), is_skipped("2026-03-29 02:30+01:00", HOME)
    (True, False)
    """
    try:
        instant_of(word, zone)
    except SkippedError:
        return True
    except (ValueError, OverflowError):
        return False
    return False


def _ahead(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, bool]:
    """Return how far a clock is ahead of UTC when it first shows a time, and whether it never does.

    Of a time that is skipped the offset before the change is less than that after it (PEP 495).
    """
    before, after = zone.utcoffset(wall), zone.utcoffset(wall.replace(fold=1))
    assert before is not None and after is not None  # a ZoneInfo always has one
    return before, before < after


def _iso(word: str) -> str:
    """Turn a day as Dutch spreadsheets write it, 17-11-2026, into an ISO one; the rest stays.

    >>> _iso("7-11-2026 9:05")
    '2026-11-07 09:05'
    """
    dutch = DUTCH.fullmatch(word)
    if not dutch:
        return word
    day, month, year, hour, rest = dutch.groups()
    return f"{year}-{month:0>2}-{day:0>2}" + (f" {hour:0>2}{rest}" if hour else "")


def whole_number(word: str) -> int:
    """Return "8" or "8.0" as 8; ValueError for anything between whole numbers, or beyond int64."""
    number = float(word)
    if not number.is_integer() or abs(number) >= 2**63:
        raise ValueError
    return int(number)


def from_wall(shown: Instants, zone: ZoneInfo) -> tuple[Instants, Array]:
    """Return the UTC seconds at which a clock shows seconds since 1970, and which it skipped: bool[n].

    A repeated time is its first pass.
    """
    quarters, place = np.unique(shown // QUARTER_S, return_inverse=True)
    walls = [NAIVE_EPOCH + timedelta(seconds=int(quarter) * QUARTER_S) for quarter in quarters]
    read = [_ahead(wall, zone) for wall in walls]
    ahead = np.array([offset // SECOND for offset, _ in read], np.int64)
    return shown - ahead[place], np.array([skipped for _, skipped in read], bool)[place]
