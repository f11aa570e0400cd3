from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.pipeline import stages, tracing
from firsthand.pipeline.case import Case
from firsthand.pipeline.correcting import Asked, correct
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from firsthand.trace.descent import trace_documents
from firsthand.trace.statements import follow_statements
from followed import REPORT

INTERVIEW = "A teacher told us that nurses drew DNA from 512 children at her school. "


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    a.txt  2030-01-01  the report        b.txt  2030-01-02  the report, and an interview
    """
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(REPORT)
    (pile / "b.txt").write_text(REPORT + INTERVIEW)
    rows = ("a.txt,https://a.example/,2030-01-01", "b.txt,https://b.example/,2030-01-02")
    (pile / "manifest.csv").write_text("\n".join(("file,address,published", *rows)))
    Case.create(tmp_path / "case")
    with Case.open(tmp_path / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
    return tmp_path / "case"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done anew, in its order."""
    seen: list[str] = []

    def drawing(documents: Sequence[Document], **given: Any) -> Lineage:
        seen.append("drawn")
        return trace_documents(documents, **given)

    def following(lineage: Lineage, **given: Any) -> Lineage:
        seen.append("followed")
        return follow_statements(lineage, **given)

    monkeypatch.setattr("firsthand.trace.descent.trace_documents", drawing)
    monkeypatch.setattr("firsthand.trace.statements.follow_statements", following)
    return seen


def _traced(held: Case) -> tracing.Traced:
    return stages.trace(held, stages.read(held))


def _kept(case: Path, beginning: str) -> list[str]:
    connection = sqlite3.connect(case / "derived/casebook.sqlite")
    rows = connection.execute("SELECT key FROM finished WHERE stage LIKE ?", (f"{beginning}%",))
    found = [key for (key,) in rows]
    connection.close()
    return found


@pytest.mark.slow
def test_what_has_not_changed_is_not_traced_again(
    case: Path, tmp_path: Path, done: list[str]
) -> None:
    """
    traced twice     then an edge is cut     then that is undone     then a page is new
    """
    with Case.open(case, writing=True) as held:
        first = _traced(held)
        assert _traced(held) == first
        assert done == ["drawn", "followed"]
        (edge,) = first.lineage.derivations
        correct(held, Asked(cut=(edge.id,)), reason="both had it from the wire")
        assert _traced(held).lineage.derivations == ()
        assert done == ["drawn", "followed", "followed"], "a ruling changes no page"
        correct(held, Asked(undo=(edge.id,)), reason="it was not so")
        assert _traced(held).lineage.derivations == first.lineage.derivations
        done.clear()
        (tmp_path / "c.txt").write_text(REPORT + "Seen again.")
        preserve(held, [str(tmp_path / "c.txt")], progress=quiet)
        assert _traced(held) != first
        assert done == ["drawn", "followed"]


@pytest.mark.slow
def test_of_a_case_one_lineage_is_kept(case: Path, tmp_path: Path) -> None:
    with Case.open(case, writing=True) as held:
        before = _traced(held)
        (tmp_path / "c.txt").write_text(REPORT + "Seen again.")
        preserve(held, [str(tmp_path / "c.txt")], progress=quiet)
        assert _traced(held) != before
    assert len(_kept(case, "firsthand-trace ")) == 1
    assert len(_kept(case, "whole firsthand-trace ")) == 1
