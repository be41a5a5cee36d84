"""What a run is, and the proof that its folder is whole: the manifest is written last."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from sim.norms.faults import Fault, InputError
from sim.records.store import as_json, clear_partials, write_whole

MANIFEST = "manifest.json"
EVENTS = "events"
SEASONS = "seasons"  # the folder of a run's sweep
NAME_LENGTH = 12


def run_name(text: str, options: Mapping[str, Any], version: str) -> str:
    """Name a run after everything that can change its result: 12 hex digits."""
    identity = json.dumps([text, dict(options), version], sort_keys=True)
    return sha256(identity.encode()).hexdigest()[:NAME_LENGTH]


def seal(folder: Path, about: Mapping[str, Any]) -> None:
    """Declare a folder whole: write down what the run was and the digest of every file in it.

    What a killed process left half-written is taken away; nobody else writes here meanwhile.
    """
    clear_partials(folder)
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}
    write_whole(folder / MANIFEST, as_json({**about, "files": files}))


def judged_by(log: Path) -> tuple[Path, dict[str, str]]:
    """Return the manifest of the run that a log is the events of, and how the run judged them, as typed.

    Nothing when the log is no run's. InputError when there is a manifest that cannot be read.
    """
    path = _run_of(log) / MANIFEST
    if not path.is_file():
        return path, {}
    try:
        about = json.loads(path.read_bytes())
        return path, {**about["judged_by"], **about.get("season", {})}
    except (ValueError, LookupError, TypeError, AttributeError):
        way_out = "run the scenario again, or take the file away and give the options"
        raise InputError(
            [Fault(str(path), "file", "no manifest of a run", "as run wrote it", way_out)]
        ) from None


def _run_of(log: Path) -> Path:
    """Return the folder of the run that a log would be of: the log itself, or where its events lie."""
    placed = Path(os.path.abspath(log))  # `.` has no name of its own
    events = placed.parent if placed.is_file() else placed
    if events.name != EVENTS:
        return log
    return events.parent if log.is_absolute() else Path(os.path.relpath(events.parent))


def is_whole(folder: Path) -> bool:
    """Tell whether a folder was sealed and every file in it is still as it was."""
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        return all(_digest(folder / name) == digest for name, digest in files.items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # no manifest, or no such thing
        return False


def _files(folder: Path) -> list[Path]:
    """List what a reader of the folder may rely on; the records of single seasons prove themselves."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    kept = (path for path in found if SEASONS not in path.relative_to(folder).parts)
    return sorted(path for path in kept if not path.name.startswith("."))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
