"""The matrix of a plan and the tasks that it must answer, written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.i18n import Texts
from tui.model.errors import Usage
from tui.store.files import whole_file
from tui.workspace.exporting import Exported, paper_writer

if TYPE_CHECKING:
    from tui.workspace import Workspace
    from tui.workspace.tracing import Tracing

FORMATS: Final = ("docx", "csv", "html", "md")


def write_matrix(workspace: Workspace, found: Tracing, file: Path) -> Exported:
    """Write it in the format of the suffix, whole or not at all.

    Raises `Usage` (`unknown_suffix`, `missing_writer`) or `Unavailable`.
    """
    from tui.export.comma import to_csv
    from tui.export.tracing import trace_matrix, trace_paper

    kind = file.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise Usage("unknown_suffix", file=file, known=" ".join(f".{each}" for each in FORMATS))
    texts, plan = Texts(workspace.settings.lang), workspace.document(found.plan)
    sheet = trace_matrix(found.tasks, found.corrected, plan, texts)
    if kind == "csv":
        data = b"\xef\xbb\xbf" + to_csv(sheet).encode()
        with whole_file(file) as out:
            out.write(data)
    else:
        title = texts("exchange.title.trace", plan=plan.title, name=workspace.document(found.doc).title)
        notes = [texts("cli.demo.name")] if workspace.is_demo else []
        write = paper_writer(workspace, kind, lambda: trace_paper(title, sheet, found.tasks, notes, texts))
        with whole_file(file) as out:
            write(out)
    return Exported(file, "trace", len(found.tasks))
