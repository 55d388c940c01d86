"""The heads of task tables: which tables assign tasks, how their columns are called and what they hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tui.ingest.blocks import Cell, Row, Table
from tui.ingest.duties.names import looks_like_names
from tui.ingest.duties.rules import leading_sign, names_first_as_lead
from tui.ingest.tables.columns import Role, role_of
from tui.model.text import squeeze

BODIES: Final = (Role.LEAD, Role.DUTY, Role.PART)
_ANSWERING: Final = re.compile(
    "(?:主要|第一|直接|具体|包保|包抓|包联|牵头|责任)*(?:责任人|负责人|承办人|经办人|主办人|责任者|领导)"
)
"""Columns of persons who answer for a task."""

_PARTICULAR: Final = re.compile(
    r"(?:填[表报写]|制表|编制|报送|汇总|单位|时间|日期)[^:]{0,8}:.*|(?:\d{4}|[〇零一二三四五六七八九]{4})年[^,;。]{0,8}"
)
"""What stands between the title of a table and its header: who filled it in, and when."""


@dataclass(frozen=True)
class Columns:
    """Which column holds what."""

    roles: tuple[Role, ...]
    task: int
    names: tuple[str, ...]
    """The printed names, without the blanks that set them."""
    rows: tuple[Row, ...]
    """The rows of the header."""
    captions: int = 0
    """How many rows stand above it."""
    first_leads: bool = False
    sign: str = ""
    """The signs that mark who leads, where the table or the document says so."""

    @property
    def head(self) -> int:
        """How many rows stand above the first task."""
        return self.captions + len(self.rows)

    def holding(self, role: Role) -> list[int]:
        """The columns of one role."""
        return [place for place, held in enumerate(self.roles) if held is role]

    @cached_property
    def fields(self) -> frozenset[int]:
        """The columns whose cells are fields of a task: its number, words, bodies and deadline."""
        numbers = self.holding(Role.NUMBER)[:1]
        told = (place for role in (*BODIES, Role.DUE) for place in self.holding(role))
        return frozenset({self.task, *numbers, *told})

    @cached_property
    def groups(self) -> frozenset[int]:
        """The columns before the task whose cells stand for all rows below them that are blank there."""
        held = (place for role in (Role.GROUP, Role.TASK) for place in self.holding(role))
        return frozenset(place for place in held if place < self.task)

    @cached_property
    def letters(self) -> frozenset[tuple[str, ...]]:
        """The header rows, letters alone, by which a repeated one is known."""
        return frozenset(tuple(squeeze(cell.text) for cell in row.cells) for row in self.rows)

    def going_on(self) -> Columns:
        """The columns of a table that goes on with this one and has no header of its own."""
        return replace(self, rows=(), captions=0)


def columns_of(table: Table) -> Columns | None:
    """The columns of a task table; None where the table assigns no tasks."""
    for at in range(min(4, len(table.rows) - 1)):
        if not all(map(_is_caption, table.rows[:at])):
            return None
        if _tells_particulars(table.rows[at]):
            continue
        head = table.rows[at : at + 2 if _goes_on(*table.rows[at : at + 2]) else at + 1]
        below = table.rows[at + len(head) :]
        names = _names(head)
        roles = _roles(head, names, below)
        if {Role.TASK, Role.DETAIL} & set(roles) and set(roles) & set(BODIES):
            return None if _lists_persons(names, roles) else _columns(head, below, names, roles, at)
        if _has_answering(names, roles):
            return _columns(head, below, names, roles, at)
    return None


def _columns(
    head: tuple[Row, ...], below: tuple[Row, ...], names: Sequence[str], roles: Sequence[Role], at: int
) -> Columns | None:
    """The columns of these names; None where no row stands below them."""
    if not below:
        return None
    said = "，".join(squeeze(name) for name in names)
    notes = [cell.text for row in below for cell in row.cells if len(cell.text) <= 200 and not cell.covered]
    sign = leading_sign(said) or next((sign for text in notes if (sign := leading_sign(text))), "")
    first = names_first_as_lead(said.replace("，", "")) or any(map(names_first_as_lead, notes))
    return Columns(
        tuple(roles),
        _task_column(roles, below),
        tuple(names),
        head,
        at,
        first,
        sign,
    )


def _goes_on(first: Row, second: Row) -> bool:
    """Whether the second row goes on with the names of columns: below wide names, beside tall ones."""
    pairs = list(zip(first.cells, second.cells, strict=True))
    below = [lower for upper, lower in pairs if squeeze(lower.text) and lower.covered != "above"]
    if not below or any(len(squeeze(lower.text)) > 14 or re.search("[。；]", lower.text) for lower in below):
        return False
    if any(lower.covered == "above" for _, lower in pairs):
        wide = any(upper.covered == "left" for upper, _ in pairs)
        named = all(role_of(lower.text) is not Role.UNKNOWN for lower in below)
        return (named or wide) and all(_is_named(upper, lower) for upper, lower in pairs)
    blank = [place for place, (upper, _) in enumerate(pairs) if not squeeze(upper.text)]
    filled = [place for place, (_, lower) in enumerate(pairs) if squeeze(lower.text)]
    starts = [place for place in filled if place not in blank]
    return (
        bool(blank)
        and len(filled) < len(pairs)
        and set(blank) <= set(filled)
        and all(place + 1 in blank for place in starts)
        and len(starts) < len(filled)
    )


def _is_named(upper: Cell, lower: Cell) -> bool:
    """Whether a column has a name in one of two header rows."""
    return bool(squeeze(upper.text) or squeeze(lower.text))


def _names(head: tuple[Row, ...]) -> list[str]:
    """The printed names of the columns; of a name below a wider one both, in order."""
    names: list[str] = []
    for place, cell in enumerate(head[0].cells):
        upper = _printed(cell.text)
        if len(head) > 1 and not upper and place:
            upper = _wider(head[0], place)
        lower = _printed(head[1].cells[place].text) if len(head) > 1 else ""
        own = len(head) > 1 and head[1].cells[place].covered != "above"
        names.append(f"{upper} {lower}".strip() if own and lower != upper else upper)
    return names


def _wider(row: Row, place: int) -> str:
    """The name to the left that a blank place stands below."""
    return next((_printed(cell.text) for cell in reversed(row.cells[:place]) if squeeze(cell.text)), "")


def _printed(name: str) -> str:
    """The name of a column as it is printed, without the blanks and line ends that only set it."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(name.split()))


