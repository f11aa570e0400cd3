"""Tell of a page, one of millions, whether it belongs to a case: shares its words, names it, links to it.

In: the documents of a case; pages.  Out: an `Index` to look pages up in; for a page, what it belongs to
and by which words. Two steps: `may_belong` looks at a skimmed page and errs on the side of yes;
`judge_page` compares a page that was read with the tracer's own `find_reuse`, document by document, so
that what is found with one does not hang on what else is in the case. Which page had it from which is
not asked here: a page that is taken into the case is traced there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from firsthand.model.document import Document, Quotation, ReadState
from firsthand.model.value import value
from firsthand.trace.addresses import comparable
from firsthand.trace.letters import PAD, Ints, Letters, Texts, read_texts
from firsthand.trace.reuse import find_reuse
from firsthand.trace.seeds import Seeds
from firsthand.trace.settings import TraceSettings
from firsthand.trace.shingles import Postings, window_lengths
from firsthand.trace.titles import Titles, find_titles, named_titles
from firsthand.trace.windows import Folded, grow, one_text, pick_windows

SWEEP_VERSION = "1"
COMPARED_MAX = 64  # documents of the case that one page is compared with; those with most in common
HOLDERS_MAX = 100  # texts of the case that one window of a page is joined to
GROWN_MAX = 64  # texts of the case with which passages are grown; those with most windows in common
LIKELY_SHARE = 0.5  # so much of the shortest passage is reason enough to read a page
LINKED_MAX = 64  # documents of the case that one page may link to before it is a list of everything
SHARE_DIGITS = 4


@value
class Together:
    """The same words, in the page and in a document of the case."""

    page: Quotation
    document: Quotation


@value
class Belonging:
    """Why a page belongs to a document of the case: words it shares, a title it names, a link.

    The shares say how much of the page's, and of the document's, compared letters the passages cover.
    """

    document: str
    passages: tuple[Together, ...] = ()
    page_share: float = 0.0
    document_share: float = 0.0
    named: str | None = None
    linked: str | None = None


@value
class Verdict:
    """What a page belongs to; and whether the case holds this very page."""

    belongs: tuple[Belonging, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What a page is looked up in. It is the same for every page and is sent to each worker once."""

    documents: tuple[Document, ...]
    texts: Texts  # of the documents
    postings: Postings  # of the texts, by hash
    titles: Titles
    addresses: dict[str, tuple[int, ...]]  # comparable, with the documents found there
    tails: frozenset[str]  # how those addresses end
    settings: TraceSettings
    folding: Folded


def build_index(documents: Sequence[Document], *, settings: TraceSettings) -> Index:
    """The index of these documents, whatever order they come in."""
    ordered = sorted(documents, key=lambda document: (document.address, document.id))
    lean = tuple(dataclasses.replace(each, links=(), problems=()) for each in ordered)
    texts = read_texts(lean)
    folding = Folded()
    addresses: dict[str, list[int]] = {}
    for number, document in enumerate(lean):
        place = comparable(document.address)
        if "/" in place:  # to link to a site's front page is to say nothing of a document
            addresses.setdefault(place, []).append(number)
    return Index(
        documents=lean,
        texts=texts,
        postings=pick_windows(texts),
        titles=find_titles(lean, folding=folding),
        addresses={place: tuple(numbers) for place, numbers in addresses.items()},
        tails=frozenset(_tail(place) for place in addresses),
        settings=settings,
        folding=folding,
    )


def may_belong(index: Index, *, text: str, links: Iterable[str]) -> bool:
    """Whether a page with these words and links should be read: any shared window says yes."""
    if any(_tail(link) in index.tails for link in links):
        return True
    letters = index.folding.fold(text)
    if named_titles(index.titles, letters):
        return True
    return bool(_sharing(index, one_text(letters)))


def judge_page(index: Index, page: Document) -> Verdict:
    """What *page* belongs to, documents in their order."""
    if page.state is ReadState.UNREADABLE:
        return Verdict()
    found: dict[int, Belonging] = {}
    texts = read_texts([page])
    sharing = [number for text in _sharing(index, texts) for number in index.texts.holders[text]]
    for number in sharing[:COMPARED_MAX]:
        shared = _compare(index, number, page)
        if shared is not None:
            found[number] = shared
    letters = texts.letters[PAD : PAD + int(texts.lengths[0])] if texts.lengths.size else None
    if letters is not None:
        for number, title in named_titles(index.titles, letters).items():
            known = found.get(number, Belonging(document=index.documents[number].id))
            found[number] = dataclasses.replace(known, named=title)
    for number, target in _linked(index, page).items():
        known = found.get(number, Belonging(document=index.documents[number].id))
        found[number] = dataclasses.replace(known, linked=target)
    held = {
        number for number, each in found.items() if _is_held(index.documents[number], page, each)
    }
    return Verdict(
        belongs=tuple(found[number] for number in sorted(found.keys() - held)), held=bool(held)
    )


