from __future__ import annotations

from pathlib import Path

import pytest

from cli.typed import given
from firsthand.errors import OperatorError
from firsthand.model.claim import Decision
from pipeline.to_judge import B


def test_what_was_typed_is_gathered_by_what_it_is_about() -> None:
    asked = given(
        Path(), accept=["a"], unsure=["b"], span=(3, 5), element="tool", document=B, quote="x"
    )
    assert asked.each == [("a", Decision.ACCEPTED), ("b", Decision.UNSURE)]
    assert (asked.anew.start, asked.anew.end, asked.anew.quote) == (3, 5, "x")
    assert (asked.choice.element, asked.choice.document) == ("tool", B)


def test_no_claim_is_surer_than_the_surest() -> None:
    asked = given(Path(), sure_from=50, sure_to=20)
    with pytest.raises(OperatorError, match="--sure-from 50 --sure-to 20: expected the smaller"):
        _ = asked.choice
