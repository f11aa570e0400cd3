"""Part sentences into pieces of words."""

from __future__ import annotations

import pytest

from firsthand.claim.pieces import UNKNOWN, parted, pieces, pieces_of, read_pieces


def _written(low: str) -> list[str]:
    names = ["?", *pieces().known]
    return [names[number] for number in pieces_of(low)]


@pytest.mark.parametrize(
    ("low", "told"),
    [
        ("police took the blood", "▁police ▁took ▁the ▁blood"),
        ("gendarmes", "▁gendarme s"),
        ("派出所采血，", "▁ 派出 所 采 血 ,"),
    ],
)  # fmt: skip
def test_common_words_stay_whole(low: str, told: str) -> None:
    """what is rare is parted, and a wide comma is the comma"""
    assert _written(low) == told.split(" ")


def test_the_likeliest_parting_is_taken() -> None:
    """two common pieces before one rare one, and the longer last one where both are as likely"""
    table = read_pieces("▁a\t-100\nb\t-100\n▁ab\t-500\n▁x\t-300\ny\t-100\nz\t-100\nyz\t-200\n")
    assert parted(["ab", "xyz"], table) == {"ab": (1, 2), "xyz": (4, 7)}


def test_words_are_parted_together_as_each_by_itself() -> None:
    """and one that was seen before, among others that were not, as if it were new"""
    words = ["gendarmes", "采血", "кровь", "\u16a0x", "\ud800", "swabs,"]
    assert parted(words, pieces()) == {
        word: parted([word], pieces())[word] for word in reversed(words)
    }
    assert pieces_of("gendarmes") + pieces_of("swabs,") == pieces_of("gendarmes swabs,")


def test_a_sign_of_no_piece_is_unknown() -> None:
    """and parts what stands beside it"""
    assert UNKNOWN in pieces_of("\u16a0")
    assert pieces_of("") == []
