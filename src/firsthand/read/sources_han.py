"""Tell whom signs name as a source in a Chinese sentence: a known one, a name, somebody without one, 他.

In: a sentence whose names are marked (`read.glossed`), from which sign to which.  Out: `Source`, or None where the signs
name nobody that could speak. Which signs are to be looked at is found in `read.said_han`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from firsthand.read.agents import known_in
from firsthand.read.cues import Cues, cues_of
from firsthand.read.glossed import FILLED, PERSONAL, bare, singled_out
from firsthand.read.sentences import Span
from firsthand.read.sources import Source, Voice

_TAIL = re.compile(  # a person whose name in Latin letters follows
    r"(?:.*(?:的|[长長员員任者家师師人士授表记記官将將校尉军軍令]))?(?P<name>[\u3400-\u9fff]{2,6}(?:·[\u3400-\u9fff]{1,6})*)$"
)
ACCOUNTS = frozenset(
    {"说法", "說法", "讲法", "講法", "观点", "觀點"}
)  # are nobody's but somebody's
SOURCE_SIGNS = 30  # a longer subject is a clause
KINDS = ("report", "person", "company", "institute", "ministry", "group", "broadcaster", "agency", "paper_named")  # fmt: skip
_SURNAMES = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
_PERSON = re.compile(
    rf"^(?:[{_SURNAMES}][\u3400-\u9fff]{{1,2}}|[\u3400-\u9fffA-Za-z]+·[\u3400-\u9fffA-Za-z·]+|(?:[\u3400-\u9fff]{{2,3}})?[小老阿][\u3400-\u9fff]{{1,2}}|[A-Z][\w.]+(?: [A-Z][\w.]+){{0,3}})$"
)
_SOME = re.compile(r"(?:也|还|還|另|但|更|又)?有(?=[^关關]{2})")
_COUNTED = re.compile(
    r"^(?:[一两兩三四五六七八九十多几幾数數\d]+[名位个個份]|有|某|不少|部分|许多|許多|[该該此]|[这這那]|匿名|不愿|不願|[当當]地|地方|有[关關]|相[关關]|前|流亡|人[权權]|另|多[数數]|上述|其他|官方|国[内際际]|外国|西方)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# What a name never has and a clause does: 将尽快, 更多内容见, 包含了一个, 可以
_CLAUSE = re.compile(
    r"(?<![准準少中上大])[将將](?![军軍领領])|[见見](?![证證习習])|了(?!解|望)|可以|可能|可用|包含|包括|必须|必須|应当|應當|一个|一個|一种|一種|已经|已經|如果|正在|尽快|盡快|不能"
)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
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
def words_han() -> Words:
    """The words of Chinese that give a source away."""
    cues = cues_of(("zh",))
    roles = {word: role for role in ("say", "tell", "deny", "quoted") for word in cues.roles[role]}
    kinds = [word for kind in KINDS for word in cues.roles[kind]]
    return Words(
        cue=re.compile(_any(roles)),
        not_cue=re.compile(
            rf"(?<![究出务務])所[说說称稱]|[说說]法|按人(?![权權])|(?<![后後])[来來][说說讲講](?=[，,])|{_any(cues.roles['not'])}"
        ),
        before=re.compile(_any(cues.roles["before"])),
        close=re.compile(rf"(?:的)?(?:{_any([*cues.roles['close'], *cues.roles['paper']])})$"),
        opened=re.compile(
            rf"(?:^|[，。；！？“”「」、：:\s（(])(?P<c>{_any(cues.roles['before'])})(?P<s>[^，。；：！？\s\0]{{2,{2 * SOURCE_SIGNS}}}?(?:{_any([*cues.roles['close'], *cues.roles['paper']])})?)(?=[，,：])"
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


def source_han(text: str, first: int, last: int, words: Words, *, reported: bool) -> Source | None:
    """Who the signs from *first* to *last* name; None if nobody that could speak."""
    while first < last and text[first] in " \t《":
        first += 1
    while first < last and text[last - 1] in f" \t的》{FILLED}{PERSONAL}":
        last -= 1
    if reported:
        closed = words.close.search(text[first:last])
        account = closed is not None and closed.group().lstrip("的") in ACCOUNTS
        if (
            closed
            and closed.start() > 0
            and (account or known_in(text[first : first + closed.start()]))
        ):
            last = first + closed.start()
    single = _singled(text, first, last, words)
    if single is not None or first >= last:
        return single
    some = _SOME.match(text, first, last)
    first = some.end() if some and some.end() < last else first
    name = bare(text[first:last]).strip("《》的")
    if not name or len(name) > SOURCE_SIGNS:
        return None
    person = _TAIL.fullmatch(name) if text[last : last + 1] == PERSONAL else None
    return _again(name, (first, last), words) or _named(name, (first, last), words, person)


def _again(name: str, span: Span, words: Words) -> Source | None:
    """Who was named before: 他, 该组织, 该报道, 报告作者."""
    if name in words.cues.roles["story"]:
        return Source(span, Voice.NOBODY, name, kind="story", definite=True)
    if _AUTHORS.fullmatch(name):
        return Source(span, Voice.NOBODY, name, kind="report", definite=True)
    if name in words.cues.roles["again"]:
        return Source(span, Voice.AGAIN, name, kind=_kind(name, words), definite=True)
    return None


def _named(name: str, span: Span, words: Words, person: re.Match[str] | None) -> Source | None:
    """Who *name* is; *person* is what of it a gloss shows to be somebody's."""
    known = known_in(name)
    if person is not None:
        behind = known[-1].name if known and known[-1].end <= person.start("name") else ""
        return Source(span, Voice.NAMED, person["name"], behind=behind, kind="person")
    if known:
        return _one_known(name, span, words)
    if any(name.startswith(word) for word in words.cues.roles["nobody"]) or not _HAN.search(name):
        alone = _PERSON.match(name) and not _HAN.search(name)
        return Source(span, Voice.NAMED, name) if alone else None
    return _unknown(name, span, words)


