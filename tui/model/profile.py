"""The statuses a task may have, as a profile that an office can replace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tui.model.cadence import Cadence
from tui.model.errors import Usage
from tui.model.nearest import nearest
from tui.model.text import squeeze
from tui.model.timing import DEFAULT, Rules

_DONE: Final = "done"


@dataclass(frozen=True, slots=True)
class Status:
    """One status: `key` is what is stored, `letter` what is typed in the small menu."""

    key: str
    letter: str
    zh: str
    en: str
    symbol: str
    """One cell that tells it apart without colour."""
    closed: bool = False
    """Nothing more is to be done."""
    reason: bool = False
    """Whether one must say why, by the will of the office."""
    aliases: tuple[str, ...] = ()
    """Other words people use for it."""

    def name(self, lang: str) -> str:
        """Its name in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Grade:
    """What a reviewer may say of a task: `key` is what is stored."""

    key: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    """Other words people use for it."""

    def name(self, lang: str) -> str:
        """Its name in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


GRADES: Final = (
    Grade("excellent", "优", "excellent", ("优秀", "A")),
    Grade("good", "良", "good", ("良好", "较好", "B")),
    Grade("fair", "中", "fair", ("中等", "一般", "合格", "C")),
    Grade("poor", "差", "poor", ("较差", "不合格", "D")),
)
"""The grades that duban starts with, the best first, as budget performance is graded (优、良、中、差)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An ordered set of statuses; the first is the one of a task nobody has marked."""

    statuses: tuple[Status, ...]
    name: str = ""
    """What it is called; the office's own may have none."""
    rules: Rules = DEFAULT
    """From where on a light changes."""
    cadence: Cadence = Cadence.MONTH
    """How often one reports the progress of an open task."""
    grades: tuple[Grade, ...] = GRADES
    """What a reviewer may say of a task, the best first."""

    @property
    def initial(self) -> Status:
        """The status of a task nobody has marked."""
        return self.statuses[0]

    def is_done(self, key: object) -> bool:
        """Whether a status of this key counts as done: `done` where there is that one, else each that is closed."""
        if self.get(_DONE) is not None:
            return key == _DONE
        return any(status.key == key and status.closed for status in self.statuses)

    @property
    def ending(self) -> Status | None:
        """The first status that counts as done: the one that ends a task."""
        return next((status for status in self.statuses if self.is_done(status.key)), None)

    def wants_why(self, status: Status, before: Iterable[Status]) -> bool:
        """Whether one may want to say why tasks become this: given up or sent back, or no longer closed.

        What stands behind the status that ends a task, and is no such end itself, is a setback (中止, 退回).
        """
        ending = self.ending
        behind = ending in self.statuses[: self.statuses.index(status)] if ending else False
        return (behind and not self.is_done(status.key)) or (not status.closed and any(each.closed for each in before))

    def get(self, key: str) -> Status | None:
        """The status of this key, or None (a journal may hold keys of another profile)."""
        return next((status for status in self.statuses if status.key == key), None)

    def parse(self, word: str) -> Status:
        """The status a person means: its key, its Chinese or English name, or its letter.

        Raises `Usage` (`unknown_status`) with the valid words and the nearest of them.
        """
        wanted = squeeze(word)
        for status in self.statuses:
            if wanted in {squeeze(name) for name in (status.key, status.zh, status.en, status.letter, *status.aliases)}:
                return status
        known = [name for status in self.statuses for name in (status.zh, status.key)]
        near = nearest(wanted, known)
        raise Usage("unknown_status" if near else "unknown_status_far", status=word, known="、".join(known), near=near)

    def grade(self, word: str) -> Grade:
        """The grade a person means: its key, its Chinese or English name; raises `Usage` (`unknown_grade`)."""
        wanted = squeeze(word)
        for grade in self.grades:
            if wanted in {squeeze(name) for name in (grade.key, grade.zh, grade.en, *grade.aliases)}:
                return grade
        known = [name for grade in self.grades for name in (grade.zh, grade.key)]
        near = nearest(wanted, known)
        raise Usage("unknown_grade" if near else "unknown_grade_far", grade=word, known="、".join(known), near=near)

    def grade_name(self, key: str, lang: str) -> str:
        """What a grade is called; one of another profile by its key."""
        return next((grade.name(lang) for grade in self.grades if grade.key == key), key)

    def matching(self, word: str) -> tuple[Status, ...]:
        """The statuses whose key or name holds the word; the exact one alone where there is one."""
        wanted = squeeze(word)
        exact = [s for s in self.statuses if wanted in {squeeze(s.key), squeeze(s.zh), squeeze(s.en)}]
        if exact:
            return tuple(exact)
        return tuple(s for s in self.statuses if any(wanted in squeeze(name) for name in (s.key, s.zh, s.en)))


SUPERVISION = Profile(
    (
        Status("todo", "t", "未启动", "to do", "○", aliases=("未开始", "待办")),
        Status("active", "a", "推进中", "active", "◐", aliases=("进行中", "在办", "办理中")),
        Status("review", "r", "待审核", "review", "◇"),
        Status("done", "d", "已办结", "done", "●", closed=True, aliases=("完成", "已完成", "办结")),
        Status("stopped", "x", "已中止", "stopped", "×", closed=True, aliases=("中止", "终止")),
    ),
    "督办",
)
"""The statuses of supervision (督办) that duban starts with."""

READING = Profile(
    (
        Status("unread", "w", "未读", "unread", "○"),
        Status("read", "d", "已读", "read", "●", closed=True),
        Status("key", "k", "重点", "key", "◆", closed=True),
    ),
    "阅读",
    cadence=Cadence.NEVER,
)
"""The statuses of someone who reads (阅读)."""

REVIEW = Profile(
    (
        Status("pending", "w", "待审", "pending", "○"),
        Status("passed", "d", "通过", "passed", "●", closed=True),
        Status("returned", "r", "退回", "returned", "↩"),
        Status("doubtful", "c", "存疑", "doubtful", "?"),
    ),
    "审阅",
    cadence=Cadence.NEVER,
)
"""The statuses of a reviewer (审阅)."""

PROFILES = (SUPERVISION, READING, REVIEW)
"""The profiles that travel along, the usual one first."""
