"""Supervising tasks: by when, how far, by which steps, under which tags."""

from __future__ import annotations

from tui.app.command import Command, NeedsTask
from tui.app.desk import Desk


class SetDeadline(NeedsTask):
    writes = True
    name = "set_deadline"
    keys = ("T",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.supervise.deadline_form import ask_deadline

        ask_deadline(desk)


class ReportProgress(NeedsTask):
    writes = True
    name = "report_progress"
    keys = ("p",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.supervise.progress_form import ask_progress

        ask_progress(desk)


class Stages(NeedsTask):
    writes = True
    name = "stages"
    keys = ("g s",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.supervise.stage_list import open_stages

        open_stages(desk)


class Tags(NeedsTask):
    writes = True
    name = "tags"
    keys = ("t",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.supervise.tag_menu import open_tags

        open_tags(desk)


COMMANDS: tuple[type[Command], ...] = (SetDeadline, ReportProgress, Stages, Tags)
