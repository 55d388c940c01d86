"""What a row of the table of tasks says, column by column; pure functions, measured in cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from tui.app.lines.pieces import ELLIPSIS, Piece, Spans, cut, highlight, joined, pad
from tui.app.panes.shown import STAR
from tui.export.lights import SIGNS
from tui.i18n import Texts
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.model.ledger import Entry
    from tui.model.profile import Status
    from tui.model.timing import Timing

CHOSEN: Final = "✓"
KNOWN_STATUSES: Final = ("todo", "active", "review", "done", "stopped")


class Column(NamedTuple):
    """One column of the table of tasks."""

    name: str
    """`chosen`, `star`, `doc`, `no`, `text`, `leads`, `participants`, `basis`, `due` …, see `ORDER`."""
    width: int
    """Cells, without the blank that follows it."""


_LEFT: Final = ("chosen", "star", "doc", "no", "text", "leads", "participants")
ORDER: Final = (*_LEFT, "basis", "due", "light", "percent", "status", "notes")
RIGHT_ALIGNED: Final = frozenset({"no", "percent", "notes"})
_LEAST_TEXT: Final = 32
"""A further column is shown only where the text keeps this many cells."""
_LEAST_DOC: Final = 10
"""Cells in which a document can be told from another; it takes fewer where the table is not four times as wide."""
_DUE: Final = 13
"""Cells of a deadline as it is printed, or of how late it is: `▲逾期 12 天`."""
_TIGHT_DUE: Final = 10
"""Cells of a deadline in figures, `□ 26-12-31`, or of how late it is in a word less."""
_ROOMY: Final = 66
"""Cells of a table that leaves room for the words; in a narrower one who leads the task needs it more."""
_ROOM_FOR_LEADS: Final = 36
"""Cells for words and leads together that leave the leads two more than the fewest: `…省财政…等2`."""
_LEAST_DUE: Final = 48
"""Cells of a table that leaves room for them; a narrower one shows the sign of the light alone."""
_FURTHER: Final = {"basis": 10, "participants": 16}
"""Columns shown where there is room, with their cells, the most wanted first."""
DETAIL: Final = "detail:"
"""Before the printed name of a detail in the name of its column."""
CHOOSABLE: Final = tuple(_FURTHER)
"""The columns of the task's own that a person may ask for."""
_LEAST_CHOSEN: Final = 16
"""A column that a person asks for is shown where the text keeps this many cells."""


