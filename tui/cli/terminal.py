"""Where the command line prints: data on stdout, talk on stderr, both safe to show and never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TextIO

from tui.bounded import MEGABYTE
from tui.i18n import Texts, place_words
from tui.model.errors import Problem, Unavailable, Usage
from tui.model.text import visible

_LONGEST: Final = 400
"""Characters of one value in a sentence; the rest of it helps nobody."""


def prepare_streams() -> None:
    """Let both streams take any text: one that cannot say Chinese becomes UTF-8, what an encoding lacks becomes `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if _speaks_chinese(stream) else "utf-8", errors="replace")


def _speaks_chinese(stream: TextIO) -> bool:
    try:
        "督办".encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def sentence(problem: Problem, texts: Texts) -> str:
    """What a problem says, on one line."""
    values = {name: _shortened(value) for name, value in problem.values.items()}
    if isinstance(values.get("place"), str):
        values["place"] = place_words(str(values["place"]), texts)
    return visible(texts(f"error.{problem.code}", **values))


def _shortened(value: object) -> object:
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def read_text() -> str:
    """All of stdin as text; raises `Usage` where its bytes are none (`broken_text`) or very many (`text_too_long`)."""
    if sys.stdin is None:
        return ""
    if not isinstance(sys.stdin, io.TextIOWrapper):
        return str(sys.stdin.read())
    data = sys.stdin.buffer.read(MEGABYTE + 1)
    if len(data) > MEGABYTE:
        raise Usage("text_too_long", size=len(data), limit=MEGABYTE)
    try:
        return str(data, sys.stdin.encoding).removesuffix("\n")
    except UnicodeDecodeError as error:
        raise Usage("broken_text", position=error.start + 1) from error


def read_bytes(limit: int) -> bytes:
    """All of stdin; raises `Usage` (`text_too_long`) where it is more."""
    data = sys.stdin.buffer.read(limit + 1) if sys.stdin is not None else b""
    if len(data) > limit:
        raise Usage("text_too_long", size=len(data), limit=limit)
    return data


class Voice:
    """Where data and talk go: data to stdout, talk to stderr."""

    plain = False
    """Whether signs and lines are shown in ASCII where a terminal shows them; what goes elsewhere keeps them."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def shown(self, text: str, out: TextIO | None) -> str:
        """A text as it is shown by what it goes to."""
        if not self.plain or not is_terminal(out):
            return text
        from tui.export.signs import ASCII

        return text.translate(ASCII)

    def data(self, text: str) -> None:
        """Print data that is safe to show already; a reader that has gone is no reason to leave the work undone.

        Raises `Unavailable` (`cannot_print`) where stdout takes no more, or was closed before duban began.
        """
        if sys.stdout is None:
            if text:
                raise Unavailable("cannot_print", reason=os.strerror(errno.EBADF))
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            abandon_stdout()
        except OSError as error:
            abandon_stdout()
            raise Unavailable("cannot_print", reason=error.strerror) from error

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines that are safe to show already."""
        self.data(self.shown("".join(f"{line}\n" for line in lines), sys.stdout))

    def say(self, key: str, **values: object) -> None:
        """Say something on stderr: one line."""
        self.talk(self.texts(f"cli.{key}", **values))

    def talk(self, line: str) -> None:
        """Put one line on stderr; where nobody can hear it, nothing is lost."""
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(f"{self.shown(visible(line), sys.stderr)}\n")
            sys.stderr.flush()
        except OSError:
            return


def abandon_stdout() -> None:
    """Point stdout at nothing, so that Python does not complain about it again at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        return


def refusal(environ: Mapping[str, str]) -> str | None:
    """Why the screens cannot be shown here, as the code of an error; None where they can."""
    if environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return None  # a page in a browser shows them
    streams: Sequence[TextIO | None] = (sys.stdin, sys.stdout, sys.stderr)
    if not all(map(is_terminal, streams)):
        return "not_a_terminal"
    term = environ.get("TERM", "")
    if term == "linux":
        return "bare_console"
    if os.name != "nt" and term in {"", "dumb", "unknown"}:
        return "dumb_terminal"
    return None
