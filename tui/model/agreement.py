"""How far several reviewers agree: in percent, and beyond chance (Cohen 1960, Krippendorff 2011), of nominal grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Ratings = Mapping[Hashable, str]
"""What each reviewer says of one item."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the verdicts on some items agree."""

    items: int
    """How many items have a verdict."""
    raters: int
    """How many reviewers gave one."""
    incomplete: int
    """How many items not all of them judged; what was said of these counts as far as it goes."""
    percent: float | None
    """Of all pairs of verdicts on one item those that agree; None where no item has two."""
    kappa: float | None
    """Cohen's kappa over the items that both of two reviewers judged; None where there are not two."""
    alpha: float | None
    """Krippendorff's alpha for nominal grades; None where nothing can be told apart."""


def agreement(items: Sequence[Ratings]) -> Agreement:
    """How far the reviewers of some items agree; items that nobody judged are left out."""
    judged = [item for item in items if item]
    raters = {rater for item in judged for rater in item}
    return Agreement(
        items=len(judged),
        raters=len(raters),
        incomplete=sum(len(item) < len(raters) for item in judged),
        percent=_percent(judged),
        kappa=_kappa(judged, sorted(raters, key=repr)),
        alpha=_alpha(judged),
    )


def _percent(items: Sequence[Ratings]) -> float | None:
    pairs = [one == other for item in items for one, other in combinations(item.values(), 2)]
    return 100 * sum(pairs) / len(pairs) if pairs else None


def _kappa(items: Sequence[Ratings], raters: Sequence[Hashable]) -> float | None:
    """Cohen, J. (1960): (observed - expected) / (1 - expected)."""
    if len(raters) != 2:
        return None
    both = [(item[raters[0]], item[raters[1]]) for item in items if len(item) == 2]
    if not both:
        return None
    observed = sum(one == other for one, other in both) / len(both)
    first, second = (Counter(pair[at] for pair in both) for at in (0, 1))
    expected = sum(first[grade] * second[grade] for grade in first) / len(both) ** 2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def _alpha(items: Sequence[Ratings]) -> float | None:
    """Krippendorff, K. (2011), by coincidences: an item with m verdicts weighs each pair of them with 1 / (m - 1)."""
    counted = [Counter(item.values()) for item in items if len(item) > 1]
    totals = Counter[str]()
    agreeing = 0.0
    for counts in counted:
        totals.update(counts)
        agreeing += sum(count * (count - 1) for count in counts.values()) / (counts.total() - 1)
    whole = totals.total()
    expected = sum(count * (count - 1) for count in totals.values())
    if not whole or whole * (whole - 1) == expected:
        return None
    return 1 - (whole - 1) * (whole - agreeing) / (whole * (whole - 1) - expected)
