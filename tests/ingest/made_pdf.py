"""A small writer of PDF files with a Chinese text layer and ruled tables, so that tests need no office suite."""

from __future__ import annotations

from collections.abc import Iterator

SIZE = 16.0
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, BOTTOM = 80.0, 770.0, 80.0
CHARACTERS = 27
"""How many characters a line holds."""


def text_at(x: float, y: float, text: str, size: float = SIZE) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def ruled(x: float, y: float, right: float, bottom: float) -> str:
    return f"{x} {bottom} {right - x} {y - bottom} re S"


def make_pdf(pages: list[list[str]], encoding: str = "UniGB-UCS2-H", ordering: str = "GB1") -> bytes:
    """A file of pages, each a list of drawing commands; another encoding makes a text layer of wrong letters."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    )
    objects.append(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    kids = []
    for commands in pages:
        stream = "\n".join(commands)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def set_lines(paragraphs: list[str]) -> Iterator[str]:
    """Paragraphs as printed lines of a fixed width; U+3000 at the head stays as white space."""
    for paragraph in paragraphs:
        rest = paragraph
        while rest:
            yield rest[:CHARACTERS]
            rest = rest[CHARACTERS:]


def set_pages(paragraphs: list[str], head: str = "") -> list[list[str]]:
    """Paragraphs set on as many pages as they need, each with a running head and its number."""
    pages: list[list[str]] = []
    y = 0.0
    for line in set_lines(paragraphs):
        if not pages or y < BOTTOM:
            pages.append([text_at(LEFT, 800, head, 9.0)] if head else [])
            pages[-1].append(text_at(270, 40, f"— {len(pages)} —", 12.0))
            y = TOP
        pages[-1].append(text_at(LEFT, y, line))
        y -= SIZE * 1.6
    return pages


def set_table(rows: list[list[str]], widths: list[float], tall: dict[tuple[int, int], int], y: float) -> list[str]:
    """A ruled table; `tall` says which cells (row, column) reach over how many rows."""
    commands: list[str] = []
    height = SIZE * 2
    covered = {(row + down, column) for (row, column), count in tall.items() for down in range(1, count)}
    for at, row in enumerate(rows):
        x = LEFT
        for place, (text, width) in enumerate(zip(row, widths, strict=True)):
            top = y - at * height
            if (at, place) not in covered:
                commands.append(ruled(x, top, x + width, top - height * tall.get((at, place), 1)))
                commands.append(text_at(x + 4, top - SIZE * 1.3, text, 10.0))
            x += width
    return commands
