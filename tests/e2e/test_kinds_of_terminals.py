"""The most telling kinds of terminals, cell by cell; all of them by hand: `python -m tests.by_hand.matrix DIR`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.by_hand.matrix import REFUSING, SIZES, Kind, Look, expected, look, pairwise, refusal

SMALL = SIZES[0]
TELLING = (
    Kind("xterm-256color", "C.UTF-8", SMALL, "true", 1),
    Kind("screen", "zh_CN.GB18030", SMALL, "16", 2),
    Kind("vt100", "C", SMALL, "none", 1),
)


@pytest.fixture(scope="module")
def looks() -> dict[str, Look]:
    return asyncio.run(expected(SMALL))


@pytest.mark.parametrize("kind", TELLING, ids=lambda kind: kind.name)
def test_every_cell_holds_its_letter_in_its_colour(kind: Kind, looks: dict[str, Look]) -> None:
    assert {name: wrong for name, wrong in look(kind, looks).items() if wrong} == {}


@pytest.mark.parametrize("term", REFUSING)
def test_a_terminal_that_cannot_show_the_screens_is_told_so(term: str, tmp_path: Path) -> None:
    assert "duban" in refusal(term, tmp_path)


def test_every_two_values_meet() -> None:
    kinds = pairwise()
    assert len(kinds) <= 24
    assert len({(kind.term, kind.colour) for kind in kinds}) == 20
    assert len({(kind.locale, kind.size, kind.ambiguous) for kind in kinds}) >= 12
