"""See signs of which of two pages follows the other: what it says itself, credits, links, dates, glosses.

In: two documents.  Out: clues, each with the page that follows. They are weighed together with all
other evidence of direction in `trace.descent`, not here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from enum import StrEnum

from firsthand.model.document import Document, TextPosition
from firsthand.model.value import value
from firsthand.trace.addresses import comparable
from firsthand.trace.names import find_names, packaged_names

SAID_CHARACTERS = 600  # a page says at its head or its foot that it is translated
LANGUAGE_NEAR = 40  # characters after "translated" in which the language is named
ORIGINAL_NEAR = 40  # characters before a link in which it is called the original
GLOSSES_MAX = 5
_TRANSLATED = re.compile(
    r"\btranslat(?:ed|ion) (?:from|of|by)\b|\btranslator\b|\btradui[te]s? (?:de|du|par)\b|\btraduction\b|\baus dem \w+ (?:übersetzt|von)\b|\bübersetzung\b|\bübersetzt von\b"
    r"|\btraducid[oa]s? (?:de|del|por)\b|\btraducción\b|\bçeviri\b|\bçeviren\b|\bперевод (?:с|на|со)?|\bпереведено\b|\bпереводчик|\bаудар(?:ған|ма)|ترجمة|ترجمه|تەرجىمە|译自|譯自|编译|編譯|翻译|翻譯|译者|譯者"
    r"|原文(?:链接|鏈接|連結|网址|網址|见|見|载|載|标题|標題|[:：])|\boriginal(?:ly)? (?:published|appeared|article|text|version) in\b|\bread the original\b|\bim original (?:auf|erschienen)|\bversion originale\b|\bversión original\b"
    r"|\bоригинал (?:статьи|текста|публикации|на)\b|\bтүпнұсқа|النص الأصلي|ئەسلى تېكىست",
    re.IGNORECASE,
)  # fmt: skip
# A cheap look before a thorough one.
_HINTS = (
    "transl", "tradu", "übers", "aus dem", "çevi", "перев", "аудар", "ترجم", "تەرجىمە", "译", "譯", "原文",
    "origin", "оригинал", "түпнұсқа", "الأصلي", "ئەسلى",
)  # fmt: skip
# How a page names the language that it is translated from.
_LANGUAGES = {
    "en": r"english|anglais|englisch|inglés|ingilizce|англ|ағылшын|[إا]لإنجليزية|إنجليزي|ئىنگلىز|英",
    "zh": r"chinese|chinois|chinesisch|\bchino|çince|китайск|қытай|الصينية|خەنزۇ|中文|汉语|漢語",
    "ru": r"russian|russe|russisch|\bruso|rusça|русск|орыс|الروسية|رۇس|俄",
    "fr": r"french|français|französisch|francés|fransızca|французск|француз|الفرنسية|فرانسۇز|法文|法语|法語",
    "de": r"german\b|allemand|deutsch|alemán|almanca|немецк|неміс|الألمانية|گېرمان|德文|德语|德語",
    "es": r"spanish|espagnol|spanisch|español|ispanyolca|испанск|испан|الإسبانية|ئىسپان|西班牙",
    "tr": r"turkish|\bturc|türkisch|\bturco|türkçe|турецк|түрік|التركية|تۈرك|土耳其",
    "ar": r"arabic|arabe\b|arabisch|árabe|arapça|арабск|араб|العربية|ئەرەب|阿拉伯",
    "ug": r"uy?i?ghur|ouïghour|uigurisch|uigur|uygurca|уйгурск|ұйғыр|الأويغورية|ئۇيغۇر|维吾尔|維吾爾",
    "kk": r"kazakh|kasachisch|kazajo|kazakça|казахск|қазақ|الكازاخية|قازاق|哈萨克|哈薩克",
    "bo": r"tibetan|tibétain|tibetisch|tibetano|tibetçe|тибетск|тибет|التبتية|تىبەت|藏文|藏语|藏語",
}  # fmt: skip
_NAMED_LANGUAGE = re.compile(
    "|".join(f"(?P<{code}>{words})" for code, words in _LANGUAGES.items()), re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"original|source\b|quelle|fuente|kaynak|оригинал|источник|түпнұсқа|дереккөз|الأصل|المصدر|ئەسلى|مەنبە|原文|来源|來源|出处|出處",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"[(（]\s*([\u3400-\u9fff]{2,20}|[\u0400-\u04ff][\u0400-\u04ff \-]{2,40}|[\u0600-\u06ff][\u0600-\u06ff ]{2,40})\s*[)）]"
)


_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class ClueKind(StrEnum):
    """What kind of sign it is."""

    SAYS_TRANSLATED = "says-translated"  # "translated from", 译自
    NAMES_PUBLISHER = "names-publisher"  # it names the publisher of the other
    PUBLISHED_LATER = "published-later"
    LINKS_ORIGINAL = "links-original"  # it links to the other and calls it the original
    GLOSSES = "glosses"  # words of the other, in brackets and in its script


@value
class Clue:
    """A sign that `follows` is the later of the two, and the words it stands on."""

    kind: ClueKind
    follows: str
    position: TextPosition | None = None
    language: str | None = None  # from which it says that it is translated


def find_clues(one: Document, other: Document, *, told: Sequence[Clue]) -> tuple[Clue, ...]:
    """All signs, on either side; they may speak against one another.

    *told* is what each page says of itself, made once for a page by `says_translated`.
    """
    found = []
    for later, earlier in ((one, other), (other, one)):
        found += [clue for clue in told if clue.follows == later.id and _may_be(clue, earlier)]
        found += [*_names(later, earlier), *_later(later, earlier), *_glosses(later, earlier)]
        found += _links(later, earlier)
    return tuple(sorted(found, key=_by_place))


def _by_place(clue: Clue) -> tuple[str, str, int]:
    return clue.follows, clue.kind, clue.position.start if clue.position else -1


def says_translated(page: Document) -> tuple[Clue, ...]:
    """Where *page* says, at its head or at its foot, that it is a translation."""
    length = len(page.text)
    ends = (page.text[:SAID_CHARACTERS] + page.text[-SAID_CHARACTERS:]).lower()
    if not any(hint in ends for hint in _HINTS):
        return ()
    head = _TRANSLATED.search(page.text, 0, min(SAID_CHARACTERS, length))
    foot = _TRANSLATED.search(page.text, max(0, length - SAID_CHARACTERS))
    found = head or foot
    if found is None:
        return ()
    named = _NAMED_LANGUAGE.search(page.text, found.start(), found.end() + LANGUAGE_NEAR)
    language = named.lastgroup if named else None
    if language == _code(page):
        language = None  # "translated into": its own
    clue = _clue(ClueKind.SAYS_TRANSLATED, page, found.start(), found.end())
    return (dataclasses.replace(clue, language=language),)


def _code(page: Document) -> str:
    return (page.language or "").replace("_", "-").split("-", 1)[0].lower()


def _may_be(clue: Clue, earlier: Document) -> bool:
    """Whether what a page is translated from may be *earlier*: in the language it names, if it names one."""
    return clue.language is None or _code(earlier) in {"", clue.language}


def _links(later: Document, earlier: Document) -> list[Clue]:
    """A link to the other, over or behind words for an original."""
    target = comparable(earlier.address)
    for link in later.links:
        if link.position is not None and comparable(link.target) == target:
            start, end = link.position.start, link.position.end
            if _ORIGINAL.search(later.text, max(0, start - ORIGINAL_NEAR), end):
                return [_clue(ClueKind.LINKS_ORIGINAL, later, start, end)]
    return []


def _names(later: Document, earlier: Document) -> list[Clue]:
    """The publisher of one named in the other, under any spelling of the table."""
    if not earlier.publisher or earlier.publisher == later.publisher:
        return []
    at = later.text.find(earlier.publisher)
    if at >= 0:
        return [_clue(ClueKind.NAMES_PUBLISHER, later, at, at + len(earlier.publisher))]
    spellings = packaged_names()
    known = {named.name for named in find_names(earlier.publisher, spellings=spellings)}
    if not known:
        return []
    for named in find_names(later.text, spellings=spellings):
        if named.name in known:
            return [_clue(ClueKind.NAMES_PUBLISHER, later, named.start, named.end)]
    return []


def _later(later: Document, earlier: Document) -> list[Clue]:
    """Only days that are both fully known are compared."""
    if later.published is None or earlier.published is None:
        return []
    late, early = later.published.edtf, earlier.published.edtf
    if _DAY.match(late) and _DAY.match(early) and late > early:
        return [Clue(kind=ClueKind.PUBLISHED_LATER, follows=later.id)]
    return []


def _glosses(later: Document, earlier: Document) -> list[Clue]:
    found = [
        _clue(ClueKind.GLOSSES, later, match.start(1), match.end(1))
        for match in _GLOSS.finditer(later.text)
        if match.group(1) in earlier.text
    ]
    return found[:GLOSSES_MAX]


def _clue(kind: ClueKind, page: Document, start: int, end: int) -> Clue:
    return Clue(kind=kind, follows=page.id, position=TextPosition(start=start, end=end))
