from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.cycles import merged, strongly_connected


def test_a_line_has_no_circles() -> None:
    """c ← b ← a."""
    assert strongly_connected([("c", "b"), ("b", "a")]) == []


def test_two_circles_are_two_classes() -> None:
    """a ⇄ b, c → d → e → c, and a → c."""
    edges = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("a", "c")]
    assert strongly_connected(edges) == [["a", "b"], ["c", "d", "e"]]


def test_what_is_known_to_be_first_stands_for_its_class() -> None:
    """Of a copy and its model, the model."""
    assert merged([["a", "b"]], standing_first=frozenset({"b"})) == {"a": "b", "b": "b"}
    assert merged([["a", "b"]], standing_first=frozenset()) == {"a": "a", "b": "a"}


@given(st.lists(st.tuples(*[st.sampled_from("abcdefgh")] * 2), max_size=20))
def test_a_class_is_those_that_reach_each_other(edges: list[tuple[str, str]]) -> None:
    """Checked against following every way."""
    reach = {n: {n} for n in "abcdefgh"}
    for _ in "abcdefgh":
        for later, earlier in edges:
            for reached in reach.values():
                if later in reached:
                    reached.add(earlier)
    expected = {tuple(sorted(m for m in reach[n] if n in reach[m])) for n in reach}
    found = {tuple(c) for c in strongly_connected(edges)}
    assert found == {c for c in expected if len(c) > 1}
