"""Sellers as small numbers, given in order of appearance: what a part of a log says instead of a name."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.norms.log.columns import Array


class Sellers:
    """The sellers that the parts of a log have named so far."""

    def __init__(self) -> None:
        self.names: list[str] = []  # by number; "" stands for the rows without a seller
        self._found = np.zeros(0, bool)  # by number: a sound row is theirs
        self._number: dict[str, int] = {}

    def number(self, name: str) -> int:
        """Return the number of a seller, a new one for a new name."""
        if name not in self._number:
            self._number[name] = len(self.names)
            self.names.append(name)
        return self._number[name]

    def find(self, numbers: Array) -> None:
        """Note whose the sound rows are."""
        if len(self._found) < len(self.names):
            self._found = np.append(self._found, np.zeros(2 * len(self.names), bool))
        if not self._found[: len(self.names)].all():
            self._found[numbers] = True

    def named(self) -> frozenset[str]:
        """Return those of whom there is a sound row."""
        return frozenset(self.names[number] for number in np.flatnonzero(self._found).tolist())


class SellerCells:
    """Reads a column of sellers of one file."""

    def __init__(self, sellers: Sellers, words: Mapping[str, str]) -> None:
        self._sellers, self._words = sellers, words
        self._dictionary: Any = None  # of the cells before, and its numbers
        self._numbers: NDArray[np.int32] = np.zeros(0, np.int32)

    def read(self, cells: Any) -> tuple[Array, Array]:
        """Return the number of each row's seller of a pyarrow array; every cell can be read."""
        import pyarrow as pa

        if not (pa.types.is_dictionary(cells.type) or pa.types.is_integer(cells.type)):
            cells = cells.cast(pa.string())
        encoded = cells.dictionary_encode()  # of one that is a dictionary itself
        if self._dictionary is None or not encoded.dictionary.equals(self._dictionary):
            self._dictionary = encoded.dictionary
            self._numbers = np.array([*self._numbers_of(encoded.dictionary)], np.int32)
        return self._of_rows(encoded.indices), np.zeros(len(cells), bool)

    def _of_rows(self, indices: Any) -> NDArray[np.int32]:
        numbers = self._numbers
        if indices.null_count:
            indices = indices.fill_null(len(numbers))
            numbers = np.append(numbers, np.int32(self._sellers.number("")))
        of_rows: NDArray[np.int32] = numbers.take(indices.to_numpy())
        return of_rows

    def _numbers_of(self, dictionary: Any) -> Iterator[int]:
        for word in dictionary.cast("string").to_pylist():
            name = self._words.get(word, word).strip()
            yield self._sellers.number("" if name == "-1" else name)
