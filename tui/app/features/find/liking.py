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
        return _like_bodies(entry, column, lang, spans)
    conditions = {
        "status": phrases.exactly("status", entry.status.zh if lang == "zh" else entry.status.key, lang=lang),
        "no": f"{phrases.field('no', lang)}:{number_of(entry)}",
        "star": phrases.being("starred", lang, never=not entry.star),
        "notes": phrases.anything("note", lang) if entry.notes else f"-{phrases.anything('note', lang)}",
        "doc": phrases.exactly("doc", entry.doc, lang=lang),
        "basis": _like_place(entry, lang),
        "due": _like_due(entry, lang),
        "light": _like_due(entry, lang),
        "percent": _like_percent(entry, lang),
    }
    return conditions.get(column, "")


def _like_percent(entry: Entry, lang: str) -> str:
    name = phrases.field("percent", lang)
    return f"-{name}>=0" if entry.percent is None else f"{name}:{entry.percent}"


def _like_bodies(entry: Entry, column: str, lang: str, spans: Spans | None) -> str:
    """By the body that the cell shows."""
    names = entry.task.leads if column == "leads" else entry.task.participants
    if not names:
        return phrases.being("unled", lang) if column == "leads" else f"-{phrases.anything('part', lang)}"
    shown = next((name for name in names if spans and spans(column, visible(name))), names[0])
    return phrases.exactly("lead" if column == "leads" else "part", shown, lang=lang)


def _like_place(entry: Entry, lang: str) -> str:
    """By the printed numbers of the article, else by its heading."""
    place = section_place(entry.path)
    if place:
        return f"{phrases.field('section', lang)}:{place}"
    heading = next((section.heading for section in entry.path if section.heading), None)
    if heading:
        return phrases.exactly("section", heading, literal=True, lang=lang)
    return f"-{phrases.anything('section', lang)}"


def _like_due(entry: Entry, lang: str) -> str:
    due = entry.deadline
    if due is None:
        return f"-{phrases.anything('due', lang)}"
    if due.by:
        return f"{phrases.field('due', lang)}:{due.by}"
    return phrases.exactly("due", due.text, literal=True, lang=lang)
