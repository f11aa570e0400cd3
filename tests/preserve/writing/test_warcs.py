"""An archive of exchanges: byte for byte what went over the wire, and sound to the strict check."""

from __future__ import annotations

import gzip
import io

import pytest

from firsthand.preserve.exchanges import Exchange, Held
from firsthand.preserve.writing.warcs import REVISIT, Beside, Preface, ip_of, write_warc
from firsthand.read.records import Record, read_records
from preserved import problems
from written import AT, CHUNKS, HTML, LARGE, PREFACE, exchange, met, warc


def records(data: bytes) -> list[Record]:
    """The records as our lenient reader has them."""
    return list(read_records(io.BytesIO(data), size_max=1 << 20))


def said(record: Record, name: str) -> list[str]:
    return [words for key, words in record.headers if key == name]


@pytest.mark.parametrize("packed", [True, False])
def test_the_strict_check_finds_nothing_wrong(packed: bool) -> None:
    data, written = warc(packed=packed)
    assert problems(data) == []
    assert len(written) == len(records(data))


def test_the_same_exchanges_give_the_same_bytes() -> None:
    assert warc()[0] == warc()[0]


def test_packed_or_not_it_holds_the_same() -> None:
    assert gzip.decompress(warc()[0]) == warc(packed=False)[0]


def test_every_block_is_what_went_over_the_wire() -> None:
    """Chunks, case and order of headers, two cookies, line ends: nothing is set right."""
    found = records(warc()[0])
    asked = [each.block for each in found if each.kind == "request"]
    answered = [each.block for each in found if each.kind in {"response", "revisit"}]
    sent = [each for each in met() if isinstance(each, Exchange)]
    assert asked == [each.request_head + b"".join(each.request_body.pieces()) for each in sent]
    whole = [
        each.response_head + b"".join(each.response_body.pieces())
        for each in sent
        if each.response_head
    ]
    whole[3] = whole[3].removesuffix(LARGE)  # the second of two that are one
    assert answered == whole


def test_a_message_with_chunks_has_no_payload_digest_and_every_other_has_one() -> None:
    found = [each for each in records(warc()[0]) if each.kind == "response"]
    without = [each.block for each in found if not said(each, "warc-payload-digest")]
    assert [CHUNKS in block for block in without] == [True]


def test_an_answer_comes_before_what_asked_for_it_and_is_referred_to() -> None:
    found = [each for each in records(warc()[0]) if each.header("warc-target-uri").endswith("/big")]
    assert [each.kind for each in found] == ["response", "request", "metadata"]
    first = found[0].header("warc-record-id")
    assert [each.header("warc-concurrent-to") for each in found] == ["", first, first]
    assert {each.header("warc-date") for each in found} == {"2031-04-03T10:00:06.250Z"}
    assert found[0].header("warc-truncated") == "disconnect"
    assert b"failed: net::ERR_CONTENT_LENGTH_MISMATCH" in found[2].block


def test_where_no_answer_came_the_request_stands_alone_with_the_reason() -> None:
    found = [each for each in records(warc()[0]) if "/none" in each.header("warc-target-uri")]
    assert [each.kind for each in found] == ["request", "metadata"]
    assert found[1].header("warc-concurrent-to") == found[0].header("warc-record-id")


def test_the_handshake_of_a_websocket_has_no_payload_digest() -> None:
    """`warcio check` takes the whole message for the payload where the address is not of the web."""
    stream = io.BytesIO()
    met_ = exchange("wss://a.example/socket", b"")
    list(write_warc([met_], stream, preface=PREFACE))
    assert not any(said(each, "warc-payload-digest") for each in records(stream.getvalue()))


def test_what_was_made_here_and_never_sent_has_no_fidelity() -> None:
    stream = io.BytesIO()
    made = Beside(
        address="urn:receipt:https://a.example/", moment=AT, content_type="application/json",
        body=Held(data=b"{}"), kind="metadata", fidelity=None,
    )  # fmt: skip
    list(write_warc([made], stream, preface=PREFACE))
    assert not any(said(each, "firsthand-fidelity") for each in records(stream.getvalue()))


def test_the_same_payload_is_written_once() -> None:
    data, written = warc()
    short = next(each for each in records(data) if each.kind == "revisit")
    first = next(each for each in written if each.record.address.endswith("p.png?b=2&A=1"))
    assert short.header("warc-refers-to") == first.record_id
    assert short.header("warc-refers-to-target-uri") == "https://a.example/p.png?b=2&A=1"
    assert short.header("warc-refers-to-date") == "2031-04-03T10:00:02.250Z"
    assert short.header("warc-payload-digest") == first.payload_digest
    assert short.header("warc-profile") == REVISIT


def test_a_small_payload_or_an_error_is_written_again() -> None:
    """A page of 300 bytes twice, and an error page of 10 KB twice: four whole answers."""
    wrong = b"HTTP/1.1 404 Not Found\r\n\r\n"
    right = b"HTTP/1.1 200 OK\r\n\r\n"
    items = [
        exchange("http://a.example/1", right, HTML), exchange("http://a.example/2", right, HTML),
        exchange("http://a.example/3", wrong, LARGE), exchange("http://a.example/4", wrong, LARGE),
    ]  # fmt: skip
    assert {each.record.kind for each in warc(items)[1]} == {"warcinfo", "response", "request"}


def test_a_connection_is_told_in_the_fields_of_the_standard() -> None:
    found = next(
        each for each in records(warc()[0]) if "h2.example" in each.header("warc-target-uri")
    )
    assert said(found, "warc-protocol") == ["h2", "tls/1.3"]
    assert said(found, "warc-cipher-suite") == ["TLS_AES_128_GCM_SHA256"]
    assert said(found, "warc-ip-address") == ["2001:db8::7"]
    assert said(found, "firsthand-peer") == ["[2001:db8::7]:443"]
    assert said(found, "firsthand-connection") == ["0"]
    assert said(found, "firsthand-fidelity") == ["wire"]


def test_frames_and_what_is_beside_have_addresses_that_no_page_has() -> None:
    found = {each.header("warc-target-uri"): each for each in records(warc()[0])}
    assert found["urn:frames:https://h2.example/%E6%96%87?x=%20"].block == b"\x00\x00\x04\x08"
    assert found["urn:view:https://a.example/"].header("firsthand-fidelity") == "rendered"
    assert found["urn:receipt:https://a.example/"].kind == "metadata"


def test_it_begins_with_who_made_it() -> None:
    first = records(warc()[0])[0]
    assert first.header("warc-filename") == "data.warc.gz"
    assert (
        first.block
        == b"software: firsthand 0.1.0\r\nformat: WARC File Format 1.1\r\noperator: Ana\r\n"
    )


def test_what_is_neither_shown_nor_told_is_a_fault_of_ours() -> None:
    wrong = Beside(address="a:b", moment=AT, content_type="x/y", body=Held(), kind="response")
    with pytest.raises(ValueError, match="a resource or metadata, found 'response'"):
        list(write_warc([wrong], io.BytesIO(), preface=PREFACE))


def test_an_archive_of_nothing_says_who_made_it() -> None:
    stream = io.BytesIO()
    assert len(list(write_warc([], stream, preface=Preface(made=AT, software="x")))) == 1
    assert problems(stream.getvalue()) == []


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:80", "192.0.2.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("a.example:80", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_peer_is_told_without_its_port(peer: str, address: str) -> None:
    assert ip_of(peer) == address
