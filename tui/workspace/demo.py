"""A workspace to try things on: the bundled document with half a year of believable work in it (演示数据).

The work is drawn from a fixed seed and told in days before the day it is made, so that its figures are always the same.
Authors are roles; nobody real is named.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui.model.cadence import Cadence, period_of
from tui.model.errors import NotFound, Usage
from tui.model.profile import SUPERVISION
from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.model.ledger import Key
    from tui.model.profile import Status
    from tui.model.task import Task
    from tui.workspace.saved import SavedFilters

MARK: Final = "demo.json"
"""The file that says that a workspace is a demo."""
_SEED: Final = 20160618
_DAYS: Final = 182
"""So many days of work."""
_OVERSIGHT: Final = "督查室"
_OFFICES: Final = ("甲处", "乙处", "丙处", "丁处")
_PROGRESS: Final = (
    "已成立专班",
    "方案已起草，正在征求意见",
    "方案已印发",
    "试点已启动",
    "已完成中期评估",
    "正在组织验收",
)
_PROBLEMS: Final = ("部门间数据尚未共享", "经费尚未落实", "市县进度不一", "配套办法待上级明确")
_NEXT: Final = ("下月召开推进会", "赴两市调研", "报请审议", "组织自查")
_DELAYS: Final = ("延期：征求意见未完成", "延期：等待上级文件", "延期：试点再延长一个季度")
_NOTES: Final = (
    "请补充佐证材料",
    "与财政部门口径不一致，请核对",
    "拟列入下次调度会",
    "牵头部门已改名，注意衔接",
    "数据以统计部门为准",
)
_TAGS: Final = (("重点", 0.2), ("省考", 0.12), ("民生", 0.16))
_STAGES: Final = ("成立专班", "印发方案", "启动试点", "组织验收")


class Player(Ground, Protocol):
    """A workspace as one of the roles works in it."""

    @property
    def saved_filters(self) -> SavedFilters:
        """The filters that are kept under names."""

    def documents(self) -> tuple[Document, ...]:
        """Every document."""

    def log(self) -> Iterator[object]:
        """Every Change."""

    def close(self) -> None:
        """Let go."""

    def mark(self, keys: Iterable[Key], status: Status, because: str) -> object:
        """Give tasks a status."""

    def star(self, keys: Iterable[Key]) -> object:
        """Set one's own star."""

    def add_note(self, doc: str, place: str, text: str) -> object:
        """Add a note."""

    def set_due(self, keys: Iterable[Key], word: str, because: str) -> object:
        """Set or extend deadlines."""

    def add_stage(self, key: Key, text: str, by: str) -> object:
        """Add a step."""

    def finish_stage(self, key: Key, name: str) -> object:
        """Tick a step off."""

    def report(
        self,
        key: Key,
        *,
        percent: int,
        text: str,
        problem: str | None,
        next_step: str,
        needs_help: bool | None,
        period: str,
    ) -> object:
        """Report the progress of a task."""

    def tag(self, keys: Iterable[Key], tags: Iterable[str]) -> object:
        """Set tags."""


Act = Callable[[Player], object]
Play = Callable[[str, Path, Callable[[], datetime]], Player]
"""Opens the workspace for a role, with a private folder and a clock."""


class Deed(NamedTuple):
    """Something that one of them did."""

    when: datetime
    who: str
    act: Act


class Made(NamedTuple):
    """What a demo holds."""

    folder: Path
    tasks: int
    changes: int


