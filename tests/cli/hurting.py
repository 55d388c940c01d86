"""Files of a workspace hurt at random, and every verb over them: `python -m tests.cli.hurting KIND FIRST COUNT`.

It runs in a process of its own, so that its memory can be told. On stdout: one line of JSON with what went wrong, how
long the slowest verb took, and the most memory that was held.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from tests.cli.conftest import make_document
from tui import cli, config, workspace
from tui.store.archive import LIST
from tui.store.library import Library

READS: Final = (
    ("docs",),
    ("docs", "--json"),
    ("show", "--doc", "plan"),
    ("tasks", "--json"),
    ("tasks", "牵头:财政厅 状态:办结"),
    ("notes", "--json"),
    ("log", "--json"),
    ("log", "plan/1"),
    ("stats", "--by", "lead"),
    ("board",),
    ("doctor",),
)
WRITES: Final = (
    ("mark", "plan/1", "active"),
    ("note", "plan/2", "又一条"),
    ("undo",),
    ("redo",),
    ("remove", "other"),
    ("undo",),
    ("doctor", "--repair"),
    ("tasks", "--json"),
)
CODES: Final = frozenset({0, 1, 2, 3, 4, 5})
ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 10**30, 1e400, -1e400, 0.5, "", "x", "附件#1", "\ud800", "\x00\x1b[2J", "9999-99-99"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
    *(
        "2016-02-31",
        "@",
        "“”",
        "a>b",
        "ffffffffffffffff-w1",
        "e677d21fdc00ffff-w1",
        "x" * 5000,
        [],
        {},
        [[]],
        {"": None},
    ),
)
MOMENT: Final = "2026-11-20T12:00:00+08:00"


class Home:
    """A person's folders, and the verbs in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "data" / "duban"

    def enter(self) -> None:
        """Let the verbs find these folders and no others."""
        for name in [name for name in os.environ if name.startswith(("DUBAN_", "XDG_", "LC_"))]:
            del os.environ[name]
        for name in ("DATA", "STATE", "CONFIG"):
            os.environ[f"XDG_{name}_HOME"] = str(self.folder / name.lower())
        os.environ["HOME"] = str(self.folder)
        os.environ["LANG"] = "en_US.UTF-8"
        os.chdir(self.folder)

    def run(self, *words: str) -> tuple[int, str]:
        """The exit code of a verb and what it said."""
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            return cli.main(words), said.getvalue()

    def out(self, *words: str) -> str:
        """What a verb prints."""
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            cli.main(words)
        return out.getvalue()

    def json(self, *words: str) -> Any:  # noqa: ANN401
        """What a verb prints as JSON."""
        return json.loads(self.out(*words, "--json"))


def make(home: Home) -> None:
    """A workspace with two documents, an edition that was replaced, and something of each kind written on it."""
    for doc in ("plan", "other"):
        Library(home.root).save(*make_document(doc))
    home.enter()
    for number, text in (("一", "甲乙丙"), ("二", "丁戊己")):
        Path("f.txt").write_text(f"某省实施意见\n{number}、总则\n（一）{text}。（省财政厅牵头）\n", encoding="utf-8")
        home.run("import", "f.txt", "--id", "third", "--replace")
        home.run("note", "--doc", "third", "1", "批注")
    for words in (
        ("mark", "plan/1", "plan/2", "done"),
        ("star", "plan/1"),
        ("note", "plan/2", "一条批注"),
        ("due", "plan/2", "2026-12-31"),
        ("stage", "plan/2", "起草", "--by", "2026-11-30"),
        ("progress", "plan/1", "已完成", "--percent", "40"),
        ("tag", "plan/1", "重点"),
        ("mark", "plan/1", "active"),
        ("undo",),
    ):
        home.run(*words)
    workspace.Workspace.open(config.read(os.environ)).store.checkpoint()


# What hurts


