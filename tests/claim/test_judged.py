from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.model.claim import Stance, Words

JUDGED = {
    "The head of HRW said that the DNA collection is a gross violation of human rights.": ("violation of human rights", "Human Rights Watch"),
    "Rights groups criticised the collection of DNA.": ("criticised the collection of DNA", "Rights groups"),
    "The court held that the taking of DNA was disproportionate.": ("disproportionate", "The court"),
    "人权组织批评说，采集DNA侵犯隐私。": ("侵犯隐私", "人权组织"),
}  # fmt: skip


@pytest.mark.parametrize("text", JUDGED)
def test_a_judgement_has_its_words_and_its_judge(text: str) -> None:
    words, who = JUDGED[text]
    made = [each for each in claims(text) if each.element == "assessment"]
    assert any(isinstance(e.value, Words) and words in e.value.text for e in made), made
    assert {e.said_by for e in made} == {who}


DENIED = {
    "The ministry denied that DNA had been collected.": "denied that DNA had been collected",
    "The foreign ministry dismissed the report on DNA as false.": "dismissed the report on DNA as false",
    "Taking part in the DNA collection is voluntary, a police official said.": "voluntary",
    "发言人否认采集居民血样。": "否认采集居民血样",
    "警方回應稱，採集血樣是自願的。": "自願",
}


@pytest.mark.parametrize("text", DENIED)
def test_an_authority_that_denies_asserts_its_denial(text: str) -> None:
    made = [each for each in claims(text) if each.element == "denial"]
    assert any(isinstance(e.value, Words) and DENIED[text] in e.value.text for e in made), made
    assert {e.stance for e in made} == {Stance.ASSERTED}
    assert all(e.said_by for e in made)


TRAPS = {
    "a person who breaks a rule": ("DNA is taken from those who violate the law.", "assessment"),
    "a denial of access": ("Police denied them access to the DNA bank.", "denial"),
    "an activist denies": ("Activists denied that they had given DNA.", "denial"),
    "neither": ("The police would neither confirm nor deny that DNA is taken.", "denial"),
    "a privacy policy": ("DNA is taken. Our privacy policy lists violations of your rights.", "assessment"),
}  # fmt: skip


@pytest.mark.parametrize("why", TRAPS)
def test_what_judges_or_denies_something_else_is_left_out(why: str) -> None:
    text, element = TRAPS[why]
    assert element not in {each.element for each in claims(text)}
