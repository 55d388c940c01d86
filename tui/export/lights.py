"""How a task stands in time, in the words of a row."""

from __future__ import annotations

from tui.i18n import Texts
from tui.model.timing import Timing


def days_words(stands: Timing, texts: Texts) -> str:
    """`▲逾期 12 天`, `今日到期` or `余 36 天`; empty without a day, or once closed."""
    if stands.overdue_days is not None:
        return texts("time.overdue", days=stands.overdue_days)
    if stands.days_left is None:
        return ""
    return texts("time.days_left", days=stands.days_left) if stands.days_left else texts("time.today")
