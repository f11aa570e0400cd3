"""Find where a page credits a house of the case in a form that only the case makes plain.

In: documents, the houses that publish them.  Out: attributions. "(Ash Courier)", "By Ann Ferro, Ash
Courier", "Reprinted from the Ash Courier", 原载于《晨报》: a reader that knows no more than one page cannot
tell such a name from a place or a person; who has pages by the Ash Courier can. What is plain from the
page alone is found in `read.attributions`.

A line with which a house closes most of its pages is its furniture and credits nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    TextPosition,
)
from firsthand.trace.houses import house_name

HEAD_CHARACTERS = 1_500  # in which a page says whose text it is; menus stand before it
FOOT_CHARACTERS = 600
LINE_CHARACTERS = 120  # a longer line is a paragraph: in it a credit opens or closes
DATELINE_CHARACTERS = 40  # of a town and a day before a name in brackets
NAME_WORDS = 7  # of a house; a name is looked for behind the words that lead to one
NAME_LEAST = 4  # letters; of Chinese signs two
STANDING_MIN = 3  # pages of a house with one such line, before it may be furniture
STANDING_SHARE = 0.5  # of a house's pages: a wire's copy is not most of what a paper prints

_OPENS, _CLOSES = "([（【〔［", ")]）】〕］"
_SPLIT = re.compile(
    r"[,，、;；:：/／|｜·•]|\s[-–—]\s|\s(?:for|of|at|from|in|via|par|pour|von|für|de|для|из)\s"
)
_DATELINE = re.compile(
    r"[^()（）a-zа-я]{0,40}?[^()（）]{0,40}?[(（](?P<s>[^()（）]{2,60})[)）]\s*(?:[-–—]|--)"
)
_CLOSING = re.compile(r"[.!?。！？”\"’»]\s*[(（](?P<s>[^()（）]{2,60})[)）]\s*$")
_LEADS = re.compile(
    r"\b(?P<c>told(?:\s+to)?|(?:re)?printed\s+(?:from|in|by)|republished\s+(?:from|with)"
    r"|(?:first\s+|originally\s+)?appeared\s+(?:first\s+)?(?:in|on|at)|reporting\s+by|reporters\s+(?:of|for|at|from))"
    r"\s+(?:the\s+)?(?=\w)",
    re.IGNORECASE,
)
# Of which one stands wherever `_LEADS` finds anything: searching for words is faster than for patterns.
_HINTS = ("told ", "rinted ", "epublished ", "ppeared ", "eporting by", "eporters ")
_LEADS_HAN = re.compile(
    r"(?P<c>首发于|首發於|原载于|原載於|原载|原載|刊于|刊於|转自|轉自|转载自|轉載自|摘自|选自|選自|告诉|告訴|接受|来自|來自)[《「“]?(?=[\u3400-\u9fff])"
)
_HAN = re.compile(r"[\u3400-\u9fff]")

Names = Mapping[str, str]  # a house's plain name → the name under which it publishes
Found = tuple[
    str, Attribution
]  # the line without which it would not be known, if it may be standing


def with_credits(
    documents: Sequence[Document],
    attributions: Mapping[str, Sequence[Attribution]],
    *,
    houses: Sequence[str],
) -> dict[str, tuple[Attribution, ...]]:
    """The attributions of each document and those that the houses of the case (of `outlets`) make plain."""
    names = house_names(documents)
    counts: dict[tuple[str, str], int] = {}
    pages: dict[str, int] = {}
    found: list[Sequence[Found]] = []
    for document, house in zip(documents, houses, strict=True):
        pages[house] = pages.get(house, 0) + 1
        mine = tuple(find_credits(document, names, own=house_name(house))) if names else ()
        found.append(mine)
        for line in {line for line, _ in mine if line}:
            counts[house, line] = counts.get((house, line), 0) + 1
    every: dict[str, tuple[Attribution, ...]] = {}
    for document, house, told in zip(documents, houses, found, strict=True):
        known = tuple(attributions.get(document.id, ()))
        if not told:
            every[document.id] = known
            continue
        most = max(STANDING_MIN - 1, STANDING_SHARE * pages[house])
        taken = {(each.source.start, each.source.end) for each in known if not each.anonymous}
        fresh = (
            each
            for line, each in told
            if not (line and counts[house, line] > most)
            and (each.source.start, each.source.end) not in taken
        )
        every[document.id] = (*known, *fresh)
    return every


def house_names(documents: Sequence[Document]) -> dict[str, str]:
    """The houses of a case by their plain names; a name of two houses is left out."""
    met: dict[str, set[str]] = {}
    for publisher in sorted({d.publisher.strip() for d in documents if d.publisher}):
        plain = house_name(publisher)
        if len(plain) >= (NAME_LEAST if plain.isascii() else NAME_LEAST // 2):
            met.setdefault(plain, set()).add(publisher)
    return {plain: min(same) for plain, same in met.items() if len(same) == 1}


def find_credits(document: Document, names: Names, *, own: str) -> Iterator[Found]:
    """What *document* credits to other houses than its own."""
    text = document.text
    bracketed = "(" in text or "（" in text
    for start, end in _edge_lines(text):
        if end - start > LINE_CHARACTERS and not bracketed:
            continue  # in a paragraph a name in brackets is looked for, and nothing else
        for kind, first, last in _of_line(text, start, end, names):
            if house_name(text[first:last]) != own and not _is_dressing(document, first):
                yield text[start:end].strip(), _credit(text, names, kind, (first, last))
    for cue, first, last in _led_to(text, names):
        if house_name(text[first:last]) != own and not _is_dressing(document, first):
            start = max(text.rfind(mark, 0, cue[0]) for mark in ".!?。！？\n") + 1
            ends = [at for mark in ".!?。！？\n" if (at := text.find(mark, last)) >= 0]
            yield (
                "",
                Attribution(
                    kind=AttributionKind.REFERENCE,
                    agent=names[house_name(text[first:last])],
                    source=TextPosition(start=first, end=last),
                    cue=TextPosition(start=cue[0], end=cue[1]),
                    content=TextPosition(start=start, end=min(ends, default=len(text))),
                ),
            )


def _credit(text: str, names: Names, kind: AttributionKind, span: tuple[int, int]) -> Attribution:
    at = TextPosition(start=span[0], end=span[1])
    name = names[house_name(text[span[0] : span[1]])]
    return Attribution(kind=kind, agent=name, source=at, cue=at, content=None)


def _edge_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines at the head and at the foot of a page: where each begins and ends."""
    length = len(text)
    at = 0
    while at < length:
        end = text.find("\n", at)
        end = length if end < 0 else end
        if at <= HEAD_CHARACTERS or end >= length - FOOT_CHARACTERS:
            if end > at:
                yield at, end
            at = end + 1
        else:
            at = max(text.rfind("\n", at, max(at, length - FOOT_CHARACTERS)) + 1, end + 1)


