"""How a loop is compiled: at its first use, kept on disk, with what it calls in it; numba loads only here."""

from collections.abc import Callable
from functools import cache
from typing import Any

INLINED: list[Callable[..., Any]] = []


def inlined(*functions: Callable[..., Any]) -> None:
    """Name what loops call, to be compiled into them; no decorator, for mutmut leaves out what has one."""
    INLINED.extend(functions)


@cache
def compiled(rows: Callable[..., Any]) -> Any:
    """A loop, compiled at its first use and kept on disk; numba is loaded here and nowhere else."""
    numba, pipeline = _numba()
    return numba.njit(nogil=True, cache=True, pipeline_class=pipeline)(rows)


@cache
def _numba() -> tuple[Any, Any]:
    import numba
    from numba.core.compiler import CompilerBase, DefaultPassBuilder

    class Unaliased(CompilerBase):
        """Promise that no arguments overlap: a store that may change the table keeps a loop from vectorising.

        numba gives the promise by itself only to the bodies of parallel loops, which neither threads nor a
        forked process may run. `answers.room` keeps it: what a loop fills overlaps nothing else.
        """

        def define_pipelines(self) -> list[Any]:
            self.state.flags.noalias = True
            return [DefaultPassBuilder.define_nopython_pipeline(self.state)]  # type: ignore[no-untyped-call]

    for function in INLINED:
        numba.extending.register_jitable(function)  # a wrapper again: the plain function stays plain
    return numba, Unaliased
