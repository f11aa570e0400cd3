from __future__ import annotations

from pathlib import Path

from cli.typed import given
from firsthand.model.claim import Decision
from pipeline.to_judge import B


def test_what_was_typed_is_gathered_by_what_it_is_about() -> None:
    asked = given(
        Path(), accept=["a"], unsure=["b"], span=(3, 5), element="tool", document=B, quote="x"
    )
    assert asked.each == [("a", Decision.ACCEPTED), ("b", Decision.UNSURE)]
    assert (asked.anew.start, asked.anew.end, asked.anew.quote) == (3, 5, "x")
    assert (asked.choice.element, asked.choice.document) == ("tool", B)
