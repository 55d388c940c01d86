"""`init`, `backup`, `restore` and `doctor` on the command line, and what no verb may ever do."""

from __future__ import annotations

import os
import platform
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import tui
from tests.cli.conftest import HOSTILE, Answer, Duban, keep, make_document, snapshot
from tests.cli.test_cli_processes import environment
from tui import workspace
from tui.model.change import Change
from tui.store.library import Library
from tui.store.record import decode, encode, line_of, to_json, to_record

posix = pytest.mark.skipif(os.name == "nt", reason="no groups and modes")


# Sharing


@posix
def test_init_makes_a_workspace_that_every_verb_uses(duban: Duban, home: Path) -> None:
    folder = home / "共用"
    made = duban("init", "--shared", str(folder))
    assert made.code == 0
    assert str(folder) in made.said
    assert stat.S_IMODE(folder.stat().st_mode) == 0o3770
    Library(folder).save(*make_document("plan"))
    assert duban("mark", "1", "done", "--workspace", str(folder)).code == 0
    assert duban("log", "--json", "--workspace", str(folder)).json["changes"][0].get("claimed") is None
    sound = duban("doctor", "--workspace", str(folder))
    assert (sound.code, sound.out) == (0, "")


@posix
@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("--shared",), 2), (("--shared", "{home}"), 2), (("--shared", "{home}/new", "--group", "no such"), 2)],
)
def test_init_refuses_in_one_sentence(duban: Duban, home: Path, words: tuple[str, ...], code: int) -> None:
    answer = duban("init", *(word.format(home=home) for word in words))
    assert (answer.code, answer.out) == (code, "")
    assert answer.said
    assert not (home / "new").exists()


# Backup and restore


LATER: dict[str, dict[str, object]] = {
    "a kind": {"kind": "hue", "value": {"red": 1}},
    "one of several": {"kind": "hue", "target": "附件#1@hue:red", "value": ["x"]},
    "a field": {"mood": "glad"},
    "another value": {"kind": "due", "value": 7, "v": 9},
    "a deadline that says more": {
        "kind": "due",
        "value": {"by": "2027-03-31", "on": "x", "text": "月底", "was": [], "by_whom": 1},
    },
}
"""What a Change of a later program may be."""


def test_what_a_later_program_wrote_is_read_told_and_passed_on_as_it_is(duban: Duban, home: Path) -> None:
    duban("mark", "2", "done")
    (file,) = (home / "data" / "duban" / "journal").glob("*.jsonl")
    record = to_record(file.read_bytes()[18:-1])
    bodies = [
        to_json({**record, "target": "附件#1", **each, "stamp": f"01a2000000{n:06x}-later"}).encode()
        for n, each in enumerate(LATER.values())
    ]
    file.with_name("later.jsonl").write_bytes(b"".join(map(line_of, bodies)))
    for line in (
        "docs",
        "tasks",
        "tasks 是:逾期",
        "show 1",
        "notes",
        "log",
        "log --lang zh",
        "board",
        "doctor",
        "undo",
        "redo",
    ):
        answer = duban(*line.split())
        assert (answer.code in {0, 1}, "damaged" in answer.err) == (True, False), line
    stamps = {each["stamp"] for each in duban("log", "--json").json["changes"]}
    assert {f"01a2000000{n:06x}-later" for n in range(len(LATER))} <= stamps
    for out in ("kept.zip", "all.json", "page.html", "table.xlsx", "part.duban"):
        assert duban({"zip": "backup", "duban": "bundle"}.get(out.rpartition(".")[2], "export"), out).code == 0, out
    for back, where in (("restore kept.zip", "r"), ("merge part.duban", "b"), ("merge all.json", "j")):
        root = home / where
        Library(root).save(*make_document("plan"))
        assert duban("--workspace", str(root), *back.split()).code in {0, 5}, back
        came = b"".join(each.read_bytes() for each in root.rglob("*.jsonl"))
        assert [body in came for body in bodies] == [True] * len(bodies), back


def test_a_backup_brings_everything_back(duban: Duban, home: Path) -> None:
    duban("mark", "1", "2", "done")
    duban("note", "3", HOSTILE)
    before = duban("log", "--json").json
    file = home / "b.zip"
    saved = duban("backup", str(file))
    assert (saved.code, saved.out) == (0, "")
    assert "b.zip" in saved.said
    again = duban("backup", str(file))
    assert (again.code, str(file) in again.said) == (2, True)

    other = ("--workspace", str(home / "other"))
    back = duban("restore", str(file), *other)
    assert back.code == 0
    after = duban("log", "--json", *other).json
    assert after["changes"] == [{**change, "claimed": True} for change in before["changes"]]
    assert "root (claimed)" in duban("log", *other).out.replace(before["changes"][0]["by"], "root")
    assert duban("tasks", "--json", *other).json["tasks"][0]["status"] == "done"
    assert duban("restore", str(file), *other).code == 0
    assert duban("log", "--json", *other).json == after


