"""Tell who is described from who is named: "leaked tenders", Medienberichte, 中共官媒, "some 20 of the villagers".

In: an attribution and the text it stands in.  Out: whether what stands there names nobody. Who is described is
known to the page and not to us: as a source "to go and get" such words lead nowhere, and where the page of an
organisation names them, every page that rests on it would begin there.
Words that can be no name at all are told in `trace.namelike`.
"""

from __future__ import annotations

import re

from firsthand.model.document import Attribution, AttributionKind

_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|our|this|that|these|those)\s+", re.IGNORECASE)
# "12 von 15 Dorfbewohnern", "2.4 million people"; a house may be called "20 Minuten".
_COUNTED = re.compile(
    r"^\d[\d.,]*\s+(?:%|of|out|per|von|der|de|sur|des|из|million|thousand|milli\w+|mil|тыс\w*|млн)\b"
)
# What is said beside the noun of a body or paper and makes no name of it.
_PLAIN = (
    r"(?:said|same|new|latest|recent|earlier|another|other|leaked|internal|official|unofficial|secret|local|regional"
    r"|state|government|public|police|medical|health|human|rights|civil|news|media|foreign|western|independent|some|many"
    r"|several|various|numerous|multiple|former|senior|current|ethnic|legal|security|anonymous|aid|relief|opposition)"
)
_BODY = (
    r"(?:groups?|organi[sz]ations?|watchdogs?|bodies|body|agenc(?:y|ies)|authorit(?:y|ies)|officials?|workers?|media|outlets?"
    r"|experts?|activists?|advocates?|monitors?|observers?|researchers?|scholars?|sources?|reports?|stud(?:y|ies)|documents?|papers?|notices?"
    r"|tenders?|records?|files?|data|figures|statistics|statements?|articles?|posts?|plans?|guidelines?|regulations?|orders?|directives?)"
)
_DESCRIBED = re.compile(rf"(?:{_PLAIN}\s+)+{_BODY}", re.IGNORECASE)
# A paper that is told by where it holds: "the Norvale-wide plan".
_PAPER_OF = re.compile(r"[\w ]+-(?:wide|level|run|based)\s+" + _BODY, re.IGNORECASE)
# At the beginning of a sentence a capital tells nothing, and these are never anybody's name.
_THINGS = (
    r"(?:evidence|proof|findings|results|research|statistics|tenders|contracts|photo(?:graph)?s|images|footage|videos?"
    r"|documents|records|figures|data|testimon(?:y|ies)|interviews|surveys|studies|reports|notices|plans|posts|articles)"
)
_THING_AT_HEAD = re.compile(rf"(?:{_PLAIN}\s+)*{_THINGS}(?:\s+[a-z][\w'’-]*)*")
# Who never speaks stands before a place's name where a clause of its own begins: "a minority Karabel fears may …".
_NO_SPEAKER = re.compile(
    r"\b(?:minority|minorities|population|community|communities|region|province|campaign|system|programme|program|project"
    r"|database|law|drive|scheme)\s+[A-Z]\w+$"
)
_ADJECTIVE = re.compile(r"\s+[a-z]{3,}")  # "a report from a Norvalean township"
_TO = re.compile(r"\s+to\s+[a-z]")  # "the government continues to carry out …"
_PICTURE = re.compile(
    r"\b(?:file photo|photo(?:graph)?|image|picture|photo by|in this .{0,30}photo|archivfoto|foto|photo d'archives|фото)\b",
    re.IGNORECASE,
)
PICTURE_LINE = 400  # characters before a credit in which its line says that it is a picture's
_COMPOUND = re.compile(
    r"(?:(?:Medien|Presse|Zeitungs|Agentur|Augenzeugen)bericht(?:e|en|s)?|(?:Behörden|Polizei|Medien)angaben"
    r"|(?:Menschenrecht|Völkerrecht)ler(?:n|s|innen)?|Aktivist(?:en|innen)|Expert(?:en|innen)|Kritiker(?:n|innen)?"
    r"|Beobachter(?:n|innen)?|Augenzeugen|Fachleuten?|Flüchtlingen?|Bewohnern?|Helfern?)"
)
_HAN_LEAD = re.compile(
    r"^(?:[─—–-]+|虽然|雖然|但是?|然而|不过|不過|而|因为|因為|如果|即使|尽管|儘管|由于|由於|同时|同時)+"
)
_HAN_PLAIN = re.compile(
    r"(?:中共|中国|中國|北京|当地|當地|地方|有关|有關|相关|相關|同一[则則]|多[家名]|外国|外國|西方|美国|美國|国际|國際|海外|官方|一[则則份]|上述|[该該此])*"
    r"(?:人[权權][组組][织織]|人[权權][团團][体體]|官方|官媒|当局|當局|媒体|媒體|政府|文中|网站|網站|中文网|中文網|文章|报告|報告|报道|報道|报导|報導|消息|通知|文件)"
)
_HAN_SOME = re.compile(
    r"(?:人士|专家|專家|学者|學者|居民|民众|民眾|网友|網友|律师|律師|活动家|活動家|家长|家長)(?:和|及|与|與|以及)"
    r"|(?:相关|相關|有关|有關)的(?:媒体|媒體|部门|部門|官员|官員|人士|机构|機構|报道|報道|报导|報導)"
)
_WEEKDAYS = re.compile(
    r"(?:يوم\s+)?(?:الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت)"
)


