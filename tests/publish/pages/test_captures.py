from __future__ import annotations

import dataclasses

from firsthand.model.custody import MediaType
from publish.told import WATCH, dossier, kept, site, words_of


def test_bytes_met_at_two_addresses_have_one_page() -> None:
    first = kept(WATCH, 1)
    again = dataclasses.replace(
        first, capture=dataclasses.replace(first.capture, address="https://b.example/"), entry=9
    )
    pages = site(dossier(captures=(first, again)))
    page = words_of(pages[f"captures/{WATCH.capture}.html"])
    assert "https://b.example/" in page
    assert WATCH.address in page
    assert f"sha256sum bytes/{WATCH.capture}.bin" in page


def test_bytes_that_are_no_text_are_shown_as_numbers() -> None:
    first = kept(WATCH, 1)
    packed = dataclasses.replace(
        first, capture=dataclasses.replace(first.capture, media_type=MediaType.PDF)
    )
    page = site(dossier(captures=(packed,)))[f"captures/{WATCH.capture}.html"]
    assert "000000  66 69 72 73 74" in page


def test_withheld_bytes_say_so_and_have_no_digest() -> None:
    page = site(withheld=["12,000 people"])["captures/withheld-0001.html"]
    assert "These bytes are withheld" in page
    assert WATCH.capture not in page
