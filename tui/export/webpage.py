"""What is meant for paper as one web page: printable, without script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from tui.export.paper import Block, Heading, NewPage, Paper, Paragraph, Table
from tui.model.text import visible

_STYLE: Final = """
body{font-family:"FangSong","仿宋","STFangsong","Noto Serif CJK SC",serif;font-size:12pt;line-height:1.7;
margin:2em auto;max-width:%s;padding:0 1em;color:#000;background:#fff}
h1{font-size:18pt;text-align:center;font-weight:bold}h2{font-size:14pt;font-family:"SimHei","黑体",sans-serif}
h3{font-size:12pt;font-family:"KaiTi","楷体",serif}p{text-indent:2em;margin:.3em 0}p.plain{text-indent:0}
p.right{text-align:right;text-indent:0}table{border-collapse:collapse;width:100%%;margin:.6em 0;font-size:10.5pt}
th,td{border:1px solid #666;padding:.25em .5em;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#eef}thead{display:table-header-group}tr{break-inside:avoid}h1.next{break-before:page}
@page{size:A4 %s;margin:18mm}@media print{body{max-width:none;margin:0}}
"""


def to_page(paper: Paper, lang: str) -> str:
    """The page."""
    style = _STYLE % (("120em", "landscape") if paper.landscape else ("60em", "portrait"))
    head = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_safe(paper.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{_safe(paper.title)}</h1>\n"
    )
    return head + "".join(f"{line}\n" for block in paper.blocks for line in _lines(block)) + "</body>\n</html>\n"


def _safe(words: str) -> str:
    """Words as a page shows them, whatever they hold."""
    return escape(visible(words, lines=True)).replace("\n", "<br>")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case NewPage(title):
            yield f'<h1 class="next">{_safe(title)}</h1>'
        case Heading(text, level):
            yield f"<h{level + 1}>{_safe(text)}</h{level + 1}>"
        case Paragraph(text, right, plain):
            name = "right" if right else "plain" if plain else ""
            yield f'<p class="{name}">{_safe(text)}</p>' if name else f"<p>{_safe(text)}</p>"
        case Table(sheet, widths):
            yield "<table>"
            yield from (f'<col style="width:{width * 100 // sum(widths)}%">' for width in widths)
            yield f"<thead><tr>{''.join(f'<th>{_safe(name)}</th>' for name in sheet.headings)}</tr></thead>"
            yield "<tbody>"
            yield from (f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in sheet.rows)
            yield "</tbody></table>"
