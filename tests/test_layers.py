"""The house rules of the imports hold, and no room stands outside them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

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
