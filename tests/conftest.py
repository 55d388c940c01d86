"""What holds for every test: none fails because the machine is busy."""

from __future__ import annotations

import gc
import os
import sys
import time

import pytest
from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

# The workers and the many processes that tests start read what one of them compiled, wherever they run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Times of another zone are marked: that of the tests is China's, wherever they run, without a table of zones.
os.environ["TZ"] = "CST-8"
time.tzset()

# A starting app makes many small objects that live as long as it does. Looking through them for garbage again and
# again was a seventh of the processor's time of all tests. What is garbage is still found, only less often.
gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker leaves goes with its process: to free it first, and to look five times for more, took seconds.

    A worker tells nobody what it finds then; a run in one process (`-n 0`) does, and still looks.
    """
    if hasattr(session.config, "workerinput"):
        gc.freeze()
