"""An engine behind a command: a request a line on its standard input, an answer a line on its output."""

import asyncio
import os
import shlex
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from sim.bench.engines import LONGEST, Ask, EngineFault, EngineMissing, hangs, shown

LAST_WORDS = 2_000  # bytes of standard error that are kept
GRACE_S = 1.0  # for a process that has closed its output to say how it ended


class Talk:
    """A conversation with a process, line by line."""

    def __init__(self, process: Process, timeout_s: float) -> None:
        self._process, self._timeout_s, self._last_words = process, timeout_s, b""

    async def ask(self, line: bytes) -> bytes:
        """Send a line and return the next one."""
        return await self._within(self._timeout_s, line)

    async def first(self, within_s: float) -> bytes:
        """Return what the process says before it is asked."""
        return await self._within(within_s, b"")

    async def listen(self) -> None:
        """Keep the last words of standard error, so that a noisy engine never waits for us."""
        assert self._process.stderr
        while said := await self._process.stderr.read(2**16):
            self._last_words = (self._last_words + said)[-LAST_WORDS:]

    async def _within(self, within_s: float, line: bytes) -> bytes:
        """Send a line, if there is one, and return the next one that the process says."""
        try:
            async with asyncio.timeout(within_s):
                await self._send(line)
                said = await self._receive()
        except TimeoutError:
            raise hangs(within_s) from None
        if not said:
            raise EngineFault(await self._end())
        return said

    async def _send(self, line: bytes) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError, ConnectionResetError):  # it has ended: reading says how
            self._process.stdin.write(line + b"\n" if line else b"")
            await self._process.stdin.drain()

    async def _receive(self) -> bytes:
        assert self._process.stdout
        try:
            return await self._process.stdout.readline()
        except ValueError:
            raise EngineFault(f"says more than {LONGEST:,} bytes without the end of a line") from None
        except ConnectionResetError:
            return b""

    async def _end(self) -> str:
        """Say how a process ended that gives no more answers."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await self._process.wait()
        lines = self._last_words.strip().splitlines()
        words = f"; its last words: {shown(lines[-1])}" if lines else ""
        code = self._process.returncode
        if code is None:
            return f"closes its output and lives on{words}"
        return (f"ends with exit code {code}" if code >= 0 else f"is killed by signal {-code}") + words


@asynccontextmanager
async def talking(
    words: Sequence[str], timeout_s: float, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Talk]:
    """Start a process to talk to; it and its children are ended on leaving.

    Raises:
        EngineMissing: there is no such command.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
            limit=LONGEST,
            start_new_session=True,
        )
    except OSError as fault:
        raise EngineMissing(f"{shlex.join(words)}: {fault.strerror}; give a command that starts") from None
    talk = Talk(process, timeout_s)
    listening = asyncio.create_task(talk.listen())
    try:
        yield talk
    finally:
        _end(process)
        with suppress(TimeoutError):  # a child that left its session may hold the pipes open
            async with asyncio.timeout(GRACE_S):
                await process.wait()
        listening.cancel()


@asynccontextmanager
async def command_engine(command: str, timeout_s: float) -> AsyncIterator[Ask]:
    """Open the door to a command, split as a shell splits it but run without one."""
    try:
        words = shlex.split(command)
    except ValueError as fault:
        raise EngineMissing(f"{command!r} given; {fault}; quote it as a shell would") from None
    if not words:
        raise EngineMissing("an empty command given; give a command that starts")
    async with talking(words, timeout_s) as talk:
        yield talk.ask


def _end(process: Process) -> None:
    """End a process and whatever it started in its own session."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
