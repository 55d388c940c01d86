"""Cards: a task, and below it lines that each begin with a label, such as `年度目标：建成开放`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.ingest.duties.names import Duty, looks_like_names
from tui.ingest.duties.notes import find_notes
from tui.ingest.duties.roles import is_role_line, label_of, with_label
from tui.ingest.duties.wording import read_duty
from tui.ingest.structure.headings import Piece
from tui.ingest.structure.numbering import Level, find_label
from tui.ingest.tables.columns import Role, role_of
from tui.model.document import Kind
from tui.model.task import Detail

_NONE: Final = re.compile(
    "(?:附件|附表|附录|抄送|抄报|主送|发送|来源|注|其中|例如|如下|首先|其次|最后|第.*|[一二三四五六七八九十]+是.*"
    "|.*(?:问题|任务|事项|举措|清单|项目)[一二三四五六七八九十\\d]{1,3}|.*(?:如下|以下|包括|强调|指出|认为)(?:是)?"
    "|(?:会议|会上|文件|通知|上级)?要求)"
)
"""What stands before a colon and is no label of a card."""
_EVENT: Final = re.compile(
    "主持人?|记录人?|列席.*|出席.*|参会.*|参赛.*|地点|主题|(?:会议|活动|比赛|竞赛|培训|举办|报名|集合)(?:时间|地点|主题|对象|方式)"
    "|通[信讯]地址|.*网址|邮政?编码?|电子邮[箱件]|传真|网站.*|征求意见.*|办公(?:时间|地址)"
)
"""Labels of meetings, contests and calls for comments, whose hosts answer for no task."""
_HOSTS: Final = re.compile(
    "(?:活动|赛事|大赛|培训)?组织(?:机构|单位|形式|架构|方式)|(?:主办|承办|举办|参加|参赛)单位|活动组织|单位信息"
)
"""Headings above the hosts of such a thing."""
_FIRST: Final = frozenset({"1", "（1）", "(1)", "①", "⑴", "⒈", "1）", "（一）"})
_LONGEST: Final = 240
"""Letters of a line above the first role of a card; a longer one is the text itself."""
_UNFINISHED: Final = ("：", ":", "、", "，", ",", "和", "及", "与")


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a card with the lines that go on with it."""

    name: str
    text: str
    line: str
    """The whole of it, its label included."""

    @property
    def is_role(self) -> bool:
        """Whether it says who answers or by when."""
        return is_role_line(self.line) or bool(_ROLE_INSIDE.search(self.text))

    @property
    def task(self) -> int:
        """How clearly it holds the words of the task itself; 0 where it does not."""
        role = role_of(self.name) if not self.is_role else Role.OTHER
        return {Role.TASK: 3, Role.DETAIL: 2 if "内容" in self.name else 1}.get(role, 0)


_ROLE_INSIDE: Final = re.compile(r"(?<=[\s；;。])(?:牵头|责任|配合|协办|主办|承办|落实)(?:单位|部门)[：:]")


@dataclass(frozen=True, slots=True)
class Card:
    """The lines that belong together, in order."""

    first: Piece
    fields: tuple[Field, ...]

    def duty(self, sign: str) -> Duty:
        """Who answers and by when, with what all other lines say as details."""
        roles = [field for field in self.fields if field.is_role]
        duty = read_duty("；".join(field.line.rstrip("；;。") for field in roles), sign)
        details: list[Detail] = []
        for field in self.fields:
            details += read_duty(field.line, sign).details if field.is_role else [Detail(field.name, field.text)]
        held = [detail for detail in details if detail.text]
        held += [detail for detail in duty.details if detail not in held and detail.text]
        return Duty(duty.leads, duty.participants, duty.plain, duty.due, tuple(held))

    @property
    def is_event(self) -> bool:
        """Whether it tells of a meeting or the like."""
        return any(_EVENT.fullmatch(field.name) for field in self.fields)

    @property
    def number(self) -> str | None:
        """The number that a line of its own prints."""
        return next((field.text.strip(".、") for field in self.fields if role_of(field.name) is Role.NUMBER), None)

    @property
    def task(self) -> Field | None:
        """The line that holds the words of the task, the clearest one."""
        return max((field for field in self.fields if field.task), key=lambda field: field.task, default=None)


def heads_hosts(heading: str | None) -> bool:
    """Whether below this heading stands who holds an event."""
    return bool(heading and _HOSTS.fullmatch(heading.strip("（）() ")))


