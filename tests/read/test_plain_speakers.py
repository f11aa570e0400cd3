from __future__ import annotations

import pytest

from firsthand.model.document import Attribution
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

SPEAKERS = {
    "behind a quotation": ("es", "«Tengo los dedos lisos», dice doña Remigia, y los enseña.", "doña Remigia"),
    "with an office and a name": ("ru", "«Нам не до часов», — отмахивается старшая медсестра Лидия Хромова и бежит.", "Лидия Хромова"),
    "with a helper before": ("ru", "«Пришли утром», — всё-таки говорит хозяйка, разливая чай.", "хозяйка"),
    "an uncle": ("fr", "« Ça se voyait au nez », commente un oncle, aussitôt prié de se taire.", "un oncle"),
    "at the head, with a number": ("es", "12. La delegación indicó que se pretende impedir la entrada.", "La delegación"),
    "between commas": ("es", "La coordinadora del programa, Yuleisy Marcano, niega que tenga nada que ver.", "Yuleisy Marcano"),
    "cut at its clause": ("es", "Un guardia que pidió silencio supone que es por eso.", "Un guardia"),
    "Arabic": ("ar", "«ليس في الطابور بابان»، يقول الشاب مهند الخلف.", "الشاب مهند الخلف"),
    "Turkish, before a comma": ("tr", "Davalı idare, amacın güvenlik olduğunu savunmuştur.", "Davalı idare"),
}  # fmt: skip


def found(text: str, language: str) -> list[Attribution]:
    document = page(text, language=language)
    return list(find_attributions(document, passages=split_passages(document)))


@pytest.mark.parametrize("why", SPEAKERS)
def test_whose_a_verb_is_by_where_it_stands(why: str) -> None:
    language, text, who = SPEAKERS[why]
    made = found(text, language)[-1]
    assert text[made.source.start : made.source.end] == who


AGAIN = {
    "a verb alone": ("es", "«No hay peligro», dijo Ana Ruiz. Añadió que nadie se negó.", "Ana Ruiz"),
    "a verb alone behind a quotation": ("tr", "Ayşe Kaya kimsenin gelmediğini söyledi. «Kimse sormadı», diyor.", "Ayşe Kaya"),
    "a cue that is a pronoun": ("fr", "« C'est faux », a déclaré Ana Ruiz. Personne n'a refusé, dit-elle.", "Ana Ruiz"),
    "by her words": ("ru", "«Нет», — сказала Анна Гурова. По её словам, никого не спросили.", "Анна Гурова"),
    "she is no ministry": ("en", "Ana Ruiz said that it hurt. The Ministry of Health said that it did not. She says that she was not asked.", "Ana Ruiz"),
}  # fmt: skip


@pytest.mark.parametrize("why", AGAIN)
def test_who_goes_on_speaking(why: str) -> None:
    language, text, who = AGAIN[why]
    assert found(text, language)[-1].agent == who


def test_words_of_a_quotation_are_not_its_speaker() -> None:
    assert not [
        made
        for made in found("«Otuz yıllık emeğim gitti», dedi.", "tr")
        if made.agent.startswith("Otuz")
    ]
