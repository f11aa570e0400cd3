from __future__ import annotations

import pytest

from firsthand.errors import UnknownIdError
from firsthand.pipeline.called import one_of


def test_a_beginning_names_one_thing_as_long_as_no_other_begins_so() -> None:
    assert one_of("c-ab", ["c-abc", "c-xyz"], what="claim") == "c-abc"
    assert one_of("c-a", ["c-a", "c-ab"], what="claim") == "c-a"
    with pytest.raises(UnknownIdError, match=r"expected the id of one claim, found c-: 2 begin so"):
        one_of("c-", ["c-abc", "c-xyz"], what="claim")


@pytest.mark.parametrize("told", ["", "d-"])
def test_what_names_nothing_is_refused(told: str) -> None:
    with pytest.raises(UnknownIdError, match="no edge has it"):
        one_of(told, ["c-abc"], what="edge")
