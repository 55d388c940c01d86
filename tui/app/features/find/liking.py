"""What the filter asks for entries like one in a cell of the table; pure."""

from __future__ import annotations

from tui.app.describe import section_place
from tui.app.lines.pieces import Spans
from tui.model.ledger import Entry
from tui.model.text import visible
from tui.query.language import phrases
from tui.query.language.facts import number_of


def like_cell(entry: Entry, column: str, lang: str = "zh", spans: Spans | None = None) -> str:
    """The condition that holds of entries like this one in a column, itself included; empty for the words of a task.

    Of several bodies the one that is shown counts: the first that `spans` hits, else the first.
    """
    if column in {"leads", "participants"}:
        return _like_bodies(entry, column, spans)
    conditions = {
        "status": phrases.exactly("status", entry.status.zh if lang == "zh" else entry.status.key),
        "no": f"序号:{number_of(entry)}",
        "star": "是:星标" if entry.star else "-是:星标",
        "notes": "有:批注" if entry.notes else "-有:批注",
        "doc": phrases.exactly("doc", entry.doc),
        "basis": _like_place(entry),
        "due": _like_due(entry),
        "light": _like_due(entry),
        "percent": "-进度>=0" if entry.percent is None else f"进度:{entry.percent}",
    }
    return conditions.get(column, "")


def _like_bodies(entry: Entry, column: str, spans: Spans | None) -> str:
    """By the body that the cell shows."""
    names = entry.task.leads if column == "leads" else entry.task.participants
    if not names:
        return "是:无牵头" if column == "leads" else "-有:参加"
    shown = next((name for name in names if spans and spans(column, visible(name))), names[0])
    return phrases.exactly("lead" if column == "leads" else "part", shown)


def _like_place(entry: Entry) -> str:
    """By the printed numbers of the article, else by its heading."""
    place = section_place(entry.path)
    if place:
        return f"章节:{place}"
    heading = next((section.heading for section in entry.path if section.heading), None)
    return phrases.exactly("section", heading, literal=True) if heading else "-有:依据"


def _like_due(entry: Entry) -> str:
    due = entry.deadline
    if due is None:
        return "-有:时限"
    return f"截止:{due.by}" if due.by else phrases.exactly("due", due.text, literal=True)
