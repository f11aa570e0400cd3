from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.read.said_han import find_sayings_han
from firsthand.read.sources import Voice

TRIPLES = {
    "据新华社报道，已采集样本。": ("新华社", "据新华社报道", "已采集样本"),
    "人權觀察日前表示，已採集樣本。": ("人權觀察", "表示", "已採集樣本"),
    "“应当停止，”外交部发言人陆明说。": ("外交部发言人陆明", "说", "应当停止"),
    "根據大赦國際的報告，已採集樣本。": ("大赦國際", "根據", "已採集樣本"),
    "漁工阿勇（化名）說，不知道。": ("漁工阿勇", "說", "不知道"),
    "卫生局在会上强调，应检尽检。": ("卫生局", "强调", "应检尽检"),
    "有家长反映，没有人问过。": ("家长", "反映", "没有人问过"),
    "河岸日報(The Riverside)日前揭露，已採樣。": ("河岸日報", "揭露", "已採樣"),
    "松江县公安局20日贴出通告，说已采血。": ("松江县公安局", "说", "已采血"),
    "松江县公安局，早在去年四月便登出一篇报告，称已采血。": ("松江县公安局", "称", "已采血"),
    "在律師林某看來，這是侵權。": ("律師林某", "看來", "這是侵權"),
    "按警方的说法，已经采血。": ("警方", "按", "已经采血"),
    "某县公安局2020年刊出的报道说，已采血。": ("某县公安局", "报道说", "已采血"),
    "报道说，机器里存着虹膜。": ("报道", "说", "机器里存着虹膜"),
}


@pytest.mark.parametrize("text", TRIPLES)
def test_a_source_has_its_cue_and_what_is_said(text: str) -> None:
    """Xinhua reports; HRW said lately; a ministry's spokesman; Amnesty's report; a crewman; a bureau; parents; a paper with a gloss;
    who put up a notice; the same with its own clause; a lawyer's view; by the police's account; a bureau's story; the story"""
    found = [
        (
            text[slice(*one.source.span)],
            text[slice(*one.cue)],
            text[slice(*(one.content or (0, 0)))],
        )
        for one in find_sayings_han(text)
    ]
    assert found == [TRIPLES[text]]


BOTH = {
    "纽约时报援引一名居民的话说，已采血。": ["The New York Times", "一名居民"],
    "李华接受美联社采访时说，已采血。": ["李华", "Associated Press"],
    "綜合美聯社、法新社報導，已採血。": ["Associated Press", "Agence France-Presse"],
}


@pytest.mark.parametrize("text", BOTH)
def test_several_sources_of_one_sentence_are_all_named(text: str) -> None:
    """the NYT quoting a resident; Li Hua in an interview with AP; from AP and AFP"""
    assert [one.source.name for one in find_sayings_han(text)] == BOTH[text]


SILENT = [
    "据此，全县登记了户口。",  # on this basis
    "据信已采血。",  # it is believed
    "该村是反恐据点。",  # a stronghold
    "所谓体检就是采血。",  # so-called
    "数据显示屏挂在大厅中央。",  # a display
    "按指纹后离开。",  # press a finger
    "他说不出话来。",  # speechless
    "拿松江省来说，已采血。",  # to take that province
    "采血按人计费。",  # per head
]


@pytest.mark.parametrize("text", SILENT)
def test_signs_that_look_like_a_cue_name_nobody(text: str) -> None:
    assert find_sayings_han(text) == []


def test_a_person_is_known_to_speak_for_a_body() -> None:
    (one,) = find_sayings_han("人权观察中国部主任索菲说，应当停止。")
    assert (one.source.voice, one.source.behind) == (Voice.NAMED, "Human Rights Watch")


def test_a_denial_is_marked() -> None:
    (one,) = find_sayings_han("外交部否认强制采血。")
    assert one.denies


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.sampled_from("据新华社报道称说，。“”（）、居民人权观察援引的话12月日告诉对A "))
    | st.text()
)
def test_any_text_is_read_and_spans_stand_in_it(text: str) -> None:
    for one in find_sayings_han(text):
        for span in filter(None, (one.source.span, one.cue, one.content)):
            assert 0 <= span[0] < span[1] <= len(text)
        assert one.source.name.strip()


CLAUSES = (
    "编辑部将尽快答复，欢迎来信。",
    "更多内容见桥远周刊的报道，共三页。",
    "它包含了一个强大的网站说明，很好。",
    "文件可以报告错误，如下表。",
)


@pytest.mark.parametrize("text", CLAUSES)
def test_a_clause_is_no_source(text: str) -> None:
    """the editors will answer soon; see more in the weekly's report; it has a powerful site; files can report"""
    assert not [one for one in find_sayings_han(text) if one.source.voice is Voice.NAMED]


def test_a_general_is_one_though_his_rank_has_the_sign_of_will() -> None:
    (one,) = find_sayings_han("将军部表示，已采集样本。")
    assert one.source.name == "将军部"


GLOSSED = {
    "衛報(The Guardian)網站日前披露,縣裡採集了血樣。": "The Guardian",
    "德國之聲(DW)中文網報導,警方採集了血樣。": "Deutsche Welle",
    "“人权观察”(Human Rights Watch)的最新报告指出,警方采集了血样。": "Human Rights Watch",
    "“人权观察”发布的新闻稿说,当局正在采集血样。": "Human Rights Watch",
}


@pytest.mark.parametrize(("text", "name"), GLOSSED.items(), ids=GLOSSED.values())
def test_a_name_is_met_before_a_gloss_and_in_quotation_marks(text: str, name: str) -> None:
    """the Guardian's (The Guardian) site, DW's Chinese site, the report and the press release of “HRW”"""
    found = [one.source for one in find_sayings_han(text) if one.source.voice is Voice.NAMED]
    assert [one.name for one in found] == [name]


def test_a_person_speaks_for_the_body_in_quotation_marks_before_him() -> None:
    (one,) = find_sayings_han("「人權觀察組織」的中國部負責人王安認為,這侵犯了人權。")
    assert one.source.behind == "Human Rights Watch"
    (one,) = find_sayings_han("“安全”中心主任王安说,应当停止。")
    assert one.source.behind == ""


def test_a_resident_whom_somebody_quotes_has_no_name() -> None:
    found = find_sayings_han("「人權觀察」援引一名居民的話說,他擔心後果。")
    named = [one.source.name for one in found if one.source.voice is Voice.NAMED]
    assert named == ["Human Rights Watch"]


def test_who_orders_is_no_source_where_somebody_tells_of_it() -> None:
    (one,) = find_sayings_han("《松江日报》称，县公安局要求居民到场。")
    assert one.source.name == "松江日报"


def test_both_of_two_opposite_accounts_are_named() -> None:
    found = find_sayings_han("官方口头上说全凭自愿，当地居民却说，人人都得到场。")
    assert [one.source.name for one in found] == ["官方", "当地居民"]
