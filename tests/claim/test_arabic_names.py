"""Names of places in Arabic, by the words before them and in rows."""

from __future__ import annotations

import pytest

from firsthand.claim.language import lexicon_for
from firsthand.claim.names import names_in
from firsthand.claim.reading import read_sentence

NAMED = {
    "يراجع العامل مركز أمن ماركا غدا.": {"مركز أمن", "مركز أمن ماركا", "أمن ماركا"},
    "تؤخذ البصمة في سرت وزوارة وغريان.": {"سرت", "زوارة", "غريان"},
    "أُخذت العينات من سكان ترهونة.": {"ترهونة"},
}  # fmt: skip


def found(text: str) -> set[str]:
    """What may be a name in a sentence."""
    words = lexicon_for(text, "ar")
    assert words is not None
    reading = read_sentence(text, words=words, published=None, near=True)
    return {text[start:end] for start, end, _ in names_in(reading)}


@pytest.mark.parametrize("text", NAMED)
def test_a_name_is_known_by_what_stands_around_it(text: str) -> None:
    assert found(text) >= NAMED[text]


def test_who_is_said_to_speak_is_no_place() -> None:
    assert not found("قال المتحدث إن العمل يسير بهدوء.")