def columns(
    width: int,
    *,
    number: int = 2,
    status: int = 8,
    due: bool = False,
    several: bool = False,
    percent: bool = False,
    chosen: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """The columns that fit a width, in order; their widths and the blanks between them never exceed it.

    `number` and `status` are the cells that the widest of these take; `due` tells whether any task has a deadline (it
    is then shown at every width), `percent` whether of any was reported how far it is, `several` whether they are of
    several documents. `chosen` are the columns that a person asks for, with their cells (0 for the usual ones): they
    come before those that only stand where there is room.
    """
    widths = {"chosen": 1, "star": 1, "no": number, "text": 0, "status": status, "notes": 3}
    if several:
        least = _LEAST_DOC if width >= _LEAST_DOC * 4 else 6
        widths["doc"] = min(28, max(least if width < 56 else 14, width // 6))
    if due:
        words = _DUE if width >= _ROOMY else _TIGHT_DUE
        widths |= {"due": words} if width >= _LEAST_DUE else {"light": 1}
    if percent and width >= _ROOMY:
        widths["percent"] = 4
    rest = width - sum(widths.values()) - len(widths) + 1
    leads = min(20, max(12 if rest >= _ROOM_FOR_LEADS else 10, rest // 4))
    short = rest < 12 + 1 + leads
    if short:
        rest += status - 1
        widths["status"] = 1
    if not short or (due and rest >= 12 + 1 + leads):
        widths["leads"] = leads
        rest -= leads + 1
    rest = _add_further(widths, rest, chosen)
    if "participants" in widths and rest > 72:
        more = min(24, (rest - 72) // 2)
        widths["participants"] += more
        rest -= more
    widths["text"] = max(rest, 4)
    asked = tuple(name for name in chosen if name not in ORDER)
    order = (*_LEFT, *asked, *ORDER[len(_LEFT) :])
    return tuple(Column(name, widths[name]) for name in order if name in widths)


def _add_further(widths: dict[str, int], rest: int, chosen: Mapping[str, int]) -> int:
    """Add the columns asked for, then those that stand where there is room; answers with what the text keeps."""
    asked = [(name, cells or _FURTHER.get(name, 0), _LEAST_CHOSEN) for name, cells in chosen.items()]
    for name, cells, least in (*asked, *((name, cells, _LEAST_TEXT) for name, cells in _FURTHER.items())):
        if name not in widths and rest - cells - 1 >= least:
            widths[name] = cells
            rest -= cells + 1
    return rest


def column_name(name: str, texts: Texts) -> str:
    """What a column is called: a detail as it is printed."""
    return visible(name.removeprefix(DETAIL)) if name.startswith(DETAIL) else texts(f"widget.column.{name}")


def bodies(names: Sequence[str], width: int, *, first: int = 0) -> str:
    """Bodies in short: the first and how many there are (`省发展改革委等4`), or the one asked for: `…省财政厅等4`.

    That others stand before it, and how many there are, is told at the cost of its own words.
    """
    if not names:
        return ""
    name, more = visible(names[first]), f"等{len(names)}" if len(names) > 1 else ""
    before = ELLIPSIS if first else ""
    return before + cut(name, width - cell_len(before + more)) + more


def place_label(entry: Entry) -> str:
    """The article a task rests on, by printed numbers from the outermost in: `四（一）`."""
    return visible("".join(section.number or "" for section in reversed(entry.path)))


def _place_within(entry: Entry, width: int) -> str:
    """The article a task rests on; where its path has no room, its own number alone: `（二十一）`."""
    label = place_label(entry)
    own = visible(entry.path[0].number or "") if entry.path else ""
    return label if cell_len(label) <= width or not own else own


def status_style(status: Status) -> str:
    """Name of the style of a status; one of another profile is told apart by being closed or not."""
    if status.key in KNOWN_STATUSES:
        return f"status-{status.key}"
    return "status-done" if status.closed else "status-todo"


def _bodies_cell(names: Sequence[str], width: int, name: str, spans: Spans | None) -> list[Piece]:
    """The cell of leads or participants; of one that was hit behind the first, … says that others come before it."""
    found = [spans(name, visible(body)) for body in names] if spans else []
    first = next((at for at, hits in enumerate(found) if hits), 0)
    shown = bodies(names, width, first=first)
    if not found:
        return [(pad(shown, width), "")]
    moved = len(ELLIPSIS) if shown.startswith(ELLIPSIS) else 0
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(shown[moved:], visible(names[first]), strict=False))
    kept = len(list(alike))
    hits = [(start + moved, min(end, kept) + moved) for start, end in found[first]]
    return highlight(pad(shown, width), hits, "")


def _text_cell(text: str, width: int, spans: Spans | None) -> list[Piece]:
    """The cell of the task's words; hits in what was cut off are not shown."""
    shown = cut(text, width)
    kept = len(shown) - (shown != text)
    hits = [(start, min(end, kept)) for start, end in spans("text", text)] if spans else ()
    return highlight(pad(shown, width), hits, "")


def _plain_cell(entry: Entry, name: str, width: int, lang: str) -> Piece:
    """A cell that is one piece: what it says, not yet padded, and its style."""
    task, status = entry.task, entry.status
    match name:
        case "star":
            said = STAR if entry.star else "", "star" if entry.star else ""
        case "no":
            said = task.no or ("+" if "row" in entry.corrected else f"#{task.ordinal}"), ""
        case "status":
            said = status.symbol + (f" {status.name(lang)}" if width > 1 else ""), status_style(status)
        case "basis":
            said = _place_within(entry, width), ""
        case "percent":
            said = "" if entry.percent is None else f"{entry.percent}%", ""
        case _:
            said = str(len(entry.notes) or ""), "note" if entry.notes else ""
    return said


def cell(entry: Entry, column: Column, lang: str = "zh", spans: Spans | None = None, doc: str = "") -> list[Piece]:
    """One cell of the table of tasks, exactly as wide as its column; `doc` is what its document is called there."""
    if column.name == "text":
        return _text_cell(visible(entry.task.text), column.width, spans)
    if column.name in {"leads", "participants"}:
        names = entry.task.leads if column.name == "leads" else entry.task.participants
        return _bodies_cell(names, column.width, column.name, spans)
    if column.name.startswith(DETAIL):
        said = visible("；".join(entry.task.detail(column.name.removeprefix(DETAIL))))
        shown = cut(said, column.width)
        return highlight(pad(shown, column.width), spans("detail", said) if spans and shown == said else (), "")
    if column.name == "doc":
        return highlight(pad(doc, column.width), spans("doc", doc) if spans else (), "dim")
    text, style = _plain_cell(entry, column.name, column.width, lang)
    return [(pad(visible(text), column.width, right=column.name in RIGHT_ALIGNED), style)]


_LIGHTS: Final = {"red": "late", "yellow": "soon", "blue": "soon"}
"""The style of what is urgent."""


def _time_cell(entry: Entry, column: Column, light: str, days: str) -> Piece:
    """The sign of the light, and by when the task is to be done; how late it is, where it is."""
    sign = next((sign for each, sign in SIGNS.items() if each == light), "")
    style = _LIGHTS.get(light, "")
    text = entry.deadline.shown if entry.deadline else ""
    if entry.deadline and entry.deadline.by and column.width < _DUE:
        text = entry.deadline.by[2:]
    elif entry.deadline and entry.deadline.by and cell_len(f"{sign} {text}".strip()) > column.width:
        text = entry.deadline.by
    words = days if days else f"{sign} {text}" if sign else text
    return (pad(visible(sign if column.name == "light" else words), column.width), style)


def task_row(
    entry: Entry,
    shown: Sequence[Column],
    lang: str = "zh",
    spans: Spans | None = None,
    *,
    chosen: bool = False,
    current: str = "",
    held: bool = False,
    stands: Timing | None = None,
    days: str = "",
    doc: str = "",
) -> list[Piece]:
    """One line of the table of tasks; `current` names the column whose cell is marked.

    A row that is `held` is dim; `stands` tells its light, `days` says by how much an open task is late, and `doc` what
    its document is called.
    """
    pieces: list[Piece] = []
    for at, column in enumerate(shown):
        parts = [(CHOSEN if chosen else " ", "")] if column.name == "chosen" else cell(entry, column, lang, spans, doc)
        if column.name in {"due", "light"}:
            parts = [_time_cell(entry, column, stands.light or "" if stands else "", days)]
        if held:
            parts = [(text, "dim") for text, _ in parts]
        if column.name == current:
            parts = [(text, f"{style} cell".strip()) for text, style in parts]
        pieces += parts
        if at < len(shown) - 1:
            pieces.append((" ", ""))
    return joined(pieces)


_SORTED: Final = {"lead": "leads", "part": "participants", "section": "basis", "note": "notes"}
"""The column of an order, where it is called otherwise."""


def task_header(shown: Sequence[Column], texts: Texts, order: tuple[str, bool] | None = None) -> list[Piece]:
    """The names of the columns; an arrow at the one they are sorted by, up or down."""
    names = {each.name: cut(column_name(each.name, texts), each.width).removeprefix(ELLIPSIS) for each in shown}
    by = _SORTED.get(order[0], order[0]) if order else ""
    if order and by in names:
        width = next(each.width for each in shown if each.name == by)
        names[by] = cut(names[by], max(0, width - 1)) + ("↓" if order[1] else "↑")
    return [(" ".join(pad(names[each.name], each.width, right=each.name in RIGHT_ALIGNED) for each in shown), "")]
