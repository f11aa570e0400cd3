from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from bad_input.pile import PAGE, encrypted, overlapping, record, wacz
from firsthand.read.archive import Found
from firsthand.read.wacz import read_wacz

WARC = record(PAGE)
LIST = b'{"format": "json-pages-1.0"}\n' + json.dumps({"url": "https://a.example/", "ts": "2030-01-02T03:04:05Z", "title": "As the crawler saw it"}).encode() + b"\n"  # fmt: skip


def read(data: bytes) -> list[Found]:
    return list(read_wacz(io.BytesIO(data), address="pile/a.wacz"))


def rewritten(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The same archive with entries changed or left out, and nobody told."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def test_pages_are_found_with_the_title_that_their_list_gives() -> None:
    (page,) = read(wacz({"archive/data.warc": WARC, "pages/pages.jsonl": LIST}))
    assert page.data == PAGE
    assert page.locator == "entry=archive/data.warc;record=0"
    assert [(s.name, s.text, s.found) for s in page.stated] == [
        ("title", "As the crawler saw it", "wacz:pages/pages.jsonl"),
        ("captured", "2030-01-02T03:04:05Z", "wacz:pages/pages.jsonl"),
    ]
    assert page.problems == ()


def test_a_deflated_archive_is_read_too() -> None:
    (page,) = read(wacz({"archive/data.warc": WARC}, method=zipfile.ZIP_DEFLATED))
    assert page.data == PAGE


SOUND = wacz({"archive/data.warc": WARC, "pages/pages.jsonl": LIST})
REFUSED = {
    "no package": (rewritten(SOUND, {"datapackage.json": None}), "no-wacz", "it has no datapackage.json"),
    "a package that is no JSON": (rewritten(SOUND, {"datapackage.json": b"{"}), "no-wacz", "is not JSON"),
    "another package than was sealed": (rewritten(SOUND, {"datapackage.json": b'{"resources": []}'}), "no-wacz", "should have the digest sha256:"),
    "a file that is named and not there": (rewritten(SOUND, {"pages/pages.jsonl": None}), "no-wacz", "names pages/pages.jsonl, which is not in it"),
    "no archive": (wacz({"pages/pages.jsonl": LIST}), "no-wacz", "it has no archive/*.warc"),
    "encrypted": (encrypted(SOUND), "encrypted", "is encrypted"),
    "entries over each other": (overlapping(), "zip-bomb", "lies over another one"),
    "a bomb": (wacz({"archive/data.warc": bytes(20 << 20)}, method=zipfile.ZIP_DEFLATED), "zip-bomb", "to 20971520 bytes"),
    "cut short": (SOUND[:-30], "damaged", "its zip is damaged"),
    "no zip": (b"PK\x03\x04" + bytes(100), "damaged", "its zip is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_sound_wacz_is_refused_with_its_reason(why: str) -> None:
    data, code, words = REFUSED[why]
    (found,) = read(data)
    assert found.kind is None
    assert found.problems[0].code == code
    assert words in found.problems[0].message


def test_two_entries_of_one_name_are_refused() -> None:
    target = io.BytesIO(SOUND)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("archive/data.warc", WARC)
    (found,) = read(target.getvalue())
    assert found.problems[0].code == "duplicate-entry"


def test_an_archive_that_was_changed_is_read_and_doubted() -> None:
    changed = rewritten(SOUND, {"archive/data.warc": WARC.replace(b"blood", b"honey")})
    (page,) = read(changed)
    assert b"honey" in page.data
    assert [problem.code for problem in page.problems] == ["digest-mismatch"]
    assert "should have the digest sha256:" in page.problems[0].message


def test_an_archive_nobody_vouches_for_is_read_and_doubted() -> None:
    package = json.dumps({"resources": [{"path": "pages/pages.jsonl"}]}).encode()
    loose = rewritten(SOUND, {"datapackage.json": package, "datapackage-digest.json": None})
    about, page = read(loose)
    assert [problem.code for problem in about.problems] == ["wacz-old"]
    assert [problem.code for problem in page.problems] == ["digest-missing"]


REAL = Path(__file__).parents[3] / "shared/data/archives/wacz"


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real archives are not beside this checkout")
def test_real_archives_are_read_or_refused() -> None:
    pages = {path.name: read(path.read_bytes()) for path in sorted(REAL.glob("*.wacz"))}
    assert [found.problems for found in pages["valid_example_2.wacz"]] == [()]
    assert [found.problems for found in pages["valid_signed_example_1.wacz"]] == [()]
    old = pages["valid_example_1.wacz"]
    assert [problem.code for problem in old[0].problems] == ["wacz-old"]
    assert len(old) == 2
    (refused,) = pages["invalid_example_1.wacz"]
    assert "which is not in it" in refused.problems[0].message
