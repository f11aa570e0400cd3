"""Find who says what in a Chinese sentence, in simplified or traditional signs.

In: a sentence.  Out: `Saying`s, as `read.said` gives them. A source is what stands between a sign of
punctuation and its verb (人权观察表示), or between 据 and its verb (据新华社报道), less the words of
time and manner around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from firsthand.model.document import AttributionKind
from firsthand.read.agents import known_in
from firsthand.read.cues import Cues, cues_of
from firsthand.read.said import Saying
from firsthand.read.sentences import HITS_MAX, Span
from firsthand.read.sources import Source, Voice

SOURCE_SIGNS = 30  # a longer subject is a clause
GLOSS_SIGNS = 40  # in brackets behind a name: (Human Rights Watch)
OBJECT_SIGNS = 24  # after 引述: a longer one is what is quoted
LIST_MAX = 5  # sources in a row: 综合美联社、法新社报道
KINDS = ("report", "person", "company", "institute", "ministry", "group", "broadcaster", "agency", "paper_named")  # fmt: skip
_BOUND = re.compile(
    r"[，。；：！？、,;:!?“”「」『』（）()\[\]【】〔〕…—]|(?<![A-Za-z])\s+|\s+(?![A-Za-z])"
)
_PART = re.compile(r"[；;]|，(?:但|而|不[过過]|然而)")
_OPEN, _CLOSE = "“「『", "”」』"
_RARE = frozenset("指道引讲講")  # signs that seldom mean speech
_RARE_NEXT = frozenset("，：,:「“")
_DATE = re.compile(r"(?:\d{1,4}[年月日号號](?:[上下]午)?|[一二三四五六七八九十]+[月日])+$")
_PLACE = re.compile(r"(?:于|於|在|从|從)[^，。]{1,14}(?:上|中|里|裏|时|時|后|後|会|會|里面)?$")
_TOLD = re.compile(
    r"(?:接受|回应|回應|对|對|向|在给|在給)(?P<s>[^，。]{1,16}?)(?:的?(?:采访|採訪|专访|專訪|采訪|提问|詢問|询问)(?:时|時|中)?|的(?:声明|聲明|邮件|郵件)中)?$"
)
_SURNAMES = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
_PERSON = re.compile(
    rf"^(?:[{_SURNAMES}][\u3400-\u9fff]{{1,2}}|[\u3400-\u9fffA-Za-z]+·[\u3400-\u9fffA-Za-z·]+|(?:[\u3400-\u9fff]{{2,3}})?[小老阿][\u3400-\u9fff]{{1,2}}|[A-Z][\w.]+(?: [A-Z][\w.]+){{0,3}})$"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_GLOSS = re.compile(r"^[”」』》]?\s*[(（][^()（）]*[)）]|^\s*[)）]")  # behind a name
_SOME = re.compile(r"(?:也|还|還|另|但|更|又)?有(?=[^关關]{2})")
_COUNTED = re.compile(
    r"^(?:[一两兩三四五六七八九十多几幾数數\d]+[名位个個份]|有|某|不少|部分|许多|許多|[该該此]|[这這那]|匿名|不愿|不願|[当當]地|地方|有[关關]|相[关關]|前|流亡|人[权權]|另|多[数數]|上述|其他|官方|国[内際际]|外国|西方)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# What a name never has and a clause does: 将尽快, 更多内容见, 包含了一个, 可以
_CLAUSE = re.compile(
    r"[将將](?![军軍领領])|[见見](?![证證习習])|了(?!解|望)|可以|可能|可用|包含|包括|必须|必須|应当|應當|一个|一個|一种|一種|已经|已經|如果|正在|尽快|盡快|不能"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The table of Chinese, as patterns."""

    cue: re.Pattern[str]
    not_cue: re.Pattern[str]
    before: re.Pattern[str]
    close: re.Pattern[str]
    helpers: re.Pattern[str]
    opened: re.Pattern[str]
    papers: re.Pattern[str]
    leads: re.Pattern[str]
    endings: re.Pattern[str]
    title: re.Pattern[str]
    cues: Cues
    roles: dict[str, str]


