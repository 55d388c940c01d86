"""`duban` as its own process: what only an interpreter, a pipe or a terminal can show."""

from __future__ import annotations

import ast
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.bench.terminal import Terminal

DUBAN = (sys.executable, "-m", "tui")
NAMES = "import sys; from tui.cli import main; main({words}); print(*sys.modules, file=sys.stderr)"
EXTRAS = {
    "aiohttp",
    "docx",
    "lxml",
    "openpyxl",
    "pdfplumber",
    "psycopg",
    "python_calamine",
    "textual_serve",
}
"""What is imported by the runs that need it, and by no other."""
WATCHED = """
import sys
lines = []
def watch(event, args):
    if event in {{"socket.connect", "socket.bind", "socket.getaddrinfo"}}:  # a loop's own pair is neither
        lines.append(str(args[1:]))
sys.addaudithook(watch)
from tui.cli import main
codes = [main(words) for words in {runs}]
open({report!r}, "w").write(repr((codes, lines, sorted({{name.split(".")[0] for name in sys.modules}}))))
"""
"""Command lines one after the other, and then in a file: how each ended, what was reached, what was imported."""
PLAIN = [["tasks", "--json"], ["tasks", "--csv"], ["tasks"], ["show"], ["mark", "1", "done"]]
"""Command lines that must start fast."""
TEXT = """某某省政府关于开放市场的意见

一、主要任务
（一）开放市场。清理地方保护。（牵头单位：省财政厅）

某某省政府
2016年6月18日
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """As little as a login has, with the person's folders set by the fixture `home`."""
    folders = {name: os.environ[name] for name in os.environ if name.startswith("XDG_")}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "DUBAN_LANG": "en", **folders, **more}


def call(
    words: Sequence[str], home: Path, *, stdin: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    env = environment(home, **(more or {}))
    return subprocess.run(words, input=stdin, capture_output=True, env=env, timeout=30, check=False)


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_no_user_interface_is_paid_for(home: Path, words: list[str]) -> None:
    done = call((sys.executable, "-c", NAMES.format(words=[*words, "--doc", "plan"])), home)
    assert done.returncode == 0
    loaded = {name.split(".")[0] for name in done.stderr.decode().split()}
    assert "tui" in loaded
    assert not {"textual", "rich", "pygments", "asyncio"} & loaded
    assert "tomllib" not in loaded or "--json" in words  # the record of a task says what its bodies are called today


def watched(*runs: Sequence[str]) -> tuple[tuple[str, ...], Path]:
    """A process of these runs, and the file of its report."""
    report = Path("report").absolute()
    return (sys.executable, "-c", WATCHED.format(runs=[list(words) for words in runs], report=str(report))), report


def reported(report: Path) -> tuple[set[int], list[str], set[str]]:
    codes, reached, names = ast.literal_eval(report.read_text(encoding="utf-8"))
    return set(codes), reached, EXTRAS & set(names)


EVERYDAY = [
    "import one.txt", "use plan", "tasks 地方", "show 2", "mark 1 done", "note 1 here", "due 2 +30d", "progress 2 40%",
    "undo", "log", "board", "stats", "docs", "export one.csv", "export one.json", "backup one.zip", "bundle one.duban",
    "merge one.duban", "doctor", "config",
]  # fmt: skip


def test_no_extra_is_imported_and_nothing_reached_by_what_needs_neither(home: Path) -> None:
    (home / "one.txt").write_text(TEXT, encoding="utf-8")
    command, report = watched(*(line.split() for line in EVERYDAY))
    done = call(command, home, more={"DUBAN_SERVER": "host=db.invalid dbname=d"})
    assert reported(report) == ({0}, [], set()), done.stderr.decode()
    command, report = watched(["export", "one.xlsx"], ["sync", "host=127.0.0.1 port=9 dbname=d"])
    call(command, home)
    _, _, names = reported(report)
    assert names >= {"openpyxl", "psycopg"}, "nothing was watched"


def test_the_screens_import_no_extra_and_reach_nothing(home: Path) -> None:
    command, report = watched([])
    terminal = Terminal(command, environment(home, TERM="xterm"), 100, 30)
    try:
        terminal.wait_for("2tasks")
        for keys in ("2jd3", "\x1b", "?", "\x1b", "L", "\x1b", "q"):
            terminal.press(keys, settle=0.15)
        assert terminal.ended(10)
    finally:
        terminal.end()
    assert reported(report) == ({0}, [], set())


def test_json_goes_through_a_pipe_to_another_program(home: Path) -> None:
    done = call((*DUBAN, "tasks", "牵头:财政厅", "--json"), home)
    assert done.returncode == 0
    tool = call((sys.executable, "-m", "json.tool"), home, stdin=done.stdout)
    assert tool.returncode == 0


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gb18030"},
    ],
    ids=["C", "POSIX", "ascii", "gb18030"],
)
def test_any_locale_prints_chinese(home: Path, locale: dict[str, str]) -> None:
    encoding = locale.get("PYTHONIOENCODING", "utf-8").replace("ascii", "utf-8")
    table = call((*DUBAN, "tasks", "--doc", "plan"), home, more=locale)
    assert table.returncode == 0
    assert "清理地方保护" in table.stdout.decode(encoding)
    record = call((*DUBAN, "tasks", "--doc", "plan", "--json"), home, more=locale)
    assert json.loads(record.stdout.decode("utf-8"))["shown"] == 3
    refused = call((*DUBAN, "mark", "999", "done", "--doc", "plan", "--lang", "zh"), home, more=locale)
    assert refused.returncode == 1
    assert "999" in refused.stderr.decode(encoding)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are Unicode there, whatever is set")
