"""Whatever is typed: an exit code of the contract, and never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.cli.arguments import VERBS

from .conftest import HOSTILE, Duban, make_document

WORDS = [
    "1",
    "#2",
    "999",
    "二（一）",
    "done",
    "已办结",
    "plan",
    "plan/1",
    "-",
    "--",
    "-x",
    "",
    "\udcff",
    HOSTILE,
    "牵头:财政厅",
]


def words_for(verb: str) -> st.SearchStrategy[list[str]]:
    """The verb with words and options that fit it or nearly do."""
    options = [argument.name for argument in VERBS.get(verb, ())]
    word = st.sampled_from([*WORDS, *options, "--lang", "en"]) | st.text(max_size=6)
    return st.lists(word, max_size=5).map(lambda words: [each.replace("\0", "") for each in (verb, *words)])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*VERBS, "", "nosuchverb"]).flatmap(words_for))
def test_any_words_end_in_a_code_of_the_contract(duban: Duban, words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.cli.web.Page.serve", lambda page: page.close())  # it would serve until interrupted
        answer = duban(*words, stdin="批注".encode())
    assert answer.code in {0, 1, 2, 3, 4, 5}
    assert "\x1b" not in answer.out + answer.err
    assert answer.code == 0 or answer.err or "--explain" in words


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_argument(duban: Duban, verb: str, lang: str) -> None:
    for words in ((verb, "--help"), (verb, "-h"), ("--help", verb)):
        answer = duban("--lang", lang, *words)
        assert answer.code == 0
        assert all(argument.name in answer.out for argument in VERBS[verb] if argument.name[:2] == "--")
        assert "{" not in answer.out
        assert "cli." not in answer.out


def test_the_overview_names_every_verb_and_the_version_is_told(duban: Duban) -> None:
    overview = duban("--help").out
    assert all(f"  {verb}" in overview for verb in VERBS)
    assert duban("--version").out.startswith("duban 0.")
    assert make_document()[0].title not in overview
