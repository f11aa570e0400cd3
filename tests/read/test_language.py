from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.language import tell_chinese_script, tell_language

SAID = {
    "zh": "警方从居民身上采集血样。",
    "ja": "警察は住民から血液を採取した。",
    "ko": "경찰은 모든 주민에게서 혈액을 채취했다.",
    "bo": "ཉེན་རྟོག་པས་མི་དམངས་ཀྱི་ཁྲག་བླངས།",
    "ug": "ساقچىلار بارلىق ئاھالىلەردىن قان ئەۋرىشكىسى ئالدى",
    "ar": "أخذت الشرطة عينات الدم من جميع السكان في المنطقة",
    "fa": "پلیس از همه ساکنان منطقه نمونه خون گرفت و نگه داشت",
    "ur": "پولیس نے علاقے کے تمام رہائشیوں سے خون کے نمونے لیے",
    "ru": "Полиция взяла образцы крови у всех жителей района",
    "kk": "Полиция ауданның барлық тұрғындарынан қан сынамаларын алды",
    "ky": "Милиция райондун бардык тургундарынан кан үлгүлөрүн алды, кеңири",
    "uk": "Поліція взяла зразки крові у всіх мешканців району",
    "tt": "Полиция районның барлык кешеләреннән кан үрнәкләре җыйды",
    "mn": "Цагдаа нар дүүргийн бүх оршин суугчдаас цусны дээж авсан өдөр",
    "az": "Polis rayonun bütün sakinlərindən qan nümunələri götürdü",
    "en": "Police took blood samples from all residents of the county",
    "fr": "La police a prélevé le sang de tous les habitants de la région",
    "de": "Die Polizei nahm allen Einwohnern des Bezirks Blut ab und",
    "tr": "Polis bölgede yaşayan herkesten kan örneği aldı ve sakladı",
}


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_is_enough(code: str) -> None:
    assert tell_language(SAID[code]) == code


@pytest.mark.parametrize("text", ["", "12–65", "ok", "!!! ???", "DNA"])
def test_too_little_is_no_language(text: str) -> None:
    assert tell_language(text) is None


def test_chinese_names_its_script_where_it_shows() -> None:
    assert tell_chinese_script("警方从居民身上采集血样，这是为了发现问题") == "Hans"
    assert tell_chinese_script("警方從居民身上採集血樣，這是為了發現問題") == "Hant"
    assert tell_chinese_script("人口") is None


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    told = tell_language(text)
    assert told is None or told.isascii()
