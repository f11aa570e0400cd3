from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering import dna, offer
from firsthand.claim.asked import ASKED_CHARACTERS, Question, questions, read_answer
from firsthand.model.claim import Element, MakerKind, Suggestion
from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.problem import Outcome
from firsthand.model.vocabulary import ChangeKind
from firsthand.read.passages import split_passages
from voted import step, vocabulary

TEXT = (
    "Police in Aksu take DNA from everyone aged 12 to 65. “It is voluntary,” said Ana Example. "
    "当地警察采集居民的DNA样本。"
)


def _document(text: str = TEXT) -> Document:
    return Document(
        capture="cap-1", locator="", address="https://a.example/", media_type="text/plain",
        state=ReadState.READ, text=text, blocks=(
            Block(
                position=TextPosition(start=0, end=len(text)),
                role=BlockRole.ARTICLE,
                path="char=0",
            ),
        ),
    )  # fmt: skip


def _ask(document: Document) -> Question:
    (question,) = questions(document, split_passages(document))
    return question


def _read(answer: str, document: Document | None = None) -> Outcome[Suggestion]:
    document = document or _document()
    return read_answer(
        answer, document=document, question=_ask(document), model="small", version="prompt 1"
    )


def test_a_suggestion_whose_words_are_on_the_page_counts() -> None:
    outcome = _read(offer(dna("take DNA from everyone"), dna("采集居民的DNA样本")))
    assert outcome.problems == ()
    first, second = outcome.values
    assert TEXT[first.quotation.position.start : first.quotation.position.end] == (
        "take DNA from everyone"
    )
    assert second.quotation.exact == "采集居民的DNA样本"
    assert first.maker.kind is MakerKind.MODEL
    assert (first.maker.name, first.maker.version) == ("small", "prompt 1")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (dna("take DNA from all people"), "expected words that are on the page"),
        (dna("take dna from everyone"), "expected words that are on the page"),
        (dna(""), "quote: expected words of the page"),
        (dna("take DNA", said_by="Nobody"), "said_by: expected a name that is on the page"),
        (dna("take DNA", stance="sure"), "stance: expected one of"),
        (dna("take DNA", element="colour"), "element: expected one of"),
        (dna("take DNA", value={"code": "gene"}), "value of modality: code: expected one of"),
        (dna("take DNA", value="dna"), "value: expected an object"),
        (dna("take DNA") | {"quote": 5}, "quote: expected a text"),
    ],
)
def test_a_suggestion_that_the_page_does_not_bear_out_is_refused(
    claim: dict[str, object], told: str
) -> None:
    outcome = _read(offer(claim, dna("take DNA from everyone")))
    assert [made.quotation.exact for made in outcome.values] == ["take DNA from everyone"]
    (problem,) = outcome.problems
    assert told in problem.message
    assert "suggestion 1 of small" in problem.message


@pytest.mark.parametrize(
    "answer",
    ["", "I am sorry", "{", "[]", '{"claims": 5}', "{" * 100_000, '{"claims": [NaN]}', "\ud800"],
)
def test_an_answer_that_is_none_is_a_problem(answer: str) -> None:
    outcome = _read(answer)
    assert outcome.values == ()
    assert [each.code for each in outcome.problems] == ["answer_not_read"]


def test_an_answer_in_a_fence_is_read() -> None:
    assert len(_read(f"Here:\n```json\n{offer(dna('take DNA'))}\n```").values) == 1


def test_the_same_suggestion_twice_is_one() -> None:
    assert len(_read(offer(dna("take DNA"), dna("take DNA"))).values) == 1


def test_long_documents_are_asked_in_parts_and_menus_never() -> None:
    document = _document("\n\n".join(f"Police took DNA in village {n}. " * 20 for n in range(100)))
    asked = list(questions(document, split_passages(document)))
    assert len(asked) > 5
    assert all(len(each.user) < 2 * ASKED_CHARACTERS for each in asked)
    ends = [each.position.end for each in asked]
    assert ends == sorted(ends)
    said = "".join(each.user for each in asked)
    assert all(f"village {n}." in said for n in range(100))


def test_what_is_kept_back_is_not_in_the_question() -> None:
    document = _document()
    passages = split_passages(document)
    back = [
        p.position for p in passages if "Ana" in document.text[p.position.start : p.position.end]
    ]
    assert back
    (question,) = questions(document, passages, keep_back=back)
    assert "Ana" not in question.user + question.system


def test_every_element_is_explained() -> None:
    told = _ask(_document()).system
    assert all(f"\n{element.value}: " in told for element in Element)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["claims", "element", "value", "quote", "said_by", "stance"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_no_answer_breaks_the_reader_and_no_quote_is_off_the_page(answer: object) -> None:
    for made in _read(json.dumps({"claims": answer})).values:
        position = made.quotation.position
        assert TEXT[position.start : position.end] == made.quotation.exact


def test_a_case_asks_for_its_own_elements_and_takes_them_under_every_name() -> None:
    stands = vocabulary(
        step(ChangeKind.RENAME, "photo_fee", "photo_price"),
        step(ChangeKind.RETIRE, "kinship"),
        step(ChangeKind.SPLIT_CODE, "photo_price.other", "food", "labour"),
    )
    document = _document("Voters paid 50 shillings at 412 photo kiosks.")
    (question,) = questions(document, split_passages(document), vocabulary=stands)
    assert (
        'photo_price (whether people pay for being photographed): {"code": food|free|labour|paid, '
        in question.system
    )
    assert '"unit": kiosks|share' in question.system
    assert "\nkinship:" not in question.system
    paid = {"element": "photo_price", "value": {"code": "paid", "text": "paid"}, "quote": "paid"}
    split = paid | {"value": {"code": "other", "text": "paid"}}
    retired = paid | {"element": "kinship", "value": {"text": "paid"}}
    told = [each | {"said_by": "", "stance": "asserted"} for each in (paid, split, retired)]
    outcome = read_answer(
        json.dumps({"claims": told}), document=document, question=question, model="small",
        version="prompt 1", vocabulary=stands,
    )  # fmt: skip
    (made,) = outcome.values
    assert (made.element.value, made.element_was) == ("photo_price", "photo_fee")
    assert "expected a code that is asked for" in outcome.problems[0].message
    assert "element: expected one of" in outcome.problems[1].message
