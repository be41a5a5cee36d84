"""One process at a time in a folder: a lock that its holder's death opens."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sim.norms.faults import Fault, InputError

LOCK = ".lock"
PATIENCE_S, LOOK_S = 2.0, 0.02  # for a lock, and between two looks at it
BEYOND = 1 << 30  # the byte that is locked where locked bytes cannot be read: far behind what is written


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made, for this process alone; a dead holder's lock is taken over.

    The system lets go of a lock when its holder dies, so that neither a number that another process got since
    nor two that find a dead one at once can go wrong. `.lock` names the holder and since when.

    Raises:
        InputError: another process holds the folder; it says which.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    descriptor = _held(path)
    try:
        _say_whose(descriptor, path)
        yield
    finally:
        with suppress(OSError):  # where an open file cannot be taken away, it stays and means nothing
            path.unlink()
        os.close(descriptor)


def tidied(folder: Path) -> None:
    """Take away the lock of a holder that died after its last work; one that is or may not be held stays."""
    if (folder / LOCK).exists():
        with suppress(InputError, OSError), claimed(folder):
            pass


def _held(path: Path) -> int:
    """Open and lock the file; again, where its last holder took it away between the two.

    A lock that is taken is looked at for a while: a worker that was being started when its master was killed
    has a copy of the master's open files, the lock too, until its own program begins (fork(2), execve(2)).
    """
    refused_at = time.monotonic() + PATIENCE_S
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
            if _is_at(path, descriptor):
                return descriptor
        except BlockingIOError:
            if time.monotonic() > refused_at:
                os.close(descriptor)
                raise InputError([_taken(path)]) from None
            time.sleep(LOOK_S)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    """Tell whether an open file is still the one at the path; asked once, as its holder may take it away."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _say_whose(descriptor: int, path: Path) -> None:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} since {since}\n".encode())
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _taken(path: Path) -> Fault:
    try:
        whose = path.read_text(encoding="utf-8").strip()
    except OSError:
        whose = ""
    way_out = "wait for it or stop it, then the same command goes on from there; or give another folder"
    return Fault(str(path.parent), "folder", f"in use by {whose or 'another process'}", "free", way_out)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as taken:
            raise BlockingIOError from taken
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
