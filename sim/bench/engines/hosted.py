"""An engine that is a Python callable: called by `host`, in a process that it may take down."""

import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sim
from sim.bench.engines import Ask, EngineFault, EngineMissing
from sim.bench.engines.command import talking

START_S = 120.0  # importing an engine may take longer than answering


@asynccontextmanager
async def hosted_engine(target: str, timeout_s: float) -> AsyncIterator[Ask]:
    """Open the door to "package.module:callable", found from the folder we were started in.

    Raises:
        EngineMissing: it cannot be imported, or called.
    """
    words = [sys.executable, "-m", "sim.bench.engines.host", target]
    async with talking(words, timeout_s, _environment()) as talk:
        try:
            fault = json.loads(await talk.first(START_S))["fault"]
        except EngineFault as died:
            fault = f"importing it {died}"
        if fault:
            raise EngineMissing(f"{target!r} given; {fault}; give package.module:callable")
        yield talk.ask


def _environment() -> dict[str, str]:
    """Let the host find the user's modules and us, wherever it starts."""
    ours = Path(sim.__file__).parents[1]
    paths = [os.getcwd(), str(ours), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
