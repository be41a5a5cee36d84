"""Tables too large for memory: in a file without a name, of which only what is in use is in memory."""

import mmap
from math import prod
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np

IN_MEMORY = 16 * 2**20  # bytes; a larger table lies on disk
AT_ONCE = 2**16  # bytes that are reserved by one write


def table(shape: tuple[int, ...], folder: Path | None) -> np.ndarray:
    """Make a table of integers, int64[shape], with any content: in memory if it is small, or without folder.

    The file of a large one goes when nobody has the table any more, also when the process is killed.

    Raises:
        OSError: the disk has no room for it; a write to the table cannot fail later.
    """
    size = prod(shape) * np.dtype(np.int64).itemsize
    if folder is None or size <= IN_MEMORY:
        return np.empty(shape, np.int64)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryFile(dir=folder, buffering=0) as file:
            for begin in range(0, size, AT_ONCE):
                file.write(bytes(min(AT_ONCE, size - begin)))
            mapped = mmap.mmap(file.fileno(), size)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(folder)) from fault
    return np.frombuffer(mapped, np.int64).reshape(shape)


def let_go(part: np.ndarray) -> None:
    """Let what was used of a table on disk leave memory; it is read again when it is wanted again."""
    base: Any = part
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        base.madvise(mmap.MADV_DONTNEED)
