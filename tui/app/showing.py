"""What the lines of the main screen say, derived from the View and what it shows; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.app.describe import section_place, task_name
from tui.app.panes.bars import Here
from tui.app.view import Target, View
from tui.i18n import Texts
from tui.model.document import Document, Section
from tui.model.ledger import Selection
from tui.model.text import visible


def here(
    title: str,
    shown: Selection,
    target: str,
    texts: Texts,
    *,
    past: str = "",
    late: int = 0,
    short: str = "",
    demo: bool = False,
    to_check: int = 0,
    before: bool = False,
) -> Here:
    """The left of the status line: what is looked at, how much of it, and what the next command acts on.

    A `short` title stands for the title where that has no room; `to_check` findings of its reading want a look;
    `before` says that what is shown was asked for before what is being typed.
    """
    counts = f"{len(shown.ledger)}/{shown.total}" + (f" {texts('app.late', count=late)}" if late else "")
    check = texts("app.to_check", count=to_check) if to_check else ""
    words = shown.asked.words(texts) if shown.asked else ""
    words = texts("app.filter_before", words=words) if before and words else words
    made_up = texts("cli.demo.name") if demo else ""
    return Here(
        visible(title), past, counts, target, words, visible(short), made_up, check, f"?{to_check}" if to_check else ""
    )


def hit_words(hit: tuple[int, int], texts: Texts) -> str:
    """Which hit of how many: `3/17`."""
    number, count = hit
    return f"{number}/{count}" if count else texts("app.no_hit")


_PARAGRAPH: Final = "¶"
_PIECES: Final = {
    "标题": "title",
    "主送": "addressees",
    "署名": "signature",
    "日期": "date",
    "文号": "doc_no",
    "版头": "masthead",
}
"""What the pieces of a masthead and a closing are called in ids, and the end of the name of their text."""
_NAMED = 4
"""So many of the selected tasks are named."""


def target_words(target: Target, place: str, texts: Texts, *, doc: str = "", hidden: int = 0) -> str:
    """What the next command acts on: `对 4`, `对选中 3 项`; empty where there is nothing.

    `doc` names the document of a task where it might be of any; `hidden` of the selected tasks do not show.
    """
    beside = texts("app.on_hidden", count=hidden) if hidden else ""
    if target.selected:
        names = texts("app.listed_by").join(task_name(entry.task) for entry in target.entries[:_NAMED])
        key = "app.on_selected" if len(target.entries) <= _NAMED else "app.on_selected_more"
        return texts(key, count=len(target.entries), names=names) + beside
    if target.entry is not None:
        return texts("app.on", what=f"{doc} {task_name(target.entry.task)}".strip()) + beside
    if target.quote:
        return texts("app.on_words", what=place, count=len(target.quote))
    return texts("app.on", what=place) if target.place else ""


def filter_words(view: View, document: Document, texts: Texts) -> str:
    """What the line above the table says is asked for: the section it is narrowed to, and the filter."""
    scope = document.section(view.scope) if view.scope else None
    narrowed = texts("app.scope", place=place_words(document, scope, texts)) if scope else ""
    return f"{narrowed}  {view.expression}".strip()


def place_words(document: Document, section: Section, texts: Texts) -> str:
    """A section by its printed numbers, else by its heading, else by what it is: a paragraph, the addressees."""
    return section_place(tuple(document.ancestors(section.id))) or section.heading or _what_it_is(section, texts)


def spoken_place(document: Document, section: Section, texts: Texts) -> str:
    """A section as a sentence names it: where that is by printed numbers, it says that they are those of a section."""
    numbers = section_place(tuple(document.ancestors(section.id)))
    return texts("app.numbered_place", place=numbers) if numbers else place_words(document, section, texts)


def _what_it_is(section: Section, texts: Texts) -> str:
    """What a piece is that has neither number nor heading; of a paragraph, the how many-eth."""
    name, _, _ = section.id.rpartition("/")[2].partition("~")
    if name.startswith(_PARAGRAPH):
        return texts("app.paragraph", number=name.removeprefix(_PARAGRAPH))
    return texts(f"app.piece.{_PIECES[name]}") if name in _PIECES else name


def why_empty(view: View, shown: Selection, texts: Texts, place: str = "", count: int = 0) -> str:
    """Why the table has no rows, and which key helps; `place` is what it is narrowed to, with so many tasks."""
    if place:
        return texts("app.empty.scope", place=place, count=count, total=shown.total)
    if (view.expression or view.scope) and shown.total:
        return texts("app.empty.filter", total=shown.total)
    return texts("app.empty.none")


def list_short(names: Sequence[str], texts: Texts, most: int = 3) -> str:
    """A few names, and how many more there are: `4、9、10 等 5 处`."""
    shown = texts("app.listed_by").join(names[:most])
    return shown if len(names) <= most else texts("app.and_others", names=shown, count=len(names))
