"""Find documents that show the same picture, and say so beside what is known of their words.

In: documents with the pictures they show, a lineage.  Out: groups of documents, one for each picture;
the lineage with that evidence on edges that stand already. A shared picture draws no edge: two pages
may have one photograph from one agency and each its own story. What is in a picture is not known
here; hashes of whole pictures are made in `read.pictures`. docs/methods/pictures.md has the method.

Pictures that an outlet repeats on many different pages (logos, banners, teasers) link nothing.
"""

from __future__ import annotations

import base64
import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.model.lineage import DerivationEvidence, EvidenceType, Lineage
from firsthand.model.picture import Picture, PictureUse, SamePicture
from firsthand.trace.addresses import comparable, outlets
from firsthand.trace.dates import Span, published_span
from firsthand.trace.hamming import near_pairs

HASH_BYTES = 25  # of one window: 200 bits
BITS_APART_MAX = 32  # of 200; docs/methods/pictures.md says how it was chosen
DETAIL_BYTES = 128  # of one window of a drawn or written picture
DETAILS_APART_MAX = 0.32  # of the marks that either has, the share that only one has
LONE_BITS_MAX = 24  # where only one of two pictures looks drawn: they are seldom the same
USES_MAX = 1_000  # of one picture; a reader who needs more has the count
STANDING_PAGES_MIN = 5  # an outlet's different pages with one picture before it counts as standing
STANDING_SHARE = 0.1  # or this share of its pages, whichever is more
STANDING_PAGES_ENOUGH = 20  # but this many pages are enough for any outlet
WHOLES = 2  # the first windows: the whole, and what is within its margins


@dataclass(slots=True)
class _Held:
    """A picture with the documents that show it: of each the address and the place."""

    picture: Picture
    uses: dict[str, tuple[Picture, str, str]] = field(default_factory=dict)


def find_same_pictures(documents: Sequence[Document]) -> tuple[SamePicture, ...]:
    """Every picture that two pages or more show, with these pages; the same for any order."""
    unique = {document.id: document for document in documents}
    ordered = [unique[key] for key in sorted(unique)]
    held = _held(ordered)
    near = same_pictures([each.picture for each in held])
    spans = {document.id: published_span(document) for document in ordered if document.pictures}
    houses = {d.id: house for d, house in zip(ordered, outlets(ordered), strict=True)}
    sizes = _pages_of_houses(ordered, houses)
    groups = []
    for star in _stars(held, near, spans):
        group = _group(star, held, unique, spans)
        if group is not None and not _is_standing(group.uses, unique, houses, sizes):
            groups.append(_shortened(group))
    return tuple(sorted(groups, key=lambda group: group.id))


def with_pictures(lineage: Lineage, groups: Sequence[SamePicture]) -> Lineage:
    """*lineage* with *groups*, and a word on each edge between two documents that show one picture."""
    shown: dict[str, dict[str, PictureUse]] = defaultdict(dict)
    for group in groups:
        for use in group.uses:
            shown[use.document][group.digest] = use
    edges = []
    for edge in lineage.derivations:
        common = sorted(shown.get(edge.later, {}).keys() & shown.get(edge.earlier, {}).keys())
        said = tuple(
            _evidence(shown[edge.later][digest], shown[edge.earlier][digest]) for digest in common
        )
        edges.append(dataclasses.replace(edge, evidence=(*edge.evidence, *said)) if said else edge)
    return dataclasses.replace(lineage, derivations=tuple(edges), pictures=tuple(groups))


def _evidence(later: PictureUse, earlier: PictureUse) -> DerivationEvidence:
    # No digest here: where a page's bytes are withheld, they must not be told by this.
    how = "the same bytes"
    if later.digest != earlier.digest:
        how = f"{later.bits_apart} and {earlier.bits_apart} of 200 bits from one of them"
    return DerivationEvidence(
        type=EvidenceType.PICTURE, note=f"both pages show the same picture: {how}"
    )


