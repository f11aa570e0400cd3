from __future__ import annotations

import random

import numpy as np
import pytest

from firsthand.trace import agreement as looked_at
from firsthand.trace.agreement import agreement, agreement_around, extend
from firsthand.trace.letters import PAD, Ints, Letters

NUMBERS = random.Random(11)  # noqa: S311 - letters, no secrets


def laid_out(one: str, other: str) -> tuple[Letters, Ints, Ints]:
    """Two texts in one row of letters, and where each begins."""
    gap = "\0" * PAD
    row = np.array(list(map(ord, gap + one + gap + other + gap)), dtype=np.uint16)
    return row, np.array([PAD]), np.array([2 * PAD + len(one)])


def some_letters(count: int) -> str:
    return "".join(NUMBERS.choices("abcdefghij", k=count))


@pytest.mark.parametrize("before", [0, 3, 31, 32, 33, 200])
@pytest.mark.parametrize("behind", [0, 5, 31, 32, 64, 300])
def test_letters_agree_as_far_as_they_are_equal(before: int, behind: int) -> None:
    shared = some_letters(before + behind)
    row, one, other = laid_out("k" + shared + "l", "m" + shared + "n")
    back, ahead = agreement_around(row, one + 1 + before, other + 1 + before)
    assert (back[0], ahead[0]) == (before, behind)
    assert agreement(row, one + 1, other + 1, 1)[0] == before + behind


def test_nothing_agrees_beyond_the_end_of_a_text() -> None:
    row, one, other = laid_out("abcdef", "abcdef")
    back, ahead = agreement_around(row, one + 2, other + 2)
    assert (back[0], ahead[0]) == (2, 4)


@pytest.mark.parametrize("step", [1, -1])
def test_an_end_grows_over_small_differences(step: int) -> None:
    rest = some_letters(40)
    mine, theirs = ("xy" + rest, "uvw" + rest)
    if step < 0:
        mine, theirs = mine[::-1], theirs[::-1]
    row, one, other = laid_out(mine, theirs)
    if step < 0:
        one, other = one + len(mine) - 1, other + len(theirs) - 1
    assert [int(column[0]) for column in extend(row, one, other, ahead=step > 0)] == [42, 43, 40, 1]


def test_a_glance_lets_nothing_go_that_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends of two letters only, so that every few agree somewhere: the same with every end looked at."""
    texts = ["".join(NUMBERS.choices("ab安宁", (8, 8, 1, 1), k=400)) for _ in "12"]
    row, one, other = laid_out(*texts)
    steps = np.arange(350)
    ends = one[0] + steps, other[0] + np.roll(steps, 7)
    monkeypatch.setattr(looked_at, "_GLANCE_LEAST", 0)
    found = [extend(row, *ends, ahead=ahead) for ahead in (350, 0, 200)]
    monkeypatch.setattr(looked_at, "_GLANCE_LEAST", 1_000)
    whole = [extend(row, *ends, ahead=ahead) for ahead in (350, 0, 200)]
    assert np.array_equal(np.array(found), np.array(whole))
    assert np.array(whole)[:, 2].any()


@pytest.mark.parametrize("ends", [1, 999, 1_000])
def test_letters_that_have_one_number_do_not_agree_for_it(ends: int) -> None:
    """seven letters and seven others have one number: the same however many ends are looked at at once"""
    window = [np.array([[ord(letter) for letter in seven]], np.uint16) for seven in ("ehbavwg", "emawfzz")]  # fmt: skip
    one_number = {looked_at._ahead_hashes(looked_at._turned(each), (0, 7), empty=1).item() for each in window}  # fmt: skip
    assert len(one_number) == 1
    common = "".join(NUMBERS.choices("abcdefghijklmnopqrstuvwxyz", k=80))
    texts = [
        "".join(NUMBERS.choices(letters, k=12)) + seven + "".join(NUMBERS.choices(letters, k=13)) + common
        for letters, seven in (("abcdefghijklm", "ehbavwg"), ("nopqrstuvwxyz", "emawfzz"))
    ]  # fmt: skip
    row, one, other = laid_out(*texts)
    found = extend(row, np.repeat(one, ends), np.repeat(other, ends), ahead=ends)
    assert not np.array(found).any()


@pytest.mark.parametrize("letters", ["ab", "abcdef", "ab安宁"])
def test_the_shortest_skips_are_found(monkeypatch: pytest.MonkeyPatch, letters: str) -> None:
    """Of all skips those whose longer one is shortest, then the other; then that skip less in the first text."""
    texts = ["".join(NUMBERS.choices(letters, k=90)) for _ in "12"]
    row, one, other = laid_out(*texts)
    places = np.arange(60)
    monkeypatch.setattr(looked_at, "_AT_ONCE", 7)
    window = (6, 3)
    found = looked_at._first_agreement(row, (one + places, other + places), 60, window)
    for place, skips in zip(
        places.tolist(), zip(*(f.tolist() for f in found), strict=True), strict=True
    ):
        mine, theirs = (text[place:] for text in texts)
        wanted = min(
            (
                (max(i, j), min(i, j), i, j)
                for i in range(7)
                for j in range(7)
                if mine[i : i + 3] == theirs[j : j + 3]
            ),
            default=(0, 0, -1, -1),
        )
        assert skips == wanted[2:]
