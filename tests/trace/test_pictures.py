from __future__ import annotations

import dataclasses
import hashlib
import io
import random

import numpy as np
import pytest
from PIL import Image

from corpora import drawn
from firsthand.model.document import Document, ReadState
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.model.picture import Picture, SamePicture, Shown
from firsthand.read.pictures import known_as
from firsthand.tools.pillow import see
from firsthand.trace.pictures import (
    STANDING_PAGES_MIN,
    USES_MAX,
    find_same_pictures,
    same_pictures,
    with_pictures,
)
from spoken import page

PHOTOGRAPH = drawn.photograph(np.random.default_rng(31))
CHART = drawn.chart(np.random.default_rng(32))
CHANCE = np.random.default_rng(33)


def known(picture: Image.Image) -> Picture:
    held = io.BytesIO()
    picture.save(held, "PNG")
    data = held.getvalue()
    return known_as(see(data), digest=hashlib.sha256(data).hexdigest(), size=len(data))


KNOWN = {
    "photograph": known(PHOTOGRAPH),
    "smaller": known(drawn.scaled(PHOTOGRAPH, 0.5)),
    "cropped": known(drawn.cropped(PHOTOGRAPH, 0.05, CHANCE)),
    "chart": known(CHART),
    "chart again": known(drawn.jpeg(CHART, 50)),
    "logo": known(drawn.plain_pictures(CHANCE)["logo"]),
}


def shows(name: str, *pictures: str, published: str | None = None, publisher: str = "") -> Document:
    """A page with words of its own and these pictures."""
    document = page(
        f"Words of {name}, which no other page has.", address=f"https://{name}.example/",
        published=published, publisher=publisher or None,
    )  # fmt: skip
    shown = tuple(
        Shown(
            addresses=(f"https://{name}.example/{n}.png",), path=f"/img[{n}]", picture=KNOWN[each]
        )
        for n, each in enumerate(pictures)
    )
    return dataclasses.replace(document, pictures=shown)


def names(group: SamePicture, *documents: Document) -> list[str]:
    called = {d.id: d.address.split("/")[2].removesuffix(".example") for d in documents}
    return [called[use.document] for use in group.uses]


def test_pages_that_show_the_same_picture_are_a_group_by_date() -> None:
    """
    paper  2030-02-01  the photograph, half as large
    agency 2030-01-01  the photograph
    blog   no date     the photograph, cropped
    other  2030-01-01  a chart
    """
    pages = [
        shows("paper", "smaller", published="2030-02-01"),
        shows("agency", "photograph", published="2030-01-01"),
        shows("blog", "cropped"),
        shows("other", "chart", published="2030-01-01"),
    ]
    (group,) = find_same_pictures(pages)
    assert names(group, *pages) == ["agency", "paper", "blog"]
    assert group.documents_count == 3
    assert group.first is None  # nobody knows when the blog showed it
    assert {use.bits_apart <= 32 for use in group.uses} == {True}


def test_the_first_is_told_where_the_dates_are_sure() -> None:
    pages = [
        shows("paper", "smaller", published="2030-02-01"),
        shows("agency", "photograph", published="2030-01-01"),
    ]
    (group,) = find_same_pictures(pages)
    assert group.first == pages[1].id
    month = dataclasses.replace(pages[1], published=pages[0].published)
    (group,) = find_same_pictures([pages[0], month])
    assert group.first is None


def test_the_order_of_input_changes_nothing() -> None:
    pages = [
        shows(f"p{n}", name, published=f"2030-01-{n + 10}") for n, name in enumerate(KNOWN)
    ] + [shows("q", "photograph", "chart again"), shows("r", "chart")]
    groups = find_same_pictures(pages)
    assert len(groups) == 2
    shuffled = pages * 2
    random.Random(1).shuffle(shuffled)  # noqa: S311 - the same order every time
    assert find_same_pictures(shuffled) == groups


def test_a_plain_picture_links_nothing() -> None:
    assert find_same_pictures([shows("a", "logo"), shows("b", "logo")]) == ()


def test_a_picture_that_an_outlet_repeats_on_many_pages_links_nothing() -> None:
    """
    The banner of the Invented Post is on five of its pages, and on one of a reader's.
    """
    own = [shows(f"post{n}", "photograph", publisher="Post") for n in range(STANDING_PAGES_MIN)]
    reader = shows("reader", "photograph")
    assert find_same_pictures([*own, reader]) == ()
    (group,) = find_same_pictures([*own[1:], reader])
    assert group.documents_count == STANDING_PAGES_MIN


def test_copies_of_one_page_are_not_many_pages() -> None:
    copies = [
        dataclasses.replace(shows("post", "photograph", publisher="Post"), locator=f"record={n}")
        for n in range(6)
    ]
    (group,) = find_same_pictures([*copies, shows("reader", "photograph")])
    assert group.documents_count == 7
    assert find_same_pictures(copies) == ()  # one page, however often it was kept


def test_a_picture_kept_as_a_file_is_the_one_that_a_page_shows() -> None:
    """
    page    <img src="https://a.example/p.png">, not in the archive
    file    preserved from https://a.example/p.png
    other   the same photograph, smaller
    """
    file = dataclasses.replace(
        shows("file"), text="", blocks=(), address="https://a.example/p.png", state=ReadState.UNREADABLE,
        pictures=(Shown(addresses=("https://a.example/p.png",), path="", picture=KNOWN["photograph"]),),
    )  # fmt: skip
    showing = dataclasses.replace(
        shows("page"), pictures=(Shown(addresses=("https://a.example/p.png",), path="/img[1]"),)
    )
    other = shows("other", "smaller")
    (group,) = find_same_pictures([showing, file, other])
    assert {use.document for use in group.uses} == {showing.id, other.id}
    (alone,) = find_same_pictures([file, other])
    assert {use.document for use in alone.uses} == {file.id, other.id}


def test_charts_with_other_data_are_not_the_same() -> None:
    charts = [known(drawn.chart(np.random.default_rng(n), style=6)) for n in range(4)]
    assert same_pictures(charts) == []
    assert [pair[:2] for pair in same_pictures([KNOWN["chart"], KNOWN["chart again"]])] == [(0, 1)]


def test_a_shared_picture_draws_no_edge_and_makes_none_surer() -> None:
    pages = [shows("a", "photograph"), shows("b", "smaller"), shows("c", "cropped")]
    groups = find_same_pictures(pages)
    assert with_pictures(Lineage(), groups).derivations == ()
    edge = Derivation(
        later=pages[0].id, earlier=pages[1].id, kind=DerivationKind.COPY, score=0.7,
        evidence=(DerivationEvidence(type=EvidenceType.LINK),),
    )  # fmt: skip
    lineage = with_pictures(Lineage(derivations=(edge,)), groups)
    (told,) = lineage.derivations
    assert (told.id, told.score) == (edge.id, edge.score)
    assert [each.type for each in told.evidence] == [EvidenceType.LINK, EvidenceType.PICTURE]
    assert "bits" in told.evidence[1].note
    assert KNOWN["photograph"].digest not in told.evidence[1].note
    assert lineage.pictures == groups


def test_pages_without_end_are_counted_and_not_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.trace.pictures.USES_MAX", 3)
    assert USES_MAX > 3
    pages = [shows(f"p{n}", "photograph") for n in range(9)]
    (group,) = find_same_pictures(pages)
    assert (group.documents_count, len(group.uses)) == (9, 3)
