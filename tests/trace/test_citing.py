from __future__ import annotations

import pytest

from clued import clues_of
from firsthand.trace.citing import cited_by
from spoken import page

CITED = {
    "one sentence": ("Reuters said blood was taken, citing Human Rights Watch.", "Reuters"),
    "two sentences": ("Reuters said so. Blood was taken, said Human Rights Watch.", None),
    "nobody passes it on": ("Blood was taken, Human Rights Watch said.", None),
}


@pytest.mark.parametrize("why", CITED)
def test_who_cites_a_source_in_one_sentence_passes_it_on(why: str) -> None:
    text, expected = CITED[why]
    clues = clues_of(page(text, address="https://a.example/"))
    found = {
        cited_by(0, one, clues)
        for agent, given in clues.named[0].items()
        for one in given
        if agent == "Human Rights Watch"
    }
    assert found == {expected}
