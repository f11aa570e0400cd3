from __future__ import annotations

from firsthand.model.claim import Claim
from firsthand.model.finding import Population
from firsthand.model.moment import Moment
from firsthand.model.reporting import GatherItem, ItemTold
from firsthand.weigh.gather import ITEMS, gather
from weigh.said import READER, claim, code, page, people, population, weighed

A, B = page("a"), page("b")
COUNT = claim(A, people(18_800_000, place="650000", period="2017"), said_by="Xinhua")


def gathered(
    *said: Claim, told: tuple[ItemTold, ...] = (), populations: tuple[Population, ...] = ()
) -> dict[int, GatherItem]:
    findings = weighed(list(said), pages=[A, B], populations=populations)
    items = gather(
        findings,
        documents=[A, B],
        populations=populations,
        versions=["firsthand 1"],
        left_out=3,
        told=told,
    )
    assert [each.number for each in items] == list(range(1, 19))
    return {each.number: each for each in items}


def test_the_items_are_filled_from_the_case_and_who_paid_is_not_stated() -> None:
    """page-a  18.8 million in 2017, says Xinhua; 25 million live there"""
    items = gathered(COUNT, populations=(population(25_000_000),))
    assert items[2].told == ()
    assert items[1].told == ("how many people were examined in Xinjiang (650000) at least once",)
    assert any("Xinhua, on https://example.org/a" in line for line in items[5].told)
    assert any("rejected are left out: 3" in line for line in items[4].told)
    assert "25,000,000" in items[7].told[0]
    (line,) = items[16].told
    assert line.endswith(
        "estimated 18,800,000 to 18,800,000 (bounds); documented in one count: 18,800,000"
    )


def test_without_a_count_nothing_is_made_up() -> None:
    items = gathered(claim(A, code("dna")))
    assert [number for number in range(1, 19) if not items[number].told] == [
        1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15, 16, 18,
    ]  # fmt: skip


def test_what_a_person_states_stands_first_with_their_name() -> None:
    at = Moment(utc="2030-01-01T00:00:00Z")
    told = tuple(ItemTold(number=2, text=text, by=READER, at=at) for text in ("A", "Nobody"))
    assert gathered(COUNT, told=told)[2].told == ("Nobody (stated by Aygul Example)",)
    assert len(ITEMS) == 18
