"""Finished seasons on disk: one file each, written whole or not at all, found again when a run resumes."""

import json
import logging
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

GROUP_LENGTH = 12
HEAD, TAIL = b'{"sha256": "', b'", '  # of a record; between them the digest of all that follows
DIGITS = 64

Columns = Mapping[str, Any]  # what a season of one plan came to, as lists of numbers
Plans = Mapping[str, Columns]

log = logging.getLogger(__name__)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all: a temporary one beside it, flushed, renamed.

    OSError names the file, whichever step failed; the old file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def clear_partials(folder: Path) -> None:
    """Take away what killed processes left half-written in a folder that nobody else writes in."""
    for partial in folder.rglob(".*.partial"):
        partial.unlink()


def as_json(content: object) -> bytes:
    """Write an object as text of one form: keys sorted, floats with six decimals at most."""
    return (json.dumps(_rounded(content), sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def _rounded(content: Any) -> Any:
    if isinstance(content, float):
        return round(content, 6) + 0.0  # no minus zero
    if isinstance(content, dict):
        return {key: _rounded(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_rounded(value) for value in content]
    return content


class Damage(ValueError):
    """Why a record cannot be taken."""


@dataclass(frozen=True)
class Store:
    """Finished seasons: `<folder>/<group>/000017.json` is replication 17 of a group of plans.

    Plans that were simulated together are kept together, so that a replication of many plans is one file. A
    record proves itself by its digest; one that does not is named in the log and counts as not yet done.
    """

    folder: Path

    def add(self, replication: int, plans: Plans) -> None:
        """Keep one season of some plans; nothing half-written is ever found under its name."""
        group = _group(plans)
        write_whole(self._path(group, replication), _record(replication, plans))
        self._groups.setdefault(group, set()).update(plans)
        self._damaged.discard(self._path(group, replication))

    def number(self, plans: Collection[str], replications: Sequence[int]) -> int:
        """Count the seasons of these plans that are there."""
        return sum(len(of) for number in replications for of in self._held(plans, number).values())

    def kept(self, plans: Collection[str], replications: Sequence[int]) -> Iterator[tuple[int, Plans]]:
        """Find the seasons of these plans that are whole, in order of replication; each of a plan once."""
        for number in replications:
            for group, wanted in self._held(plans, number).items():
                found = _read(self._path(group, number))
                yield number, {plan: found[plan] for plan in wanted if plan in found}

    def _held(self, plans: Collection[str], number: int) -> dict[str, set[str]]:
        """Find which group holds a replication of which plans, each plan once."""
        missing, held = set(plans), dict[str, set[str]]()
        for group, of in self._groups.items():
            if (here := missing & of) and self._is_there(self._path(group, number)):
                held[group] = here
                missing -= here
        return held

    def _is_there(self, path: Path) -> bool:
        return path not in self._damaged and path.is_file()

    def _path(self, group: str, replication: int) -> Path:
        return self.folder / group / f"{replication:06d}.json"

    @cached_property
    def _groups(self) -> dict[str, set[str]]:
        """Find the plans of each group; every record is read, and damage named, here.

        Which seasons it holds only the disk knows: their number may be larger than memory.
        """
        groups: dict[str, set[str]] = {}
        for folder in sorted(self.folder.glob("*/")):
            for path in _records(folder):
                if plans := _read(path):
                    groups.setdefault(folder.name, set()).update(plans)
                else:
                    self._damaged.add(path)
        return groups

    @cached_property
    def _damaged(self) -> set[Path]:
        """Records that prove nothing."""
        return set()


def _records(folder: Path) -> Iterator[Path]:
    """List the records of a group, in any order."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0].isdigit() and entry.name.endswith(".json"):
                yield folder / entry.name


def _group(plans: Collection[str]) -> str:
    return sha256("\n".join(sorted(plans)).encode()).hexdigest()[:GROUP_LENGTH]


def _record(replication: int, plans: Plans) -> bytes:
    said = json.dumps({"replication": replication, "plans": plans}, sort_keys=True)
    rest = f"{said[1:]}\n".encode()
    return HEAD + sha256(rest).hexdigest().encode() + TAIL + rest


def _read(path: Path) -> Plans:
    """Read a record; a damaged one is named, and holds no plan."""
    try:
        return _proved(path)
    except (OSError, ValueError, LookupError, TypeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        log.warning("%s: %s; it is left out, and that season is simulated again", path, why)
        return {}


def _proved(path: Path) -> Plans:
    content = path.read_bytes()
    start = len(HEAD) + DIGITS + len(TAIL)
    rest = content[start:]
    if content[:start] != HEAD + sha256(rest).hexdigest().encode() + TAIL:
        raise Damage(f"{len(content)} bytes that are not what was written (cut off or changed)")
    record = json.loads(content)
    if path.name != f"{record['replication']:06d}.json":
        raise Damage(f"the record of replication {record['replication']} under another name")
    plans: Plans = record["plans"]
    return plans
