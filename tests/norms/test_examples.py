"""The examples in the docstrings of the room are true."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import sim.norms as room

WITH_EXAMPLES = [
    found.name
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    if ">>>" in inspect.getsource(importlib.import_module(found.name))
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_what_a_docstring_shows_comes_out(name: str):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert not failed and tried
