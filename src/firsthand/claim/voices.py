"""Say whose words a sentence holds: of those who are named for it, or of whoever goes on speaking in quotes.

In: the sentences of a page and its attributions.  Out: for each sentence, the attributions that cover it. A
quotation may run over sentences of which one alone names who speaks: before it (“Nobody came. I was alone,”
she said) or after it (“I came,” she said. “They took blood.”). What follows without quotes is the page's own. A sentence
that begins with a speaker's office and a colon ("The Minister: They are kept.", 局长：都采了), or with one who judges ("The
chamber holds this to be excessive"), is theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from firsthand.claim.dialogue import labels_in
from firsthand.claim.folding import spell
from firsthand.claim.named_voices import goes_on, name_of, speaker_in
from firsthand.claim.pages import Sentence
from firsthand.claim.talks import speakers_of
from firsthand.model.document import Attribution, AttributionKind, TextPosition

QUOTED_SENTENCES_MAX = 8  # of one quotation; a longer one is a mark that was never closed
_AGAIN = re.compile(r"[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[他她它]们?|[他她它]們?")
TALK_SENTENCES_MIN = 13  # shorter pages are left alone: there such forms are headings
SPOKEN_SENTENCES = 3  # so far back "she" may mean who spoke last
TOLD_LANGUAGES = frozenset({"en", "zh"})  # whose ways of saying are known
LABEL_CHARACTERS = 40  # a longer beginning before a colon is a sentence
_OFFICE = (
    r"[Mm]inister|[Ss]ecretary|[Dd]irector|[Hh]ead|[Cc]hief|[Ss]pokes(?:man|woman|person)|[Mm]ayor|[Gg]overnor|[Pp]refect|[Cc]olonel|[Mm]ajor"
    r"|[Cc]aptain|[Ii]nspector|[Ss]uperintendent|[Cc]ommissioner|[Pp]resident|[Cc]hair(?:man|woman|person)?|[Dd]eputy|[Ss]enator|[Pp]rofessor"
    r"|[Dd]octor|[Nn]urse|[Tt]eacher|[Hh]eadmaster|[Ww]itness|[Cc]ounsel|[Jj]udge|[Oo]fficer|[Rr]egistrar|[Ww]arden"
)
_OFFICE_HAN = (
    "[局厅部处科县市镇乡村区站所院校队班警州省署]长|发言人|书记|支书|主任|来宾|嘉宾|受访者|证人|家长|村医|医生|护士|研究(?:人员|员|者)"
    "|教授|律师|议员|委员|代表|居民|村民|老师|负责人|社工|听众|专家|部门|官员|干部|经理|老板|使馆|警方|校方|院方"
)
_LABEL = re.compile(
    rf"(?P<who>(?:(?:The|An?|Mr|Mrs|Ms|Dr) )?(?:[A-Z][\w.'-]* |of |for |the ){{0,3}}(?:[A-Z][a-z]+-)?(?:{_OFFICE})(?: [A-Z][\w'-]+| of [A-Z]\w+){{0,2}}): "
    rf"|(?:答[（(])(?P<answer>[^）)：:，。]{{2,16}})[）)][：:]"
    rf"|(?P<han>[\u3400-\u9fff]{{0,6}}(?:{_OFFICE_HAN})[\u3400-\u9fff]{{0,2}}(?:[（(][^）)]{{1,6}}[）)])?)答?[：:]"
)
_JUDGES = re.compile(  # "The chamber holds this to be excessive": judging is saying, also without a verb of saying
    r"(?P<who>(?!We\b|I\b|It |They |This |That |There |What )(?:(?:The|An?|Some|Several|Most|Many) )?[\w'-]+(?: (?!who |that |which |and )[\w'-]+){0,4}?) "
    r"(?:deems?|deemed|welcomed|condemned|insisted that|holds this|held this|calls? (?:it|the|this)|called (?:it|the|this)|describes? (?:it|the|this)"
    r"|described (?:it|the|this)|considers? (?:it|the|this)|considered (?:it|the|this)|regards? (?:it|the|this)|assured|admits) "
    r"|(?:其中)?(?P<han>(?!我们|结论|笔者|本文|[是不只如据有我])[\u3400-\u9fff]{2,8}?)(?:却|则|也|都|仍|一直|反复)?(?:认为|痛斥|谴责|强调|辩称|坚称|斥之为|批评(?!教育)|质疑|担心(?!的))"
)
_OPENING, _CLOSING, _EITHER = "“「『«„", "”」』»", '"'
_GERMAN, _GUILLEMETS = "„", ("«", "»")  # „…“ and »…«, where others have “…” and «…»


def said_in(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[list[Attribution]]:
    """For each sentence, who is said to have said something in it."""
    starts = [sentence.passage.position.start for sentence in sentences]
    said: list[list[Attribution]] = [[] for _ in sentences]
    names: dict[str, str] = {}  # of those who were named once by their office, and go by it later
    for item in attributions:
        if item.kind is AttributionKind.SAID and item.content is not None:
            number = bisect_right(starts, item.content.start) - 1
            named = _by_name(item, sentences[number], names) if number >= 0 else None
            if named is not None:
                said[number].append(named)
    _talk(sentences, said)
    _label(sentences, said)
    _tell(sentences, said)
    if any(said):
        _carry(sentences, said)
    return said


def _by_name(item: Attribution, sentence: Sentence, names: dict[str, str]) -> Attribution | None:
    """The speaker by the name that stands on the page; nobody where the words name nobody."""
    start = item.source.start - sentence.passage.position.start
    end = item.source.end - sentence.passage.position.start
    if not 0 <= start < end <= len(sentence.written):
        return item
    source, after = sentence.written[start:end], sentence.written[end:]
    again = item.agent != source and (
        _AGAIN.fullmatch(source) is not None
    )  # "he": whom the reader found for it
    name = name_of(item.agent, item.agent, "") if again else name_of(source, item.agent, after)
    if not name:
        return None
    if not again and name != item.agent:
        names[item.agent] = name
    name = names.get(item.agent, name)
    return item if name == item.agent else replace(item, agent=name)


def _talk(sentences: Sequence[Sentence], said: list[list[Attribution]]) -> None:
    """Give the sentences of a debate or an interview to whose turn it is; whom they name themselves goes before."""
    if len(sentences) < TALK_SENTENCES_MIN:
        return
    turns = speakers_of([sentence.written for sentence in sentences])
    for number, turn in enumerate(turns):
        if turn is not None:
            made = _labelled(sentences[turn[0]], *turn[1:])
            outer = replace(made, anonymous=True)  # whom the sentence itself names goes before
            said[number].insert(0, _over(sentences[number], outer))


def _tell(sentences: Sequence[Sentence], said: list[list[Attribution]]) -> None:
    """Give a sentence in which the reader names nobody to whom it begins or ends with, or to whoever spoke last."""
    last: Attribution | None = None
    since = 0
    talk = labels_in([sentence.written for sentence in sentences])
    for number, sentence in enumerate(sentences):
        since += 1
        if said[number]:
            last, since = said[number][-1], 0
            continue
        if sentence.words.language not in TOLD_LANGUAGES:
            continue
        label = talk[number]
        if label is not None:
            said[number].append(_labelled(sentence, *label))
            last, since = said[number][-1], 0
            continue
        found = speaker_in(sentence.written, labels=True)
        if found is not None:
            made = _labelled(sentence, *found)
            name = name_of(made.agent, made.agent, sentence.written[found[1] :])
            said[number].append(replace(made, agent=name or made.agent))
            last, since = said[number][-1], 0
        elif last is not None and since <= SPOKEN_SENTENCES and goes_on(sentence.written):
            said[number].append(_over(sentence, last))
            since = 0


def _label(sentences: Sequence[Sentence], said: list[list[Attribution]]) -> None:
    """Give a sentence to whom it begins with: an office and a colon, or one who judges; unless somebody is named in it."""
    for number, sentence in enumerate(sentences):
        start = sentence.written[:LABEL_CHARACTERS]
        if not said[number] and (":" in start or "：" in start):
            found = _LABEL.match(spell(sentence.written))
        else:
            found = None if said[number] else _JUDGES.match(spell(sentence.written))
        if found is not None:
            said[number].append(_labelled(sentence, *found.span(found.lastgroup or 0)))


def _labelled(sentence: Sentence, start: int, end: int) -> Attribution:
    """The speaker whose label stands from *start* to *end* of a sentence."""
    place = sentence.passage.position
    source = TextPosition(start=place.start + start, end=place.start + end)
    return Attribution(
        kind=AttributionKind.SAID,
        agent=sentence.written[start:end].removesuffix("答"),
        source=source,
        cue=TextPosition(start=source.end, end=source.end + 1),
        content=place,
    )


def _carry(sentences: Sequence[Sentence], said: list[list[Attribution]]) -> None:
    """Give a quotation that goes on, or has begun before, to the one who is named for it."""
    named = [list(each) for each in said]
    inside = False
    begun: list[int] = []  # sentences of an open quotation that name nobody yet
    speaker: Attribution | None = None
    as_others = _marks_of(sentences)
    since = 0  # sentences for which a quotation has been open
    for number, sentence in enumerate(sentences):
        text = sentence.written.strip().translate(as_others)
        quoted = inside or text[:1] in _OPENING + _EITHER
        inside = _is_open(text, inside=inside)
        since = since + 1 if inside else 0
        inside = inside and since <= QUOTED_SENTENCES_MAX
        if named[number]:
            speaker = named[number][-1] if _has_quotes(text) or quoted else None
            for at in begun if speaker else ():
                said[at].append(_over(sentences[at], named[number][0]))
            begun = []
        elif quoted and speaker is not None:
            said[number].append(_over(sentence, speaker))
        elif quoted and inside and len(begun) < QUOTED_SENTENCES_MAX:
            begun.append(number)
        elif not quoted:
            speaker, begun = None, []


def _marks_of(sentences: Sequence[Sentence]) -> dict[int, str]:
    """What a page's quotation marks are in the manner of most: in German „…“ and »…« close with what opens elsewhere."""
    marks: dict[int, str] = {}
    low, high = (sum(each.written.count(sign) for each in sentences) for sign in (_GERMAN, "“"))
    if low and low * 2 > high:  # not one German title on a page that has “…” itself
        marks[ord("“")] = "”"
    for sentence in sentences:
        first = next((sign for sign in sentence.written if sign in _GUILLEMETS), "")
        if (
            first
            and ord(first) not in marks
            and not any(ord(each) in marks for each in _GUILLEMETS)
        ):
            turned = first == _GUILLEMETS[1]
            marks |= dict(
                zip(
                    map(ord, _GUILLEMETS), _GUILLEMETS[::-1] if turned else _GUILLEMETS, strict=True
                )
            )
    return marks


def _is_open(text: str, *, inside: bool) -> bool:
    """Whether a quotation is open at the end of *text*, if it is or is not at its beginning."""
    for sign in text:
        if sign in _OPENING:
            inside = True
        elif sign in _CLOSING:
            inside = False
        elif sign == _EITHER:
            inside = not inside
    return inside


def _has_quotes(text: str) -> bool:
    return any(sign in text for sign in _OPENING + _CLOSING + _EITHER)


def _over(sentence: Sentence, speaker: Attribution) -> Attribution:
    """The same speaker for another sentence, which denies nothing by that."""
    return replace(speaker, content=sentence.passage.position, denies=False)