def test_names_of_documents_are_found_where_the_file_system_is_said_to_know_ascii_alone(home: Path) -> None:
    """What is imported so, saved and restored so, has the same name on the disk as anywhere else."""
    ascii_alone = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    (home / "plan.txt").write_text(TEXT, encoding="utf-8")
    restored = ("--workspace", str(home / "restored"))
    for words in (
        ("import", "plan.txt", "--replace"),
        ("backup", "kept.zip"),
        (*restored, "restore", "kept.zip"),
        (*restored, "restore", "kept.zip", "--force"),
        (*restored, "tasks", "--csv"),
    ):
        done = call((*DUBAN, *words), home, more=ascii_alone)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), (words, done.stderr)
    assert "清理地方保护".encode() in done.stdout
    names = sorted(file.name for file in (home / "data" / "duban" / "library").iterdir())
    assert names == sorted(file.name for file in (home / "restored" / "library").iterdir())
    assert "某某省政府关于开放市场的意见.json" in names


def test_bytes_that_are_no_text_are_refused_without_a_traceback(home: Path) -> None:
    for words in ((b"tasks", b"\xff\xfe"), (b"note", b"plan/1", b"\xb2\xc6"), (b"import", b"/no/\xff.txt")):
        done = call((*DUBAN, *words), home)
        assert done.returncode in {1, 2, 3}
        assert b"Traceback" not in done.stderr
    done = call((*DUBAN, "note", "plan/1", "-"), home, stdin=b"\xff")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_reader_that_has_gone_ends_it_quietly(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        (*DUBAN, "show", "--doc", "plan"),
        stdout=write,
        stderr=subprocess.PIPE,
        env=environment(home),
        timeout=30,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_behind_stdout_is_said(home: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("w") as out:
        done = subprocess.run(
            (*DUBAN, "tasks"), stdout=out, stderr=subprocess.PIPE, env=environment(home), timeout=30, check=False
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)


def test_csv_in_a_file_begins_with_the_mark_that_excel_wants(home: Path) -> None:
    file = home / "tasks.csv"
    with file.open("wb") as out:
        subprocess.run((*DUBAN, "tasks", "--csv"), stdout=out, env=environment(home), timeout=30, check=True)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not call((*DUBAN, "tasks", "--csv"), home).stdout.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("words", [(), ("open",)])
def test_input_from_a_pipe_is_told_what_to_use_instead(home: Path, words: tuple[str, ...]) -> None:
    done = call((*DUBAN, *words), home, stdin=b"q")
    assert done.returncode == 2
    assert b"duban tasks" in done.stderr


def at_terminal(words: Sequence[str], home: Path, **more: str) -> tuple[int, str]:
    """The exit code and the screen of a command at a terminal of its own."""
    main, end = pty.openpty()
    env = environment(home, **more)
    process = subprocess.Popen((*DUBAN, *words), stdin=end, stdout=end, stderr=end, env=env, close_fds=True)
    os.close(end)
    shown = b""
    try:
        while piece := os.read(main, 65536):
            shown += piece
    except OSError:  # Linux ends a terminal that nobody holds open with EIO
        pass
    os.close(main)
    return process.wait(timeout=30), shown.decode()


@pytest.mark.parametrize("term", ["dumb", "linux", ""])
def test_a_terminal_that_cannot_show_the_screens_is_told_so(home: Path, term: str) -> None:
    code, shown = at_terminal((), home, TERM=term)
    assert code == 2
    assert "duban tasks" in shown
    assert term != "linux" or ("中文字形" in shown and "glyphs" in shown)


def test_a_table_at_a_terminal_has_columns_and_no_colour_if_none_is_wanted(home: Path) -> None:
    code, shown = at_terminal(("tasks", "--doc", "plan"), home, TERM="xterm", NO_COLOR="1")
    assert code == 0
    assert "participants" in shown.splitlines()[0]
    assert "\x1b" not in shown
    assert "清理" in shown


def test_files_are_all_read_in_though_the_reader_of_the_report_has_gone(home: Path) -> None:
    seed = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
    read, write = os.pipe()
    os.close(read)
    for name in ("a.txt", "b.txt"):
        (home / name).write_text(seed.read_text(encoding="utf-8").replace("山西", name[0]), encoding="utf-8")
    words = ("import", str(home / "a.txt"), str(home / "b.txt"))
    subprocess.run(
        (*DUBAN, *words), stdout=write, stderr=subprocess.DEVNULL, env=environment(home), timeout=30, check=True
    )
    os.close(write)
    documents = json.loads(call((*DUBAN, "docs", "--json"), home).stdout)["documents"]
    assert {"a.txt", "b.txt"} <= {document["source"]["name"] for document in documents}
