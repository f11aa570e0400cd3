from __future__ import annotations

import numpy as np
import pytest

from claim.found import claims, considered
from firsthand.claim import programme as module
from firsthand.claim import weighed
from firsthand.claim.meaning import network
from firsthand.claim.programme import names_of, of_a_programme, signs_of, weights
from firsthand.claim.weighed import sensed

SURE, UNSURE = 90, 50
PROGRAMME = (
    "Nurses took blood from all residents of Aksu county in May 2019. Whoever stayed away lost the heating"
    " allowance. The police keep the profiles in a DNA database. Nobody was asked. The county lies in the north."
    " Villagers queued before the clinic from dawn. Winter is long there. A new road was opened in June."
)
NEAR_MISS = (
    "A thumb lock for the shed costs 49 euros. The lock keeps the fingerprints of ten people. Our tester took the prints"
    " of her whole family in five minutes. The app asked for no name. In the rain the sensor failed twice. The maker is"
    " a firm from Shenzhen. Batteries last a year. We would buy it again."
)


def _odds(text: str) -> float:
    read = considered(text).sentences
    return sensed(read).of_a_programme(read)


def test_a_programme_is_told_from_a_near_miss() -> None:
    assert _odds(PROGRAMME) > 2 > _odds(NEAR_MISS) + 1
    assert _surest(PROGRAMME) > SURE > _surest(NEAR_MISS)


@pytest.mark.xfail(
    strict=True, reason="a lock is told as gates and clocks for all who pass are: 70"
)
def test_a_near_miss_is_rather_wrong_than_right() -> None:
    assert _surest(NEAR_MISS) < UNSURE


def _surest(text: str) -> int:
    return max((made.sureness or 0 for made in claims(text)), default=0)


def test_a_page_of_another_matter_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """however many words of a programme it has"""
    monkeypatch.setattr(weighed, "OF_ANOTHER_MATTER", 99.0)
    assert not claims(PROGRAMME)


def test_a_statement_of_two_sentences_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighed, "OF_ANOTHER_MATTER", 99.0)
    assert claims("Nurses took blood from all residents of Aksu county in May 2019.")


def test_in_a_language_that_the_network_does_not_know_rules_stand() -> None:
    """Kazakh"""
    assert _odds("Полиция тұрғындардан ДНҚ алды. Ауылда екі мектеп бар. Қыс суық болды.") == float(
        "inf"
    )


def test_what_stands_highest_of_each_thing_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """on whatever sentence; nothing is surer than sure"""
    above = np.array([[-9.0, 1.0], [2.0, 0.0], [99.0, -1.0]])
    assert list(signs_of(above, 3.0)) == [1.0, np.log(3), 1.5, 2.0, 0.5]
    monkeypatch.setattr(module, "weights", lambda: {"always": -1.0, "aim": 0.5})
    assert of_a_programme(signs_of(above, 3.0), ("aim", "place")) == 0.0
    assert of_a_programme(signs_of(above[::-1], 3.0), ("aim", "place")) == 0.0


def test_each_sign_of_the_table_is_one_of_the_network() -> None:
    assert set(weights()) <= set(names_of(network().targets))
