from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.model.claim import Quantity

PAGE = "Police in Aksu take blood and DNA from all residents of the county, and nobody may refuse. The samples are kept by the police."
PAGE_ZH = "阿克苏警方为全县居民采集血样和DNA，任何人不得拒绝。样本由警方保存。"

COUNTED = {
    "people whom no list knows, right behind the taking": (
        f"{PAGE} They bled 8,000 Chakma settlers.",
        {(8000, "persons")},
    ),
    "a sum without a known currency": (
        f"{PAGE} The state set aside 3.2 million for it.",
        {(3200000, "money")},
    ),
}


@pytest.mark.parametrize("why", COUNTED)
def test_a_figure_whose_noun_no_list_knows_counts(why: str) -> None:
    text, wanted = COUNTED[why]
    values = [made.value for made in claims(text) if made.element == "scale"]
    found = {(v.high or v.low, v.counts) for v in values if isinstance(v, Quantity)}
    assert found == wanted


NOTHING = {
    "a figure without its noun in Chinese": f"{PAGE_ZH}我们村扎了两百九十三个。",
    "a figure without its noun in Russian": "Милиция снимает отпечатки пальцев у всех жителей. Всего: 8140.",
    "who declined": f"{PAGE} Those who declined: 310.",
    "a law": f"{PAGE} By Law 6458, he was told.",
    "an age": f"{PAGE} My mother-in-law was eighty-one.",
    "metres": f"{PAGE} The village lies at 3,888 metres.",
    "people who do something else": f"{PAGE} The 640 workers of the mill found the gate shut.",
    "a plan": f"{PAGE} In the coming year it will be 16,000.",
    "interviews in Chinese": f"{PAGE_ZH}本研究访谈了四十七人。",
    "residents in Chinese": f"{PAGE_ZH}营地现有居民约40.1万人。",
}


@pytest.mark.parametrize("why", NOTHING)
def test_a_figure_of_something_else_stays_alone(why: str) -> None:
    assert not [made for made in claims(NOTHING[why]) if made.element == "scale"]
