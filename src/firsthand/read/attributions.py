"""Find who a page says its words come from: "X said", credits, bylines.

In: a document and its passages.  Out: attributions, in order. Whether the named source really said
so is not known here. A page that names its own publisher is found too; tracing decides about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    Passage,
    TextPosition,
)
from firsthand.read.agents import aliases, fold, resolve_agent

_SAY = (
    r"(?:said|says|say|told|tells|reported|reports|report|announced|announces|claimed|claims|stated|states|wrote|writes|"
    r"found|finds|noted|notes|added|adds|confirmed|confirms|revealed|reveals|warned|warns|explained|argued|argues|"
    r"estimates|estimated|alleged|alleges|insisted|quoted|cited|documented|disclosed|acknowledged|admitted|declared|"
    r"denied|denies|rejected|rejects|dismissed|dismisses|described|called|accused|accuses|published)"
)
_DENY = re.compile(
    r"denied|denies|reject|dismiss|否认|否認|驳斥|駁斥|отверг|опроверг|dément", re.IGNORECASE
)
_CAP = r"[A-ZÀ-ÝÉÖÜŞÇİĞ][\w’'&.-]*"
_NAME = (
    rf"(?:(?:the|The)\s+)?{_CAP}(?:\s+(?:(?:of|for|de|and|the|du|des|van|von|al)\s+)?{_CAP}){{0,5}}"
)
_ANON_HEAD = (
    r"(?:(?:an?|one|some|several|two|three|many|unnamed|anonymous|local|former|government|state|chinese|the)\s+)"
    r"(?:[\w-]+\s+){0,2}?(?:residents?|officials?|people|sources?|witness(?:es)?|villagers?|officers?|"
    r"man|woman|doctors?|nurses?|teachers?|activists?|experts?|critics|police|authorities|ministry|"
    r"government|media|newspapers?|organi[sz]ation|group|report|study|notice|document|statement)"
)
_ENGLISH = (
    re.compile(rf"(?P<c>[Aa]ccording to|[Cc]iting|[Qq]uoting|[Aa]s reported by|[Aa]s told to)\s+(?:(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}(?:report|statement|study|article|notice)s?\s+(?:by|from|of|in)\s+)?(?P<s>{_NAME}|{_ANON_HEAD})"),
    re.compile(rf"(?P<s>{_NAME}|(?i:{_ANON_HEAD}))(?:,[^,.]{{1,60}},|\s+\([^)]{{1,30}}\))?\s+(?:has\s+|have\s+|had\s+|also\s+|later\s+|earlier\s+|then\s+)*(?P<c>{_SAY})\b"),
    re.compile(rf"[,”\"’']\s*(?P<c>{_SAY})\s+(?P<s>{_NAME}|(?i:{_ANON_HEAD}))"),
    re.compile(rf"\b(?P<c>report|study|statement|investigation|documents?|data|figures|statistics)\s+(?:\w+\s+)?(?:by|from|of|published by|released by|obtained by|seen by)\s+(?P<s>{_NAME})"),
)  # fmt: skip
_HAN_NAME = r"[\u3400-\u9fffA-Za-z·《》（）()]{2,24}?"
_CHINESE = (
    re.compile(rf"(?P<c>[据據](?:悉)?)(?P<s>{_HAN_NAME})(?:\d{{1,2}}[日月])*(?:的)?(?:报道|報道|報導|报导|消息|称|稱|表示|介绍|介紹|透露|通报|通報|统计|統計|公布|发布|發布)"),
    re.compile(rf"(?:^|[，。；！？“”、：\s])(?P<s>{_HAN_NAME})(?:\d{{1,2}}[日月])*(?:还|也|又|則|则|曾|今天|昨天)?(?P<c>报道称|報道稱|报道说|报道|報道|報導|表示|指出|介绍说|介绍|透露|通报|承认|承認|否认|否認|驳斥|宣布|强调|认为|認為|称|稱|说|說)"),
    re.compile(rf"(?P<c>引述|援引|引用|轉引|转引)(?P<s>{_HAN_NAME})(?=的|报|報|称|稱|说|說|，|。|消息)"),
)  # fmt: skip
_OTHER = (
    re.compile(rf"(?P<c>[Ss]elon|[Dd]'après|[Ll]aut|[Nn]ach Angaben (?:von|der|des)|[Ss]egún|[Ss]econdo)\s+(?:l['’]|la |le |les |el |der |die |dem )?(?P<s>{_NAME})"),
    re.compile(r"(?P<c>[Пп]о (?:данным|словам|информации|сообщению)|[Сс]огласно|[Кк]ак (?:сообщает|сообщила|сообщило|пишет))\s+(?:агентств\w+\s+)?(?P<s>[«\"]?[А-ЯЁA-Z][\w-]*(?:\s+[А-ЯЁA-Z][\w-]*){0,4}[»\"]?)"),
    re.compile(rf"(?P<s>{_NAME})['’]?(?:ye|ya|e|a|nın|nin|ın|in)?\s+(?P<c>göre|açıkladı|bildirdi)"),
)  # fmt: skip
_CREDITS = (
    re.compile(r"(?:^|\n)\s*(?P<c>来源|來源|稿源|消息来源|转载自|轉載自|轉自|转自|Source|SOURCE|Quelle|Источник|Fuente)\s*[:：]\s*(?P<s>[^\s|｜,，;；\n][^|｜,，;；\n]{1,60}?)\s*(?=$|[|｜,，;；\n。]|\s{2}|\d{4})"),
    re.compile(r"^[A-Z][A-Z ,.]{2,40}\((?P<s>[^)]{2,40})\)\s*(?P<c>[-–—])"),
    re.compile(r"(?P<c>\()(?P<s>Reuters|AP|AFP|Xinhua|Bloomberg|dpa|DPA|EFE|TASS|Associated Press|Agence France-Presse)\)"),
    re.compile(r"^(?P<s>新华社|新華社|中新社|法新社|路透社|美联社|美聯社)(?P<c>\S{2,6}\d{1,2}月\d{1,2}日电)"),
    re.compile(rf"\b(?P<c>via|[Cc]opyright|©|courtesy of)\s+(?:\d{{4}}\s+)?(?P<s>{_NAME})"),
)  # fmt: skip
_BYLINE = re.compile(
    rf"^\s*(?P<c>By|Von|Par|Por|记者|記者)\s*[:：]?\s+(?P<s>{_NAME}|[\u3400-\u9fff]{{2,4}})\s*$"
)
_ANONYMOUS = re.compile(
    _ANON_HEAD + r"|一名|一位|居民|有关人士|消息人士|官员|當局|当局|警方|专家", re.IGNORECASE
)
_NOT_NAMES = frozenset({
    "he", "she", "it", "they", "we", "i", "this", "that", "these", "those", "who", "which", "there",
    "but", "and", "in", "on", "at", "as", "if", "when", "while", "earlier", "however", "a", "the",
    "no", "many", "all", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
_NOBODY = frozenset({
    "officials", "police", "residents", "authorities", "people", "critics", "experts", "activists",
    "villagers", "locals", "media", "sources", "witnesses", "doctors", "families", "parents",
    "china", "chinese", "beijing", "xinjiang", "tibet", "kashgar", "urumqi", "hotan", "aksu",
})  # fmt: skip
_NOT_HAN = re.compile(
    r"^(其|这|那|该|他|她|它|我|但|并|而|所|不|可|也|有|名|就|是|据|被|如|因|将|已|还|文章|人们|很多|小|听|来|传|俗|统|自|号)|[，。]"
)
_FIRST_PERSON = re.compile(
    r"\b(?:He|She|They)\s+(?:also\s+)?(?P<c>said|added|says|told|noted|wrote)\b"
)


def find_attributions(
    document: Document, *, passages: Sequence[Passage]
) -> tuple[Attribution, ...]:
    """Every attribution in *document*, by place."""
    found: dict[tuple[int, int], Attribution] = {}
    last: Attribution | None = None
    for passage in passages:
        start, end = passage.position.start, passage.position.end
        text = document.text[start:end]
        here = list(_credits(text, start))
        if passage.role is not BlockRole.BOILERPLATE:
            here += list(_said(text, start))
            if not here and last is not None and (match := _FIRST_PERSON.search(text)):
                here.append(_continued(last, match, passage))
        for item in here:
            key = (item.source.start, item.source.end)
            found.setdefault(key, item)
            if item.kind is AttributionKind.SAID:
                last = item
    return tuple(found[key] for key in sorted(found))


def _continued(last: Attribution, match: re.Match[str], passage: Passage) -> Attribution:
    """The words "he added": the last one named speaks on."""
    start = passage.position.start
    return Attribution(
        kind=AttributionKind.SAID,
        agent=last.agent,
        source=TextPosition(start=start + match.start(), end=start + match.start("c") - 1),
        cue=TextPosition(start=start + match.start("c"), end=start + match.end("c")),
        content=passage.position,
        anonymous=last.anonymous,
    )


def _said(text: str, start: int) -> Iterator[Attribution]:
    taken: list[tuple[int, int]] = []
    for pattern in (*_ENGLISH, *_CHINESE, *_OTHER):
        for match in pattern.finditer(text):
            one, other = _source_span(match)
            if any(one < end and begin < other for begin, end in taken):
                continue
            name = text[one:other]
            if not _is_source(name):
                continue
            taken.append((one, other))
            yield _attribution(AttributionKind.SAID, match, (one, other), text, start)


def _source_span(match: re.Match[str]) -> tuple[int, int]:
    """The source's own words: a known name inside a longer match is taken alone."""
    one, other = match.span("s")
    words = match.group("s")
    known = aliases()
    if fold(words) not in known and re.search(r"[\u3400-\u9fff]", words):
        for size in range(min(12, len(words)), 1, -1):
            for at in range(len(words) - size + 1):
                if fold(words[at : at + size]) in known:
                    return one + at, one + at + size
    return one, other


