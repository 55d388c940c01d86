"""Which bodies the printed names mean: the register that travels with duban, and the workspace's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.model.document import Document
from tui.packaged import bundled_documents
from tui.query.agencies import Register, read_register


def read_registers(workspace: Path) -> Register:
    """The departments by all their names; a workspace's own register goes before."""
    register = Register()
    for file in (bundled_documents() / "agencies.toml", workspace / "agencies.toml"):
        if file.is_file():
            register += read_register(file.read_text(encoding="utf-8"), str(file))
    return register


def full_names(register: Register, document: Document, names: Iterable[str]) -> dict[str, str | None]:
    """The full name of each body that a document names; None for one that the register does not know."""
    issuer = document.issuer or document.title
    found = {name: register.means(name, issuer) for name in names}
    return {name: agency.name if agency else None for name, agency in found.items()}
