from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.lineage import Derivation, DerivationKind, Drift, DriftKind

EDGE = Derivation(later="d-2", earlier="d-1", kind=DerivationKind.COPY, score=0.9, evidence=())


def test_nothing_comes_from_itself() -> None:
    with pytest.raises(ValueError, match="nothing comes from itself"):
        dataclasses.replace(EDGE, earlier="d-2")


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_score_lies_between_none_and_certain(score: float) -> None:
    with pytest.raises(ValueError, match="lies in"):
        dataclasses.replace(EDGE, score=score)


def test_an_edge_keeps_its_id_when_more_is_known_for_it() -> None:
    assert dataclasses.replace(EDGE, score=0.5).id == EDGE.id
    assert dataclasses.replace(EDGE, claims=("c-1",)).id != EDGE.id


def test_a_drift_is_named_by_its_edge_and_change() -> None:
    drift = Drift(derivation=EDGE.id, element="scale", before="1", after="2", kind=DriftKind.FIGURE)
    assert dataclasses.replace(drift, after="3").id != drift.id
