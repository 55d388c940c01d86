"""What a shell may put in the place of the word that is being typed: from the table of verbs, and the workspace.

The shells call the hidden verb `__complete SHELL LINE` and get one candidate a line. Nothing is written, nothing
refused: where nothing is known, nothing is printed, and the shell completes names of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Final

from tui import config
from tui.cli.arguments import EVERYWHERE, SHELLS, VERBS, Argument
from tui.model.errors import Problem
from tui.packaged import packaged

_SPECIAL: Final = re.compile(r"([\s\"'\\$`!&|;<>()\[\]{}*?#~^])")
"""What a shell would take for something else."""
_FILES: Final = frozenset({"FILE", "DIR"})


def script(shell: str) -> str:
    """The completion of a shell, as its own script."""
    return packaged(f"cli/shells/duban.{shell}").read_text(encoding="utf-8")


def answer(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """What to offer: `words` are the shell and its line up to the cursor."""
    shell, line = (*words, "", "")[:2]
    if shell not in SHELLS or not line:
        return ""
    typed, current = split(line)
    try:
        offered = list(dict.fromkeys(candidates(typed[1:], current, environ)))
    except Problem:  # a shell has no place for a refusal
        return ""
    if shell == "bash" and len(offered) > 1 and not any(each.startswith(current) for each in offered):
        offered.append(current)  # else bash would put what they share in the place of what was typed
    quoted = offered if shell == "fish" else [_SPECIAL.sub(r"\\\1", each) for each in offered]
    return "".join(f"{each}\n" for each in quoted if "\n" not in each)


def split(line: str) -> tuple[list[str], str]:
    """The words before the one that is being typed, and that one as it will be: quotation marks and strokes undone."""
    words, word, quote, begun = list[str](), "", "", False
    letters = iter(line)
    for letter in letters:
        if letter == "\\" and quote != "'":
            word, begun = word + next(letters, ""), True
        elif letter in "\"'" and quote in {"", letter}:
            quote, begun = "" if quote else letter, True
        elif letter.isspace() and not quote:
            words, word, begun = [*words, word] if begun else words, "", False
        else:
            word, begun = word + letter, True
    return words, word


def candidates(typed: Sequence[str], current: str, environ: Mapping[str, str]) -> Iterator[str]:
    """What fits behind the words after `duban`; raises as the workspace does."""
    verb = next((word for word in typed if word in VERBS), None)
    arguments = (*(VERBS[verb] if verb else ()), *EVERYWHERE)
    if current.startswith("--"):
        yield from (each.name for each in arguments if each.is_option and each.name.startswith(current))
        return
    option = next((each for each in arguments if typed and each.name == typed[-1] and each.metavar), None)
    if option is None and verb is None:
        values = {word for name, word in pairwise(typed) if name.startswith("--")}
        if any(not word.startswith("--") and word not in values for word in typed):
            return  # a verb that nobody knows
        yield from (name for name in VERBS if name.startswith(current))
        return
    before = typed[list(typed).index(verb) + 1 :] if verb else ()
    wanted = option or _place(arguments, before)
    if wanted is not None:
        yield from _values(wanted, current, typed, environ)


def _place(arguments: Sequence[Argument], before: Sequence[str]) -> Argument | None:
    """The word that comes next: behind those that stand there, of which the values of options are none."""
    takes = {each.name for each in arguments if each.is_option and each.metavar}
    pairs = zip(before, ("", *before), strict=False)
    count = sum(not word.startswith("--") and last not in takes for word, last in pairs)
    places = [each for each in arguments if not each.is_option]
    many = [each for each in places if each.nargs in {"*", "+"}]
    if count < len(places) and not many:
        return places[count]
    if many and len(places) > 1 and count:  # the last place, such as a status, may come at any time
        return Argument("any", "|".join(str(each.metavar) for each in places))
    return many[0] if many else None


def _values(wanted: Argument, current: str, typed: Sequence[str], environ: Mapping[str, str]) -> Iterator[str]:
    """What may stand for an argument, as its metavar says."""
    kinds = re.split(r"[|\s]", str(wanted.metavar).replace("…", ""))
    if set(kinds) <= _FILES:
        return
    if any(each.islower() for each in kinds):
        yield from (each for each in kinds if each.islower() and each.startswith(current))
        return
    given = dict(pairwise(typed))
    root = given.get("--workspace")
    settings = config.read(environ, workspace=Path(root) if root else None)
    from tui.cli.offering import OFFERS, nothing
    from tui.workspace import Workspace

    with closing(Workspace.open(settings)) as workspace:
        for kind in kinds:
            yield from OFFERS.get(kind, nothing)(workspace, current, given.get("--doc"))
