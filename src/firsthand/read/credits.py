"""Find the lines by which a page says whose text it carries: credits, datelines, bylines, posts.

In: a passage and where it stands.  Out: `Credit`s. Who is named in a sentence is found in
`read.said`; a credit for a picture says nothing about the text and is none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from firsthand.model.document import AttributionKind
from firsthand.read.agents import Known, kind_of, known_in
from firsthand.read.cues import LANGUAGES, cues_of

CREDIT_CHARACTERS = 200  # a credit stands at the head of its paragraph, or is one
BYLINE_CHARACTERS = 120  # a longer line is a sentence
LINE_CHARACTERS = 40  # a line that may be nothing but a name
SHORT_NAME = 5  # letters of "AFP", "ANI": many other things are called so
ROOM = 14  # letters beside a name in the same brackets: a town, a day
_CARRIERS = frozenset({"agency", "broadcaster", "paper", "site", "ngo"})
_NAME_TURN = r"[^\W\d_][\w.'’-]*"
_SPLIT = re.compile(r"[,，、;；/／|｜]|\s{2,}|\s[-–—]\s|\u3000|(?<=\D)\s+(?=\d{1,4}[-年./])|\s和\s")
_BRACKETS = re.compile(
    r"[(（【〔［\[]\s*([^()（）【】〔〕\[\]［］]{2,60}?)\s*[)）】〕］\]]|(?<![\w/])/([^/\n]{2,20})/(?!\w)"
)
_WIRE = re.compile(
    r"^\W*(?P<s>[\u3400-\u9fff]{2,5})[^，。]{0,12}?(?P<c>\d{1,2}日?[^，。\s]{0,4}[电電訊讯])"
)
_POST = re.compile(r"(?:^|(?<=\s))(?P<c>[—–-])\s*(?P<s>[^()@—–\n]{1,60}\(@\w{1,40}\))")
_NOTE = re.compile(r"^\W?(?P<c>\d{1,3})\W{0,2}\s+(?P<s>[^\"“”]{2,60}),\s*[\"“]")
_AT = re.compile(r"^\s*(?P<s>@[^\s：:，。]{1,40})\s*(?P<c>[：:])")
_WIRE_SIGN = re.compile(r"[—–/电電訊]|--|\s-\s")
_BRACKET = re.compile(r"[(（【〔［\[/]")
_STOPS = frozenset(".。!！?？")
_QUOTED = " \t\"'“”‘’«»《》「」*·()（）[]【】"
_LOWER = re.compile(r"[a-zà-öø-ÿ]{2,}")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited, by which words; offsets in the passage."""

    kind: AttributionKind
    name: str
    source: tuple[int, int]
    cue: tuple[int, int]
    is_post: bool = False  # of what stands before it, not of the page
    is_rest: bool = False  # of what follows it in the passage


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    colon: re.Pattern[str]
    phrase: re.Pattern[str]
    opening: frozenset[str]  # with which words such a phrase begins
    byline: re.Pattern[str]
    bare: frozenset[str]  # words of a byline that need no colon
    picture: re.Pattern[str]
    along: re.Pattern[str]
    picked: re.Pattern[str]


@cache
def _lines() -> _Lines:
    cues = cues_of((*LANGUAGES, "zh"))
    roles = cues.roles
    plain = {word.replace(" / ", "/").replace("h / t", "h/t") for word in roles["credit"]}
    credit, byline = _any(plain), _any(roles["byline"])
    return _Lines(
        colon=re.compile(rf"^\W{{0,3}}(?P<c>{credit})\s*[:：]\s*(?P<s>[^\n]{{2,120}})", re.IGNORECASE),
        phrase=re.compile(rf"(?:^|[\s(（])(?P<c>(?i:{_any(w for w in plain if ' ' in w or w in _SIGNS)}))\s*:?\s*(?:\d{{4}}\s+)?(?P<s>(?:[Tt]he\s+)?{_NAME_TURN}(?:[ .][A-ZÀ-ÝА-Я][\w.'’-]*|\s(?:of|for|the|de|al)\s(?=[A-Z])){{0,6}})"),
        opening=frozenset(re.split(r"\s", w)[0].strip("(") for w in plain if " " in w or w in _SIGNS),
        byline=re.compile(rf"(?:^|[;；,]\s*|[(（〔]\s*)(?P<c>(?i:{byline}))(?:\s*[:：]\s*|\s+|(?=[\u3400-\u9fff]))(?P<s>{_NAME_TURN}(?:[ ][^\W\d_][\w.'’-]*|\s*[·,，、]\s*(?=[A-ZА-Я])){{0,8}})"),
        bare=roles["bare_byline"],
        picture=re.compile(rf"(?:^\W{{0,3}}|[(（/]\s*)(?:{_any(roles['picture'])})(?:\b|\s*[:：/])|[摄攝](?:影)?[)）]|供[图圖]", re.IGNORECASE),
        along=re.compile(rf"^\W*(?:.{{0,60}},\s*)?(?P<c>(?i:{_any(roles['for'])}))\s+(?P<s>[\w .-]{{2,40}}?)\W*$"),
        picked=re.compile(_any(roles["picked"])),
    )  # fmt: skip


