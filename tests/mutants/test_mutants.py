"""What `make check-mutants` rests on, without mutmut; that each kernel has mutants it asserts itself."""

import doctest
from pathlib import Path
from types import SimpleNamespace

import pytest

from . import kept, mutant
from .forks import Forks
from .kept import Kept
from .kernels import kernels
from .switch import install

ROOT = Path(__file__).parents[2]


def test_a_kernel_is_a_plain_function_for_mutmut_skips_what_is_decorated():
    found = kernels(ROOT)
    assert {"sim.deadline.kernel.loops.instant_rows", "sim.norms.parts.kernel.case_rows"} <= found.keys()
    assert "sim.deadline.kernel.steps.value_at" in found  # which both call, the second from another module
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


def test_a_broken_off_run_goes_on_where_it_was_and_a_changed_function_is_tried_again(tmp_path: Path):
    first = Kept(tmp_path / "tried", {"one": "a1", "two": "b1", "three": "c1"})
    first.keep("one", "died")
    first.keep("two", "lives")
    again = Kept(tmp_path / "tried", {"one": "a1", "two": "b2", "three": "c1"})
    assert [again.came(name) for name in ("one", "two", "three")] == ["died", "untried", "untried"]


def test_the_last_word_on_a_mutant_counts(tmp_path: Path):
    run = Kept(tmp_path / "tried", {"one": "a1"})
    run.keep("one", "lives")
    run.keep("one", "died")
    assert Kept(tmp_path / "tried", {"one": "a1"}).came("one") == "died"


def test_a_mutant_that_no_test_reaches_is_not_taken_for_dead(monkeypatch):
    monkeypatch.setenv("MUTANT_UNDER_TEST", "")
    forks = Forks(names=[], workers=1, out=2, switches=[])
    assert forks._meets(SimpleNamespace(items=[]), "sim.deadline.plan.x_read_week__mutmut_1", budget=1) == 0


def test_a_function_is_itself_until_it_is_told_to_be_a_mutant():
    mutmut, mutants, hits = SimpleNamespace(), {}, set()
    switches = install(mutmut)

    @mutmut.wrap_in_trampoline(mutants)
    def half(x):
        return x / 2

    def x_half__mutmut_1(x):
        return x * 2

    def x_half__mutmut_orig(x):
        return x / 2

    mutants |= {"_mutmut_orig": x_half__mutmut_orig, "x_half__mutmut_1": x_half__mutmut_1}
    [switch] = switches
    switch.tell(hits)
    assert (half(6), hits) == (3, {f"{__name__}.x_half"})
    switch.to(f"{__name__}.x_half__mutmut_1")
    assert half(6) == 12


def test_a_score_counts_modules_and_rooms():
    assert doctest.testmod(kept) == (0, 1)