def _is_source(name: str) -> bool:
    """Whether these words may name somebody; a lone plural names nobody that could be found again."""
    folded = fold(name)
    if folded in _NOBODY:
        return False
    if (
        not folded
        or folded in _NOT_NAMES
        or folded.split()[0] in _NOT_NAMES - {"the", "a", "many", "all", "no"}
    ):
        return False
    return not (
        re.match(r"[\u3400-\u9fff]", name) and folded not in aliases() and _NOT_HAN.search(name)
    )


def _credits(text: str, start: int) -> Iterator[Attribution]:
    for pattern in _CREDITS:
        for match in pattern.finditer(text[:600]):
            if _is_source(match.group("s")):
                yield _attribution(AttributionKind.CREDIT, match, match.span("s"), "", start)
    byline = _BYLINE.search(text) if len(text) < 80 else None
    if byline is not None:
        yield _attribution(AttributionKind.BYLINE, byline, byline.span("s"), "", start)


def _attribution(
    kind: AttributionKind, match: re.Match[str], span: tuple[int, int], text: str, start: int
) -> Attribution:
    name = match.string[span[0] : span[1]]
    anonymous = bool(_ANONYMOUS.fullmatch(name.strip()) or _ANONYMOUS.match(name)) and (
        fold(name) not in aliases()
    )
    content = TextPosition(start=start, end=start + len(text)) if text else None
    return Attribution(
        kind=kind,
        agent=" ".join(name.split()) if anonymous else resolve_agent(name),
        source=TextPosition(start=start + span[0], end=start + span[1]),
        cue=TextPosition(start=start + match.start("c"), end=start + match.end("c")),
        content=content,
        anonymous=anonymous,
        denies=bool(_DENY.search(match.group("c"))),
    )
