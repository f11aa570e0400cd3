from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest

from bad_input.pile import encrypted_pdf, looping_pdf, text_pdf
from corpora import drawn
from firsthand.tools import pdf_pictures
from firsthand.tools.pdf_pictures import see_pdf
from firsthand.tools.pillow import see


def test_a_jpeg_in_a_pdf_is_the_file_that_was_put_into_it() -> None:
    held = io.BytesIO()
    drawn.photograph(np.random.default_rng(1)).save(held, "PDF", quality=80)
    (found,) = see_pdf(held.getvalue())
    assert found.page == 1
    assert found.data[:3] == b"\xff\xd8\xff"
    assert found.data in held.getvalue()
    assert hashlib.sha256(found.data).hexdigest()
    alone = see(found.data)
    assert alone.grey is not None
    assert found.seen.grey is not None
    assert (alone.grey == found.seen.grey).all()


def test_a_picture_that_a_pdf_keeps_as_points_is_seen() -> None:
    held = io.BytesIO()
    scan = drawn.scan(np.random.default_rng(2)).convert("1")
    scan.save(held, "PDF")
    (found,) = see_pdf(held.getvalue())
    assert (found.seen.width, found.seen.height) == scan.size
    assert found.seen.grey is not None
    assert found.seen.grey.std() > 10


def test_pages_are_counted_and_pictures_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [drawn.drawn_map(np.random.default_rng(n)).convert("RGB") for n in range(3)]
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:])
    assert [each.page for each in see_pdf(held.getvalue())] == [1, 2, 3]
    monkeypatch.setattr(pdf_pictures, "PICTURES_MAX", 2)
    assert [each.page for each in see_pdf(held.getvalue())] == [1, 2]


@pytest.mark.parametrize(
    "data", [encrypted_pdf(), looping_pdf(), text_pdf(), b"%PDF-1.7\nwhatever", b""]
)
def test_a_pdf_without_pictures_or_sense_has_none(data: bytes) -> None:
    assert list(see_pdf(data)) == []
