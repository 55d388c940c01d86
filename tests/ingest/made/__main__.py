"""Make seed.docx, seed.pdf and seed.html from the bundled text: `python -m tests.ingest.made`, with LibreOffice.

Run by hand; the files are committed, so that the tests need no office suite. Word and PDF come from one flat
OpenDocument text with automatic numbers, a table whose header repeats on every page and whose cells are really merged.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
SEED = Path(__file__).parents[3] / "data" / "shanxi-2016-new-consumption.txt"
MERGED = "14"
"""The row whose bodies stand in the cells above it."""
WIDTHS = ("1.2cm", "5.6cm", "4.4cm", "4.4cm")
NUMBERS = {"sections": ("", "、"), "articles": ("（", "）")}
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)


def paragraphs() -> list[str]:
    """The printed lines, without the table and the private-use characters that no font can show."""
    lines = SEED.read_text(encoding="utf-8").replace("\ue004", "").split("\n")
    return [line.strip("\u3000 ") for line in lines if line.strip() and "\t" not in line]


def rows() -> list[list[str]]:
    """The rows of the table, its header once, first."""
    lines = [line.split("\t") for line in SEED.read_text(encoding="utf-8").split("\n") if "\t" in line]
    cells = [[cell.strip("\u3000 \ue004") for cell in line] for line in lines]
    return [cells[0], *[row for row in cells if row != cells[0]]]


def styles() -> Iterator[str]:
    """Fonts, indents, the two automatic numberings, and a page with a running head and its number."""
    font = 'style:font-family-asian="WenQuanYi Micro Hei" fo:font-size="14pt" style:font-size-asian="14pt"'
    yield f'<office:styles><style:default-style style:family="paragraph"><style:text-properties {font}/>'
    yield "</style:default-style>"
    for name, (before, after) in NUMBERS.items():
        yield f'<text:list-style style:name="{name}"><text:list-level-style-number text:level="1" '
        yield f'style:num-format="一, 二, 三, ..." style:num-prefix="{before}" style:num-suffix="{after}">'
        yield '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        yield '<style:list-level-label-alignment text:label-followed-by="nothing" fo:text-indent="1cm"/>'
        yield "</style:list-level-properties></text:list-level-style-number></text:list-style>"
    yield "</office:styles><office:automatic-styles>"
    yield '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" '
    yield 'fo:page-height="29.7cm" fo:margin="2.7cm"/><style:header-style/><style:footer-style/></style:page-layout>'
    for name, indent in (("body", "1cm"), ("flush", "0cm")):
        yield f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        yield f'fo:text-indent="{indent}" fo:text-align="start"/></style:style>'
    for name, align in (("middle", "center"), ("end", "end")):
        yield f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        yield f'fo:text-align="{align}"/></style:style>'
    yield '<style:style style:name="small" style:family="paragraph"><style:text-properties fo:font-size="10pt" '
    yield 'style:font-size-asian="10pt"/></style:style>'
    yield '<style:style style:name="new" style:family="paragraph"><style:paragraph-properties '
    yield 'fo:break-before="page" fo:text-indent="1cm"/></style:style>'
    for at, width in enumerate(WIDTHS):
        yield f'<style:style style:name="column{at}" style:family="table-column"><style:table-column-properties '
        yield f'style:column-width="{width}"/></style:style>'
    yield '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
    yield 'fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style></office:automatic-styles>'
    yield '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">'
    yield '<style:header><text:p text:style-name="small">山西省人民政府公报</text:p></style:header><style:footer>'
    yield '<text:p text:style-name="middle">— <text:page-number/> —</text:p></style:footer></style:master-page>'
    yield "</office:master-styles>"


def body() -> Iterator[str]:
    """The paragraphs, numbered ones in their lists, then the table."""
    place = "flush"
    begun: dict[str, int] = {}
    for line in paragraphs():
        section = re.match("[一二三四五六七八九十]+、", line)
        article = re.match("（[一二三四五六七八九十]+）", line)
        if section or article:
            found = section or article
            name = "sections" if section else "articles"
            on = f' text:continue-list="{name}-{begun[name]}"' if name in begun else ""
            begun[name] = begun.get(name, 0) + 1
            words = escape(line[found.end() if found else 0 :])
            yield f'<text:list xml:id="{name}-{begun[name]}" text:style-name="{name}"{on}><text:list-item>'
            yield f'<text:p text:style-name="body">{words}</text:p></text:list-item></text:list>'
        else:
            style = "end" if line.startswith(("山西省人民政府", "2016年")) else "new" if line == "附件" else place
            yield f'<text:p text:style-name="{style}">{escape(line)}</text:p>'
        place = "body"
    yield from table()


def table() -> Iterator[str]:
    yield "<table:table>"
    yield from (f'<table:table-column table:style-name="column{at}"/>' for at in range(len(WIDTHS)))
    head, *lines = rows()
    yield f"<table:table-header-rows>{office_row(head, False, False)}</table:table-header-rows>"
    for row, below in zip(lines, [*lines[1:], [""]], strict=True):
        yield office_row(row, row[0] == MERGED, below[0] == MERGED)
    yield "</table:table>"


def office_row(row: list[str], covered: bool, tall: bool) -> str:
    """A row; its last two cells reach over the next one, or are what the row above reaches over."""
    cells = []
    for at, words in enumerate(row):
        if covered and at > 1:
            cells.append("<table:covered-table-cell/>")
            continue
        span = ' table:number-rows-spanned="2"' if tall and at > 1 else ""
        paragraph = f'<text:p text:style-name="small">{escape(words)}</text:p>'
        cells.append(f'<table:table-cell table:style-name="cell"{span}>{paragraph}</table:table-cell>')
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def page() -> Iterator[str]:
    """A web page as offices publish them: navigation, a table for the layout, the text, a data table, a foot."""
    yield '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>政策文件</title></head><body>'
    yield '<div class="nav"><a href="#">首页</a> <a href="#">政务公开</a> <a href="#">互动交流</a></div>'
    yield '<table class="layout"><tr><td><a href="#">法规文件</a></td><td><div id="content">'
    yield from (f'<p style="text-indent:2em">{escape(line)}</p>' for line in paragraphs())
    yield "<table><tbody>"
    lines = rows()
    for row, below in zip(lines, [*lines[1:], [""]], strict=True):
        span = ' rowspan="2"' if below[0] == MERGED else ""
        held = row[:2] if row[0] == MERGED else row
        cells = (f"<td{span if at > 1 else ''}>{escape(words)}</td>" for at, words in enumerate(held))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div></td></tr></table>"
    yield '<div class="foot"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div></body></html>'


def main() -> None:
    """Write the three files beside this one."""
    text = f'{SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"'
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {text}>'
    document += f"{''.join(styles())}<office:body><office:text>{''.join(body())}"
    (HERE / "seed.html").write_text("\n".join(page()) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / "seed.fodt"
        flat.write_text(f"{document}</office:text></office:body></office:document>", encoding="utf-8")
        for kind in ("docx", "pdf"):
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
            subprocess.run([*command, "--outdir", folder, str(flat)], check=True, timeout=180)
            (HERE / f"seed.{kind}").write_bytes((Path(folder) / f"seed.{kind}").read_bytes())


if __name__ == "__main__":
    main()
