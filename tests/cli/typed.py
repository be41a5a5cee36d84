"""What a user types, and what comes back."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sim.cli import main

ROOT = Path(__file__).parents[2]


class Answer(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def typed(*words: object, answers: str = "") -> Answer:
    """Type one command, in this process."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", io.StringIO(answers)):
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Answer(code, out.getvalue(), err.getvalue())


def typed_anew(*words: object, answers: str = "", **environment: str) -> Answer:
    """Type one command in a process of its own, as `python -m sim`."""
    command = [sys.executable, "-m", "sim", *map(str, words)]
    ended = subprocess.run(
        command, input=answers, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}
    )
    return Answer(ended.returncode, ended.stdout, ended.stderr)
