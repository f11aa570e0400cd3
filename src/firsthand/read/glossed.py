"""Keep a name in Chinese together that signs part: 英國衛報(The Guardian), “人权观察”, 杂志《寒冬》.

In: a sentence.  Out: a sentence of the same length in which such signs are marks that part nothing, and the name that
they single out. A name in Latin letters in brackets glosses the name before it. Quotation marks hold a name where it is
known, where such a gloss follows, or where a word for what it is stands right before.
"""

from __future__ import annotations

import re

from firsthand.read.agents import known_in

OPENED, CLOSED, FILLED, PERSONAL = "\ue000", "\ue001", "\ue002", "\ue003"  # of private use
GLOSS_CHARACTERS = 60  # a longer bracket is a remark
NAME_SIGNS = 16  # a longer quotation is what is said
_MARKS = str.maketrans("", "", OPENED + CLOSED + FILLED + PERSONAL)
_GLOSS = re.compile(
    rf"(?<=[\u3400-\u9fff”」』》])\s?[（(][A-Za-z][A-Za-zÀ-ɏ0-9 .,'’·&-]{{1,{GLOSS_CHARACTERS}}}[）)]"
)
_NAMED = re.compile(
    rf"[“「『](?P<quoted>[^“”「」『』，。；：、,;:？?！!\s]{{2,{NAME_SIGNS}}})[”」』]|《(?P<titled>[^《》，。；：]{{2,{NAME_SIGNS}}})》"
)
_WHAT_IT_IS = re.compile(
    "(?:组织|組織|团体|團體|机构|機構|智库|智庫|网站|網站|杂志|雜誌|报纸|報紙|机关报|機關報|党报|黨報|周刊|週刊|媒体|媒體|电台|電台|公司|基金会|基金會|联盟|聯盟|频道|頻道|公众号|公眾號)$"
)
_PERIODICAL = re.compile("(?:[^通公简簡海警][报報]|周刊|週刊|月刊|杂志|雜誌|新闻|新聞)$")
_INNER = re.compile(f"{OPENED}([^{OPENED}{CLOSED}]+){CLOSED}")
_BODY = re.compile(
    "Institute|University|Watch|International|Lab|Group|Network|Agency|News|Times|Post|Press|Council|Foundation|Association"
    "|Center|Centre|Daily|Guardian|Magazine|Commission|Committee|Court|Union|Rights|Radio|Party|Intercept|Journal|The "
)


def glossed(text: str) -> str:
    """*text* with marks of the same length for the signs that part a name from what stands around it.

    >>> bare(glossed("英國衛報(The Guardian)網站指出"))
    '英國衛報網站指出'
    """
    if not any(sign in text for sign in "（(“「『《"):
        return text
    marked = _GLOSS.sub(_filled, text)
    return _NAMED.sub(lambda found: _named(marked, found), marked)


def _named(text: str, found: re.Match[str]) -> str:
    name = found["quoted"] or found["titled"]
    known = known_in(name)
    is_name = (
        (known and known[0].start == 0 and known[-1].end == len(name))
        or text[found.end() : found.end() + 1] == FILLED
        or _WHAT_IT_IS.search(text, 0, found.start())
        or (found["titled"] and _PERIODICAL.search(name))
    )
    return f"{OPENED}{name}{CLOSED}" if is_name else found.group()


def bare(text: str) -> str:
    """Marked *text* without its marks."""
    return text.translate(_MARKS)


def singled_out(text: str) -> tuple[int, int] | None:
    """Where the last name stands that marks in *text* hold; none where they hold none."""
    found = list(_INNER.finditer(text))
    return found[-1].span(1) if found else None


def _filled(found: re.Match[str]) -> str:
    """Marks for a gloss: a person's, where it is two words or more in capitals that name no body."""
    words = found.group().strip("（）() ").split()
    capitals = len(words) > 1 and all(word[:1].isupper() for word in words)
    person = capitals and not _BODY.search(found.group())
    return (PERSONAL if person else FILLED) * len(found.group())


__all__ = ["PERSONAL", "bare", "glossed", "singled_out"]
