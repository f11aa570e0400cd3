from __future__ import annotations

import pytest

from claim.found import said

STATED = {
    "Police bought DNA sequencers from Thermo Fisher Scientific.": "Thermo Fisher Scientific",
    "Officers enter the data in a mobile application and take DNA.": "mobile application",
    "Irises are scanned with handheld scanners supplied by Northgate Biometrics.": "Northgate Biometrics",
    "Gendarmes took DNA with portable kits.": "portable kits",
    "民警使用便携式虹膜采集仪采集居民虹膜。": "便携式虹膜采集仪",
    "採血卡由海岸生物科技有限公司提供，警方採集血樣。": "海岸生物科技有限公司",
}


@pytest.mark.parametrize("text", STATED)
def test_a_tool_or_supplier_is_named_as_written(text: str) -> None:
    texts = {value for element, value in said(text) if element == "tool"}
    assert any(STATED[text] in each or each in STATED[text] for each in texts), texts


TRAPS = {
    "a company that is only named": "A manager of Northgate Ltd read that DNA is collected.",
    "a reader of the paper": "Our readers use the letters page. DNA is collected from residents.",
    "a first-aid kit": "DNA is collected. Nurses came with first-aid kits.",
    "a company in passing in Chinese": "某公司员工说，警方采集居民血样。",
    "a camera like any other": "Police took DNA and pictures with their cameras.",
    "words that begin a sentence": "With them police took DNA from all residents.",
}


@pytest.mark.parametrize("why", TRAPS)
def test_what_supplies_nothing_is_no_tool(why: str) -> None:
    assert "tool" not in {element for element, _ in said(TRAPS[why])}
