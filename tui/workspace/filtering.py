"""What reads filters: one finder for the ledgers of single documents, one for the whole library."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui.bounded import MEGABYTE, read_text, refusal
from tui.model.errors import Invalid
from tui.model.ledger import Entry, Ledger, Selection, detail_names
from tui.packaged import bundled_documents
from tui.query.finder import Finder
from tui.query.language.explain import means_others, other_names
from tui.query.language.fields import FIELDS
from tui.query.language.parse import Query
from tui.query.match.register import Register, read_register
from tui.workspace.validity import all_said
from tui.workspace.whole import Whole

if TYPE_CHECKING:
    from tui.model.profile import Profile
    from tui.workspace.ground import Ground


class Filtering:
    """The finders of a workspace, made when a filter is first asked for."""

    def __init__(self, workspace: Ground) -> None:
        self._workspace = workspace
        self.finder = self._made()
        """Reads the filters of single documents; it knows those that were searched."""
        self._whole: Whole | None = None

    def _made(self) -> Finder:
        workspace = self._workspace
        return Finder((), workspace.profile, workspace.author, forces=lambda: all_said(workspace))

    @property
    def whole(self) -> Whole:
        """The whole library as one ledger, made anew where it is no longer so."""
        if self._whole is None or self._whole.stale:
            self._whole = Whole(self._workspace, self._made())
        return self._whole

    def everything(self) -> Ledger:
        """The whole library, all of it taken in, as it is marked now; raises where not one document can be read."""
        self.whole.catch_up()
        whole = self.whole  # made anew where that has changed what is read
        for _ in whole.load():
            pass
        whole.keep()
        for problem in whole.problems:
            self._workspace.miss(problem)
        if whole.problems and len(whole.problems) == len(whole.ids):
            raise whole.problems[0]
        return whole.ledger

    def finder_of(self, ledger: Ledger) -> Finder:
        """What reads the filters of a ledger, and knows the departments in it and all their names."""
        finder = ledger.rows.finder if isinstance(ledger.rows, Whole) else self.finder
        if finder is self.finder:
            for doc in {entry.doc: None for entry in ledger}:
                if not finder.knows(doc):
                    document = self._workspace.document(doc)
                    finder.learn(doc, document.title, (name for task in document.tasks for name in task.agencies))
        if not finder.taught:
            finder.teach(self.register)
        return finder

    @cached_property
    def register(self) -> Register:
        """The departments by all their names: the register that travels with duban, and the workspace's own."""
        register, bundled = Register(), bundled_documents() / "agencies.toml"
        if bundled.is_file():
            register += read_register(bundled.read_text(encoding="utf-8"), str(bundled))
        return register + _own_register(self._workspace.settings.workspace / "agencies.toml")

    def detail_names(self, ledger: Ledger) -> tuple[str, ...]:
        """The printed names of the details of a ledger; of the whole library those of what was taken in so far."""
        return ledger.rows.finder.detail_names() if isinstance(ledger.rows, Whole) else detail_names(ledger)

    def filter(self, expression: str, ledger: Ledger) -> Selection:
        """What an expression shows of a ledger."""
        if not expression.strip():
            return Selection(ledger, len(ledger))
        return self.finder_of(ledger).select(expression, ledger, self._workspace.now().date())


def _own_register(file: Path) -> Register:
    """The register of a workspace; empty where it has none. Raises `Invalid` or `Unavailable`."""
    try:
        return read_register(read_text(file, MEGABYTE), str(file))
    except FileNotFoundError:
        return Register()
    except UnicodeDecodeError as error:
        raise Invalid("bad_register", file=file, reason=f"UTF-8, {error.start}") from error
    except OSError as error:
        raise refusal(error, file) from error


class MeantToo:
    """The bodies that a filter found under other printed names, by the word that was typed."""

    def __init__(self, selection: Selection) -> None:
        asked = selection.asked
        self._node = asked.node if isinstance(asked, Query) and means_others(asked.node) else None
        self._left = selection.ledger
        self._found: dict[str, dict[str, None]] = {}
        self._seen = False

    def see(self, entry: Entry) -> None:
        """Look at an entry that was found; who shows them all one by one spares `found` to do so."""
        self._seen = True
        for word, name in other_names(self._node, entry) if self._node is not None else ():
            self._found.setdefault(word, {})[name] = None

    def found(self) -> dict[str, list[str]]:
        """The printed names by word."""
        if not self._seen and self._node is not None:
            for entry in self._left:
                self.see(entry)
        return {word: list(names) for word, names in self._found.items()}


def better(expression: str, profile: Profile) -> str | None:
    """What was probably meant by a filter that finds nothing: a bare number or status with its field before it."""
    words = expression.split()
    meant = [_with_field(word, profile) for word in words]
    return " ".join(meant) if meant != words else None


def _with_field(word: str, profile: Profile) -> str:
    if word.isdecimal():
        return f"{FIELDS['no'][0]}:{word}"
    named = any(word in {status.zh, status.key} for status in profile.statuses)
    return f"{FIELDS['status'][0]}:{word}" if named else word
