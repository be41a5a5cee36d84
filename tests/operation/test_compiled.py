"""What is compiled is kept on disk for one content of all that is compiled into it."""

import ast
from inspect import getsource

import pytest

from sim.operation.kernel import choices, heaps, loop, readings, rows
from sim.operation.kernel import engine as kernel

OF_DEADLINE = {"sim.deadline", "sim.deadline.kernel.compiled"}  # NEVER, and a prefetch that changes no answer


@pytest.mark.parametrize("module", [choices, heaps, loop, readings, rows], ids=lambda module: module.__name__)
def test_the_disk_knows_every_module_that_a_compiled_one_reads(module):
    imported = {
        node.module for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.ImportFrom)
    }

    known = {one.__name__ for one in kernel.MADE_OF}

    assert module.__name__ in known
    assert imported - OF_DEADLINE <= known


@pytest.mark.parametrize("module", [choices, heaps, loop, readings])
def test_all_that_a_compiled_module_defines_is_compiled_into_the_loop(module):
    defined = {
        node.name for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.FunctionDef)
    }

    assert defined - {"run"} == {function.__name__ for function in module.INLINED}
