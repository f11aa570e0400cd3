from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.custody import Capture, Described, MediaType

CAPTURE = Capture(
    digest="0" * 64,
    size_bytes=3,
    address="https://a.example/",
    file="a.html",
    media_type=MediaType.HTML,
)


def test_the_same_bytes_at_one_address_are_one_capture_whatever_is_said_of_them() -> None:
    described = dataclasses.replace(CAPTURE, described=Described(publisher="A"), file="b.html")
    assert described.id == CAPTURE.id


def test_the_same_bytes_at_another_address_are_another_capture() -> None:
    assert dataclasses.replace(CAPTURE, address="https://b.example/").id != CAPTURE.id


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64, "A" * 64, "0" * 64 + "\n"])
def test_a_capture_is_named_by_a_whole_digest(digest: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        dataclasses.replace(CAPTURE, digest=digest)
