from __future__ import annotations

from firsthand.trace.formulas import BITS_MAX, find_formulas

SIGN_UP = "Sign up for our letter"


def test_a_sentence_of_many_pages_is_worth_little() -> None:
    """
    40 pages, each with news of its own and "Sign up for our letter"
    """
    pages = [
        [f"news {chr(97 + n)}{chr(98 + n)}", f"more of {chr(97 + n)}x", SIGN_UP] for n in range(20)
    ]
    most = find_formulas(pages, tongues=["en"] * 20).most
    assert all(page[2] < 1 < BITS_MAX - 4 < page[0] for page in most)


def test_a_story_that_forty_papers_copy_is_no_formula() -> None:
    """
    40 copies of one page are one page; its sentences stay worth what they were
    """
    story = ["police took blood", "nobody asked", "a nurse spoke"]
    others = [[f"of {chr(97 + n)}zz", f"on {chr(97 + n)}yy"] for n in range(20)]
    pages = [story] * 40 + others
    most = find_formulas(pages, tongues=["en"] * len(pages)).most
    assert most[0] == most[39]
    assert min(most[0]) > 6


def test_each_language_is_counted_by_itself() -> None:
    pages = [["DNA"], ["DNA"]]
    most = find_formulas(pages, tongues=["en", "fr"]).most
    assert most[0] == most[1]
    assert most[0][0] > 6 or most[0][0] == most[1][0]


def test_figures_do_not_hide_a_formula() -> None:
    """
    "read 12 comments", "read 7 comments"
    """
    pages = [
        [
            f"read {n} comments",
            f"story {'abcdefghijklmnopqrst'[n]}q",
            f"end {'abcdefghijklmnopqrst'[n]}w",
        ]
        for n in range(20)
    ]
    most = find_formulas(pages, tongues=["en"] * 20).most
    assert all(page[0] < 1 for page in most)
