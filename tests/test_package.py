"""The built wheel stands alone: unpacked elsewhere, it opens the bundled document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KINDS = {".py", ".typed", ".json", ".txt", ".tcss"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def _duban(site: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(site), "HOME": str(home), "PYTHONSAFEPATH": "1"}
    for folder in ("DATA", "STATE", "CONFIG"):
        env[f"XDG_{folder}_HOME"] = str(home / folder)
    command = [sys.executable, "-m", "tui", *words]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_wheel_carries_what_it_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    code = {str(file.relative_to(ROOT)) for file in (ROOT / "tui").rglob("*") if file.suffix in KINDS}
    data = {f"tui/data/{file.name}" for file in (ROOT / "data").iterdir()}
    assert {"tui/py.typed", "tui/locale/zh/app.json", "tui/query/pinyin.txt"} <= names
    assert len(data) >= 3
    assert code | data <= names
    assert not any(name.startswith(("tests/", "screenshots/")) for name in names)


@pytest.mark.parametrize("zipped", [False, True], ids=["unpacked", "as a zip"])
def test_it_opens_the_bundled_document_elsewhere(wheel: Path, tmp_path: Path, zipped: bool) -> None:
    site = wheel
    if not zipped:
        site = tmp_path / "site"
        zipfile.ZipFile(wheel).extractall(site)
    home = tmp_path / "home"
    home.mkdir()
    run = _duban(site, home, "tasks", "牵头:czt", "--json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["total"], found["shown"]) == (62, 10)
