"""What a pattern may be, each by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.alternatives import alternatives

PARTED = {
    "blood": ["blood"],
    "blood|dna": ["blood", "dna"],
    "(?:blood|dna)": ["blood", "dna"],
    "(?:blood|(?:iris|eye))|dna": ["blood", "iris", "eye", "dna"],
    "(?:blood|dna) kits?": ["(?:blood|dna) kits?"],
    "(?:blood|dna)(?:kit|card)": ["(?:blood|dna)(?:kit|card)"],
    "(?:blood|dna)?": ["(?:blood|dna)?"],
    "[|(]a|b": ["[|(]a", "b"],
    r"a\|b|c\)": [r"a\|b", r"c\)"],
    "[^]|]a|b": ["[^]|]a", "b"],
    "(?P<n>a)|b": ["(?P<n>a)|b"],
    r"(a|b)\1|c": [r"(a|b)\1|c"],
    "(?=a)b|(?!c)d": ["(?=a)b", "(?!c)d"],
    "": [""],
}


@pytest.mark.parametrize("pattern", PARTED)
def test_a_pattern_is_parted_where_it_stands_in_no_bracket(pattern: str) -> None:
    assert alternatives(pattern) == PARTED[pattern]


_PARTS = st.sampled_from(
    ["a", "b", "ab", "[ab|]", r"\|", "(?:a|bc)", "(?:(?:ab)?|c)", "(?!a)", "(?=b)"]
)
_ROWS = st.lists(_PARTS, min_size=1, max_size=3).map("".join)


@given(
    st.lists(_ROWS, min_size=1, max_size=3).map("|".join),
    st.booleans(),
    st.text("abc|", max_size=6),
)
def test_the_first_that_matches_is_what_the_whole_matches(
    row: str, bracket: bool, text: str
) -> None:
    pattern = f"(?:{row})" if bracket else row
    for at in range(len(text) + 1):
        whole = re.compile(pattern).match(text, at)
        parts = (re.compile(each).match(text, at) for each in alternatives(pattern))
        first = next((found for found in parts if found), None)
        assert (whole and whole.span()) == (first and first.span())
