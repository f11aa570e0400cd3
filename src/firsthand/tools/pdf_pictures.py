"""Open the pictures in a PDF, within limits, and give their grey values. Called within the sandbox.

In: a PDF's bytes.  Out: for each picture its page, its bytes as the PDF holds them, and its grey
values. A JPEG in a PDF is the file that was put into it, byte for byte; of other pictures the PDF
keeps only points, packed in its own way. Pages drawn in lines hold no picture.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from firsthand.model.value import value
from firsthand.tools.pillow import PIXELS_MAX, Seen, on_grid, see

PAGES_MAX = 1_000  # a longer file's pictures are looked at up to here
PICTURES_MAX = 500  # of one file
PAGE_PICTURES_MAX = 40  # of one page; a map made of tiles has hundreds, none of them a picture
SIDE_MIN = 32  # a smaller one is a piece of an ornament
DATA_BYTES_MAX = 64 << 20
_IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE
_FORMS_DEPTH = 3


@value
class PdfPicture:
    """A picture on a page of a PDF; pages count from 1."""

    page: int
    data: bytes
    seen: Seen


def see_pdf(data: bytes) -> Iterator[PdfPicture]:
    """The pictures of a PDF, page by page; none where it cannot be opened."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    count = 0
    try:
        for number in range(min(len(pdf), PAGES_MAX)):
            for picture in _on_page(pdf, number):
                yield picture
                count += 1
                if count >= PICTURES_MAX:
                    return
    finally:
        pdf.close()


def _on_page(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[PdfPicture]:
    try:
        page = pdf[number]
        objects = list(page.get_objects(filter=[_IMAGE_OBJECT], max_depth=_FORMS_DEPTH))
    except (pypdfium2.PdfiumError, IndexError):
        return
    for item in objects[:PAGE_PICTURES_MAX]:
        found = _seen(item)
        if found is not None:
            yield PdfPicture(page=number + 1, data=found[0], seen=found[1])


def _seen(item: pypdfium2.PdfImage) -> tuple[bytes, Seen] | None:
    try:
        width, height = item.get_px_size()
        if min(width, height) < SIDE_MIN or width * height > PIXELS_MAX:
            return None
        raw = bytes(item.get_data())
        if not 0 < len(raw) <= DATA_BYTES_MAX:
            return None
        if item.get_filters() == ["DCTDecode"]:
            return raw, see(raw)
        grey = on_grid(item.get_bitmap().to_pil())
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return None
    return raw, Seen(media_type="application/pdf", width=width, height=height, grey=grey)
