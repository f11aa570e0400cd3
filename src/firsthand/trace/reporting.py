"""Find where a page says that it found something out itself: "told us", an interview, a visit.

In: a text, a stretch of it, the page's own names.  Out: the words that say so, or whom somebody else
told. What people are quoted as saying is no reporting of the page: "they told us to give blood".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from firsthand.model.document import TextPosition

_OURS = r"(?:us\b(?! that (?:we|I)\b)|this (?:newspaper|paper|reporter|correspondent|magazine|publication|website|outlet|station|agency)\b|our (?:own )?(?:reporters?|correspondents?|newspaper|staff|team)\b)"
_OURS_HAN = r"(?:本[报報刊台社网網](?:[记記]者)?|我[们們]|[记記]者|[笔筆]者)"
_OWN = (
    re.compile(
        rf"\b(?:told|tells|confirmed(?: it| this)? to|confirms to|informed|spoke (?:to|with)|speaking (?:to|with)|"
        rf"said to|interviewed by|(?:an|in) interviews? with|shown to|seen by|reviewed by|obtained by|shared with|"
        rf"provided to|contacted by|reached by|asked by|visited by) {_OURS}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:we|our (?:reporters?|correspondents?|team|staff)|this (?:reporter|correspondent|newspaper))\s+(?:have |has |also |later |then )*"
        r"(?:interviewed|spoke|visited|met|saw|asked|called|telephoned|counted|observed|reviewed|obtained|was told|were told)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"告[诉訴](?:了)?{_OURS_HAN}|(?:[对對]|向|接受)(?:了)?{_OURS_HAN}(?:[电電][话話])?(?:[说說]|表示|[称稱]|透露|[证證][实實]|[采採][访訪]|[专專][访訪]|介[绍紹])"
    ),
    re.compile(
        r"(?:本[报報刊台社网網]|我[们們]的?)?(?:[记記]者|[笔筆]者)(?:[电電][话話])?(?:[采採][访訪]|走[访訪]|看到|[见見]到|致[电電]|目[击擊]|[获獲]悉)|(?:本[报報刊台]|我[们們])(?:[电電][话話])?(?:[采採][访訪]|走[访訪]|致[电電])"
    ),
    re.compile(
        r"\b(?:рассказал[аи]?|сообщил[аи]?|подтвердил[аи]?|заявил[аи]?)\s+(?:нам|наше(?:му|й)\s+\w+)",
        re.IGNORECASE,
    ),
)  # fmt: skip
# The same, unless it is somebody else's telephone: "confirmed it to Reuters by telephone".
_BY_TELEPHONE = re.compile(
    r"\b(?:reached|contacted|confirmed|said|speaking|asked|interviewed)\b[^.!?]{0,40}\b(?:by|over the|on the) (?:tele)?phone\b",
    re.IGNORECASE,
)
_NAME = r"(?:the )?[A-ZÀ-Ý][\w’'&.-]*(?:\s+(?:(?:of|for|the)\s+)?[A-ZÀ-Ý][\w’'&.-]*){0,4}"
_HEARD = (
    re.compile(
        rf"\b(?:told|tells|spoke (?:to|with)|speaking (?:to|with)|(?:an|in) interviews? with|interviewed by|confirmed (?:it |this |that )?to)\s+(?P<s>{_NAME})"
    ),
    re.compile(
        r"(?:(?:接受|[对對]|向)(?P<s>[\u3400-\u9fffA-Za-z]{2,12}?)(?:[记記]者)?(?:[说說]|表示|[称稱]|透露|[证證][实實]|[采採][访訪]|[专專][访訪])"
        r"|告[诉訴](?P<t>[\u3400-\u9fffA-Za-z]{2,12}?)(?:[记記]者)?(?:[说說]|，|：))"
    ),
)  # fmt: skip
_OPEN, _CLOSE = "“«「『", "”»」』"


def own_reporting(
    text: str, span: TextPosition, *, own: Iterable[str], resolve: Callable[[str], str]
) -> TextPosition | None:
    """The words within *span* by which a page that is called *own* says it heard or saw it itself."""
    for pattern in _OWN:
        for match in pattern.finditer(text, span.start, span.end):
            if not _is_quoted(text, match.start()):
                return TextPosition(start=match.start(), end=match.end())
    names = {name.casefold() for name in own if name}
    heard = _heard(text, span)
    for match in heard:
        listener = _listener(match)
        if {resolve(listener).casefold(), listener.casefold()} & names:
            return TextPosition(start=match.start(), end=match.end())
    called = None if heard else _BY_TELEPHONE.search(text, span.start, span.end)
    if called is not None and not _is_quoted(text, called.start()):
        return TextPosition(start=called.start(), end=called.end())
    return None


def heard_by(text: str, span: TextPosition, *, resolve: Callable[[str], str]) -> tuple[str, ...]:
    """Whom somebody is said to have told it: "a nurse told Reuters"."""
    return tuple(dict.fromkeys(resolve(_listener(match)) for match in _heard(text, span)))


def _heard(text: str, span: TextPosition) -> list[re.Match[str]]:
    return [
        match
        for pattern in _HEARD
        for match in pattern.finditer(text, span.start, span.end)
        if not _is_quoted(text, match.start()) and not _is_ours(text, match.start(), span.end)
    ]


def _listener(match: re.Match[str]) -> str:
    return next(name for name in match.groupdict().values() if name)


def _is_ours(text: str, start: int, end: int) -> bool:
    return any(pattern.match(text, start, end) for pattern in _OWN)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks of its line."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    depth = sum(line.count(mark) for mark in _OPEN) - sum(line.count(mark) for mark in _CLOSE)
    return depth > 0 or line.count('"') % 2 == 1
