"""Sentences that print something of validity."""

from __future__ import annotations

import pytest

from tests.cli.conftest import make_document
from tui.model.document import Document, Kind, Section
from tui.model.validity import Force, Validity, meant, printed


def saying(text: str) -> Document:
    document, _ = make_document()
    section = Section("三", None, Kind.PARAGRAPH, "三", None, text)
    return Document(
        "new", "新办法", False, None, None, "2026-01-01", document.source, (*document.sections, section), document.tasks
    )


@pytest.mark.parametrize(
    ("text", "titles", "force"),
    [
        (
            "本办法自2026年1月1日起施行。《旧办法》（晋政发〔2012〕3号）同时废止。",
            ("旧办法", "晋政发〔2012〕3号"),
            "repealed",
        ),
        ("本意见自印发之日起施行，有效期5年。", (), "lapsed"),
        ("晋政办发〔2015〕7号自即日起停止执行；其余照旧。", ("晋政办发〔2015〕7号",), "repealed"),
        ("本规定有效期至2021年6月18日，到期自动失效。", (), "lapsed"),
    ],
)
def test_a_sentence_that_ends_something_is_found(text: str, titles: tuple[str, ...], force: str) -> None:
    (found,) = printed(saying(text))
    assert (found.section, found.titles, found.force) == ("三", titles, Force(force))


@pytest.mark.parametrize("text", ["加强有效期限管理。", "提高财政资金使用有效性。", "自2026年1月1日起施行。"])
def test_other_sentences_are_none(text: str) -> None:
    assert not list(printed(saying(text)))


def test_a_document_is_meant_by_its_title_or_number() -> None:
    (sentence,) = printed(saying("《实施意见》同时废止。"))
    assert meant(sentence, make_document()[0])
    (other,) = printed(saying("《实施意见（试行）》同时废止。"))
    assert not meant(other, make_document()[0])


def test_a_value_reads_back() -> None:
    said = Validity(Force.REPEALED, "2026-01-01", "晋政发〔2026〕1号")
    assert Validity.parse(said.value()) == said
    assert Validity.parse({"state": "void"}) is None