def is_described(text: str, given: Attribution, written: str) -> bool:
    """Whether *written*, what a page has where its source stands, describes and names nobody.

    Who is known by another name was told from it before, and who speaks for somebody known is a source.
    """
    if given.kind is AttributionKind.CREDIT:
        return _is_of_a_picture(text, given)
    if _LETTER.search(written) is None:
        return True
    if _HAN.search(written):
        return is_plain_han(written) or _HAN_SOME.search(written) is not None
    if _COMPOUND.fullmatch(written) or _COUNTED.match(written) or _WEEKDAYS.fullmatch(written):
        return True
    bare = _ARTICLE.sub("", written)
    return (
        _DESCRIBED.fullmatch(bare) is not None
        or _PAPER_OF.fullmatch(bare) is not None
        or _NO_SPEAKER.search(bare) is not None
        or _is_thing(bare)
        or _is_no_speech(text, given, bare)
    )


def is_plain_han(name: str) -> bool:
    """Whether a name in Chinese is the noun of a body or a paper with no more than a country before it.

    >>> is_plain_han("中共官媒"), is_plain_han("诺瓦勒日报")
    (True, False)
    """
    return _HAN_PLAIN.fullmatch(_HAN_LEAD.sub("", name)) is not None


def _is_thing(written: str) -> bool:
    """Such as "Evidence", "Leaked tenders by regional governments": no word but the first has a capital."""
    first = written[:1].casefold() + written[1:]
    return first == first.casefold() and _THING_AT_HEAD.fullmatch(first) is not None


def _is_no_speech(text: str, given: Attribution, written: str) -> bool:
    """Whether the word of telling tells nothing here: what is called so, who continues to do so."""
    cue = text[given.cue.start : given.cue.end].casefold()
    if cue == "called" and given.cue.end <= given.source.start:
        return True  # "check-ups called Blood for All": the name of a thing
    if cue in {"continues", "continued", "continue"}:
        return _TO.match(text, given.cue.end) is not None
    if given.kind is AttributionKind.REFERENCE and cue.endswith(" from"):
        return " " not in written and _ADJECTIVE.match(text, given.source.end) is not None
    return False


def _is_of_a_picture(text: str, given: Attribution) -> bool:
    """Whether a credit in brackets ends a line that tells of a picture: it says nothing of the text."""
    if text[given.source.start - 1 : given.source.start] not in {"(", "（", "/"}:
        return False
    start = text.rfind("\n", max(0, given.source.start - PICTURE_LINE), given.source.start) + 1
    return _PICTURE.search(text, start, given.source.start) is not None