def _singled(text: str, first: int, last: int, words: Words) -> Source | None:
    """The name that signs single out at the end of a subject: 州机关报《某某日报》, 新闻网站“某某”."""
    found = singled_out(text[first:last])
    if found is None:
        return None
    one, other = first + found[0], first + found[1]
    behind = bare(text[other:last])
    if behind and words.endings.fullmatch(behind) is None:
        return None
    name = text[one:other]
    known = known_in(name)
    if known:
        return Source((one, other), Voice.NAMED, known[-1].name)
    kind = _kind(name, words) or _kind(bare(text[first:one]), words) or _kind(behind, words)
    return Source((one, other), Voice.NAMED, name, kind=kind or "group")


def _one_known(name: str, span: Span, words: Words) -> Source:
    """A known source, or a person who speaks for it: 人权观察中国部主任索菲."""
    last = known_in(name)[-1]
    rest = name[last.end :].lstrip("》的")
    title = _last_title(rest, words)
    person = rest[title.end() :] if title else ""
    if title and person and len(person) > 1:
        return Source(span, Voice.NAMED, name, behind=last.name, kind="person")
    return Source(span, Voice.NAMED, last.name)


def _last_title(name: str, words: Words) -> re.Match[str] | None:
    return max(words.title.finditer(name), key=lambda match: match.end(), default=None)


def _unknown(name: str, span: Span, words: Words) -> Source | None:
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
    return Source(span, voice, name, kind=kind, definite=_DEFINITE.match(name) is not None)


_THINGS = (
    "传统", "傳統", "习惯", "習慣", "惯例", "慣例", "原则", "原則", "标准", "標準",
    "格式", "顺序", "順序", "步骤", "步驟", "方法", "方式", "经验", "經驗",
)  # fmt: skip  # what is gone by and does not speak: 按照…的传统


_DEFINITE = re.compile("该|該|报告|報告|其|[这這]份")


_AUTHORS = re.compile("(?:[这這该該]份|[该該])?(?:报告|報告)的?(?:撰写|撰寫)?(?:作者|者|人)们?")


_GENERIC_SIGNS = 2  # 警方, 当局, 媒体: a kind and no name


def _kind(name: str, words: Words) -> str:
    """What kind of speaker a Chinese noun means, by how it ends."""
    match = words.endings.search(name)
    if match is None:
        title = _last_title(name, words)
        return "person" if title and title.end() == len(name) else ""
    return next(kind for kind in KINDS if match.group() in words.cues.roles[kind])
