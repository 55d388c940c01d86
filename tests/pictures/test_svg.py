"""Wide characters stand two cells apart, narrow ones one."""

from __future__ import annotations

import re

from tests.pictures.svg import CELL, in_cells, pieces


def test_pieces_keep_every_character_and_every_wide_one_alone() -> None:
    text = "  14 中国（太原）煤炭 WLAN abcdefghij"
    assert "".join(pieces(text)) == text
    assert [piece for piece in pieces(text) if "中" in piece or "国" in piece] == ["中", "国"]
    assert max(map(len, pieces(text))) == 6


def test_each_character_knows_its_cell() -> None:
    svg = '<text class="r1" x="12.2" y="20" textLength="61" clip-path="url(#a)">&#160;a省&lt;b</text>'
    placed = re.findall(r'x="([\d.]+)"[^>]*>([^<]*)</text>', in_cells(svg))
    cells = [(round(float(x) / CELL), words) for x, words in placed]
    assert cells == [(2, "a"), (3, "省"), (5, "&lt;b")]
