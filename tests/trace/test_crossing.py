from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.lineage import Derivation, DerivationKind, EvidenceType
from firsthand.trace.crossing import cross
from firsthand.trace.descent import trace_documents
from firsthand.trace.direction_clues import Clue, ClueKind
from firsthand.trace.rivals import Weighed
from firsthand.trace.settings import TraceSettings
from firsthand.trace.translations import Basis, Ground, Passages, Translation
from spoken import page

SETTINGS = TraceSettings()
WORDS = "On 3 May 2017 police in Ashford took blood from 18,800 residents aged 12 to 65."
WEIGHED = Weighed(
    hard_bits=30.0, soft_bits=0.0, meaning_bits=0.0, agreeing=1, partly=0, alike=0, contradicted=0, gaps=0.0,
    share=1.0, larger_share=1.0, grounds=2, chosen_bits=0.0,
)  # fmt: skip
HAN = "2017年5月3日，阿什福德警方从18800名12至65岁的居民身上抽血。"


def english(published: str | None = "2030-01-01", name: str = "en") -> Document:
    return page(WORDS + f" {name}", address=f"https://{name}.example/", published=published)


def chinese(published: str | None = "2030-01-05", name: str = "zh") -> Document:
    return page(HAN + name, address=f"https://{name}.example/", published=published)


def same(
    a: Document, b: Document, *, clues: Sequence[Clue] = (), score: float = 0.99
) -> Translation:
    """Two pages that say the same, as `find_translations` tells it."""
    one, other = sorted((a, b), key=lambda document: document.id)

    def quotation(document: Document) -> Quotation:
        end = len(document.text)
        return Quotation(
            document=document.id, exact=document.text, position=TextPosition(start=0, end=end)
        )

    ground = Ground(
        basis=Basis.FIGURE, key="18800", bits=12.0,
        one=TextPosition(start=0, end=5), other=TextPosition(start=0, end=5),
    )  # fmt: skip
    return Translation(
        one=one.id, other=other.id, tongues=("en", "zh"), score=score, weighed=WEIGHED,
        share_one=1.0, share_other=1.0, grounds=(ground,), clues=tuple(clues),
        passages=(Passages(one=quotation(one), other=quotation(other), pairs=()),),
        anchors_only=False,
    )  # fmt: skip


def crossed(*pairs: Translation, documents: Sequence[Document], edges: Sequence[Derivation] = ()) -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:  # fmt: skip
    names = {document.id: document.address.split("/")[2].split(".")[0] for document in documents}
    found = cross(
        pairs,
        documents={document.id: document for document in documents},
        edges=edges,
        settings=SETTINGS,
    )
    drawn = {(names[edge.later], names[edge.earlier]) for edge in found.edges}
    return drawn, [(names[one], names[other]) for one, other in found.unclear]


def test_the_later_of_two_pages_follows_the_earlier() -> None:
    """
    en  2030-01-01  "... 18,800 residents aged 12 to 65"
    zh  2030-01-05  the same in Chinese
    """
    en, zh = english(), chinese()
    assert crossed(same(en, zh), documents=[en, zh]) == ({("zh", "en")}, [])
    zh = chinese("2029-12-01")
    assert crossed(same(en, zh), documents=[en, zh]) == ({("en", "zh")}, [])


def test_without_dates_or_signs_nothing_is_drawn_and_the_pair_is_listed() -> None:
    en, zh = english(None), chinese(None)
    drawn, unclear = crossed(same(en, zh), documents=[en, zh])
    assert drawn == set()
    assert [set(pair) for pair in unclear] == [{"en", "zh"}]


def test_a_page_that_says_it_is_translated_follows() -> None:
    en, zh = english(None), chinese(None)
    clue = Clue(kind=ClueKind.SAYS_TRANSLATED, follows=zh.id)
    assert crossed(same(en, zh, clues=[clue]), documents=[en, zh]) == ({("zh", "en")}, [])


