"""What the styles of a Word file do to its words: hidden or struck out, by a run itself or by styles it follows."""

from __future__ import annotations

import re
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

    def of_paragraph(self, properties: Element | None) -> Look:
        """How the words of a paragraph are shown where no run says otherwise."""
        style = self._of_style(value_of(properties, "pStyle") or self._usual)
        return Look(style.hidden or self._default.hidden, style.struck or self._default.struck)

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
            here, seen = name, set[str]()
            while here in self._styles and here not in seen and len(seen) < FURTHEST:
                seen.add(here)
                own = self._styles[here].find(W + "rPr")
                hidden = hidden if hidden is not None else _said(own, _HIDDEN)
                struck = struck if struck is not None else _said(own, _STRUCK)
                here = value_of(self._styles[here], "basedOn")
            self._known[name] = Look(bool(hidden), bool(struck))
        return self._known[name]


def _is_usual_paragraph(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and (style.get(W + "default") or "0") not in _OFF


def _said(properties: Element | None, names: tuple[str, ...]) -> bool | None:
    """Whether any of these properties is on; None where none of them is said."""
    found = [properties.find(W + name) for name in names] if properties is not None else []
    said = [(each.get(W + "val") or "on") not in _OFF for each in found if each is not None]
    return any(said) if said else None
