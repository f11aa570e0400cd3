"""Know a page in Chinese that is a talk, in which a name and a colon begin what each one says (受訪者：…).

In: the sentences of a page.  Out: for each sentence, where the name of who says it stands. A page is a talk where the same short
label begins at least two sentences. A question is nobody's statement; it and its answer may share a sentence
(記者：…？發言人：…), which is then the answerer's. Labels such as 问 and 答 name nobody. Sentences without a label are left alone: letting
them go on with the speaker was wrong more often than right, and so were labels on pages in English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.claim.folding import spell

REPEATED_MIN = 2  # once may be a heading
_LABEL = re.compile(
    r"\s*(?:答[（(](?P<answer>[\u3400-\u9fff·]{2,10})[）)]|(?P<han>[\u3400-\u9fff·]{1,8}))[：:](?=[“「\"]?[\u3400-\u9fff])"
)
_ANSWER = re.compile(r"[?？]\s*(?:答[（(])?(?P<who>[\u3400-\u9fff·]{2,10})[）)]?[：:]")
_NOBODY = re.compile(
    r"[问答注]|.*(?:单位|内容|金额|项目|用途|对象|年龄|地点|时间|目的|方法|名称|电话|依据|要求|供应商|标的|编号|差评.*|字段.*|第.*)"
)
_ASKS = re.compile(r"[?？]\s*$")


def labels_in(texts: Sequence[str]) -> list[tuple[int, int] | None]:
    """Where the name of each sentence's speaker stands; None where there is none.

    >>> labels_in(["記者：誰來了？", "受訪者：警察來了。", "都來了。", "受訪者：還抽血。"])
    [None, (0, 3), None, (0, 3)]
    """
    found = [_label_of(text) for text in texts]
    counts = Counter(text[one[0] : one[1]] for text, one in zip(texts, found, strict=True) if one)
    return [
        one
        if one and counts[text[one[0] : one[1]]] >= REPEATED_MIN and not _ASKS.search(text)
        else None
        for text, one in zip(texts, found, strict=True)
    ]


def _label_of(text: str) -> tuple[int, int] | None:
    plain = spell(text)
    match = _LABEL.match(plain)
    if match is None:
        return None
    answer = _ANSWER.search(plain, match.end())
    if answer is not None and not _NOBODY.fullmatch(answer["who"]):
        return answer.span("who")
    name = match.lastgroup or "han"
    return None if _NOBODY.fullmatch(match[name]) else match.span(name)
