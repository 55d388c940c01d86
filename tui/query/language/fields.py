"""The names of the filter's fields, virtual words and orders, in Chinese and English."""

from __future__ import annotations

from typing import Final

from tui.model import nearest as words
from tui.query.match import folding

Names = dict[str, tuple[str, ...]]

FIELDS: Final[Names] = {
    "lead": ("牵头", "lead", "leads", "牵头部门", "牵头单位"),
    "part": ("参加", "part", "parts", "participant", "参加部门", "参加单位", "配合"),
    "dept": ("部门", "dept", "department", "agency", "单位", "责任单位", "责任部门"),
    "status": ("状态", "status"),
    "due": ("截止", "due", "时限"),
    "section": ("章节", "section", "sec", "依据", "basis"),
    "detail": ("细节", "detail", "details"),
    "note": ("批注", "note", "notes"),
    "noted": ("批注日期", "noted", "note_date", "批注时间"),
    "by": ("作者", "by", "author"),
    "no": ("序号", "no", "number"),
    "doc": ("文件", "doc", "document"),
    "light": ("灯", "light", "灯色"),
    "percent": ("进度", "percent", "progress"),
    "tag": ("标签", "tag", "tags"),
    "force": ("效力", "validity", "force"),
    "verdict": ("裁定", "verdict", "verdicts", "评估"),
    "has": ("有", "has"),
    "is": ("是", "is"),
    "sort": ("排序", "sort", "order"),
}
"""What may stand before an operator; the first two names are those that are written back."""

HAS: Final[Names] = {
    "note": ("批注", "note", "notes"),
    "open_note": ("未决批注", "open_note", "open_notes", "未决", "未解决批注", "未解决"),
    "detail": ("细节", "detail", "details"),
    "due": ("时限", "due", "截止"),
    "lead": ("牵头", "lead"),
    "part": ("参加", "part", "配合"),
    "section": ("章节", "section", "依据", "basis"),
    "stage": ("阶段", "stage", "stages", "路线图"),
    "progress": ("进展", "progress", "report"),
    "tag": ("标签", "tag", "tags"),
    "verdict": ("裁定", "verdict", "verdicts", "评估"),
}
"""What may stand behind 有:."""

IS: Final[Names] = {
    "starred": ("星标", "starred", "star"),
    "overdue": ("逾期", "overdue", "late", "超期"),
    "soon": ("临期", "soon", "due_soon"),
    "was_overdue": ("曾逾期", "was_overdue", "was_late"),
    "unreported": ("未报", "unreported"),
    "this_week": ("本周", "this_week", "week"),
    "this_month": ("本月", "this_month", "month"),
    "inherited": ("继承", "inherited"),
    "unled": ("无牵头", "unled", "nolead"),
    "closed": ("了结", "closed"),
}
"""What may stand behind 是:."""

ORDERS: Final[Names] = {
    "no": ("序号", "no", "number"),
    "due": ("截止", "due", "时限"),
    "status": ("状态", "status"),
    "percent": ("进度", "percent", "progress"),
    "lead": ("牵头", "lead"),
    "section": ("章节", "section"),
    "text": ("任务", "text", "task"),
    "star": ("星标", "star"),
    "note": ("批注", "note", "notes"),
    "changed": ("更改", "changed", "时间"),
    "by": ("作者", "by"),
    "doc": ("文件", "doc"),
}
"""What may stand behind 排序:."""


def named(word: str, names: Names) -> str | None:
    """Which of these a word names, or None."""
    wanted = folding.key(word)
    return next((known for known, words in names.items() if wanted in words), None)


def nearest(word: str, names: Names) -> str | None:
    """The valid word nearest to one that is not valid; None where none is near."""
    return words.nearest(folding.key(word), (name for all_names in names.values() for name in all_names))


def valid(names: Names) -> str:
    """The valid words, as one list to show, each in Chinese and English."""
    return "、".join(f"{words[0]} {words[1]}" for words in names.values())
