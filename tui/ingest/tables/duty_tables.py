"""The rows of task tables as found tasks: what is a field, what a detail, and what is said of the rest. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tui.ingest.blocks import Cell, Row, Table
from tui.ingest.duties.found import Found
from tui.ingest.duties.names import Duty, is_name, pieces, split_names
from tui.ingest.duties.rules import telling_sign, with_leads_marked
from tui.ingest.duties.wording import read_duty, without_due
from tui.ingest.structure.numbering import CHINESE, Level, find_label
from tui.ingest.tables.columns import Role
from tui.ingest.tables.heads import BODIES, Columns
from tui.ingest.tables.remains import Remains
from tui.model.document import Doubt
from tui.model.task import Detail
from tui.model.text import count_characters, squeeze

_FOOT: Final = re.compile(r"(?:备?注|说明|合计|总计|小计)[\d一二三]*[：:]?")
_SIGNED: Final = re.compile(
    "(?:填[表报]|填写|制表|编制|审核|复核|审签|经办|联系|报送)(?:人员?|单位|部门|电话|方式|日期|时间)*[:：]"
)
"""How the line below a table begins that says who filled it in."""
_NOTHING: Final = re.compile("[-—–－―]+")
"""What stands in a cell of the task where there is none, or it is struck out."""
_TIMED: Final = re.compile("时限|时间|期限|进度|节点")
_PERSON: Final = re.compile("(?![各省市县镇乡有相])[一-龥][一-龥·]{1,3}(?<![学校村园厂团])")
_IN_BRACKETS: Final = re.compile("[（(]((?!牵头|总牵头|主办|主责|负责|协办|配合|会办|排名)[一-龥·]{2,4})[）)]")
_DITTO: Final = frozenset({"同上", "〃", "″", "同前", '"'})
BAND: Final = "小标题"
"""How a heading that goes across a table is called among the details of the tasks below it."""


@dataclass(slots=True)
class TableRows:
    """Goes through the rows of a task table once; what is dropped, filled in or carried on is added to `doubts`."""

    table: Table
    columns: Columns
    place: str | None
    """Id of the section that the table stands in."""
    doubts: list[Doubt]
    remains: Remains
    merged: bool
    """Whether the file says which cells are merged downwards."""
    before: Found | None = None
    repeated: list[Row] = field(default_factory=list)
    bands: list[tuple[int, str]] = field(default_factory=list)
    """The headings above the present row, each with its level."""
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """Headings below which no task stands yet, each with its place."""
    above: dict[int, str] = field(default_factory=dict)
    """What the columns that group the rows said last."""
    filled: dict[int, list[str]] = field(default_factory=dict)
    """The places of the rows that took that over, by column."""
    fresh: set[int] = field(default_factory=set)
    """The columns of which the present row has a detail."""
    used: set[int] = field(default_factory=set)
    """The columns of which some task has a detail."""

    def found(self) -> Iterator[Found]:
        """The tasks of the table, in order."""
        for printed, row in _without_ditto(self.table.rows[self.columns.head :]):
            self.remains.frame += _own(printed) - _own(row)
            yield from self._row(row)
        self._leave({words for words, _ in self.waiting})
        for place, rows in self.filled.items():
            name = self.columns.names[place]
            self.doubts.append(Doubt("detail_inherited", rows[0], {"name": name, "count": len(rows)}))
        if self.repeated:
            count = sum(map(_own, self.repeated))
            self.doubts.append(Doubt("repeated_header", self.repeated[0].where, {"count": len(self.repeated)}, count))

    def _row(self, row: Row) -> Iterator[Found]:
        """The task of a row, if it is one."""
        if tuple(squeeze(cell.text) for cell in row.cells) in self.columns.letters:
            self.repeated.append(row)
        elif _is_band(row, self.columns):
            self._band(row)
        elif self._is_no_task(row):
            self._drop(row.where, " ".join(cell.text for cell in row.cells if not cell.covered), _own(row))
        else:
            found = self._task(row)
            if found.text:
                yield self._closed(found, row)
            else:
                self._carry(found, row)

    def _is_no_task(self, row: Row) -> bool:
        """Whether a row is the foot of a table, or its task is only a dash."""
        first = next((said for cell in row.cells if (said := squeeze(cell.text))), "")
        task = row.cells[self.columns.task]
        nothing = not task.covered and _NOTHING.fullmatch(squeeze(task.text))
        return bool(nothing or _FOOT.match(squeeze(row.cells[0].text)) or _SIGNED.match(first))

    def _drop(self, where: str, words: str, count: int) -> None:
        """Say that a row is no task, and how many of its characters stand nowhere."""
        if count:
            self.doubts.append(Doubt("row_dropped", where, {"words": squeeze(words)[:20]}, count))

    def _band(self, row: Row) -> None:
        """Keep a heading that goes across the table for the tasks below it."""
        words = " ".join("".join(cell.text.split()) for cell in row.cells if cell.text.strip() and not cell.covered)
        if not squeeze(words):
            self.remains.frame += _own(row)
            return
        label = find_label(words)
        level = int(label.level) if label else 0
        above = [(other, said) for other, said in self.bands if label and other < level]
        self._leave({said for _, said in self.bands} - {said for _, said in above})
        self.bands = [*above, (level, words)]
        self.waiting.append((words, row.where))

    def _leave(self, left: Container[str]) -> None:
        """Say which headings are left behind before any task stood below them."""
        for words, where in self.waiting:
            if words in left:
                self._drop(where, words, count_characters(words))
        self.waiting = [(words, where) for words, where in self.waiting if words not in left]

    def _task(self, row: Row) -> Found:
        """One row as it is printed, nothing filled in."""
        columns = self.columns
        cell = row.cells[columns.task]
        text = _joined(cell)
        numbers = columns.holding(Role.NUMBER)
        printed = row.cells[numbers[0]].text if numbers else None
        no = squeeze(printed).strip(".、．,") if printed is not None else None
        kept = self.remains.number(row.cells[numbers[0]], no or "") if numbers else 0
        label = find_label(text) if no is None else None
        if label is not None and label.level >= Level.ARTICLE:
            no, text = label.number, label.text.strip()
        kept += self.remains.cell(columns.names[columns.task], row.where, cell, [text, no or ""])
        duty, told = self._duty(row)
        details, others = self._details(row)
        return Found("table", row.where, self.place, no or None, text, duty, details=details, kept=kept + told + others)

    def _details(self, row: Row) -> tuple[tuple[Detail, ...], int]:
        """What the other cells of a row say, and how many characters it is."""
        details: list[Detail] = []
        kept = 0
        self.fresh = set()
        for place, cell in enumerate(row.cells):
            if place in self.columns.fields or cell.covered == "left":
                continue
            text = "\n".join(line.strip() for line in cell.text.splitlines() if line.strip())
            kept += 0 if cell.covered else count_characters(text)
            if not self.merged and place in self.columns.groups:
                text = self._above(place, text, row.where)
            if text:
                details.append(Detail(self.columns.names[place], text))
                self.fresh.add(place)
        return tuple(details), kept

    def _above(self, place: int, text: str, where: str) -> str:
        """What a column says that groups the rows: its own words, else those of the row above."""
        if text:
            self.above[place] = text
        elif place in self.above:
            self.filled.setdefault(place, []).append(where)
        return self.above.get(place, "")

    def _duty(self, row: Row) -> tuple[Duty, int]:
        """The bodies and the deadline that the cells of a row name, and how many characters stand in them."""
        columns = self.columns
        held: dict[Role, list[str]] = {role: [] for role in BODIES}
        late: list[str] = []
        told: list[Detail] = []
        kept = 0
        for role in BODIES:
            for place in columns.holding(role):
                cell = row.cells[place]
                if cell.covered == "left":
                    continue
                words, persons = _apart(columns.names[place], cell.text)
                words, due_beside = without_due(words) if _TIMED.search(columns.names[place]) else (words, None)
                late += [due_beside] if due_beside else []
                told += [Detail(columns.names[place], "、".join(persons))] if persons else []
                sign = columns.sign or (telling_sign(words) if role is Role.DUTY else "")
                said = read_duty(words, sign)
                marked = with_leads_marked(words, sign)
                names = split_names(words)
                if marked != words and not (said.leads or said.participants):
                    said = Duty(plain=split_names(marked)).lifted()
                if said.leads or said.participants:
                    held[Role.LEAD] += said.leads
                    held[Role.PART] += said.participants
                    held[Role.DUTY] += said.plain
                    names = (*said.leads, *said.participants, *said.plain)
                else:
                    held[role] += names
                late += [said.due] if said.due else []
                kept += self.remains.cell(
                    columns.names[place], row.where, cell, (*names, said.due or "", due_beside or "", *persons)
                )
        due: list[str] = []
        for place in columns.holding(Role.DUE):
            due.append(_joined(row.cells[place]).strip("—-－/ \u3000"))
            kept += self.remains.cell(columns.names[place], row.where, row.cells[place], due[-1:])
        said_by = "，".join(filter(None, due)) or "，".join(late) or None
        duty = Duty(tuple(held[Role.LEAD]), tuple(held[Role.PART]), tuple(held[Role.DUTY]), said_by, tuple(told))
        settled = duty.lifted().settle(first_leads=columns.first_leads)
        left = _length(duty) - _length(settled)
        self.remains.frame += left
        return settled, kept - left

    def _closed(self, found: Found, row: Row) -> Found:
        """A task with what it takes over from above: merged cells, and the headings it stands below."""
        _inherit(found, self.before, row, self.columns, merged=self.merged)
        if found.inherited:
            fields = "、".join(found.inherited)
            self.doubts.append(Doubt("inherited", row.where, {"no": found.no or found.text[:20], "fields": fields}))
        if self.bands:
            found.details = (Detail(BAND, " › ".join(words for _, words in self.bands)), *found.details)
        found.kept += sum(count_characters(words) for words, _ in self.waiting)
        self.waiting = []
        self.used |= self.fresh
        self.before = found
        return found

    def _carry(self, found: Found, row: Row) -> None:
        """Add a row without a task of its own to the one above; drop one that has a number of its own."""
        number = count_characters(found.no or "")
        apart = self.before is not None and found.no not in {None, self.before.no}
        if self.before is None or apart or not (found.duty or found.duty.due or found.details):
            self._drop(row.where, "".join(cell.text for cell in row.cells if not cell.covered), found.kept)
            return
        self.doubts.append(Doubt("row_carried_on", row.where, {"no": self.before.no or ""}, number))
        self.used |= self.fresh
        if self.before.duty.due and found.duty.due:
            name = self.columns.names[self.columns.holding(Role.DUE)[0]] if self.columns.holding(Role.DUE) else "—"
            found.details = (*found.details, Detail(name, found.duty.due))
        self.before.duty = _together(self.before.duty, found.duty)
        self.before.details += found.details
        self.before.kept += found.kept - number


def read_rows(
    table: Table, columns: Columns, place: str | None, doubts: list[Doubt], remains: Remains
) -> Iterator[Found]:
    """The tasks of a table, in order; what becomes of all else of it is added to `doubts` and `remains`."""
    rows = TableRows(table, columns, place, doubts, remains, table.merged)
    remains.begin((*columns.rows, *table.rows)[0].where)
    last: Found | None = None
    for last in rows.found():
        yield last
    head = columns.rows
    if last is not None:
        last.kept += sum(_own_at(row, rows.used) for row in head)
    other = [name for at, name in enumerate(columns.names) if at not in rows.used]
    left = sum(_own(row) - (_own_at(row, rows.used) if last is not None else 0) for row in head)
    remains.head(other, left)


def _apart(name: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The bodies in the cell of a column of bodies and persons (牵头单位及责任人), and the persons."""
    if not re.search("[人者]|领导", name):
        return text, ()
    words = [word.strip() for piece in pieces(_IN_BRACKETS.sub(r"、\1、", text), "、，,；;") for word in piece.split()]
    persons = tuple(word for word in words if _PERSON.fullmatch(word) and not is_name(word))
    return ("、".join(word for word in words if word and word not in persons), persons) if persons else (text, ())


