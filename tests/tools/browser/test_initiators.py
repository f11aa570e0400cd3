"""What the browser says of who asked: of frames of other sites, frames within them, workers, redirects."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from captured import living, needs_chromium
from firsthand.read.records import Record, read_records
from firsthand.tools.browser.initiators import LINES_MAX, Initiators

EVERYTHING_BYTES = 64 << 20


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_what_every_frame_asked_for_is_captured_and_said_to_be_its_own() -> None:
    """another site's, one within that, srcdoc, blob:, data:, a worker, a redirect, a stylesheet's picture, a preload"""
    whole, site = living()
    receipt = whole.captured.receipt
    frames = {each.number: each.address.replace(str(site.port), "") for each in receipt.frames}
    by_path = {
        each.address.rpartition(f":{site.port}")[2]: (
            each.kind, each.how, frames.get(each.frame, "").partition("/")[2][:20], each.by.rpartition("/")[2],
        )
        for each in receipt.loaded
    }  # fmt: skip
    assert by_path["/"] == ("document", "other", "/living.test:/", "")
    assert by_path["/style.css"] == ("stylesheet", "parser", "/living.test:/", "")
    assert by_path["/early.js"][:2] == ("script", "parser")
    assert by_path["/background.gif"] == ("image", "parser", "/living.test:/", "style.css")
    assert by_path["/moved"] == ("fetch", "script", "/living.test:/", "main.js")
    assert by_path["/arrived"] == ("fetch", "redirect", "/living.test:/", "moved")
    assert by_path["/frame"][:2] == ("document", "parser")
    assert by_path["/frame.gif"][2] == "/advertiser.test:/fr"
    assert by_path["/inner"] == ("document", "parser", "/tracker.test:/inner", "frame")
    assert by_path["/inner.json"] == ("fetch", "script", "/tracker.test:/inner", "inner")
    assert by_path["/srcdoc.gif"][1:3] == ("parser", "")
    assert by_path["/worker.json"][:2] == ("fetch", "worker")
    assert by_path["/worker.json"][3] == "worker.js"
    parents = {each.address.partition(":")[0]: each.parent for each in receipt.frames}
    assert parents["about"] == parents["blob"] == parents["data"] == 0
    inner = next(each for each in receipt.frames if "tracker.test" in each.address)
    assert frames[inner.parent].startswith("http://advertiser.test")
    loaded = {each.address.rpartition("/")[2] for each in receipt.loaded}
    assert {path.rpartition("/")[2] for path, _, _ in site.asked} <= loaded
    assert {"blob.gif", "data.gif", "srcdoc.gif", "inner.gif", "imported.js"} <= loaded


def _records(archive: Path) -> list[Record]:
    with ZipFile(archive) as packed, packed.open("archive/data.warc.gz") as stream:
        return list(read_records(stream, size_max=EVERYTHING_BYTES))  # type: ignore[arg-type]


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_the_archive_says_it_record_by_record_and_as_a_whole() -> None:
    whole, _ = living()
    records = _records(whole.archive)
    told = {
        each.header("warc-target-uri").rpartition("/")[2]: each
        for each in records
        if each.kind == "request"
    }
    assert told["inner.gif"].header("warc-resource-type") == "image"
    assert told["inner.gif"].header("firsthand-initiator").startswith("parser http://tracker.test:")
    (as_a_whole,) = [
        each for each in records if each.header("warc-target-uri").startswith("urn:initiators:")
    ]
    found = json.loads(as_a_whole.block)
    at = {each["address"].rpartition("/")[2]: each for each in found["requests"]}
    assert at["inner.gif"]["connection"] == int(told["inner.gif"].header("firsthand-connection"))
    assert at["events"]["went_on"]
    assert any(each["address"].startswith("blob:") for each in found["requests"])
    assert any(each["address"].startswith("data:") for each in found["frames"])


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_answers_without_an_end_hold_nothing_up_and_are_kept_as_far_as_they_came() -> None:
    whole, _ = living()
    receipt = whole.captured.receipt
    lost = {each.address.rpartition("/")[2]: each.why for each in receipt.lost}
    assert lost["events"] == "it still went on when the visit was over, 63 bytes had come"
    assert lost["stream"].startswith("it still went on when the visit was over, ")
    assert any(
        each.words.endswith(" answers go on") for each in receipt.actions if each.kind == "waited"
    )
    assert receipt.state == "whole"


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_what_was_said_through_a_socket_is_in_the_archive_and_counted_in_the_receipt() -> None:
    whole, _ = living()
    (spoke,) = whole.captured.receipt.sockets
    assert spoke.address.endswith("/socket")
    assert (spoke.sent, spoke.sent_bytes) == (3, 11 + 3 + 70_000)
    assert (spoke.received, spoke.received_bytes) == (3, 12)
    (record,) = [
        each
        for each in _records(whole.archive)
        if each.header("warc-target-uri").startswith("urn:websocket:ws:")
    ]
    lines = [json.loads(line) for line in record.block.splitlines()]
    said = [each["text"] for each in lines if each["kind"] == "text"]
    assert sorted(said) == sorted(["first words", "x" * 70_000, "hello", "parts"])
    assert {each["data"] for each in lines if each["kind"] == "binary"} == {"AQID", "AP8="}


def test_what_the_browser_says_otherwise_than_expected_is_passed_over(tmp_path: Path) -> None:
    found = Initiators(tmp_path / "asked")
    for method in ("Network.requestWillBeSent", "Target.receivedMessageFromTarget", "Other.thing"):
        strange: list[dict[str, object]] = [
            {},
            {"message": "[" * 50_000},
            {"message": "{}"},
            {"requestId": []},
        ]
        for told in strange:
            found._hear((), method, told)
    found.close()
    found._hear((), "Network.requestWillBeSent", {})
    assert not (tmp_path / "asked").exists()


def test_a_page_that_asks_without_end_fills_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LINES_MAX == 50_000
    monkeypatch.setattr("firsthand.tools.browser.initiators.LINES_MAX", 3)
    found = Initiators(tmp_path / "asked")
    for number in range(9):
        found._framed((), {"frameId": f"f{number}", "parentFrameId": "f0"})
    assert found.number_of("", set()) == 1
    assert found.number_of("https://a.example/", set()) == 9
    found.close()
    assert len((tmp_path / "asked").read_text().splitlines()) == 3
