"""Times as a person reads them: that of another zone says so."""

from __future__ import annotations

import pytest

from tui.i18n import minute


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-27T09:30:12.5+08:00", "2026-11-27 09:30"),
        ("2026-11-27T01:30:12+00:00", "2026-11-27 01:30 +00:00"),
        ("2026-11-26T20:30:12-05:00", "2026-11-26 20:30 -05:00"),
        ("2026-11-27T09:30:12", "2026-11-27 09:30"),
        ("neither", "neither"),
    ],
)
def test_a_time_of_another_zone_says_so(at: str, said: str) -> None:
    assert minute(at) == said
