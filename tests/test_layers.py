"""The house rules of the imports hold, and no room stands outside them."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Container
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = {room.strip() for layer in LINTER["contracts"][0]["layers"] for room in layer.split(":")}
FILES = [*(ROOT / "tui").glob("*.py"), *(init.parent for init in (ROOT / "tui").glob("*/__init__.py"))]
ROOMS = sorted(file.stem for file in FILES if not file.stem.startswith("__"))
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {LINT}"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_every_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    for contract in LINTER["contracts"]:
        assert f"{contract['name']} KEPT" in " ".join(done.stdout.split())


def test_a_broken_contract_is_noticed(tmp_path: Path) -> None:
    """The same contracts over a copy in which the model reads the store."""
    for file in (ROOT / "tui").rglob("*.py"):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with (tmp_path / "tui" / "model" / "task.py").open("a", encoding="utf-8") as task:
        task.write("\nimport tui.store\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert f"{LINTER['contracts'][0]['name']} BROKEN" in " ".join(done.stdout.split())


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_layer(room: str) -> None:
    assert f"tui.{room}" in LAYERS


# Circles


def module_of(file: Path, root: Path) -> str:
    """`tui/model/task.py` is `tui.model.task`, an `__init__.py` its folder."""
    return ".".join(file.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(root: Path) -> dict[str, set[str]]:
    """What each module imports, wherever it says so: at the top, inside functions, under `TYPE_CHECKING`."""
    files = {module_of(file, root): file for file in root.rglob("*.py")}
    found: dict[str, set[str]] = {}
    for name, file in files.items():
        wanted: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                wanted |= (inner & files.keys()) or {node.module}
        found[name] = (wanted & files.keys()) - {name}
    return found


def circle(root: Path) -> list[str]:
    """A circle of imports; empty where there is none."""
    try:
        TopologicalSorter(imports(root)).prepare()
    except CycleError as problem:
        return list(problem.args[1])
    return []


def test_there_is_no_circle_of_imports() -> None:
    assert circle(ROOT / "tui") == []


@pytest.mark.parametrize("how", ["import", "function", "type"])
def test_a_circle_is_noticed(tmp_path: Path, how: str) -> None:
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "one.py").write_text("from tui.two import second\n", encoding="utf-8")
    back = {
        "import": "from tui import one\n",
        "function": "def second() -> None:\n    from tui.one import first\n",
        "type": "if TYPE_CHECKING:\n    import tui.one\n",
    }
    (tmp_path / "tui" / "two.py").write_text(back[how], encoding="utf-8")
    assert set(circle(tmp_path / "tui")) == {"tui.one", "tui.two"}


# Imports that wait


class Waiting(NamedTuple):
    """What a module imports with itself, and what only when a function runs."""

    at_once: frozenset[str]
    later: frozenset[str]


def named_by(node: ast.Import | ast.ImportFrom, known: Container[str]) -> set[str]:
    """The modules that an import names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    inner = {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in inner if name in known} or {node.module or ""}


def waiting(root: Path) -> dict[str, Waiting]:
    """Both for every module; what only types need is left aside."""
    files = {module_of(file, root): file for file in root.rglob("*.py")}
    found: dict[str, Waiting] = {}
    for name, file in files.items():
        at_once: set[str] = set()
        later: set[str] = set()
        open_nodes: list[tuple[ast.AST, bool]] = [(ast.parse(file.read_text(encoding="utf-8")), False)]
        while open_nodes:
            node, inside = open_nodes.pop()
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                (later if inside else at_once).update(named_by(node, files))
            inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            typed = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            children = node.orelse if isinstance(node, ast.If) and typed else ast.iter_child_nodes(node)
            open_nodes += [(child, inside) for child in children]
        found[name] = Waiting(frozenset(at_once), frozenset(later))
    return found


def needless(root: Path) -> list[str]:
    """Imports inside functions of what importing the file has brought already: they delay nothing."""
    modules = waiting(root)

    def brought(name: str) -> set[str]:
        seen: set[str] = set()
        to_see = [name]
        while to_see:
            each = to_see.pop()
            for at in range(each.count(".") + 1):
                part = each.rsplit(".", at)[0]
                if part not in seen:
                    seen.add(part)
                    to_see += modules[part].at_once if part in modules else ()
        return seen

    return sorted(f"{name}: {late}" for name, each in modules.items() for late in each.later & brought(name) - {name})


def test_an_import_waits_inside_a_function_only_where_that_delays_something() -> None:
    """The one rule by which imports stand inside functions: for the sake of the start."""
    assert needless(ROOT / "tui") == []


def test_an_import_that_waits_for_nothing_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "one.py").write_text("import json\n", encoding="utf-8")
    (tmp_path / "tui" / "two.py").write_text(
        "from tui import one\ndef work():\n    import json, csv\n", encoding="utf-8"
    )
    assert needless(tmp_path / "tui") == ["tui.two: json"]


# Names


def twins(root: Path) -> set[str]:
    """Names of files that stand more than once."""
    stems = [file.stem for file in root.rglob("*.py") if not file.stem.startswith("__")]
    return {stem for stem in stems if stems.count(stem) > 1}


def test_a_name_stands_twice_only_where_the_map_says_why() -> None:
    """The map tells of each such name in a line of its own, with the reason."""
    told = (ROOT / "tui" / "README.md").read_text(encoding="utf-8").partition("## Names that stand more than once")[2]
    told = told.partition("\n## ")[0]
    named = {line.split("`")[1] for line in told.splitlines() if line.startswith("- `")}
    assert twins(ROOT / "tui") == named
