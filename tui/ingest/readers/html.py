"""Web pages: the body of the document is found, layout tables are seen through, data tables become grids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tui.ingest.account import held
from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.characters import decode
from tui.ingest.readers.extras import missing
from tui.ingest.readers.formulas import linear_of_page, small, unseen_of_page
from tui.ingest.readers.html_page import Page, own_rows
from tui.ingest.readers.html_styles import Styles
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.table_cells import DEEPEST, WIDEST, Places, cell_text, with_dashes
from tui.ingest.structure.lettered import likely_label
from tui.model.errors import Invalid
from tui.model.text import count_characters

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
else:
    HtmlElement = Any

_NO_TEXT: Final = {"script", "style"}
"""Programs and styles: no words at all."""
_AROUND: Final = {
    "head", "noscript", "nav", "footer", "form", "button", "select", "textarea", "iframe", "object", "svg", "template",
    "canvas", "audio", "video",
}  # fmt: skip
"""What is no part of a document; unless most of the page stands in it."""
_BLOCKS: Final = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "center",
    "blockquote", "dl", "dt", "dd", "pre", "tr", "td", "th", "table", "tbody", "thead", "tfoot", "body", "html", "hr",
    "caption", "figure", "figcaption", "address", "aside", "fieldset", "legend", "details", "summary", "footer", "form",
}  # fmt: skip
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HAN: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_BETWEEN: Final = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_STRUCK: Final = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE)
_STRIKES: Final = re.compile(r"<(/?)(?:strike|s)(?=[\s/>])", re.IGNORECASE)
"""Tags that libxml2 closes before the paragraph that stands in them."""
_LONG_TAG: Final = re.compile("<[a-zA-Z][^<>]{10000,}")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES: Final = 2_000
_MOST_ATTRIBUTES_OF_PAGE: Final = 1_500_000
"""Greatest number of blanks and signs of equality of a page: each may belong to an attribute."""
_MOST_ELEMENTS: Final = 600_000
"""Greatest number of tags of a page."""


def read_html(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The blocks of a web page. Raises Usage (`missing_extra`) without lxml, Invalid where there is no text."""
    text, used = decode(data, name, encoding or _declared(data))
    root = _parsed(re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\0", "")), name)
    styles = Styles([sheet.text or "" for sheet in root.iter("style")])
    for element in list(root.iter(*_NO_TEXT)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = count_characters(" ".join(root.itertext()))
    check_length(0, whole, name)
    left = LeftOut()
    _drop_around(root, whole)
    page = Page(root)
    body = page.body()
    hints = page.hints()
    hints.setdefault("title", page.title_before(body))
    walk = _Walk(page, left, name, styles)
    blocks = tuple(walk.blocks(body))
    doubts = left.doubts()
    around = whole + walk.added - held(blocks) - sum(doubt.count for doubt in doubts)
    if around > 0:
        left.count("page_around", "", around)
    return Reading(blocks, "html", used, left.doubts(), hints, source=whole, added=walk.added)


def _parsed(source: str, name: str) -> HtmlElement:
    """The root of a page. Raises Invalid where there is none, or more than any page holds."""
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ImportError as problem:
        raise missing("html") from problem
    source = _STRIKES.sub(r"<\1del", source)
    many = source.count("<") > _MOST_ELEMENTS or source.count("=") + _gaps(source) > _MOST_ATTRIBUTES_OF_PAGE
    if many or any(map(_has_too_many_attributes, _LONG_TAG.finditer(source))):
        raise Invalid("too_many_elements", file=name, limit=_MOST_ELEMENTS)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as problem:
        raise Invalid("broken_html", file=name) from problem
    if any(each.type_name == "ERR_RESOURCE_LIMIT" for each in parser.error_log):  # it drops what comes behind
        raise Invalid("broken_html", file=name)
    return root


def _gaps(source: str) -> int:
    """How many stretches of white space a page holds, as far as it is long enough to hold too many."""
    return sum(1 for _ in re.finditer(r"\s+", source)) if len(source) > _MOST_ATTRIBUTES_OF_PAGE else 0


def _has_too_many_attributes(tag: re.Match[str]) -> bool:
    """Whether a tag says more of itself than any: each attribute is compared with all before it."""
    return len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES


def _declared(data: bytes) -> str | None:
    """The encoding a page declares, where the bytes are no UTF-8 and it is one of the Chinese ones."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096])
    named = match[1].decode("ascii", "replace").lower() if match else ""
    if named in {"big5", "big5-hkscs"}:
        return named
    return None


def _drop_around(root: HtmlElement, whole: int) -> None:
    """Take menus, forms and the like out, each once and not where most of the page stands in it."""
    for element in list(root.iter(*_AROUND)):
        if element.getparent() is None or next(element.iterancestors(*_AROUND), None) is not None:
            continue
        if count_characters("".join(element.itertext())) * 2 <= whole:
            element.drop_tree()


class _Walk:
    """Goes through the elements once, numbering paragraphs and tables."""

    def __init__(self, page: Page, left: LeftOut, name: str, styles: Styles) -> None:
        self.page = page
        self.styles = styles
        self.left = left
        self.paragraphs = 0
        self.tables = 0
        self.places = Places(name)
        self.added = 0
        self.gone = 0
        """How often words were left out that are hidden or struck out."""
        self.words: list[str] = []
        self._listed: dict[HtmlElement, int] = {}
        self._inner: list[str] = []
        """Where the cells stand that are being read."""

    @property
    def where(self) -> str:
        """The place of what is being read."""
        return self._inner[-1] if self._inner else f"paragraph {self.paragraphs + 1}"

    def blocks(self, element: HtmlElement) -> Iterator[Block]:
        """The blocks of an element and of what stands in it."""
        yield from self._inside(element)
        yield from self._close()

    def _inside(self, element: HtmlElement) -> Iterator[Block]:
        stack: list[tuple[HtmlElement, bool, bool]] = [(element, False, False)]
        while stack:
            here, left, lines = stack.pop()
            block = here.tag in _BLOCKS
            if left:
                if block:
                    yield from self._close()
                if here is not element:
                    yield from self._put(here.tail or "", lines=lines)
                continue
            if block or here.tag == "br":
                yield from self._close()
            if here is not element and self._is_table(here):
                if self._stands(here):
                    yield from self._table(here)
                yield from self._put(here.tail or "", lines=lines)
                continue
            stack.append((here, True, lines))
            if self._stands(here):
                inside = lines or here.tag == "pre"
                self.words.append(self._number(here))
                yield from self._put(here.text or "", lines=inside)
                stack.extend((child, False, inside) for child in reversed(here) if isinstance(child.tag, str))

    def _is_table(self, element: HtmlElement) -> bool:
        """Whether a table is read as one: where it holds data, and in a cell unless it is deeper than pages go."""
        inside = len(self._inner)
        return (element.tag == "table" and 0 < inside < DEEPEST) or (not inside and self.page.is_data(element))

    def _put(self, text: str, *, lines: bool) -> Iterator[Paragraph]:
        """Take words; each line of its own where lines are kept as they are."""
        first, *others = text.split("\n") if lines else [text]
        self.words.append(first)
        for line in others:
            yield from self._close()
            self.words.append(line)

    def _stands(self, element: HtmlElement) -> bool:
        """Whether words are read as they are: neither hidden, struck out, a reading nor an equation."""
        tag, style = element.tag, element.get("style") or ""
        if self.styles.hides(element) and not self._is_most(element):
            self._leave("hidden_on_page", element)
        elif tag in {"s", "strike", "del"} or (style and _STRUCK.search(style)):
            self._strike(element)
        elif tag in {"rt", "rp", "rtc"}:
            self._leave("ruby", element)
        elif tag == "math":
            words = linear_of_page(element)
            for code, unseen in unseen_of_page(element):
                self.left.note(code, self.where, unseen, times=code != "said_again")
                self.added += count_characters(unseen)
            self.added += count_characters(words) - count_characters("".join(element.itertext()))
            self.words.append(words)
        elif tag in {"sup", "sub"} and not len(element):
            self.words.append(small(element.text or "", above=tag == "sup"))
        else:
            if tag == "img":
                self.left.note("image_ignored", self.where)
            return True
        return False

    def _is_most(self, element: HtmlElement) -> bool:
        """Whether an element holds most of the page: a page that shows it by a script only is read all the same."""
        measures = self.page.measures
        most = measures[element].letters * 2 > measures[self.page.root].letters
        if most:
            self.left.note("hidden_read", self.where)
        return most

    def _leave(self, code: str, element: HtmlElement) -> None:
        words = "".join(element.itertext())
        if words.strip():
            self.gone += code == "hidden_on_page"
            self.left.note(code, self.where, words)

    def _strike(self, element: HtmlElement) -> None:
        words = "".join(element.itertext())
        if words.strip():
            self.gone += 1
            self.left.note("struck", self.where, words, words=words)

    def _close(self) -> Iterator[Paragraph]:
        """The paragraph that the words so far make, if they make one."""
        text = _words("".join(self.words))
        self.words = []
        if text.strip():
            self.paragraphs += not self._inner
            yield Paragraph(text, f"paragraph {self.paragraphs}")

    def _number(self, element: HtmlElement) -> str:
        """The number that a browser draws before an entry of an ordered list; empty where the words hold one."""
        holder = element.getparent()
        if element.tag != "li" or holder is None or holder.tag != "ol":
            return ""
        step = -1 if "reversed" in holder.attrib else 1
        last = sum(child.tag == "li" for child in holder) if step < 0 and holder not in self._listed else 1
        before = self._listed.get(holder, _whole(holder.get("start"), last) - step)
        count = self._listed[holder] = _whole(element.get("value"), before + step)
        if likely_label(_first_words(element)):
            return ""
        number = self.styles.number(element, count)
        self.added += count_characters(number)
        return number

    def _table(self, element: HtmlElement) -> Iterator[Block]:
        for caption in element.iterchildren("caption"):
            yield from self.blocks(caption)
        if not self._inner:
            self.tables += 1
        place = self._inner[0] if self._inner else f"table {self.tables}"
        rows = list(self._grid(element, place))
        if rows:
            self.places.take(len(rows) * max(len(cells) for _, cells in rows))
            yield make_table(rows, place)

    def _grid(self, table: HtmlElement, place: str) -> Iterator[tuple[str, list[Cell]]]:
        """The places of the rows of a table, and their cells with rowspan and colspan written out."""
        hanging: dict[int, tuple[int, str]] = {}
        stands: dict[HtmlElement, bool] = {table: True}
        for number, row in enumerate(own_rows(table), 1):
            where = place if self._inner else f"{place} row {number}"
            self._inner.append(where)
            part = row.getparent()
            if part not in stands:
                stands[part] = self._stands(part)
            if stands[part] and self._stands(row):
                cells = self._row(row, hanging)
                self.places.take(len(cells))
                yield where, cells
            self._inner.pop()

    def _row(self, row: HtmlElement, hanging: dict[int, tuple[int, str]]) -> list[Cell]:
        cells: list[Cell] = []
        emptied: list[int] = []
        for element in row.iterchildren("td", "th"):
            _hang(cells, hanging)
            if len(cells) >= WIDEST:
                self.left.note("cells_left_out", self.where, "".join(element.itertext()))
                continue
            if self.styles.removes(element) and not self._is_most(element):
                self._leave("hidden_on_page", element)
                continue
            gone = self.gone
            text = self._cell_text(element)
            if not text and self.gone > gone:
                emptied.append(len(cells))
            for at in range(min(_span(element, "colspan"), WIDEST - len(cells))):
                if _span(element, "rowspan") > 1:
                    hanging[len(cells)] = (_span(element, "rowspan") - 1, text)
                cells.append(Cell(text, "left" if at else ""))
        _hang(cells, hanging)
        self.added += with_dashes(cells, emptied)
        return cells[:WIDEST]

    def _cell_text(self, element: HtmlElement) -> str:
        """The words of a cell."""
        if not self._stands(element):
            return ""
        outer, self.words = self.words, []
        text = cell_text(self.blocks(element), self.where, self.left)
        self.words = outer
        return text


def _first_words(element: HtmlElement) -> str:
    """The first words in an element, enough to tell a number by."""
    words = ""
    for text in element.itertext():
        words += text
        if len(words.strip()) > 20:
            break
    return words


def _words(text: str) -> str:
    """Text as a browser shows it: white space is one space, none between Chinese characters or at the ends."""
    text = _SPACES.sub(" ", text.replace("\u200b", "")).strip(" ")
    return _BETWEEN.sub("", text).replace("\u00a0", " ") if text.strip("\u00a0") else ""


def _whole(value: str | None, usual: int) -> int:
    """The whole number that an attribute says; the usual one where it says none."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,5}\s*", value) else usual


def _span(element: HtmlElement, name: str) -> int:
    """How far a cell reaches; a rowspan of 0 reaches to the end of the table."""
    value = (element.get(name) or "1").strip()
    number = int(value) if value.isdecimal() and len(value) < 9 else 1
    if number == 0 and name == "rowspan":
        return _MOST_ELEMENTS
    return max(1, min(number, WIDEST))


def _hang(cells: list[Cell], hanging: dict[int, tuple[int, str]]) -> None:
    """Put in the cells that reach down from rows above, as far as they come next."""
    while len(cells) in hanging:
        left, text = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        cells.append(Cell(text, "above"))
