from __future__ import annotations

import pytest

from claim.found import said
from firsthand.claim.gazetteer import places
from firsthand.claim.spelled import forms, spelled


def test_brackets_hold_what_may_stand_there() -> None:
    assert list(forms("Хотан(|а|е)")) == ["Хотан", "Хотана", "Хотане"]
    assert list(forms("США")) == ["США"]


@pytest.mark.parametrize(
    ("form", "code"),
    [("Синьцзяне", "650000"), ("Эфиопии", "ET"), ("Éthiopie", "ET"), ("Äthiopiens", "ET"), ("Etiopía", "ET")],
)  # fmt: skip
def test_a_place_is_known_in_the_spelling_of_each_language(form: str, code: str) -> None:
    assert spelled()[form] == code


def test_names_are_whole_words() -> None:
    """Чад is no part of Чадаев, Mali none of Malinois."""
    found = {text[n.start : n.end] for text in ("Чадаев", "в Чаде", "le Malinois") for n in places().finditer(text)}  # fmt: skip
    assert found == {"Чаде"}


@pytest.mark.parametrize(
    "text",
    [
        "В Синьцзян-Уйгурском автономном районе у всех жителей берут образцы крови.",
        "Au Xinjiang, la police prélève le sang de tous les habitants.",
        "In Xinjiang nimmt die Polizei allen Bewohnern Blut ab.",
        "En Sinkiang la policía toma muestras de sangre a todos los habitantes.",
    ],
)
def test_a_region_has_its_code_in_every_language(text: str) -> None:
    assert ("place", "650000") in said(text)
