"""Names that no table knows, by their shape alone: words with a capital, words behind one for a place, signs before one.

In: a sentence in hand.  Out: where names may stand, with their shape. Most are no places, or not the programme's:
that is told in `claim.settled`. What rules hold to be a place is told in `claim.located`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.folding import spell
from firsthand.claim.reading import Reading

NAMES_MAX = 16  # of one sentence: more are a list of members
WORDS_MAX = 5  # of one name
FIRST_MAX = 2  # words of a run that may not be the name's
SIGNS_MAX = 9  # of a name in Chinese
Shape = tuple[int, int, tuple[str, ...]]

_LARGE = "A-ZÀ-ÖØ-ÞĀ-ŽŞİĞА-ЯЁ"
_WORD = rf"[{_LARGE}][\w-]*(?:[’'](?!s\b)[\w-]+)?"
_TURKISH = rf"[{_LARGE}][\w-]*"  # an ending stands behind the apostrophe
_BETWEEN = r"(?: (?:de la|de las|de los|de|del|du|des|la|el|al|of|am|an der|im|ob der|sur|sous|le|les|n[°º]|№)|,? (?:n[°º]|№))? |-(?=[A-ZÀ-Þ])"
_RUN = {tr: re.compile(rf"(?<![\w’']){word}(?:(?:{_BETWEEN})(?:{word}|\d{{1,3}}(?!\d)))*") for tr, word in ((False, _WORD), (True, _TURKISH))}  # fmt: skip
_SMALL_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{4,}(?: [dв][eu]l?)? $")  # Distrikt …, gimnasio de …
_SMALL_BEHIND = re.compile(r" [^\W\d_]{4,}(?!\w)")
BEFORE_CHARACTERS = 24

_KIND_AR = r"(?:معسكر|مركز|ولاية|محافظة|مديرية|بلدية|بلدة|قرية|مدينة|مخيم|مطار|معبر|ميناء|سجن|مستشفى|مدرسة|جامعة|كلية|منطقة|مكتب|حي|سوق|جزيرة|قاعة|مجمع|حقل|مقاطعة|إقليم|دائرة|ناحية|قضاء|جوازات)"
_ARABIC = re.compile(
    rf"(?<!\w)(?:[وفبلك]{{0,2}}(?P<kind>{_KIND_AR})(?P<one> [^\W\d_]{{2,}})(?P<two> [^\W\d_]{{2,}})?|(?:في|إلى|من) (?P<in>[^\W\d_]{{3,}})(?P<more> [^\W\d_]{{2,}})?)"
)

_KIND_HAN = re.compile(
    r"(?:自治州|自治县|自治区|特区|地区|林区|矿区|园区|街道|社区|片区|老区|新区|开发区|工业园|难民营|营地|看守所|派出所|拘留所|监狱|惩教所|戒毒所|机场|码头|口岸|车站|火车站|医院|卫生院|小学|中学|国小|国中|高中|大学|学院|学校|幼儿园|工厂|农场|牧场|清真寺|体育馆|体育场|动物园|乐园|公园|小区|大厦|广场|三府|[省市县区乡镇村旗盟州邦府岛营城寨屯庄湾港])"
)
_EDGE_HAN = re.compile(
    r"[^\u3400-\u9fff]|[在于到从自的由至和与及为是对将向把被给经来赴往了本该各全某这那等让使请说称月日年天]"
)
_FOREIGN_HAN = re.compile(
    r"[阿埃艾安奥巴班贝比宾波博布达戴丹德登迪蒂杜多厄恩尔法费菲芬弗福富冈戈格古瓜哈海汉豪赫霍基吉加贾杰卡坎康科克肯库拉莱兰劳勒雷里利林伦卢鲁罗洛马迈曼毛梅门蒙米明莫姆木穆纳奈南内尼涅努诺欧帕潘佩彭皮平普齐奇恰乔切琼萨赛桑瑟森沙山舍圣施史斯苏索塔泰坦汤特提廷图托瓦万旺威韦维温文沃乌武西希锡夏谢辛休许雅亚延扬耶伊因英尤约赞扎詹兹佐泽榜隆邦甘藏措]{3,7}"
)


def names_in(reading: Reading) -> Iterator[Shape]:
    """Where names may stand in a sentence, by place; of each those parts too that may be the name alone."""
    found = {
        "zh": _in_han,
        "ar": _in_arabic,
    }.get(reading.words.language, _in_letters)(reading)
    for number, each in enumerate(found):
        if number >= NAMES_MAX:
            return
        yield each


def _in_letters(reading: Reading) -> Iterator[Shape]:
    text, turkish = reading.text, reading.words.language == "tr"
    for run in _RUN[turkish].finditer(text):
        start, end = run.span()
        words = len(run[0].split())
        if words > WORDS_MAX or end - start < 2:
            continue
        first = "first" if start == 0 else "inside"
        yield start, end, ("run", first, f"{words} words")
        cut = 0
        for left in range(
            1, min(words, FIRST_MAX + 1)
        ):  # a noun, a title or the sentence's first word may stand before it
            cut = run[0].index(" ", cut) + 1
            if text[start + cut].isupper():
                yield (
                    start + cut,
                    end,
                    ("run", f"without its first {left}", f"{words - left} words"),
                )
        before = _SMALL_BEFORE.search(text, max(0, start - BEFORE_CHARACTERS), start)
        if before is not None and reading.words.language != "en":
            yield before.start(), end, ("run", "with the word before", f"{words + 1} words")
        behind = _SMALL_BEHIND.match(text, end)
        if behind is not None and reading.words.language in {"en", "tr"}:
            yield start, behind.end(), ("run", "with the word behind", f"{words + 1} words")


def _in_arabic(reading: Reading) -> Iterator[Shape]:
    for hit in _ARABIC.finditer(reading.text):
        if hit["kind"]:
            start, end = hit.start("kind"), hit.end("one")
            yield start, end, ("kind", "2 words")
            yield hit.start("one") + 1, end, ("behind a kind", "1 words")
            if hit["two"]:
                yield start, hit.end("two"), ("kind", "3 words")
                yield hit.start("one") + 1, hit.end("two"), ("behind a kind", "2 words")
        else:
            yield *hit.span("in"), ("behind in", "1 words")
            if hit["more"]:
                yield hit.start("in"), hit.end("more"), ("behind in", "2 words")


def _in_han(reading: Reading) -> Iterator[Shape]:
    text = spell(reading.text)
    edges = [0, *(hit.end() for hit in _EDGE_HAN.finditer(text))]
    for hit in _KIND_HAN.finditer(text):
        for start in [edge for edge in edges if edge <= hit.start()][-2:]:
            if hit.start() - start >= 1 and hit.end() - start <= SIGNS_MAX:
                yield start, hit.end(), ("han", f"{hit.end() - start} signs", f"ends {hit[0][-1]}")
    for hit in _FOREIGN_HAN.finditer(text):
        yield *hit.span(), ("foreign", f"{hit.end() - hit.start()} signs")