def _of_line(
    text: str, start: int, end: int, names: Names
) -> Iterator[tuple[AttributionKind, int, int]]:
    """The houses that one line credits: the kind of credit, and where the name stands."""
    if end - start > LINE_CHARACTERS:
        yield from _of_paragraph(text, start, end, names)
        return
    line = text[start:end]
    inner = line.strip()
    bracketed = len(inner) > 2 and inner[0] in _OPENS and inner[-1] in _CLOSES
    if bracketed and house_name(inner[1:-1].strip()) in names:
        at = start + line.index(inner) + 1
        yield AttributionKind.CREDIT, *_without_space(text, at, at + len(inner) - 2)
        return
    parts = list(_parts(text, start, end))
    if len(parts) < 2 and not bracketed:
        yield from _of_paragraph(text, start, end, names)
        return
    said = [(first, last) for first, last in parts if house_name(text[first:last]) in names]
    # A list of houses is a menu; a person, a town or a day beside one name is a byline.
    if len(said) == 1 and said[0][0] > parts[0][0]:
        yield AttributionKind.CREDIT, *said[0]
    elif not said:
        yield from _of_paragraph(text, start, end, names)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _SPLIT.finditer(text, start, end):
        first, last = _trimmed(text, at, mark.start())
        if last > first:
            yield first, last
        at = mark.end()
    first, last = _trimmed(text, at, end)
    if last > first:
        yield first, last


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    """A name that may end in a bracket of its own: "Ash Courier (Lowland edition)"."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _OPENS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _CLOSES):
        end -= 1
    return start, end


def _of_paragraph(
    text: str, start: int, end: int, names: Names
) -> Iterator[tuple[AttributionKind, int, int]]:
    """A name in brackets, behind the town with which a paragraph opens or behind its last sentence."""
    head = min(end, start + 2 * DATELINE_CHARACTERS + LINE_CHARACTERS)
    for pattern, first in ((_DATELINE, start), (_CLOSING, max(start, end - LINE_CHARACTERS))):
        last = head if pattern is _DATELINE else end
        if text.find("(", first, last) < 0 and text.find("（", first, last) < 0:
            continue
        found = (
            pattern.match(text, first, last)
            if pattern is _DATELINE
            else pattern.search(text, first, last)
        )
        if found and house_name(found["s"].strip()) in names:
            yield AttributionKind.CREDIT, *_without_space(text, *found.span("s"))
            return


def _led_to(text: str, names: Names) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Houses to which words lead: "told to the …", 原载于《…》; where these stand, and the name."""
    if any(hint in text for hint in _HINTS):
        for lead in _LEADS.finditer(text):
            last = _name_at(text, lead.end(), names)
            if last:
                yield lead.span("c"), lead.end(), last
    if not text.isascii() and _HAN.search(text):
        for lead in _LEADS_HAN.finditer(text):
            last = _han_name_at(text, lead.end(), names)
            if last:
                yield lead.span("c"), lead.end(), last


def _name_at(text: str, start: int, names: Names) -> int:
    """Where the longest name of a house ends that begins at *start*; 0 if none does."""
    words = list(re.finditer(r"\w[\w'’.&-]*", text[start : start + LINE_CHARACTERS]))[:NAME_WORDS]
    for word in reversed(words):
        end = start + word.end()
        for last in (end, end - 1 if text[end - 1] == "." else 0, end - 2 if text[end - 2 : end] in {"'s", "’s"} else 0):  # fmt: skip
            if last and text[start:last] and house_name(text[start:last]) in names:
                return last
    return 0


def _han_name_at(text: str, start: int, names: Names) -> int:
    for size in range(12, 1, -1):
        if house_name(text[start : start + size]) in names:
            return start + size
    return 0


def _is_dressing(document: Document, at: int) -> bool:
    """Whether a place lies in a menu or a foot that the reader knew as such."""
    return any(
        block.role is BlockRole.BOILERPLATE and block.position.start <= at < block.position.end
        for block in document.blocks
    )
