"""A clock for tests of time that take none."""


class Fake:
    """A clock that only moves when somebody waits."""

    def __init__(self):
        self.time = 100.0

    def now(self):
        return self.time

    async def until(self, at):
        self.time = max(self.time, at)