def test_a_copy_of_a_translation_has_its_words_through_it() -> None:
    """
    en    2030-01-01
    zh    2030-01-05  follows en
    copy  2030-01-09  copies zh, and says the same as en
    """
    en, zh, copy = english(), chinese(), chinese("2030-01-09", "copy")
    edge = Derivation(
        later=copy.id, earlier=zh.id, kind=DerivationKind.COPY, score=0.9, evidence=()
    )
    pairs = [same(en, zh), same(en, copy)]
    for order in itertools.permutations(pairs):
        assert crossed(*order, documents=[en, zh, copy], edges=[edge])[0] == {("zh", "en")}


def test_a_page_that_names_what_it_translates_follows_it_and_none_of_its_copies() -> None:
    """
    en    2030-01-01
    copy  2030-01-02  copies en
    zh    2030-01-05  names en as its source, and says the same as both
    """
    en, zh, copy = english(), chinese(), english("2030-01-02", "copy")
    named = Derivation(
        later=zh.id, earlier=en.id, kind=DerivationKind.REPORT, score=0.7, evidence=()
    )
    copied = Derivation(
        later=copy.id, earlier=en.id, kind=DerivationKind.COPY, score=0.9, evidence=()
    )
    found = cross(
        [same(copy, zh), same(en, zh)],
        documents={document.id: document for document in (en, zh, copy)},
        edges=[named, copied],
        settings=SETTINGS,
    )
    [edge] = found.edges
    assert (edge.later, edge.earlier) == (zh.id, en.id)
    assert (edge.kind, edge.score) == (DerivationKind.TRANSLATION, 0.7)


def test_pages_that_share_words_follow_whom_their_words_come_from() -> None:
    """a page in traditional signs has its words from one of two copies: the other is no second source"""
    hans, copy, hant = (chinese(name=name) for name in ("zh", "copy", "hant"))
    pair = same(copy, hant)
    kept = {document.id: document for document in (hans, copy, hant)}
    alike = cross([pair], documents=kept, edges=(), settings=SETTINGS, share=lambda _a, _b: 0.9)
    quoted = cross([pair], documents=kept, edges=(), settings=SETTINGS, share=lambda _a, _b: 0.1)
    assert not alike.edges
    assert not alike.unclear
    assert quoted.unclear


def test_no_page_follows_itself_through_others() -> None:
    """
    en rests on mid by name, mid on zh; zh looks like a translation of en
    """
    en, zh, mid = english(), chinese(), english("2030-01-03", "mid")
    edges = [
        Derivation(
            later=later.id, earlier=earlier.id, kind=DerivationKind.REPORT, score=0.6, evidence=()
        )
        for later, earlier in ((en, mid), (mid, zh))
    ]
    assert crossed(same(en, zh), documents=[en, zh, mid], edges=edges)[0] == set()


def test_both_quotes_and_what_they_rest_on_stand_beside_the_edge() -> None:
    en, zh = english(), chinese()
    lineage = trace_documents(
        [zh, en],
        attributions={},
        resolve=str,
        settings=SETTINGS,
        translations=[same(en, zh)],
    )
    [edge] = lineage.derivations
    assert (edge.later, edge.earlier, edge.kind) == (zh.id, en.id, DerivationKind.TRANSLATION)
    [evidence] = edge.evidence
    assert evidence.type is EvidenceType.FIGURE
    assert evidence.later is not None
    assert evidence.later.exact == zh.text
    assert evidence.earlier is not None
    assert evidence.earlier.exact == en.text
    assert evidence.note == "figure"
    [origin] = lineage.origins
    assert origin.id == en.id
    assert set(origin.documents) == {en.id, zh.id}


