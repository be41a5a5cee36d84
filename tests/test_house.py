"""The rules of the house that no linter knows."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "sim").rglob("*.py"))
LEFT_OUT = {".venv", ".git", "__pycache__", "node_modules", "build", "dist"}
BINARY = {".png", ".parquet", ".pyc", ".nbi", ".nbc"}
VAGUE = {"utils", "util", "common", "helpers", "helper", "base", "misc", "tools"}


def config() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def contracts() -> dict[str, dict]:
    return {contract["type"]: contract for contract in config()["contracts"]}


def test_every_package_has_its_floor():
    floors = {name.strip() for layer in contracts()["layers"]["layers"] for name in layer.split("|")}
    rooms = {f"sim.{path.parent.name}" for path in (ROOT / "sim").glob("*/__init__.py")}
    rooms |= {f"sim.{path.stem}" for path in (ROOT / "sim").glob("*.py")} - {"sim.__init__"}
    assert floors == rooms


def test_the_floors_stand_in_the_order_of_the_plan():
    floors = contracts()["layers"]["layers"]
    order = ["sim.cli", "sim.report", "sim.experiments", "sim.records", "sim.operation", "sim.scenario"]
    order += ["sim.norms", "sim.deadline"]
    places = [floors.index(name) for name in order]
    assert places == sorted(places)


def test_the_norm_engine_may_import_no_simulation_and_the_engines_not_each_other():
    forbidden = contracts()["forbidden"]
    assert {"sim.norms", "sim.deadline"} <= set(forbidden["source_modules"])
    assert {"simpy", "matplotlib"} <= set(forbidden["forbidden_modules"])
    apart = contracts()["independence"]["modules"]
    assert set(apart) == {"sim.operation.reference", "sim.operation.kernel"}
    assert config()["include_external_packages"]


def imported(path: Path, modules: set[str]) -> set[str]:
    """The modules that a file imports, for types alone too."""
    found = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom))
    pairs = [(str(node.module), f"{node.module}.{alias.name}") for node in found for alias in node.names]
    return {within if within in modules else module for module, within in pairs} & modules


def test_no_modules_import_each_other_in_a_circle():
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES
    }
    below = {name: imported(path, set(names)) - {name} for name, path in names.items()}

    assert set(TopologicalSorter(below).static_order()) == set(names)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("sim", {"numpy", "simpy", "click"}),
        ("sim.deadline", {"simpy", "matplotlib", "numba", "pydantic", "pyarrow", "scipy"}),
        ("sim.norms", {"simpy", "matplotlib", "numba", "pydantic", "pyarrow", "scipy"}),
        ("sim.cli", {"simpy", "matplotlib", "numba", "pydantic", "pyarrow", "scipy", "numpy"}),
    ],
)
def test_a_door_opened_in_a_fresh_interpreter_loads_little(module: str, unwanted: set[str]):
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(ended.stdout)}
    assert "sim" in loaded and not loaded & unwanted


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(path: Path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said and said.splitlines()[0].endswith((".", "!", "?"))


def test_no_module_has_a_vague_name_or_that_of_the_standard_library():
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not names & VAGUE
    assert not names & (set(sys.stdlib_module_names) - {"__main__"})


def texts() -> Iterator[Path]:
    """Every text file of the repository; results of runs are not part of it."""
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        kept = {"benchmarks", "pictures"} if here.as_posix() == "results" else set(folders)
        folders[:] = [
            name for name in folders if name in kept - LEFT_OUT and not name.endswith(("_cache", ".egg-info"))
        ]
        folders[:] = [name for name in folders if name not in (".hypothesis", ".benchmarks")]
        yield from (Path(folder, name) for name in files if Path(name).suffix not in BINARY)


def holding(words: set[str]) -> list[str]:
    """The files that hold one of the words, with it."""
    found = []
    for path in texts():
        text = path.read_bytes().decode("utf-8", "replace").lower()
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    return found


def test_no_file_names_a_path_of_one_machine():
    machine = {
        f"/{'work'}/",
        f"/{'home'}/",
        f"/{'Users'}/".lower(),
        f"/{'root'}/",
        f"{ROOT.as_posix()}/".lower(),
    }
    assert holding(machine) == []


def test_no_file_names_the_address_of_a_package_registry():
    registries = {f"{name}.{end}" for name, end in (
        ("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("npmjs", "com"), ("npmjs", "org"),
        ("jfrog", "io"), ("crates", "io"), ("proxy.golang", "org"),
    )}  # fmt: skip
    registries |= {"artifact" + "ory", "extra-index-" + "url", "devpi" + "-"}
    assert holding(registries) == []


def test_the_lock_holds_names_versions_and_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert ":" + "//" not in lock and "--hash=sha256:" in lock
    pinned = [line for line in lock.splitlines() if "==" in line and not line.startswith("#")]
    assert len(pinned) > 20
    assert not (ROOT / "uv.lock").exists()


def test_this_looks_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A planted path is found in a copy, and one in a left-out folder is not."""
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    for folder in ("sim", ".venv", "results/tiny"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.toml").write_text("see /" + "work" + "/main")
    assert holding({f"/{'work'}/"}) == [f"sim/x.toml: /{'work'}/"]
