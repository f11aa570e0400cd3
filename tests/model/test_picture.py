from __future__ import annotations

import pytest

from firsthand.model.picture import Picture, PictureUse, SamePicture


def test_a_picture_is_named_by_its_bytes() -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        Picture(digest="a photo", size_bytes=1, media_type="image/png", width=1, height=1)


def test_a_group_goes_by_the_picture_that_the_others_are_compared_with() -> None:
    use = PictureUse(
        document="d1", digest="ab" * 32, address="", path="", width=1, height=1, size_bytes=1,
        bits_apart=0,
    )  # fmt: skip
    one = SamePicture(digest="ab" * 32, uses=(use,), documents_count=1)
    other = SamePicture(digest="ab" * 32, uses=(use, use), documents_count=2, first="d1")
    assert one.id == other.id
    assert one.id.startswith("pic-")
