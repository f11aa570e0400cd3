from __future__ import annotations

import pytest

from firsthand.weigh.linking.settings import Part, parse_link_settings
from weigh.linking.victims import SETTINGS


def test_settings_are_read_in_one_order() -> None:
    """Blocks and their parts are sorted, whatever order they were written in."""
    (made,) = parse_link_settings(SETTINGS).values
    assert (made.threshold, made.certain_finds, made.seed) == (0.8, 0.6, 1)
    assert len(made.blocks) == 7
    assert made.blocks[0] == (Part(column="birth_year"), Part(column="family_name"))
    lines = SETTINGS.decode().splitlines()
    start, stop = lines.index("block = ["), lines.index("]")
    turned = [*lines[: start + 1], *reversed(lines[start + 1 : stop]), *lines[stop:]]
    assert parse_link_settings("\n".join(turned).encode()).values == (made,)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("format = 1", "format = 2", "format"),
        ("format = 1", "format = 1\nnames = true", "names"),
        ("threshold = 0.8", "threshold = 0.4", "threshold"),
        ("threshold = 0.8", "threshold = true", "threshold"),
        ("certain_finds = 0.6", "certain_finds = 0", "certain_finds"),
        ('"family_name", "birth_year"]\ncertain_finds', '"dna"]\ncertain_finds', "dna"),
        ('["family_name:3", "given_name:2", "place"],', '["family_name:0"],', "family_name:0"),
        ('["family_name:3", "given_name:2", "place"],', '["face:3"],', "face"),
        ('["family_name:3", "given_name:2", "place"],', '"place",', "block"),
        ("format = 1", "format = 1\nseed = -1", "seed"),
        ("format = 1", 'format = 1\nonce = "police"', "once"),
        ("format = 1", "format = ", "TOML"),
    ],
)
def test_what_is_wrong_with_settings_is_named(old: str, new: str, word: str) -> None:
    """One change each."""
    text = SETTINGS.decode()
    assert old in text
    found = parse_link_settings(text.replace(old, new, 1).encode())
    assert found.values == ()
    assert any(word in problem.message for problem in found.problems)


def test_a_column_in_every_block_cannot_be_learnt_from() -> None:
    """Pairs that are compared would never differ in it."""
    text = b'format = 1\nthreshold = 0.9\ncertain = ["name"]\ncertain_finds = 0.5\nblock = [["name"], ["name:3", "place"]]'
    (problem,) = parse_link_settings(text).problems
    assert "name is in every list" in problem.message
