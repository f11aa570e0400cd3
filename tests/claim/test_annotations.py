from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from claim.found import claims
from claim.judging import ANA, BO, TOOL, judged
from firsthand.claim.annotations import (
    CONTEXT,
    cells_of_annotation,
    items_of,
    page_of_annotations,
)
from firsthand.claim.judge import apply_judgements
from firsthand.claim.wishes import Known, RowError, known_of, read_wish
from firsthand.model.claim import Decision
from firsthand.model.custody import Agent
from firsthand.model.record import Judged
from spoken import page

TEXT = "Police take DNA from residents aged 12 to 65. Police take DNA again."
PAGE = page(TEXT, language="en")
MADE = claims(TEXT)
ONE = MADE[0]
SAID = (judged(ONE, Decision.REJECTED, by=BO),)


def known(*said: Judged, by: Agent = ANA) -> Known:
    found = apply_judgements(MADE, judged=said, codings=[])
    return known_of(found, documents=[PAGE], said=said, by=by)


def written(*said: Judged, blind: bool = False) -> dict[str, Any]:
    found = apply_judgements(MADE, judged=said, codings=[])
    told = page_of_annotations(
        found, documents=[PAGE], case="a case", tool=TOOL, by=ANA.name, blind=blind
    )
    again: dict[str, Any] = json.loads(json.dumps(told))
    return again


def of_one(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in told["items"] if i["id"].endswith(ONE.id))
    return found


def test_each_claim_is_one_annotation_with_its_words_and_their_place() -> None:
    told = written(*SAID)
    assert told["@context"] == CONTEXT
    assert len(told["items"]) == len(MADE)
    one = of_one(told)
    quote, position = one["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == ONE.quotation.exact
    assert (quote["prefix"], len(quote["suffix"]) <= 32) == ("", True)
    assert one["target"]["source"]["id"] == PAGE.address
    assert {body["purpose"] for body in one["body"]} == {"tagging", "describing", "assessing"}
    assert one["creator"]["type"] == "Software"


def test_a_blind_page_tells_nothing_of_what_others_said() -> None:
    assert "rejected" not in json.dumps(written(*SAID, blind=True))
    own = judged(ONE, Decision.ACCEPTED)
    assert "accepted" in json.dumps(written(own, *SAID, blind=True))


def test_a_page_as_it_was_written_asks_for_nothing() -> None:
    said = (*SAID, judged(ONE, Decision.ACCEPTED))
    at = known(*said)
    rows = [cells for item in items_of(written(*said)) for cells in cells_of_annotation(item, at)]
    assert len(rows) == len(MADE) + 1  # two people judged one
    assert {read_wish(cells, at, reason="") for cells in rows} == {None}


def _assess(item: dict[str, Any], value: str) -> dict[str, Any]:
    return item | {
        "body": [*item["body"], {"type": "TextualBody", "purpose": "assessing", "value": value}]
    }


def test_an_assessment_added_is_a_decision() -> None:
    (cells,) = cells_of_annotation(_assess(of_one(written()), "rejected"), known())
    asked = read_wish(cells, known(), reason="read")
    assert asked is not None
    assert asked.decision is Decision.REJECTED


def _new(**changed: Any) -> dict[str, Any]:
    """An annotation as another program may write it, on the second DNA."""
    told = {"element": "tool", "value": {"text": "a needle"}}
    return {
        "type": "Annotation",
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "value": json.dumps(told),
        },
        "target": {
            "source": PAGE.address,
            "selector": {"type": "TextQuoteSelector", "exact": "DNA", "prefix": ". Police take "},
        },
    } | changed


def test_words_that_are_new_to_the_case_are_found_by_what_stands_around_them() -> None:
    (cells,) = cells_of_annotation(_new(), known())
    assert (cells["start"], cells["end"], cells["document"]) == ("58", "61", PAGE.id)
    asked = read_wish(cells, known(), reason="read")
    assert asked is not None
    assert asked.made is not None
    after = known(judged(asked.made, Decision.ACCEPTED))
    assert read_wish(cells, after, reason="read") is None


def _target(**selector: Any) -> dict[str, Any]:
    return {"target": {"source": PAGE.address, "selector": [selector]}}


