"""What a pattern cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.needs import all_needs_of, needs_of

NEEDED = {
    "blood (?:cards?|kits)": {"blood card", "blood kits"},
    "(?:the )?swabs?": {"swab"},
    "(?:cheek|mouth) swabs": {"cheek swabs", "mouth swabs"},
    "a|b": {"a", "b"},
    r"\w+": None,
    "colou?rs": {"colors", "colours"},
    "[采抽]了?血": {"采血", "采了血", "抽血", "抽了血"},
    "[采抽]了?": {"采", "抽"},
    "[a-z]x": {"x"},
    "(?:^|，)": None,
    "(?:in|)": None,
    "ab+cd": {"ab"},
    "a{0,3}b": {"b"},
    "a{2}bc": {"aabc"},
    "(?:the |a |an |some |any )?(?:iris|eye|face|ear) (?:map|chart|plan)": {
        f"{one} {other}"
        for one in ("iris", "eye", "face", "ear")
        for other in ("map", "chart", "plan")
    },
    "identity-(?:cards?|papers?)": {"identity-"},
    r"a\bb|\w": None,
    "(?:dna|血){1,2}": {"dna", "血"},
    r"no\.": {"no."},
    "(?=dna)x": {"x"},
    "(?!dna)x": {"x"},
    r"[\w-]+ taken": {" taken"},
    "(?i:dna)": None,
    "(?P<n>dna)": {"dna"},
    r"\bdna\b": {"dna"},
    "": None,
}


@pytest.mark.parametrize("pattern", NEEDED)
def test_what_a_pattern_needs_is_known(pattern: str) -> None:
    needed = needs_of(pattern)
    assert needed == (None if NEEDED[pattern] is None else NEEDED[pattern])


_PARTS = st.sampled_from(
    ["a", "b", "血", "ab", "[ab]", "[^a]", r"\w", ".", "(?:a|bc)", "(?:(?:ab)?)", r"\.", "(?!a)"]
)
_TIMES = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,2}", "+?"])


@given(
    st.lists(st.tuples(_PARTS, _TIMES).map("".join), min_size=1, max_size=5).map("".join),
    st.lists(st.tuples(_PARTS, _TIMES).map("".join), max_size=3).map("".join),
    st.text("abc血. ", max_size=8),
)
def test_every_match_holds_what_is_needed(one: str, other: str, text: str) -> None:
    pattern = f"{one}|{other}" if other else one
    every = all_needs_of(pattern)
    assert (every[0] if every else None) == needs_of(pattern)
    for match in re.finditer(pattern, text):
        for needed in every:
            assert any(stretch in match.group() for stretch in needed)


FURTHER = {
    r"(?:took|taken) (?:\w+ )?blood": [{"took ", "taken "}, {"blood"}],
    r"blood": [{"blood"}],
    r"dna[^.]{0,9}swab": [{"swab"}, {"dna"}],
    r"(?:dna\w* of|x)": [{"dna", "x"}],
    r"\w+": [],
    r"(?i:dna) x": [],
}


@pytest.mark.parametrize("pattern", FURTHER)
def test_what_else_a_pattern_needs_is_known(pattern: str) -> None:
    assert list(all_needs_of(pattern)) == FURTHER[pattern]
