from __future__ import annotations

import dataclasses

from firsthand.model.reporting import GatherItem, Reported
from publish.told import dossier, findings, site, words_of

REPORTED = Reported(
    estimate="e-1",
    documented_low=12_000,
    documented_high=12_000,
    counts=1,
    pages=1,
    origins=1,
    interval="bounds",
    level=None,
)
ITEMS = (
    GatherItem(number=1, asks="What is estimated", told=("how many people",)),
    GatherItem(number=2, asks="Who paid for the work", told=()),
)
TOLD = dossier(findings=dataclasses.replace(findings(), reported=(REPORTED,)), gathered=ITEMS)


def test_documented_estimated_and_assumed_stand_together() -> None:
    words = words_of(site(TOLD)["gather.html"])
    assert "Documented 12,000 in one count Estimated 12,000 to open" in words
    assert "without a level" in words
    assert "Assumed one count" in words


def test_an_item_of_which_nothing_is_known_is_not_stated() -> None:
    words = words_of(site(TOLD)["gather.html"])
    assert "Who paid for the work : not stated" in words
    assert "gather.html" not in site()
