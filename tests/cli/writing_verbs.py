"""Every verb that writes, as it is called, and what it must leave behind whatever happens on the way.

The verbs are those of the command line's own table: one that stands neither in `SCENARIOS` nor in `READS` (nor `APART`,
with a reason) is missed by `missing`, and one in `READS` that writes is found by `python -m tests.by_hand.faults`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.cli.conftest import make_document
from tests.cli.hurting import Home
from tui.cli.arguments import VERBS
from tui.store.archive import Archive
from tui.store.library import Library

Words = tuple[str, ...]

READS: Final = frozenset(
    {"open", "docs", "show", "tasks", "stats", "board", "notes", "log", "spec", "completion", "man", "help"}
)
"""The verbs that write nothing."""
APART: Final = {
    "demo": "makes up a workspace in an empty folder, where nobody has anything to lose",
    "serve": "writes nothing itself: what is written in a page the screens write",
    "sync": "needs a server: its faults are tried in `tests/workspace/test_syncing.py`",
}
"""The verbs that are not tried, with the reason."""
FIRST: Final = (
    "某省人民政府关于加快发展的实施意见\n一、总体要求\n"
    "（一）建设园区。（省财政厅牵头）\n（二）落实政策。（省民政厅牵头）\n"
)
SECOND: Final = FIRST.replace("建设园区", "建设各类园区").replace("（二）", "（三）")
_MARKED: Final[tuple[Words, ...]] = (("mark", "plan/3", "active"), ("note", "plan/3", "先前的批注"))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One call of a verb, in a workspace where something was done before."""

    words: Words
    """`NOTE` and `STAGE` stand for the id of the last note and stage."""
    before: tuple[Words, ...] = ()
    fresh: bool = False
    """Whether the workspace is gone before the verb is called."""
    damage: Callable[[Home], None] | None = None
    again: bool = False
    """Whether it may be left half done, and calling it again finishes it."""


def torn(home: Home) -> None:
    """A journal with a line that is none, a file left by a killed program, and a mode that lets others read."""
    (journal,) = (home.root / "journal").glob("*.jsonl")
    journal.write_bytes(b"0000000a no record\n" + journal.read_bytes())
    stray = home.root / "library" / ".plan.json.0123.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, (0, 0))
    (home.root / "library" / "plan.json").chmod(0o644)


_IMPORTED: Final[Words] = ("import", "first.txt", "--id", "third")
_REPLACED: Final[Words] = ("import", "second.txt", "--id", "third", "--replace")
_ON_IT: Final[tuple[Words, ...]] = (_IMPORTED, ("note", "third/#1", "在旧版上"), ("mark", "third/#2", "done"))

SCENARIOS: Final[dict[str, Scenario]] = {
    "import": Scenario(_IMPORTED),
    "import --replace": Scenario(_REPLACED, _ON_IT),
    "remove": Scenario(("remove", "other")),
    "mark": Scenario(("mark", "plan/1", "plan/2", "done", "--because", "来文")),
    "star": Scenario(("star", "plan/1", "plan/2")),
    "due": Scenario(("due", "plan/1", "plan/2", "2026-12-31", "--because", "来文")),
    "due --clear": Scenario(("due", "plan/1", "--clear"), (("due", "plan/1", "2026-12-31"),)),
    "stage": Scenario(("stage", "plan/1", "起草", "--by", "2026-11-30")),
    "progress": Scenario(("progress", "plan/1", "已开工", "--percent", "40")),
    "tag": Scenario(("tag", "plan/1", "plan/2", "重点")),
    "tag --off": Scenario(("tag", "plan/1", "重点", "--off"), (("tag", "plan/1", "重点"),)),
    "validity": Scenario(("validity", "plan", "废止", "--by", "某发〔2026〕1号")),
    "note": Scenario(("note", "plan/1", "一条批注" * 200)),
    "note --edit": Scenario(("note", "--edit", "NOTE", "改过的批注")),
    "note --delete": Scenario(("note", "--delete", "NOTE")),
    "verdict": Scenario(("verdict", "plan/1", "优", "--kind", "third", "--because", "抽查属实")),
    "settle": Scenario(("settle", "plan/1", "良"), (("verdict", "plan/1", "优", "--kind", "self"),)),
    "trace": Scenario(("trace", "plan", "--by", "other", "序号:1", "--as", "partly")),
    "reply": Scenario(("reply", "NOTE", "一条回复" * 200)),
    "resolve": Scenario(("resolve", "NOTE", "--because", "已核对")),
    "undo": Scenario(("undo",), (("mark", "plan/1", "plan/2", "done"),)),
    "undo of an import": Scenario(("undo",), (_IMPORTED,)),
    "undo of a replacement": Scenario(("undo",), (*_ON_IT, _REPLACED)),
    "undo of a removal": Scenario(("undo",), (("remove", "other"),)),
    "redo": Scenario(("redo",), (("mark", "plan/1", "plan/2", "done"), ("undo",))),
    "redo of a replacement": Scenario(("redo",), (*_ON_IT, _REPLACED, ("undo",))),
    "backup": Scenario(("backup", "saved.zip")),
    "restore": Scenario(("restore", "b.zip"), (*_ON_IT, ("backup", "b.zip")), fresh=True),
    "restore --force": Scenario(("restore", "b.zip", "--force"), (*_ON_IT, ("backup", "b.zip"), _REPLACED)),
    "doctor --repair": Scenario(("doctor", "--repair"), damage=torn, again=True),
    "export": Scenario(("export", "saved.xlsx")),
    "bundle": Scenario(("bundle", "saved.duban")),
    "merge": Scenario(("merge", "a.json"), (*_ON_IT, ("export", "a.json")), fresh=True, again=True),
    "init": Scenario(("init", "--shared", "group"), again=True),
    "use": Scenario(("use", "other"), (("use", "plan"),)),
    "config": Scenario(("config", "init")),
}


