"""A secret in the ways in which it is written."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.exchanges import Held
from firsthand.preserve.secrets import Secrets

VALUE = "a b/\"é&='x+y"
WRITTEN = {
    "as it is": VALUE, "in an address": quote(VALUE, safe=""), "with slashes": quote(VALUE),
    "in a form": quote_plus(VALUE), "in small letters": quote(VALUE, safe="").lower(), "in JSON": json.dumps(VALUE),
    "in JSON for a page": json.dumps(VALUE).replace("/", "\\/"), "in HTML": html.escape(VALUE),
    "in HTML by numbers": html.escape(VALUE, quote=False).replace('"', "&#34;").replace("'", "&#39;"),
}  # fmt: skip


@pytest.mark.parametrize("how", list(WRITTEN))
def test_a_value_is_found_however_it_is_written(how: str) -> None:
    secrets = Secrets([VALUE, "another-value"])
    data = f"before {WRITTEN[how]} after".encode()
    assert secrets.are_in(Held(data=data))
    blank = secrets.blank(data)
    assert len(blank) == len(data)
    assert blank.startswith(b"before ")
    assert blank.endswith(b" after")
    assert b"x+y" not in blank
    assert b"x%2by" not in blank.lower()


@given(before=st.binary(max_size=9), after=st.binary(max_size=9), in_addresses=st.booleans())
def test_in_base64_it_is_found_wherever_it_begins(
    before: bytes, after: bytes, in_addresses: bool
) -> None:
    pack = base64.urlsafe_b64encode if in_addresses else base64.b64encode
    assert Secrets(["s3cret-value"]).are_in(Held(data=pack(before + b"s3cret-value" + after)))


@given(st.binary(max_size=200))
def test_what_has_no_value_in_it_stays_as_it_is(data: bytes) -> None:
    secrets = Secrets(["s3cret-value-that-chance-does-not-write"])
    assert secrets.blank(data) == data
    assert not secrets.are_in(Held(data=data))
    nothing = Secrets([])
    assert not nothing
    assert nothing.blank(data) == data


def test_a_value_that_lies_across_two_pieces_is_found() -> None:
    class Pieces:
        size_bytes = 20

        def pieces(self) -> list[bytes]:
            return [b"....s3cret", b"-value...."]

    assert Secrets(["s3cret-value"]).are_in(Pieces())  # type: ignore[arg-type]
    assert Secrets(["s3cret-value"]).blank_text("x s3cret-value") == "x ************"
