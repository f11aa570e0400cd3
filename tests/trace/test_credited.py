from __future__ import annotations

from firsthand.model.document import Attribution, AttributionKind, Block, BlockRole, Document
from firsthand.trace.addresses import outlets
from firsthand.trace.credited import house_names, with_credits
from spoken import page

STORY = "The weather was fine in the valley, and the harvest was brought in before the rain."
ASH = page("It rained in Ash.", address="https://ash.example/1", publisher="Ash Courier")
HAN = page("下雨了。", address="https://han.example/1", publisher="晨光日报")


def credited(text: str, *, publisher: str = "Elm Ledger", count: int = 1) -> list[Attribution]:
    """What the page of another house credits to the Ash Courier and 晨光日报, after *count* pages of the kind."""
    pages = [
        page(f"Story {n}. {text}" if n else text, address=f"e{n}", publisher=publisher)
        for n in range(count)
    ]
    documents = [ASH, HAN, *pages]
    return list(with_credits(documents, {}, houses=outlets(documents))[pages[0].id])


def agents(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.agent) for each in credited(text)]


def test_a_line_that_holds_a_house_of_the_case_in_brackets_is_a_credit() -> None:
    """
    The harvest is in
    (Ash Courier)
    """
    assert agents(f"The harvest is in\n(Ash Courier)\n{STORY}") == [("credit", "Ash Courier")]
    assert agents(f"The harvest is in\n（晨光日报）\n{STORY}") == [("credit", "晨光日报")]
    assert agents(f"The harvest is in\n(Oak Monitor)\n{STORY}") == []


def test_a_house_beside_a_person_in_a_byline_is_credited() -> None:
    """By Ann Ferro, Ash Courier, on a page of the Elm Ledger"""
    (found,) = credited(f"The harvest is in\nBy Ann Ferro, Ash Courier\n{STORY}")
    assert (found.kind, found.agent) == (AttributionKind.CREDIT, "Ash Courier")
    assert found.content is None
    assert agents(f"The harvest is in\nBy Ann Ferro for the Ash Courier\n{STORY}") == [
        ("credit", "Ash Courier")
    ]


def test_a_town_and_a_house_in_brackets_open_a_paragraph_of_that_house() -> None:
    long = " ".join([STORY] * 3)
    assert agents(f"KORLAND (Ash Courier) – {long}") == [("credit", "Ash Courier")]
    assert agents(f"{long} (Ash Courier)") == [("credit", "Ash Courier")]
    assert agents(f"{long[:-1]}, as readers (Ash Courier) know from last year.") == []


def test_who_is_told_to_a_house_or_reprinted_from_it_is_known_from_it() -> None:
    """All of this was told to the Ash Courier, which printed it."""
    (found,) = credited(
        f"{STORY} All of this was told to the Ash Courier, which printed it. So it is."
    )
    assert (found.kind, found.agent) == (AttributionKind.REFERENCE, "Ash Courier")
    assert found.content is not None
    assert agents(f"{STORY} Reprinted from the Ash Courier.") == [("reference", "Ash Courier")]
    assert agents("收成很好。原载于《晨光日报》。") == [("reference", "晨光日报")]
    assert agents(f"{STORY} He told the nurse so.") == []


def test_a_page_that_names_its_own_house_credits_nobody() -> None:
    assert credited(f"{STORY}\n(Ash Courier)", publisher="Ash Courier") == []


def test_a_line_under_most_pages_of_a_house_is_its_furniture() -> None:
    """a partner's name in brackets under every page; a wire's under one in three is a credit"""
    assert len(credited("(Ash Courier)\nStanding words.", count=1)) == 1
    lined = [
        page(f"{n} hens.\n(Ash Courier)", address=f"e{n}", publisher="Elm Ledger") for n in range(4)
    ]
    plain = [page(f"{n} cocks.", address=f"c{n}", publisher="Elm Ledger") for n in range(8)]
    for others, kept in (((), 0), (plain, 4)):
        documents = [ASH, *lined, *others]
        found = with_credits(documents, {}, houses=outlets(documents))
        assert sum(bool(found[d.id]) for d in lined) == kept


def test_a_name_in_a_menu_is_no_credit() -> None:
    text = f"(Ash Courier)\n{STORY}"
    blocks = tuple(
        Block(
            position=block.position,
            role=BlockRole.ARTICLE if number else BlockRole.BOILERPLATE,
            path="",
        )
        for number, block in enumerate(page(text).blocks)
    )
    shown = Document(
        capture="0" * 64,
        locator="",
        address="e",
        media_type="text/html",
        state=page(text).state,
        text=text,
        publisher="Elm Ledger",
        blocks=blocks,
    )
    documents = [ASH, shown]
    assert with_credits(documents, {}, houses=outlets(documents))[shown.id] == ()


def test_a_name_that_two_houses_share_is_nobodys() -> None:
    named = [page(name, publisher=name) for name in ("The Ash Courier", "Ash Courier")]
    assert house_names(named) == {}


def test_a_house_whose_name_ends_in_a_bracket_is_credited_too() -> None:
    house = page("On hens.", address="a", publisher="Ash Courier (Lowland edition)")
    paper = page("(Ash Courier (Lowland edition))\nStanding words.", address="e", publisher="Elm Ledger")  # fmt: skip
    documents = [house, paper]
    (found,) = with_credits(documents, {}, houses=outlets(documents))[paper.id]
    assert found.agent == "Ash Courier (Lowland edition)"
    assert paper.text[found.source.start : found.source.end] == "Ash Courier (Lowland edition)"
