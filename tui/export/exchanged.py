"""The rows of a merge, for the command line and the screen: as JSON, and as a table of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.export.history import BRIEF, Aloud
from tui.export.records import Record
from tui.export.sheet import Sheet
from tui.i18n import Texts, minute, place_words
from tui.model.change import Change
from tui.model.ledger_form import COLUMNS
from tui.model.merging import Item, Merged, counts


def merge_record(sender: str, items: Iterable[Item], merged: Merged | None) -> Record:
    """The rows as the contract has them, and what was done with them where anything was."""
    found = list(items)
    done = {} if merged is None else {name: list(getattr(merged, name)) for name in _DONE}
    return {"from": sender, "rows": [_record(item) for item in found], "counts": counts(found), **done}


_DONE = ("taken", "refused", "passed", "moved", "left")


def _record(item: Item) -> Record:
    names = ("n", "doc", "target", "kind", "here", "theirs", "base", "state", "by", "at")
    record = {name: getattr(item, name) for name in names}
    record |= {name: getattr(item, name) for name in ("field", "where", "words") if getattr(item, name)}
    return record | ({"why": item.why.code} if item.why else {})


def items_sheet(items: Iterable[Item], texts: Texts, aloud: Aloud) -> Sheet:
    """The rows: number, what they are, where, what is here, what came, what both started from, who says so."""
    names = [
        texts(f"exchange.column.{name}") for name in ("n", "state", "where", "field", "base", "here", "theirs", "by")
    ]
    return Sheet.of(names, (item_row(item, texts, aloud) for item in items))


def item_row(item: Item, texts: Texts, aloud: Aloud) -> tuple[str, ...]:
    """One row in words."""
    place = item_place(item, texts, aloud)
    base, here = (_brief(value_words(item, value, aloud)) for value in (item.base, item.here))
    said = (base, here, _brief(theirs_words(item, texts, aloud)))
    by = " ".join(filter(None, (item.by, minute(item.at))))
    return (str(item.n), texts(f"exchange.state.{item.state}"), place, field_words(item, texts, aloud), *said, by)


def item_place(item: Item, texts: Texts, aloud: Aloud) -> str:
    """The task or section that a row is about; its place in the file where it is about nothing that is here."""
    return aloud.place(item.doc or "", item.target or "") if item.target else place_words(item.where, texts)


def field_words(item: Item, texts: Texts, aloud: Aloud) -> str:
    """What a row is about: the column of the ledger, or the kind of a Change."""
    column = next((column for column in COLUMNS if column.key == item.field), None)
    if column is not None:
        return column.name(texts.lang)
    return texts("exchange.row") if item.kind == "row" else aloud.kind(_change(item))


def value_words(item: Item, value: Any, aloud: Aloud) -> str:  # noqa: ANN401
    """A value of a row, as people say it."""
    if value is None:
        return ""
    if item.field == "percent":
        return f"{value}%" if isinstance(value, int) else str(value)
    if item.field and item.kind != "status":
        return str(value)
    return str(value) if item.kind == "row" else aloud.value(_change(item), value)


def theirs_words(item: Item, texts: Texts, aloud: Aloud) -> str:
    """What came, as people say it: a day beside the words that mean it."""
    said = value_words(item, item.theirs, aloud)
    return texts("exchange.day_meant", day=said, words=item.words) if item.words else said


def why_words(item: Item, texts: Texts) -> str:
    """Why a row cannot be taken in; empty where it can, or is about nothing that is here."""
    return texts(f"error.{item.why.code}", **item.why.values) if item.why else ""


def _change(item: Item) -> Change:
    """The Change that a row is or would be, so that it can be told."""
    stamp = item.stamp or f"{0:016x}-x"
    return Change(stamp, item.at, item.by, item.doc or "", item.target or "", item.kind, item.theirs)


def _brief(words: str) -> str:
    return words if len(words) <= BRIEF else f"{words[:BRIEF]}…"