@cache
def _words() -> _Words:
    cues = cues_of(("zh",))
    roles = {word: role for role in ("say", "tell", "deny", "quoted") for word in cues.roles[role]}
    kinds = [word for kind in KINDS for word in cues.roles[kind]]
    return _Words(
        cue=re.compile(_any(roles)),
        not_cue=re.compile(_any(cues.roles["not"])),
        before=re.compile(_any(cues.roles["before"])),
        close=re.compile(rf"(?:的)?(?:{_any([*cues.roles['close'], *cues.roles['paper']])})$"),
        opened=re.compile(
            rf"(?:^|[，。；！？“”「」、：:\s（(])(?P<c>{_any(cues.roles['before'])})(?P<s>[^，。；：！？\s\0]{{2,{SOURCE_SIGNS}}}?(?:{_any([*cues.roles['close'], *cues.roles['paper']])})?)(?=[，,：])"
        ),
        papers=re.compile(_any(cues.roles["paper"])),
        helpers=re.compile(rf"(?:{_any(cues.roles['aux'])})$"),
        leads=re.compile(rf"^(?:{_any(cues.roles['lead'])})"),
        endings=re.compile(rf"(?:{_any(kinds)})$"),
        title=re.compile(_any(cues.roles["title"])),
        cues=cues,
        roles=roles,
    )


def _any(words: object) -> str:
    assert isinstance(words, (set, frozenset, dict, list))
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def find_sayings_han(text: str) -> list[Saying]:
    """Every source that Chinese *text* names with what it says."""
    words = _words()
    if words.cue.search(text) is None and words.before.search(text) is None:
        return []
    masked = words.not_cue.sub(lambda match: "\0" * len(match.group()), text)
    found: list[Saying] = []
    every = (saying for match in _cues(masked, words) for saying in _sayings(text, match, words))
    for saying in chain(every, _papers(text, masked, words)):
        span = saying.source.span
        if saying.content and not any(_overlap(span, other.source.span) for other in found):
            found.append(saying)
    return sorted(found, key=lambda saying: (saying.source.span, saying.cue))


def _cues(masked: str, words: _Words) -> list[re.Match[str]]:
    return [match for match, _ in zip(words.cue.finditer(masked), range(HITS_MAX), strict=False)]


def _papers(text: str, masked: str, words: _Words) -> Iterator[Saying]:
    """Such as "根据大赦国际的报告，...": no verb, but what it stands in."""
    for match in islice(words.opened.finditer(masked), HITS_MAX):
        first, last = match.span("s")
        source = _source(text, first, last, words, reported=True)
        if source is None and words.papers.fullmatch(text[first:last]) is None:
            continue
        content = _content(text, match.start(), match.end())
        if source is not None and content is not None:
            yield Saying(source, match.span("c"), content)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _segment(text: str, end: int) -> int:
    """Where the stretch without punctuation begins that ends at *end*."""
    floor = max(0, end - 2 * SOURCE_SIGNS)
    last = None
    for match in _BOUND.finditer(text, floor, end):
        last = match
    return last.end() if last else floor


def _sayings(text: str, cue: re.Match[str], words: _Words) -> Iterator[Saying]:
    close = _before_brackets(text, cue.start())
    first = _before_gloss(text, _segment(text, close))
    role = words.roles[cue.group()]
    one, other, told = _bared(text, first, close, words)
    opened = words.before.match(text, one, other)
    if opened and opened.end() < other:
        one = opened.end()
    if cue.group() in _RARE and not (
        known_in(text[one:other]) or text[cue.end() : cue.end() + 1] in _RARE_NEXT
    ):
        return
    end = cue.end()
    if role == "tell":
        end = _listener_end(text, cue.end())
    content = _content(text, first, end)
    span = (opened.start(), cue.end()) if opened else cue.span()
    source = _source(text, one, other, words, reported=bool(opened))
    if role == "quoted":
        yield from _quoted(text, cue, words)
    if source is not None:
        yield Saying(
            source, (cue.start(), cue.end()) if not opened else span, content, denies=role == "deny"
        )
        yield from _in_a_row(text, min(first, one), span, content)
    if told is not None:
        listener = _source(text, told[0], told[1], words, reported=False)
        if listener is not None and listener.voice is Voice.NAMED:
            yield Saying(listener, cue.span(), content, AttributionKind.REFERENCE)


