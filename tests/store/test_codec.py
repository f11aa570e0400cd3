from __future__ import annotations

import json
import struct

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.model.claim import AgeRange, Coded, Element, Quantity, Suggestion
from firsthand.model.custody import Agent, AgentKind, Capture, MediaType
from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.lineage import Derivation, DerivationKind
from firsthand.model.moment import Moment
from firsthand.model.record import CaseOpened, Entry, Preserved
from firsthand.store.codec import CodecError, canonical, decode, decode_loosely, encode

ENTRY = Entry(
    at=Moment(utc="2030-01-02T03:04:05Z"),
    by=Agent(kind=AgentKind.PERSON, name="Ana"),
    tool=Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1"),
    body=Preserved(
        capture=Capture(
            digest="ab" * 32, size_bytes=3, address="https://a.example/血", file="a.html",
            media_type=MediaType.HTML,
        )
    ),
)  # fmt: skip


def test_an_entry_read_back_is_the_same_entry() -> None:
    assert decode(encode(ENTRY), Entry) == ENTRY


def test_a_field_at_its_default_is_not_written() -> None:
    """so that a later version may add a field without changing bytes already signed"""
    assert "version" not in json.loads(encode(ENTRY))["by"]


def test_the_body_of_an_entry_says_which_kind_it_is() -> None:
    assert json.loads(encode(ENTRY))["body"]["is"] == "Preserved"


def test_element_values_of_one_shape_stay_apart() -> None:
    for value in (AgeRange(age_years_min=12, age_years_max=None), Coded(code="dna", text="DNA")):
        made = decode_loosely(
            canonical(
                {
                    "document": "d",
                    "element": "modality",
                    "maker": {"kind": "rules", "name": "r", "version": "1"},
                    "quotation": {
                        "document": "d",
                        "exact": "x",
                        "position": {"end": 1, "start": 0},
                    },
                    "said_by": "",
                    "stance": "asserted",
                    "value": {"is": type(value).__name__, **_fields(value)},
                }
            ),
            Suggestion,
        )
        assert made.value == value
        assert decode(encode(made), Suggestion) == made


def _fields(value: AgeRange | Coded) -> dict[str, str | int | None]:
    if isinstance(value, AgeRange):
        return {"age_years_min": value.age_years_min, "age_years_max": value.age_years_max}
    return {"code": value.code, "text": value.text}


WRONG = {
    "not JSON": b"{",
    "nested until the reader gives up": b"[" * 100_000,
    "not an object": b"[]",
    "a field is missing": b'{"format":1,"key":"k","key_name":"n"}',
    "a field nobody knows": b'{"extra":1,"format":1,"key":"k","key_name":"n","name":"c"}',
    "a number where a word belongs": b'{"format":1,"key":"k","key_name":"n","name":1}',
    "true where a number belongs": b'{"format":true,"key":"k","key_name":"n","name":"c"}',
    "spaces between": b'{"format":1, "key":"k","key_name":"n","name":"c"}',
    "keys out of order": b'{"key":"k","format":1,"key_name":"n","name":"c"}',
    "a key twice": b'{"format":1,"format":1,"key":"k","key_name":"n","name":"c"}',
    "an escape that is not needed": b'{"format":1,"key":"\\u006b","key_name":"n","name":"c"}',
    "not UTF-8": b'{"format":1,"key":"\xff","key_name":"n","name":"c"}',
}


@pytest.mark.parametrize("why", WRONG)
def test_bytes_are_refused_when(why: str) -> None:
    with pytest.raises(CodecError):
        decode(WRONG[why], CaseOpened)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = decode(data, Entry)
    except CodecError:
        return
    assert encode(found) == data


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
)


@pytest.mark.slow
@given(JSON)
@example([1e16, 1e-7, 1e21, 0.1, 100.0, -0.0, 5e-324])
@example(['\u007f\u2028\x00\x1f\b\t\n\f\r"\\/€😀'])
def test_the_fast_writer_gives_the_bytes_of_the_reference_writer(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_half_a_character_has_no_canonical_form() -> None:
    with pytest.raises(CodecError, match="surrogate"):
        canonical(["\ud800"])


@given(
    low=st.none() | st.integers(0, 10**15),
    share=st.none() | st.floats(0, 100),
    vague=st.booleans(),
)
def test_a_quantity_comes_back_as_it_went(
    low: int | None, share: float | None, vague: bool
) -> None:
    made = Quantity(low=low, high=share, approximate=True, unit="examined", vague=vague)
    assert decode_loosely(encode(made), Quantity) == made


@given(st.floats(0, 1))
@example(1.0)
@example(0.0)
def test_a_score_comes_back_as_it_went(score: float) -> None:
    """1.0, written 1: an edge that is certain is an edge on the next run too"""
    made = Derivation(later="b", earlier="a", kind=DerivationKind.COPY, score=score, evidence=())
    again = decode(encode(made), Derivation)
    assert again == made
    assert type(again.score) is float


@pytest.mark.parametrize("found", [b"true", b'"1"', b"1" + b"0" * 400])
def test_what_is_no_fraction_is_no_score(found: bytes) -> None:
    made = b'{"earlier":"a","evidence":[],"kind":"copy","later":"b","score":%b}' % found
    with pytest.raises(CodecError, match="expected float"):
        decode(made, Derivation)


def test_a_document_comes_back_with_its_blocks() -> None:
    made = Document(
        capture="ab" * 32,
        locator="record=5",
        address="a",
        media_type="text/html",
        state=ReadState.READ,
        text="فىڭ",  # Uyghur letters
        blocks=(
            Block(position=TextPosition(start=0, end=3), role=BlockRole.ARTICLE, path="/p[1]"),
        ),
    )
    assert decode(encode(made), Document) == made


def test_elements_are_written_as_their_words() -> None:
    assert str(Element.AGE_RANGE) == "age_range"


# RFC 8785, section 3.2.2 and 3.2.3: what comes in, what must come out.
EXAMPLES = {
    "the example of 3.2.2": (
        r"""{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        r"""{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
    ),
    "the sorting of 3.2.3": (
        r"""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ),
}  # fmt: skip

# RFC 8785, appendix B: IEEE 754 bits and how they are written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize("why", EXAMPLES)
def test_the_rfc_gives_as_example(why: str) -> None:
    told, canon = EXAMPLES[why]
    assert canonical(json.loads(told)).decode() == canon


@pytest.mark.parametrize("bits", NUMBERS)
def test_the_rfc_writes_the_number_with_the_bits(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical([number]).decode() == f"[{NUMBERS[bits]}]"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf"), 2**53, -(2**53)])
def test_what_has_no_exact_number_has_no_canonical_form(number: float) -> None:
    with pytest.raises(CodecError):
        canonical({"n": [number]})
