from __future__ import annotations

from firsthand.preserve.netlog.events import Constants
from firsthand.preserve.netlog.failures import WORDS, failure

from .made import CONSTANTS


def test_a_failure_is_said_in_words_and_by_its_name() -> None:
    assert failure(-105, CONSTANTS) == "the name was not found (ERR_NAME_NOT_RESOLVED)"


def test_a_failure_without_words_has_its_name_and_without_a_name_its_number() -> None:
    assert failure(-7, Constants({"netError": {"ERR_NEW": -7}})) == "it failed (ERR_NEW)"
    assert failure(-999, CONSTANTS) == "it failed (error -999)"


def test_words_are_plain() -> None:
    assert all(name.startswith("ERR_") and "ERR" not in words for name, words in WORDS.items())
