from __future__ import annotations

import pytest

from clued import attributions
from firsthand.model.document import AttributionKind
from firsthand.read.agents import resolve_agent
from firsthand.trace.descent import trace_documents
from firsthand.trace.namelike import is_no_name, without_no_names
from firsthand.trace.settings import TraceSettings
from spoken import page

NO_NAMES = (
    "The ON DELETE clause specifies the action to perform when a referenced row is deleted.",
    "Nothing else is read. REQUIRED indicates that this component will always be installed.",
    "POSIX.1 requires that the call send a signal to all processes that may have one.",
    "Level 1 specifies the original tag file format and level 2 a new one with more fields.",
    "It is suspect at best. Having said that, this is one of the neatest features of the program.",
    "The quake had a strength of 6.1 according to the Richter scale and was felt in Karabel.",
    "Feasts were kept according to the Julian calendar in the three villages of the valley.",
    "It is sorted by name according to the C locale ordering, and nothing else is done to it.",
    "The name that is exposed by the Hostname property maps to what the machine calls itself.",
    "When the region is active, Readline highlights the text in the region in another colour.",
    "The size of each packet may differ from that seen by Linux, which is allowed for below.",
    "For that reason, OpenSSL requires that applications make this explicit before they begin.",
    "Clients MAY offers cached entities by including a date in what they ask for.",
    "They name dependencies by hand. Dependencies discovered from the scanning are added to those.",
    "Image Type specifies the system that all machines of the cluster will run on.",
)
NAMES = (
    "Karabel Ministry of Health indicates that blood was taken from 36,200 people.",
    "The Qarluq county police specified that all residents aged 12 to 65 take part.",
    "OZAV said that blood was taken from 36,200 residents of the county.",
    "Bellingcat documented that machines were bought for all clinics of the county.",
    "“They took my blood,” Ana Kovar said.",
    "Beijing requires that all residents aged 12 to 65 take part.",
    "Sixty clinics took part, according to the Qarluq Gazette newspaper.",
    "Sixty clinics took part, according to the Ozav report of last week.",
    "Ozav discovered that machines were bought for all clinics of the county.",
    "Ozav highlighted in a report that machines were bought for all clinics.",
    "The Guardian writes that blood was taken from 36,200 residents of the county.",
    "Residents of Karabel are counted by OZAV. Ozav said that 36,200 residents gave blood.",
)


def named(text: str) -> list[str]:
    document = page(text, address="https://a.example/1")
    found = attributions([document])
    kept = without_no_names([document], found, houses=["a.example"])[document.id]
    assert set(kept) <= set(found[document.id])
    return [one.agent for one in kept if not one.anonymous]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_no_source(text: str) -> None:
    """though reading finds one in each"""
    document = page(text, address="https://a.example/1")
    assert any(not one.anonymous for one in attributions([document])[document.id])
    assert named(text) == []
    drawn = trace_documents(
        [document],
        attributions=attributions([document]),
        resolve=resolve_agent,
        settings=TraceSettings(),
    )
    assert [origin.id for origin in drawn.origins] == [document.id]


@pytest.mark.parametrize("text", NAMES)
def test_who_speaks_is_a_source(text: str) -> None:
    document = page(text, address="https://a.example/1")
    found = [one.agent for one in attributions([document])[document.id] if not one.anonymous]
    assert named(text) == found


def test_a_house_of_the_case_is_a_name_however_it_is_written() -> None:
    """REQUIRED may be a paper; and a credit is not looked at"""
    document = page(NO_NAMES[1], address="https://a.example/1")
    found = attributions([document])
    house = page("On the harvest.", address="https://b.example/", publisher="REQUIRED")
    both = without_no_names([document, house], {**found, house.id: ()}, houses=["a.example", "b"])
    assert both[document.id] == found[document.id]
    credit = page("Source: LEVEL 1\nOn the harvest and its price.", address="https://c.example/")
    for one in attributions([credit])[credit.id]:
        assert one.kind is AttributionKind.CREDIT
        assert not is_no_name(credit.text, one)
