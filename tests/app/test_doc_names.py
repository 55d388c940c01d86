"""Documents among others: by title, in the cells there are, and never two by the same name."""

from __future__ import annotations

from tui.app.doc_names import DocNames

TITLES = {
    "a-2024": "关于印发养老服务规划的通知",
    "b-2024": "甲市人民政府关于促进托育工作的实施意见",
    "c-2025": "乙市人民政府关于促进托育工作的实施意见",
}


def test_a_document_is_called_by_its_title_unless_another_is_called_so() -> None:
    called = DocNames(lambda: TITLES)
    assert called("a-2024", 28) == "养老服务规划的通知"
    assert called("a-2024", 10) == "养老…通知"
    assert [called(doc, 28) for doc in ("b-2024", "c-2025")] == ["b-2024", "c-2025"]
    assert called("unknown", 28) == "unknown"


def test_what_comes_later_is_known_too() -> None:
    titles = {"b-2024": TITLES["b-2024"]}
    called = DocNames(lambda: titles)
    assert called("b-2024", 28) == "促进托育工作的实施意见"
    titles["c-2025"] = TITLES["c-2025"]
    assert called("b-2024", 28) == "b-2024"
