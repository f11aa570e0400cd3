"""Leave out names that are none: "Input files specified …", "REQUIRED indicates …", "Having said that".

In: documents, the attributions found in them.  Out: the attributions that may name a source. Reading
takes what is written as a name stands, in one sentence, before or behind a word of telling. Some such
words are said of things as well ("specifies", "requires", "described"): behind these, what is written in
capitals alone, ends in the word for a thing, or bears a number is no source. A house of the case is always a name.
Finding attributions is not done here but in `read.attributions`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.model.document import Attribution, AttributionKind, Document
from firsthand.trace.addresses import letters_of
from firsthand.trace.described import is_described, is_plain_han

_LOOKED_AT = frozenset({AttributionKind.SAID, AttributionKind.REFERENCE, AttributionKind.CREDIT})
_LATIN = re.compile(r"[A-Za-z]")
_SIGNS = re.compile(r"[_=<>{}\[\]$#@\\|+*]|--|\w\.[a-z]{2,5}\b(?!\.)")  # of commands and files
_ARTICLE = re.compile(r"^(?:the|an?|its|their|your|own)\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…。]|\n)[\s\"'“”‘’(–—-]*$")
# A sentence may begin with these, and no name.
_BEGINS = re.compile(
    r"(?:[A-Z][a-z]{2,}ing|Unless|While|Although|Though|If|When|Where|Once|Because|Since|As|Until|Whether"
    r"|Except|Otherwise|Given|Based|Used|Added|Compared|Asked|Also|Note|Only|Any|All|Each|Every|Some|No|None|Not)"
)
# Said of things as often as of who speaks.
_OF_THINGS = re.compile(
    r"(?:specif(?:y|ies|ied)|indicates?|requires?(?:\s+that)?|lists?|listed|instructs?|exposed(?:\s+by)?"
    r"|(?:was|were|is|are)\s+not\s+able\s+to|adds?|added|describes?|described|defin(?:es?|ed)|tells?|reads?|calls?"
    r"|assumes?|expects?|supports?|detects?|returns?|shows?|stated|documented|captured|published\s+by|described\s+by)"
)
_SPEAKS = re.compile(
    r"(?:say|says|said|told|writes?|wrote|according\s+to|reports?|(?:first\s+)?reported(?:\s+by)?|announced|quoted|quoting)"
)
# What is named after somebody or something and speaks for nobody, behind a name: "according to the Richter scale".
_NAMED_AFTER = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:scales?|calendars?|algorithms?|theorems?|formulas?|formulae|equations?|criteri(?:a|on)|classifications?"
    r"|orderings?|order|syntax|grammar|notation|alphabet|spelling|romani[sz]ation|locale|encoding|formats?|protocols?"
    r"|conventions?|principles?|rules?|schemes?|methods?|metrics?|index|zone|time|settings?|options?|parameters?|variables?|algebra"
    r"|propert(?:y|ies)|functions?|commands?|fields?|flags?|attributes?)\b"
)
_GOES_BY = re.compile(r".*(?:\baccording\s+to|\s+by)", re.IGNORECASE | re.DOTALL)
_NEVER_SPEAKS = re.compile(
    r"(?:Types?|IDs?|Clocks?|Modes?|Values?|Keys?|Options?|Propert(?:y|ies)|Fields?|Headers?)"
)
# Said of what a thing does, where nothing is told behind it: "X offers an interface", but "X discovered that …".
_DOES = re.compile(
    r"(?:offers?|offered|remembers?|guesses|highlights?|highlighted|discovered|seen\s+by|released\s+by|requires(?:\s+that)?)"
)
_MODAL = frozenset(
    {"MAY", "MUST", "SHOULD", "SHALL", "CAN", "NOT", "REQUIRED"}
)  # as rules are written
_TELLS_ON = re.compile(
    r"[^.!?\n]{0,30}?(?:\bthat\b|\bhow\b|\bwhy\b|[:,]?\s*[\"“«„‘])|\s+in\s+(?:an?|its|the|his|her|their)\b",
    re.IGNORECASE,
)
# The last word of who speaks, where it is written small.
_BODY = re.compile(
    r"(?:governments?|police|authorit(?:y|ies)|officials?|ministr(?:y|ies)|bureaus?|departments?|offices?|agenc(?:y|ies)"
    r"|committees?|commissions?|courts?|universit(?:y|ies)|institutes?|compan(?:y|ies)|firms?|groups?|news(?:paper|wire|room)?s?"
    r"|papers?|dail(?:y|ies)|services?|reports?|stud(?:y|ies)|survey|organi[sz]ations?|part(?:y|ies)|councils?|count(?:y|ies)"
    r"|prefectures?|district|township|province|city|hospitals?|clinics?|schools?|researchers?|scientists?|experts?|lawyers?"
    r"|doctors?|teachers?|residents?|villagers?|activists?|exiles?|media|states?|regimes?|embass(?:y|ies)|consulates?|foundations?"
    r"|associations?|unions?|cent(?:er|re)s?|networks?|television|radio|websites?|sites?|blogs?|magazines?|journals?|teams?|notices?"
    r"|documents?|regulations?|plans?|guidelines?|orders?|decrees?|laws?|circulars?|directives?|archives?|army|militar(?:y|ies)|troops"
    r"|spokes(?:man|woman|person|people)|leaders?|chiefs?|directors?|editors?|correspondents?|reporters?|staff|press|wire|board|panel"
    r"|bodies|body|federation|league|club|church|mosque|temple|family|families|people|men|women|judges?|ministers?|presidents?)"
)


def without_no_names(
    documents: Sequence[Document],
    attributions: Mapping[str, Sequence[Attribution]],
    *,
    houses: Sequence[str],
) -> dict[str, tuple[Attribution, ...]]:
    """The attributions of each document that has any, without those to what is no name; *houses* are the case's own."""
    known = {letters_of(house) for house in set(houses)}
    publishers = {document.publisher for document in documents if document.publisher}
    known.update(map(letters_of, publishers))
    return {
        document.id: tuple(
            each
            for each in given
            if letters_of(each.agent) in known or not is_no_name(document.text, each)
        )
        for document in documents
        if (given := attributions.get(document.id, ()))
    }