def _before_brackets(text: str, at: int) -> int:
    """Where a subject ends before （化名）."""
    if text[at - 1 : at] not in {"）", ")"}:
        return at
    opening = max(text.rfind(sign, max(0, at - SOURCE_SIGNS), at) for sign in "（(")
    return opening if opening > 0 else at


def _before_gloss(text: str, first: int) -> int:
    """Where a subject begins whose name a gloss or a quotation mark parts from the rest.

    衛報(The Guardian)網站, “人权观察”中国部主任, 「公民實驗室」(The Citizen Lab)的研究員: a known name only.
    """
    at = first
    if text[at - 1 : at] in {"）", ")"}:
        at = max(text.rfind(sign, max(0, at - GLOSS_SIGNS), at) for sign in "（(")
    if at > 0 and text[at - 1] in _CLOSE:
        opening = _OPEN[_CLOSE.index(text[at - 1])]
        at = text.rfind(opening, max(0, at - SOURCE_SIGNS), at)
    elif 0 < at < first:
        at = _segment(text, at)
    return at if 0 <= at < first and known_in(text[at:first]) else first


def _listener_end(text: str, start: int) -> int:
    match = _BOUND.search(text, start, start + OBJECT_SIGNS)
    return match.start() if match else start


def _in_a_row(text: str, at: int, cue: Span, content: Span | None) -> Iterator[Saying]:
    """The sources before it in a row: 美联社、法新社报道."""
    for _ in range(LIST_MAX):
        if at == 0 or text[at - 1] != "、":
            return
        start = _segment(text, at - 1)
        known = known_in(text[start : at - 1])
        if not known:
            return
        last = known[-1]
        source = Source((start + last.start, start + last.end), Voice.NAMED, last.name)
        yield Saying(source, cue, content)
        at = start


def _quoted(text: str, cue: re.Match[str], words: _Words) -> Iterator[Saying]:
    """Whom somebody quotes: 引述一名居民的话说."""
    start = cue.end()
    stop = _BOUND.search(text, start, start + OBJECT_SIGNS)
    end = stop.start() if stop else min(len(text), start + OBJECT_SIGNS)
    inner = words.cue.search(text, start, end)
    closed = inner.end() if inner else end
    end = inner.start() if inner else end
    closing = words.close.search(text[start:end])
    while end > start and text[end - 1] in "的话話说說":
        end -= 1
    said = inner.span() if inner else cue.span()
    if closing and not inner and closing.start() > 0:
        said = (start + closing.start(), start + closing.end())
    source = _source(text, start, end, words, reported=True)
    if source is not None:
        yield Saying(source, said, _content(text, cue.start(), closed))


def _bared(text: str, first: int, last: int, words: _Words) -> tuple[int, int, Span | None]:
    """The subject without the words of time, place and manner around it; and to whom it spoke."""
    told: Span | None = None
    lead = words.leads.match(text, first, last)
    while lead and lead.end() < last:
        first = lead.end()
        lead = words.leads.match(text, first, last)
    for _ in range(4):
        before = last
        for pattern in (words.helpers, _DATE, _PLACE, _TOLD):
            match = pattern.search(text[first:last])
            if match and match.start() > 0:
                if pattern is _TOLD:
                    told = (first + match.start("s"), first + match.end("s"))
                last = first + match.start()
        if last == before:
            break
    return first, last, told


