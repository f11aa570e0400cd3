from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.document import AttributionKind
from firsthand.read.credits import find_credits

CREDITS = {
    "BEIJING (Reuters) - It rained.": ["Reuters"],
    "МОСКВА, 13 дек — РИА Новости. Шёл дождь.": ["RIA Novosti"],
    "ПЕКИН, 13 декабря. /ТАСС/. Шёл дождь.": ["TASS"],
    "新华社乌鲁木齐11月1日电（记者李明）下雨了。": ["Xinhua"],
    "（中央社台北13日電）下雨了。": ["Central News Agency"],
    "【明報專訊】下雨了。": ["Ming Pao"],
    "来源：新华社": ["Xinhua"],
    "Quelle: ntv.de, mli/AFP": ["n-tv", "Agence France-Presse"],
    "Source: A Small Paper | 3 May": ["A Small Paper"],
    "Kaynak: BBC Türkçe": ["BBC"],
    "المصدر: الجزيرة": ["Al Jazeera"],
    "(avec AFP)": ["Agence France-Presse"],
    "(AFP, with additional reporting by staff)": ["Agence France-Presse"],
    "Saw this in the Gulf Ledger:": ["the Gulf Ledger"],
    "AFP — It rained.": ["Agence France-Presse"],
    "By Associated Press": ["Associated Press"],
    "Via The Guardian: it rained.": ["The Guardian"],
    "© Deutsche Welle 2019": ["Deutsche Welle"],
    "Reposted from Bitter Winter": ["Bitter Winter"],
    "[12] Human Rights Watch, “A report”, 2017": ["Human Rights Watch"],
}


@pytest.mark.parametrize("text", CREDITS)
def test_a_line_says_whose_text_it_is(text: str) -> None:
    found = [c.name for c in find_credits(text, early=True) if c.kind is not AttributionKind.BYLINE]
    assert found == CREDITS[text]


BYLINES = {
    "By Ana Example": ["Ana Example"],
    "作者：王晓明": ["王晓明"],
    "本报记者 陈晨": ["陈晨"],
    "Reporting by Ana Example in Beijing; Editing by Bo Example": ["Ana Example", "Bo Example"],
    "Par Ana Example, avec AFP": ["Ana Example"],
}


@pytest.mark.parametrize("text", BYLINES)
def test_a_line_says_who_wrote_it(text: str) -> None:
    found = [c.name for c in find_credits(text, early=True) if c.kind is AttributionKind.BYLINE]
    assert found == BYLINES[text]


NONE = [
    "Photo: AFP",
    "（新华社记者 马丽摄）",
    "Access Network Information (ANI) Sub-Option",
    "Agence France-Presse (AFP) has offices.",
    "© 2019 Twitter",
    "Author Domain Signing Practices",
    "(by a chairperson or by a designated expert)",
    "By the river it rained all day and the men went home.",
    "It rained - said nobody.",
]


@pytest.mark.parametrize("text", NONE)
def test_a_line_that_looks_like_a_credit_is_none(text: str) -> None:
    assert list(find_credits(text, early=True)) == []


def test_an_embedded_post_is_its_author_s_and_not_the_page_s() -> None:
    (post,) = find_credits("— Ana Example (@ana_example) May 4, 2018", early=False)
    assert (post.kind, post.is_post) == (AttributionKind.REFERENCE, True)
    assert post.name == "Ana Example (@ana_example)"


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(["By", "Source", ":", "(", ")", "AFP", "Reuters", "—", "/", "@a", "来源", "：", "新华社", "电", "1日", "©", "via", "Ana", "\n", " ", "[1]", "“", ","])
    ).map(" ".join) | st.text(),
    st.booleans(),
)  # fmt: skip
def test_any_line_is_read_and_spans_stand_in_it(text: str, early: bool) -> None:
    for credit in find_credits(text, early=early):
        for span in (credit.source, credit.cue):
            assert 0 <= span[0] < span[1] <= len(text)
        assert credit.name.strip()
