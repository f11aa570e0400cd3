"""Decide whether two wordings are the same words, carefully: case, marks and articles aside.

In: values written in a source's own words.  Out: a normal form; equal forms are equal wordings.
Whether different words mean the same is not decided here: a person does that.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*", re.UNICODE)
_ARTICLES = {
    "a", "an", "the", "of", "le", "la", "les", "l", "un", "une", "der", "die", "das", "ein",
    "eine", "el", "los", "las", "il", "lo", "de", "du", "des",
}  # fmt: skip

# Peoples and groups that sources name, in the writings met; the key is the name we compare.
_GROUPS: dict[str, tuple[str, ...]] = {
    "uyghur": ("uyghur", "uighur", "uygur", "uigur", "ouïghour", "ouighour", "uiguren", "уйгур",
               "ئۇيغۇر", "维吾尔", "維吾爾", "الأويغور", "الإيغور", "أويغور", "إيغور", "ウイグル"),
    "kazakh": ("kazakh", "kazak", "qazaq", "казах", "қазақ", "哈萨克", "哈薩克", "كازاخ", "قازاق"),
    "kyrgyz": ("kyrgyz", "kirgiz", "kirghiz", "кыргыз", "киргиз", "柯尔克孜", "柯爾克孜"),
    "tibetan": ("tibetan", "tibétain", "tibeter", "тибет", "藏族", "藏人", "བོད"),
    "han": ("han chinese", "han people", "汉族", "漢族", "汉人", "漢人"),
    "hui": ("hui people", "hui muslim", "回族"),
    "mongol": ("mongol", "монгол", "蒙古族"),
    "muslim": ("muslim", "moslem", "musulman", "мусульм", "穆斯林", "مسلم", "müslüman"),
    "christian": ("christian", "基督徒", "христиан"),
    "falun gong": ("falun gong", "法轮功", "法輪功"),
    "rohingya": ("rohingya", "罗兴亚"),
    "migrant": ("migrant", "流动人口", "移民", "мигрант"),
    "dissident": ("dissident", "activist", "异见", "活动人士"),
}  # fmt: skip
_FAITHS = {"muslim", "christian", "falun gong"}
_EVERYONE = {"all residents", "residents", "people", "inhabitants", "population", "everyone", "all",
             "total", "all people", "citizens", "常住人口", "总人口", "人口", "全民"}  # fmt: skip


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """*text* without case, accents of compatibility, marks and articles.

    >>> normal("The Thermo-Fisher equipment.")
    'thermo fisher equipment'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(folded)
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


@lru_cache(maxsize=65_536)
def group_key(text: str | None) -> str:
    """Which people a wording names: the groups found in it, or the wording itself.

    >>> group_key("Uighurs") == group_key("维吾尔族") == "uyghur"
    True
    """
    if text is None:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    named = sorted(name for name, forms in _GROUPS.items() if any(form in folded for form in forms))
    if named:
        return "+".join(named)
    plain = normal(text)
    return "everyone" if plain in _EVERYONE else plain


def people_key(code: str, text: str) -> str:
    """Which people a target group is, told by its kind: "Uyghur Muslims" as a people are Uyghurs.

    >>> people_key("ethnic", "Uyghur Muslims")
    'uyghur'
    """
    names = group_key(text).split("+")
    fitting = [name for name in names if (name in _FAITHS) == (code == "religious")]
    return "+".join(fitting or names)
