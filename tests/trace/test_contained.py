from __future__ import annotations

from firsthand.trace.contained import PageWords, figures, shared_share, windows, words
from spoken import page

SENTENCE = "Police took blood from 36,200 residents of Kashgar."


def test_a_copied_sentence_is_on_the_page_letter_by_letter() -> None:
    held = PageWords(
        page("It rained. POLICE took  blood from 36200 residents of Kashgar! It rained.")
    )
    assert held.share_of_letters(SENTENCE) == 1.0
    assert PageWords(page("Nothing of the kind is here.")).share_of_letters(SENTENCE) == 0.0


def test_a_sentence_in_other_words_has_its_place_on_the_page() -> None:
    held = PageWords(
        page("It rained.\nFrom 36,200 Kashgar residents blood was taken by police. It rained.")
    )
    share, place = held.best(SENTENCE)
    assert share > 0.8
    assert place is not None
    assert place.exact == "From 36,200 Kashgar residents blood was taken by police."


def test_chinese_is_compared_by_pairs_of_signs() -> None:
    held = PageWords(page("下雨了。警方采集了喀什居民的血样。下雨了。"))
    share, place = held.best("警方在喀什采集居民血样。")
    assert share >= 0.5
    assert place is not None
    assert place.exact == "警方采集了喀什居民的血样。"
    assert len(next(iter(windows("警方采集了喀什居民的血样")))) == 5


def test_years_and_small_figures_are_no_figures_that_tie() -> None:
    assert figures("In 2017, 36,200 of 12 villages, 18.8") == {"36200", "18.8"}


def test_of_a_page_made_of_two_the_shares_add_up() -> None:
    one, other = (
        PageWords(page(SENTENCE * 2)),
        PageWords(page("The mill was closed for the winter. ")),
    )
    both = PageWords(page(SENTENCE + " The mill was closed for the winter."))
    total, each = shared_share(both, [one, other])
    assert total > 0.8
    assert all(0.2 < share < total for share in each)
    assert shared_share(PageWords(page("")), [one]) == (0.0, [0.0])


def test_nothing_is_in_a_sentence_without_words() -> None:
    assert PageWords(page(SENTENCE)).best("!") == (0.0, None)
    assert words("!") == frozenset()
