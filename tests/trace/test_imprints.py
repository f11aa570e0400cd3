from __future__ import annotations

from firsthand.model.document import Document
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from firsthand.trace.addresses import outlets
from firsthand.trace.imprints import without_imprints
from spoken import page

STORIES = (
    "The weather was fine in Ash, and the harvest was brought in before the first rain of autumn.",
    "A bridge over the upper river is closed until the surveyors have looked at all its piers.",
    "Teachers of three schools met in the old mill to speak of timetables for the coming year.",
)
SAID = "Police took blood from every resident, Human Rights Watch said on Monday."


def sources(*documents: Document) -> list[list[str]]:
    found = {d.id: find_attributions(d, passages=split_passages(d)) for d in documents}
    assert all(found.values()), "each page names somebody"
    kept = without_imprints(documents, found, houses=outlets(documents))
    return [[given.agent for given in kept[d.id]] for d in documents]


def test_the_house_of_a_page_is_no_source_of_it() -> None:
    """The readers' editor of the Ash Courier, on a page of the Ash Courier."""
    foot = "A correction will follow, the Ash Courier Media Group said."
    (one,) = sources(page(f"{STORIES[0]}\n{foot}", publisher="Ash Courier"))
    assert one == []
    (other,) = sources(page(f"{STORIES[0]}\n{foot}", publisher="Elm Ledger"))
    assert other != []


def test_a_name_that_the_house_puts_at_the_edge_of_three_pages_is_no_source() -> None:
    """
    Our picture of the day, the Photo Desk said. (on every page)
    """
    foot = "More pictures will follow tomorrow, Beacon Pictures said."
    pages = [
        page(f"{story}\n{foot}", address=f"a{n}", publisher="Ash Courier")
        for n, story in enumerate(STORIES)
    ]
    assert sources(*pages) == [[], [], []]
    assert sources(*pages[:2]) != [[], []]


def test_a_source_named_in_three_stories_in_their_midst_is_kept() -> None:
    """What HRW said stands between long paragraphs."""
    long = "\n".join(f"It was quiet on day {n} of that month." for n in range(60))
    pages = [
        page(f"{story}\n{long}\n{SAID}\n{long}", address=f"a{n}", publisher="Ash Courier")
        for n, story in enumerate(STORIES)
    ]
    assert sources(*pages) == [["Human Rights Watch"]] * 3


def test_copies_of_one_page_are_no_three_pages() -> None:
    """Three editions of one story name their source at the end."""
    pages = [
        page(f"{STORIES[0]}\n{SAID}", address=f"a{n}", publisher="Ash Courier") for n in range(3)
    ]
    assert sources(*pages) == [["Human Rights Watch"]] * 3


def test_a_part_of_the_house_s_name_behind_a_sign_of_copyright_is_no_source() -> None:
    """© Ash and a name in small letters: the reader took the first word"""
    here = page(f"{STORIES[0]}\n© Ash courier", address="a", publisher="Ash courier of Elm")
    assert sources(here) == [[]]
    other = page(f"{STORIES[0]}\n© Elm Ledger", address="a", publisher="Ash Courier")
    assert sources(other) == [["Elm Ledger"]]
