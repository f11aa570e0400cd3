"""Names of China's counties and prefectures without the word for their kind, as people say them: 义乌, 鄯善, 澜沧.

In: full names; a text and a span of it.  Out: their short forms; whether one stands there as a name. Of two
signs many are words too (和平, 公安): those in `data/words_too.csv` are none, and the others are names only where
what stands around them leaves room for one.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

SURE_SIGNS = 3  # 塔什库尔干: no word of the language is so long
BEFORE_CHARACTERS = 3  # as far back as what stands before a name is looked at
_KIND = re.compile(  # of two signs at least: 丰县 is never said without 县
    r"(?P<short>.{2,}?)(?:(?:[\u3400-\u9fff]{1,4}族)+|(?:维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克)+)?(?:自治)?(?:林区|特区|地区|[县市区旗州盟])"
)
_BEFORE = re.compile(
    r"(?:^|[\s，。；：、（）《》【】〔〕—·,;:()\d?!？！]|[在于自从由到至往赴去来回向经过驻抵离叫对让说给及和与同当年月日号]|我们?|咱们?|他们?|她|是)$"
)
_NOT_AFTER = re.compile(
    r"人(?!民|社|力)|籍|话|[路街道](?!口)|菜|酒|茶|(?:[大中]?(?:大学|学院)|(?:[^，。；：、（）《》\s]{0,4}?)(?:[日晚晨早时快导]报|都市报|周刊|新闻网|报社|电视台|电台))|仲裁|[县市区旗镇乡村寨河坡]|小区|以外|族(?!自治)"
)


def short_of(name: str) -> str:
    """*name* without the word for its kind and for whose autonomy it is; empty where it is never so said.

    >>> short_of("义乌市"), short_of("澜沧拉祜族自治县"), short_of("丰县"), short_of("和平县")
    ('义乌', '澜沧', '', '')
    """
    found = _KIND.fullmatch(name)
    short = found["short"] if found else ""
    return "" if short in _words() else short


def stands_as_name(text: str, start: int, end: int) -> bool:
    """Whether a short form in simplified *text* can be a name there, by the signs around it."""
    if _NOT_AFTER.match(text, end):
        return False
    if end - start >= SURE_SIGNS:
        return True
    return _BEFORE.search(text, max(0, start - BEFORE_CHARACTERS), start) is not None


@cache
def _words() -> frozenset[str]:
    """Short forms that are words of the language too."""
    text = files("firsthand.claim").joinpath("data/words_too.csv").read_text("utf-8")
    return frozenset(row["name"] for row in csv.DictReader(text.splitlines()))
