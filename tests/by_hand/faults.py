"""Every verb that writes, stopped at every call to the system: `python -m tests.by_hand.faults [SCENARIO…]`.

Needs Linux and a C compiler. The verb runs in a process of its own under `fault.c`, which counts all calls that change
a file, those that libraries make too; each is made to fail, to fail as on a full disk, and to be where the process is
killed. Then what `tests/cli/faulting.py` demands must hold. At the end: points tried, points held.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.cli.faulting import MODES, Ran, Trial
from tests.cli.hurting import Home
from tests.cli.writing_verbs import READS, SCENARIOS, Scenario, made, missing
from tui import workspace

SHIM: Final = Path(__file__).with_name("fault.c")
PACKAGE: Final = Path(__file__).parent.parent.parent
START: Final = (
    "import sys; from pathlib import Path; from tui import cli, workspace; "
    "workspace.bundled_documents = lambda: Path('/nothing bundled'); sys.exit(cli.main(sys.argv[1:]))"
)


class Stopper:
    """Runs a verb in a process of its own with one of its calls stopped."""

    def __init__(self, folder: Path) -> None:
        self._shim = folder / "fault.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self._shim, SHIM, "-ldl"], check=True)
        self._log = folder / "calls"

    def __call__(self, home: Home, words: Sequence[str], number: int, mode: str) -> Ran:
        """As `Runner`."""
        home.enter()
        self._log.unlink(missing_ok=True)
        environ = {
            **os.environ,
            "PYTHONPATH": str(PACKAGE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LD_PRELOAD": str(self._shim),
            "FAULT_BELOW": str(home.folder),
            "FAULT_LOG": str(self._log),
            "FAULT_AT": str(number),
            "FAULT_MODE": mode,
        }
        command = [sys.executable, "-c", START, *words]
        done = subprocess.run(
            command, cwd=home.folder, env=environ, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        calls = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        killed = done.returncode == -signal.SIGKILL
        return Ran(None if killed else done.returncode, done.stderr, calls)


def readers_write(stopper: Stopper, folder: Path) -> list[str]:
    """The verbs that are said to write nothing, and do."""
    home = Home(folder / "home")
    made(home, Scenario(("docs",)))
    found = []
    for verb in sorted(READS - {"open"}):
        ran = stopper(home, [verb], 0, "fail")
        found += [f"{verb} writes: {ran.calls}"] if ran.calls else []
    return found


def main(names: Sequence[str]) -> None:
    """Try them all and say what came out."""
    wrong = [f"{verb}: nobody tries it" for verb in sorted(missing())]
    tried = counted = 0
    workspace.bundled_documents = lambda: Path("/nothing bundled")  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        stopper = Stopper(folder)
        wrong += readers_write(stopper, folder / "reads")
        for at, name in enumerate(names):
            trial = Trial(name, folder / str(at), stopper)
            found: list[str] = []
            for number in range(1, len(trial.calls) + 1):
                for mode in MODES:
                    found += trial.at(number, mode)
                    tried += 1
            counted += len(trial.calls) * len(MODES)
            wrong += found
            print(f"{name}: {len(trial.calls)} calls, {len(found)} wrong", flush=True)
        os.chdir("/")
    print(*wrong, sep="\n")
    print(f"{tried} points tried, {counted} counted, {len(wrong)} things wrong")
    if wrong or tried != counted:
        raise SystemExit("FAILED")


if __name__ == "__main__":
    main(sys.argv[1:] or list(SCENARIOS))
