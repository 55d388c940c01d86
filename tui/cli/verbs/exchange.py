"""What leaves and what comes back: exports, bundles, and the merging of what others filled in or did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tui.cli.call import DONE, NOTHING, Call
from tui.cli.progress import Progress
from tui.cli.terminal import sentence
from tui.cli.verbs.telling import aloud
from tui.export.exchanged import items_sheet, merge_record, why_words
from tui.model.errors import Problem, Usage
from tui.model.merging import Choice, Item, Merged, Outcome, counts
from tui.model.text import visible
from tui.workspace.merging import Merge

UNDECIDED: Final = 5
_ALL: Final = "all"
_REASONS: Final = 20
"""Of so many rows it is said why they cannot be taken in."""


def export(call: Call) -> int:
    """Write what a filter shows to a file."""
    options, workspace = call.options, call.workspace
    form = getattr(options, "as")
    doc = workspace.choose_document(options.doc).id if options.doc else None
    progress: list[Progress] = []

    def told(done: int, whole: int) -> None:
        if not progress:
            progress.append(Progress(call.texts, whole, "cli.export.progress"))
        progress[0].show(done, options.file)

    try:
        done = workspace.export(Path(options.file), call.expression, form=form, told=told, doc=doc)
    finally:
        for each in progress:
            each.wipe()
    call.printer.say(f"exported.{done.form}", file=done.file, count=done.number)
    return DONE


def bundle(call: Call) -> int:
    """Write one's own Changes to a file to carry."""
    done = call.workspace.bundle(Path(call.options.file), call.options.since or "")
    call.printer.say("bundled", file=done.file, changes=done.changes, documents=done.documents)
    return DONE


def merge(call: Call) -> int:
    """Take in what came back; of several files each stands alone and the highest code wins."""
    files = call.options.files
    if call.options.json and len(files) > 1:
        raise Usage("one_file_json")
    choice = Choice(call.options.accept == _ALL, _numbers(call.options.accept), _numbers(call.options.refuse))
    if len(files) == 1:
        return _merge(call, Path(files[0]), choice)
    if choice != Choice(choice.all_theirs):
        raise Usage("rows_of_one_file")
    return max(_one_of_several(call, Path(file), choice) for file in files)


def _one_of_several(call: Call, file: Path, choice: Choice) -> int:
    try:
        return _merge(call, file, choice)
    except Problem as problem:
        call.printer.talk(sentence(problem, call.texts))
        return problem.exit_code


def _numbers(word: str | None) -> frozenset[int]:
    """The rows of `3,5` or `3..7`; raises `Usage` (`bad_rows`)."""
    found: set[int] = set()
    for part in (word or "").replace("，", ",").split(",") if word not in {None, _ALL} else ():
        first, _, last = part.strip().partition("..")
        if not first.isdecimal() or not (last or first).isdecimal():
            raise Usage("bad_rows", rows=word)
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _merge(call: Call, file: Path, choice: Choice) -> int:
    """Show or do one merge."""
    merge = call.workspace.open_merge(file)
    _check(merge, choice)
    items, merged = merge.items, None
    if call.options.dry_run:
        merge.remember()
    else:
        merged = merge.decide(choice)
    if call.options.json:
        call.printer.record(merge_record(merge.sender, items, merged))
    else:
        told = [item for item in items if item.state is not Outcome.SAME]
        call.printer.sheet(items_sheet(told, call.texts, aloud(call)))
    _say(call, merge, items, merged)
    return _code(items, merged)


def _check(merge: Merge, choice: Choice) -> None:
    """Refuse numbers that no row of the file has."""
    known = {item.n for item in merge.items}
    for n in sorted({*choice.accepted, *choice.refused} - known):
        raise Usage("no_such_row", row=n, file=merge.file)
    for n in sorted(set(choice.accepted) & set(choice.refused)):
        raise Usage("row_both", row=n)


def _say(call: Call, merge: Merge, items: Sequence[Item], merged: Merged | None) -> None:
    """What else is to be told, each thing in a sentence."""
    printer = call.printer
    printer.say("merge.counts", file=merge.file, sender=visible(merge.sender), **counts(items))
    for each in merge.notices:
        printer.say(f"merge.{each.code}", **each.values)
    for item in [item for item in items if item.why][:_REASONS]:
        printer.say("merge.not_taken", row=item.n, why=why_words(item, call.texts))
    if merged is None:
        return
    for doc in merged.documents:
        printer.say("restore.added", doc=doc)
    for name in ("taken", "refused", "passed", "moved", "left"):
        rows: Sequence[int] = getattr(merged, name)
        if rows:
            printer.say(f"merge.{name}", count=len(rows), rows=_listed(rows))
    if merged.undone_by:
        printer.say(f"merge.undo.{merged.undone_by}", count=merged.received)


def _listed(rows: Iterable[int]) -> str:
    found = list(rows)
    return ",".join(map(str, found[:20])) + ("…" if len(found) > 20 else "")


def _code(items: Sequence[Item], merged: Merged | None) -> int:
    """5 where conflicts remain, 1 where no row is about anything that is here."""
    left = merged.left if merged else [item.n for item in items if item.state is Outcome.CONFLICT]
    if left or (merged and merged.moved):
        return UNDECIDED
    return DONE if any(item.state is not Outcome.UNKNOWN for item in items) or not items else NOTHING
