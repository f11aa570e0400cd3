from __future__ import annotations

from firsthand.model.claim import Stance
from firsthand.weigh.ledger import keep_ledger
from weigh.said import claim, code, meant, people, residents


def test_every_count_has_a_row_and_populations_show_as_residents() -> None:
    """
    page-a  18.8 million examined, "Xinhua"
    page-b  over 18 million examined, hedged
    page-c  23.6 million residents
    page-d  DNA: not a count
    """
    said = [
        claim("page-a", people(18_800_000, place="650000", period="2017"), said_by="Xinhua"),
        claim("page-b", people(18_000_000, over=True), stance=Stance.HEDGED),
        claim("page-c", residents(23_600_000)),
        claim("page-d", code("dna")),
    ]
    rows = keep_ledger(meant(*said))
    assert [(r.unit, r.low, r.said_by, r.stance) for r in rows] == [
        ("examined", 18_800_000, "Xinhua", "asserted"),
        ("examined", 18_000_000, "", "hedged"),
        ("residents", 23_600_000, "", "asserted"),
    ]
    assert rows[0].counts == "persons"
    assert rows[2].group == "all residents"
    assert rows[0].quote == "words"
