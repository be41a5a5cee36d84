"""How a loop is compiled: at its first use, kept on disk, with what it calls in it; numba loads only here."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from numpy.typing import NDArray

from sim.deadline import kernel

INLINED: list[Callable[..., Any]] = []


def inlined(*functions: Callable[..., Any]) -> None:
    """Name what loops call, to be compiled into them; no decorator, for mutmut leaves out what has one."""
    INLINED.extend(functions)


@cache
def compiled(rows: Callable[..., Any]) -> Any:
    """A loop, compiled at its first use and kept on disk; numba is loaded here and nowhere else."""
    numba, pipeline = _numba()
    return taken_from_disk(numba.njit(nogil=True, cache=True, pipeline_class=pipeline)(rows), kernel)


def taken_from_disk(loop: Any, *made_of: ModuleType) -> Any:
    """Let a compiled loop that is kept on disk be taken from there without all that compiling needs.

    numba would first load what it knows of lists, random numbers and linear algebra, scipy's too: a third of
    what a short command takes after its modules are loaded. Who compiles loads it all the same.

    What is kept is for one content of the modules and packages that the loop is made of: numba by itself
    looks at the file of the loop only.

    A loop that numba is told not to compile stays plain; a numba that lacks one of its private names that are
    used here loads in its own way, and looks at the file of the loop only.
    """
    if hasattr(loop, "_cache") and _kept():
        loop._cache = _kept()(loop.py_func, _content(made_of))
    return loop


@cache
def _kept() -> Any:
    try:
        from numba.core.caching import FunctionCache
        from numba.core.runtime.nrt import rtsys

        get_ready, load = rtsys.initialize, FunctionCache._load_overload
        guarded = FunctionCache._guard_against_spurious_io_errors
    except (ImportError, AttributeError):
        return None

    class Kept(FunctionCache):
        """numba's own, for one content; without `refresh` of all that a context may know."""

        def __init__(self, loop: Callable[..., Any], content: str) -> None:
            super().__init__(loop)  # type: ignore[no-untyped-call]
            self._content = content

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            get_ready(target_context)  # without which what is loaded cannot run
            with guarded(self):
                return load(self, sig, target_context)  # type: ignore[no-untyped-call]

        def _index_key(self, sig: Any, codegen: Any) -> Any:
            return super()._index_key(sig, codegen), self._content  # type: ignore[no-untyped-call]

    return Kept


@cache
def _content(made_of: tuple[ModuleType, ...]) -> str:
    """The digest of these modules, of packages with all that lies in them."""
    files = (file for module in made_of for file in _files(module))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _files(module: ModuleType) -> list[Path]:
    file = Path(str(module.__file__))
    return sorted(file.parent.rglob("*.py")) if hasattr(module, "__path__") else [file]


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

    compile_ahead()
    into_the_loop = numba.extending.register_jitable(forceinline=True)
    for function in INLINED:
        into_the_loop(function)  # a wrapper again: the plain function stays plain
    return numba, Unaliased


def ahead(column: NDArray[Any], row: int) -> None:
    """Ask the memory for a row that comes later, and go on; beyond the end that is no fault.

    As it stands, uncompiled, this does nothing; compiled it is one instruction, `prefetch`, which changes no
    answer. A loop with it is not vectorised: what a lookup needs, see `steps`.
    """


@cache
def compile_ahead() -> None:
    """Tell numba what `ahead` is, before a loop that calls it is compiled."""
    import numba
    from llvmlite import ir  # type: ignore[import-untyped]

    word, extending = ir.IntType(32), numba.extending

    @extending.type_callable(ahead)
    def typed(_: Any) -> Any:
        return lambda column, row: numba.types.none

    @extending.lower_builtin(ahead, numba.types.Array, numba.types.Integer)  # type: ignore[no-untyped-call, untyped-decorator]
    def lowered(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        column = context.make_array(signature.args[0])(context, builder, given[0])
        place = builder.gep(column.data, [given[1]])
        kind = ir.FunctionType(ir.VoidType(), [place.type, word, word, word])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [place.type], kind)
        to_read, into_the_nearest_cache, data = word(0), word(3), word(1)
        builder.call(prefetch, [place, to_read, into_the_nearest_cache, data])
        return context.get_dummy_value()
