"""Radicals that stand in the place of whole characters, as many makers of PDF files write them: ⼀ ⺠ ⻄."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Reading, Row, Table
from tui.model.document import Doubt

RADICALS: Final = re.compile("[\u2e81-\u2fdf]")
_SUPPLEMENT: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀"
    "⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨"
    "⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Each radical of U+2E80–2EFF before its character; for those of U+2F00–2FDF Unicode itself names a compatible form."""
_WHOLE: Final = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))


def mended(text: str) -> str:
    """The text with a whole character for each radical; of the same length."""
    return RADICALS.sub(lambda match: _WHOLE.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)


def mend(reading: Reading) -> Reading:
    """The reading with its radicals repaired, counted and told."""
    places = [where for where, text in _texts(reading.blocks) for _ in RADICALS.findall(text)]
    if not places:
        return reading
    doubt = Doubt("radicals", places[0], {"count": len(places)})
    blocks = tuple(_mended_block(block) for block in reading.blocks)
    return replace(reading, blocks=blocks, doubts=(*reading.doubts, doubt))


def _texts(blocks: Iterable[Block]) -> Iterable[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.where, block.text
        else:
            yield from ((row.where, cell.text) for row in block.rows for cell in row.cells if not cell.covered)


def _mended_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=mended(block.text))
    return Table(tuple(_mended_row(row) for row in block.rows), block.where)


def _mended_row(row: Row) -> Row:
    return replace(row, cells=tuple(replace(cell, text=mended(cell.text)) for cell in row.cells))
