"""How the compiled engine is compiled: every index counts from the front, no column overlaps another.

numba looks at each signed index whether it is negative, and then counts from the end, as Python does; in a
loop that does little but look up, that is a sixth of its time. No index of this engine is ever negative
(the tests run it uncompiled on columns that refuse one), so each is read as a number without a sign. Nor do
two columns overlap of which one is written to: what was read need not be read again, a twentieth of its time.
So what is given a record of a column changes it by that record only, never by the column.
"""

from typing import Any

from numba.core import ir, types
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NopythonTypeInference
from numba.extending import lower_builtin, type_callable


@register_pass(mutates_CFG=False, analysis_only=False)  # type: ignore[no-untyped-call]
class IndicesFromTheFront(FunctionPass):
    """Give every index of a column an unsigned type; what reads or writes there casts to it."""

    _name = "indices_from_the_front"

    def __init__(self) -> None:
        """Do as numba asks of every pass."""
        super().__init__()  # type: ignore[no-untyped-call]

    def run_pass(self, state: Any) -> bool:
        """Retype all that reads or writes an entry; tell that something may have changed."""
        for entry, signature in list(state.calltypes.items()):
            if _is_entry(entry) and _is_signed(signature.args):
                column, _, *value = signature.args
                del state.calltypes[entry]  # which refuses to be told twice
                state.calltypes[entry] = signature.replace(args=(column, types.uint64, *value))
        return True


class FromTheFront(CompilerBase):
    """numba's own way, with that pass once all types are known, and the promise that no arguments overlap."""

    def define_pipelines(self) -> list[Any]:
        """Give the one pipeline."""
        self.state.flags.noalias = True
        pipeline = DefaultPassBuilder.define_nopython_pipeline(self.state)  # type: ignore[no-untyped-call]
        pipeline.add_pass_after(IndicesFromTheFront, NopythonTypeInference)
        pipeline.finalize()
        return [pipeline]


def one_of(first: Any, condition: Any, other: Any) -> Any:
    """Give the first of two numbers under a condition that nothing foretells, else the other.

    Compiled it is a move under a condition: a branch would be guessed wrong half of the time.
    """
    return first if condition else other


@type_callable(one_of)
def _typed(_: Any) -> Any:
    return lambda first, condition, other: first


@lower_builtin(one_of, types.int64, types.boolean, types.int64)  # type: ignore[no-untyped-call, untyped-decorator]
def _lowered(context: Any, builder: Any, signature: Any, given: Any) -> Any:
    first, condition, other = given
    chosen = builder.select(condition, first, other)
    chosen.set_metadata("unpredictable", builder.module.add_metadata([]))
    return chosen


def _is_entry(node: Any) -> bool:
    reads = isinstance(node, ir.Expr) and node.op == "getitem"
    return reads or isinstance(node, ir.SetItem)


def _is_signed(given: tuple[Any, ...]) -> bool:
    column, index, *_ = given
    return isinstance(column, types.Array) and index in types.signed_domain
