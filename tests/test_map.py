"""The map of the code tells of what is there: every path, every name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = (ROOT / "tui" / "README.md").read_text(encoding="utf-8").partition("## Names that stand more than once")[0]
QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", MAP)))
PATHS = [each for each in QUOTED if each.startswith(("tui/", "tests/"))]
WORDS = [each for each in QUOTED if re.fullmatch(r"[A-Za-z_]+(\.[a-z_]+)?s?", each)]
NAMES = [each for each in WORDS if each not in PATHS and not each.endswith(".toml")]
CODE = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "tui").rglob("*.py")))
ROOMS = {file.stem for file in (ROOT / "tui").iterdir()}


def test_the_map_names_enough_to_be_held_to_the_code() -> None:
    assert len(PATHS) > 20
    assert len(NAMES) > 25


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_in_the_code(name: str) -> None:
    first, _, member = name.partition(".")
    if first in ROOMS:
        return
    defined = re.search(rf"(class|def) {first}\b|^\s*{first}\b.*[=:]", CODE, re.MULTILINE)
    assert defined, f"nothing is called {first}"
    if member:
        body = re.search(rf"^class {first}\b.*?(?=^class |\Z)", CODE, re.MULTILINE | re.DOTALL)
        assert body, f"{first} is no class"
        assert re.search(rf"def {member}\b", body.group()), f"{first} has no {member}"
