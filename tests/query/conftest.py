"""The 62 tasks of the bundled document, taken straight from its annex, for the specification of the filter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tui.model.document import Kind, Section
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.model.task import Origin, Task
from tui.query.known import Known
from tui.query.parse import Context

TEXT = (Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt").read_text(encoding="utf-8")