def test_what_a_restore_would_replace_is_said_first(duban: Duban, home: Path) -> None:
    file = str(home / "b.zip")
    duban("backup", file)
    document, source = make_document("plan")
    Library(home / "data" / "duban").save(replace(document, title="修订版"), source)
    before = snapshot(home)
    asked = duban("restore", file)
    assert (asked.code, "plan" in asked.said, snapshot(home)) == (5, True, before)
    forced = duban("restore", file, "--force")
    assert (forced.code, "replaced" in forced.err) == (0, True)
    assert duban("docs", "--json").json["documents"][0]["title"] == "实施意见"


def test_where_a_backup_says_other_than_what_is_here_a_person_is_told(duban: Duban, home: Path) -> None:
    file, other = str(home / "b.zip"), ("--workspace", str(home / "other"))
    Library(home / "other").save(*make_document("plan"))
    assert duban("mark", "1", "done", *other).code == 0
    duban("mark", "1", "active")
    duban("backup", file)
    told = duban("restore", file, *other)
    assert told.code == 5
    assert "“done” here, “active” in the backup" in told.err.splitlines()[-1]
    assert duban("restore", file, *other).code == 0, "it is told once"


def test_a_bundled_document_is_not_replaced_unasked(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup has an edition of its own of a document that travels with duban."""
    file, other = str(home / "b.zip"), ("--workspace", str(home / "other"))
    duban("backup", file)
    document, source = make_document("plan")
    Library(home / "made").save(replace(document, title="随附的"), source)
    monkeypatch.setattr(workspace, "bundled_documents", lambda: home / "made" / "library")
    asked = duban("restore", file, *other)
    assert (asked.code, "plan" in asked.said, (home / "other").exists()) == (5, True, False)
    forced = duban("restore", file, "--force", *other)
    assert (forced.code, "replaced" in forced.err) == (0, True)
    assert duban("docs", "--json", *other).json["documents"][0]["title"] == "实施意见"
    (kept,) = (home / "other" / "replaced").glob("*/library/plan.json")
    assert "随附的" in kept.read_text(encoding="utf-8")
    assert duban("restore", file, *other).code == 0


def test_a_bundled_document_that_is_the_same_is_no_question(
    duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(home / "b.zip")
    duban("backup", file)
    monkeypatch.setattr(workspace, "bundled_documents", lambda: home / "data" / "duban" / "library")
    assert duban("restore", file, "--workspace", str(home / "other")).code == 0
    assert not (home / "other" / "replaced").exists()


def test_a_damaged_backup_is_refused_and_nothing_is_changed(duban: Duban, home: Path) -> None:
    file = home / "b.zip"
    duban("mark", "1", "done")
    duban("backup", str(file))
    data, before = file.read_bytes(), snapshot(home)
    for hurt in (data[: len(data) // 2], data[:200] + bytes([data[200] ^ 1]) + data[201:], b"", b"no zip"):
        file.write_bytes(hurt)
        answer = duban("restore", str(file))
        assert (answer.code, len(answer.err.splitlines()), snapshot(home)) == (3, 1, before)
    assert duban("restore", str(home / "none.zip")).code == 3


# The check-up


def test_doctor_mends_what_is_safe_says_so_and_keeps_the_old(duban: Duban, home: Path) -> None:
    duban("mark", "1", "2", "done")
    duban("mark", "3", "active")
    root = home / "data" / "duban"
    (journal,) = (root / "journal").glob("*.jsonl")
    hurt = journal.read_bytes().replace(b"active", b"astive", 1)
    journal.write_bytes(hurt)
    stray = root / "journal" / ".x.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, (1, 1))
    (root / "state.json").write_bytes(b"{}")
    (root / "sources" / "open").write_bytes(b"")
    if os.name != "nt":
        (root / "sources" / "open").chmod(0o644)
        (root / "state.json").chmod(0o600)
        journal.chmod(0o600)
        stray.chmod(0o600)
    before = snapshot(home)
    ill = duban("doctor")
    assert (ill.code, snapshot(home)) == (1, before)
    mended = duban("doctor", "--repair")
    assert mended.code == 0, mended
    assert mended.err.count("Repaired") == (4 if os.name != "nt" else 3)
    assert len(ill.out.splitlines()) == len(mended.out.splitlines())
    sound = duban("doctor")
    assert (sound.code, sound.out) == (0, "")
    kept = {path.name: path.read_bytes() for path in (root / "replaced").rglob("*") if path.is_file()}
    assert kept == {journal.name: hurt, ".x.tmp": b"half", "state.json": b"{}"}
    assert [change["target"] for change in duban("log", "--json").json["changes"]] == ["附件#1", "附件#2"]


def test_doctor_leaves_what_only_a_person_can_mend(duban: Duban, home: Path) -> None:
    duban("mark", "1", "done")
    (source,) = (home / "data" / "duban" / "sources").iterdir()
    source.unlink()
    before = snapshot(home)
    answer = duban("doctor", "--repair")
    assert (answer.code, snapshot(home)) == (1, before)
    assert str(source) in answer.out
    assert "Left as it is" in answer.err


def test_doctor_tells_a_disk_that_is_nearly_full(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.doctor.free_bytes", lambda _: 3 << 20)
    full = duban("doctor")
    assert (full.code, "3 MB" in full.out) == (1, True)


def test_doctor_tells_a_stamp_from_a_clock_ahead(duban: Duban, home: Path) -> None:
    duban("mark", "1", "done")
    (journal,) = (home / "data" / "duban" / "journal").glob("*.jsonl")
    later = replace(decode(journal.read_bytes()[18:-1]), stamp="04ffffffffff0000-w9")
    file = journal.with_name("w9.jsonl")
    file.write_bytes(encode(later))
    file.chmod(0o600)
    answer = duban("doctor")
    assert (answer.code, "clock" in answer.out) == (1, True)
    assert len(answer.out.splitlines()) == 1


def test_doctor_tells_a_network_disk_and_counts_it_as_no_fault(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.changes.network_disk", lambda _: "nfs4")
    answer = duban("doctor")
    assert answer.code == 0
    assert "nfs4" in answer.err


def test_doctor_tells_keys_that_cannot_be_pressed_or_mean_two_things(duban: Duban, home: Path) -> None:
    file = home / "config" / "duban" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\nundo = "ctrl+zed"\nstars = "x"\n', encoding="utf-8")
    answer = duban("doctor", "--repair")
    assert (answer.code, len(answer.out.splitlines())) == (1, 2)
    assert "ctrl+zed" in answer.out
    assert "stars" in answer.out
    file.write_text('[keys]\nundo = "f5"\nredo = "f5"\n', encoding="utf-8")
    answer = duban("doctor")
    assert (answer.code, "f5" in answer.out.split()) == (1, True)
    file.write_text('[keys]\nundo = "f5"\nstar = "x"\n', encoding="utf-8")
    assert duban("doctor").code == 0  # one's own key wins over what has it by default


# Whatever people write


LONG = "长" * 10_000
WRITTEN = [
    HOSTILE,
    "[/重点]",
    "[@click=app.quit]y",
    "\x1b[2J\x1b]0;x\x07",
    "\u202e反\u2066",
    LONG,
    "a\u0085b\u2028c\r\nd\te",
]
UNSAFE = {chr(c) for c in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029)} - {"\n"}
UNSAFE |= {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xE004, 0x200B, 0xFEFF)}


def harmless(answer: Answer) -> Answer:
    """What reached the terminal holds nothing that acts on it."""
    assert not UNSAFE & {*answer.out, *answer.err}, (answer.out, answer.err)
    return answer


@pytest.mark.parametrize("text", WRITTEN, ids=range(len(WRITTEN)))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_ever_acts_on_a_terminal(duban: Duban, home: Path, text: str, lang: str) -> None:
    """Notes, reasons, filters, names and paths, through every verb."""
    speak = ("--lang", lang)
    for words in (
        ("note", "1", text),
        ("note", "二/（一）", text),
        ("mark", "2", "done", "--because", text),
        ("mark", text, "done"),
        ("mark", "1", text),
        ("star", text),
        ("note", text, text),
        ("note", "--edit", text, text),
        ("note", "--delete", text),
        ("tasks", text),
        ("tasks", f'"{text}"'),
        ("tasks", "--explain", "3", text),
        ("tasks", "--md"),
        ("notes", text),
        ("notes",),
        ("log",),
        ("log", "1"),
        ("log", text),
        ("show",),
        ("show", "二/（二）"),
        ("show", text),
        ("docs",),
        ("import", f"/no/{text[:50]}".replace("\0", "")),
        ("backup", f"/no/{text[:50]}"),
        ("restore", f"/no/{text[:50]}"),
        ("init", "--shared", f"/dev/null/{text[:50]}"),
        ("init", "--shared", str(home / "g"), "--group", text),
        ("undo",),
        ("redo",),
        ("doctor",),
        ("open", "--filter", text),
        ("tasks", "--doc", text),
        (text,),
        (f"--{text}",),
    ):
        answer = harmless(duban(*words, *speak))
        assert answer.code in {0, 1, 2, 3, 4, 5}
    listed = duban("notes", "--json").json["notes"]
    assert len(listed) >= 2
    assert {note["text"] for note in listed} == {text}


def test_a_forged_journal_never_acts_on_a_terminal(duban: Duban, home: Path) -> None:
    duban("mark", "1", "done")
    journal = home / "data" / "duban" / "journal"
    forged = Change(
        f"{9:016x}-w9", HOSTILE, HOSTILE, "plan", "附件#1", "status", HOSTILE, because=HOSTILE, batch=HOSTILE
    )
    made = [
        ("附件#1", "status", HOSTILE),
        ("附件#1", HOSTILE, HOSTILE),
        (HOSTILE, "note", HOSTILE),
        ("附件#2", "note", HOSTILE),
    ]
    lines = [
        encode(replace(forged, stamp=f"{number:016x}-w9", target=target, kind=kind, value=value))
        for number, (target, kind, value) in enumerate(made)
    ]
    (journal / f"{HOSTILE.replace('/', '')}.jsonl").write_bytes(b"".join(lines) + b"damage\n")
    for words in (
        ("log",),
        ("notes",),
        ("tasks",),
        ("show", "二/（二）"),
        ("doctor",),
        ("docs",),
        ("doctor", "--repair"),
    ):
        harmless(duban(*words))
    assert len(duban("log", "--json").json["changes"]) == 5


# No network

WATCHED = """
import sys
met = []
sys.addaudithook(lambda event, _: met.append(event) if event.startswith("socket.") else None)
from tui.cli import main
for words in {runs!r}:
    main(words)
print(*sorted(set(met)) or ["none"], file=sys.stderr)
"""


def test_no_socket_is_touched_in_a_whole_run(home: Path) -> None:
    seed = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
    backup, other = str(home / "b.zip"), ("--workspace", str(home / "other"))
    runs: list[list[str]] = [
        ["import", str(seed), "--id", "seed"],
        ["docs"],
        ["show", "--doc", "plan"],
        ["tasks", "牵头:财政厅 czt"],
        ["mark", "plan/1", "done"],
        ["star", "plan/1"],
        ["note", "plan/1", "http://example.com/"],
        ["notes"],
        ["log"],
        ["undo"],
        ["redo"],
        ["doctor"],
        ["backup", backup],
        ["restore", backup, *other],
        ["tasks", "--json", *other],
    ]
    done = subprocess.run(
        (sys.executable, "-c", WATCHED.format(runs=runs)),
        capture_output=True,
        env=environment(home),
        timeout=60,
        check=True,
    )
    assert done.stderr.decode().splitlines()[-1] == "none"
    assert b'"total": ' in done.stdout


def test_the_watch_for_sockets_would_see_one(home: Path) -> None:
    watch = WATCHED.format(runs=[]).replace("for words", "import socket; socket.socket().close()\nfor words")
    done = subprocess.run(
        (sys.executable, "-c", watch), capture_output=True, env=environment(home), timeout=60, check=True
    )
    assert "socket.__new__" in done.stderr.decode()


def test_documents_of_several_are_backed_up_together(duban: Duban, home: Path) -> None:
    keep(home, "other")
    duban("backup", str(home / "b.zip"))
    duban("restore", str(home / "b.zip"), "--workspace", str(home / "w"))
    assert [each["id"] for each in duban("docs", "--json", "--workspace", str(home / "w")).json["documents"]] == [
        "other",
        "plan",
    ]


def test_doctor_tells_what_it_runs_in(duban: Duban) -> None:
    told = duban("doctor", "--lang", "en").err
    assert f"duban {tui.__version__} · Python {platform.python_version()}" in told
    assert "textual " in told
    assert "workspace " in told
    assert "config.toml" in told
    assert "clock 20" in told
