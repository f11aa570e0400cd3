from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.lineage import Derivation, DerivationKind, Drift, DriftKind, Origin, resting_on

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


def test_pages_rest_on_a_source_and_sources_by_name_do_not_count() -> None:
    """
    d-1 → notice as the lineage lists it, d-2 → notice by an edge;  "Reuters, citing the notice"
    d-3 was withheld
    """
    notice = Origin(id="o-notice", name="notice", seen=False, documents=("d-1", "d-3"))
    edges = [dataclasses.replace(EDGE, later=late, earlier="o-notice") for late in ("d-2", "o-r")]
    edges.append(dataclasses.replace(EDGE, later="d-4", earlier="d-5"))
    pages = {"d-1", "d-2", "d-4", "d-5"}
    assert resting_on(notice, edges, pages) == {"d-1", "d-2"}


def test_a_page_does_not_rest_on_itself() -> None:
    first = Origin(id="d-1", name="page", seen=True, documents=("d-1", "d-2"))
    assert resting_on(first, (), {"d-1", "d-2"}) == {"d-2"}