def _roles(head: tuple[Row, ...], names: Sequence[str], below: tuple[Row, ...]) -> list[Role]:
    """What the columns hold; 主责单位 answers beside a 牵头单位 or leads, 单位 may be a unit of measure."""
    led = any("牵头" in name for name in names)
    roles: list[Role] = []
    for place, name in enumerate(names):
        own = squeeze(head[-1].cells[place].text) or squeeze(name)
        role = Role.DUTY if led and re.match("主责|主要责任", own) else role_of(own)
        if role is Role.UNKNOWN and len(head) > 1:
            role = role_of(head[0].cells[place].text or _wider(head[0], place))
        named = own != "单位" or any(_names_bodies(row.cells[place].text) for row in below)
        roles.append(role if named else Role.OTHER)
    return roles


def _names_bodies(text: str) -> bool:
    """Whether a cell below 单位 names bodies: one letter (所, 处) is a measure."""
    return len(squeeze(text)) > 1 and looks_like_names(text)


def _lists_persons(names: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether a table tells who sits where: persons, and nothing to do but the duties of their office."""
    tasks = [name for name, role in zip(names, roles, strict=True) if role is Role.TASK]
    return Role.PERSON in roles and all("职责" in name for name in tasks)


def _has_answering(names: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether a table names tasks, the persons who answer for them and by when, though no bodies."""
    person = any(_ANSWERING.fullmatch(squeeze(name)) for name in names)
    return person and Role.TASK in roles and Role.DUE in roles and Role.PERSON not in roles


def _is_caption(row: Row) -> bool:
    """Whether a row above a header carries one line of words at most, or particulars of the table."""
    filled = sum(bool(squeeze(cell.text)) and cell.covered != "left" for cell in row.cells)
    return filled < 2 or _tells_particulars(row)


def _tells_particulars(row: Row) -> bool:
    """Whether all that stands in a row tells who filled the table in, and when."""
    said = [squeeze(cell.text) for cell in row.cells if squeeze(cell.text) and cell.covered != "left"]
    return bool(said) and all(map(_PARTICULAR.fullmatch, said))


def _task_column(roles: Sequence[Role], rows: tuple[Row, ...]) -> int:
    """The column with the tasks: the first that has words of its own in nearly every row."""
    candidates = [place for place, role in enumerate(roles) if role is Role.TASK]
    candidates += [place for place, role in enumerate(roles) if role is Role.DETAIL]

    told = [row for row in rows if sum(bool(squeeze(cell.text)) and cell.covered != "left" for cell in row.cells) > 1]

    def own(place: int) -> int:
        return sum(bool(squeeze(row.cells[place].text)) and not row.cells[place].covered for row in told)

    most = max(map(own, candidates))
    return next(place for place in candidates if own(place) * 10 >= most * 8)