def bytes_hurt(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out or put twice."""
    hurt = bytearray(data)
    for _ in range(chance.randrange(1, 8)):
        at, length = chance.randrange(len(hurt) + 1), chance.choice((0, 1, 1, 2, 40))
        hurt[at : at + length] = bytes(chance.randrange(256) for _ in range(chance.choice((0, 1, 1, 2))))
    return bytes(hurt)


def value_hurt(value: Any, chance: random.Random) -> Any:  # noqa: ANN401
    """The same JSON with one of its values another, missing, or there twice."""
    value = json.loads(json.dumps(value))
    places = list(_places(value))
    if not places:
        return chance.choice(ODD)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        inside, key = chance.choice(places)
        deed = chance.randrange(5)
        if deed == 0:
            inside.pop(key) if (key in inside if isinstance(inside, dict) else key < len(inside)) else None
        elif deed == 1 and isinstance(inside, dict):
            inside[f"{key}0"] = inside.get(key)
        elif isinstance(inside, dict) or key < len(inside):
            inside[key] = chance.choice((*ODD, chance.choice(places)[0]) if deed == 2 else ODD)
    try:
        json.dumps(value)
    except (ValueError, RecursionError):  # a list within itself
        return chance.choice(ODD)
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def json_hurt(data: bytes, chance: random.Random) -> bytes:
    """A JSON file hurt in its bytes, or in one of its values."""
    if chance.random() < 0.25:
        return bytes_hurt(data, chance)
    return json.dumps(value_hurt(json.loads(data), chance)).encode()


def journal_hurt(data: bytes, chance: random.Random) -> bytes:
    """A journal hurt in its bytes, or in what its records say, with sound check sums."""
    if chance.random() < 0.25:
        return bytes_hurt(data, chance)
    lines = data.splitlines()
    for _ in range(chance.choice((1, 2, 20))):
        at = chance.randrange(len(lines))
        body = json.dumps(value_hurt(json.loads(lines[at][18:]), chance)).encode()
        lines[at : at + chance.randrange(2)] = [b"%08x %08x %b" % (len(body), crc32(body), body)]
    chance.shuffle(lines) if chance.random() < 0.2 else None
    return b"\n".join(lines) + b"\n"


def hurt_journal(home: Home, chance: random.Random) -> None:
    """A journal file, or one that came from elsewhere."""
    file = chance.choice(sorted((home.root / "journal").glob("*.jsonl")))
    data = journal_hurt(file.read_bytes(), chance)
    (home.root / "received").mkdir(exist_ok=True)
    (file if chance.random() < 0.6 else home.root / "received" / "r.jsonl").write_bytes(data)


def hurt_library(home: Home, chance: random.Random) -> None:
    """A document, or an edition that was replaced."""
    file = chance.choice([*(home.root / "library").iterdir(), *(home.root / "earlier").iterdir()])
    file.write_bytes(json_hurt(file.read_bytes(), chance))


def hurt_checkpoint(home: Home, chance: random.Random) -> None:
    """The checkpoint, with a seal that is sound."""
    file = home.root / "state.json"
    tables = json.loads(file.read_bytes())
    hurt = value_hurt(tables, chance)
    hurt = {**hurt, "check": {"1": {"seal": "00000000"}}} if isinstance(hurt, dict) else hurt
    data = json.dumps(hurt, sort_keys=True).encode()
    file.write_bytes(data.replace(b'"seal": "00000000"', b'"seal": "%08x"' % crc32(data), 1))


GRAINS: Final = (
    *("lang", "name", "workspace", "keys", "[keys]", "=", '"', "'", "[", "]", "\n", "\n", "zh", '"en"', "1", "true"),
    *(
        "undo",
        '"u"',
        "\x00",
        "\ufffd",
        "[[",
        "{",
        "}",
        "#",
        '"""',
        "x" * 900,
        "1979-05-27",
        "inf",
        "\ud800",
        "~nobody/x",
    ),
)


def hurt_config(home: Home, chance: random.Random) -> None:
    """The configuration, the register of departments and the profile of the office."""
    text = " ".join(chance.choices(GRAINS, k=chance.randrange(1, 14))).encode(errors="surrogatepass")
    places = (home.folder / "config" / "duban" / "config.toml", home.root / "agencies.toml", home.root / "profile.toml")
    place = chance.choice(places)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if chance.random() < 0.7 else b'name = "x"\n[[agency]]\nname = ' + text)


