"""Word and Excel files written by hand as XML, so that each test shows the very marks it is about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v" '
    f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="{MATH}" '
    'xmlns:o="urn:o" xmlns:c="urn:c" xmlns:a="urn:a"'
)
SHEET = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def strict(text: str) -> str:
    """A part as Strict Open XML writes it."""
    for old, new in (
        ("schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"),
        ("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"),
        ("schemas.openxmlformats.org/officeDocument/2006/", "purl.oclc.org/ooxml/officeDocument/"),
    ):
        text = text.replace(old, new)
    return text


def package(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)  # the same bytes whenever it is made
    return out.getvalue()


def related(*relations: tuple[str, str]) -> str:
    """What a part is related to: the last word of each type, and the part it means, as `r1`, `r2` …"""
    inner = "".join(
        f'<Relationship Id="r{at}" Type="urn:relationships/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(relations, 1)
    )
    return f"<Relationships>{inner}</Relationships>"


def docx(*body: str, numbering: str = "", styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file; other parts, named `word/footnotes.xml`, `word/header1.xml` …, are related to its document."""
    more = dict(parts or {})
    kinds = [(re.sub(r"word/(\w+?)\d*\.xml", r"\1", name), name.removeprefix("word/")) for name in more]
    if more:
        more["word/_rels/document.xml.rels"] = related(*kinds)
    more["word/document.xml"] = f"<w:document {WORD}><w:body>{''.join(body)}</w:body></w:document>"
    if numbering:
        more["word/numbering.xml"] = f"<w:numbering {WORD}>{numbering}</w:numbering>"
    if styles:
        more["word/styles.xml"] = f"<w:styles {WORD}>{styles}</w:styles>"
    return package(more)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(text: str, num: int | None = None, level: int = 0, style: str = "") -> str:
    """A paragraph of plain text (or of runs), numbered by a list, or by its style."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{text if text.startswith('<') else run(text)}</w:p>"


def definition(number: int, *levels: tuple[str, str]) -> str:
    """A list definition and the list of the same number: format and text of each level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>{use(number, number)}'


def use(number: int, of: int, start: int | None = None) -> str:
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start is not None else ""
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def cell(text: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is `restart` or `continue`."""
    down = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{p(text)}</w:tc>'


def table(*rows: list[str]) -> str:
    lines = ("".join(row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def xlsx(
    rows: str,
    *,
    merged: str = "",
    styles: str = "",
    hidden: str = "",
    state: str = "hidden",
    book: str = "",
    before: str = "",
    after: str = "",
    strings: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet (and a hidden one, where its rows are given), `before` and `after` around the rows."""
    more = f'<sheet name="旧" r:id="b" state="{state}"/>' if hidden else ""
    relation = '<Relationship Id="{0}" Target="worksheets/sheet{1}.xml"/>'
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged.split())
    sheet = f"<worksheet {SHEET}>{{}}<sheetData>{{}}</sheetData>{{}}</worksheet>"
    made = {
        "xl/workbook.xml": f'<workbook {SHEET}>{book}<sheets><sheet name="任务" r:id="a"/>{more}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<R>{relation.format('a', 1)}{relation.format('b', 2)}</R>",
        "xl/worksheets/sheet1.xml": sheet.format(before, rows, f"<mergeCells>{merges}</mergeCells>{after}"),
        "xl/worksheets/sheet2.xml": sheet.format("", hidden, ""),
        **(parts or {}),
    }
    if styles:
        made["xl/styles.xml"] = f"<styleSheet {SHEET}>{styles}</styleSheet>"
    if strings:
        made["xl/sharedStrings.xml"] = f"<sst {SHEET}>{strings}</sst>"
    return package(made)


def remade(
    data: bytes,
    change: Callable[[str], str],
    moved: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A package with every part changed, some moved to other folders and some put in."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: change(file.read(name).decode()) for name in file.namelist()}
    for old, new in (moved or {}).items():
        parts = {name.replace(old, new): text for name, text in parts.items()}
    return package({**parts, **(more or {})})


def row(number: int, *cells: str) -> str:
    """A row of inline strings; a cell that begins with `<` is written as it is, an empty one left out."""
    inner = "".join(
        text if text.startswith("<") else f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(cells)
        if text
    )
    return f'<row r="{number}">{inner}</row>'
