from __future__ import annotations

import pytest

from firsthand.trace.scripts import (
    ALIKE_MAX,
    find_alike,
    in_script,
    likeness_of,
    one_language,
    romanised,
    spell,
)

UYGHUR = {
    "ug": "شىنجاڭ ئۇيغۇر ئاپتونوم رايونىدا ساقچىلار ئاھالىدىن قان ئالدى.",
    "ug-Latn": "Shinjang Uyghur aptonom rayonida saqchilar ahalidin qan aldi.",
    "ug-Cyrl": "Шинҗаң Уйғур аптоном районида сақчилар аһалидин қан алди.",
}
KAZAKH = {
    "kk": "Қазақстан Республикасының тұрғындары тексеруге келуі тиіс.",
    "kk-Latn": "Qazaqstan Respublikasynyñ tūrğyndary tekseruge keluı tiıs.",
    "kk-Arab": "قازاقستان رەسپۋبليكاسىنىڭ تۇرعىندارى تەكسەرۋگە كەلۋى ٴتيىس.",
}
SERBIAN = {
    "sr": "Полиција је узела крв; ђак, љубав, џеп, шећер, жена.",
    "sr-Latn": "Policija je uzela krv; đak, ljubav, džep, šećer, žena.",
}


@pytest.mark.parametrize("versions", [UYGHUR, KAZAKH, SERBIAN], ids=["ug", "kk", "sr"])
def test_a_sentence_is_one_in_every_script(versions: dict[str, str]) -> None:
    """
    police took blood from residents of the Xinjiang Uyghur region; the residents must come to the check-up
    """
    assert len({romanised(words, tongue) for tongue, words in versions.items()}) == 1


def test_the_usual_script_of_a_language_is_its_code_alone() -> None:
    """
    Uyghur in Arabic letters is ug, in Latin ones ug-Latn; Kazakh in Cyrillic ones is kk
    """
    assert [in_script("ug", script) for script in ("Arab", "Latn", "Cyrl")] == [
        "ug",
        "ug-Latn",
        "ug-Cyrl",
    ]
    assert in_script("kk", "Cyrl") == "kk"
    assert in_script("de", "Cyrl") == "de"


def test_only_scripts_of_one_language_are_one_language() -> None:
    assert one_language("ug", "ug-Latn")
    assert one_language("kk-Arab", "kk-Latn")
    assert not one_language("ug-Latn", "kk-Latn")
    assert not one_language("ug", "ug")
    assert not one_language("zh-Hans", "zh-Hant")


def test_stretches_are_alike_by_their_letters() -> None:
    one = spell([UYGHUR["ug"], "بۈگۈن ھاۋا ناھايىتى ئىسسىق بولدى."], tongue="ug")
    other = spell([UYGHUR["ug-Latn"]], tongue="ug-Latn")
    same, different = likeness_of(one, other)[:, 0].tolist()
    assert same == 1.0
    assert different < 0.1


def test_pages_in_two_scripts_are_found_without_any_figure() -> None:
    words = [
        UYGHUR["ug"],
        UYGHUR["ug-Latn"],
        "Bügün hawa nahayiti issiq boldi, kechte yamghur yaghdi.",
    ]
    tongues = ["ug", "ug-Latn", "ug-Latn"]
    spelled = {
        at: spell([each], tongue=tongue)
        for at, (each, tongue) in enumerate(zip(words, tongues, strict=True))
    }
    assert find_alike(spelled, tongues=tongues) == [(0, 1)]


def test_too_short_a_stretch_is_like_none() -> None:
    assert likeness_of(spell(["قان"], tongue="ug"), spell(["qan"], tongue="ug-Latn")).max() == 0.0


def test_a_text_that_very_many_have_makes_few_pairs() -> None:
    """
    30 copies in each of two scripts: not 900 pairs
    """
    tongues = ["ug", "ug-Latn"] * 30
    spelled = {at: spell([UYGHUR[tongue]], tongue=tongue) for at, tongue in enumerate(tongues)}
    found = find_alike(spelled, tongues=tongues)
    assert {page for pair in found for page in pair} == set(range(60))
    assert len(found) <= 60 * ALIKE_MAX
