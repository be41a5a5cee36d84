"""The process in which a Python callable is benched: ``python -m sim.bench.engines.host module:callable``.

It says {"fault": null}, or why there is no such callable, and then answers a request a line. What the
callable prints goes to standard error. An answer carries `took_s`, the seconds of the call alone.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any, TextIO

import numpy as np

TOOK = "took_s"


def main(target: str) -> None:
    """Answer requests until there are no more."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    call = _named(target, out)
    for line in sys.stdin:
        _say(out, _answered(call, json.loads(line)))


def _named(target: str, out: TextIO) -> Callable[..., Any]:
    """Find the callable, and say whether there is one."""
    module, _, name = target.partition(":")
    try:
        found = import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        fault = None if callable(found) else f"{type(found).__name__} {name} cannot be called"
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
    _say(out, {"fault": fault})
    if fault:
        raise SystemExit
    return found  # type: ignore[return-value]


def _answered(call: Callable[..., Any], body: dict[str, Any]) -> dict[str, Any]:
    key = "verdicts" if "events" in body else "due_at"
    if "arrived_at" in body:
        body["arrived_at"] = np.array(body["arrived_at"], np.int64)
    values = list(body.values())
    began = perf_counter()
    try:
        given = call(*values)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    took_s = perf_counter() - began
    return {key: _listed(given), TOOK: took_s}


def _listed(given: Any) -> Any:
    """Write arrays and other sequences as lists; leave judging what is in them to the judge."""
    if hasattr(given, "tolist"):
        return given.tolist()
    return given if isinstance(given, dict | str | None) or not hasattr(given, "__iter__") else list(given)


def _plain(value: Any) -> Any:
    """Write a numpy number as what it is, anything else as text."""
    return value.item() if isinstance(value, np.generic) else str(value)


def _say(out: TextIO, what: dict[str, Any]) -> None:
    out.write(json.dumps(what, default=_plain) + "\n")
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
