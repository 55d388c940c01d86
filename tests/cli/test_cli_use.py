"""The document that is meant where none is named: this person's own choice, and told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Duban, make_document
from tui.store.library import Library

SPANNING = ("tasks", "stats", "board", "notes", "log")


@pytest.fixture
def library(duban: Duban, home: Path) -> Duban:
    """Two documents, of which each has words in its title that the other lacks."""
    for doc, title in (("plan", "关于加快发展新消费的实施意见"), ("health", "关于健康服务业的实施意见")):
        document, content = make_document(doc)
        Library(home / "data" / "duban").save(replace(document, title=title), content)
    return duban


def test_what_was_chosen_is_meant_and_told(library: Duban) -> None:
    assert library("mark", "1", "done").code == 2
    assert library("use").code == 1
    assert library("use", "健康").code == 0
    assert library("use").out.startswith("health  关于健康服务业")
    marked = library("mark", "1", "done")
    assert marked.code == 0
    assert "health" in marked.err.splitlines()[0]
    assert [task["doc"] for task in library("tasks", "状态:done", "--json").json["tasks"]] == ["health"]
    for words in (("show",), ("note", "2", "请核对"), ("due", "2", "2026-12-31"), ("star", "1..2")):
        answer = library(*words)
        assert answer.code == 0, words
        assert answer.err.count("duban use") == 1, words


def test_who_names_another_gets_the_other_and_is_told_nothing(library: Duban) -> None:
    library("use", "health")
    for words in (("mark", "plan/1", "done"), ("mark", "2", "done", "--doc", "新消费"), ("show", "--doc", "plan")):
        answer = library(*words)
        assert answer.code == 0
        assert "duban use" not in answer.err
    assert {task["doc"] for task in library("tasks", "状态:done", "--json").json["tasks"]} == {"plan"}


@pytest.mark.parametrize("verb", SPANNING)
def test_listings_span_all_all_the_same(library: Duban, verb: str) -> None:
    library("mark", "plan/1", "done")
    library("note", "plan/1", "一条")
    before = library(verb)
    library("use", "health")
    assert library(verb) == before


def test_none_is_chosen_any_more_or_it_has_gone(library: Duban) -> None:
    library("use", "health")
    assert library("use", "--none").code == 0
    assert library("mark", "1", "done").code == 2
    library("use", "health")
    library("remove", "health")
    assert library("use").code == 1
    answer = library("mark", "1", "done")
    assert (answer.code, "duban use" in answer.err) == (0, False)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("plan", 0),
        ("pl", 0),
        ("新消费", 0),
        ("加快 新消费", 0),
        ("實施 健康", 0),
        ("实施意见", 2),
        ("教育", 1),
        ("", 2),
        (" ", 1),
    ],
)
def test_a_document_is_named_by_id_its_beginning_or_words_that_only_one_has(
    library: Duban, name: str, code: int
) -> None:
    assert library("show", "--doc", name).code == code
    assert library("use", name).code == code if name else True


def test_a_choice_is_not_made_with_a_document_and_none(library: Duban) -> None:
    assert library("use", "plan", "--none").code == 2
    assert library("use", "nosuch").code == 1
