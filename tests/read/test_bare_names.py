from __future__ import annotations

import pytest

from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

NAMES = [
    ("ru", "Глава района Ахмед Исаков заявил, что кровь сдали все.", "Ахмед Исаков"),
    ("ru", "Директор колонии Иван Петрович Орлов сообщил, что кровь сдали все.", "Иван Петрович Орлов"),
    ("ru", "По словам начальника отдела А. Сеитова, кровь сдали все.", "А. Сеитова"),
    ("ru", "Жители Северной Вотии сообщили, что кровь взяли у всех.", "Жители Северной Вотии"),
    ("ru", "Глава Вотии заявил, что кровь сдали все.", "Глава Вотии"),
    ("tr", "Göç İdaresi Müdürü Ayşe Demirel, kan aldıklarını söyledi.", "Ayşe Demirel"),
    ("tr", "Ayşe Demirel, kan aldıklarını söyledi.", "Ayşe Demirel"),
    ("kk", "Министр Асқар Жұмағалы саусақ ізі міндетті екенін айтты.", "Асқар Жұмағалы"),
    ("en", "Governor Ana Example said that everybody gave blood.", "Governor Ana Example"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name"), NAMES)
def test_a_person_is_named_without_the_office(language: str, text: str, name: str) -> None:
    document = page(text, language=language)
    found = find_attributions(document, passages=split_passages(document))
    assert [each.agent for each in found] == [name]
    source = found[0].source
    assert document.text[source.start : source.end] == name
