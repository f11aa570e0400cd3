from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.claim.named_voices import goes_on, name_of, speaker_in

NAMES = {
    "an office before a name": (
        "Human rights lawyer Rezaul Tipu",
        " calls it a lie.",
        "Rezaul Tipu",
    ),
    "a name beside an office": ("the group's director", ", Sophie Lane.", "Sophie Lane"),
    "a rank stays": ("the head of the guard", ", Captain Ilves.", "Captain Ilves"),
    "a body stays whole": ("Human Rights Watch", " said.", "Human Rights Watch"),
    "a body beside an office": ("The firm", ", Greenleaf Holdings Ltd, said", "The firm"),
    "whose he is": ("Anong Saelee of a local rights group", " said", "Anong Saelee"),
    "a verb in it": ("A prisoner has no", " say in it.", ""),
    "an office in Chinese": ("警方發言人席爾瓦", "駁斥", "席爾瓦"),
    "an office alone in Chinese": ("公安局长", "说", "公安局长"),
    "what is left over in Chinese": ("局长答", "：是", "局长"),
    "a county's body in Chinese": ("西北部的洛川县公安局", "说", "洛川县公安局"),
    "a province before it": ("松江省洛川县公安局", "说", "洛川县公安局"),
    "a policeman in Chinese": ("前洛川市公安刘小斌", "：", "刘小斌"),
    "a phrase in Chinese": ("报道", "又说", ""),
    "a duty in Chinese": ("家长须先阅读", "告知书", ""),
}


@pytest.mark.parametrize("why", NAMES)
def test_a_speaker_goes_by_name(why: str) -> None:
    source, after, wanted = NAMES[why]
    assert name_of(source, source, after) == wanted


SPEAKERS = {
    "who counters": ("The Labour Inspectorate counters that it was used to find him.", "The Labour Inspectorate"),
    "who suspects": ("Opponents suspect a list of who can be counted upon.", "Opponents"),
    "a view": ("Such registration is, in the Working Group's view, arbitrary.", "the Working Group"),
    "at the end": ("They must put a finger on a reader, three of them said.", "three of them"),
    "nobody": ("Families of men believed to have fled were led behind a curtain.", ""),
    "no subject": ("The stated aim is stability.", ""),
    "in Chinese": ("国防部新闻官称那是“登记失物”。", "国防部新闻官"),
    "by a committee in Chinese": ("选委会说，用指纹是为了公平。", "选委会"),
    "hearsay in Chinese": ("听采血的人讲，是为了建库。", "采血的人"),
    "a label in Chinese": ("物业：我们没有强迫。", "物业"),
    "a name and what it says in Chinese": ("前洛川市公安刘小斌：“都采了。”", "前洛川市公安刘小斌"),
    "a slogan on a wall in Chinese": ("墙上标语：“应采尽采。”", ""),
    "to take a province in Chinese": ("拿松江省来说，男子都采了。", ""),
    "a heading in Chinese": ("采购单位：某县公安局。", ""),
    "a name of a thing in Chinese": ("项目名称：血样采集。", ""),
}  # fmt: skip


@pytest.mark.parametrize("why", SPEAKERS)
def test_who_speaks_where_the_reader_names_nobody(why: str) -> None:
    text, wanted = SPEAKERS[why]
    found = speaker_in(text, labels=True)
    assert (text[found[0] : found[1]] if found else "") == wanted


def test_a_sentence_goes_on_with_a_pronoun() -> None:
    assert goes_on("She could identify no provision of the law.")
    assert goes_on("他说，都采了。")
    assert not goes_on("It was raining.")


def test_who_was_named_by_office_goes_by_name_afterwards() -> None:
    text = (
        "All villagers gave DNA, according to the principal investigator, Lars Oberg. He denied that any "
        "blood of the villagers had reached the police."
    )
    assert {made.said_by for made in claims(text) if made.element == "modality"} == {"Lars Oberg"}
