"""A process that marks one task again and again and tells each stamp that is kept: `ROOT WRITER COUNT`, 0 for ever."""

from __future__ import annotations

import sys
from datetime import datetime
from itertools import count, islice
from pathlib import Path

from tui.model.change import Intent
from tui.store.changes import Store


def main(root: str, writer: str, marks: str) -> None:
    """Alternate the mark, so that every one changes something, and checkpoint now and then."""
    store = Store.open(
        Path(root), writer=writer, author=writer, now=lambda: datetime.now().astimezone(), lock_seconds=60
    )
    for number in islice(count(), int(marks) or None):
        value = "done" if number % 2 else "active"
        note = Intent("d", f"附件#{number % 62}", "note", "批注" * (number % 50))
        changes = store.append([Intent("d", "附件#14", "status", value), note], batch=f"{writer}-{number}")
        sys.stdout.write("".join(f"{change.stamp}\n" for change in changes))
        sys.stdout.flush()
        if number % 40 == 39:
            store.checkpoint()


if __name__ == "__main__":
    main(*sys.argv[1:])
