"""Say by what name a speaker goes, and who speaks where the reader of attributions names nobody.

In: a sentence and its attributions.  Out: names and speakers. "The group's director, Sophie Lane" and "lawyer Rezaul Tipu"
go by their names, 警方發言人席爾瓦 as 席爾瓦; ranks and forms of address stay (Captain Ilves). Words that can name nobody
("A prisoner has no") are none. A clause that begins with somebody and a verb of saying, holding or judging, or ends with them
(", three of them said"), is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.claim.folding import spell

_WORD = r"(?:[A-Z][\w.’'-]*[\w’]|[A-Z]\.)"
_PARTICLE = r"(?:al|el|de|da|dos|del|bin|bint|ibn|van|von|la|le|di)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} )?(?:[Aa]l-|[Ee]l-)?{_WORD}){{1,3}}"
_RANK = r"(?:Mr|Mrs|Ms|Miss|Dr|Captain|Major|Colonel|General|Lieutenant|Sergeant|Sister|Father|Imam|Sheikh|Judge|Justice|Cllr|Hon|Comrade|Inspector|Superintendent|Brigadier|Admiral|Commander)"
_OFFICE = (
    r"[Mm]inister|[Ss]ecretary|[Dd]irector|[Hh]ead|[Cc]hief|[Ss]pokes(?:man|woman|person)|[Mm]ayor|[Gg]overnor|[Cc]ommissioner|[Pp]resident"
    r"|[Cc]hair(?:man|woman|person)?|[Dd]eputy|[Ss]enator|[Pp]rof(?:essor|\.)|[Ll]awyer|[Aa]ttorney|[Aa]dvocate|[Ee]conomist|[Ll]inguist|[Gg]eneticist"
    r"|[Ee]ngineer|[Oo]fficer|[Mm]anager|[Ll]eader|[Cc]oordinator|[Rr]esearcher|[Ss]cholar|[Aa]nalyst|[Ee]xpert|[Aa]ctivist|[Cc]ampaigner|[Oo]fficial"
    r"|[Ss]teward|[Pp]aediatrician|[Dd]octor|[Nn]urse|[Tt]eacher|[Hh]eadmaster|[Hh]eadmistress|[Pp]rincipal|[Rr]egistrar|[Rr]apporteur|[Dd]elegate"
    r"|[Jj]ournalist|[Hh]istorian|[Ss]ociologist|[Aa]nthropologist|[Bb]ioethicist|[Ff]armer|[Tt]rader|[Mm]idwife|[Ww]arden|[Aa]mbassador|MP|MEP|CEO"
    r"|[Ff]isherman|[Dd]river|[Ss]tudent|[Ss]hopkeeper|[Rr]esident|[Vv]illager|[Ww]orker|[Ww]itness|[Oo]rganiser|[Tt]reasurer|[Cc]lerk|[Ii]nvestigator"
)
_BODY = re.compile(r"\b(?:Ministry|University|Institute|Committee|Commission|Council|Court|Office|Bureau|Agency|Watch|International|Network|Association|Union|Group|Radio|Times|News|Police|Department|Party|Rights|Fund|Bank|Centre|Center|Foundation|Society|Board|Authority|Nations|Liberties|Company|Inc|Ltd|Act|Rule|Order)\b")  # fmt: skip
_TITLED = re.compile(
    rf"(?:^|[ ’'s])(?:{_OFFICE}) (?P<name>(?:{_RANK}\.? {_WORD}(?: {_WORD})?|{_NAME}))$"
)
_OWNER = re.compile(rf"['’]s? (?P<name>{_RANK}\.? {_WORD}(?: (?:[Aa]l-)?{_WORD}){{0,2}})$")
_OF = re.compile(
    rf"^(?P<name>(?:(?:Prof|Dr|Mr|Mrs|Ms)\.? )?{_NAME}),? (?:of|from|at|with|who|for|in) "
)
_BESIDE = re.compile(
    rf",[”\"]? (?P<name>(?:{_RANK}\.? {_WORD}(?: (?:[Aa]l-)?{_WORD}){{0,2}}|{_NAME}))(?=[,.;:]|$)"
)
_OFFICE_ALONE = re.compile(
    r"[a-z]|(?:The|An?|His|Her|Its|Their|La|El|Le|Der|Die) [a-z]"
)  # "the group's director"
_NOBODY = re.compile(
    r"(?:^|\s)(?:is|are|was|were|isn['’]t|aren['’]t|weren['’]t|wasn['’]t|couldn['’]t|ha[sd] no|have no|had|would|and set|should|must|may|gave|given|published|neither|years later)(?:\s|$)"
    r"|^(?:For individuals|Contrary to|On the basis|To the|down|up|go|them|us|whatever|out|them) ",
    re.IGNORECASE,
)
_OFFICE_HAN = (
    "(?:副?[局厅部处科县市镇乡村区站所院校队班警州省署会社团]长|发言人|新闻官|副?(?:书记|主任|主席|秘书长|总统|总理|司令|队长|指挥官|总监|监督|主管)|律师|教授|副?研究(?:人员|员|者)|学者|专家|议员|委员"
    "|医生|护士|老师|教师|官员|负责人|社工|经理|老板|记者|公安|民警|警官|干警|准将|上校|公使|参赞|大使|干事|店员|司机|工程师|法官|检察官|书记员|组织者|倡议者|活动人士)"
)
_TITLED_HAN = re.compile(
    rf".*{_OFFICE_HAN}(?P<name>(?![答则说回也对在等均都们听称会长室处院局团昨今向却曾]|一致|匿名|透过)[\u3400-\u9fff]{{2,5}}(?:·[\u3400-\u9fff]{{1,6}})*)$"
)
_NOBODY_HAN = re.compile(
    r"须|应当|不得|没人|有明文|依据|《|要求|采集|项目|条文|条例|所称|可以|没有|听[说到]|来$|之类|说辞|^(?:拿|报道|报导|关于|针对|请问|说是|整个|本通告|既|也有人|本组织|本报告|本文|还|并)"
)
_SEAT_HAN = re.compile(  # 西北部的|洛川县公安局, 某某省|洛川县公安局: what lies around the body's own place
    "(?:.+的|[\u3400-\u9fff]{2,6}(?:省|自治区))(?=[\u3400-\u9fff]{2,6}[市县区州旗镇乡][\u3400-\u9fff]{0,6}(?:[局厅委署处所院]|政府|党委|部门)$)"
)
_TAIL_HAN = re.compile(r"(?:听后|一致|随后|当场|事后|则|却|均|也|都|答|回信|回函|透过视讯|曾)$")


def name_of(source: str, agent: str, after: str) -> str:
    """The name by which *source*, as written, goes; *agent* where it has none, and nothing where it can name nobody.

    *after* is what stands behind it in the sentence.

    >>> name_of("the group's director", "the group's director", ", Sophie Lane.")
    'Sophie Lane'
    >>> name_of("Human rights lawyer Rezaul Tipu", "Human rights lawyer Rezaul Tipu", " calls it")
    'Rezaul Tipu'
    >>> name_of("A prisoner has no", "A prisoner has no", " say in it."), name_of("a nurse", "a nurse", " said")
    ('', 'a nurse')
    """
    if _is_han(source):
        return _name_han(source, agent)
    if _NOBODY.search(source):
        return ""
    names = [found["name"] for each in (_TITLED, _OWNER) if (found := each.search(source))]
    beside = _BESIDE.match(after)
    if beside is not None and _OFFICE_ALONE.match(source):
        names.append(beside["name"])
    of = _OF.match(source)
    if of is not None and of.end() < len(source):
        names.append(of["name"])
    return next((name for name in names if not _BODY.search(name)), agent)


def _name_han(source: str, agent: str) -> str:
    plain = spell(source)
    if _NOBODY_HAN.search(plain):
        return ""
    titled = _TITLED_HAN.fullmatch(plain)
    if titled is not None and len(plain) == len(source):
        return source[titled.start("name") : titled.end("name")]
    seat = _SEAT_HAN.match(plain)
    if seat is not None and agent == source:
        return source[seat.end() :]
    tail = _TAIL_HAN.search(plain)
    if tail is not None and tail.start() >= 1 and agent == source:
        return source[: tail.start()]
    return agent


def _is_han(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


_SAYS = (
    r"sa(?:ys?|id)|tells?|told|states that|stated|adds?|added|claims?|claimed|insists?|insisted|concedes?|conceded|admits?|admitted|den(?:y|ies|ied)|confirms?|confirmed"
    r"|maintains?|maintained|argues?|argued|fears?|feared|believes?|believed(?! to)|thinks?|thought|suspects?|suspected(?! of| to)|supposes?|supposed(?! to)|assumes?|assumed(?! to)|reckons?|reckoned"
    r"|counters?|countered|repl(?:y|ies|ied)|answers?|answered|explains?|explained|recalls?|recalled|objects(?! of)|objected|repeats?|repeated|rejects?|rejected"
    r"|warns?|warned|complains?|complained|reports?|reported|alleges?|alleged|acknowledges?|acknowledged|stresses|stressed|notes?|noted|observes?|observed|writes?|wrote(?! to)"
    r"|points? (?:to|out)|pointed (?:to|out)|refers? to|referred to|speaks? of|spoke of|sees? (?:it|in it|this|no)|saw (?:it|in it|no)|finds? (?:it|the|this|that|no|a)|found (?:it|no)"
    r"|calls? (?:it|them|the|this|that)|called (?:it|them|the|this)|describes?|described|rates?|rated|praises?|praised|commends?|commended|welcomes?|welcomed|judges?|judged"
    r"|deems?|deemed|considers?|considered|regards?|regarded|holds? (?:it|that|this)|held (?:it|that|this)|puts? (?:it|the|at)|put (?:it|the)|gave the figure|cites?|cited"
    r"|rules? out|ruled out|dismiss(?:es|ed)|waves? off|waved off|disputes?|disputed|disagrees?|disagreed|contends?|contended|wishes to state|declares?|declared|regrets?|regretted|doubts?|doubted"
)
_SUBJECT = (
    r"(?P<who>(?!(?:It|He|She|They|We|I|You|This|That|There|These|Those|What|Who|Which|Nobody|No|Nothing|If|When|Where|While|As|In|On|At|For|By|To|And|But|Not|Each|All|Both|Every|Under|After|Before|Since|Until)\b)"
    r"(?:(?:The|An?|One|Two|Three|Four|Five|Six|Several|Some|Many|Most|Few|Our|Their|Its|His|Her) )?[\w’'-]+(?: (?!who |whose |that |which |and |to |they |is |was |are |were |had |has |have )[\w’'-]+){0,4}?)"
)
_LEADS = re.compile(rf"{_SUBJECT} (?:also |then |later |again |still |himself |herself |now |for its part )?(?:{_SAYS})\b(?! by\b)")  # fmt: skip
_TRAILS = re.compile(  # ", three of them said."; ", says the office,"
    r"[,”\"] (?P<who>(?:(?:the|an?|one|two|three|four|five|six|some|several|most|many) )?(?:[\w’'-]+ ){1,4}?)(?:said|say|says|told (?:us|Reuters|our|this|the)|fear|fears|held|suspect|believe|admit|admits|recall|recalled|insisted|insists|added|explained|wrote)(?=[,.;:]|$| on | by | in | to )"
    r"|[,”\"] (?:said|says) (?P<after>(?:the|an?) [\w’'-]+(?: [\w’'-]+){0,2}?)(?=[,.;]|$)"
)
_VIEW = re.compile(
    r"\b[Ii]n (?P<who>(?:the |our |an? )?[\w -]{3,40}?)['’]s? (?:view|opinion|judgement|judgment)\b|\b[Ii]n the (?:view|opinion) of (?P<of>(?:the |an? )?[\w -]{3,40}?)(?=[,.;]| th)"
)
_PRONOUN = re.compile(rf"(?:It|He|She|They) (?:also |then |later |again |still |has |had |did not |could not |could |would not )?(?:{_SAYS}|was unable to say|accept that|identify|name)\b")  # fmt: skip
_IDLE = re.compile(r"^(?:the|an?|its|some|his|her|their|our|my|nobody|no one)$|\b(?:they|we|i|you)$|^(?:for |of )|^(?:and|but|so|it|he|she|they|we|i|you|who|which|that|what|as)\b|^(?:his|her|my) ", re.IGNORECASE)  # fmt: skip
_SAYS_HAN = "(?:答称|答询|声称|坚称|辩称|抗辩|表示|指出|认为|强调|承认|否认|主张|指控|反驳|驳斥|质疑|批评|评价|解释|介绍|透露|证实|回应|关切|推测|担心|写道|宣布|说(?!明|法|服|话|不|可)|称(?!为|职|号|呼)|答(?!应|案|复)|讲(?!话|座|课|解|得)|反映|痛斥|谴责|斥(?!资))"
_LEADS_HAN = re.compile(
    rf"(?:^|[，；。：」”])(?:其中|但|而|对此|随后|另据|至于[^，]{{2,14}}，)?(?P<who>(?![听他她它我你您这那此其并也还又再只就都不没无有如若从在到对把被将据按照因由于请问结论笔者本文最书]|人们|大家|所以|因为|虽然|可是|例如|是大|别)[^\W\da-zA-Z_着了过被将把向对给在从昨今时透这没不别]{{2,12}}?)(?<![所可听要能经必并想愿敢肯后信])(?<!(?<![委协工联金议学商教事本员])会)(?<!有的)(?<!耐心)(?<!统一)"
    rf"(?:则|也|都|均|却|曾|又|仍|随后|后来|周[一二三四五六日]|昨[天日]?|今[天日]?|一直|反复|公开|书面|当场|私下|一致|听后|在[^，。]{{2,9}}?|向[^，。]{{1,6}}?|透过[^，。]{{2,5}}?|开会时|这样|如此|回[信函])*{_SAYS_HAN}"
)
_HEARD_HAN = re.compile(
    r"(?:听(?!说|到)|据(?!统计|通报|报|介绍|悉|此|说|了解))(?P<who>[\u3400-\u9fff]{2,8}?)(?:讲(?!解)|说|所知|的说法)"
    r"|(?:^|，)就(?P<known>[\u3400-\u9fff]{2,6})所知|据(?P<body>[\u3400-\u9fff]{1,8}?(?:委员会|选委会|署|警方|官方|当局|使馆))，"
)
_LABEL_HAN = re.compile(  # 物业：我们没有强迫
    r"^(?:发言人|律师|局长|部长|县长|主任)?(?P<who>(?!问|答|备?注|[各采成项]|.*(?:单位|内容|对象|人员|年龄|标准|通知|附注))(?:[\u3400-\u9fff·]{0,6}(?:[方部局厅处科委会院校厂矿办队社府馆者人长员师官妇叔婶姐哥姨爷奶伯妈爸告户客民工署]|物业|书记|主任)|(?:阿|小|老)[\u3400-\u9fff]{1,2}))：(?!应|[0-9])"
)
_QUOTED_HAN = re.compile(  # a name or an office, a colon, what it says in quotes
    r"(?!问|答|附|注|原文|标题|题|例|比如|[^：:]*(?:[写刷贴印来级评称说为是的问答话句词字牌墙横幅语]|要求|如下|案例|答案|型号|项目|名称|内容|日志|所里|会上)[^：:]{0,3}[：:])"
    r"(?P<who>[\u3400-\u9fff·]{2,14}?)(?:插话|笑道|叹道|答道|反问|苦笑)?(?:（[^）]{1,20}）|\([^)]{1,30}\))?[：:](?=[“「\"])"
)
_PRONOUN_HAN = re.compile(rf"^(?:他们?|她们?)(?:还|又|则|也|并)?{_SAYS_HAN}")
LEADING_CHARACTERS = 90  # of a sentence in which its subject and verb stand


def speaker_in(written: str, *, labels: bool) -> tuple[int, int] | None:
    """Where the words stand that name who says a sentence; with *labels* also a name and a colon."""
    plain = spell(written)
    if _is_han(plain):
        quoted = _QUOTED_HAN.match(plain) if labels else None
        if quoted is not None:
            return quoted.span("who")
        return _speaker_han(plain, (_LEADS_HAN, _HEARD_HAN, *((_LABEL_HAN,) if labels else ())))
    for each in (_LEADS.match(plain), _VIEW.search(plain), _TRAILS.search(plain)):
        if each is None or each.start() > LEADING_CHARACTERS * 3:
            continue
        start, end = each.span(each.lastgroup or 0)
        while end > start and plain[end - 1] == " ":
            end -= 1
        who = plain[start:end]
        if not _IDLE.match(who) and not _NOBODY.search(who):
            return start, end
    return None


def _speaker_han(plain: str, patterns: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    for pattern in patterns:
        found = pattern.search(plain)
        if found is not None and found.lastgroup is not None:
            name = found.lastgroup
            return None if _NOBODY_HAN.search(found[name]) else found.span(name)
    return None


def goes_on(written: str) -> bool:
    """Whether a sentence is of whoever spoke last: "She could identify no provision", 他说."""
    plain = spell(written)
    return bool((_PRONOUN_HAN if _is_han(plain) else _PRONOUN).match(plain))
