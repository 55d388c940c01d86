"""Task tables: which tables assign tasks, what their columns hold, and their rows as found tasks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tui.ingest.blocks import Cell, Row, Table
from tui.ingest.duties.found import Found
from tui.ingest.duties.names import Duty, looks_like_names, split_names
from tui.ingest.duties.notes import names_first_as_lead, read_duty
from tui.ingest.structure.numbering import CHINESE, Level, find_label
from tui.ingest.tables.columns import Role, role_of
from tui.model.document import Doubt
from tui.model.text import squeeze

_FOOT: Final = re.compile(r"(?:备?注|说明|合计|总计|小计)[\d一二三]*[：:]?")
_DITTO: Final = frozenset({"同上", "〃", "″", "同前", '"'})
_BODIES: Final = (Role.LEAD, Role.DUTY, Role.PART)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what."""

    roles: tuple[Role, ...]
    task: int
    names: tuple[str, ...]
    """The printed names, letters alone, by which a repeated header row is known."""
    head: int
    """How many rows the header takes, captions above it included."""
    first_leads: bool = False

    def holding(self, role: Role) -> list[int]:
        """The columns of one role."""
        return [place for place, held in enumerate(self.roles) if held is role]


def columns_of(table: Table) -> Columns | None:
    """The columns of a task table; None where the table assigns no tasks."""
    for at, row in enumerate(table.rows[:4]):
        roles = _roles(row)
        if not all(_is_caption(before) for before in table.rows[:at]):
            return None
        tasks = Role.TASK in roles or Role.DETAIL in roles
        if not (tasks and any(role in roles for role in _BODIES)) or len(table.rows) < at + 2:
            continue
        if _lists_persons(row, roles) or _gives_units(table.rows[at:], roles):
            return None
        head = at + 1
        below = [role_of(cell.text) for cell in table.rows[head].cells]
        if any(cell.covered == "above" for cell in table.rows[head].cells) and Role.UNKNOWN not in below:
            roles, head = below, head + 1
        task = _task_column(roles, table.rows[head:])
        names = tuple(squeeze(cell.text) for cell in row.cells)
        return Columns(tuple(roles), task, names, head, names_first_as_lead("".join(names)))
    return None


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
    held = [place for place, role in enumerate(roles) if role in _BODIES]
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


def read_rows(table: Table, columns: Columns, place: str | None, doubts: list[Doubt]) -> Iterator[Found]:
    """The tasks of a table, in order; what was dropped, filled in or carried on is added to `doubts`."""
    before: Found | None = None
    repeated: list[str] = []
    merged = table.merged
    for row in _without_ditto(table.rows[columns.head :]):
        if tuple(squeeze(cell.text) for cell in row.cells) == columns.names:
            repeated.append(row.where)
        elif _is_band(row, columns):
            continue
        elif _FOOT.match(squeeze(row.cells[0].text)):
            doubts.append(Doubt("row_dropped", row.where, {"words": squeeze(row.cells[0].text)[:20]}))
        else:
            found = _row(row, columns, place)
            if not found.text:
                if found.duty and before is not None:
                    doubts.append(Doubt("row_carried_on", row.where, {"no": before.no or ""}))
                    before.duty = _together(before.duty, found.duty)
                continue
            _inherit(found, before, row, columns, merged=merged)
            if found.inherited:
                fields = "、".join(found.inherited)
                doubts.append(Doubt("inherited", row.where, {"no": found.no or found.text[:20], "fields": fields}))
            yield found
            before = found
    if repeated:
        doubts.append(Doubt("repeated_header", repeated[0], {"count": len(repeated)}))


