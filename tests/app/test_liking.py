"""Entries like one in a cell: the condition is understood, and holds of the entry itself."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.query.conftest import context, ledger  # noqa: F401 - the document that the filter is tried on
from tui.app.features.find.liking import like_cell
from tui.app.panes.cells import ORDER
from tui.model.ledger import Ledger
from tui.model.task import Due
from tui.query.language.parse import parse
from tui.query.language.phrases import unlike
from tui.query.language.terms import Context

COLUMNS = [*(name for name in ORDER if name not in {"chosen", "text"}), "doc"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_entry_is_like_itself(column: str, lang: str, ledger: Ledger, context: Context) -> None:  # noqa: F811
    for entry in ledger:
        condition = like_cell(entry, column, lang)
        assert parse(condition, context).node.match(entry), condition
        assert (lang == "zh") is bool(re.match("-?[一-鿿]", condition)), condition
        assert not parse(unlike(condition), context).node.match(entry), condition


@pytest.mark.parametrize("column", COLUMNS)
def test_so_is_one_of_which_little_is_known(column: str, ledger: Ledger, context: Context) -> None:  # noqa: F811
    bare = ledger[0].task._replace(no=None, leads=(), participants=(), due=None, basis=())
    for entry in (
        replace(ledger[0], task=bare, path=()),
        replace(ledger[0], task=bare._replace(no="1-2", due=Due("持续推进 and", None))),
        replace(ledger[0], path=(ledger[0].path[0]._replace(number=None),)),
    ):
        condition = like_cell(entry, column)
        assert parse(condition, context).node.match(entry), condition


def test_the_body_that_is_shown_counts(ledger: Ledger) -> None:  # noqa: F811
    spans = parse("czt").spans
    assert like_cell(ledger[9], "leads") == "牵头=省人力资源社会保障厅"
    assert like_cell(ledger[9], "leads", spans=lambda column, text: spans(text, column)) == "牵头=省财政厅"


def test_the_words_of_a_task_are_no_condition(ledger: Ledger) -> None:  # noqa: F811
    assert like_cell(ledger[0], "text") == ""
