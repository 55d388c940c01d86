"""What the styles of a Word file do to its words: hidden or struck out, by a run itself or by styles it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.readers.docx_numbers import FURTHEST, W, value_of

_OFF: Final = {"0", "false", "off", "none"}
_HIDDEN: Final = ("vanish", "specVanish")
_STRUCK: Final = ("strike", "dstrike")

_LISTING: Final = re.compile(r"(?:toc|目录)\s*[1-9]|table of figures|图表目录", re.IGNORECASE)


class Look(NamedTuple):
    """How words are shown."""

    hidden: bool = False
    struck: bool = False


PLAIN: Final = Look()
_EDGES: Final = (("firstCol", "firstColumn", 0x80), ("lastCol", "lastColumn", 0x100), ("firstRow", "firstRow", 0x20),
                 ("lastRow", "lastRow", 0x40))  # fmt: skip
"""The edges of a table that its style may show otherwise: by name, as an attribute and as a bit of `tblLook`."""


class CellLooks(NamedTuple):
    """How the style of a table shows the words of its cells."""

    whole: Look = PLAIN
    edges: tuple[tuple[str, bool | None, bool | None], ...] = ()
    """What is said of edges: name, hidden, struck; what is said later holds."""

    def at(self, row: int, rows: int, column: int, columns: int) -> Look:
        """How the words of a cell are shown that stands here, counted from nought, of so many."""
        if not self.edges:
            return self.whole
        here = {
            "firstCol": column == 0,
            "lastCol": column == columns - 1,
            "firstRow": row == 0,
            "lastRow": row == rows - 1,
        }
        hidden, struck = self.whole
        for name, edge_hidden, edge_struck in self.edges:
            if here[name]:
                hidden = hidden if edge_hidden is None else edge_hidden
                struck = struck if edge_struck is None else edge_struck
        return Look(hidden, struck)


class Looks:
    """How the words of a file are shown (ECMA-376, 17.7.3: a property of two styles turns itself off)."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._known: dict[str, Look] = {}
        for style in styles.iter(W + "style") if styles is not None else ():
            self._styles[style.get(W + "styleId") or ""] = style
        self._usual = next((s for s, e in self._styles.items() if _is_usual_paragraph(e)), "")
        default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
        self._default = Look(bool(_said(default, _HIDDEN)), bool(_said(default, _STRUCK)))

    def of_paragraph(self, properties: Element | None, cell: Look = PLAIN) -> Look:
        """How the words of a paragraph are shown where no run says otherwise; `cell` is how its table shows them."""
        style = self._of_style(value_of(properties, "pStyle") or self._usual)
        return Look(
            style.hidden != cell.hidden or self._default.hidden, style.struck != cell.struck or self._default.struck
        )

    def of_table(self, properties: Element | None) -> CellLooks:
        """How the style of a table shows the words of its cells."""
        style = value_of(properties, "tblStyle")
        if style not in self._styles:
            return CellLooks()
        asked = properties.find(W + "tblLook") if properties is not None else None
        edges = [
            (name, _said(own, _HIDDEN), _said(own, _STRUCK))
            for name, attribute, bit in _EDGES
            if _asks(asked, attribute, bit)
            for own in [self._of_edge(style, name)]
            if own is not None
        ]
        return CellLooks(self._of_style(style), tuple(edges))

    def _of_edge(self, style: str, name: str) -> Element | None:
        """The properties of words at an edge of tables of a style, its own or those of a style that it follows."""
        for here in self._chain(style):
            for part in self._styles[here].iter(W + "tblStylePr"):
                if part.get(W + "type") == name:
                    return part.find(W + "rPr")
        return None

    def of_run(self, properties: Element | None, paragraph: Look) -> Look:
        """How the words of a run are shown in a paragraph of this look."""
        if properties is None:
            return paragraph
        named = value_of(properties, "rStyle")
        style = self._of_style(named) if named else PLAIN
        hidden, struck = _said(properties, _HIDDEN), _said(properties, _STRUCK)
        return Look(
            hidden if hidden is not None else style.hidden != paragraph.hidden,
            struck if struck is not None else style.struck != paragraph.struck,
        )

    def mark_hidden(self, properties: Element | None) -> bool:
        """Whether the mark at a paragraph's end is hidden, so that the next one goes on with it."""
        own = properties.find(W + "rPr") if properties is not None else None
        return own is not None and bool(_said(own, _HIDDEN))

    def lists(self, properties: Element | None) -> bool:
        """Whether the style of a paragraph is one of contents pages."""
        style = self._styles.get(value_of(properties, "pStyle"))
        return style is not None and _LISTING.fullmatch(value_of(style, "name").strip()) is not None

    def _of_style(self, name: str) -> Look:
        if name not in self._known:
            hidden: bool | None = None
            struck: bool | None = None
            for here in self._chain(name):
                own = self._styles[here].find(W + "rPr")
                hidden = hidden if hidden is not None else _said(own, _HIDDEN)
                struck = struck if struck is not None else _said(own, _STRUCK)
            self._known[name] = Look(bool(hidden), bool(struck))
        return self._known[name]

    def _chain(self, name: str) -> Iterator[str]:
        """A style and those that it is based on, the nearest first."""
        seen = set[str]()
        while name in self._styles and name not in seen and len(seen) < FURTHEST:
            seen.add(name)
            yield name
            name = value_of(self._styles[name], "basedOn")


def _asks(asked: Element | None, attribute: str, bit: int) -> bool:
    """Whether a table asks for the look that its style has for an edge."""
    if asked is None:
        return False
    said, bits = asked.get(W + attribute), asked.get(W + "val") or ""
    if said is not None:
        return said not in _OFF
    return bool(re.fullmatch("[0-9A-Fa-f]{1,8}", bits)) and bool(int(bits, 16) & bit)


def _is_usual_paragraph(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and (style.get(W + "default") or "0") not in _OFF


def _said(properties: Element | None, names: tuple[str, ...]) -> bool | None:
    """Whether any of these properties is on; None where none of them is said."""
    found = [properties.find(W + name) for name in names] if properties is not None else []
    said = [(each.get(W + "val") or "on") not in _OFF for each in found if each is not None]
    return any(said) if said else None
