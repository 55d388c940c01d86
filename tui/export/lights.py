"""How a task stands in time, in the words of a row and of a detail."""

from __future__ import annotations

from typing import Final

from tui.i18n import Texts
from tui.model.timing import WHOLE, Light, Rules, Timing

SIGNS: Final = {Light.RED: "▲", Light.YELLOW: "△", Light.BLUE: "▷", Light.GREEN: "□"}
"""The sign of each light, one cell wide, by which it is known without colour; the most urgent first."""


def days_words(stands: Timing, texts: Texts) -> str:
    """`▲逾期 12 天`, `今日到期` or `余 36 天`; empty without a day, or once closed in time."""
    if stands.late_days is not None:
        return texts("time.late", days=stands.late_days)
    if stands.overdue_days is not None:
        return texts("time.overdue", days=stands.overdue_days)
    if stands.days_left is None:
        return ""
    return texts("time.days_left", days=stands.days_left) if stands.days_left else texts("time.today")


def light_name(light: str, texts: Texts) -> str:
    """`▲ 红`; `none` has no sign."""
    sign = next((sign for known, sign in SIGNS.items() if known == light), " ")
    return f"{sign} {texts(f'time.light.{light}')}"


def pace_words(stands: Timing, percent: int | None, texts: Texts) -> str:
    """`欠序时：完成 40%，办理时间已用 62%`; empty where there is no pace."""
    if stands.pace is None or stands.elapsed is None:
        return ""
    elapsed = round(stands.elapsed)
    key = "time.pace" if elapsed < WHOLE else "time.pace_over"
    return texts(key, name=texts(f"time.pace.{stands.pace}"), percent=percent, elapsed=elapsed)


def light_words(stands: Timing, percent: int | None, rules: Rules, texts: Texts) -> str:
    """A light with why it is so and by which rule: `红：逾期 12 天（逾期即亮红灯）`; empty where there is none."""
    if stands.light is None:
        return ""
    return texts(
        "time.light",
        name=texts(f"time.light.{stands.light}"),
        why=_why(stands, percent, texts),
        rule=texts(f"time.rule.{_rule(stands, rules)}", grace=rules.grace, margin=rules.margin, soon=rules.soon),
    )


def _rule(stands: Timing, rules: Rules) -> str:
    """The name of the rule that made a light what it is; a place may say that few days over are not red yet."""
    if stands.light is Light.RED:
        return "red" if rules.grace else "red_at_once"
    return "grace" if stands.overdue_days and stands.light is Light.BLUE else str(stands.light)


def _why(stands: Timing, percent: int | None, texts: Texts) -> str:
    """What made a light what it is."""
    if stands.light is Light.YELLOW:
        return pace_words(stands, percent, texts)
    if stands.overdue_days is not None:
        return texts("time.why.overdue", days=stands.overdue_days)
    return days_words(stands, texts)
