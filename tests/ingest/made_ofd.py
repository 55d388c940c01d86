"""OFD files made for the tests: text placed by coordinates, as programs write it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0
"""Millimetres of a character."""
LEFT = 30.0
LINE = 28
"""Characters of a full line."""


def run(words: str, x: float, y: float, size: float = SIZE, more: str = "") -> str:
    """A text object whose distances are told at once, as most programs do."""
    steps = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{size}" {steps}>{escape(words)}</ofd:TextCode>'
    box = f"{x} {y} {size * len(words)} {size}"
    return f'<ofd:TextObject ID="1" Boundary="{box}" Font="3" Size="{size}" {more}>{code}</ofd:TextObject>'


def lines_of(paragraph: str) -> list[str]:
    """A paragraph broken into full lines."""
    return [paragraph[at : at + LINE] for at in range(0, len(paragraph), LINE)]


def page_of(paragraphs: Sequence[str], number: int, extra: str = "") -> str:
    """A page with its number at the foot; what stands first is drawn last, as programs that edit do."""
    runs, y = [], 30.0
    for paragraph in paragraphs:
        indent = len(paragraph) - len(paragraph.lstrip("\u3000"))
        for at, line in enumerate(lines_of(paragraph)):
            words = line.lstrip("\u3000") if at == 0 else line
            runs.append(run(words, LEFT + SIZE * (indent if at == 0 else 0), y))
            y += SIZE * 1.6
    runs.append(run(f"—{number}—", 100, 280))
    layer = f'<ofd:Layer ID="2">{"".join(reversed(runs))}{extra}</ofd:Layer>'
    return f"<ofd:Page {SPACE}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def made(pages: Sequence[str], watermark: str = "") -> bytes:
    """The file of these pages; a watermark stands over the first."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    over = "<ofd:Annotations>Annotations.xml</ofd:Annotations>" if watermark else ""
    body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}>{body}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{over}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{number}/Content.xml": page for number, page in enumerate(pages)},
    }
    if watermark:
        parts["Doc_0/Annotations.xml"] = (
            f'<ofd:Annotations {SPACE}><ofd:Page PageID="0"><ofd:FileLoc>Annot_0.xml</ofd:FileLoc></ofd:Page>'
            "</ofd:Annotations>"
        )
        parts["Doc_0/Annot_0.xml"] = (
            f'<ofd:PageAnnot {SPACE}><ofd:Annot ID="9" Type="Watermark"><ofd:Appearance>{run(watermark, 50, 50)}'
            "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()
