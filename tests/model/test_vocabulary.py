from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from claim.found import claims
from firsthand.model.claim import Claim, Coded, Element, Suggestion
from firsthand.model.vocabulary import ChangeKind, names_of
from firsthand.store.codec import CodecError, decode, encode
from voted import step, vocabulary

MADE = claims("Police take DNA from residents aged 12 to 65.")
RENAMED = vocabulary(
    step(ChangeKind.RENAME, "photo_fee", "photo_price"),
    step(ChangeKind.RENAME_CODE, "photo_price.other", "goods"),
)


def _fee(code: str, name: str = "photo_fee") -> Suggestion:
    return replace(MADE[0], element=Element.named(name), value=Coded(code=code, text="x"))


def test_an_own_element_is_one_object_and_the_24_alone_are_iterated_over() -> None:
    own = Element.named("photo_fee")
    assert own is Element.named("photo_fee")
    assert own.is_own
    assert not Element.AIM.is_own
    assert Element.named("aim") is Element.AIM
    assert len(list(Element)) == 24
    assert pickle.loads(pickle.dumps(own)) is own  # noqa: S301 - our own bytes
    assert pickle.loads(pickle.dumps(Element.SCALE)) is Element.SCALE  # noqa: S301


@pytest.mark.parametrize("key", ["", "a", "Photo", "photo-fee", "../x", "f" * 41, "9to5"])
def test_what_is_no_key_names_no_element(key: str) -> None:
    with pytest.raises(ValueError, match="expected small letters"):
        Element.named(key)


def test_an_element_that_nobody_knows_is_read_back_from_an_old_record() -> None:
    made = _fee("paid", "some_day_known")
    assert decode(encode(made), type(made)) == made
    with pytest.raises(CodecError, match="expected small letters"):
        decode(encode(made).replace(b"some_day_known", b"Some day"), type(made))


def test_the_reading_of_a_claim_of_before_is_the_same_bytes() -> None:
    assert b"element_was" not in encode(MADE[0])
    assert b'"was"' not in encode(MADE[0])


def test_a_renamed_element_and_code_keep_the_id_of_their_claims() -> None:
    old = _fee("other")
    now = RENAMED.today(old)
    assert (now.element.value, now.element_was, now.value) == (
        "photo_price",
        "photo_fee",
        Coded(code="goods", text="x", was="other"),
    )
    assert now.id == old.id
    assert RENAMED.today(now) == now
    assert decode(encode(now), type(now)).id == old.id


def test_names_of_old_find_what_is_called_otherwise_now() -> None:
    for name in ("photo_fee", "photo_price"):
        found = RENAMED.find(name)
        assert found is not None
        assert found.now == "photo_price"
        assert found.names == ("photo_price", "photo_fee")
    assert {"photo_fee", "photo_price", "aim"} <= names_of(RENAMED.elements)


def test_what_is_no_longer_asked_for_says_so_and_stays() -> None:
    gone = vocabulary(step(ChangeKind.RETIRE, "photo_fee"))
    assert not gone.asks_for(_fee("paid"))
    noted = gone.noted(Claim(suggestion=_fee("paid")))
    assert noted.note == "this case no longer asks for it"
    assert gone.noted(Claim(suggestion=MADE[0])).note == ""
    assert "no such element" in gone.noted(Claim(suggestion=_fee("x", "unheard_of"))).note


def test_a_split_code_says_what_it_became() -> None:
    split = vocabulary(step(ChangeKind.SPLIT_CODE, "photo_fee.other", "food", "labour"))
    noted = split.noted(Claim(suggestion=_fee("other")))
    assert noted.parts == ("food", "labour")
    assert "split into food, labour" in noted.note
