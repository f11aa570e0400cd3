"""Know a page that is a talk, and who speaks in it until somebody else does: a debate, a hearing, an interview.

In: the sentences of a page.  Out: for each sentence who speaks in it, as far as the page's form tells: where the name
stands. A page is a **debate** where four sentences or more begin with a speaker and a colon (or, in the manner of French and Russian minutes, a
speaker and a full stop), of two speakers at least: what follows is the speaker's until the next begins. It is an **interview** where five sentences or more ask
(or are marked as questions), three of them of "you", and somebody is introduced before or right after them: what is no question is that person's.
Short pages are left alone: there such forms are headings more often than talk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.claim.folding import spell

LABELS_MIN = 4
SPEAKERS_MIN = 2
QUESTIONS_MIN, ADDRESSED_MIN = 5, 3
ASKED_SHARE, ASKED_OFTEN = (
    10,
    4,
)  # one sentence in so many asks; asks often: fewer of these need say "you"
INTRODUCED = 4  # sentences at either end of an interview in which its guest is named
LABEL_CHARACTERS = 70

Place = tuple[int, int, int]  # the number of a sentence, and where in it a name stands

_UPPER = r"[A-ZÀ-ÖØ-ÞĞİŞА-ЯЁ]"
_WORD = rf"{_UPPER}[\w’'-]*"
_LINK = r"(?:de|de la|del|der|die|das|des|du|von|van|of|for|the|la|le|el|al|für|l['’])"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|M|Mme|MM|Sr|Sra|Abg|Prof|г-н|г-жа)\.?"
_LATIN_LABEL = re.compile(
    rf"(?:\(?(?P<who>(?:(?:The|An|Le|La|El|Der|Die) )?(?:{_TITLE} )?(?:(?:{_WORD}|[A-Z]\.|{_LINK}) ){{0,6}}(?:{_WORD}|[A-Z]\.))(?: ?\([^)]{{1,40}}\))? ?: )"
)
_MINUTES = re.compile(
    rf"(?P<who>(?:M|Mme)\.? (?:(?:{_WORD}|de|le|la|l['’]\w+|des|du|ministre|président|présidente) ?){{1,6}}[.:]|{_WORD} {_UPPER}\. {_UPPER}\.:?|{_UPPER}\. {_UPPER}\. {_WORD}[.:])(?:$| (?=[—–-]? ?{_UPPER}))"
)
_ARABIC_LABEL = re.compile(r"(?P<who>(?:ال)?[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3}): ")
_HAN_LABEL = re.compile(
    r"(?P<who>[\u3400-\u9fff·]{1,10})(?:[（(][^）)]{1,12}[）)])?[：:](?=[“「\"]?[\u3400-\u9fff0-9])"
)
_ASKS_LABEL = re.compile(r"(?:问|問|Q|Frage|Question|Pregunta|Вопрос|В|Soru|S|س|سؤال)\s?[.:：]")
_ANSWERS_LABEL = re.compile(r"(?:答|A|Antwort|Réponse|Respuesta|Ответ|О|Cevap|C|ج|جواب)\s?[.:：]")
_NO_LABEL = re.compile(
    r"(?:Note|Correction|Berichtigung|Update|Nachtrag|Hintergrund|Source|Photo|Caption|Read also|Lire aussi|Lesen Sie auch|Читайте также|Leia|Vea|Box|Table|Figure|Article|Section|Chapter|Part|Annex|Date|Subject|Re|From|To"
    r"|\w$|第|[问問答注图圖表附]|.*(?:单位|單位|内容|內容|金额|金額|项目|項目|用途|对象|對象|年龄|年齡|地点|地點|时间|時間|目的|方法|名称|名稱|电话|電話|依据|依據|要求|编号|編號|联系人|聯絡人|负责人|說明|说明))$"
)
_ENDS_ASKING = re.compile(r"[?？؟][”\"»」』]?\s*$")
_QUOTED = re.compile(r"^[“\"«„「『»]")
_YOU = re.compile(
    r"\b(?:you|your|yours|vous|votre|vos|Sie|Ihr|Ihre|Ihnen|Ihrem|Ihren|usted|ustedes|su|sus|tú|вы|вас|вам|ваш\w*|вами|siz|sizin|size|sizi)\b|[您你]|(?:كم|ك|كِ|تِ|أنتِ|أنت|حضرتك)\b|(?:iniz|ınız|unuz|ünüz|siniz|sınız|sunuz|sünüz)\b",
    re.IGNORECASE,
)
_GUEST = re.compile(
    rf"(?P<titled>(?:Dr|Prof|Professor|Herr Professor|Frau Professor|Herr|Frau|Mr|Mrs|Ms|Mme|Monsieur|Madame|Doctor|docteur|Docteur|Doktor|Hoca|Sister|Señor|Señora|Don|Doña|doña|don)\.? {_WORD}(?: {_WORD})?)|(?P<named>{_WORD}(?: (?:[A-Z]\. )?{_WORD}){{1,2}})|(?P<turkish>{_WORD} (?:Hoca|Bey|Hanım))"
)
_ENDING = re.compile(r"(?<=[a-zçğıöşü]{3})['’][a-zçğıöşü]{1,5}$")
_GUEST_HAN = re.compile(
    r"(?:[专專]訪?访?|采访|採訪|对话|對話|受[访訪]者|[编編]者按)(?:了|：|:)?(?:[\u3400-\u9fff]{0,8}(?:学者|學者|记者|專家|专家|律师|律師|医生|醫師|主任|院长))?(?P<told>[\u3400-\u9fff·]{2,5}?)(?=[（(，。、]|$|是|曾|在)"
    r"|(?P<office>[\u3400-\u9fff](?:教授|先生|女士|医生|醫師|律师|律師|老师|老師))|^(?P<first>[\u3400-\u9fff·]{2,5})(?:（化名）|，[一二三四五六七八九十\d]{1,4}岁|，[一二三四五六七八九十\d]{1,4}歲)"
)
_ARABIC_GUEST = re.compile(
    r"(?:مع|الدكتورة?|الباحثة?|المؤرخة?|الكاتبة?|السيدة?) (?P<told>[\u0621-\u064a]+ (?:بن |بنت |ال)?[\u0621-\u064a]+)"
)


def speakers_of(texts: Sequence[str]) -> list[Place | None]:
    """Who speaks in each sentence of a talk; None throughout where the page is none.

    >>> minutes = ["Mr. Hay: It is so.", "I saw it.", "The Minister: No.", "Mr. Hay: Yes.", "The Minister: Not at all."]
    >>> speakers_of(minutes)
    [(0, 0, 7), (0, 0, 7), (2, 0, 12), (3, 0, 7), (4, 0, 12)]
    """
    plain = [spell(text) for text in texts]
    return _debate(plain) or _interview(plain) or [None] * len(plain)


def _debate(texts: Sequence[str]) -> list[Place | None]:
    labels = [_label_of(text) for text in texts]
    keys = [
        text[slice(*one)].casefold().split() if one else []
        for text, one in zip(texts, labels, strict=True)
    ]
    last = Counter(key[-1] for key in keys if key)  # "Mr. Bernard Hay" and "Mr. Hay"
    begun = [
        one if key and last[key[-1]] > 1 else None for key, one in zip(keys, labels, strict=True)
    ]
    if (
        sum(map(bool, begun)) < LABELS_MIN
        or sum(count > 1 for count in last.values()) < SPEAKERS_MIN
    ):
        return []
    found: list[Place | None] = []
    now: Place | None = None
    for number, one in enumerate(begun):
        now = (number, *one) if one else now
        found.append(now)
    return found


def _label_of(text: str) -> tuple[int, int] | None:
    start = text[:LABEL_CHARACTERS]
    for pattern in (_LATIN_LABEL, _MINUTES, _ARABIC_LABEL, _HAN_LABEL):
        match = pattern.match(start)
        if match is not None and not _NO_LABEL.match(match["who"].strip()):
            first, last = match.span("who")
            while last > first and start[last - 1] in " .:":
                last -= 1
            return first, last
    return None


def _interview(texts: Sequence[str]) -> list[Place | None]:
    marked = sum(_ASKS_LABEL.match(text) is not None for text in texts)
    asks = [
        _ASKS_LABEL.match(text) is not None
        or (not marked and _ENDS_ASKING.search(text) is not None and not _QUOTED.match(text))
        for text in texts
    ]
    asked = [text for text, one in zip(texts, asks, strict=True) if one]
    if len(asked) < QUESTIONS_MIN or len(asked) * ASKED_SHARE < len(texts):
        return []
    least = ADDRESSED_MIN - (len(asked) * ASKED_OFTEN >= len(texts))
    if not marked and sum(_YOU.search(text) is not None for text in asked) < least:
        return []
    first = asks.index(True)
    guest = _guest_in(
        texts, [*range(min(first + 1, INTRODUCED)), *range(len(texts) - INTRODUCED, len(texts))]
    )
    if guest is None:
        return []
    return [guest if number > first and not asking else None for number, asking in enumerate(asks)]


def _guest_in(texts: Sequence[str], numbers: Sequence[int]) -> Place | None:
    for number in numbers:
        for pattern in (_GUEST_HAN, _ARABIC_GUEST, _GUEST):
            match = pattern.search(texts[number])
            if match is not None and match.lastgroup is not None:
                first, last = match.span(match.lastgroup)
                ending = _ENDING.search(texts[number][first:last])  # "Celal Hoca'yla"
                return number, first, last - len(ending.group()) if ending else last
    return None
