"""Tables whose cells stand on a line each: column names first, then rows that begin with a running number."""

from __future__ import annotations

from tui.ingest.blocks import Cell, Table, make_table
from tui.ingest.columns import Role, role_of
from tui.ingest.numbering import Level, find_label

Line = tuple[int, str]


def read_stacked(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """The table that begins at this line and where it ends; None where none begins."""
    roles = _header(lines, at)
    if len(roles) < 3 or roles[0] is not Role.NUMBER or not set(roles) & {Role.TASK, Role.DETAIL}:
        return at, None
    width = len(roles)
    names = [line.strip() for _, line in lines[at : at + width]]
    rows = [(f"line {lines[at][0]}", [Cell(name) for name in names])]
    end, no = at + width, 1
    while end < len(lines):
        if [line.strip() for _, line in lines[end : end + width]] == names:
            rows.append((f"line {lines[end][0]}", [Cell(name) for name in names]))
            end += width
        elif _is(lines[end][1], no):
            start, end = end, _row_end(lines, end, no, width, names)
            rows.append((f"line {lines[start][0]}", _cells([line for _, line in lines[start:end]], roles)))
            no += 1
        elif end + 1 < len(lines) and _is(lines[end + 1][1], no):
            rows.append((f"line {lines[end][0]}", [Cell(lines[end][1]), *[Cell("", "left")] * (width - 1)]))
            end += 1
        else:
            break
    return (end, make_table(rows, f"line {lines[at][0]}")) if no > 1 else (at, None)


def _header(lines: list[Line], at: int) -> list[Role]:
    """What the lines from here on name, as far as each names a column."""
    roles: list[Role] = []
    for _, line in lines[at : at + 9]:
        role = role_of(line)
        if role is Role.UNKNOWN or "\t" in line:
            break
        roles.append(role)
    return roles


def _is(line: str, no: int) -> bool:
    return line.strip().rstrip(".．、") == str(no)


def _row_end(lines: list[Line], start: int, no: int, width: int, names: list[str]) -> int:
    """Where a row ends: before the next number, a band, a repeated header; the last row by its width."""
    for end in range(start + 1, min(start + 4 * width, len(lines))):
        label = find_label(lines[end][1])
        banded = label is not None and label.level <= Level.ARTICLE
        if _is(lines[end][1], no + 1) or banded or lines[end][1].strip() == names[0]:
            return end
    return min(start + width, len(lines))


def _cells(lines: list[str], roles: list[Role]) -> list[Cell]:
    """The lines of a row as its cells; more lines than columns belong to the task's words."""
    task = next(place for place, role in enumerate(roles) if role in {Role.TASK, Role.DETAIL})
    extra = max(0, len(lines) - len(roles))
    words = "".join(line.strip() for line in lines[task : task + extra + 1])
    return [Cell(line.strip()) for line in (*lines[:task], words, *lines[task + extra + 1 :])]
