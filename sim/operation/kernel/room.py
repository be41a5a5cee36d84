"""Where the columns of a run come to lie, of those that nobody reads when it is over."""

from threading import local

import numpy as np


class Room(local):
    """Memory that each thread keeps from one run to the next.

    Memory that comes anew with each run comes page by page, every page wiped, and on small or large pages as
    the machine has them: an eighth of the time of a large run, and what made its time hang on luck. What is
    kept is as much as the largest run took, some 80 bytes a row.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.kept, self.taken = np.empty(0, np.int64), 0

    def clear(self) -> None:
        """Begin a run: what the one before took is free again, and kept if it was more than ever."""
        if self.taken > len(self.kept):
            self.kept = np.empty(self.taken, np.int64)
        self.taken = 0

    def columns(self, number: int, size: int) -> tuple[np.ndarray, ...]:
        """Give columns of so many numbers (int64[size] each) to be filled, none of which overlap."""
        return tuple(self._column(size) for _ in range(number))

    def _column(self, size: int) -> np.ndarray:
        begin, self.taken = self.taken, self.taken + size
        return self.kept[begin : self.taken] if self.taken <= len(self.kept) else np.empty(size, np.int64)


ROOM = Room()
