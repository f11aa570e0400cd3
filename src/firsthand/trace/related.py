"""Know the list of other stories under a page: "Related stories", 相关新闻, and what stands below it.

In: passages near the end of a page.  Out: of every pair whether all that it shares stands, on one of its pages, in
such a list or below. Headlines of other stories, often with a first sentence, are put there by machine; on a
page of plain text no block is marked that would tell them from what the page says. Furniture of other kinds is
told in `trace.furniture`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from firsthand.model.document import Document
from firsthand.trace.letters import Flags, Ints
from firsthand.trace.pairs import Pairs, Stretch

TAIL_CHARACTERS = (
    1_500  # of the end of a page, in which its list begins: below it stands a foot at most
)
TAIL_LETTERS = 1_300  # the same without the space between
SLIP = 8  # characters by which a passage may run over the edge of a list
# A line that says no more than this stands above a list; and its next line begins with a sign of one.
_HEADING = re.compile(
    r"^[\s#*=\-–—]*(?:related(?:\s+(?:stories|news|articles?|coverage|reading|content|links|posts|topics))?"
    r"|(?:more|other|latest|top|recent|popular|trending)\s+(?:stories|news|headlines|articles?|coverage|posts|reports)"
    r"|more\s+(?:on\s+(?:this|the\s+(?:topic|story))|from\s+[^\n]{2,40})|most\s+(?:read|viewed|popular|shared)"
    r"|(?:read|see)\s+(?:more|next|also)|you\s+(?:may|might)\s+also\s+(?:like|enjoy)|recommended(?:\s+for\s+you)?"
    r"|(?:in\s+)?other\s+news|elsewhere\s+on\s+[^\n]{2,40}|editors?['’]s?\s+picks"
    r"|[相有]?[关關](?:新闻|新聞|报道|報道|报导|報導|阅读|閱讀|文章|链接|連結|内容|內容)|(?:延伸|推荐|推薦|更多|扩展|擴展)(?:阅读|閱讀|新闻|新聞|报道|報道|内容|內容|文章)"
    r"|(?:热门|熱門|最新|今日|其他)(?:新闻|新聞|文章|推荐|推薦|报道|報道|阅读|閱讀)|猜你喜[欢歡]|[点點][击擊]排行"
    r"|читайте\s+также|по\s+теме|другие\s+новости|материалы\s+по\s+теме|похожие\s+(?:новости|статьи)"
    r"|(?:art[ií]culos|noticias)\s+relacionad[oa]s|[àa]\s+lire\s+aussi|sur\s+le\s+m[êe]me\s+sujet|articles\s+li[ée]s"
    r"|mehr\s+zum\s+thema|lesen\s+sie\s+auch|verwandte\s+artikel|ilgili\s+haberler|ұқсас\s+(?:жаңалықтар|мақалалар)|مواضيع\s+ذات\s+صلة|اقرأ\s+أيضا)"
    r"[\s:：*=\-–—]*$\n+(?=[ \t]*(?:[-–—•·*▪►]|\d{1,2}[.)、])\s)",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(
    r"\n[ \t]*(?:[-–—•·*▪►]|\d{1,2}[.)、])\s"
)  # without one there is no heading of a list

Place = Callable[[int, Stretch], tuple[int, int]]


def list_start(text: str) -> int:
    """Where the list of other stories at the end of a page begins; the length of the text if there is none."""
    first = max(0, len(text) - TAIL_CHARACTERS)
    if (
        _ITEM.search(text, first) is None
    ):  # as on most pages: told in less time than where a heading is
        return len(text)
    found = _HEADING.search(text, first)
    return found.start() if found else len(text)


def ends_late(pairs: Pairs, lengths: Ints) -> tuple[Flags, Flags]:
    """Of each pair whether all its passages stand where a list may, in its first text; and in its second.

    *lengths* are those of texts.
    """
    columns = pairs.columns
    row = np.repeat(np.arange(columns.one.size), columns.passages)
    found = []
    for side, texts in ((0, columns.one), (1, columns.other)):
        late = np.ones(columns.one.size, dtype=np.bool_)
        late[row[columns.stretches[:, 2 * side] < lengths[texts][row] - TAIL_LETTERS]] = False
        found.append(late)
    return found[0], found[1]


class Lists:
    """Looks whether all that a pair shares stands in the list, or below, of one of its pages."""

    def __init__(
        self,
        documents: Sequence[Document],
        holders: Sequence[tuple[int, ...]],
        pairs: Pairs,
        place: Place,
    ) -> None:
        self._holders, self._pairs, self._place = holders, pairs, place
        self._documents, self._starts = documents, _Starts(documents)

    def hold(self, rows: Ints, side: int) -> Flags:
        """Whether it does, of the pairs of some rows, on the pages of their first texts, or (*side* 1) of their second."""
        columns = self._pairs.columns
        texts = (columns.other if side else columns.one)[rows].tolist()
        found = np.zeros(rows.size, dtype=np.bool_)
        pages, starts = [self._holders[text][0] for text in texts], self._starts
        for at in [at for at, page in enumerate(pages) if starts[page] is not None]:
            page, start = pages[at], starts[pages[at]]
            assert start is not None, "these have a list"
            shared = self._pairs.shared(int(rows[at]))
            stretches = shared.other_stretches if side else shared.one_stretches
            found[at] = all(self._place(page, each)[0] >= start - SLIP for each in stretches)
        return found


class _Starts(dict[int, int | None]):
    """Of documents asked for, where the list at their end begins, if there is one."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        self._documents = documents

    def __missing__(self, number: int) -> int | None:
        text = self._documents[number].text
        start = list_start(text)
        self[number] = start if start < len(text) else None
        return self[number]