def _without_ditto(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows with what 同上 stands for, as merged cells have it."""
    above: tuple[Cell, ...] = ()
    for row in rows:
        cells = tuple(
            Cell(above[place].text, "above") if above and squeeze(cell.text) in _DITTO else cell
            for place, cell in enumerate(row.cells)
        )
        above = cells
        yield replace(row, cells=cells)


def _together(one: Duty, more: Duty) -> Duty:
    return Duty(
        one.leads + more.leads, one.participants + more.participants, one.plain + more.plain, one.due or more.due
    )


def _is_band(row: Row, columns: Columns) -> bool:
    """Whether a row is blank or only carries a heading across the table."""
    own = [place for place, cell in enumerate(row.cells) if squeeze(cell.text) and not cell.covered]
    if not own:
        return not any(cell.covered == "above" for cell in row.cells)
    only = own[0]
    if len(own) > 1:
        return _is_numbered_band(row, own, columns)
    spans = only + 1 < len(row.cells) and row.cells[only + 1].covered == "left"
    if spans or any(cell.covered == "above" for cell in row.cells):
        return spans
    label = find_label(row.cells[only].text)
    return only != columns.task or (label is not None and label.level <= Level.ARTICLE)


def _is_numbered_band(row: Row, own: list[int], columns: Columns) -> bool:
    """Whether a row holds nothing but the number of a part (一, （一）) and its heading."""
    number = columns.holding(Role.NUMBER)
    if len(own) != 2 or own[0] not in number or own[1] != columns.task:
        return False
    printed = squeeze(row.cells[own[0]].text)
    return bool(re.fullmatch(f"[（(]?[{CHINESE}]+[）)、.．]?", printed))


def _row(row: Row, columns: Columns, place: str | None) -> Found:
    """One row as it is printed, nothing filled in."""
    text = _joined(row.cells[columns.task])
    numbers = columns.holding(Role.NUMBER)
    no = squeeze(row.cells[numbers[0]].text).strip(".、．,") if numbers else None
    label = find_label(text) if no is None else None
    if label is not None and label.level >= Level.ARTICLE:
        no, text = label.number, label.text.strip()
    return Found("table", row.where, place, no or None, text, _duty(row, columns))


def _joined(cell: Cell) -> str:
    return "".join(line.strip() for line in cell.text.splitlines())


def _duty(row: Row, columns: Columns) -> Duty:
    """The bodies and the deadline that the cells of a row name."""
    held: dict[Role, list[str]] = {role: [] for role in _BODIES}
    for role in _BODIES:
        for column in columns.holding(role):
            if row.cells[column].covered == "left":
                continue
            said = read_duty(row.cells[column].text)
            names = split_names(row.cells[column].text)
            if said.leads or said.participants:
                held[Role.LEAD] += said.leads
                held[Role.PART] += said.participants
                held[Role.DUTY] += said.plain
            else:
                held[role] += names
    due = [_joined(row.cells[column]).strip("—-－/ \u3000") for column in columns.holding(Role.DUE)]
    found = Duty(
        tuple(held[Role.LEAD]), tuple(held[Role.PART]), tuple(held[Role.DUTY]), "，".join(filter(None, due)) or None
    )
    return found.lifted().settle(first_leads=columns.first_leads)


def _inherit(found: Found, before: Found | None, row: Row, columns: Columns, *, merged: bool) -> None:
    """Take over what merged cells hold: covered ones say so; blank ones do where the row names no lead at all."""
    named = any(squeeze(row.cells[place].text) for role in _BODIES[:2] for place in columns.holding(role))
    inherited = [
        name
        for name, roles in _FIELDS
        if any(row.cells[place].covered == "above" for role in roles for place in columns.holding(role))
    ]
    if not merged and not named and before is not None:
        mine, above = found.duty, before.duty
        blank = replace(
            mine,
            leads=mine.leads or above.leads,
            participants=mine.participants or above.participants,
            plain=mine.plain or above.plain,
            due=mine.due or above.due,
        )
        inherited = [name for name in ("leads", "participants", "due") if getattr(blank, name) != getattr(mine, name)]
        found.duty = blank
    found.inherited = tuple(name for name in inherited if getattr(found.duty, name))


_FIELDS: Final = (("leads", (Role.LEAD, Role.DUTY)), ("participants", (Role.PART,)), ("due", (Role.DUE,)))
