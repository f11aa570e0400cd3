from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.read.archive import Found
from firsthand.read.har import read_har

PAGE = "<html><p>警方采集血样</p></html>"


def entry(text: str | None = PAGE, *, status: int = 200, kind: str = "text/html", **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        "pageref": "page_1",
        "startedDateTime": "2031-04-03T10:00:00.000Z",
        "request": {"url": "https://a.example/story", "headers": [{"name": "Cookie", "value": "s3cret"}]},
        "response": {"status": status, "content": {"mimeType": kind, "text": text, **more}},
    }  # fmt: skip


def read(*entries: object, **log: object) -> list[Found]:
    told = {
        "version": "1.2",
        "pages": [{"id": "page_1", "title": "Blood"}],
        "entries": entries,
        **log,
    }
    return list(read_har(json.dumps({"log": told}).encode(), address="pile/a.har"))


def codes(found: Found) -> list[str]:
    return [each.code for each in found.problems]


def test_a_page_comes_with_its_address_its_time_and_that_it_was_decoded() -> None:
    (found,) = read(entry())
    assert (found.address, found.locator, found.kind) == (
        "https://a.example/story", "entry=0", MediaType.HTML,
    )  # fmt: skip
    assert found.data.decode() == PAGE
    assert found.captured == "2031-04-03T10:00:00.000Z"
    assert ("title", "Blood") in {(each.name, each.text) for each in found.stated}
    assert codes(found) == ["decoded"]
    assert "s3cret" not in repr(found)


def test_a_body_in_base64_is_bytes_in_the_servers_own_letters() -> None:
    (found,) = read(entry(base64.b64encode(PAGE.encode("gbk")).decode(), encoding="base64"))
    assert found.data.decode("gbk") == PAGE
    assert found.charset is None
    (found,) = read(entry("é" + base64.b64encode(PAGE.encode()).decode(), encoding="base64"))
    assert codes(found) == ["decoded", "body-damaged"]


def test_a_size_that_is_not_the_bodys_is_named() -> None:
    (found,) = read(entry(size=7))
    assert codes(found) == ["decoded", "body-damaged"]


@pytest.mark.parametrize(
    "other",
    [
        entry(status=404),
        entry("body{}", kind="text/css"),
        entry(None),
        entry(""),
        "no entry",
        {"request": {}},
        {"request": {}, "response": {"status": 200}},
    ],
)
def test_what_is_no_page_is_passed_over_and_counted(other: object) -> None:
    (found,) = read(other)
    assert codes(found) == ["no-pages"]
    assert "1 entries" in found.problems[0].message
    assert len(read(other, entry())) == 1


def test_a_picture_is_kept_beside_the_pages() -> None:
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(60)).decode()
    picture, page = read(entry(png, kind="image/png", encoding="base64"), entry())
    assert picture.is_picture
    assert not page.is_picture


def test_what_calls_itself_a_page_and_is_none_is_refused() -> None:
    body = base64.b64encode(b"PK\x03\x04" + bytes(60)).decode()
    (found,) = read(entry(body, encoding="base64"))
    assert codes(found) == ["unknown-kind"]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"log": 3}', b'{"log": {}}', b'{"log": {"entries": 3}}', b"[" * 99_999]
)  # fmt: skip
def test_what_is_no_har_is_refused(data: bytes) -> None:
    assert codes(next(read_har(data, address="x"))) == ["damaged"]


def test_a_har_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.read.har.ENTRIES_MAX", 1)
    assert codes(read(entry(), entry())[1]) == ["too-many"]


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["log", "entries", "request", "response", "content", "text", "status", "pages"]), c, max_size=4), max_leaves=20))  # fmt: skip
def test_no_json_brings_it_down(told: object) -> None:
    list(read_har(json.dumps({"log": told}).encode(), address="x"))
    list(read_har(json.dumps(told).encode(), address="x"))


def test_an_answer_with_a_list_for_its_status_is_no_page() -> None:
    odd = entry()
    odd["response"]["status"] = [200]
    assert [found.kind for found in read(odd, entry())] == [MediaType.HTML]
