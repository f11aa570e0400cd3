from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.problem import Severity
from firsthand.preserve.waczs import CheckedWacz, Progress
from preserve.test_frames import ARCHIVES
from preserved import (  # fmt: skip
    PAGE,
    codes,
    files,
    found,
    package,
    packed,
    plain,
    records,
    seal,
    sha256,
    signer,
    wacz,
    whole,
    zipped,
)

REAL = Path(__file__).parents[3] / "shared/data/archives/wacz"
SEAL, PACKAGE = "datapackage-digest.json", "datapackage.json"


def test_a_sound_wacz_has_no_differences_signed_or_not() -> None:
    assert codes(wacz()) == set()
    assert codes(wacz(sign=signer())) == set()
    notes = {each.code for each in found(wacz())}
    assert notes == {"unsigned", "index-lacks"}  # the picture of the page is in no index


def test_it_tells_how_far_it_is() -> None:
    steps = [each for each in CheckedWacz(io.BytesIO(wacz()), where="x").run() if isinstance(each, Progress)]  # fmt: skip
    assert [each.what for each in steps] == sorted(whole())


@pytest.mark.parametrize("how", list(ARCHIVES))
def test_an_archive_packed_by_zstd_in_it_is_gone_through_like_any_other(how: str) -> None:
    """
    data.warc.zst, without a dictionary, with one in front, with one that is packed itself; an index that leads into its frames
    """
    data = ARCHIVES[how]
    held = files(data, "data.warc.zst")
    assert codes(wacz(held)) == set()
    checked = CheckedWacz(io.BytesIO(wacz(held)), where="x.wacz")
    list(checked.run())
    assert checked.records == len(records())
    broken = bytearray(data)
    broken[len(data) // 2 if how == "without a dictionary" else -20] ^= 0xFF
    assert codes(wacz({**held, "archive/data.warc.zst": bytes(broken)})) - {"package-digest"}
    elsewhere = files(packed(), "data.warc.zst")["indexes/index.cdx.gz"]
    assert {"index-astray", "index-differs"} & codes(
        wacz({**held, "indexes/index.cdx.gz": elsewhere})
    )


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """One file is another, and nobody made the list or the seal anew."""

    def make() -> bytes:
        held = whole()
        held[name] = change(held[name])
        return zipped(held)

    return make


def listed(change: Callable[[dict[str, Any]], object]) -> Callable[[], bytes]:
    """The list is another, and sealed anew."""

    def make() -> bytes:
        held = whole()
        told = json.loads(held[PACKAGE])
        change(told)
        held[PACKAGE] = json.dumps(told).encode()
        held[SEAL] = seal(held[PACKAGE])
        return zipped(held)

    return make


def remade(change: Callable[[dict[str, bytes]], object]) -> Callable[[], bytes]:
    """Files are others, and list and seal were made anew."""

    def make() -> bytes:
        held = files()
        change(held)
        return wacz(held)

    return make


def shadow() -> bytes:
    """a second archive of the same name behind the first"""
    target = io.BytesIO(wacz())
    with zipfile.ZipFile(target, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("archive/data.warc.gz", packed([records()[2].replace(b"300", b"301")]))
    return target.getvalue()


def signed_then_changed() -> bytes:
    held = whole(sign=signer())
    told = json.loads(held[PACKAGE])
    told["title"] = "another"
    held[PACKAGE] = json.dumps(told).encode()
    sealed = json.loads(held[SEAL])
    sealed["hash"] = sha256(held[PACKAGE])
    held[SEAL] = json.dumps(sealed).encode()
    return zipped(held)


def nested() -> dict[str, bytes]:
    return {**files(), "archive/inner.wacz": wacz()}


WAYS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a byte of the archive": (changed("archive/data.warc.gz", lambda d: d[:-1] + b"x"), "package-digest"),
    "the archive is longer": (changed("archive/data.warc.gz", lambda d: d + packed([records()[0]])), "package-size"),
    "another archive, listed anew": (remade(lambda f: f.update({"archive/data.warc.gz": packed([records()[0]])})), "index-astray"),
    "a page changed, digests and all": (
        remade(lambda f: f.update({"archive/data.warc.gz": packed([*records()[:2], records()[2].replace(b"300", b"301"), *records()[3:]])})),
        "block-digest",
    ),
    "the archive is gone": (remade(lambda f: f.pop("archive/data.warc.gz")), "wacz-without-archive"),
    "the index is gone": (remade(lambda f: [f.pop(n) for n in list(f) if n.startswith("indexes/")]), "index-missing"),
    "the pages are gone": (remade(lambda f: f.pop("pages/pages.jsonl")), "pages-missing"),
    "a page that is no JSON": (remade(lambda f: f.update({"pages/pages.jsonl": b"{\n"})), "page-line"),
    "an index of another kind": (remade(lambda f: f.update({"indexes/index.bin": b"x"})), "index-kind"),
    "a file that no list names": (lambda: zipped({**whole(), "archive/more.warc.gz": packed()}), "package-unlisted"),
    "a script that no list names": (lambda: zipped({**whole(), "run.sh": b"#!"}), "package-unlisted"),
    "a listed file is gone": (lambda: zipped({k: v for k, v in whole().items() if not k.startswith("pages")}), "package-missing"),
    "the list is gone": (lambda: zipped({k: v for k, v in whole().items() if k != PACKAGE}), "package-missing"),
    "the list is no JSON": (lambda: zipped({**whole(), PACKAGE: b"{"}), "not-json"),
    "the list says a thing twice": (lambda: zipped({**whole(), PACKAGE: b'{"a": 1, ' + whole()[PACKAGE][1:-1] + b', "a": 2}'}), "not-json"),
    "the list is empty": (listed(lambda t: t.update(resources=[])), "package-empty"),
    "a file is listed twice": (listed(lambda t: t["resources"].append(t["resources"][0])), "package-resource"),
    "a file is listed without a digest": (listed(lambda t: t["resources"][0].pop("hash")), "package-digest"),
    "a digest of an unknown kind": (listed(lambda t: t["resources"][0].update(hash="crc32:1")), "package-digest"),
    "another digest": (listed(lambda t: t["resources"][0].update(hash="sha256:" + "0" * 64)), "package-digest"),
    "another number of bytes": (listed(lambda t: t["resources"][0].update(bytes=3)), "package-size"),
    "an old version": (listed(lambda t: t.update(wacz_version="1.0.0")), "wacz-old"),
    "the seal is gone": (lambda: zipped({k: v for k, v in whole().items() if k != SEAL}), "seal-missing"),
    "the seal is of another list": (changed(PACKAGE, lambda d: d.replace(b"1.1.1", b"1.1.2")), "seal-differs"),
    "the seal is no JSON": (lambda: zipped({**whole(), SEAL: b"[]"}), "not-json"),
    "the seal is of another file": (changed(SEAL, lambda d: d.replace(b"datapackage.json", b"pages/pages.jsonl")), "seal-differs"),
    "the list changed after it was signed": (signed_then_changed, "signature-wrong"),
    "the signature is another's": (lambda: zipped({**whole(sign=signer()), SEAL: whole(sign=lambda d: {**signer()(d), "publicKey": signer()(d)["publicKey"]})[SEAL]}), "signature-wrong"),
    "an archive packed twice": (lambda: zipped(whole(), zipfile.ZIP_DEFLATED), "archive-packed"),
    "a second archive of one name": (shadow, "zip-duplicate"),
    "bytes behind": (lambda: wacz() + b"more", "zip-behind"),
    "cut short": (lambda: wacz()[:-30], "zip-damaged"),
    "bytes before": (lambda: b"more" + wacz(), "zip-damaged"),
    "an archive that is none": (remade(lambda f: f.update({"archive/more.warc": PAGE})), "record-version"),
    "a list larger than can be": (lambda: zipped({**whole(), PACKAGE: b" " * (65 << 20)}), "too-large"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_tamper_is_named(way: str) -> None:
    make, code = WAYS[way]
    assert code in codes(make())


def test_an_archive_that_is_not_packed_is_sound_too() -> None:
    held = files(plain())
    held["archive/data.warc"] = held.pop("archive/data.warc.gz")
    cdx = gzip.decompress(held.pop("indexes/index.cdx.gz")).replace(b".warc.gz", b".warc")
    del held["indexes/index.idx"]
    assert codes(wacz({**held, "indexes/index.cdx": cdx})) == set()


def test_a_nested_wacz_is_a_file_like_others() -> None:
    """its name is on the list; nothing in it is opened"""
    assert codes(wacz(nested())) == set()


def test_the_layout_before_is_read_with_a_warning() -> None:
    held = files()
    resources = [
        {"path": path, "stats": {"hash": sha256(data)[7:], "bytes": len(data)}, "hashing": "sha256"}
        for path, data in held.items()
    ]
    told = json.dumps({"resources": resources, "wacz_version": "1.0.0"}).encode()
    made = [each for each in found(zipped({**held, PACKAGE: told})) if each.severity is not Severity.NOTE]  # fmt: skip
    assert [(each.code, each.severity) for each in made] == [("wacz-old", Severity.WARNING)]


def test_a_page_that_no_record_is_of_is_told() -> None:
    held = files()
    held["pages/pages.jsonl"] += b'{"url": "http://paper.example/none"}\n'
    assert "page-elsewhere" in {each.code for each in found(wacz(held))}


@given(st.integers(0, len(wacz()) - 1), st.integers(1, 255))
def test_a_changed_byte_is_named_wherever_something_hangs_on_it(at: int, change: int) -> None:
    data = wacz()
    made = data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]
    if codes(made):
        return
    with zipfile.ZipFile(io.BytesIO(made)) as opened:  # versions, times and modes of the zip
        assert {name: opened.read(name) for name in opened.namelist()} == whole()


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    assert codes(data)
    assert codes(data + wacz()) or not data


def test_the_list_is_what_the_builder_of_tests_writes() -> None:
    assert json.loads(package({"a": b"x"}))["resources"][0]["hash"] == sha256(b"x")


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real archives are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("valid_example_2.wacz", set()),
        ("valid_example_1.wacz", {"wacz-old"}),
        ("invalid_signed_example_1.wacz", {"signature-untrusted"}),
        ("invalid_example_1.wacz", {"wacz-old", "package-missing", "package-unlisted", "wacz-without-archive", "index-missing", "pages-missing"}),
    ],
)  # fmt: skip
def test_real_archives_end_as_those_who_made_them_say(name: str, wanted: set[str]) -> None:
    assert codes((REAL / name).read_bytes()) == wanted
