from __future__ import annotations

from pathlib import Path

from custody import make_case
from firsthand.model.decision import DisputeRuling, DisputeState
from firsthand.model.record import DisputeRuled
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.ruled import decisions


def test_decisions_are_taken_from_the_record_in_its_order(tmp_path: Path) -> None:
    with Case.open(make_case(tmp_path), writing=True) as held:
        assert decisions(held).disputes == ()
        rulings = [
            DisputeRuling(
                key=f"x-{n}", kind="value", one=("c-1",), other=("c-2",),
                state=DisputeState.EXPLAINED, reason="so", by=operator(), at=clock.now(),
            )
            for n in (2, 1)
        ]  # fmt: skip
        held.append([DisputeRuled(ruling=each) for each in rulings])
        assert [each.key for each in decisions(held).disputes] == ["x-2", "x-1"]