def _held(documents: Sequence[Document]) -> list[_Held]:
    """The pictures of all documents, one for each that cannot be told apart, by digest."""
    files = {
        comparable(document.address): shown.picture
        for document in documents
        for shown in document.pictures
        if not shown.path and shown.picture is not None and not document.text
    }
    pages = [
        (document, shown)
        for document in documents
        for shown in document.pictures
        if shown.path or document.text
    ]
    met: set[str] = set()
    found: dict[object, _Held] = {}
    for document, shown in pages:
        picture, address = shown.picture, shown.addresses[0] if shown.addresses else ""
        if picture is None:
            fitting = [a for a in shown.addresses if comparable(a) in files]
            if not fitting:
                continue
            address = fitting[0]
            picture = files[comparable(address)]
        met.update(map(comparable, shown.addresses))
        _hold(found, document, picture, address, shown.path)
    for document in documents:
        for shown in document.pictures:
            alone = not shown.path and not document.text and shown.picture is not None
            if alone and comparable(document.address) not in met and shown.picture is not None:
                _hold(found, document, shown.picture, document.address, "")
    return sorted(found.values(), key=lambda held: held.picture.digest)


def _hold(
    found: dict[object, _Held], document: Document, picture: Picture, address: str, path: str
) -> None:
    if not picture.hashes and (
        picture.width == 0 or picture.plain.startswith(("too plain", "a side"))
    ):
        return
    key = (picture.hashes, picture.details) if picture.hashes else picture.digest
    held = found.setdefault(key, _Held(picture))
    if picture.digest < held.picture.digest:
        held.picture = picture
    before = held.uses.get(document.id)
    if before is None or (path, address) < (before[2], before[1]):
        held.uses[document.id] = (picture, address, path)


def same_pictures(pictures: Sequence[Picture]) -> list[tuple[int, int, int]]:
    """Which two of *pictures* are the same, by their places, with the bits between their hashes."""
    hashed = [n for n, picture in enumerate(pictures) if picture.hashes]
    if len(hashed) < 2:
        return []
    counts = [len(pictures[n].hashes) for n in hashed]
    data = bytes.fromhex("".join("".join(pictures[n].hashes) for n in hashed))
    rows = np.frombuffer(data, np.uint8).reshape(-1, HASH_BYTES)
    owner = np.repeat(np.array(hashed, np.int64), counts)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    whole = np.arange(len(owner)) - np.repeat(starts, counts) < WHOLES
    ones, others, bits = near_pairs(rows, whole=whole, owner=owner, bits_max=BITS_APART_MAX)
    return [
        (one, other, apart)
        for one, other, apart in zip(ones.tolist(), others.tolist(), bits.tolist(), strict=True)
        if _details_agree(pictures[one], pictures[other], apart)
    ]


def _details_agree(one: Picture, other: Picture, bits_apart: int) -> bool:
    """Whether two pictures that look alike from afar do so from near, where that can be told."""
    if not one.details and not other.details:
        return True
    if not one.details or not other.details:
        return bits_apart <= LONE_BITS_MAX
    mine, theirs = _rows(one.details), _rows(other.details)
    return _agree(mine[:WHOLES], theirs) or _agree(mine, theirs[:WHOLES])


def _agree(mine: NDArray[np.uint8], theirs: NDArray[np.uint8]) -> bool:
    either = np.bitwise_count(mine[:, None] | theirs[None]).sum(axis=2, dtype=np.int64)
    apart = np.bitwise_count(mine[:, None] ^ theirs[None]).sum(axis=2, dtype=np.int64)
    return bool((apart <= DETAILS_APART_MAX * either).any())


def _rows(details: Sequence[str]) -> NDArray[np.uint8]:
    data = b"".join(map(base64.b64decode, details))
    return np.frombuffer(data, np.uint8).reshape(len(details), DETAIL_BYTES)


