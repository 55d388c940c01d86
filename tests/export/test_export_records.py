"""JSON: valid, verbatim, sorted, and harmless to print."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.export.records import dump, warning_words
from tui.i18n import Texts
from tui.model.document import Doubt


@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert json.loads(dump({"text": text})) == {"schema": 1, "text": text}


@given(st.text(alphabet=st.characters(), max_size=80))
def test_what_is_printed_steers_no_terminal_and_can_be_encoded(text: str) -> None:
    shown = dump({text: text}).encode().decode()
    assert not {chr(code) for code in (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0))} & set(shown)
    assert not set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(shown)


def test_keys_are_sorted_and_chinese_is_not_escaped() -> None:
    assert dump({"zz": "财政厅", "a": {"d": 1, "c": None}}).split() == [
        *("{", '"a":', "{", '"c":', "null,", '"d":', "1", "},"),
        *('"schema":', "1,", '"zz":', '"财政厅"', "}"),
    ]


@pytest.mark.parametrize(("lang", "words"), [("zh", "牵头、参加"), ("en", "lead, participants")])
def test_a_doubt_names_fields_as_people_do(lang: str, words: str) -> None:
    doubt = Doubt("inherited", "第 136 行", {"no": "14", "fields": "leads、participants"})
    assert words in warning_words(doubt, Texts(lang))