_SIGNS = frozenset({"via", "©", "h/t", "copyright", "vía"})


def _any(words: object) -> str:
    return "|".join(
        re.escape(word)
        for word in sorted(map(str, words), key=lambda w: (-len(w), w))  # type: ignore[call-overload]
    )


def find_credits(text: str, *, early: bool) -> Iterator[Credit]:
    """Every credit in the passage *text*; *early* says that it is near the top of its page."""
    lines = _lines()
    head = text[:CREDIT_CHARACTERS]
    if lines.picture.search(head):
        return
    found: list[Credit] = []
    for credit in _every(text, head, lines, early=early or len(text) < BYLINE_CHARACTERS):
        overlap = any(
            credit.source[0] < other.source[1] and other.source[0] < credit.source[1]
            for other in found
        )
        if not overlap:
            found.append(credit)
            yield credit


def _every(text: str, head: str, lines: _Lines, *, early: bool) -> Iterator[Credit]:
    if ":" in head or "：" in head:
        yield from _after_colon(head, lines)
    is_line = len(text) < LINE_CHARACTERS and text[-1:] not in _STOPS
    if early and (is_line or _WIRE_SIGN.search(head)):
        yield from _wires(head)
    if _BRACKET.search(head):
        yield from _in_brackets(head)
    if "©" in head or not lines.opening.isdisjoint(head.casefold().split()):
        yield from _by_phrase(head, lines)
    if len(text) < BYLINE_CHARACTERS:
        yield from _bylines(text, lines)
    if head[:1] in "[(0123456789":
        yield from _notes(head)
    if "@" in text[-CREDIT_CHARACTERS:]:
        yield from _posts(text)


def _after_colon(head: str, lines: _Lines) -> Iterator[Credit]:
    """Such as "Source: Xinhua", 来源：新华社."""
    match = lines.colon.match(head)
    if match is None:
        return
    start = match.start("s")
    parts = _SPLIT.split(match.group("s"))
    at = start
    for number, part in enumerate(parts):
        at = head.index(part, at)
        span = _bare(head, at, at + len(part), lines)
        at += len(part)
        known = known_in(head[slice(*span)]) if span else []
        if span and (number == 0 or known) and not head[slice(*span)].isdigit():
            name = known[0].name if known else head[slice(*span)]
            yield Credit(AttributionKind.CREDIT, name, span, match.span("c"))


def _bare(head: str, start: int, end: int, lines: _Lines) -> tuple[int, int] | None:
    picked = lines.picked.match(head, start, end)
    start = picked.end() if picked else start
    while start < end and head[start] in _QUOTED:
        start += 1
    while start < end and head[end - 1] in _QUOTED + ".。":
        end -= 1
    return (start, end) if start < end else None


def _wires(head: str) -> Iterator[Credit]:
    """A dateline: "AFP — ", "МОСКВА, 13 дек — РИА Новости.", 新华社北京1月1日电."""
    wire = _WIRE.match(head)
    known = known_in(head[:CREDIT_CHARACTERS])
    for one in known:
        if wire and one.start <= wire.start("s") + 1:
            yield Credit(AttributionKind.CREDIT, one.name, (one.start, one.end), wire.span("c"))
        elif kind_of(one.name) == "agency" and _stands_as_dateline(head, one):
            yield Credit(
                AttributionKind.CREDIT, one.name, (one.start, one.end), (one.start, one.end)
            )


def _stands_as_dateline(head: str, one: Known) -> bool:
    """Whether a name stands between dashes or the line's ends, as a dateline does."""
    before = head[: one.start].rstrip()
    after = head[one.end :].lstrip()
    opens = not before or before.endswith(("—", "–", "--", " -")) or before[-1] in "/,，"
    closes = after.startswith(("—", "–", "--", "- ", "/", "："))
    if not before and not after:
        return True
    return opens and (closes or (bool(before) and before[-1] in "—–" and after.startswith("."))) and not _LOWER.search(before.split(",")[0][3:])  # fmt: skip


def _in_brackets(head: str) -> Iterator[Credit]:
    """Such as "BEIJING (Reuters) -", （路透社北京）, 【明報專訊】, /ТАСС/; a line of its own may say more."""
    for match in _BRACKETS.finditer(head):
        inner = match.group(1) or match.group(2)
        start = match.start(1) if match.group(1) else match.start(2)
        known = known_in(inner)
        alone = match.group() == head.strip() and known and not known[0].start
        if not known or (len(inner) > known[0].end - known[0].start + ROOM and not alone):
            continue
        kind = kind_of(known[0].name)
        at_head = match.start() < BYLINE_CHARACTERS // 2 and _opens_line(head, match)
        if kind == "agency" or (kind in _CARRIERS and at_head):
            span = (start + known[0].start, start + known[0].end)
            if _is_dateline(head, match) or kind != "agency":
                yield Credit(AttributionKind.CREDIT, known[0].name, span, match.span())


def _opens_line(head: str, match: re.Match[str]) -> bool:
    before, after = head[: match.start()], head[match.end() :].lstrip()
    return not before.strip() or (before[:4].isupper() and after[:1] in "-–—")


