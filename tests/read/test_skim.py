from __future__ import annotations

import random

import pytest

from firsthand.model.custody import MediaType
from firsthand.read.archive import Found
from firsthand.read.html import read_html
from firsthand.read.skim import skim

PAGE = """<html><head><title>Not shown</title><script>var hidden = "words";</script></head><body>
<nav><a href="/home">Home</a></nav><h1>A notice</h1><p>Blood was <b>tak</b>en from <a href="2.html">all
residents</a>.<script>more("hidden")</script></p><style>p {}</style><p>血样 &amp; DNA</p></body></html>"""


def _found(data: bytes, kind: MediaType = MediaType.HTML, charset: str | None = None) -> Found:
    return Found(locator="record=0", address="http://paper.example/1", kind=kind, data=data, charset=charset)  # fmt: skip


def test_words_are_skimmed_and_scripts_are_not() -> None:
    skimmed = skim(_found(PAGE.encode()))
    assert skimmed is not None
    words = "".join(skimmed.text.split())
    assert words == "HomeAnoticeBloodwastakenfromallresidents.血样&DNA"
    assert skimmed.links == ("/home", "2.html")


def test_no_word_that_is_read_is_not_skimmed() -> None:
    """
    letters of every block, in its order, stand in the skimmed row of letters
    """
    dice = random.Random(5)  # noqa: S311 - words, no secrets
    inner = ["<p>%s</p>", "<div>%s<br>x</div>", "<li><i>%s</i></li>", "<td>%s</td>", "a%sb<hr>"]
    for _ in range(50):
        words = [
            " ".join(dice.choice("police took blood 血样 é of the") for _ in range(30))
            for _ in range(8)
        ]
        body = "".join(dice.choice(inner) % piece for piece in words)
        data = f"<html><body>{body}</body></html>".encode()
        read = read_html(data, address="", charset=None, where="").draft
        skimmed = skim(_found(data))
        assert skimmed is not None
        row = "".join(skimmed.text.split())
        for block in read.blocks:
            said = read.text[block.position.start : block.position.end]
            assert "".join(said.split()) in row


@pytest.mark.parametrize("charset", ["gbk", None])
def test_a_page_is_skimmed_in_its_own_encoding(charset: str | None) -> None:
    data = "<html><meta charset=gbk><p>公安机关采集了全体居民的血样和指纹信息</p></html>".encode(
        "gbk"
    )
    skimmed = skim(_found(data, charset=charset))
    assert skimmed is not None
    assert "采集了全体居民的血样" in skimmed.text


def test_plain_text_is_its_own_words() -> None:
    skimmed = skim(_found(b"Blood was taken.", MediaType.TEXT))
    assert skimmed is not None
    assert skimmed.text == "Blood was taken."


def test_what_can_only_be_read_is_not_skimmed() -> None:
    assert skim(_found(b"%PDF-1.4", MediaType.PDF)) is None


def test_a_page_of_nothing_has_no_words() -> None:
    skimmed = skim(_found(b""))
    assert skimmed is not None
    assert not skimmed.text.strip()