def is_no_name(text: str, given: Attribution) -> bool:
    """Whether what a page is taken to name as its source can hardly be one.

    Who is known under another name, or speaks for somebody who is known, is a source. Who is described and not
    named is told in `trace.described`; of the rest names in Latin letters that are said to speak are looked at.
    """
    if given.anonymous or given.kind not in _LOOKED_AT:
        return False
    written = " ".join(text[given.source.start : given.source.end].split())
    if given.kind is AttributionKind.CREDIT:
        return is_described(text, given, written)
    if given.behind or given.agent not in written:
        return not given.behind and is_plain_han(given.agent)  # 據報導, after 中共官媒報導
    return is_described(text, given, written) or _is_word_of_things(text, given, written)


def _is_word_of_things(text: str, given: Attribution, written: str) -> bool:
    """Whether a name in Latin letters is a word of its sentence, or a thing of which something is said."""
    written = _ARTICLE.sub("", written)
    words = written.split()
    if not words or not _LATIN.match(words[0]):
        return False
    if len(words) == 1 and _BEGINS.fullmatch(written):
        return (
            _SENTENCE_END.search(text[max(0, given.source.start - 40) : given.source.start])
            is not None
        )
    cue = " ".join(text[given.cue.start : given.cue.end].casefold().split())
    if (
        words[-1] in _MODAL
        or _is_named_after(text, given)
        or _is_common(text, given, written)
        or _does_only(text, given, cue, written)
    ):
        return True
    if _SPEAKS.fullmatch(cue):
        return _SIGNS.search(written) is not None
    small = words[-1].islower() and _BODY.fullmatch(words[-1]) is None
    if small or _NEVER_SPEAKS.fullmatch(words[-1]) or _SIGNS.search(written):
        return True
    loud = len(words) == 1 and written.isupper()
    return _OF_THINGS.fullmatch(cue) is not None and (loud or any(c.isdigit() for c in written))


def _is_named_after(text: str, given: Attribution) -> bool:
    """Whether a page goes by a thing that bears the name: "according to the Richter scale"."""
    return (
        _GOES_BY.fullmatch(text[given.cue.start : given.cue.end]) is not None
        and _NAMED_AFTER.match(text, given.source.end) is not None
    )


def _is_common(text: str, given: Attribution, written: str) -> bool:
    """Whether one word has its capital from the beginning of its sentence alone: the page has it written small, too."""
    if " " in written or not written[:1].isupper() or not written[1:].islower():
        return False
    start = given.source.start
    if _SENTENCE_END.search(text[max(0, start - 40) : start]) is None:
        return False
    return re.search(rf"(?<![\w.@/-]){written.lower()}(?![\w.@/-])", text) is not None


def _does_only(text: str, given: Attribution, cue: str, written: str) -> bool:
    """Whether of one word no more is said than what it does, and nothing that it told."""
    if " " in written or _DOES.fullmatch(cue) is None:
        return False
    if cue.startswith("requires"):
        return True
    at = max(given.cue.end, given.source.end)
    return _TELLS_ON.match(text, at) is None
