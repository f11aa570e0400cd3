from __future__ import annotations

from firsthand.model.claim import Stance
from firsthand.weigh.ancestry import Support
from firsthand.weigh.ledger import keep_ledger
from weigh.said import claim, code, meant, nearly, people, residents


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
    rows = keep_ledger(meant(*said), supports={})
    assert [(r.unit, r.low, r.said_by, r.stance) for r in rows] == [
        ("examined", 18_800_000, "Xinhua", "asserted"),
        ("examined", 18_000_000, "", "hedged"),
        ("residents", 23_600_000, "", "asserted"),
    ]
    assert rows[0].counts == "persons"
    assert rows[2].group == "all residents"
    assert rows[0].quote == "words"


def test_a_row_says_how_finely_it_is_printed_and_whose_figure_it_is() -> None:
    """
    page-a  17.4923 million   page-b  nearly 36 million   page-c  about 19 million   page-d  over 8,000
    """
    said = [
        claim("page-a", people(17_492_300)),
        claim("page-b", nearly(36_000_000)),
        claim("page-c", people(19_000_000, about=True)),
        claim("page-d", people(8_000, over=True)),
    ]
    supports = {said[0].id: (Support({"o-b", "o-a"}),)}
    rows = {r.high or r.low: r for r in keep_ledger(meant(*said), supports=supports)}
    told = {figure: (r.hedge, r.precision, r.digits) for figure, r in rows.items()}
    assert told == {
        17_492_300: ("", 100.0, 6),
        36_000_000: ("nearly", 1_000_000.0, 2),
        19_000_000: ("about", 1_000_000.0, 2),
        8_000: ("over", 1_000.0, 1),
    }
    assert rows[17_492_300].origins == ("o-a", "o-b")
