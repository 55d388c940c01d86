"""Counts a demo anew from its history and its document alone, by other means: nothing of `tui` is imported.

`python recount.py FOLDER…` reads in each folder what `QUESTIONS` printed on the day that the folder is named by, and
tells what differs from its own count: tasks, statistics, filters and the board in English.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

Task = dict[str, Any]
Row = tuple[Any, ...]
STATUSES = ("todo", "active", "review", "done", "stopped")
CLOSED = {"done", "stopped"}
LIGHTS = ("red", "yellow", "blue", "green", "none")
SOON, MARGIN, LISTED, GROUPS, WEEKS = 30, 10, 10, 12, 26
"""The rules of the contract in days and points; how many tasks, groups and weeks the board lists."""
GROUPED: dict[str, Callable[[Task], Iterable[str]]] = {
    "lead": lambda task: task["leads"],
    "participant": lambda task: task["participants"],
    "section": lambda task: [task["section"]],
    "status": lambda task: [task["status"]],
    "light": lambda task: [task["light"] or "none"],
    "tag": lambda task: task["tags"],
    "doc": lambda task: [task["doc"]],
}
FILTERS: dict[str, Callable[[Task], bool]] = {
    "是:逾期": lambda task: task["overdue_days"] is not None,
    "是:临期": lambda task: task["days_left"] is not None and task["days_left"] <= SOON,
    "是:了结": lambda task: task["status"] in CLOSED,
    "是:曾逾期": lambda task: bool(task["closed_on"] and task["by"] and task["closed_on"] > task["by"]),
    "是:未报": lambda task: task["silent"],
    "有:批注": lambda task: task["notes"] > 0,
    "进度>=50": lambda task: task["percent"] is not None and task["percent"] >= 50,
    "截止<2026-12-01": lambda task: task["by"] is not None and task["by"] < "2026-12-01",
    "状态:推进中 牵头=省财政厅": lambda task: task["status"] == "active" and "省财政厅" in task["leads"],
    "章节:七 -标签:重点": lambda task: task["section"] == "七" and "重点" not in task["tags"],
}
FILTERS |= {
    f"light:{light}": partial(lambda light, task: (task["light"] or "none") == light, light) for light in LIGHTS
}
QUESTIONS = {
    "log.json": ("log", "--json"),
    "docs.json": ("docs", "--json"),
    "tasks.json": ("tasks", "--json"),
    "board.txt": ("board", "--lang", "en"),
    **{f"stats-{by}.json": ("stats", "--by", by, "--json") for by in GROUPED},
    **{f"filter-{n}.json": ("tasks", expression, "--json") for n, expression in enumerate(FILTERS)},
}
"""The words to say to `duban`, by the file that shall hold its answer; besides, `read.json` is what
`duban import FILE --dry-run --json` says of the document."""


# What the history and the document come to


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


def standing(by: str | None, since: str | None, percent: int | None, closed: bool, today: str) -> Task:
    """The rules as the contract states them, worked out in whole days and points."""
    none = {"overdue_days": None, "days_left": None, "light": None, "pace": None}
    if by is None or closed:
        return none
    left = days_between(today, by)
    pace = None
    if since is not None and percent is not None:
        span, gone = days_between(since, by), days_between(since, today)
        share = (100.0 if left <= 0 else 0.0) if span <= 0 else max(0.0, min(100.0, 100 * gone / span))
        pace = "behind" if share - percent > MARGIN else "ahead" if percent - share > MARGIN else "on"
    light = "red" if left < 0 else "yellow" if pace == "behind" else "blue" if left <= SOON else "green"
    over = left < 0
    return {"overdue_days": -left if over else None, "days_left": None if over else left, "light": light, "pace": pace}


def recount(log: dict[str, Any], read: dict[str, Any], today: str) -> list[Task]:
    """Every task, in the order of the document."""
    last = registers(log["changes"])
    parents = {section["id"]: section["parent"] for section in read["sections"]}
    return [_task(task, last, parents, read["document"], today) for task in read["tasks"]]


def _task(
    task: Task, last: dict[tuple[str, ...], Any], parents: dict[str, Any], document: dict[str, Any], today: str
) -> Task:
    name = task["id"]
    marked = last.get(("status", name)) or {"value": "todo", "at": None}
    status = marked["value"] or "todo"
    said = (last.get(("due", name)) or {}).get("value")
    by = said["by"] if said else (task["due"] or {}).get("by")
    since = max(filter(None, [document["issued"], said and said["on"]]), default=None)
    reports, tags = [], []
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
    section = task["basis"][0]["section"] if task["basis"] else ""
    while parents.get(section):
        section = parents[section]
    closed_at = marked["at"] if status in CLOSED else None
    reported = max((end for end, _, _ in reports), default="")
    return {
        "id": name,
        "no": task["no"],
        "doc": document["id"],
        "leads": task["leads"],
        "participants": task["participants"],
        "section": section,
        "status": status,
        "by": by,
        "percent": percent,
        "tags": [tag for _, tag in sorted(tags)],
        "notes": sum(c["kind"] == "note" and on_it.match(c["target"]) is not None for c in last.values()),
        "closed_on": closed_at and datetime.fromisoformat(closed_at).astimezone().date().isoformat(),
        "silent": status not in CLOSED and reported <= f"{today[:7]}-01",
        **standing(by, since, percent, status in CLOSED, today),
    }


def counts(tasks: list[Task]) -> dict[str, Any]:
    """The figures of some tasks, by the names that `stats` has for them."""
    closed = sum(task["status"] in CLOSED for task in tasks)
    return {
        "total": len(tasks),
        "counts": dict.fromkeys(STATUSES, 0) | Counter(task["status"] for task in tasks),
        "closed": closed,
        "overdue": sum(map(FILTERS["是:逾期"], tasks)),
        "due_soon": sum(map(FILTERS["是:临期"], tasks)),
        "percent": round(100 * closed / len(tasks)),
    }


def grouped(tasks: list[Task], by: str) -> dict[str, dict[str, Any]]:
    """The figures of each group, in the order in which the document has them."""
    names = dict.fromkeys(name for task in tasks for name in GROUPED[by](task))
    return {name: counts([task for task in tasks if name in GROUPED[by](task)]) for name in names}


# What the board prints of it


def board_tables(tasks: list[Task], headings: dict[str, str]) -> dict[str, list[Row]]:
    """The rows of each table: name, total, each status, overdue, percent, rank; and how many are left out."""
    found: dict[str, list[Row]] = {}
    for title, by in {"Lead": "lead", "Participants": "participant", "Section": "section", "Tag": "tag"}.items():
        groups = grouped(tasks, by)
        places = {name: place_of(each) for name, each in groups.items()}
        order = sorted(place for place in places.values() if place)
        order = order if any(share for share, _ in order) else []
        rows: list[Row] = []
        for name, each in groups.items():
            figures = (each["total"], *each["counts"].values(), each["overdue"], each["percent"])
            place = places[name]
            rows.append((headings.get(name, name), *figures, order.index(place) + 1 if place and order else 0))
        if by != "section":
            rows.sort(key=lambda row: (-row[7], -row[1], row[0]))
        found[title] = [*rows[:GROUPS], *([("and", len(rows) - GROUPS)] if len(rows) > GROUPS else [])]
    return found


def place_of(group: Mapping[str, Any]) -> tuple[float, int] | None:
    """The share of what is done of all that was not given up, and how much is overdue."""
    done, stopped = group["counts"]["done"], group["counts"]["stopped"]
    to_do = group["total"] - stopped
    return (-done / to_do, group["overdue"]) if to_do else None


def board_bars(tasks: list[Task]) -> dict[str, list[Row]]:
    """The number and the share of each status and each light."""
    statuses, lights = (Counter(name for task in tasks for name in GROUPED[by](task)) for by in ("status", "light"))
    shares = {"Status": [statuses[key] for key in STATUSES], "Lights": [lights[key] for key in LIGHTS]}
    return {title: [(count, f"{count / len(tasks):.0%}") for count in found] for title, found in shares.items()}


def board_lists(tasks: list[Task], today: str) -> dict[str, list[Row]]:
    """The tasks that are late and due soon, with their days; months and weeks; who works with whom."""
    numbered = list(enumerate(tasks))
    late = sorted((task["by"], n) for n, task in numbered if task["overdue_days"] is not None)
    soon = sorted((task["by"], n) for n, task in numbered if FILTERS["是:临期"](task))
    months: dict[str, list[int]] = {}
    for task in tasks:
        if task["by"]:
            month = months.setdefault(task["by"][:7], [0, 0])
            month[0] += task["status"] not in CLOSED
            month[1] += 1
    monday = date.fromisoformat(today) - timedelta(days=date.fromisoformat(today).weekday())
    weeks = [0] * WEEKS
    for day in filter(None, (task["closed_on"] for task in tasks)):
        ago = (monday - date.fromisoformat(day)).days
        if -7 < ago <= 7 * (WEEKS - 1):
            weeks[WEEKS - 1 - (max(ago, 0) + 6) // 7] += 1
    return {
        "Longest overdue": [(len(late),), *((tasks[n]["no"], tasks[n]["overdue_days"]) for _, n in late[:LISTED])],
        "Due within": [(len(soon),), *((tasks[n]["no"], tasks[n]["days_left"]) for _, n in soon[:LISTED])],
        "Due by month": [(name == today[:7], name, *month) for name, month in sorted(months.items())],
        "Closed by week": [
            (str(monday - timedelta(weeks=WEEKS - 1)), sum(weeks), weeks[-1]),
            ("".join(_spark(count, max(weeks)) for count in weeks),),
        ],
    }


def _spark(count: int, most: int) -> str:
    return " ▁▂▃▄▅▆▇█"[-(-8 * count // most)].replace(" ", "·") if most else "·"


# The board, read back


PARTS = (
    *("Board", "Status", "Lights", "Lead × participant", "Lead", "Participants", "Section", "Tag"),
    *("Longest overdue", "Due within", "Due by month", "Closed by week"),
)
"""How each part of a printed board begins."""


def blocks(board: str) -> dict[str, list[str]]:
    """The parts of a printed board by how they begin."""
    found = {}
    for block in board.rstrip("\n").split("\n\n"):
        found[next((name for name in PARTS if block.startswith(name)), block)] = block.split("\n")
    return found


_ROW = re.compile(r"(\S.*?) +(\d+)((?: +(?:\d+|·)){5}) +(\d+|·) +(\d+)% +(\d+)")


def read_table(lines: list[str]) -> Iterator[Row]:
    """The rows of a table; a name may go on in the lines below its figures."""
    rows: list[list[Any]] = []
    for line in lines:
        row = _ROW.fullmatch(line)
        if row:
            figures = " ".join(row.groups()[1:]).replace("·", "0").split()
            rows.append([row[1], *map(int, figures)])
        elif more := re.match(r"  (and) (\d+) more", line):
            rows.append([more[1], int(more[2])])
        elif line.startswith("(Rank"):
            break
        elif rows:
            rows[-1][0] += line.strip()
    for name, *figures in rows:
        yield (name.partition(" (now ")[0], *figures)


def read_lists(found: dict[str, list[str]]) -> dict[str, list[Row]]:
    """The parts of the board that are no tables."""
    days = {"Longest overdue": r" +(\S+) +▲(\d+) d late", "Due within": r" +(\S+) +[^\d\s]*(\d+ d left|due today)"}
    lists: dict[str, list[Row]] = {}
    for title, pattern in days.items():
        first, *lines = found.get(title, ["(of 0)"])
        rows = (row for line in lines if (row := re.match(pattern, line)))
        own = [(row[1], int(re.sub(r"\D", "", row[2]) or 0)) for row in rows]
        lists[title] = [tuple(map(int, re.findall(r"\(of (\d+)\)", first))), *own]
    months = re.findall(r"^([> ]) (\d{4}-\d\d) +(\d+)/ *(\d+)", "\n".join(found["Due by month"]), re.M)
    lists["Due by month"] = [(mark == ">", name, int(still), int(due)) for mark, name, still, due in months]
    *head, spark = found["Closed by week"]
    (told,) = re.findall(r"since (\S+), (\d+) in all, (\d+) this week", " ".join(head))
    lists["Closed by week"] = [(told[0], int(told[1]), int(told[2])), (spark.strip(),)]
    return lists


def read_pairs(lines: list[str]) -> Iterator[tuple[str, str, int]]:
    """A lead, a participant, and how many tasks the matrix says they have together."""
    named = dict(re.findall(r"(?:^|  )([A-Z]) (\S+)", "\n".join(line for line in lines[1:] if line[0] == " "), re.M))
    for line in lines[1:]:
        if line[0] != " ":
            lead, *cells = line.split()
            yield from ((lead, part, int(n.replace("·", "0"))) for part, n in zip(named.values(), cells, strict=True))


# What differs


def differences(folder: Path) -> Iterator[str]:
    """What the answers in a folder say otherwise than the count, one line each; an answer may be missing."""
    today = folder.name
    held = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}
    log, read = json.loads(held["log.json"]), json.loads(held["read.json"])
    tasks = recount(log, read, today)
    for name, text in held.items():
        if name == "board.txt":
            yield from _of_board(text, tasks, read, today)
        elif name not in {"log.json", "read.json"}:
            answer = json.loads(text)
            pairs = _of_answer(name, answer, tasks)
            yield from (f"{name}: {what}: {said} ≠ {own}" for what, said, own in pairs if said != own)


def _of_answer(name: str, answer: dict[str, Any], tasks: list[Task]) -> Iterator[tuple[str, Any, Any]]:
    """What an answer tells, what it says of it, and what was counted."""
    if name == "docs.json":
        (said,) = answer["documents"]
        yield "tasks", said["tasks"], len(tasks)
        yield "done", said["done"], sum(task["status"] == "done" for task in tasks)
    elif name == "tasks.json":
        said = {task["id"]: task | {"by": (task["deadline"] or {}).get("by")} for task in answer["tasks"]}
        yield "ids", list(said), [task["id"] for task in tasks]
        for task in tasks:
            own = {key: value for key, value in task.items() if key not in {"section", "closed_on", "silent"}}
            yield task["id"], {key: said[task["id"]][key] for key in own}, own
    elif "by" in answer:
        own = grouped(tasks, answer["by"])
        yield "total", answer["total"], len(tasks)
        yield "keys", sorted(row["key"] for row in answer["rows"]), sorted(own)
        for row in answer["rows"]:
            yield row["key"], {key: row[key] for key in counts(tasks)}, own.get(row["key"])
    else:
        own_ids = [task["id"] for task in tasks if FILTERS[answer["filter"]](task)]
        yield answer["filter"], [task["id"] for task in answer["tasks"]], own_ids
        yield "shown", answer["shown"], len(own_ids)


def _of_board(text: str, tasks: list[Task], read: dict[str, Any], today: str) -> Iterator[str]:
    found, whole = blocks(text), counts(tasks)
    headings = {s["id"]: " ".join(filter(None, (s["number"], s["heading"]))) for s in read["sections"]}
    silent = sum(task["silent"] for task in tasks)
    head = (
        f"Board  {today}  demo data  Tasks {whole['total']}  closed {whole['closed']} ({whole['percent']}%)  "
        f"overdue {whole['overdue']}  due soon {whole['due_soon']}  not reported {silent}"
    )
    said: dict[str, Any] = {"": " ".join(found["Board"]).split(), **read_lists(found)}
    own: dict[str, Any] = {"": head.split(), **board_lists(tasks, today)}
    for title, rows in board_tables(tasks, headings).items():
        own[title], said[title] = rows, list(read_table(found.get(title, [])))
    for title, bars in board_bars(tasks).items():
        shares = re.findall(r" (\d+) +(\d+%)", "\n".join(found[title]))
        own[title], said[title] = bars, [(int(count), share) for count, share in shares]
    said["pairs"] = list(read_pairs(found["Lead × participant"]))
    own["pairs"] = [
        (lead, part, sum(lead in task["leads"] and part in task["participants"] for task in tasks))
        for lead, part, _ in said["pairs"]
    ]
    yield from (f"board: {title}: {said[title]} ≠ {own[title]}" for title in own if said[title] != own[title])


def main(folders: list[str]) -> int:
    """Print what differs; 1 where anything does."""
    found = [f"{folder}: {line}" for folder in folders for line in differences(Path(folder))]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    assert not [name for name in sys.modules if name.split(".")[0] == "tui"]
    sys.exit(code)
