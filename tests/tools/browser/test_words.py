from __future__ import annotations

from firsthand.tools.browser.words import ACCEPT, MORE, REJECT


def test_words_of_buttons_are_in_lower_case_and_mean_one_thing() -> None:
    everything = [*MORE, *REJECT, *ACCEPT]
    assert all(word == word.lower().strip() for word in everything)
    assert len(set(everything)) == len(everything)
