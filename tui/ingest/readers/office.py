"""Old Word files and those of WPS, through LibreOffice (antiword for .doc): apart, and within a time limit."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.readers.apart import LARGEST, run, shut_in
from tui.ingest.readers.docx import read_docx
from tui.ingest.readers.packages import parse
from tui.ingest.readers.sheets import read_xlsx
from tui.ingest.readers.xls import read_xls
from tui.model.document import Doubt
from tui.model.errors import Invalid, Usage

SECONDS: Final = 90
"""How long a conversion may take."""
_BY_ANTIWORD: Final = {"doc"}
_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS: Final = {
    (_SECURITY, "DisableMacrosExecution"): "true",
    (_SECURITY, "DisableActiveContent"): "true",
    (_SECURITY, "MacroSecurityLevel"): "3",
    (_SECURITY, "BlockUntrustedRefererLinks"): "true",
    ("/org.openoffice.Office.Writer/Content/Update", "Link"): "0",
}
"""No macro runs, no link is followed."""
_ENVIRONMENT: Final = {"SAL_USE_VCLPLUGIN": "svp"}


def read_office(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a .doc, .wps, .rtf or .et file.

    Raises Usage (`missing_converter`, exit 2) where no program for it is installed, Invalid where it cannot be read.
    """
    kind = PurePath(name).suffix.lower().lstrip(".") or "doc"
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None and kind in _BY_ANTIWORD:
        program = shutil.which("antiword")
    if program is None and kind == "et" and find_spec("python_calamine"):
        return replace(read_xls(data, name), format=kind)
    if program is None:
        package, saved = ("libreoffice-calc", "xlsx") if kind == "et" else ("libreoffice-writer", "docx")
        raise Usage("missing_converter", file=name, format=kind, package=package, saved=saved)
    with tempfile.TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"source.{kind if kind.isalnum() and kind.isascii() else 'doc'}"
        source.write_bytes(data)
        if PurePath(program).name.startswith("antiword"):
            reading = _by_antiword(program, source, place, name)
        else:
            reading = _by_libreoffice(program, source, place, name)
    doubt = Doubt("converted", "", {"program": PurePath(program).name})
    return replace(reading, format=kind, encoding=None, doubts=(doubt, *reading.doubts))


def _by_libreoffice(program: str, source: Path, folder: Path, name: str) -> Reading:
    form = "xlsx" if source.suffix == ".et" else "docx"
    profile = folder / "profile"
    _settle(profile / "user")
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *options, "--convert-to", form, "--outdir"]
    run([*shut_in(), *command, str(folder), str(source)], folder, name, seconds=SECONDS, environ=_ENVIRONMENT)
    made = source.with_suffix(f".{form}")
    if not made.is_file() or made.stat().st_size > LARGEST:
        raise Invalid("not_converted", file=name, program=PurePath(program).name)
    return (read_xlsx if form == "xlsx" else read_docx)(made.read_bytes(), name)


def _by_antiword(program: str, source: Path, folder: Path, name: str) -> Reading:
    """What antiword makes of a file: it says tables well, and leaves automatic numbers out."""
    words = run([program, "-m", "UTF-8.txt", "-x", "db", str(source)], folder, name, seconds=SECONDS)
    try:
        root = parse(re.sub(rb"<!DOCTYPE[^>]*>", b"", words, count=1))
    except (ParseError, ValueError, LookupError) as problem:
        raise Invalid("not_converted", file=name, program=PurePath(program).name) from problem
    blocks = tuple(_blocks(root))
    lost = sum(1 for _ in root.iter("listitem"))
    return Reading(blocks, "doc", None, (Doubt("numbers_lost", "", {"count": lost}),) if lost else ())


def _blocks(holder: Element) -> Iterator[Block]:
    """The paragraphs and tables of a DocBook text, in order."""
    for element in holder:
        if element.tag == "informaltable":
            rows = [[Cell("\n".join(_lines(entry))) for entry in row.iter("entry")] for row in element.iter("row")]
            yield make_table([(f"row {at}", row) for at, row in enumerate(rows, 1)], "table")
        elif element.tag != "bookinfo":
            if (element.text or "").strip():
                yield Paragraph(" ".join((element.text or "").split()), "text")
            yield from _blocks(element)


def _lines(entry: Element) -> Iterator[str]:
    return (line.strip() for text in entry.itertext() for line in text.splitlines() if line.strip())


def _settle(user: Path) -> None:
    """Write the settings of a profile that nothing else uses."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, key), value in _SETTINGS.items()
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