def test_of_two_pages_at_one_address_the_one_that_was_read_is_meant() -> None:
    other = page("Other words.")
    at = known_of([], documents=[PAGE, other], said=[], by=ANA)
    item = _new()
    with pytest.raises(RowError, match="2 pages have it"):
        cells_of_annotation(item, at)
    item["target"]["state"] = of_one(written())["target"]["state"]
    (cells,) = cells_of_annotation(item, at)
    assert cells["document"] == PAGE.id


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "words that are not there": (_target(type="TextQuoteSelector", exact="RNA"), "does not have"),
    "words in two places": (_target(type="TextQuoteSelector", exact="DNA"), "found 2"),
    "no words": (_target(type="TextPositionSelector", start=3, end=9), "none given"),
    "no page": ({"target": {"source": "https://other.example/"}}, "no page has it"),
    "no target": ({"target": "https://a.example/1"}, "one target with selectors"),
    "two targets": ({"target": [{}, {}]}, "one target with selectors"),
    "a claim of another case": ({"id": "urn:x-firsthand:claim:c-none"}, "found 'c-none'"),
}


@pytest.mark.parametrize("why", WRONG)
def test_an_annotation_that_is_anchored_nowhere_is_loud(why: str) -> None:
    changed, words = WRONG[why]
    with pytest.raises(RowError, match=words):
        cells_of_annotation(_new(**changed), known())


def test_words_changed_under_a_known_claim_are_refused() -> None:
    item = copy.deepcopy(of_one(written()))
    item["target"]["selector"][0]["exact"] = "Police"
    (cells,) = cells_of_annotation(item, known())
    with pytest.raises(RowError, match="as the claim has it"):
        read_wish(cells, known(), reason="read")


ODD: list[Any] = [
    {"body": "text"},
    {"body": [3, {"purpose": "describing", "value": "[1]"}]},
    {"body": {"purpose": "describing", "value": "[" * 9_999}},
    {"body": {"purpose": "describing", "value": 7}},
]


@pytest.mark.parametrize("changed", ODD)
def test_bodies_that_mean_nothing_here_leave_the_element_missing(changed: dict[str, Any]) -> None:
    (cells,) = cells_of_annotation(_new(**changed), known())
    with pytest.raises(RowError, match="expected an element"):
        read_wish(cells, known(), reason="read")


def test_annotations_come_as_a_page_a_collection_a_list_or_alone() -> None:
    one = {"type": "Annotation"}
    several: list[object] = [{"items": [one]}, {"first": {"items": [one]}}, [one], one]
    for told in several:
        assert items_of(told) == [one]
    others: list[object] = [3, {"type": "Person"}, [3], {"items": 3}]
    for told in others:
        with pytest.raises(RowError, match="expected Web Annotations"):
            items_of(told)


def test_a_reason_that_is_null_is_none() -> None:
    item = _assess(of_one(written()), '{"decision": "accepted", "reason": null}')
    (cells,) = cells_of_annotation(item, known())
    assert cells["reason"] == ""
    with pytest.raises(RowError, match="expected why, found nothing"):
        read_wish(cells, known(), reason="")


def test_words_that_are_null_are_not_looked_for_as_a_word() -> None:
    with pytest.raises(RowError, match="found none given"):
        cells_of_annotation(_new(**_target(type="TextQuoteSelector", exact=None)), known())


@pytest.mark.parametrize(
    "creator",
    [
        "https://people.example/bo",
        {"type": "Person", "id": "https://people.example/bo"},
        {"type": "Person", "nickname": "bo"},
        [{"type": "Person", "name": "Ana Example"}, {"type": "Person", "name": "Bo Example"}],
    ],
)
def test_an_assessment_by_another_is_not_taken_for_one_s_own(creator: object) -> None:
    """Whoever made it may be named by an address alone, or be several."""
    item = _assess(of_one(written()), '{"decision": "accepted", "reason": "read"}')
    item["body"][-1]["creator"] = creator
    (cells,) = cells_of_annotation(item, known())
    with pytest.raises(RowError, match="expected judgements of Ana Example, found one of"):
        read_wish(cells, known(), reason="")