def _is_held(document: Document, page: Document, found: Belonging) -> bool:
    """Whether the case has this page: the same words, met at one address at one moment."""
    return (
        found.page_share == found.document_share == 1.0
        and document.address == page.address
        and document.captured == page.captured
    )


def _compare(index: Index, number: int, page: Document) -> Belonging | None:
    """The words that the page shares with one document, as tracing finds them."""
    document = index.documents[number]
    reuse = find_reuse([document, page], settings=index.settings)
    shared = reuse.between(0, 1)
    if shared is None:
        return None
    rows = sorted(zip(shared.other_stretches, shared.one_stretches, strict=True))
    return Belonging(
        document=document.id,
        passages=tuple(
            Together(page=reuse.quotation(1, here), document=reuse.quotation(0, there))
            for here, there in rows
        ),
        page_share=round(shared.other_share, SHARE_DIGITS),
        document_share=round(shared.one_share, SHARE_DIGITS),
    )


def _sharing(index: Index, texts: Texts) -> list[int]:
    """The texts of the case with which a page has something like a passage, the most shared first.

    Half of what tracing asks of a passage is enough: what is skimmed is not cut into blocks.
    """
    seeds = _seeds(index, pick_windows(texts))
    if not seeds.later.size:
        return []
    texts_met, counts = np.unique(seeds.earlier, return_counts=True)
    best = texts_met[np.lexsort((texts_met, -counts))][:GROWN_MAX]
    letters, moved = _side_by_side(index, texts, best)
    chosen = np.isin(seeds.earlier, best)
    seeds = Seeds(
        earlier=seeds.earlier[chosen],
        later=seeds.later[chosen],
        earlier_place=seeds.earlier_place[chosen] + moved[seeds.earlier[chosen]],
        later_place=seeds.later_place[chosen],
        length=seeds.length[chosen],
    )
    grown = grow(
        seeds,
        letters=letters,
        weight_min=index.settings.passage_letters_min * LIKELY_SHARE,
    )
    agreed: dict[int, float] = {}
    for text, weight in zip(grown.one.tolist(), grown.agreed.tolist(), strict=True):
        agreed[text] = agreed.get(text, 0.0) + weight
    return sorted(agreed, key=lambda text: (-agreed[text], text))


def _seeds(index: Index, picked: Postings) -> Seeds:
    """Places in texts of the case, each beside the place of the page that begins with the same letters."""
    known = index.postings
    _, once = np.unique(picked.hashes, return_index=True)
    hashes, places = picked.hashes[once], picked.places[once]
    low = np.searchsorted(known.hashes, hashes, side="left")
    high = np.searchsorted(known.hashes, hashes, side="right")
    counts = np.minimum(high - low, HOLDERS_MAX)
    row = np.repeat(np.arange(hashes.size), counts)
    step = np.arange(row.size) - np.repeat(np.cumsum(counts) - counts, counts)
    held = low[row] + step
    return Seeds(
        earlier=known.texts[held].astype(np.int64),
        later=np.full(row.size, index.texts.lengths.size, dtype=np.int64),
        earlier_place=known.places[held].astype(np.int64),
        later_place=places[row].astype(np.int64),
        length=window_lengths(hashes)[row],
    )


def _side_by_side(index: Index, texts: Texts, chosen: Ints) -> tuple[Letters, Ints]:
    """The letters of a page and, behind them, of some texts; by how much each text's places move."""
    moved = np.zeros(index.texts.lengths.size, dtype=np.int64)
    parts = [texts.letters]
    at = texts.letters.size
    for text in chosen.tolist():
        start, length = int(index.texts.starts[text]), int(index.texts.lengths[text])
        parts.append(index.texts.letters[start : start + length + PAD])
        moved[text] = at - start
        at += parts[-1].size
    letters: Letters = np.concatenate(parts).astype(np.uint32, copy=False)
    return letters, moved


def _linked(index: Index, page: Document) -> dict[int, str]:
    """Documents of the case that the page links to, and where each link leads."""
    found: dict[int, str] = {}
    own = comparable(page.address)
    for link in page.links:
        if _tail(link.target) not in index.tails:
            continue
        place = comparable(link.target)
        if place == own:
            continue
        for number in index.addresses.get(place, ()):
            if len(found) < LINKED_MAX:
                found.setdefault(number, link.target)
    return found


def _tail(address: str) -> str:
    """How an address ends, without what makes no other page: enough to pass over most links.

    >>> _tail("http://www.paper.example/2018/notice.html?utm_source=x#top")
    'notice.html'
    >>> _tail("../2018/") == _tail("paper.example/2018")
    True
    """
    plain = address.partition("#")[0].partition("?")[0].strip()
    head, _, last = plain.rstrip("/").rpartition("/")
    if last.startswith("index.") and head:
        last = head.rpartition("/")[2]
    return last
