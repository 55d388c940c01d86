"""Tables whose cells stand on a line each: column names first, then rows told by their running number or their fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.ingest.blocks import Cell, Table, make_table
from tui.ingest.duties.names import is_name, looks_like_names, split_names
from tui.ingest.duties.wording import is_due
from tui.ingest.structure.numbering import Level, find_label
from tui.ingest.tables.columns import Role, role_of

Line = tuple[int, str]
_BODIES: Final = frozenset({Role.LEAD, Role.DUTY, Role.PART})
_TASKS: Final = frozenset({Role.TASK, Role.DETAIL})
_BLANK: Final = {Role.NUMBER: -6.0, Role.TASK: -6.0, Role.LEAD: -1.5, Role.DUTY: -1.5, Role.PART: -1.0, Role.DUE: -1.0}
"""What a column without a line costs a row; 0.5 for every other."""
_MORE: Final = {Role.LEAD: -0.3, Role.DUTY: -0.3, Role.PART: -0.1, Role.TASK: -0.05, Role.DETAIL: -0.05}
"""What each further line of a cell costs; 0.5 in every other column."""


def read_stacked(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """The table that begins at this line and where it ends; None where none begins."""
    roles = header_roles(lines, at)
    if len(roles) < 3 or not set(roles) & _TASKS:
        return at, None
    width = len(roles)
    names = [line.strip() for _, line in lines[at : at + width]]
    rows = [(f"line {lines[at][0]}", [Cell(name) for name in names])]
    if roles[0] is Role.NUMBER:
        end = _numbered(lines, at, roles, names, rows)
    elif set(roles) & _BODIES:
        end = _fitting(lines, at, roles, rows)
    return (end, make_table(rows, rows[0][0])) if len(rows) > 1 else (at, None)


def _numbered(
    lines: list[Line], at: int, roles: list[Role], names: list[str], rows: list[tuple[str, list[Cell]]]
) -> int:
    """Read rows that begin with a running number, bands and repeated headers between them; where they end."""
    width = len(roles)
    end, no = at + width, 1
    while end < len(lines):
        if [line.strip() for _, line in lines[end : end + width]] == names:
            rows.append((f"line {lines[end][0]}", [Cell(name) for name in names]))
            end += width
        elif _is(lines[end][1], no):
            start, end = end, _row_end(lines, end, no, roles, names)
            rows.append((f"line {lines[start][0]}", row_of([line for _, line in lines[start:end]], roles)))
            no += 1
        elif end + 1 < len(lines) and _is(lines[end + 1][1], no):
            rows.append((f"line {lines[end][0]}", [Cell(lines[end][1]), *[Cell("", "left")] * (width - 1)]))
            end += 1
        else:
            break
    return end if no > 1 else at


def _fitting(lines: list[Line], at: int, roles: list[Role], rows: list[tuple[str, list[Cell]]]) -> int:
    """Read rows without a number: as many lines as columns, each fit for its column; two at least."""
    width = len(roles)
    end = at + width
    while end + width <= len(lines):
        row = [line.strip() for _, line in lines[end : end + width]]
        if not fits(row, roles):
            break
        rows.append((f"line {lines[end][0]}", [Cell(line) for line in row]))
        end += width
    if len(rows) < 3:
        del rows[1:]
    return end


def header_roles(lines: list[Line], at: int) -> list[Role]:
    """What the lines from here on name, as far as each names a column."""
    roles: list[Role] = []
    for _, line in lines[at : at + 9]:
        role = role_of(line)
        if role is Role.UNKNOWN or "\t" in line or len(line.strip()) > 12:
            break
        roles.append(role)
    while roles and not set(roles) & _BODIES and len(roles) > 3:
        roles.pop()
    return roles


def fits(row: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether each of as many lines as there are columns may stand in its own."""
    return len(row) == len(roles) and all(_fit(line, role) > 0 for line, role in zip(row, roles, strict=True))


def _is(line: str, no: int) -> bool:
    return line.strip().rstrip(".．、") == str(no)


def _row_end(lines: list[Line], start: int, no: int, roles: list[Role], names: list[str]) -> int:
    """Where a row ends: before the next number, a band, a repeated header; the last row where it fits best."""
    for end in range(start + 1, min(start + 4 * len(roles), len(lines))):
        label = find_label(lines[end][1])
        banded = label is not None and label.level <= Level.ARTICLE
        if _is(lines[end][1], no + 1) or banded or lines[end][1].strip() == names[0]:
            return end
    ends = range(min(start + 2, len(lines)), min(start + len(roles), len(lines)) + 1)
    return max(ends, key=lambda end: (_best([line for _, line in lines[start:end]], roles)[0], end))


def _fit(line: str, role: Role) -> float:
    """How well a line stands in a column of this role; below 0 where it does not belong there."""
    words = line.strip()
    if words in {"", "—", "-", "－", "——", "/", "无"}:
        return 0.5
    named = looks_like_names(words) and all(map(_is_body, split_names(words)))
    if role is Role.NUMBER:
        return 3.0 if words.rstrip(".．、").isdecimal() else -5.0
    if role in _TASKS:
        return -2.0 if named else -1.0 if is_due(words) and len(words) < 10 else 1.0
    if role in _BODIES:
        return 2.0 if named else -3.0
    if role is Role.DUE:
        return 2.0 if is_due(words) and not named else -3.0
    return 0.1


def _is_body(name: str) -> bool:
    """Whether a line names a body; 建设园区 does not, though it ends as 各县区 does."""
    placed = name.endswith(tuple("区县市旗州盟城港网电企乡镇街"))
    return is_name(name) and (not placed or name.startswith(tuple("各全省市县区州旗有相沿")))


def _best(lines: Sequence[str], roles: Sequence[Role]) -> tuple[float, list[int]]:
    """The best share-out of lines to columns in order: what it is worth, and how many lines each column gets."""
    best: list[tuple[float, list[int]]] = [(float("-inf") if at else 0.0, []) for at in range(len(lines) + 1)]
    for role in roles:
        after: list[tuple[float, list[int]]] = [(worth + _BLANK.get(role, -0.5), [*taken, 0]) for worth, taken in best]
        for start in range(len(lines)):
            worth, taken = best[start]
            for count, line in enumerate(lines[start:], 1):
                worth += _fit(line, role) + (_MORE.get(role, -0.5) if count > 1 else 0.0)
                if worth > after[start + count][0]:
                    after[start + count] = (worth, [*taken, count])
        best = after
    return best[-1]


def row_of(lines: list[str], roles: list[Role]) -> list[Cell]:
    """The lines of a row as its cells."""
    cells: list[Cell] = []
    place = 0
    for role, count in zip(roles, _best(lines, roles)[1], strict=True):
        mark = "\n" if role in _BODIES else ""
        cells.append(Cell(mark.join(line.strip() for line in lines[place : place + count])))
        place += count
    return cells