def _source(text: str, first: int, last: int, words: _Words, *, reported: bool) -> Source | None:
    """Who the signs from *first* to *last* name; None if nobody that could speak."""
    while first < last and text[first] in " \t《":
        first += 1
    while first < last and text[last - 1] in " \t的》":
        last -= 1
    if reported:
        closed = words.close.search(text[first:last])
        if closed and closed.start() > 0 and known_in(text[first : first + closed.start()]):
            last = first + closed.start()
    if first >= last or len(_IN_BRACKETS.sub("", text[first:last])) > SOURCE_SIGNS:
        return None
    some = _SOME.match(text, first, last)
    first = some.end() if some and some.end() < last else first
    name = text[first:last].strip("《》的")
    span = (first, last)
    if name in words.cues.roles["again"]:
        return Source(span, Voice.AGAIN, name, kind=_kind(name, words), definite=True)
    known = known_in(name)
    if known:
        return _one_known(name, span, words)
    if any(name.startswith(word) for word in words.cues.roles["nobody"]) or not _HAN.search(name):
        return (
            Source(span, Voice.NAMED, name)
            if _PERSON.match(name) and not _HAN.search(name)
            else None
        )
    return _unknown(name, span, words)


def _one_known(name: str, span: Span, words: _Words) -> Source:
    """A known source, or a person who speaks for it: 人权观察中国部主任索菲."""
    last = known_in(name)[-1]
    rest = _GLOSS.sub("", name[last.end :]).lstrip("》”」』的")
    title = _last_title(rest, words)
    person = rest[title.end() :] if title else ""
    if title and person and len(person) > 1:
        return Source(span, Voice.NAMED, name, behind=last.name, kind="person")
    return Source(span, Voice.NAMED, last.name)


def _last_title(name: str, words: _Words) -> re.Match[str] | None:
    return max(words.title.finditer(name), key=lambda match: match.end(), default=None)


def _unknown(name: str, span: Span, words: _Words) -> Source | None:
    if name.endswith(_THINGS):
        return None
    kind = _kind(name, words)
    if _CLAUSE.search(name) and kind != "person":
        return None
    if _PERSON.match(name) and kind != "person":
        return Source(span, Voice.NAMED, name, kind="person")
    title = _last_title(name, words)
    if title and title.end() < len(name) and (title.start() > 0 or len(name) - title.end() > 1):
        person = name[title.end() :]
        if _PERSON.match(person) or len(person) > 1:
            return Source(span, Voice.NAMED, name, kind="person")
    if not kind:
        return None
    bare = len(name) <= _GENERIC_SIGNS or kind in {"person", "report"} or _COUNTED.match(name)
    voice = Voice.NOBODY if bare else Voice.NAMED
    return Source(
        span, voice, name, kind=kind, definite=name.startswith(("该", "該", "报告", "報告"))
    )


_THINGS = (
    "传统", "傳統", "习惯", "習慣", "惯例", "慣例", "原则", "原則", "标准", "標準",
    "格式", "顺序", "順序", "步骤", "步驟", "方法", "方式", "经验", "經驗",
)  # fmt: skip  # what is gone by and does not speak: 按照…的传统
_GENERIC_SIGNS = 2  # 警方, 当局, 媒体: a kind and no name


def _kind(name: str, words: _Words) -> str:
    """What kind of speaker a Chinese noun means, by how it ends."""
    match = words.endings.search(name)
    if match is None:
        title = _last_title(name, words)
        return "person" if title and title.end() == len(name) else ""
    return next(kind for kind in KINDS if match.group() in words.cues.roles[kind])


def _content(text: str, first: int, last: int) -> Span | None:
    """What is said: what follows the cue, or what stands before the source where nothing follows."""
    left, right = 0, len(text)
    for match in _PART.finditer(text):
        if match.end() <= first:
            left = match.end()
        elif match.start() > last:
            right = match.start()
            break
    closed = max(text.rfind(sign, left, first) for sign in "）)】〕")
    left = max(left, closed + 1)
    before, after = text[left:first], text[last:right]
    follows = any(sign.isalnum() for sign in after)
    quoted = any(sign in before for sign in _CLOSE)
    if quoted and any(sign in after for sign in _OPEN):
        return _bare(text, left, right)
    if quoted and (not follows or not after.startswith(("，", "：", ":", ","))):
        return _bare(text, left, first)
    if follows:
        return _bare(text, last, right)
    return _bare(text, left, first)


def _bare(text: str, first: int, last: int) -> Span | None:
    inner = [n for n in range(first, last) if text[n].isalnum()]
    return (inner[0], inner[-1] + 1) if inner else None
