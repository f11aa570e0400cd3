"""Find who says what in a Chinese sentence, in simplified or traditional signs.

In: a sentence.  Out: `Saying`s, as `read.said` gives them. A source is what stands between a sign of
punctuation and its verb (人权观察表示), or between 据 and its verb (据新华社报道), less the words of
time and manner around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from firsthand.model.document import AttributionKind
from firsthand.read.agents import known_in
from firsthand.read.glossed import glossed
from firsthand.read.said import Saying
from firsthand.read.sentences import HITS_MAX, Span
from firsthand.read.sources import Source, Voice
from firsthand.read.sources_han import SOURCE_SIGNS, Words, source_han, words_han

OBJECT_SIGNS = 24  # after 引述: a longer one is what is quoted
LIST_MAX = 5  # sources in a row: 综合美联社、法新社报道
ORDERS = frozenset(
    {"要求", "规定", "規定", "明确", "明確"}
)  # what is done, where somebody else says it
_BOUND = re.compile(
    r"[，。；：！？、,;:!?“”「」『』（）()\[\]【】〔〕…—]|(?<![A-Za-z])\s+|\s+(?![A-Za-z])"
)
_VIEW = re.compile(r"在(?P<s>[^，。；：！？,\s\0在]{2,60}?)(?P<c>看[来來])(?=[，,])")
_PART = re.compile(r"[；;]|，(?:但|而|不[过過]|然而)")
_OPEN, _CLOSE = "“「『", "”」』"
_RARE = frozenset("指道引讲講")  # signs that seldom mean speech
_RARE_NEXT = frozenset("，：,:「“")
_DATE = re.compile(r"(?:\d{1,4}[年月日号號](?:[上下]午)?|[一二三四五六七八九十]+[月日])+$")
_PLACE = re.compile(r"(?:于|於|在|从|從)[^，。]{1,14}(?:上|中|里|裏|时|時|后|後|会|會|里面)?$")
_ISSUE = "(?:发表|發表|发布|發布|发佈|公布|公佈|刊出|刊登|刊发|刊發|登出|登载|登載|贴出|貼出|张贴|張貼|推出|发出|發出|出具|出版|撰写|撰寫|提交)"
_PIECE = "(?:报告|報告|报道|報道|报导|報導|通告|公告|通知|告示|文章|帖文|帖子|声明|聲明|新闻稿|新聞稿|新闻|新聞|消息|文件|公开信|公開信|研究|论文|論文|调查|調查|视频|影片|简报|簡報|通报|通報)"
_ISSUES = re.compile(rf"{_ISSUE}(?:了|过|過)?[^，。]{{0,14}}{_PIECE}$")
_ISSUED = re.compile(rf"{_ISSUE}(?:的(?:[^，。]{{0,8}}{_PIECE})?)?$")
_WHEN = re.compile(
    r"(?:早?在|早)?(?:去年|今年|前年|上周|上月|本月|年初|年底|[一二三四五六七八九十\d年月日初底])*(?:便|就|才|也|还|還|又|已|曾)*"
)
_WITHIN = re.compile(r"(?<=[\u3400-\u9fff][告知报報文件书書刊章])(?:中|里|裡|裏|內|内|上)$")
_TOLD = re.compile(
    r"(?:接受|回应|回應|对|對|向|在给|在給)(?P<s>[^，。]{1,16}?)(?:的?(?:采访|採訪|专访|專訪|采訪|提问|詢問|询问)(?:时|時|中)?|的(?:声明|聲明|邮件|郵件)中)?$"
)


def find_sayings_han(text: str) -> list[Saying]:
    """Every source that Chinese *text* names with what it says."""
    words = words_han()
    if not any(each.search(text) for each in (words.cue, words.before, _VIEW)):
        return []
    text = glossed(text)
    masked = words.not_cue.sub(lambda match: "\0" * len(match.group()), text)
    found: list[Saying] = []
    every = (saying for match in _cues(masked, words) for saying in _sayings(text, match, words))
    for saying in chain(every, _papers(text, masked, words)):
        span = saying.source.span
        if saying.content and not any(_overlap(span, other.source.span) for other in found):
            found.append(saying)
    found = _without_orders(text, found)
    return sorted(found, key=lambda saying: (saying.source.span, saying.cue))


def _without_orders(text: str, found: list[Saying]) -> list[Saying]:
    """Without who orders or rules where somebody tells of it: 该报称，警方要求居民到场."""
    told = [one for one in found if text[slice(*one.cue)] not in ORDERS]
    first = min((one.source.span for one in told), default=None)
    return [one for one in found if one in told or first is None or one.source.span < first]


def _cues(masked: str, words: Words) -> list[re.Match[str]]:
    return [match for match, _ in zip(words.cue.finditer(masked), range(HITS_MAX), strict=False)]


def _papers(text: str, masked: str, words: Words) -> Iterator[Saying]:
    """Such as "根据大赦国际的报告，...": no verb, but what it stands in."""
    masked = re.sub("的\0\0", lambda found: text[slice(*found.span())], masked)  # 按当局的说法
    for match in islice(_VIEW.finditer(masked), HITS_MAX):
        source = source_han(text, *match.span("s"), words, reported=True)
        content = _content(text, match.start(), match.end())
        if source is not None and content is not None:
            yield Saying(source, match.span("c"), content)
    for match in islice(words.opened.finditer(masked), HITS_MAX):
        first, last = match.span("s")
        source = source_han(text, first, last, words, reported=True)
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


def _sayings(text: str, cue: re.Match[str], words: Words) -> Iterator[Saying]:
    close = _before_brackets(text, cue.start())
    if cue.group()[:2] in words.cues.roles["story"]:
        yield from _story(text, cue)
    first = _segment(text, close)
    role = words.roles[cue.group()]
    if first < close or role != "say":
        one, other, told = _bared(text, first, close, words)
    else:
        one, other, told = *_before_comma(text, first, words), None
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
    source = source_han(text, one, other, words, reported=bool(opened))
    if role == "quoted":
        yield from _quoted(text, cue, words)
    if source is not None:
        yield Saying(
            source, (cue.start(), cue.end()) if not opened else span, content, denies=role == "deny"
        )
        yield from _in_a_row(text, min(first, one), span, content)
    if told is not None:
        listener = source_han(text, told[0], told[1], words, reported=False)
        if listener is not None and listener.voice is Voice.NAMED:
            yield Saying(listener, cue.span(), content, AttributionKind.REFERENCE)


def _story(text: str, cue: re.Match[str]) -> Iterator[Saying]:
    """A cue that is whatever was cited last, too: 报道说，….  Nothing where somebody stands before it."""
    span = cue.start(), cue.start() + len("报道")
    content = _content(text, cue.start(), cue.end())
    if _segment(text, cue.start()) == cue.start() and cue.end() > span[1]:
        source = Source(span, Voice.NOBODY, text[slice(*span)], kind="story", definite=True)
        yield Saying(source, (span[1], cue.end()), content)


def _before_comma(text: str, at: int, words: Words) -> Span:
    """Whoever published what goes on behind a comma: 县公安局日前贴出一份通告，说…."""
    last = at
    for _ in range(2):  # 县公安局，去年四月登出一篇报告，说…
        if last == 0 or text[last - 1] not in "，,":
            break
        last -= 1
        first = _segment(text, last)
        issued = _ISSUES.search(text, first, last)
        if issued is None and last == at - 1:
            break
        close = issued.start() if issued else last
        one, other, _ = _bared(text, first, close, words)
        if one < other and _WHEN.fullmatch(text, one, other) is None:
            return one, other
        last = first
    return at, at


def _before_brackets(text: str, at: int) -> int:
    """Where a subject ends before （化名）."""
    if text[at - 1 : at] not in {"）", ")"}:
        return at
    opening = max(text.rfind(sign, max(0, at - SOURCE_SIGNS), at) for sign in "（(")
    return opening if opening > 0 else at


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


def _quoted(text: str, cue: re.Match[str], words: Words) -> Iterator[Saying]:
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
    source = source_han(text, start, end, words, reported=True)
    if source is not None:
        yield Saying(source, said, _content(text, cue.start(), closed))


def _bared(text: str, first: int, last: int, words: Words) -> tuple[int, int, Span | None]:
    """The subject without the words of time, place and manner around it; and to whom it spoke."""
    told: Span | None = None
    lead = words.leads.match(text, first, last)
    while lead and lead.end() < last:
        first = lead.end()
        lead = words.leads.match(text, first, last)
    for _ in range(4):
        before = last
        for pattern in (words.helpers, _DATE, _PLACE, _TOLD, _ISSUED, _WITHIN):
            match = pattern.search(text[first:last])
            if match and match.start() > 0:
                if pattern is _TOLD:
                    told = (first + match.start("s"), first + match.end("s"))
                last = first + match.start()
        if last == before:
            break
    return first, last, told


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