Star = tuple[int, dict[int, int]]
"""A picture; and those around it, itself included, with the bits that each lies apart from it."""


def _stars(
    held: Sequence[_Held], near: Iterable[tuple[int, int, int]], spans: Mapping[str, Span]
) -> Iterable[Star]:
    """Each picture with those that are near *it*: no chain of small steps leads to another picture.

    The picture with the most neighbours stands in the middle first; of these the one shown first.
    """
    around: dict[int, dict[int, int]] = defaultdict(dict)
    for one, other, bits in near:
        around[one][other] = bits
        around[other][one] = bits
    linked = sorted(
        {*around, *(n for n, each in enumerate(held) if len(each.uses) > 1)},
        key=lambda n: (-len(around.get(n, ())), _earliest(held[n], spans), held[n].picture.digest),
    )
    taken: set[int] = set()
    for middle in linked:
        if middle not in taken:
            near_it = {n: bits for n, bits in around.get(middle, {}).items() if n not in taken}
            near_it[middle] = 0
            taken.update(near_it)
            yield middle, near_it


def _earliest(held: _Held, spans: Mapping[str, Span]) -> tuple[bool, float]:
    stated = [spans[key].low for key in held.uses if spans[key].stated]
    return (not stated, min(stated, default=0.0))


def _group(
    star: Star,
    held: Sequence[_Held],
    documents: Mapping[str, Document],
    spans: Mapping[str, Span],
) -> SamePicture | None:
    """The documents around one picture; None where there is but one page."""
    middle, members = star
    uses: dict[str, PictureUse] = {}
    for number, bits in sorted(members.items(), key=lambda item: (item[1], item[0])):
        for key, (picture, address, path) in held[number].uses.items():
            uses.setdefault(
                key,
                PictureUse(
                    document=key, digest=picture.digest, address=address[:2_000], path=path,
                    width=picture.width, height=picture.height, size_bytes=picture.size_bytes,
                    bits_apart=bits,
                ),
            )  # fmt: skip
    if len({comparable(documents[key].address) or key for key in uses}) < 2:
        return None
    ordered = sorted(uses.values(), key=lambda use: (_order(spans[use.document]), use.document))
    return SamePicture(
        digest=held[middle].picture.digest,
        uses=tuple(ordered),
        documents_count=len(ordered),
        first=_first([use.document for use in ordered], spans),
    )


def _shortened(group: SamePicture) -> SamePicture:
    return dataclasses.replace(group, uses=group.uses[:USES_MAX])


def _order(span: Span) -> tuple[bool, float, float]:
    return (not span.stated, span.low, span.high)


def _first(ordered: Sequence[str], spans: Mapping[str, Span]) -> str | None:
    """The first by date, where every other is surely later."""
    first, rest = ordered[0], ordered[1:]
    span = spans[first]
    if not span.stated:
        return None
    return first if all(span.high <= spans[key].low for key in rest) else None


def _pages_of_houses(documents: Iterable[Document], houses: Mapping[str, str]) -> dict[str, int]:
    """How many different pages of each outlet there are."""
    pages: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        pages[houses[document.id]].add(_page(document))
    return {name: len(found) for name, found in pages.items()}


def _page(document: Document) -> str:
    """What tells a page from another version of it."""
    return comparable(document.address) or document.id


def _is_standing(
    uses: Sequence[PictureUse],
    documents: Mapping[str, Document],
    houses: Mapping[str, str],
    sizes: Mapping[str, int],
) -> bool:
    """Whether some outlet repeats the picture on many pages that are different."""
    pages: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for use in uses:
        document = documents[use.document]
        name = houses[use.document]
        if name:
            pages[name].add((_page(document), document.text))
    for name, found in pages.items():
        different = min(len({page for page, _ in found}), len({text for _, text in found}))
        least = min(max(sizes[name] * STANDING_SHARE, STANDING_PAGES_MIN), STANDING_PAGES_ENOUGH)
        if different >= least:
            return True
    return False
