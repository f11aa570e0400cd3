from __future__ import annotations

import dataclasses

from firsthand.model.lineage import Lineage
from firsthand.model.picture import PictureUse, SamePicture
from firsthand.publish.dossier import Dossier
from firsthand.publish.pictured import open_groups
from firsthand.publish.redact import redact
from publish.told import DAILY, UYGHUR, WATCH, dossier, lookup, site, words_of


def use(document: str, digest: str, bits_apart: int = 0) -> PictureUse:
    return PictureUse(
        document=document, digest=digest, address="https://a.example/p.png", path="/img[1]",
        width=640, height=480, size_bytes=9_000, bits_apart=bits_apart,
    )  # fmt: skip


GROUP = SamePicture(
    digest="1a" * 32,
    uses=(use(WATCH.id, "1a" * 32), use(DAILY.id, "2b" * 32, 7), use(UYGHUR.id, "3c" * 32, 9)),
    documents_count=3,
    first=WATCH.id,
)


def told() -> Dossier:
    before = dossier()
    return dataclasses.replace(
        before, lineage=dataclasses.replace(before.lineage, pictures=(GROUP,))
    )


def test_without_anything_withheld_every_group_is_told() -> None:
    assert list(open_groups(told(), left_behind=())) == [GROUP]
    assert redact(told(), withheld=()).pictures == (GROUP,)
    assert list(open_groups(dataclasses.replace(told(), lineage=Lineage()), left_behind=())) == []


def test_a_picture_on_a_page_that_stays_behind_is_not_told() -> None:
    """
    "12,000 people" is withheld: the page of the Watch stays behind, and its picture's digest with it.
    """
    redacted = redact(told(), withheld=["12,000 people"])
    (group,) = redacted.pictures
    assert {each.digest for each in group.uses} == {"2b" * 32, "3c" * 32}
    assert (group.digest, group.first, group.documents_count) == ("2b" * 32, None, 2)
    assert "1a" * 32 not in repr(redacted)
    assert WATCH.id not in repr(redacted.pictures)


def test_a_picture_whose_own_bytes_stay_behind_is_not_told() -> None:
    (group,) = open_groups(told(), left_behind={"3c" * 32})
    assert {each.document for each in group.uses} == {WATCH.id, DAILY.id}
    assert list(open_groups(told(), left_behind={"3c" * 32, "2b" * 32})) == []


def test_a_document_s_page_names_the_others_and_shows_no_picture() -> None:
    assert [group.id for _, group in lookup(told()).pictures_of[DAILY.id]] == [GROUP.id]
    pages = site(told())
    page = pages[f"documents/{DAILY.id}.html"]
    words = words_of(page)
    assert "The same picture also on" in words
    assert "640 × 480" in words
    assert "7 of 200 bits" in words
    assert f"documents/{UYGHUR.id}.html" in page
    assert "(the first, by its date)" in words
    assert "<img" not in page
    assert "The same picture" not in words_of(site()[f"documents/{DAILY.id}.html"])