def find_cards(pieces: Sequence[Piece]) -> dict[str, Card]:
    """The card that each line of one belongs to, by the id of its section."""
    found: dict[str, Card] = {}
    for run in _runs(pieces):
        for lines in _spans(run):
            card = Card(lines[0], tuple(_fields(lines)))
            found.update((piece.section.id, card) for piece in lines)
    return found


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Paragraphs that stand below one another in one place; numbered lines too where each begins with a label."""
    run: list[Piece] = []
    for piece in pieces:
        if run and _is_listed(piece, run[-1]):
            run.append(piece)
            continue
        numbered = piece.section.kind is Kind.ITEM and piece.level is not Level.TENTH and _label(piece) is not None
        if piece.section.kind is not Kind.PARAGRAPH and not numbered:
            yield run
            run = []
        elif run and (run[-1].section.parent, run[-1].level) != (piece.section.parent, piece.level):
            yield run
            run = [piece]
        else:
            run.append(piece)
    yield run


def _is_listed(piece: Piece, last: Piece) -> bool:
    """Whether a numbered line is listed under the label above it, or a label goes on behind such a list."""
    section, above = piece.section, last.section
    if section.parent == above.id and above.kind is Kind.ITEM and section.kind is Kind.PARAGRAPH:
        return _label(last) is None and bool(_name(piece))
    if section.kind is not Kind.ITEM or find_notes(section.text) or _label(piece):
        return False
    if _label(last) is None:
        return above.kind is Kind.ITEM and section.parent == above.parent
    if above.text.rstrip().endswith(("：", ":")):
        return section.parent == above.parent or section.number in _FIRST
    said = label_of(above.text)
    begun = find_label(said[1]) if said else None
    return begun is not None and begun.level is piece.level and section.parent == above.parent


def _spans(run: list[Piece]) -> Iterator[list[Piece]]:
    """The cards among these lines: each has at least one line that tells a role, and a task line begins a new one."""
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and not is_role_line(run[end].section.text):
            end += 1
        if end == len(run):
            return
        start = end
        while start > at and _is_above(run[start - 1]):
            start -= 1
        end = _end(run, start, end)
        yield run[start:end]
        at = end


def _end(run: list[Piece], start: int, role: int) -> int:
    """Where the card ends whose first role stands here: before what begins a task, behind its last label."""
    names = [name for piece in run[start : role + 1] if (name := _name(piece))]
    end = role + 1
    while end < len(run):
        name = _name(run[end])
        if name:
            if name in names and (role_of(name) in {Role.TASK, Role.NUMBER} or (name == names[0] and start < role)):
                break
            names.append(name)
        elif not _goes_on(run, end, names):
            break
        end += 1
    return end


def _name(piece: Piece) -> str:
    """The label that a line of a card begins with; empty where it begins with none."""
    text = piece.section.text
    said = label_of(text)
    return said[0] if said and (is_role_line(text) or _label(piece)) else ""


def _label(piece: Piece) -> str | None:
    """The label of a line that tells of no role and by no bracket of its own who answers."""
    text = piece.section.text
    said = label_of(text)
    if said is None or _NONE.fullmatch(said[0]) or (not is_role_line(text) and find_notes(text)):
        return None
    return said[0]


def _is_above(piece: Piece) -> bool:
    """Whether a line above the first role belongs to the card: a short one under a label of its own."""
    text = piece.section.text
    return _label(piece) is not None and len(text) <= _LONGEST


def _goes_on(run: list[Piece], at: int, names: list[str]) -> bool:
    """Whether a line without a label goes on with the one above it."""
    before, text = run[at - 1].section.text.rstrip(), run[at].section.text
    if before.endswith(_UNFINISHED) or (run[at].level is not None and _is_listed(run[at], run[at - 1])):
        return True
    if find_notes(text) or label_of(text):
        return False
    if is_role_line(before):
        return looks_like_names(text) and not text.rstrip().endswith("。")
    after = _name(run[at + 1]) if at + 1 < len(run) else ""
    return bool(after) and after not in names


def _fields(lines: list[Piece]) -> Iterator[Field]:
    """The lines of a card, each with those that go on with it."""
    name = text = line = ""
    for piece in lines:
        words = with_label(piece.section.text.strip())
        said = label_of(words)
        words = f"{piece.section.label.strip()}{words}" if piece.level is not None and said is None else words
        if said is not None and _name(piece):
            if name:
                yield Field(name, text, line)
            (name, text), line = said, words
        else:
            text, line = text + words, line + words
    if name:
        yield Field(name, text, line)
