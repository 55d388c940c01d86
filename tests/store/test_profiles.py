"""The office's own statuses and rules: read from a file of the workspace, refused with line and nearest word."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tui.model.cadence import Cadence
from tui.model.errors import Usage
from tui.model.profile import PROFILES, READING, SUPERVISION, Profile
from tui.model.timing import Rules
from tui.store.profiles import FILE, is_foreign, parse_profile, read_profile

OWN = """
name = "某市"

[light]
soon = 15

[report]
every = "quarter"

[[status]]
key = "todo"
letter = "t"
zh = "未动"

[[status]]
key = "done"
letter = "d"
zh = "销号"
en = "closed"
closed = true
reason = "required"
aliases = ["办结"]
"""


def test_a_file_of_its_own_says_all_statuses() -> None:
    profile = parse_profile(OWN, Path(FILE))
    assert [(each.key, each.zh, each.closed, each.reason) for each in profile.statuses] == [
        ("todo", "未动", False, False),
        ("done", "销号", True, True),
    ]
    assert (profile.rules, profile.cadence, profile.name) == (Rules(soon=15), Cadence.QUARTER, "某市")
    assert profile.parse("办结").key == "done"


def test_a_base_is_changed_where_the_file_says_so() -> None:
    stopped, added = 'key = "stopped"\nreason = "required"', 'key = "wait"\nletter = "w"\nzh = "待复核"'
    text = f'base = "督办"\n[[status]]\n{stopped}\n[[status]]\n{added}\n'
    profile = parse_profile(text, Path(FILE))
    assert [each.key for each in profile.statuses] == ["todo", "active", "review", "done", "stopped", "wait"]
    (changed,) = profile.matching("stopped")
    assert (changed.reason, changed.zh, changed.closed) == (True, "已中止", True)
    assert parse_profile('base = "阅读"', Path(FILE)).statuses == READING.statuses


@pytest.mark.parametrize(
    ("text", "code", "line", "near"),
    [
        ('nam = "x"', "profile_word", 1, "name"),
        ("\n[lights]\nsoon = 3", "profile_word", 2, "light"),
        ("[light]\n\nsoom = 3", "profile_word", 3, "soon"),
        ('[light]\nsoon = "3"', "profile_value_far", 2, None),
        ("[light]\nsoon = -3", "profile_value_far", 2, None),
        ('[report]\nevery = "mont"', "profile_value", 2, "month"),
        ('base = "督办制"', "profile_value", 1, "督办"),
        (OWN.replace("closed = true", "closd = true"), "profile_word", 20, "closed"),
        (OWN.replace('reason = "required"', 'reason = "require"'), "profile_value", 21, "required"),
        (OWN.replace('letter = "d"', 'letter = "dd"'), "profile_value_far", 17, None),
        (OWN.replace('letter = "t"\n', ""), "profile_value_far", 10, None),
        (OWN.replace('letter = "d"', 'letter = "t"'), "profile_twice", None, None),
        ("status = 5", "profile_value_far", 1, None),
        ('[[status]]\nkey="a"\nletter="a"\nzh="完"\nclosed=true', "profile_begins_closed", None, None),
        ("[[", "bad_profile", None, None),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, code: str, line: int | None, near: str | None) -> None:
    with pytest.raises(Usage) as caught:
        parse_profile(text, Path(FILE))
    values = caught.value.values
    assert (caught.value.code, values.get("line"), values.get("near")) == (code, line, near)


def test_without_a_file_it_is_the_usual_one(tmp_path: Path) -> None:
    assert read_profile(tmp_path) is SUPERVISION
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(Usage, match="bad_profile"):
        read_profile(tmp_path)


def test_in_a_shared_workspace_only_its_makers_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text('base = "阅读"', encoding="utf-8")
    tmp_path.chmod(0o2770)
    assert not is_foreign(tmp_path)
    assert read_profile(tmp_path).name == "阅读"
    lstat = Path.lstat
    foreign = SimpleNamespace(st_uid=lstat(tmp_path).st_uid + 1)
    monkeypatch.setattr(Path, "lstat", lambda path: foreign if path.name == FILE else lstat(path))
    assert is_foreign(tmp_path)
    assert read_profile(tmp_path) is SUPERVISION


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_those_that_travel_along_are_sound(profile: Profile) -> None:
    for name in ("key", "letter", "zh", "en", "symbol"):
        values = [getattr(status, name) for status in profile.statuses]
        assert len(set(values)) == len(values)
    assert not profile.initial.closed
