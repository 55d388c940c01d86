"""The command line: reads the words and the settings, then opens the screens or does a verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from tui import __version__, config
from tui.cli.terminal import Voice, prepare_streams, refusal, sentence
from tui.config import Settings
from tui.i18n import Texts
from tui.model.errors import Problem, Unavailable, Usage

DONE: Final = 0
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code of the contract."""
    words = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    texts = Texts(_language(words, os.environ))
    voice = Voice(texts)
    try:
        return _run(words, os.environ, voice)
    except Problem as problem:
        return _refused(problem, voice)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:  # what no room foresaw is still no reason for a traceback
        told = error.strerror or str(error)
        return _refused(Unavailable("system_refused", path=error.filename or "", reason=told), voice)
    except MemoryError:
        return _refused(Unavailable("no_memory"), voice)


def _refused(problem: Problem, voice: Voice) -> int:
    """Say what a problem is; its exit code."""
    voice.talk(sentence(problem, voice.texts))
    return problem.exit_code


def _language(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language to speak from the first word on; a bad setting is refused later, in the language of the locale."""
    spoken = None
    if words:
        from tui.cli import arguments

        spoken = arguments.spoken_language(words)
    try:
        return config.read(environ, lang=spoken).lang
    except Problem:
        return spoken or config.locale_language(environ)


def _run(words: Sequence[str], environ: Mapping[str, str], voice: Voice) -> int:
    """Read the words and the settings, then do what they ask for."""
    if not words:  # nothing is to be read, and what reads it is not waited for
        return open_browser(config.read(environ), environ)
    from tui.cli import arguments

    if words[0] == arguments.HIDDEN:
        from tui.cli import completion

        voice.data(completion.answer(words[1:], environ))
        return DONE
    try:
        verb, options = arguments.read(words, voice.texts, __version__)
    except arguments.Answer as answer:
        voice.data(str(answer))
        return DONE
    if verb in arguments.ALONE:
        from tui.cli.verbs import alone

        return alone.run(verb, options, voice.texts, wrong_keys)
    folder = Path(options.workspace) if options.workspace else None
    settings = config.read(environ, workspace=folder, lang=options.lang)
    voice.plain = settings.signs == config.SIGNS[1]
    if verb == "open":
        settings = settings._replace(low_bandwidth=settings.low_bandwidth or options.low_bandwidth)
        return open_browser(settings, environ, options.doc, options.filter or "")
    from tui.cli import verbs  # what prints and exports is not waited for by a person who opens the screens

    return verbs.run(verb, options, settings, voice.texts, wrong_keys)


def wrong_keys(settings: Settings) -> Sequence[Problem]:
    """What is wrong with a person's own keys; only a check-up asks, for the table of keys belongs to the screens."""
    from tui.app import wrong_keys

    return wrong_keys(settings)


def open_browser(settings: Settings, environ: Mapping[str, str], name: str | None = None, expression: str = "") -> int:
    """The terminal browser on the document of this name; the only place that starts a user interface."""
    why_not = refusal(environ)
    if why_not:
        raise Usage(why_not)
    import gc

    gc.disable()  # thousands of objects are made for the first screen and none of them is garbage: a tenth of the start
    from tui.workspace import Workspace

    with closing(Workspace.open(settings)) as workspace:
        doc = workspace.choose_document(name).id if name else None
        if expression:
            workspace.check_filter(expression)
        from tui.app import run  # Textual is paid for here alone

        return run(workspace, doc=doc, expression=expression)