def test_what_stands_between_two_shared_sentences_is_no_evidence() -> None:
    """
    en   "A. B."     zh   "甲。 OWN. 乙。"     A answers 甲, B answers 乙
    """
    en = page("A.B.", address="https://en.example/", published="2030-01-01")
    zh = page("甲。OWN.乙。", address="https://zh.example/", published="2030-01-05")
    told = same(en, zh)
    halves = {en.id: ((0, 2), (2, 4)), zh.id: ((0, 2), (6, 8))}
    ones, others = (
        [TextPosition(start=start, end=end) for start, end in halves[key]]
        for key in (told.one, told.other)
    )
    (passages,) = told.passages
    passages = dataclasses.replace(passages, pairs=tuple(zip(ones, others, strict=True)))
    (edge,) = cross(
        [dataclasses.replace(told, passages=(passages,))],
        documents={en.id: en, zh.id: zh},
        edges=[],
        settings=SETTINGS,
    ).edges
    quotes = [
        (each.later and each.later.exact, each.earlier and each.earlier.exact)
        for each in edge.evidence
    ]
    assert quotes == [("甲。", "A."), ("乙。", "B.")]


def test_a_page_in_another_script_of_its_language_is_a_copy() -> None:
    """
    kk       2030-01-01  Cyrillic letters
    kk-Latn  2030-01-05  the same in Latin letters
    """
    en, zh = english(), chinese()
    link = same(en, zh)
    grounds = tuple(dataclasses.replace(ground, basis=Basis.LETTERS) for ground in link.grounds)
    lineage = trace_documents(
        [zh, en],
        attributions={},
        resolve=str,
        settings=SETTINGS,
        translations=[dataclasses.replace(link, grounds=grounds)],
    )
    [edge] = lineage.derivations
    assert edge.kind is DerivationKind.COPY
    assert edge.evidence[0].type is EvidenceType.REUSE


def test_a_page_in_traditional_signs_is_a_copy_by_shared_words() -> None:
    """
    zh-Hans  2030-01-01  卫生厅没有回答样本将保存多久的问题。
    zh-Hant  2030-01-05  the same in traditional signs; linked as a translation too
    """
    words = "卫生厅没有回答样本将保存多久的问题，也没有说明检查结果由谁保存。" * 2
    hant = "衛生廳沒有回答樣本將保存多久的問題，也沒有說明檢查結果由誰保存。" * 2
    one = page(words, address="https://one.example/", published="2030-01-01", language="zh-Hans")
    two = page(hant, address="https://two.example/", published="2030-01-05", language="zh-Hant")
    lineage = trace_documents(
        [one, two], attributions={}, resolve=str, settings=SETTINGS, translations=[same(one, two)]
    )
    [edge] = lineage.derivations
    assert (edge.later, edge.earlier, edge.kind) == (two.id, one.id, DerivationKind.COPY)
    assert edge.evidence[0].type is EvidenceType.REUSE


def between(a: Document, b: Document, contradicted: int) -> Translation:
    link = same(a, b)
    weighed = dataclasses.replace(link.weighed, contradicted=contradicted)
    return dataclasses.replace(link, weighed=weighed)


def test_a_translation_of_a_translation_has_its_slips_and_follows_it() -> None:
    """
    en  2030-01-01  18,800
    zh  2030-01-05  18,000
    fr  2030-01-09  18,000
    """
    en, zh = english(), chinese()
    fr = page("Le 3 mai 2017", address="https://fr.example/", published="2030-01-09")
    links = [between(en, zh, 1), between(en, fr, 1), between(zh, fr, 0)]
    for order in itertools.permutations(links):
        drawn, _ = crossed(*order, documents=[en, zh, fr])
        assert drawn == {("zh", "en"), ("fr", "zh")}


def test_two_translations_of_one_page_follow_it_where_nothing_tells_more() -> None:
    en, zh = english(), chinese()
    fr = page("Le 3 mai 2017", address="https://fr.example/", published="2030-01-09")
    links = [between(en, zh, 0), between(en, fr, 0), between(zh, fr, 0)]
    for order in itertools.permutations(links):
        drawn, _ = crossed(*order, documents=[en, zh, fr])
        assert drawn == {("zh", "en"), ("fr", "en")}
