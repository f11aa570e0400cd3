from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.model.claim import Stance

STANCES = {
    "said": ("Police took DNA from residents.", "modality", Stance.ASSERTED),
    "reportedly": ("Police reportedly took DNA from residents.", "modality", Stance.HEDGED),
    "may have": ("The blood samples may have been given to the police.", "recipient", Stance.HEDGED),
    "a plan": ("Officials plan to take fingerprints.", "modality", Stance.HEDGED),
    "no": ("No DNA has been collected.", "modality", Stance.DENIED),
    "not taken": ("DNA was never collected.", "modality", Stance.DENIED),
    "denied": ("The ministry denied that blood was being collected.", "modality", Stance.DENIED),
    "who does not take": ("Police do not collect DNA.", "collector", Stance.DENIED),
    "not only": ("Police not only took DNA but asked questions.", "modality", Stance.ASSERTED),
    "a denial in the clause before": ("Nobody was hurt, but police took DNA.", "modality", Stance.ASSERTED),
    "whether": ("It is not known whether the DNA data were shared with the army.", "recipient", Stance.UNKNOWN),
    "nobody knows of consent": ("It is unclear whether people know that DNA is taken.", "consent", Stance.UNKNOWN),
    "a not inside a code": ("Giving DNA is not voluntary.", "compulsion", Stance.ASSERTED),
    "Chinese, hedged": ("据称警方采集DNA。", "modality", Stance.HEDGED),
    "Chinese, not": ("警方没有采集DNA。", "modality", Stance.DENIED),
    "Chinese, denied": ("发言人否认采集居民血样。", "modality", Stance.DENIED),
    "Chinese, traditional": ("當局否認採集DNA。", "modality", Stance.DENIED),
    "Chinese, whether": ("血样是否交给公安机关，我们无法核实。", "recipient", Stance.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("why", STANCES)
def test_how_firmly_it_is_said(why: str) -> None:
    text, element, stance = STANCES[why]
    assert {made.stance for made in claims(text) if made.element == element} == {stance}
