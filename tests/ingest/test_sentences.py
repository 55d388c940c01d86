"""Every doubt and refusal that the readers may utter has its sentence, in both languages, with the same blanks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.i18n import BY_NUMBER, LANGUAGES, Texts, _room
from tui.workspace.report import _BY_HARM, _RANKS

ROOM = Path(__file__).parents[2] / "tui" / "ingest"
SOURCE = "".join(file.read_text(encoding="utf-8") for file in sorted(ROOM.rglob("*.py")))
DOUBTS = sorted(set(re.findall(r'Doubt\(\s*"(\w+)"', SOURCE)) | {"revisions", "text_boxes", "image_ignored"})
REFUSALS = sorted(set(re.findall(r'(?:Invalid|Usage|Unavailable)\(\s*"(\w+)"', SOURCE)))


@pytest.mark.parametrize("key", [*(f"warning.{code}" for code in DOUBTS), *(f"error.{code}" for code in REFUSALS)])
def test_every_code_has_its_sentence(key: str) -> None:
    said = [Texts(lang)._find(key) for lang in LANGUAGES]
    assert key not in said
    names = [set(re.findall(r"\{(\w+)", sentence)) for sentence in said]
    blanks = [{name for name in found if name.partition("_")[0] not in BY_NUMBER} for found in names]
    assert blanks[0] == blanks[1]
    assert len(set(said)) == len(said)


def test_every_doubt_has_its_place_by_the_harm_it_does() -> None:
    sentences = {code for code in _room("zh", "warning") if not code.startswith("field.")}
    assert sentences == set(_RANKS)
    assert sum(map(len, _BY_HARM.values())) == len(_RANKS)
