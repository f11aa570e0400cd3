"""What is unpacked to see whether a value stands in it."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import json
from pathlib import Path

import pytest

from firsthand.pipeline import withheld
from firsthand.pipeline.withheld import file_without, lines_without, unpacked, value_without
from firsthand.preserve.exchanges import Held
from firsthand.preserve.secrets import Secrets
from receipts import VISITED

SECRETS = Secrets(["s3cret-value"])
PACKED = b"POST /x HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n"


def test_a_request_is_unpacked_as_an_answer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpacked(PACKED, Held(data=gzip.compress(b"words"))) == b"words"
    assert unpacked(b"POST /x HTTP/1.1\r\n\r\n", Held(data=b"as it is")) == b"as it is"
    assert unpacked(PACKED, Held(data=b"\x00none")) is None
    monkeypatch.setattr(withheld, "UNPACKED_BYTES_MAX", 3)
    assert unpacked(b"", Held(data=b"more")) is None
    assert unpacked(PACKED, Held(data=gzip.compress(b"words"))) is None


def test_a_state_of_the_page_is_kept_without_the_value(tmp_path: Path) -> None:
    path = tmp_path / "state.html"
    path.write_bytes(b"<p>you are s3cret-value</p>")
    assert file_without(path, SECRETS) == b"<p>you are ************</p>"
    assert file_without(path, Secrets([])) is None
    path.write_bytes(b"<p>you are nobody</p>")
    assert file_without(path, SECRETS) is None


def test_a_message_of_a_socket_is_kept_without_the_value_and_without_its_packing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = {
        "kind": "text",
        "packed": "permessage-deflate",
        "data": "AAAA",
        "text": "s3cret-value",
    }
    binary = {"kind": "binary", "data": base64.b64encode(b"..s3cret-value").decode()}
    plain = {"kind": "text", "text": "harmless"}
    lines = Held(
        data=b"".join(json.dumps(each).encode() + b"\n" for each in (packed, binary, plain))
    )
    kept = lines_without(lines, SECRETS)
    assert kept is not None
    first, second, third = (json.loads(line) for line in b"".join(kept.pieces()).splitlines())
    assert first == {
        "kind": "text", "packed": "permessage-deflate", "text": "*" * 12,
        "withheld": "a value of the cookie file",
    }  # fmt: skip
    assert "*" * 10 in second["data"]
    assert third == plain
    harmless = Held(data=b"{}\n")
    assert lines_without(harmless, SECRETS) is harmless
    monkeypatch.setattr(withheld, "UNPACKED_BYTES_MAX", 3)
    assert lines_without(lines, SECRETS) is None


def test_every_text_of_an_account_is_blanked_and_no_moment_and_no_word_of_a_set() -> None:
    """a value that is also a day, or a word that is used here: the account stays one"""
    said = dataclasses.replace(VISITED.actions[0], what="https://a.example/?s=s3cret-value")
    visited = dataclasses.replace(VISITED, actions=(said,))
    kept = value_without(visited, SECRETS)
    assert kept.actions[0].what == "https://a.example/?s=************"
    assert dataclasses.replace(kept, actions=()) == dataclasses.replace(visited, actions=())
    odd = value_without(VISITED, Secrets(["2030-01-02T12:00", "refused"]))
    assert odd.began == VISITED.began
    assert [each.end for each in odd.passages] == [each.end for each in VISITED.passages]
    assert value_without(VISITED, Secrets([])) is VISITED
