from __future__ import annotations

from firsthand.cli.pictured import GROUPS_SHOWN, group, rows
from firsthand.model.picture import PictureUse, SamePicture
from spoken import page

PAPER = page("Words.", address="https://paper.example/1")
BLOG = page("Other words.", address="https://blog.example/\x1b[2J")


def use(document: str, digest: str) -> PictureUse:
    return PictureUse(
        document=document, digest=digest, address="https://paper.example/p.png", path="/img[1]",
        width=640, height=480, size_bytes=9_000, bits_apart=3,
    )  # fmt: skip


def same(digest: str, *documents: str) -> SamePicture:
    return SamePicture(
        digest=digest, uses=tuple(use(each, digest) for each in documents),
        documents_count=len(documents), first=documents[0],
    )  # fmt: skip


def test_a_group_is_shown_with_digests_sizes_and_addresses() -> None:
    told = group(same("ab" * 32, PAPER.id, BLOG.id))
    assert (told["sha256"], told["first"], told["documents_count"]) == ("ab" * 32, PAPER.id, 2)
    assert told["uses"][0] == {
        "document": PAPER.id, "sha256": "ab" * 32, "address": "https://paper.example/p.png",
        "path": "/img[1]", "width": 640, "height": 480, "size_bytes": 9_000, "bits_apart": 3,
    }  # fmt: skip


def test_what_most_pages_show_stands_first_and_no_address_moves_the_cursor() -> None:
    groups = [same("ab" * 32, PAPER.id), same("cd" * 32, BLOG.id, PAPER.id)]
    first, second = rows(groups, [PAPER, BLOG])
    assert first[:2] == ("cd" * 5, "2")
    assert second[2] == "https://paper.example/1"
    assert "\x1b" not in "".join(first)


def test_of_many_the_first_are_shown() -> None:
    groups = [same(f"{n:064x}", PAPER.id) for n in range(GROUPS_SHOWN + 5)]
    assert len(list(rows(groups, [PAPER]))) == GROUPS_SHOWN