def make(folder: Path, play: Play, now: datetime, as_of: date | None) -> Made:
    """Fill a folder that is empty or not there yet, as if today were a day; raises `Usage` (`demo_folder`)."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Usage("demo_folder", path=folder)
    today = as_of or now.date()
    with tempfile.TemporaryDirectory() as private:
        players = _Players(play, Path(private), now)
        document = next(iter(players.of(_OVERSIGHT).documents()), None)
        if document is None:  # a package without the document that travels with it
            raise NotFound("no_document", name="", known="")
        for deed in sorted(_Half(document.id, today, now).deeds(document.tasks), key=lambda deed: deed.when):
            players.let(deed)
        changes = sum(1 for _ in players.of(_OVERSIGHT).log())
        players.leave()
    (folder / MARK).write_text(json.dumps({"made": today.isoformat()}), encoding="utf-8")
    return Made(folder, len(document.tasks), changes)


class _Players:
    """The roles, each with a workspace of its own on one folder, and a clock that is set for each deed."""

    def __init__(self, play: Play, private: Path, now: datetime) -> None:
        self._play = play
        self._private = private
        self._made: dict[str, Player] = {}
        self._time = now

    def of(self, who: str) -> Player:
        """The workspace of a role."""
        if who not in self._made:
            self._made[who] = self._play(who, self._private / str(len(self._made)), lambda: self._time)
        return self._made[who]

    def let(self, deed: Deed) -> None:
        """Do something as a role, at its time."""
        self._time = deed.when
        player = self.of(deed.who)
        player.catch_up()
        deed.act(player)

    def leave(self) -> None:
        """Close all."""
        for player in self._made.values():
            player.close()


class _Half:
    """Half a year of work on one document, up to a day."""

    def __init__(self, doc: str, today: date, now: datetime) -> None:
        self._doc = doc
        self._today = today
        self._zone = now.tzinfo
        self._chance = Random(_SEED)  # noqa: S311 - nothing is kept secret here

    def deeds(self, tasks: tuple[Task, ...]) -> Iterator[Deed]:
        """All that was done, task by task."""
        for task in tasks:
            yield from self._of_task(task)
        yield self._deed(20, _OVERSIGHT, lambda w: w.saved_filters.save("逾期未结", "是:逾期 排序:截止"))
        yield self._deed(20, _OVERSIGHT, lambda w: w.saved_filters.save("本期未报", "是:未报 -状态:未启动"))

    def _of_task(self, task: Task) -> Iterator[Deed]:
        chance, key = self._chance, (self._doc, task.id)
        office = _OFFICES[task.ordinal % len(_OFFICES)]
        due = self._due()
        if due is not None:
            yield self._deed(_DAYS - chance.randrange(9), _OVERSIGHT, _set_due(key, due, "列入年度督办"))
        yield from self._put_on(key, office)
        began = chance.randrange(60, _DAYS - 20)
        fate = chance.choices(("done", "active", "review", "stopped", "todo"), (36, 34, 8, 4, 18))[0]
        if fate == "todo":
            return
        ended = chance.randrange(0, began - 20) if fate != "active" else 0
        yield self._deed(began, office, _mark(key, "active", "已启动"))
        yield from self._reports(key, office, began, ended, whole=fate == "done")
        if due is not None and fate != "done" and chance.random() < 0.3:
            yield from self._extend(key, due)
        if fate in {"review", "done"}:
            yield self._deed(ended + 3, office, _mark(key, "review", "报请审核"))
        if fate in {"done", "stopped"}:
            why = "审核通过，予以销号" if fate == "done" else "政策调整，并入其他任务"
            yield self._deed(ended, _OVERSIGHT, _mark(key, fate, why))

    def _due(self) -> date | None:
        """By when, or None where it is left open."""
        if self._chance.random() < 0.15:
            return None
        return self._today + timedelta(days=self._chance.randrange(-70, 160))

    def _put_on(self, key: Key, office: str) -> Iterator[Deed]:
        """Tags, notes, stars and stages."""
        chance = self._chance
        for tag, share in _TAGS:
            if chance.random() < share:
                yield self._deed(chance.randrange(150, _DAYS), _OVERSIGHT, _tag(key, tag))
        if chance.random() < 0.4:
            who, text = chance.choice((_OVERSIGHT, office)), chance.choice(_NOTES)
            yield self._deed(chance.randrange(1, 120), who, _note(key, text))
        if chance.random() < 0.1:
            yield self._deed(chance.randrange(1, 120), _OVERSIGHT, lambda w: w.star([key]))
        if chance.random() < 0.3:
            for at, text in enumerate(_STAGES):
                day = self._today + timedelta(days=50 * at - 100)
                yield self._deed(_DAYS - 12, office, _stage(key, text, day))
            yield self._deed(chance.randrange(40, 90), office, lambda w: w.finish_stage(key, "1"))

    def _reports(self, key: Key, office: str, began: int, ended: int, *, whole: bool) -> Iterator[Deed]:
        """A report every month; now and then one is forgotten."""
        chance, percent = self._chance, 0
        for ago in range(began - 5, ended, -28):
            percent = min(percent + chance.randrange(5, 30), 95)
            if chance.random() < 0.85:
                yield self._deed(ago, office, self._report(key, ago, percent))
        if whole:
            yield self._deed(ended + 2, office, self._report(key, ended + 2, 100))

    def _report(self, key: Key, ago: int, percent: int) -> Act:
        chance, day = self._chance, self._today - timedelta(days=ago)
        text, problem, step = chance.choice(_PROGRESS), chance.choice(_PROBLEMS), chance.choice(_NEXT)
        troubled, helpless = chance.random() < 0.3, chance.random() < 0.12
        return lambda workspace: workspace.report(
            key,
            percent=percent,
            text=text,
            problem=problem if troubled else None,
            next_step=step,
            needs_help=helpless or None,
            period=period_of(day, Cadence.MONTH),
        )

    def _extend(self, key: Key, due: date) -> Iterator[Deed]:
        """More time, asked for some days before it was due."""
        ago = (self._today - due).days + self._chance.randrange(4, 12)
        if 0 <= ago < _DAYS:
            later = due + timedelta(days=self._chance.choice((30, 60, 92)))
            yield self._deed(ago, _OVERSIGHT, _set_due(key, later, self._chance.choice(_DELAYS)))

    def _deed(self, ago: int, who: str, act: Act) -> Deed:
        """Something done so many days ago, yesterday at the latest, within office hours, not at a weekend."""
        day = self._today - timedelta(days=max(ago, 1))
        day -= timedelta(days=max(day.weekday() - 4, 0))
        minute = timedelta(minutes=self._chance.randrange(8 * 60))
        return Deed(datetime.combine(day, time(8, 30), self._zone) + minute, who, act)


def _set_due(key: Key, day: date, because: str) -> Act:
    return lambda workspace: workspace.set_due([key], day.isoformat(), because)


def _mark(key: Key, status: str, because: str) -> Act:
    return lambda workspace: workspace.mark([key], SUPERVISION.parse(status), because)


def _tag(key: Key, tag: str) -> Act:
    return lambda workspace: workspace.tag([key], [tag])


def _note(key: Key, text: str) -> Act:
    return lambda workspace: workspace.add_note(*key, text)


def _stage(key: Key, text: str, day: date) -> Act:
    return lambda workspace: workspace.add_stage(key, text, day.isoformat())
