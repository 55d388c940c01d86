"""How far reviewers agree: the published examples, and what is said of items that not all judged."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from tui.model.agreement import agreement

FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def items_of(*rows: str) -> list[dict[Hashable, str]]:
    """Each column is an item, each row what one reviewer says; a dot is no verdict."""
    return [{rater: mark for rater, mark in enumerate(column) if mark != "."} for column in zip(*rows, strict=True)]


def test_alpha_of_krippendorff_2011() -> None:
    """Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units, nominal alpha 0.743."""
    found = agreement(items_of(*FOUR_OBSERVERS))
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert (found.items, found.raters, found.incomplete, found.kappa) == (12, 4, 4, None)


def test_kappa_of_cohen_1960() -> None:
    """A Coefficient of Agreement for Nominal Scales, table 1: 200 items of three grades, observed 0.70, kappa 0.492."""
    table = {"aa": 88, "ab": 14, "ac": 18, "ba": 10, "bb": 40, "bc": 10, "ca": 2, "cb": 6, "cc": 12}
    items: list[dict[Hashable, str]] = [
        {"A": pair[0], "B": pair[1]} for pair, count in table.items() for _ in range(count)
    ]
    found = agreement(items)
    assert found.kappa == pytest.approx(0.492, abs=0.0005)
    assert found.percent == pytest.approx(70)
    assert found.incomplete == 0


def test_percent_and_alpha_of_the_diagnoses_of_fleiss_1971() -> None:
    """Measuring Nominal Scale Agreement among Many Raters, table 1: 30 patients, six raters, P 0.5556, kappa 0.430.

    Krippendorff's alpha is that kappa, but for the 180 diagnoses being a sample: 1 - (1 - 0.430) * 179 / 180.
    """
    rows = (
        "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
        "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
    )
    items: list[dict[Hashable, str]] = [
        dict(enumerate("".join(name * int(count) for name, count in zip("dpsno", row, strict=True))))
        for row in rows.split()
    ]
    found = agreement(items)
    assert (found.items, found.raters, found.incomplete, found.kappa) == (30, 6, 0, None)
    assert found.percent == pytest.approx(55.56, abs=0.005)
    assert found.alpha == pytest.approx(0.433, abs=0.0005)


def test_where_there_is_nothing_to_compare_nothing_is_said() -> None:
    assert agreement([]).percent is None
    alone = agreement([{"甲": "优"}, {}, {"乙": "优"}])
    assert (alone.items, alone.incomplete, alone.percent, alone.kappa, alone.alpha) == (2, 2, None, None, None)
    same = agreement([{"甲": "优", "乙": "优"}])
    assert (same.percent, same.kappa, same.alpha) == (100, None, None)
