"""Whatever lies where a file is looked for, nothing waits for it and nothing is filled with it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from tui import bounded

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
PACKAGE: Final = Path(__file__).parent.parent / "tui"
RUN: Final = "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def endless(path: Path) -> None:
    """A file that claims a terabyte and takes no room."""
    with path.open("wb") as file:
        file.truncate(1 << 40)


STRANGE: Final[dict[str, Callable[[Path], None]]] = {"pipe": pipe, "device": device, "endless": endless}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, name: str) -> None:
    STRANGE[name](tmp_path / "it")
    with pytest.raises((bounded.Irregular, bounded.Oversized)):
        bounded.read(tmp_path / "it", bounded.LARGEST)


def test_a_file_is_read_to_its_limit_and_from_an_offset(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(b"0123456789")
    assert bounded.read(tmp_path / "it", 10) == b"0123456789"
    assert bounded.read(tmp_path / "it", 10, offset=8) == b"89"
    assert bounded.read(tmp_path / "it", 10, offset=12) == b""
    with pytest.raises(bounded.Oversized):
        bounded.read(tmp_path / "it", 9)
    with pytest.raises(IsADirectoryError):
        bounded.read(tmp_path, 9)
    (tmp_path / "link").symlink_to("it")
    assert bounded.read(tmp_path / "link", 10) == b"0123456789"
    with pytest.raises(bounded.Irregular):
        bounded.read(tmp_path / "link", 10, follow=False)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no files here that do not tell their size")
def test_a_file_that_does_not_tell_its_size_is_read_all_the_same() -> None:
    assert bounded.read(Path("/proc/self/status"), bounded.MEGABYTE).startswith(b"Name:")


PLACES: Final = {
    "state.json": ("data/duban/state.json", ["tasks"]),
    "a journal": ("data/duban/journal/w9.jsonl", ["log"]),
    "what was received": ("data/duban/received/w9.jsonl", ["log"]),
    "a document": ("data/duban/library/甲.json", ["docs"]),
    "the register": ("data/duban/agencies.toml", ["tasks", "牵头:财政厅"]),
    "the configuration": ("config/duban/config.toml", ["docs"]),
    "the argument of import": ("it.txt", ["import", "it.txt"]),
    "the evidence of a mark": ("it.txt", ["mark", "14", "done", "--evidence", "it.txt"]),
    "the profile": ("data/duban/profile.toml", ["tasks"]),
    "the argument of restore": ("it.txt", ["restore", "it.txt"]),
}


def make_home(home: Path) -> Path:
    """A person's folders, empty."""
    for folder in ("data/duban/journal", "data/duban/received", "data/duban/library", "config/duban"):
        (home / folder).mkdir(parents=True)
    return home


RUN_IN_EACH: Final = """
import contextlib, io, json, os, sys
from tui.cli import main
count = int(sys.argv[1])
told = []
for home in sys.argv[2 : 2 + count]:
    os.chdir(home)
    os.environ.update({f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "STATE", "CONFIG")})
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(sys.argv[2 + count :])
    told.append({"code": code, "err": err.getvalue()})
print(json.dumps(told))
"""


def run(homes: Sequence[Path], *words: str) -> list[dict[str, Any]]:
    """Run `duban` in each of these folders, one after the other, with 800 MB and ten seconds at most for all."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_"))},
        "PYTHONPATH": str(PACKAGE.parent),
        "DUBAN_LANG": "en",
    }
    python = [sys.executable, "-c", RUN_IN_EACH, str(len(homes)), *map(str, homes), *words]
    limited = ["sh", "-c", 'ulimit -v 819200; exec "$@"', "sh", *python]
    done = subprocess.run(limited, env=environ, capture_output=True, encoding="utf-8", timeout=10, check=False)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("place", PLACES)
def test_nothing_hangs_wherever_it_lies(tmp_path: Path, place: str) -> None:
    where, words = PLACES[place]
    homes = {name: make_home(tmp_path / name) for name in STRANGE}
    for name, make in STRANGE.items():
        make(homes[name] / where)
    for name, done in zip(STRANGE, run(list(homes.values()), *words), strict=True):
        assert "Traceback" not in done["err"], name
        assert done["code"] in {0, 1, 2, 3, 4}, name
        if place.startswith("the argument"):
            assert done["code"] == 3, name
        if "it.txt" in where:
            (said,) = done["err"].splitlines()
            assert "it.txt" in said


def test_a_note_from_a_device_is_refused(tmp_path: Path) -> None:
    words = " ".join(["exec", sys.executable, "-c", f"'{RUN}'", "note", "14", "-", "<", "/dev/zero"])
    done = subprocess.run(
        ["sh", "-c", words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "XDG_DATA_HOME": str(tmp_path), "DUBAN_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=10,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


READS: Final = {"open", "read_bytes", "read_text"}
OTHER_DOORS: Final = {
    "bounded.py": "the door itself",
    "i18n.py": "what travels with duban",
    "cli/completion.py": "what travels with duban",
    "query/match/folding.py": "what travels with duban",
    "query/match/pinyin.py": "what travels with duban",
    "workspace/filtering.py": "what travels with duban",
    "store/disk.py": "the system's own list of disks",
    "store/files.py": "writes, and reads what travels with duban",
    "store/library.py": "reads what travels with duban",
    "store/archive.py": "writes; reads out of a zip that was opened",
    "store/private.py": "writes",
    "export/workbook.py": "reads what openpyxl has just written",
    "ingest/twins.py": "what travels with duban",
    "ingest/readers/packages.py": "reads out of a zip that was opened",
    "ingest/readers/pdf.py": "reads bytes",
    "ingest/readers/extras.py": "what is installed",
    "ingest/readers/office.py": "a folder of its own",
    "ingest/readers/apart.py": "a folder of its own",
    "ingest/readers/xls.py": "what travels with duban",
    "cli/terminal.py": "writes to nothing",
    "app/screens/editor.py": "a draft of its own",
}


def opened() -> Iterator[str]:
    """The files of the package in which something is opened or read without the door."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS
            if named and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                base = ast.unparse(node.func.value)
                if base[:1].islower() and base not in {"bounded", "ingest"} and not base.startswith("self.main"):
                    yield f"{file.relative_to(PACKAGE)}: {ast.unparse(node)[:80]}"


def test_nothing_is_read_past_the_door() -> None:
    """A file that opens something by itself stands in the list, with the reason."""
    others = [call for call in opened() if call.partition(":")[0] not in OTHER_DOORS]
    assert [call for call in others if not call.startswith("app/")] == []
