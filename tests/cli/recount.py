"""Counts a demo anew from its history and its document alone, by other means: nothing of `tui` is imported.

`python recount.py LOG DOCUMENT DAY` reads what `duban log --json` and `duban import --dry-run --json` printed, and
prints for each task its status, deadline, days, light, pace, percent and tags.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from typing import Any

CLOSED = {"done", "stopped"}


def registers(changes: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    """The last Change of each thing that is written: oldest first, so a later one takes its place."""
    last: dict[tuple[str, ...], dict[str, Any]] = {}
    for change in sorted(changes, key=lambda each: each["stamp"]):
        own = (change["by"],) if change["kind"] in {"progress", "star"} else ()
        last[(change["kind"], change["target"], *own)] = change
    return last


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def month_end(period: str) -> str:
    year, month = map(int, period.split("-"))
    return date(year + month // 12, month % 12 + 1, 1).isoformat()


def standing(by: str | None, since: str | None, percent: int | None, closed: bool, today: str) -> dict[str, Any]:
    """The rules as the contract states them, worked out in whole days and points."""
    none = {"overdue_days": None, "days_left": None, "light": None, "pace": None}
    if by is None or closed:
        return none
    left = days_between(today, by)
    pace = None
    if since is not None and percent is not None:
        span, gone = days_between(since, by), days_between(since, today)
        share = (100.0 if left <= 0 else 0.0) if span <= 0 else max(0.0, min(100.0, 100 * gone / span))
        pace = "behind" if share - percent > 10 else "ahead" if percent - share > 10 else "on"
    light = "red" if left < 0 else "yellow" if pace == "behind" else "blue" if left <= 30 else "green"
    over = left < 0
    return {"overdue_days": -left if over else None, "days_left": None if over else left, "light": light, "pace": pace}


def recount(log: dict[str, Any], read: dict[str, Any], today: str) -> dict[str, Any]:
    """Every task by its id."""
    last = registers(log["changes"])
    found = {}
    for task in read["tasks"]:
        name = task["id"]
        status = (last.get(("status", name)) or {}).get("value") or "todo"
        said = (last.get(("due", name)) or {}).get("value")
        by = said["by"] if said else (task["due"] or {}).get("by")
        since = max(filter(None, [read["document"]["issued"], said and said["on"]]), default=None)
        reports = []
        tags = []
        for key, change in last.items():
            place, _, rest = key[1].partition("@")
            if place != name or change["value"] in (None, False):
                continue
            if key[0] == "progress":
                reports.append((month_end(rest.removeprefix("progress:")), change["stamp"], change["value"]["percent"]))
            if key[0] == "tag":
                tags.append((change["stamp"], rest.removeprefix("tag:")))
        percents = [percent for _, _, percent in sorted(reports) if percent is not None]
        percent = percents[-1] if percents else None
        on_it = re.compile(re.escape(name) + "($|“)")
        notes = sum(c["kind"] == "note" and on_it.match(c["target"]) is not None for c in last.values())
        found[name] = {
            "status": status,
            "by": by,
            "percent": percent,
            "tags": [tag for _, tag in sorted(tags)],
            "notes": notes,
            "leads": task["leads"],
            "reported": max((end for end, _, _ in reports), default=""),
            **standing(by, since, percent, status in CLOSED, today),
        }
    return found


if __name__ == "__main__":
    log, read = (json.loads(open(name, encoding="utf-8").read()) for name in sys.argv[1:3])  # noqa: PTH123, SIM115
    sys.stdout.write(json.dumps(recount(log, read, sys.argv[3])))
    assert not [name for name in sys.modules if name.split(".")[0] == "tui"]
