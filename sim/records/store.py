"""Finished seasons on disk: one file each, written whole or not at all, found again when a run resumes."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all: a temporary one beside it, flushed, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


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


@dataclass(frozen=True)
class Store:
    """The finished seasons of one run: `<folder>/000017.json` is replication 17."""

    folder: Path

    def add(self, replication: int, columns: dict[str, Any]) -> None:
        """Keep one season; nothing half-written is ever found under its name."""
        body = json.dumps(columns, sort_keys=True)
        line = json.dumps(
            {"replication": replication, "sha256": _digest(replication, body), "columns": columns}
        )
        write_whole(self.folder / f"{replication:06d}.json", line.encode())

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Find the seasons that are whole, in order; a damaged one counts as not yet done."""
        for path in sorted(self.folder.glob("[0-9]*.json")):
            found = _read(path)
            if found is not None:
                yield found


def _read(path: Path) -> tuple[int, dict[str, Any]] | None:
    try:
        record = json.loads(path.read_bytes())
        replication, columns = record["replication"], record["columns"]
        whole = record["sha256"] == _digest(replication, json.dumps(columns, sort_keys=True))
    except (ValueError, KeyError, TypeError, OSError):
        return None
    return (replication, columns) if whole and path.name == f"{replication:06d}.json" else None


def _digest(replication: int, body: str) -> str:
    return sha256(f"{replication}:{body}".encode()).hexdigest()
