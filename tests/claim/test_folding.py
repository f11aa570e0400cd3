"""One form for every way of writing the same signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim.found import claims
from firsthand.claim.folding import fold, original, plain, spell

SAME = {
    "traditional signs": ("採集虹膜", "采集虹膜"),
    "more of them": ("體檢後錄聲紋", "体检后录声纹"),
    "digits of full width": ("１２万人", "12万人"),
    "letters of full width": ("ＤＮＡ", "dna"),
    "digits in circles": ("①⑧⑧⓪万人", "1880万人"),
    "a mark of a list": ("①18.8万人", "①18.8万人"),
    "Arabic digits": ("١٢٣", "123"),
    "Persian digits": ("۱۲۳", "123"),
    "Arabic signs in a number": ("١٬٢٠٠٫٥٪", "1,200.5%"),
    "forms of alef": ("أخذ إلى آخر ٱ", "اخذ الي اخر ا"),
    "letters of another keyboard": ("کتابی", "كتابي"),
    "letters as old files shape them": ("ﻛﺘﺎﺏ", "كتاب"),
    "Cyrillic with two dots": ("ещё Ёлка", "еще елка"),
    "Turkish letters": ("İRİS TARAMASI, ısı", "iris taramasi, isi"),
    "curled apostrophes": ("Xi’an ‘x’", "xi'an 'x'"),
    "spaces that do not break": ("12\u00a0000\u202fx", "12 000 x"),
}


@pytest.mark.parametrize("why", SAME)
def test_one_form_for_all(why: str) -> None:
    written, form = SAME[why]
    assert fold(written) == form
    assert len(fold(written)) == len(written)


def test_capitals_are_kept_where_names_are_told_by_them() -> None:
    assert spell("Ürümqi，Xi’an") == "Ürümqi，Xi'an"


UNREAD = {
    "a soft hyphen": ("fin\u00adgerprints", "fingerprints"),
    "marks of direction": ("\u202bعينات\u202c DNA\u200e", "عينات DNA"),
    "a space of no width": ("DNA\u200b样本", "DNA样本"),
    "a lengthened word": ("عـــينات", "عينات"),
    "vowel marks": ("بَصَمَات", "بصمات"),
    "one sign for two letters": ("ﬁngerprints", "fingerprints"),
    "lam-alef as old files shape it": ("ﺍﻷﺻﺎﺑﻊ", "ﺍلأﺻﺎﺑﻊ"),
    "a letter with its mark beside it": ("Fe\u0301vrier", "Février"),
    "a number in a circle": ("⑫", "12"),
    "nothing": ("Fingerabdrücke", "Fingerabdrücke"),
}


@pytest.mark.parametrize("why", UNREAD)
def test_signs_that_say_nothing_are_left_out(why: str) -> None:
    written, read = UNREAD[why]
    assert plain(written).text == read


@given(st.text("aб中e\u0301\u00ad\u200b\u0640\u064bب ﬁ⑫", max_size=20))
def test_every_letter_knows_where_it_stood(text: str) -> None:
    said = plain(text)
    places = [said.origin(at) for at in range(len(said.text) + 1)] if said.origins else []
    assert places == sorted(places)
    if said.origins is None:
        assert said.text == text
    else:
        assert len(said.origins) == len(said.text) + 1
        assert said.origins[-1] == len(text)
        whole = original(said.text, near=0, said=said, text=text)
        assert whole in text
        assert plain(whole).text == said.text


@given(st.text(max_size=30))
def test_offsets_stay(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_words_are_given_back_as_they_stand() -> None:
    """Of several, those nearest to the place."""
    text = "fin\u00adger and finger"
    said = plain(text)
    assert original("finger", near=0, said=said, text=text) == "fin\u00adger"
    assert original("finger", near=11, said=said, text=text) == "finger"
    assert original("thumb", near=0, said=said, text=text) == "thumb"


PAGES = [
    "Po\u00adlice took fin\u00adger\u00adprints and D\u200bNA from 3,000 resi\u00addents in Kash\u00adgar.",
    "\ufeffPolice took ﬁngerprints and DNA from 3,000 residents in Kashgar.",
]


@pytest.mark.parametrize("text", PAGES)
def test_a_page_with_such_signs_says_the_same_and_is_quoted_as_it_stands(text: str) -> None:
    made, same = claims(text), claims(plain(text).text)
    assert len(made) == len(same) > 4
    for one in made:
        position = one.quotation.position
        assert text[position.start : position.end] == one.quotation.exact
        words: str = getattr(one.value, "text", "") or getattr(one.value, "name", "")
        assert words in one.quotation.exact
