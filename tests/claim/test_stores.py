from __future__ import annotations

import pytest

from claim.found import said

STATED = {
    "The samples are stored in the county police's DNA database.": "county police's DNA database",
    "Profiles go into CODIS. DNA is taken from detainees.": "CODIS",
    "Officials are building a database of iris scans and blood types.": "database of iris scans and blood types",
    "Fingerprints are uploaded to the Integrated Joint Operations Platform.": "Integrated Joint Operations Platform",
    "血样录入全国公安机关DNA数据库。": "全国公安机关DNA数据库",
    "指紋存放在廠商的伺服器。": "廠商的伺服器",
    "体检结果录入居民健康档案，并采集虹膜。": "居民健康档案",
}


@pytest.mark.parametrize("text", STATED)
def test_a_store_is_named_as_written(text: str) -> None:
    texts = {value for element, value in said(text) if element == "storage"}
    assert any(STATED[text] in each or each in STATED[text] for each in texts), texts


TRAPS = {
    "a system that holds nothing": "DNA is taken from prisoners by the justice system.",
    "a register for money": "Fingerprints were taken beside the cash register.",
    "a system of schools in Chinese": "教育系统采集了学生的指纹。",
    "a number of identity": "DNA is taken from residents who have no Aadhaar number.",
    "a system without a name": "DNA is taken from residents, and a biometric system would come.",
    "a website": "DNA is taken from residents, who get the form on a computer.",
}


@pytest.mark.parametrize("why", TRAPS)
def test_what_holds_nothing_is_no_store(why: str) -> None:
    assert "storage" not in {element for element, _ in said(TRAPS[why])}
