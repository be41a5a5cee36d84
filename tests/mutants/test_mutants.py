"""What `make check-mutants` rests on, without mutmut; that each kernel has mutants it asserts itself."""

import doctest
from pathlib import Path

import pytest

from . import mutant
from .kernels import kernels

ROOT = Path(__file__).parents[2]


def test_a_kernel_is_a_plain_function_for_mutmut_skips_what_is_decorated():
    found = kernels(ROOT)
    assert {"sim.deadline.kernel.loops.instant_rows", "sim.norms.parts.kernel.case_rows"} <= found.keys()
    assert "sim.deadline.kernel.loops.value_at" in found  # which both call, the second from another module
    assert [name for name, function in found.items() if function.decorator_list] == []


def test_what_is_compiled_but_is_no_plain_function_is_found_out(tmp_path: Path):
    (tmp_path / "sim/deadline").mkdir(parents=True)
    (tmp_path / "sim/deadline/hidden.py").write_text("def ask():\n    return compiled(lambda x: x)(1)\n")
    with pytest.raises(KeyError):
        kernels(tmp_path)


def test_every_survivor_has_its_reason():
    listed = mutant.listed()
    assert all(len(why) > 10 for why in listed.values())


def test_a_mutant_is_named_by_what_it_changes():
    assert doctest.testmod(mutant) == (0, 3)