def _length(duty: Duty) -> int:
    return sum(map(count_characters, (*duty.leads, *duty.participants, *duty.plain)))


def _own(row: Row) -> int:
    return sum(count_characters(cell.text) for cell in row.cells if not cell.covered)


def _own_at(row: Row, places: set[int]) -> int:
    return sum(count_characters(cell.text) for at, cell in enumerate(row.cells) if at in places and not cell.covered)


def _without_ditto(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Row]]:
    """The rows as printed, and with what 同上 stands for, as merged cells have it."""
    above: tuple[Cell, ...] = ()
    for row in rows:
        cells = tuple(
            Cell(above[place].text, "above") if above and squeeze(cell.text) in _DITTO else cell
            for place, cell in enumerate(row.cells)
        )
        above = cells
        yield row, replace(row, cells=cells)


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
    if only not in {0, columns.task, *columns.holding(Role.NUMBER)}:
        return False
    label = find_label(row.cells[only].text)
    return only != columns.task or (label is not None and label.level <= Level.ARTICLE)


def _is_numbered_band(row: Row, own: list[int], columns: Columns) -> bool:
    """Whether a row holds nothing but the number of a part (一, （一）) and its heading."""
    number = columns.holding(Role.NUMBER)
    if len(own) != 2 or own[0] not in number or own[1] != columns.task:
        return False
    printed = squeeze(row.cells[own[0]].text)
    return bool(re.fullmatch(f"[（(]?[{CHINESE}]+[）)、.．]?", printed))


def _joined(cell: Cell) -> str:
    return "".join(line.strip() for line in cell.text.splitlines())


def _inherit(found: Found, before: Found | None, row: Row, columns: Columns, *, merged: bool) -> None:
    """Take over what merged cells hold: covered ones say so; blank ones do where the row names no lead at all."""
    named = any(squeeze(row.cells[place].text) for role in BODIES[:2] for place in columns.holding(role))
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
