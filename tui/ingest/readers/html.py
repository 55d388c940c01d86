"""Web pages: the body of the document is found, layout tables are seen through, data tables become grids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.readers.characters import decode
from tui.ingest.readers.extras import missing
from tui.ingest.structure.masthead import is_title, iso_date
from tui.ingest.structure.numbering import find_label
from tui.model.errors import Invalid

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
else:
    HtmlElement = Any

_DROPPED: Final = {
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "form",
    "button",
    "select",
    "iframe",
    "object",
    "svg",
    "head",
    "template",
}
_BLOCKS: Final = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "center",
    "blockquote", "dl", "dt", "dd", "pre", "tr", "td", "th", "table", "tbody", "thead", "body", "html", "hr",
}  # fmt: skip
_HOLDERS: Final = {"div", "td", "article", "section", "main", "body", "center", "form"}
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HAN: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_BETWEEN: Final = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_HINTS: Final = {
    "标题": "title",
    "发文字号": "doc_no",
    "文号": "doc_no",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "成文日期": "issued",
}
_WIDEST: Final = 200
"""Greatest width of a row, and span that a cell may claim."""


def read_html(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of a web page. Raises Usage (`missing_extra`) without lxml, Invalid where there is no text."""
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ImportError as problem:
        raise missing("html") from problem
    text, used = decode(data, name, encoding or _declared(data))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\0", ""))
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as problem:
        raise Invalid("broken_html", file=name) from problem
    for element in list(root.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    body = _body(root)
    hints = _hints(root)
    hints.setdefault("title", _title_before(root, body))
    blocks = tuple(_Walk().blocks(body))
    return Reading(blocks, "html", used, (), hints)


def _declared(data: bytes) -> str | None:
    """The encoding a page declares, where the bytes are no UTF-8 and it is one of the Chinese ones."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096])
    named = match[1].decode("ascii", "replace").lower() if match else ""
    if named in {"big5", "big5-hkscs"}:
        return named
    return None


def _hints(root: HtmlElement) -> dict[str, str]:
    """What a table of particulars says: 标题, 发文字号, 发文机关, 成文日期; else the page's own title."""
    hints: dict[str, str] = {}
    for cell in root.iter("td", "th", "li", "dt"):
        key = re.sub(r"[\s：:]", "", cell.text_content())
        after = cell.getnext()
        if key in _HINTS and after is not None:
            value = " ".join(after.text_content().split())
            if value:
                hints.setdefault(_HINTS[key], value[:200])
    if "issued" in hints:
        date = iso_date(hints.pop("issued"))
        hints |= {"issued": date} if date else {}
    heading = next(root.iter("h1"), None)
    if "title" not in hints and heading is not None and heading.text_content().strip():
        hints["title"] = " ".join(heading.text_content().split())[:200]
    return hints


def _title_before(root: HtmlElement, body: HtmlElement) -> str:
    """The last line above the body that reads as a title; empty where none does."""
    found = ""
    for element in root.iter("p", "div", "td", "span", "h2", "h3", "strong", "b"):
        if element is body:
            break
        words = " ".join(element.text_content().split())
        if 8 <= len(words) <= 120 and is_title(words) and next(element.iter("a"), None) is None:
            found = words
    return found


def _prose(element: HtmlElement) -> int:
    """How much running text an element holds, counted by its sentence marks; links count nothing."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    words = element.text_content()
    return max(0, len(re.findall("[。；，：、]", words)) * 8 + len(words.strip()) // 8 - linked)


def _body(root: HtmlElement) -> HtmlElement:
    """The innermost element that holds nearly all of the page's running text."""
    here = root
    whole = _prose(root)
    while True:
        inner = max((child for child in here if isinstance(child.tag, str)), key=_prose, default=None)
        if inner is None or _prose(inner) < 0.7 * whole or _is_data(inner):
            break
        here = inner
    while here.tag not in _HOLDERS and here.getparent() is not None:
        here = here.getparent()
    return here


def _is_data(element: HtmlElement) -> bool:
    """Whether a table holds data: no table in it, and more than a line or a column."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    rows = list(element.iter("tr"))
    widest = max((len(row) for row in rows), default=0)
    return widest > 2 or (len(rows) > 1 and widest > 1)


class _Walk:
    """Goes through the elements once, numbering paragraphs and tables."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0
        self.words: list[str] = []

    def blocks(self, element: HtmlElement) -> Iterator[Block]:
        """The blocks of an element and of what stands in it."""
        yield from self._inside(element)
        yield from self._close()

    def _inside(self, element: HtmlElement) -> Iterator[Block]:
        stack: list[tuple[HtmlElement, bool]] = [(element, False)]
        while stack:
            here, left = stack.pop()
            block = here.tag in _BLOCKS
            if left:
                if block:
                    yield from self._close()
                if here is not element:
                    self.words.append(here.tail or "")
                continue
            if block or here.tag == "br":
                yield from self._close()
            if _is_data(here):
                yield self._table(here)
                self.words.append(here.tail or "" if here is not element else "")
                continue
            self.words.append(_counted(here) + (here.text or ""))
            stack.append((here, True))
            stack.extend((child, False) for child in reversed(here) if isinstance(child.tag, str))

    def _close(self) -> Iterator[Paragraph]:
        """The paragraph that the words so far make, if they make one."""
        text = _words("".join(self.words))
        self.words = []
        if text.strip():
            self.paragraphs += 1
            yield Paragraph(text, f"paragraph {self.paragraphs}")

    def _table(self, element: HtmlElement) -> Block:
        self.tables += 1
        place = f"table {self.tables}"
        rows = [(f"{place} row {number}", cells) for number, cells in enumerate(_grid(element), 1)]
        return make_table(rows, place)


def _counted(element: HtmlElement) -> str:
    """The number that a browser draws before an entry of an ordered list; empty where the words hold one."""
    holder = element.getparent()
    if element.tag != "li" or holder is None or holder.tag != "ol" or find_label(element.text_content()):
        return ""
    start = holder.get("start") or "1"
    place = sum(1 for _ in element.itersiblings("li", preceding=True))
    return f"{int(start) + place if start.isdecimal() and len(start) < 6 else place + 1}. "


def _words(text: str) -> str:
    """Text as a browser shows it: white space is one space, none between Chinese characters or at the ends."""
    text = _SPACES.sub(" ", text.replace("\u200b", "")).strip(" ")
    return _BETWEEN.sub("", text).replace("\u00a0", " ") if text.strip("\u00a0") else ""


def _cell_text(element: HtmlElement) -> str:
    walk = _Walk()
    lines = [block.text for block in walk.blocks(element) if isinstance(block, Paragraph)]
    return "\n".join(lines)


def _span(element: HtmlElement, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return max(1, min(int(value), _WIDEST)) if value.isdecimal() else 1


def _grid(table: HtmlElement) -> list[list[Cell]]:
    """The rows of a table with rowspan and colspan written out."""
    rows: list[list[Cell]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[Cell] = []
        for element in row.iterchildren("td", "th"):
            _hang(cells, hanging)
            if len(cells) >= _WIDEST:
                break
            text = _cell_text(element)
            for place in range(min(_span(element, "colspan"), _WIDEST)):
                if _span(element, "rowspan") > 1:
                    hanging[len(cells)] = (_span(element, "rowspan") - 1, text)
                cells.append(Cell(text, "left" if place else ""))
        _hang(cells, hanging)
        rows.append(cells[:_WIDEST])
    return rows


def _hang(cells: list[Cell], hanging: dict[int, tuple[int, str]]) -> None:
    """Put in the cells that reach down from rows above, as far as they come next."""
    while len(cells) in hanging:
        left, text = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        cells.append(Cell(text, "above"))
