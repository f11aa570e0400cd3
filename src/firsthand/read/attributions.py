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

ATTRIBUTIONS_VERSION = "2"
CREDIT_CHARACTERS = 600  # a credit stands at the head of its paragraph
BYLINE_CHARACTERS = 80  # a longer line is a sentence
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{3}")
_PARTS = re.compile(r"[;；]|, (?:but|while|whereas|although|though)\b|，(?:但|而|不[过過]|然而)")
_DETERMINERS = frozenset({"the", "a", "many", "all", "no", "some"})
_SAY = (
    r"(?:said|says|say|told|tells|reported|reports|report(?= that)|announced|announces|claimed|claims|claim(?= that)|stated|states|wrote|writes|write|"
    r"found|finds|noted|notes|added|adds|confirmed|confirms|revealed|reveals|warned|warns|explained|explains|argued|argues|argue|insist|insists|"
    r"estimates|estimated|alleged|alleges|allege|insisted|quoted|cited|documented|disclosed|acknowledged|admitted|admits|declared|shows|showed|"
    r"denied|denies|deny|rejected|rejects|dismissed|dismisses|described|describes|called|accused|accuses|published|replied|recalled|recalls|"
    r"testified|suggest(?= that| most)|suggests|suggested|order(?= that)|orders|ordered|held that|has held|heard|stressed|stresses|maintain|maintains|concluded|concludes|recounts|recounted|recall|acknowledge|acknowledges|document|documents|instructs|instructed|relates|related(?= that)|complained|complains|apologised and said|put(?: the| its)?(?= (?:the |its )?(?:total|number|figure|tally|count))|observed|conceded|contends?|assert|asserts|asserted|counted|lists?|listed|ruled|read(?=s?\b(?! (?:the|a|into|out))))"
)
_DENY = re.compile(
    r"den(?:ied|ies|y)$|reject|dismiss|否认|否認|驳斥|駁斥|отверг|опроверг|dément", re.IGNORECASE
)
_CAP = r"[A-ZÀ-ÝÉÖÜŞÇİĞ][\w’'&.-]*"
_NAME = (
    rf"(?:(?:the|The)\s+)?{_CAP}(?:\s+(?:(?:of|for|de|and|the|du|des|van|von|al)\s+)?{_CAP}){{0,5}}"
)
_HEADS = (
    r"residents?|officials?|people|persons?|sources?|witness(?:es)?|villagers?|officers?|man|men|woman|women|mother|father|"
    r"doctors?|nurses?|teachers?|activists?|experts?|critics|police|authorit(?:y|ies)|ministry|minister|government|media|press|"
    r"newspapers?|organi[sz]ations?|groups?|reports?|study|studies|survey|notices?|documents?|statements?|spokes(?:man|woman|person|people)|"
    r"lawyers?|leaders?|agency|corps|head|headmaster|director|manager|managers|workers?|herders?|farmers?|clerks?|prosecutors?|judges?|court|"
    r"census|contract|plans?|rules?|guidelines?|regulations?|interviews?|others|detainees?|prisoners?|refugees?|students?|parents?|"
    r"researchers?|scientists?|engineers?|firm|company|bureau|office|department|commission|committee|team|relatives?|monks?|nuns?|migrants?|"
    r"businessm[ae]n|traders?|shopkeepers?|students?|pupils?|patients?|campaigners?|lawmakers?|senators?|analysts?|observers|journalists?|"
    r"commissioner|governor|mayor|veterans?|corporals?|sergeants?|callers?|loudspeaker|supervisors?|communiqu[eé]|networks?|handbooks?|circulars?|manuals?|letters?|leaflets?|brochure|insiders?|survivors?|passengers?|employees?|chiefs?|chair(?:man|woman)?|consortium|federation|charity|watchdog|memo|briefing|dossier|lawsuit|complaint|miners?|drivers?|hoteliers?|owners?|professors?|geneticists?|technicians?|corporals?|midwives|midwife|imams?|priests?|elders?|neighbou?rs?|cousins?|brothers?|sisters?|wife|husband|exiles?|donors?|whistle-?blowers?|secretary|ambassador|embassy|association|union|institute|council|administration|post|audit|analysis"
)
_ANON_HEAD = (
    rf"(?:(?:(?:an?|one|some|several|two|three|four|five|many|most|unnamed|anonymous|other|former|\d+ of \d+|\d{1, 3}|the)\s+)"
    rf"(?:(?!the\s|of\s)[\w’'-]+\s+){{0,3}}?(?:{_HEADS})(?!['’\w-]|\s+(?:{_HEADS})\b)"
    rf"|(?:former|local|senior|state|government|independent|human rights|rights|\w+ese)\s+(?:[\w-]+\s+){{0,1}}(?:{_HEADS})(?!['’\w-])"
    rf"|(?:officials|residents|interviews|leaders|people|villagers|experts|researchers|activists|witnesses|police|authorities|campaigners|lawyers|parents)(?!['’\w-]))"
    rf"(?:\s+(?:of|in|from|at|for|with|inside|near|on|who (?:saw|took part in))\s+(?:the\s+|an?\s+)?(?:[\w’'-]+\s+){{0,3}}?[\w’'-]+)?"
)
_SUBJECT = r"(?<![\w’'-])(?<!\bof\s)(?<!\bfrom\s)(?<!\bin\s)(?<!\bby\s)(?<!\bat\s)(?<!\bwith\s)"
_ASIDE = r"(?:,\s+(?:\d{1,2}|[^,.;:]{1,60}),|\s+\([^)]{1,30}\))?"
_AUX = r"(?:has\s+|have\s+|had\s+|also\s+|later\s+|earlier\s+|then\s+|now\s+|often\s+|however,?\s+|repeatedly\s+|themselves\s+|itself\s+|himself\s+|herself\s+|both\s+|still\s+)*"
_ENGLISH = (
    re.compile(rf"(?P<c>[Aa]ccording to|[Cc]iting|[Qq]uoting|[Aa]s reported by|[Aa]s told to)\s+(?:(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}(?:report|statement|study|article|notice)s?\s+(?:by|from|of|in)\s+)?(?P<s>{_NAME}|(?i:{_ANON_HEAD})|(?:the\s+|an?\s+)\d{{4}}\s+\w+)"),
    re.compile(rf"{_SUBJECT}(?P<s>{_NAME}|(?i:{_ANON_HEAD})){_ASIDE}\s+{_AUX}(?P<c>{_SAY})\b"),
    re.compile(rf"[,”\"’'?!]\s*(?P<c>{_SAY})\s+(?P<s>{_NAME}|(?i:{_ANON_HEAD}))"),
    re.compile(rf"\b(?P<c>report|study|statement|investigation|documents?|data|figures|statistics)\s+(?:\w+\s+)?(?:by|from|of|published by|released by|obtained by|seen by)\s+(?P<s>{_NAME})"),
)  # fmt: skip
# A known source beside a description of it ("the state news agency Xinhua"; "the group, HRW, said").
_BESIDE = re.compile(rf",?\s+(?P<s>{_NAME})")
# "as described by X": said of a known source only; anybody may be "found by" something.
_BY_KNOWN = re.compile(
    rf"\b(?P<c>(?:described|reported|documented|published|released|revealed|quoted|cited|uncovered|"
    rf"disclosed|exposed|detailed) by)\s+(?P<s>{_NAME})"
)
_TOLD = re.compile(rf"\s+(?P<s>{_NAME})")
_PLURAL = re.compile(
    r"(?:\w+\s+)*(?:people|residents|villagers|officials|others|men|women|witnesses|sources|activists)\b",
    re.IGNORECASE,
)
_HAN_NAME = r"[\u3400-\u9fffA-Za-z·《》（）()]{2,24}?"
_HAN_SAY = (
    r"(?:报道称|報道稱|報導稱|报道说|报道|報道|報導|解释(?:说|称)|解釋(?:說|稱)|回应(?:说|称)?|回應(?:說|稱)?|声称|聲稱|介绍说|介紹說|证实|證實|透露|"
    r"表示|指出|介绍|介紹|(?<!的)通[报報](?!只|中|[显顯]示|[证證][实實]|[称稱说說])|承认|承認|否认|否認|驳斥|駁斥|宣布|宣佈|强调|強調|认为|認為|批评|批評|提醒|显示|顯示|只?提到|估计|估計|坚称|堅稱|补充说|补充|"
    r"写道|寫道|要求|规定|規定|抱怨|[写寫]明|反映|[坦直]言|喊|回[忆憶]|反[问問]|告[诉訴](?:本[报報刊台]|我(?![们們])|我们|我們|[记記]者|[该該本][组組][织織]|[^，。]{2,8}(?=，))|称|稱|说|說)"
)
_CHINESE = (
    re.compile(rf"(?P<c>[据據](?:悉)?)(?P<s>{_HAN_NAME})(?:\d{{1,2}}[日月])*(?:的)?(?:报道|報道|報導|报导|消息|称|稱|表示|介绍|介紹|透露|通报|通報|统计|統計|公布|发布|發布|估计|估計|[说說])"),
    re.compile(rf"(?:^|[，。；！？“”「」、：:\s])(?P<s>{_HAN_NAME})(?:\d{{1,2}}[日月])*(?:还|還|也|又|則|则|曾|今天|昨天|近日|随后|隨後|只|均|都|嚴正|严正|进一步|日前|此前)*(?P<c>{_HAN_SAY})"),
    re.compile(r"(?P<c>[据據根按](?:据|據|照)?)(?P<s>[^，。；：]{0,16}(?:[报報]告|[统統][计計]|文件|通[报報]|[调調]查|普查|合同|[规規]定|公告))(?=，|[显顯]示)"),
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
_ANONYMOUS = re.compile(_ANON_HEAD + r"|(?:the\s+|an?\s+)\d{4}\s+\w+", re.IGNORECASE)
_NOT_NAMES = frozenset({
    "he", "she", "it", "they", "we", "i", "this", "that", "these", "those", "who", "which", "there",
    "but", "and", "in", "on", "at", "as", "if", "when", "while", "earlier", "however", "a", "the",
    "no", "many", "all", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "nobody", "everyone", "what", "nothing", "some", "others", "sir", "his", "her", "their", "our", "my",
})  # fmt: skip
_NOBODY = frozenset({
    "officials", "police", "residents", "authorities", "people", "critics", "experts", "activists",
    "villagers", "locals", "media", "sources", "witnesses", "doctors", "families", "parents",
    "interviews", "leaders", "researchers", "campaigners", "lawyers",
    "china", "chinese", "beijing", "xinjiang", "tibet", "kashgar", "urumqi", "hotan", "aksu",
})  # fmt: skip
_HAN_GENERIC = (
    r"居民|村民|民[众眾]|群[众眾]|官[员員]|人士|[专專]家|[学學]者|警方|[当當]局|[发發]言人|[负負][责責]人|工人|[农農]民|牧民|家[长長]|老[师師]|教[师師]|[医醫]生|[护護]士|"
    r"律[师師]|[议議][员員]|[记記]者|[笔筆]者|文件|通知[单單]?|通[报報]|[报報]告|[调調]查|普查|[规規]定|[条條]例|公告|合同|[团團][体體]|[组組][织織]|受[访訪]者|知情者|目[击擊]者|[证證]人[甲乙丙丁]?|母[亲親]|父[亲親]|同[学學]|旅客|司[机機]|商人|大叔|[员員]工|士兵|[难難]民|犯人|主任|[厂廠]方|校方|[军軍]方|"
    r"院方|公司|人|者"
)
_HAN_ANONYMOUS = re.compile(
    rf"^(?:(?:[一两兩三四五六七八九十多几幾数數]+[名位个個份]|有|某[些个個]?|不少|部分|许多|許多|[该該此]|[这這那]|匿名|不愿|不願|[当當]地|地方|有[关關]|相[关關]|政府|前|流亡|人[权權]|另|多[数數])*[^，。]{{0,6}}?(?:{_HAN_GENERIC})|.*化名.*)$"
)
_HAN_BODY = re.compile(
    rf"(?:{_HAN_GENERIC}|[报報社网網台臺刊局厅廳部会會院所府]|[协協][会會]|中心|部[门門]|大[学學]|支[队隊]|大[队隊]|法院|[机機][关關构構]|[观觀]察|[委][员員][会會]|[电電]台|新[闻聞]|[学學]校|医院|醫院|基金[会會]|[实實][验驗]室|政府|[长長]|教授|博士|先生|女士|小姐|委|站|[处處]|微信|公[号號]|公[众眾][号號]|[统統][计計]|甲|乙|丙)$"
)
_HAN_SURNAME = re.compile(
    r"^(?:[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文][\u3400-\u9fff]{1,2}|[\u3400-\u9fffA-Za-z]+·[\u3400-\u9fffA-Za-z·]+|[小老阿][\u3400-\u9fff]{1,2})$"
)
_NOT_HAN = re.compile(
    r"^(其|这|那|该|此|他|她|它|我|你|但|并|而|所|不|可|也|名|就|是|据|據|被|如|因|将|已|还|文章|人们|很多|听|来|传|俗|统|自|号|谁|没|無|无|根据|根據|按照|近日|网|網|由|向|对|對|在|从|從|於|于)|[，。]|有[^，。]*文$"
)
_HAN_STRIP = re.compile(
    rf"^(?:[^，。]{{1,10}}(?:的|之))(?=[\u3400-\u9fff]{{2}})(?!(?:{_HAN_GENERIC})$)|（[^）]*）|\([^)]*\)|^(?:工人|村民|居民|老[师師]|[医醫]生)(?=[小老阿])"
)
_FIRST_PERSON = re.compile(
    r"(?:^|[\s\"“”])(?:He|She|They|The (?:\w+ )?(?:organi[sz]ation|group|agency|newspaper|paper|broadcaster|report|watchdog|NGO))\s+(?:also\s+|later\s+|further\s+)?(?P<c>said|added|says|told|noted|wrote|found|finds|reported|was (?:not |un)able to|were (?:not |un)able to|could not (?:find out|establish|confirm|verify))\b"
    r"|(?:^|[。，；])(?:他|她|他们|她们|他們|该组织|該組織|该机构|該機構|该报|該報|该社|報告|报告|该报告)(?:还|還|也|又)?(?P<d>说|說|称|稱|表示|指出|补充|补充说|認為|认为|写道)"
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
            said = list(_said(text, start))
            again = _FIRST_PERSON.search(text) if last is not None else None
            if again and last is not None and all(item.anonymous for item in said):
                said = [_continued(last, again, passage)]
            here += said
        for item in here:
            key = (item.source.start, item.source.end)
            found.setdefault(key, item)
            if item.kind is AttributionKind.SAID:
                last = item
    return tuple(found[key] for key in sorted(found))


def _continued(last: Attribution, match: re.Match[str], passage: Passage) -> Attribution:
    """The words "he added", "the organisation found": the last one named speaks on."""
    start = passage.position.start
    cue = match.span("c") if match.group("c") else match.span("d")
    return Attribution(
        kind=AttributionKind.SAID,
        agent=last.agent,
        source=TextPosition(start=start + match.start(), end=start + cue[0]),
        cue=TextPosition(start=start + cue[0], end=start + cue[1]),
        content=passage.position,
        anonymous=last.anonymous,
    )


def _said(text: str, start: int) -> Iterator[Attribution]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns_for(text):
        for match in pattern.finditer(text):
            one, other = _source_span(match)
            if any(one < end and begin < other for begin, end in taken):
                continue
            if not _is_source(text[one:other]):
                continue
            taken.append((one, other))
            told = _beside(text, (one, other)) or _told(text, match, (one, other))
            yield _attribution(AttributionKind.SAID, match, told, text, start)
    for match in _BY_KNOWN.finditer(text):
        one, other = match.span("s")
        known = fold(match.group("s")) in aliases()
        if known and not any(one < end and begin < other for begin, end in taken):
            yield _attribution(AttributionKind.SAID, match, (one, other), text, start)


def _beside(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The known source that a description without a name is followed by."""
    if not _is_anonymous(text[span[0] : span[1]]):
        return None
    match = _BESIDE.match(text, span[1])
    return match.span("s") if match and fold(match.group("s")) in aliases() else None


def _patterns_for(text: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that can match: Chinese ones only where there is Chinese, and so on."""
    if _HAN.search(text):
        return (*_CHINESE, *_ENGLISH) if _LATIN.search(text) else _CHINESE
    return (*_ENGLISH, *_OTHER)


def _told(text: str, match: re.Match[str], span: tuple[int, int]) -> tuple[int, int]:
    """Whom "many people told", if anybody is named: such a source can be found again."""
    if not match.group("c").startswith("t") or not _PLURAL.fullmatch(text[span[0] : span[1]]):
        return span
    listener = _TOLD.match(text, match.end("c"))
    if listener is None or not _is_source(listener.group("s")):
        return span
    return listener.span("s")


def _source_span(match: re.Match[str]) -> tuple[int, int]:
    """The source's own words: a known name inside a longer match is taken alone."""
    one, other = match.span("s")
    words = match.group("s")
    known = aliases()
    if fold(words) in known or not _HAN.search(words):
        return one, other
    for size in range(min(12, len(words)), 1, -1):
        for at in range(len(words) - size + 1):
            if fold(words[at : at + size]) in known:
                return one + at, one + at + size
    bare = _HAN_STRIP.sub("", words)
    at = words.find(bare)
    return (one + at, one + at + len(bare)) if bare and at >= 0 else (one, other)


def _is_source(name: str) -> bool:
    """Whether these words may name somebody."""
    folded = fold(name)
    if folded in aliases():
        return True
    if _HAN.match(name):
        if _NOT_HAN.search(name):
            return False
        return bool(_HAN_BODY.search(name) or _HAN_SURNAME.match(name))
    if not folded or folded in _NOT_NAMES or not any(letter.isalpha() for letter in folded):
        return False
    return folded.split()[0] not in _NOT_NAMES - _DETERMINERS or _is_anonymous(name)


def _is_anonymous(name: str) -> bool:
    """Whether somebody spoke, but nobody is named: "a resident", "Officials in the capital"."""
    folded = fold(name)
    if folded in aliases():
        return False
    if _HAN.match(name):
        return _HAN_ANONYMOUS.match(name) is not None
    if folded in _NOBODY or re.fullmatch(_HEADS, folded):
        return True
    if re.fullmatch(_NAME, name):
        return False
    return _ANONYMOUS.fullmatch(name.strip()) is not None


def _content(text: str, cue: int, start: int) -> TextPosition:
    """What is said: the part of the sentence around the cue, up to a semicolon or a "but"."""
    left, right = 0, len(text)
    for hit in _PARTS.finditer(text):
        if hit.end() <= cue:
            left = hit.end()
        elif hit.start() > cue:
            right = hit.start()
            break
    return TextPosition(start=start + left, end=start + right)


def _credits(text: str, start: int) -> Iterator[Attribution]:
    head = text[:CREDIT_CHARACTERS]
    for pattern in _CREDITS:
        for match in pattern.finditer(head):
            if _is_source(match.group("s")) or not _HAN.search(match.group("s")):
                yield _attribution(AttributionKind.CREDIT, match, match.span("s"), "", start)
    byline = _BYLINE.search(text) if len(text) < BYLINE_CHARACTERS else None
    if byline is not None:
        yield _attribution(AttributionKind.BYLINE, byline, byline.span("s"), "", start)


def _attribution(
    kind: AttributionKind, match: re.Match[str], span: tuple[int, int], text: str, start: int
) -> Attribution:
    name = match.string[span[0] : span[1]]
    anonymous = kind is AttributionKind.SAID and _is_anonymous(name)
    behind = re.sub(
        r"^.*? (?:of|at|from|for) (?:the )?", "", name
    )  # "the head of HRW" speaks for it
    if anonymous and fold(behind) in aliases():
        name, anonymous = behind, False
    content = _content(text, match.start("c"), start) if text else None
    return Attribution(
        kind=kind,
        agent=" ".join(name.split()) if anonymous else resolve_agent(name),
        source=TextPosition(start=start + span[0], end=start + span[1]),
        cue=TextPosition(start=start + match.start("c"), end=start + match.end("c")),
        content=content,
        anonymous=anonymous,
        denies=bool(_DENY.search(match.group("c"))),
    )
