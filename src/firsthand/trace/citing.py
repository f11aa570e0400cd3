"""Tell who passes a source on: "X said, citing Y" in one sentence.

In: a page's clues and one naming in it.  Out: the agent that passes it on, if the sentence names one.
"""

from __future__ import annotations

import re

from firsthand.model.document import Attribution
from firsthand.trace.clues import Clues

CITING_REACH = 300  # letters between "X said" and "citing Y" in one sentence
_PASSED_ON = re.compile(
    r"\b(?:citing|quoting|cited)\b|引述|援引|引用|轉引|转引|со ссылкой", re.IGNORECASE
)


def cited_by(page: int, cited: Attribution, clues: Clues) -> str | None:
    """Who passes it on: "X said, citing Y" in one sentence."""
    text = clues.documents[page].text
    cue = text[cited.cue.start : cited.cue.end]
    if cited.content is None or not _PASSED_ON.search(cue):
        return None
    near = cited.source.start - CITING_REACH, cited.source.end + CITING_REACH
    speakers = [
        (abs(one.source.start - cited.source.start), agent)
        for agent, given in clues.named[page].items()
        for one in given
        if one.source != cited.source
        and near[0] <= one.source.start <= near[1]
        and not _parted(text, one.source.start, cited.source.start)
        and not _PASSED_ON.search(text[one.cue.start : one.cue.end])
    ]
    return min(speakers)[1] if speakers else None


def _parted(text: str, one: int, other: int) -> bool:
    """Whether a sentence ends between two places."""
    return bool(re.search(r"[.!?]\s|[。！？\n]", text[min(one, other) : max(one, other)]))
