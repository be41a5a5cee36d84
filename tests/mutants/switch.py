"""Which of its mutants a function is, set once in a fork.

mutmut's own `wrap_in_trampoline` asks the environment at every call, which makes loops that are not compiled
several times as slow.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any


class Switch:
    """A function with mutants: itself, until it is told to be another."""

    def __init__(self, function: Callable[..., Any], mutants: Mapping[str, Callable[..., Any]]) -> None:
        self.function, self.mutants, self.now = function, mutants, function

    def __str__(self) -> str:
        """Return the name that mutmut gives the function: "sim.deadline.plan.xǁPlanǁ__post_init__"."""
        mangled = self.mutants["_mutmut_orig"].__name__.removesuffix("__mutmut_orig")
        return f"{self.function.__module__}.{mangled}"

    def to(self, mutant: str) -> None:
        """Be a mutant, by its full name; one of a classmethod is bound to the class it was met in."""
        found = self.mutants[mutant.rpartition(".")[2]]
        self.now = getattr(found, "__func__", found)

    def tell(self, hits: set[str]) -> None:
        """Be the function itself, and put its name among the hits when called."""
        name, function = str(self), self.function

        def told(*args: Any, **kwargs: Any) -> Any:
            hits.add(name)
            return function(*args, **kwargs)

        self.now = told


def install(mutmut: Any) -> list[Switch]:
    """Put switches where mutmut puts its own wrapper, and return them: one a function imported later."""
    switches: list[Switch] = []

    def wrap_in_trampoline(mutants: Mapping[str, Callable[..., Any]], is_classmethod: bool = False) -> Any:
        def switched(function: Callable[..., Any]) -> Callable[..., Any]:
            switch = Switch(function, mutants)
            switches.append(switch)
            return wraps(function)(lambda *args, **kwargs: switch.now(*args, **kwargs))

        return switched

    mutmut.wrap_in_trampoline = wrap_in_trampoline
    return switches
