from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.encoding import to_text

SAID = {
    "zh, simplified": ("警方从所有居民身上采集血样，并将资料送往公安机关保存。居民必须参加。", ("gb18030", "utf-8", "utf-16-le", "utf-16-be")),
    "zh, traditional": ("警方從所有居民身上採集血樣，並將資料送往公安機關保存。居民必須參加。", ("big5", "gb18030", "utf-8")),
    "ru": ("Полиция взяла кровь у всех жителей района в возрасте от 12 до 65 лет.", ("cp1251", "koi8-r", "iso8859-5", "utf-8")),
    "ar": ("أخذت الشرطة عينات الدم من جميع السكان الذين تتراوح أعمارهم", ("cp1256", "utf-8")),
    "ja": ("警察はすべての住民から血液を採取した。", ("cp932", "euc_jp", "utf-8")),
    "ko": ("경찰은 모든 주민에게서 혈액을 채취했다.", ("cp949", "utf-8")),
    "fr": ("La police a prélevé du sang à tous les habitants âgés de douze ans, été comme hiver.", ("cp1252", "utf-8")),
}  # fmt: skip
WRITTEN = [(who, encoding) for who, (_, encodings) in SAID.items() for encoding in encodings]


@pytest.mark.parametrize(("who", "encoding"), WRITTEN)
@pytest.mark.parametrize(
    "declared", ["right", "nothing", "utf-8", "iso-8859-1", "gb2312", "x-none"]
)
def test_words_are_read_whatever_is_declared(who: str, encoding: str, declared: str) -> None:
    """
    declared   nothing, the right encoding, a wrong one, one that nobody knows
    """
    words, _ = SAID[who]
    told = {"right": encoding, "nothing": None}.get(declared, declared)
    text, problems = to_text(words.encode(encoding), declared=(told,), where="a.html")
    assert text == words
    assert {problem.severity.value for problem in problems} <= {"note"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_at_the_start_decides(encoding: str) -> None:
    words = SAID["zh, simplified"][0]
    assert to_text(words.encode(encoding), declared=("big5",), where="a")[0] == words


def test_two_characters_that_are_utf_8_by_chance_are_read_as_declared() -> None:
    """
    联通 in GBK is four bytes that are UTF-8 too
    """
    assert to_text("联通".encode("gbk"), declared=("gbk",), where="a") == ("联通", [])


def test_half_a_character_is_shown_and_named() -> None:
    data = "警方从居民身上采集血样".encode()[:-1]
    text, (problem,) = to_text(data, declared=(None,), where="a")
    assert text == "警方从居民身上采集血\ufffd"
    assert problem.code == "encoding-broken"
    assert "the first at byte 30" in problem.message


def test_noise_is_in_no_encoding() -> None:
    noise = bytes((n * 37) % 128 + 128 for n in range(3000))
    text, problems = to_text(noise, declared=(None,), where="a")
    assert text == "" or problems
    assert all(problem.code in {"unknown-encoding", "encoding-guessed"} for problem in problems)


CODECS = ["rot13", "zip", "idna", "undefined", "unicode_escape", "punycode", "utf-7", "\x00", "ascii", "unicode"]  # fmt: skip


@given(
    st.binary(max_size=300), st.sampled_from([None, "gbk", "utf-8", "iso-2022-jp", "hz", *CODECS])
)
def test_any_bytes_become_text(data: bytes, declared: str | None) -> None:
    text, _ = to_text(data, declared=(declared,), where="a")
    text.encode("utf-8", "strict")