def missing() -> frozenset[str]:
    """The verbs of the command line that nobody has said anything of here."""
    return frozenset(VERBS) - READS - APART.keys() - {scenario.words[0] for scenario in SCENARIOS.values()}


def made(home: Home, scenario: Scenario) -> Words:
    """Do what comes before; returns the words of the verb with the ids that they mean."""
    for doc in ("plan", "other"):
        Library(home.root).save(*make_document(doc))
    home.enter()
    (home.folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (home.folder / "second.txt").write_text(SECOND, encoding="utf-8")
    for words in (*_MARKED, *scenario.before):
        code, said = home.run(*words)
        if code:
            raise AssertionError(f"{words}: {code} {said}")
    named = {"NOTE": home.json("notes")["notes"][-1]["id"]} if "NOTE" in scenario.words else {}
    if scenario.fresh:
        shutil.rmtree(home.root)
    if scenario.damage:
        scenario.damage(home)
    return tuple(named.get(word, word) for word in scenario.words)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of a workspace: what is so, and what was done."""

    documents: tuple[Any, ...]
    tasks: tuple[Any, ...]
    notes: tuple[Any, ...]
    log: tuple[Any, ...]
    files: tuple[Any, ...]
    """Of backups, the names in them; of a shared folder whether it is one."""

    @property
    def state(self) -> tuple[Any, ...]:
        """What is so, however it came to be."""
        return (self.documents, self.tasks, self.notes)

    @classmethod
    def of(cls, home: Home) -> Seen:
        """Look at a workspace."""
        home.enter()
        tasks = home.json("tasks")["tasks"]
        notes = home.json("notes")["notes"]
        changes = home.json("log")["changes"]
        return cls(
            tuple((each["id"], each["title"], each["tasks"], each["done"]) for each in home.json("docs")["documents"]),
            tuple(json.dumps(_told(task), sort_keys=True, ensure_ascii=False) for task in tasks),
            tuple(sorted((note["doc"], note["target"], note["text"]) for note in notes)),
            tuple((each["doc"], each["kind"], str(each["value"])[:9]) for each in changes if each["kind"] != "name"),
            tuple(_files(home)),
        )


def _told(task: dict[str, Any]) -> dict[str, Any]:
    """What of a task is the same whenever and by whatever stamp it was said."""
    named = ("id", "doc", "text", "status", "star", "notes", "percent", "tags")
    stages = [(stage["text"], stage["by"], stage["done"]) for stage in task.get("stages", ())]
    return {**{name: task.get(name) for name in named}, "due": (task.get("deadline") or {}).get("by"), "stages": stages}


def _files(home: Home) -> Sequence[object]:
    own = [*(home.folder / "config").rglob("config.toml"), *(home.folder / "state").rglob("use.json")]
    found: list[object] = [(file.name, file.read_bytes()) for file in own]
    saved, shared = home.folder / "saved.zip", home.folder / "group"
    found += [file.name for file in home.folder.glob("saved.[xd]*")]
    if saved.exists():
        with Archive.open(saved) as archive:
            found.append(len(archive.names))
    if shared.is_dir():
        found += [shared.stat().st_mode & 0o7777, len(list(shared.iterdir()))]
    return found
