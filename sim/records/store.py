"""Finished seasons on disk: one file each, written whole or not at all, found again when a run resumes."""

import json
import logging
import os
from collections.abc import Collection, Iterator, Mapping
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
        for plan in plans:
            self._groups.setdefault(plan, {})[replication] = group

    def number(self, plans: Collection[str], replications: range) -> int:
        """Count the seasons of these plans that are there."""
        return sum(number in replications for plan in plans for number in self._groups.get(plan, ()))

    def kept(self, plans: Collection[str], replications: range) -> Iterator[tuple[int, Plans]]:
        """Find the seasons of these plans that are whole, in order of replication; each of a plan once."""
        for number in replications:
            held: dict[str, list[str]] = {}
            for plan in plans:
                if group := self._groups.get(plan, {}).get(number):
                    held.setdefault(group, []).append(plan)
            for group, wanted in held.items():
                found = _read(self._path(group, number))
                yield number, {plan: found[plan] for plan in wanted if plan in found}

    def _path(self, group: str, replication: int) -> Path:
        return self.folder / group / f"{replication:06d}.json"

    @cached_property
    def _groups(self) -> dict[str, dict[int, str]]:
        """Find which group holds which season of a plan; every record is read, and damage named, here."""
        groups: dict[str, dict[int, str]] = {}
        for folder in sorted(self.folder.glob("*/")):
            for path in sorted(folder.glob("[0-9]*.json")):
                for plan in _read(path):
                    groups.setdefault(plan, {})[int(path.stem)] = folder.name
        return groups


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
