"""A WACZ as it is written: sound to the strict check, read again to the same bodies, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from firsthand.preserve.exchanges import Exchange, Held
from firsthand.preserve.writing import cdxj, waczs
from firsthand.preserve.writing.pages import Page
from firsthand.preserve.writing.waczs import Package, Packed, write_wacz
from firsthand.read.wacz import read_wacz
from preserved import codes, found
from written import AT, HTML, PREFACE, met

KEY = ec.derive_private_key(7, ec.SECP384R1())
PAGES = [
    Page(address="https://a.example/", moment=AT, title="免费体检", text="Blood was taken"),
    Page(address="https://h2.example/文?x=%20", moment=AT),
]


def wacz(
    key: ec.EllipticCurvePrivateKey | None = KEY, **more: Iterable[Any]
) -> tuple[bytes, Packed]:
    """A WACZ of awkward exchanges."""
    stream = io.BytesIO()
    told: dict[str, Any] = {"pages": PAGES, **more}
    package = Package(
        title="Sandur", description="Check-ups", main_address="https://a.example/", **told
    )
    packed = write_wacz(
        met(), stream, scratch=io.BytesIO(), preface=PREFACE, package=package, key=key
    )
    return stream.getvalue(), packed


def test_the_strict_check_finds_nothing_wrong_and_nothing_to_note_but_whose_key() -> None:
    data, packed = wacz()
    assert [each.code for each in found(data)] == ["signature"]
    assert (packed.records, packed.pages) == (25, 2)


def test_without_a_key_nobody_has_signed_it() -> None:
    assert [each.code for each in found(wacz(key=None)[0])] == ["unsigned"]


def test_the_same_exchanges_give_the_same_bytes() -> None:
    assert wacz() == wacz()


def test_our_reader_finds_the_pages_and_their_bodies() -> None:
    """The page that came in chunks, the form's answer, HTTP/2, the page that broke off, plain text."""
    pages = {
        each.address: each
        for each in read_wacz(io.BytesIO(wacz()[0]), address="x.wacz")
        if each.kind
    }
    held = {address: each.data for address, each in pages.items()}
    assert held == {
        "https://a.example/": HTML,
        "https://a.example/form": b"thanks",
        "https://a.example/big": HTML,
        "https://h2.example/%E6%96%87?x=%20": HTML * 40,
        "https://a.example/bare": b"one\r\n\r\ntwo",
    }
    stated = {each.name: each.text for each in pages["https://a.example/"].stated}
    assert stated["title"] == "免费体检"


def test_further_pages_and_files_are_listed() -> None:
    extra = [Page(address="https://a.example/form", moment=AT)]
    data, packed = wacz(extra_pages=extra, files=[("logs/capture.log", Held(data=b"one\n"))])
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.read("logs/capture.log") == b"one\n"
        assert json.loads(made.read("pages/extraPages.jsonl").splitlines()[1])["url"].endswith(
            "/form"
        )
        listed = {each["path"] for each in json.loads(made.read("datapackage.json"))["resources"]}
        assert listed == set(made.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        assert {each.compress_type for each in made.infolist()} == {zipfile.ZIP_STORED}
        assert made.testzip() is None
    assert packed.pages == 3
    assert codes(data) == set()


def test_pages_are_asked_for_when_all_exchanges_are_written() -> None:
    """Which pages there are may be known only when the browser is done."""
    order = []

    def items() -> Iterator[Exchange]:
        yield from (each for each in met() if isinstance(each, Exchange))
        order.append("exchanges")

    def pages() -> Iterator[Page]:
        order.append("pages")
        yield PAGES[0]

    package = Package(pages=pages())
    write_wacz(items(), io.BytesIO(), scratch=io.BytesIO(), preface=PREFACE, package=package)
    assert order == ["exchanges", "pages"]


def test_without_pages_the_list_is_empty_and_sound() -> None:
    assert codes(wacz(pages=[])[0]) == set()


def test_an_index_that_memory_does_not_hold_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = wacz()
    monkeypatch.setattr(cdxj, "RUN_LINES", 3)
    assert wacz() == whole


def test_what_is_signed_is_the_list_and_says_when() -> None:
    data, packed = wacz()
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        told = json.loads(made.read(waczs.PACKAGE))
        sealed = json.loads(made.read(waczs.SEAL))
    assert sealed["signedData"]["created"] == told["created"] == AT.utc
    assert sealed["hash"] == sealed["signedData"]["hash"] == packed.digest
    assert (told["title"], told["mainPageUrl"]) == ("Sandur", "https://a.example/")
