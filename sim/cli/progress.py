"""How far a long command is: a bar with the time to go on a terminal, a line a minute in a pipe."""

import time
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from sim.deadline.instants.wall import HOUR_S, MINUTE_S

ENOUGH_S = 2.0  # of work seen before it says how long the rest takes
A_LINE_S = 60.0  # between two lines in a pipe; a command of less than that says nothing there


class Pace:
    """How far all steps together are, and how long the rest takes at the pace of what was finished here.

    What lay on disk was not, nor is the pace that of the first jobs, which hold the start of the workers. A
    step that nobody spoke of before work began may have another pace, and so begins one of its own.
    """

    def __init__(self) -> None:
        self._steps: dict[str, tuple[int, int]] = {}
        self._since: float | None = None  # when the first jobs were finished
        self._worked = 0  # seasons finished after those
        self._heard_at = 0.0

    def hear(self, what: str, done: int, of: int, at: float) -> None:
        """Take note that so many of a step are done at an instant, in seconds."""
        new = what not in self._steps
        finished = done - self._steps.get(what, (done, of))[0]
        self._steps[what], self._heard_at = (done, of), at
        if new:
            self._since = None
        elif finished > 0 and self._since is None:
            self._since, self._worked = at, 0
        elif finished > 0:
            self._worked += finished

    @property
    def share(self) -> float:
        """Which share is done of all steps that were spoken of."""
        return self._sum(0) / max(1, self._sum(1))

    @property
    def to_go_s(self) -> float | None:
        """Estimate the seconds to the end; None before there is something to say."""
        if self._since is None or not self._worked or self._heard_at - self._since < ENOUGH_S:
            return None
        return (self._sum(1) - self._sum(0)) * (self._heard_at - self._since) / self._worked

    def _sum(self, column: int) -> int:
        return sum(step[column] for step in self._steps.values())


def in_words(seconds: float) -> str:
    """Say a time to go no more exactly than it is known.

    >>> in_words(3), in_words(42), in_words(400), in_words(9000)
    ('a few seconds to go', 'about 40 seconds to go', 'about 7 minutes to go', 'about 2.5 hours to go')
    """
    if seconds < 10:
        return "a few seconds to go"
    if seconds < 1.5 * MINUTE_S:
        return f"about {round(seconds, -1):.0f} seconds to go"
    if seconds < 1.5 * HOUR_S:
        return f"about {seconds / MINUTE_S:.0f} minutes to go"
    return f"about {seconds / HOUR_S:.1f} hours to go"


class Bar:
    """A bar that follows (what, done, of) on standard error; the steps have one unit, such as a season."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[to_go]}"))
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=1.0, to_go="")
        self._pace = Pace()
        self._said_at = time.monotonic()

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that so many of `what` are done."""
        now = time.monotonic()
        self._pace.hear(what, done, of, now)
        told, to_go_s = f"{what} {done:,}/{of:,}", self._pace.to_go_s
        to_go = "" if to_go_s is None else in_words(to_go_s)
        self._progress.update(self._task, description=told, completed=self._pace.share, to_go=to_go)
        if self._progress.disable and now >= self._said_at + A_LINE_S:
            self._said_at = now
            click.echo(f"{told}; {to_go}" if to_go else told, err=True)
