"""The whole path in a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

import fcntl
import termios

from tests.bench.terminal import Terminal
from tests.by_hand.side_by_side import WRITER


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "COLORTERM"))}
    return {**kept, "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8", "EDITOR": ""}


@pytest.fixture
def run(environ: dict[str, str]) -> Iterator[list[Terminal]]:
    """Terminals that a test started; none outlives it."""
    started: list[Terminal] = []
    yield started
    for terminal in started:
        terminal.end()


def _start(run: list[Terminal], environ: dict[str, str], columns: int = 80, rows: int = 24) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "tui"], environ, columns, rows)
    run.append(terminal)
    terminal.wait_for("督办duban" if len(run) == 1 else "2任务")
    return terminal


def _press(terminal: Terminal, *keys: str) -> None:
    for key in keys:
        terminal.press(key, settle=0.15)


def _duban(environ: dict[str, str], *words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tui", *words], env=environ, capture_output=True, text=True, check=False
    )
    return run.stdout


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (140, 40)])
def test_the_whole_path_and_everything_is_there_again(
    run: list[Terminal], environ: dict[str, str], columns: int, rows: int
) -> None:
    first = _start(run, environ, columns, rows)
    _press(first, "2", "/", "财政厅", "\r")
    first.wait_for("19/62")
    _press(first, "j", "d")
    first.wait_for("4→已办结")
    _press(first, "a", "第一行\r第二行", "\x1bOQ")
    first.wait_for("已加批注")
    _press(first, "*", "u")
    first.wait_for("已撤销星标")
    _press(first, "q")
    assert first.ended(5)
    second = _start(run, environ, columns, rows)
    second.wait_for("19/62")
    assert "已办结" in "".join(second.screen.display).replace(" ", "")
    assert "第一行\n第二行" in _duban(environ, "notes", "--json").replace("\\n", "\n")


def test_a_mark_that_was_shown_survives_kill_9(run: list[Terminal], environ: dict[str, str]) -> None:
    first = _start(run, environ)
    _press(first, "2")
    os.write(first.line, b"d")
    first.wait_for("1→已办结")
    first.end()
    assert '"status": "done"' in _duban(environ, "tasks", "序号:1", "--json")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_end_keeps_the_note_and_restores_the_terminal(
    run: list[Terminal], environ: dict[str, str], number: signal.Signals
) -> None:
    first = _start(run, environ)
    _press(first, "2", "a", "一\r二\r三")
    os.kill(first.pid, number)
    assert first.ended(5)
    assert b"\x1b[?1049l" in first.last
    second = _start(run, environ)
    second.wait_for("没写完的批注")


@pytest.mark.parametrize("end", ["the line is cut", "kill -9"])
def test_the_three_lines_of_a_note_are_offered_after_any_end(
    run: list[Terminal], environ: dict[str, str], end: str
) -> None:
    first = _start(run, environ)
    _press(first, "2", "a", "第一行\r第二行\r第三行")
    if end == "kill -9":
        first.idle(1.5)  # at most about a second is not kept yet
        first.end()
    else:
        first.hang_up()
        assert first.ended(30)
    second = _start(run, environ)
    second.wait_for("没写完的批注")
    _press(second, "y")
    second.wait_for("第三行")
    assert all(line in "".join(second.screen.display).replace(" ", "") for line in ("第一行", "第二行"))
    _press(second, "\x1bOQ")
    second.wait_for("已加批注")
    assert "第一行\\n第二行\\n第三行" in _duban(environ, "notes", "--json")


EDITORS = {
    "writes": ('echo 来自编辑器 >> "$1"', "F2保存", "开头\n来自编辑器"),
    "fails": ('echo 也要 >> "$1"; exit 3', "没有正常结束", "开头\n也要"),
    "is killed": ('echo 还要 >> "$1"; kill -9 $$', "没有正常结束", "开头\n还要"),
    "empties it and fails": (': > "$1"; exit 3', "没有成功", "开头"),
    "writes GB18030": (r'printf "\262\306\325\376" > "$1"', "F2保存", "财政"),
    "writes a mark": (r'printf "\357\273\277\350\264\242" > "$1"', "F2保存", "财"),
    "writes no text": (r'printf "\377" > "$1"', "没有成功", "开头"),
    "gets a Ctrl-C": ("trap 'exit 3' INT; kill -INT 0; sleep 5", "没有成功", "开头"),
}
"""What an editor does, what is told then, and what is kept as the note."""


def _write_note(terminal: Terminal, number: int, told: str, kept: str) -> None:
    """Begin a note on the task of this number, the one below the cursor, go to the editor and back, and keep it."""
    _press(terminal, "j", "a", "开头", "\x05")
    terminal.wait_for(told)
    for line in kept.splitlines():
        terminal.wait_for(line)
    _press(terminal, "\x1bOQ")
    terminal.wait_for(f"已加批注：{number}")


def _notes(environ: dict[str, str]) -> list[str]:
    return [note["text"] for note in json.loads(_duban(environ, "notes", "--json"))["notes"]]


def test_ones_own_editor_may_be_used_and_may_fail(run: list[Terminal], environ: dict[str, str], tmp_path: Path) -> None:
    """One sitting for all of them: the script that is the editor is another each time."""
    script = tmp_path / "editor"
    first = _start(run, {**environ, "EDITOR": f"sh {script}", "VISUAL": ""})
    _press(first, "2")
    for number, (does, told, kept) in enumerate(EDITORS.values(), 2):
        script.write_text(does, encoding="utf-8")
        _write_note(first, number, told, kept)
    assert sorted(_notes(environ)) == sorted(kept for _, _, kept in EDITORS.values())


@pytest.mark.parametrize("editor", ["no-such-editor", "'"], ids=["is not there", "is no command"])
def test_an_editor_that_cannot_be_started_leaves_the_note(
    run: list[Terminal], environ: dict[str, str], editor: str
) -> None:
    first = _start(run, {**environ, "EDITOR": editor, "VISUAL": ""})
    _press(first, "2")
    _write_note(first, 2, "没有成功", "开头")
    assert _notes(environ) == ["开头"]


@pytest.mark.parametrize("end", ["kill -9", "the line is cut"])
def test_what_was_saved_in_ones_own_editor_is_there_after_any_end(
    run: list[Terminal], environ: dict[str, str], end: str
) -> None:
    first = _start(run, {**environ, "EDITOR": "sh -c 'echo 写在别处 >> \"$0\"; echo ready; read x'", "VISUAL": ""})
    _press(first, "2", "a", "\x05")
    first.wait_for("ready")
    if end == "kill -9":
        first.end()
    else:
        first.hang_up()
        assert first.ended(30)
    second = _start(run, environ)
    second.wait_for("没写完的批注")
    second.wait_for("写在别处")
    _press(second, "y", "\x1bOQ")
    second.wait_for("已加批注")
    assert "写在别处" in _duban(environ, "notes", "--json")
    assert not list(Path(environ["HOME"]).rglob("draft-*")), "what is safe is not kept twice"


def test_who_looks_on_sees_what_others_mark_at_the_same_time(run: list[Terminal], environ: dict[str, str]) -> None:
    """Bounded here; eight writers of 200 marks each, by hand: `python -m tests.by_hand.side_by_side`."""
    ninth = _start(run, environ, 100, 30)
    _press(ninth, "2")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(number), "12"],
            env={**environ, "XDG_STATE_HOME": f"{environ['HOME']}/state-{number}"},
        )
        for number in range(4)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    _duban(environ, "mark", "1", "已中止")
    ninth.wait_for("×已中止")
    assert _duban(environ, "log", "--each").count("\n") == 4 * 12 + 1


def test_nothing_is_sent_while_nothing_happens(run: list[Terminal], environ: dict[str, str]) -> None:
    first = _start(run, environ)
    _press(first, "2", "j")
    time.sleep(0.5)
    first.idle(0.5)
    assert first.idle(2.5) == 0


def test_no_color_shows_the_text_in_the_terminals_own_colours(run: list[Terminal], environ: dict[str, str]) -> None:
    first = _start(run, {**environ, "NO_COLOR": "1"}, 100)
    _press(first, "2", "o")
    cells = [cell for row in first.screen.buffer.values() for cell in row.values() if cell.data.strip()]
    assert len(cells) > 300
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}


@pytest.mark.parametrize(("answer", "warns"), [(b"\x1b[2;3R", True), (b"\x1b[2;2R", False)])
def test_a_terminal_that_draws_quotation_marks_wide_is_told_so(
    run: list[Terminal], environ: dict[str, str], answer: bytes, warns: bool
) -> None:
    terminal = _start(run, environ)
    os.write(terminal.line, answer)
    terminal.idle(1.0)
    shown = "\n".join(terminal.screen.display).replace(" ", "")
    assert ("歧义宽度" in shown) is warns


def _read_until(line: int, words: str) -> None:
    """Read what a program prints until these words came, and nothing more after them."""
    printed, end = b"", time.monotonic() + 15
    while words.encode() not in printed and time.monotonic() < end:
        if select.select([line], [], [], 0.1)[0]:
            printed += os.read(line, 1 << 16)
    assert words.encode() in printed
    while select.select([line], [], [], 0.3)[0]:
        os.read(line, 1 << 16)


def test_a_terminal_that_goes_without_a_word_ends_it_and_the_note_is_kept(
    run: list[Terminal], environ: dict[str, str]
) -> None:
    """Under `su` or in a container it is nobody's controlling terminal, and no SIGHUP comes."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    app = subprocess.Popen(
        [sys.executable, "-m", "tui"], env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    for keys, shown in (("", "督办"), ("2", "1"), ("a", "批注"), ("写到一半", "半")):
        os.write(ours, keys.encode())
        _read_until(ours, shown)
    os.close(ours)
    assert app.wait(timeout=20) is not None
    again = Terminal([sys.executable, "-m", "tui"], environ, 80, 24)
    run.append(again)
    again.wait_for("y是")
    again.press("y", settle=0.3)
    again.wait_for("写到一半")
