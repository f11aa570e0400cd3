"""Keys of addresses, as the Wayback Machine and those who read its indexes make them."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.writing.keys import _key_by_parts, key_of

# Each was given to `surt` 0.3.1, which other programs make their indexes with.
KEYS = {
    "https://a.example": "example,a)/",
    "https://a.example/?": "example,a)/",
    "https://a.example/x y|z": "example,a)/x%20y|z",
    "https://user:p@www2.Example.com:8443/a/../B//c%20d/?b=2&a=1&A=0#x": "com,example:8443)/b/c%20d?a=0&a=1&b=2",
    "http://例え.jp/ö?q=%E4": "jp,xn--r8jz45g)/%c3%b6?q=%e4",
    "https://a.example/?sid=0123456789abcdef0123456789abcdef&a=1": "example,a)/?a=1",
    "http://127.0.0.1:8080/x/": "1,0,0,127:8080)/x",
    "https://a.example/a;jsessionid=0123456789ABCDEF0123456789ABCDEF": "example,a)/a;jsessionid=0123456789abcdef0123456789abcdef",
    "https://[::1]:44/x": "::1:44)/x",
    "https://www.example.com./x%2Fy%252Fz?a=%26%3D": "com,example)/x/y/z?=&a=",
    "https://a.example:443/": "example,a)/",
    "http://a.example:443/": "example,a:443)/",
    "data:text/plain,abc": "data:text/plain,abc",
    "urn:view:https://A.example/B?x=1": "urn:view:https://a.example/b?x=1",
}  # fmt: skip


@pytest.mark.parametrize("address", KEYS)
def test_an_address_has_the_key_that_others_give_it(address: str) -> None:
    assert key_of(address) == KEYS[address]


@given(
    st.from_regex(
        r"https?://(?:[Ww]{2,3}\.|[Aa]\.|-)?(?:[a-zA-Z0-9]{1,3}\.){0,2}[a-z0-9-]{1,3}(?::80|:443)?(?:/[a-zA-Z._~(-]{0,3}){0,4}/?[?#]?",
        fullmatch=True,
    )
)
def test_a_usual_address_has_the_key_that_its_parts_give(address: str) -> None:
    assert key_of(address) == _key_by_parts(address)


@given(st.text())
def test_every_address_has_a_key_of_one_line_without_a_space(address: str) -> None:
    assert not set(key_of(address)) & set(" \r\n\t")


def test_escapes_of_escapes_cost_no_time() -> None:
    """A page may make an address of a mebibyte whose every byte is escaped again and again."""
    before = process_time()
    key_of("http://a.example/%" + "25" * 500_000 + "41")
    key_of("http://a.example/?" + "%%32%35" * 100_000)
    assert process_time() - before < 5
