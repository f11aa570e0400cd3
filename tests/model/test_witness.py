from __future__ import annotations

import pytest

from firsthand.model.consent import Detail
from firsthand.model.witness import RegisterEntry, WitnessBound, checked_pseudonym


@pytest.mark.parametrize(
    "told", ["", "Aygul Example", "witness", "witness-", "../x-1", "Witness-7"]
)
def test_a_name_is_no_pseudonym(told: str) -> None:
    with pytest.raises(ValueError, match="pseudonym"):
        checked_pseudonym(told)


def test_an_entry_of_the_register_is_shown_nowhere() -> None:
    entry = RegisterEntry(name="Aygul Example", salt="ab", also=("阿依古丽",))  # Aygul in Chinese
    assert "Aygul" not in f"{entry} {entry!r}"
    assert list(entry.names()) == ["Aygul Example", "阿依古丽"]


@pytest.mark.parametrize(
    "told", [{"start": 3}, {"start": 3, "end": 5}, {"details": ()}, {"object": "x"}]
)
def test_a_binding_says_what_and_where(told: dict[str, object]) -> None:
    """
    a passage without end, a passage of no document, no detail, no object
    """
    whole: dict[str, object] = {
        "id": "bound-1", "witness": "witness-7", "object": "a" * 64,
        "details": (Detail.WORDS,), "reason": "spoke",
    }  # fmt: skip
    WitnessBound(**whole)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"passage|detail|hexadecimal"):
        WitnessBound(**(whole | told))  # type: ignore[arg-type]
