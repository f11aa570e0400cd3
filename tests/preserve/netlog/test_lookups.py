from __future__ import annotations

import base64
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.lookups import Lookups, read_answer
from firsthand.preserve.netlog.wire import Lookup

from .made import CONSTANTS, an_event

QUESTION = b"\x01a\x07example\x00\x00\x01\x00\x01"
ANSWER = (  # a.example is an alias, and has 192.0.2.7
    b"\x2b\xb7\x81\x80\x00\x01\x00\x02\x00\x00\x00\x00"
    + QUESTION
    + b"\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x3c\x00\x04\x01b\xc0\x0e"
    + b"\x01b\xc0\x0e\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x07"
)
NOTHING = bytes.fromhex(  # a real one: no such name
    "87c88183000100000000000008636c69656e74733206676f6f676c6503636f6d00001c0001"
)


def told(*events: tuple[str, int, dict[str, Any]]) -> list[Lookup]:
    lookups = Lookups(CONSTANTS)
    for name, source, parts in events:
        lookups.take(an_event(name, source, kind="HOST_RESOLVER_IMPL_JOB", **parts))
    return lookups.found


def test_the_browser_s_own_result_is_told_with_its_addresses() -> None:
    begun = {"phase": "begin", "host": "https://a.example"}
    result = {"phase": "end", "address_list": ["192.0.2.7:0", "[2001:db8::1]:0", "192.0.2.7:0"]}
    (lookup,) = told(
        ("HOST_RESOLVER_MANAGER_JOB", 1, begun),
        ("HOST_RESOLVER_SYSTEM_TASK", 1, result),
        ("HOST_RESOLVER_MANAGER_JOB", 1, {"phase": "end"}),
    )
    assert (lookup.name, lookup.kind) == ("a.example", "browser")
    assert lookup.addresses == ("192.0.2.7", "2001:db8::1")
    assert lookup.failed == ""


def test_a_name_that_was_not_found_says_so() -> None:
    (lookup,) = told(
        ("HOST_RESOLVER_MANAGER_JOB", 1, {"phase": "begin", "host": "a.example"}),
        ("HOST_RESOLVER_MANAGER_JOB", 1, {"phase": "end", "net_error": -105}),
    )
    assert lookup.failed == "the name was not found (ERR_NAME_NOT_RESOLVED)"


def test_a_name_server_s_answer_is_kept_as_it_came() -> None:
    (lookup,) = told(
        ("DNS_TRANSACTION", 2, {"phase": "begin", "hostname": "a.example"}),
        ("DNS_TRANSACTION_RESPONSE", 2, {"response_buffer": base64.b64encode(ANSWER).decode()}),
        ("DNS_TRANSACTION", 2, {"phase": "end"}),
    )
    assert (lookup.name, lookup.kind, lookup.raw) == ("a.example", "A", ANSWER)
    assert lookup.addresses == ("192.0.2.7",)


def test_no_such_name_is_a_code() -> None:
    assert read_answer(NOTHING) == ("AAAA", (), 3)


def test_an_answer_that_is_no_base64_is_left_out() -> None:
    assert told(("DNS_TRANSACTION_RESPONSE", 2, {"response_buffer": "?"})) == []


@given(st.binary(max_size=80) | st.binary(max_size=30).map(lambda tail: ANSWER[:20] + tail))
def test_any_answer_is_read_as_far_as_it_can_be(raw: bytes) -> None:
    _, addresses, code = read_answer(raw)
    assert 0 <= code < 16
    assert len(addresses) < 5
