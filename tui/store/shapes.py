"""What the values in a file of the library must be, so that whatever stands in one is refused where it is read.

A file of the library may have been written by anybody, or by anything; what builds on it asks no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tui.model.deadline import is_day
from tui.model.document import Kind
from tui.store.files import Tables

Types = frozenset[type]
Shape = Mapping[str, Types]

_NONE: Final = type(None)
_TEXT: Final[Types] = frozenset({str})
_PERHAPS: Final[Types] = frozenset({str, _NONE})
_NUMBER: Final[Types] = frozenset({int})
_TRUTH: Final[Types] = frozenset({bool})
_LIST: Final[Types] = frozenset({list})
_RECORD: Final[Types] = frozenset({dict})
_RECORD_OR_NONE: Final[Types] = frozenset({dict, _NONE})
_KINDS: Final = frozenset(kind.value for kind in Kind)

_ABOUT: Final[Shape] = {
    **dict.fromkeys(("id", "title"), _TEXT),
    **dict.fromkeys(("issuer", "doc_no", "issued"), _PERHAPS),
    "title_made": _TRUTH,
    "source": _RECORD,
    "v": _NUMBER,
}
_SOURCE: Final[Shape] = {**dict.fromkeys(("name", "sha256", "format"), _TEXT), "encoding": _PERHAPS}
_SECTION: Final[Shape] = {
    **dict.fromkeys(("id", "kind", "text", "label"), _TEXT),
    **dict.fromkeys(("parent", "number", "heading"), _PERHAPS),
}
_TASK: Final[Shape] = {
    **dict.fromkeys(("id", "text"), _TEXT),
    **dict.fromkeys(("leads", "participants", "inherited", "basis"), _LIST),
    "no": _PERHAPS,
    "ordinal": _NUMBER,
    "due": _RECORD_OR_NONE,
    "origin": _RECORD,
}
_DUE: Final[Shape] = {"text": _TEXT, "by": _PERHAPS}
_BASIS: Final[Shape] = {"section": _TEXT, "score": frozenset({int, float}), "quote": _TEXT}
_ORIGIN: Final[Shape] = {"kind": _TEXT, "where": _TEXT}
_DETAIL: Final[Shape] = {"name": _TEXT, "text": _TEXT}
_DOUBT: Final[Shape] = {"code": _TEXT, "where": _TEXT, "values": _RECORD}
_VALUES: Final[Types] = frozenset({str, int, float, bool, _NONE})


def check(tables: Tables) -> None:
    """Refuse tables that are not those of a document; raises `KeyError`, `TypeError` or `ValueError`."""
    (about,) = tables["document"].values()
    _fits(about, _ABOUT)
    _fits(about["source"], _SOURCE)
    _all(dict(about.get("characters") or {}).values(), _NUMBER)
    seen: set[str] = set()
    for section in tables["sections"].values():
        _fits(section, _SECTION)
        if section["parent"] is not None and section["parent"] not in seen:
            raise ValueError(f"{section['id']} stands in {section['parent']}")
        if section["kind"] not in _KINDS:
            raise ValueError(f"{section['kind']!r} is no kind")
        _once(section["id"], seen)
    tasks: set[str] = set()
    for task in tables["tasks"].values():
        _check_task(task)
        _once(task["id"], tasks)
    for doubt in tables["doubts"].values():
        _fits(doubt, _DOUBT)
        _all(doubt["values"].values(), _VALUES)


def _check_task(task: Mapping[str, Any]) -> None:
    _fits(task, _TASK)
    _fits(task["origin"], _ORIGIN)
    for names in (task["leads"], task["participants"], task["inherited"]):
        _all(names, _TEXT)
    for basis in task["basis"]:
        _fits(basis, _BASIS)
        if not 0 <= basis["score"] <= 1:
            raise ValueError(f"{basis['score']} is no score")
    if task["due"] is not None:
        _fits(task["due"], _DUE)
    for detail in task.get("details", ()):
        _fits(detail, _DETAIL)


def _fits(row: object, shape: Shape) -> None:
    """Refuse a row that lacks a field, or has one of another type."""
    if type(row) is not dict:
        raise TypeError(f"{row!r:.40} is no record")
    for name, types in shape.items():
        if type(row[name]) not in types:
            raise TypeError(f"{name}: {row[name]!r:.40}")


def _all(values: Iterable[object], types: Types) -> None:
    for value in values:
        if type(value) not in types:
            raise TypeError(f"{value!r:.40}")


def day(text: str | None) -> str | None:
    """A day in ISO form; None for what no calendar has, such as a printed 2月31日."""
    return text if is_day(text) else None


def _once(name: str, seen: set[str]) -> None:
    if name in seen:
        raise ValueError(f"{name} stands there twice")
    seen.add(name)