def _is_dateline(head: str, match: re.Match[str]) -> bool:
    """Whether brackets around an agency are a dateline's, not those of a short name."""
    before, after = head[: match.start()].rstrip(), head[match.end() :].lstrip()
    name = known_in(before[-40:])
    if name and name[-1].end == len(before[-40:]):
        return False  # "Agence France-Presse (AFP)"
    inner = match.group(1) or ""
    if not inner.isupper() or len(inner) > SHORT_NAME:
        return True
    opens = not before or before.isupper() or before[-1] in '.。!?”"0123456789'
    return after[:1] in {"-", "–", "—", "."} or opens or (not after and before[-1:] in ".,")


def _by_phrase(head: str, lines: _Lines) -> Iterator[Credit]:
    """Such as "via The Guardian", "reposted from X", "© X 2019"."""
    for match in lines.phrase.finditer(head):
        words = match.group("s")
        known = known_in(words)
        named = re.sub(r"^the\s+", "", words)
        opens = not head[: match.start("c")].strip(" (（\n")
        if known and kind_of(known[0].name) == "platform":
            continue
        if known and (opens or match.group("c").casefold() != "via"):
            span = (match.start("s") + known[0].start, match.start("s") + known[0].end)
            yield Credit(AttributionKind.CREDIT, known[0].name, span, match.span("c"))
        elif opens and named[0].isupper():
            yield Credit(
                AttributionKind.CREDIT, words.strip(_QUOTED), match.span("s"), match.span("c")
            )


def _bylines(text: str, lines: _Lines) -> Iterator[Credit]:
    """Such as "By Ana Example for the Courier", 记者 王晓明; an outlet in a byline is a credit."""
    for match in lines.byline.finditer(text):
        words, start = match.group("s"), match.start("s")
        if not _is_byline(text, match, lines):
            continue
        cut = re.search(r"\s(?:for|in|at|of|from|pour|für|para|and|avec|,)\s|\s*[,，、]\s*", words)
        first = words[: cut.start()] if cut else words
        known = known_in(words)
        if known_in(first):
            one = known[0]
            span = (start + one.start, start + one.end)
            yield Credit(AttributionKind.CREDIT, one.name, span, match.span("c"))
            continue
        yield Credit(AttributionKind.BYLINE, first, (start, start + len(first)), match.span("c"))
        rest = text[start + len(first) : start + len(first) + 60]
        for one in known_in(rest):
            at = start + len(first)
            between = re.search(r"\w+", rest[: one.start])
            cue = (at + between.start(), at + between.end()) if between else match.span("c")
            yield Credit(AttributionKind.CREDIT, one.name, (at + one.start, at + one.end), cue)
    along = lines.along.match(text)
    if along is not None:
        for one in known_in(along.group("s")):
            if kind_of(one.name) == "agency":
                at = along.start("s")
                yield Credit(
                    AttributionKind.CREDIT,
                    one.name,
                    (at + one.start, at + one.end),
                    along.span("c"),
                )


def _is_byline(text: str, match: re.Match[str], lines: _Lines) -> bool:
    """Whether a short line is a byline: it holds names and says nothing."""
    words, cue = match.group("s"), match.group("c").casefold()
    colon = (
        ":" in text[match.end("c") : match.start("s")]
        or "：" in text[match.end("c") : match.start("s")]
    )
    if not colon and (
        cue not in lines.bare or (" " not in cue and match.start() > 0 and cue.isascii())
    ):
        return False
    if re.match(r"[\u3400-\u9fff]", words):
        return len(words) <= 12 and not re.search(r"[，。！？]", text)
    large = words.split()[0][0].isupper()
    rest = text[match.end() :]
    return large and not re.search(r"\w[.!?]\s+\w", rest) and len(_LOWER.findall(rest)) <= 5


def _notes(head: str) -> Iterator[Credit]:
    """A footnote: "[12] Human Rights Watch, “China: ...”"."""
    match = _NOTE.match(head)
    known = known_in(match.group("s")) if match else []
    if match and known and known[0].start <= 4:
        span = (match.start("s") + known[0].start, match.start("s") + known[0].end)
        yield Credit(AttributionKind.REFERENCE, known[0].name, span, match.span("c"))


def _posts(text: str) -> Iterator[Credit]:
    """An embedded post: "— Name (@name) 4 May", "@name: ..."."""
    for match in (*_POST.finditer(text[-CREDIT_CHARACTERS:]),):
        shift = max(0, len(text) - CREDIT_CHARACTERS)
        one, other = match.span("s")
        cue = match.span("c")
        yield Credit(
            AttributionKind.REFERENCE, match.group("s").strip(), (shift + one, shift + other),
            (shift + cue[0], shift + cue[1]), is_post=True,
        )  # fmt: skip
    match_at = _AT.match(text)
    if match_at is not None:
        one, other = match_at.span("s")
        yield Credit(
            AttributionKind.REFERENCE,
            text[one + 1 : other],
            (one + 1, other),
            match_at.span("c"),
            is_rest=True,
        )
