from __future__ import annotations

import numpy as np
import pytest

from firsthand.trace.chains import grow_passages
from firsthand.trace.letters import read_texts
from firsthand.trace.seeds import batches, hold, write_seeds
from firsthand.trace.shingles import pick_postings
from firsthand.trace.weights import weigh_letters
from spoken import page

SENTENCE = "Officials in four villages took blood from every resident aged 12 to 65 and gave out no form to sign"
HAN = "去年春天以来当地官员从每一位十二岁至六十五岁的居民身上抽取血液并贴上户口编号当夜送往县城"
OWN = "Entirely different words stand here about the harvest and the late rain of that year in May"


def passages(one: str, other: str) -> list[tuple[str, str]]:
    """The letters of each passage, as they read in both texts."""
    texts = read_texts([page(one, address="a"), page(other, address="b")])
    outlets = np.full(2, -1, np.int32)
    holders = hold(pick_postings(texts), outlets=outlets, seeds_max=10**6)
    weights = weigh_letters(texts.letters)
    grown = [
        grow_passages(
            write_seeds(holders, some), letters=texts.letters, weights=weights, weight_min=54.0
        )
        for some in batches(holders)
    ]
    if not grown:
        return []
    (found,) = grown

    def read(start: int, end: int) -> str:
        return "".join(map(chr, texts.letters[start:end].tolist()))

    return [
        (read(a, b), read(c, d))
        for a, b, c, d in zip(
            found.one_start.tolist(), found.one_end.tolist(),
            found.other_start.tolist(), found.other_end.tolist(), strict=True,
        )
    ]  # fmt: skip


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


CHANGED = {
    "nothing": SENTENCE,
    "a word put in": SENTENCE.replace("every", "almost every"),
    "a word left out": SENTENCE.replace(" resident", ""),
    "a word replaced": SENTENCE.replace("villages", "hamlets"),
    "another figure": SENTENCE.replace("12 to 65", "18 to 60"),
    "letters misread": SENTENCE.replace("blood", "b1ood").replace("form", "forrn"),
    "a word at the end": SENTENCE.replace("to sign", "to sgin"),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_small_changes_stay_within_one_passage(changed: str) -> None:
    ((mine, theirs),) = passages(f"{OWN}. {SENTENCE}.", f"{changed}. {OWN[::-1]}.")
    assert len(letters(SENTENCE)) - len(mine) in range(-2, 9)
    assert len(letters(changed)) - len(theirs) in range(-2, 9)


def test_an_unspaced_script_needs_fewer_letters() -> None:
    """Twenty-five Han characters say as much as sixty letters."""
    ((mine, theirs),) = passages("今天的天气很好。" + HAN, HAN + "学校关了门。")
    assert mine == theirs == HAN
    assert passages(HAN[:20] + OWN, HAN[:20] + OWN[::-1]) == []


def test_a_phrase_is_no_passage() -> None:
    assert passages(f"{OWN} {SENTENCE[:30]}", f"{SENTENCE[:30]} {OWN[::-1]}") == []


def test_two_passages_with_much_between_are_two() -> None:
    one = f"{SENTENCE}. {OWN}. {SENTENCE[::-1]}."
    other = f"{SENTENCE}. {OWN[::-1]}. {SENTENCE[::-1]}."
    assert len(passages(one, other)) == 2
