"""Cards: a task, and below it lines that each begin with a label, such as `年度目标：建成开放`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui.ingest.duties.notes import find_notes
from tui.ingest.tables.columns import Role, role_of
from tui.model.task import Detail

_LABEL: Final = r"[\u4e00-\u9fff]{2,10}(?:[（(][^（()）：:]{1,10}[）)])?"
_LINE: Final = re.compile(rf"[\s*●•◆■·\-]*(?:({_LABEL})\s*[：:]|【({_LABEL})】[：:]?)\s*(.*)", re.DOTALL)
_CUT: Final = re.compile(rf"(?<=[\s；;。，,])(?={_LABEL}[：:])")
_NONE: Final = re.compile(
    "(?:附件|附表|附录|抄送|抄报|主送|发送|来源|注|说明|其中|例如|如下|首先|其次|最后|第.*|[一二三四五六七八九十]+是.*"
    "|.*(?:问题|任务|事项|举措|清单)[一二三四五六七八九十]{1,3}|.*(?:如下|以下|包括|要求|强调|指出|认为)(?:是)?)"
)
"""What stands before a colon and is no label of a card."""
_FIELDS: Final = frozenset({Role.LEAD, Role.DUTY, Role.PART, Role.DUE})
_SURE: Final = frozenset({Role.OTHER, Role.PERSON, Role.GROUP})


def label_line(text: str) -> Detail | None:
    """What a line below the first label of a card says under its own; None where it begins something else."""
    match = _LINE.fullmatch(text.strip())
    name = match[1] or match[2] if match else ""
    if match is None or _NONE.fullmatch(name) or role_of(name) is Role.TASK or find_notes(text):
        return None
    return Detail(name, match[3].strip())


def is_sure_label(text: str) -> bool:
    """Whether a line above the first label of a card is surely one of its lines and no words of the task."""
    said = label_line(text)
    return said is not None and bool(said.text) and (role_of(said.name) in _SURE or said.name.endswith("目标"))


def labelled(line: str) -> list[str]:
    """The parts of a line, each under a label of its own."""
    return _CUT.split(line)


def details_in(line: str) -> Iterator[Detail]:
    """What a line of labels says beside bodies and deadline."""
    for part in labelled(line):
        said = label_line(part.rstrip(" \u3000；;"))
        if said is not None and said.text and role_of(said.name) not in _FIELDS:
            yield said
