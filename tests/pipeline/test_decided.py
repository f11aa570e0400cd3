from __future__ import annotations

from pathlib import Path

from custody import make_case
from firsthand.model.finding import Population
from firsthand.model.lineage import Correction, Ruling
from firsthand.model.record import Corrected, Denominators
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.decided import judgements


def _ruled(ruling: Ruling, later: str) -> Corrected:
    return Corrected(
        correction=Correction(
            ruling=ruling, later=later, earlier="d-0", reason="seen", by=operator(), at=clock.now()
        )
    )


def _population(year: str) -> Population:
    return Population(area="Ashford", place_code="", year=year, group="all", persons=9, kind="census", address="a")  # fmt: skip


def test_what_people_decided_is_taken_from_the_record_in_its_order(tmp_path: Path) -> None:
    """
    populations of 2016, of 2017     d-1 cut;  d-2 cut, and undone
    """
    with Case.open(make_case(tmp_path), writing=True) as held:
        assert judgements(held).corrections == ()
        cut = _ruled(Ruling.CUT, "d-1")
        held.append([Denominators(populations=(_population("2016"),)), cut])
        held.append([_ruled(Ruling.CUT, "d-2"), _ruled(Ruling.UNDONE, "d-2")])
        held.append([Denominators(populations=(_population("2017"),))])
        entered = judgements(held)
        assert entered.corrections == (cut.correction,)
        assert [each.year for each in entered.populations] == ["2016", "2017"]
        assert (entered.judged, entered.codings, entered.described) == ((), (), ())
