"""Where on a web page the document stands, and what the page says of it around; measured once from the leaves up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.ingest.structure.masthead import is_title, iso_date
from tui.ingest.tables.columns import names_duties

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
else:
    HtmlElement = Any

_HOLDERS: Final = {"div", "td", "article", "section", "main", "body", "center", "form"}
_TITLED: Final = {"p", "div", "td", "span", "h2", "h3", "strong", "b"}
_HINTS: Final = {
    "标题": "title",
    "发文字号": "doc_no",
    "文号": "doc_no",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "成文日期": "issued",
}
_PARTS: Final = {"thead", "tbody", "tfoot"}
_MARKS: Final = re.compile("[。；，：、]")


class Measure(NamedTuple):
    """How much an element holds, all that stands in it included."""

    letters: int = 0
    marks: int = 0
    """Marks of sentences: what running text has and a menu has not."""
    linked: int = 0
    """Letters in links."""

    @property
    def prose(self) -> int:
        """How much running text it holds; links count nothing."""
        return max(0, self.marks * 8 + self.letters // 8 - self.linked)


class Page:
    """A page, each element measured once."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.measures: dict[HtmlElement, Measure] = {}
        for element in reversed(list(root.iter())):
            self.measures[element] = self._measure(element)

    def _measure(self, element: HtmlElement) -> Measure:
        letters, marks, linked = _of(element.text)
        for child in element:
            inner, tail = self.measures[child], _of(child.tail)
            letters += inner.letters + tail[0]
            marks += inner.marks + tail[1]
            linked += inner.linked
        return Measure(letters, marks, letters if element.tag == "a" else linked)

    def body(self) -> HtmlElement:
        """The innermost element that holds nearly all of the page's running text."""
        here = self.root
        whole = self.measures[here].prose
        while True:
            inner = max((child for child in here if isinstance(child.tag, str)), key=self._prose, default=None)
            if inner is None or self._prose(inner) < 0.7 * whole or self.is_data(inner):
                break
            here = inner
        while here.tag not in _HOLDERS and here.getparent() is not None:
            here = here.getparent()
        return here

    def _prose(self, element: HtmlElement) -> int:
        return self.measures[element].prose

    def is_data(self, element: HtmlElement) -> bool:
        """Whether a table holds data: more than a line or column; with tables in it only if its head names roles."""
        if element.tag != "table":
            return False
        rows = own_rows(element)
        if next(element.iterdescendants("table"), None) is not None:
            return any(names_duties("".join(cell.itertext()) for cell in row) for row in rows[:3])
        widest = max((len(row) for row in rows), default=0)
        return widest > 2 or (len(rows) > 1 and widest > 1)

    def hints(self) -> dict[str, str]:
        """What a table of particulars says: 标题, 发文字号, 发文机关, 成文日期; else the page's own title."""
        hints: dict[str, str] = {}
        for cell in self.root.iter("td", "th", "li", "dt"):
            after = cell.getnext()
            if after is None or self.measures[cell].letters > 8 or self.measures[after].letters > 400:
                continue
            key = re.sub(r"[\s：:]", "", cell.text_content())
            value = " ".join(after.text_content().split())
            if key in _HINTS and value:
                hints.setdefault(_HINTS[key], value[:200])
        if "issued" in hints:
            date = iso_date(hints.pop("issued"))
            hints |= {"issued": date} if date else {}
        heading = next(self.root.iter("h1"), None)
        if "title" not in hints and heading is not None and heading.text_content().strip():
            hints["title"] = " ".join(heading.text_content().split())[:200]
        return hints

    def title_before(self, body: HtmlElement) -> str:
        """The last line above the body that reads as a title; empty where none does."""
        found = ""
        for element in self.root.iter():
            if element is body:
                break
            measure = self.measures[element]
            if element.tag not in _TITLED or measure.linked or not 8 <= measure.letters <= 120:
                continue
            words = " ".join(element.text_content().split())
            if len(words) <= 120 and is_title(words):
                found = words
        return found


def own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table as they are shown, its foot last, those of tables in its cells aside."""
    rows: list[HtmlElement] = []
    for child in sorted(table, key=lambda child: child.tag == "tfoot"):
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _PARTS:
            rows += [row for row in child if row.tag == "tr"]
    return rows


def _of(text: str | None) -> tuple[int, int, int]:
    if not text or text.isspace():
        return 0, 0, 0
    return sum(map(len, text.split())), len(_MARKS.findall(text)), 0