def hurt_session(home: Home, chance: random.Random) -> None:
    """What a person keeps: the writer, and small facts."""
    (folder,) = (home.folder / "state" / "duban").iterdir()
    for name in ("place", "use", "looked", "draft-x"):
        facts = {
            "doc": "plan",
            "task": "附件#1",
            "lines": ["状态:办结"],
            "text": "草稿",
            "last": "2026-11-20T12:00:00+08:00",
        }
        facts = value_hurt(facts, chance)
        (folder / f"{name}.json").write_bytes(json_hurt(json.dumps(facts).encode(), chance))
    if chance.random() < 0.5:
        (folder / "writer").write_bytes(bytes_hurt((folder / "writer").read_bytes(), chance))


def hurt_backup(home: Home, chance: random.Random) -> None:
    """A backup of it, hurt outside, in its list, or in one of its files with a list that fits."""
    home.run("backup", "b.zip")
    file = home.folder / "b.zip"
    if chance.random() < 0.3:
        file.write_bytes(bytes_hurt(file.read_bytes(), chance))
        return
    with zipfile.ZipFile(file) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    about = json.loads(held.pop(LIST))
    name = chance.choice(sorted(held))
    if chance.random() < 0.5:
        hurt = journal_hurt if name.endswith("jsonl") else json_hurt if name.endswith("json") else bytes_hurt
        held[name] = hurt(held[name], chance)
        about["files"][name] = {"sha256": sha256(held[name]).hexdigest(), "size": len(held[name])}
    else:
        about = value_hurt(about, chance)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in {**held, LIST: json.dumps(about).encode()}.items():
            packed.writestr(each, data)


def hurt_sent(home: Home, chance: random.Random) -> None:
    """What another sends: a bundle of all, and the ledger as records; some of it is not here yet."""
    home.run("bundle", "sent.duban")
    home.run("export", "sent.json")
    home.run("remove", "third")
    for name in ("sent.duban", "sent.json"):
        file = home.folder / name
        file.write_bytes(json_hurt(file.read_bytes(), chance))


HURTS: Final[dict[str, Callable[[Home, random.Random], None]]] = {
    "journal": hurt_journal,
    "library": hurt_library,
    "checkpoint": hurt_checkpoint,
    "config": hurt_config,
    "session": hurt_session,
    "backup": hurt_backup,
    "sent": hurt_sent,
}


def verbs(kind: str, home: Home) -> Iterator[tuple[str, ...]]:
    """What is run over the hurt files."""
    if kind == "backup":
        yield "restore", "b.zip"
        yield "restore", "b.zip", "--force"
        yield "restore", "b.zip", "--workspace", str(home.folder / "empty")
    if kind == "sent":
        yield "merge", "sent.duban"
        yield "merge", "sent.duban", "--workspace", str(home.folder / "empty")
        yield "merge", "sent.json"
    yield from READS
    yield from WRITES


def attempt(kind: str, seed: int, made: Path, place: Path) -> Iterator[tuple[str, float]]:
    """Run every verb over one hurt workspace; what went wrong, empty where nothing did, and how long each took."""
    home = Home(place)
    shutil.copytree(made, place)
    home.enter()
    HURTS[kind](home, random.Random(f"{kind} {seed}"))
    for words in verbs(kind, home):
        began = time.process_time()
        try:
            code, said = home.run(*words)
            wrong = "" if code in CODES and "Traceback" not in said else f"{code}: {said}"
        except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
            wrong = traceback.format_exc(limit=-6)
        yield f"{kind} {seed} {' '.join(words)}: {wrong}" if wrong else "", time.process_time() - began


def _peak() -> int:
    """Megabytes this program held at most; what it was started from, which Linux counts to a child too, left out."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) >> 10 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main(kind: str, first: int, count: int) -> None:
    """Hurt so many workspaces and say what came out."""
    wrong: list[str] = []
    slowest = 0.0
    workspace.bundled_documents = lambda: Path("/nothing bundled")  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        make(Home(made))
        for seed in range(first, first + count):
            for told, took in attempt(kind, seed, made, Path(folder) / f"{seed}"):
                wrong += [told] if told else []
                slowest = max(slowest, took)
            os.chdir(folder)
            shutil.rmtree(Path(folder) / f"{seed}")
    held = _peak()
    sys.stdout.write(json.dumps({"wrong": wrong, "slowest": slowest, "megabytes": held}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
