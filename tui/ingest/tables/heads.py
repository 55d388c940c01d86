"""The heads of task tables: which tables assign tasks, how their columns are called and what they hold. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tui.ingest.blocks import Row, Table
from tui.ingest.duties.names import looks_like_names
from tui.ingest.duties.notes import names_first_as_lead
from tui.ingest.tables.columns import Role, role_of
from tui.model.text import squeeze

BODIES = (Role.LEAD, Role.DUTY, Role.PART)


@dataclass(frozen=True)
class Columns:
    """Which column holds what."""

    roles: tuple[Role, ...]
    task: int
    names: tuple[str, ...]
    """The printed names, without the blanks that set them."""
    head: int
    """How many rows the header takes, captions above it included."""
    first_leads: bool = False
    captions: int = 0
    """How many of those are captions."""

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
    def letters(self) -> tuple[str, ...]:
        """The names by which a repeated header row is known."""
        return tuple(map(squeeze, self.names))


def columns_of(table: Table) -> Columns | None:
    """The columns of a task table; None where the table assigns no tasks."""
    for at, row in enumerate(table.rows[:4]):
        roles = _roles(row)
        if not all(_is_caption(before) for before in table.rows[:at]):
            return None
        tasks = Role.TASK in roles or Role.DETAIL in roles
        if not (tasks and any(role in roles for role in BODIES)) or len(table.rows) < at + 2:
            continue
        if _lists_persons(row, roles) or _gives_units(table.rows[at:], roles):
            return None
        head = at + 1
        below = [role_of(cell.text) for cell in table.rows[head].cells]
        if any(cell.covered == "above" for cell in table.rows[head].cells) and Role.UNKNOWN not in below:
            roles, head = below, head + 1
        task = _task_column(roles, table.rows[head:])
        names = tuple(_printed(cell.text) for cell in row.cells)
        return Columns(tuple(roles), task, names, head, names_first_as_lead("".join(names)), at)
    return None


def _printed(name: str) -> str:
    """The name of a column as it is printed, without the blanks and line ends that only set it."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(name.split()))


def _roles(row: Row) -> list[Role]:
    """What the columns hold; 主责单位 answers beside a 牵头单位, and leads without one."""
    names = [squeeze(cell.text) for cell in row.cells]
    led = any("牵头" in name for name in names)
    return [Role.DUTY if led and re.match("主责|主要责任", name) else role_of(name) for name in names]


def _lists_persons(row: Row, roles: list[Role]) -> bool:
    """Whether a table tells who sits where: persons, and nothing to do but the duties of their office."""
    tasks = [squeeze(cell.text) for cell, role in zip(row.cells, roles, strict=True) if role is Role.TASK]
    return Role.PERSON in roles and all("职责" in name for name in tasks)


def _gives_units(rows: tuple[Row, ...], roles: list[Role]) -> bool:
    """Whether a column 单位 holds units of measure (亿元, %) and nothing else tells who answers."""
    held = [place for place, role in enumerate(roles) if role in BODIES]
    if any(squeeze(rows[0].cells[place].text) != "单位" for place in held):
        return False
    return not any(looks_like_names(row.cells[place].text) for row in rows[1:] for place in held)


def _is_caption(row: Row) -> bool:
    """Whether a row above a header carries one line of words at most."""
    return sum(bool(squeeze(cell.text)) and cell.covered != "left" for cell in row.cells) < 2


def _task_column(roles: list[Role], rows: tuple[Row, ...]) -> int:
    """The column with the tasks: the first that has words of its own in nearly every row."""
    candidates = [place for place, role in enumerate(roles) if role is Role.TASK]
    candidates += [place for place, role in enumerate(roles) if role is Role.DETAIL]

    told = [row for row in rows if sum(bool(squeeze(cell.text)) and cell.covered != "left" for cell in row.cells) > 1]

    def own(place: int) -> int:
        return sum(bool(squeeze(row.cells[place].text)) and not row.cells[place].covered for row in told)

    most = max(map(own, candidates))
    return next(place for place in candidates if own(place) * 10 >= most * 8)
