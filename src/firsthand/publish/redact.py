"""Take withheld words out of everything a reader could see, ids and offsets included.

In: a dossier, the phrases to withhold, and captures to leave behind.  Out: a `RedactedDossier`.
Each phrase becomes a block of one fixed length, so that the length of a name does not show. A
capture from which such words were read is left behind with its digest and size: a digest of a
filled-in form lets a reader test guesses. An id that was made from such words is made again from
what is left of them. Deciding what must be withheld is not done here: that is consent, and a
person's work.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum
from typing import Any, TypeVar, cast

from firsthand.model.claim import Element
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.finding import Contradiction, Findings, LedgerRow
from firsthand.model.identity import identify
from firsthand.model.lineage import Drift
from firsthand.model.moment import Moment
from firsthand.model.value import texts_in
from firsthand.publish.dossier import Dossier, KeptCapture, Named, PublishedCapture, RedactedDossier
from firsthand.publish.pictured import open_groups
from firsthand.publish.withheld import named_apart, pattern_of, told_by

# What may stand inside a longer text and name a capture or a value: a digest, or an id of ours.
_NAMED = re.compile(r"\b(?:[0-9a-f]{64}|[a-z]{1,5}-[0-9a-f]{32})\b")

BLOCK = "█" * 6  # one length for every name, so that a block does not tell how long the name is

T = TypeVar("T")


def redact(
    dossier: Dossier, *, withheld: Sequence[str], unbundled: Collection[str] = ()
) -> RedactedDossier:
    """*dossier* without the phrases *withheld* and without the bytes of the digests *unbundled*.

    Captures whose documents hold a withheld phrase are left behind without being listed.
    """
    return _Redaction(dossier, withheld=withheld, unbundled=unbundled).result()


@dataclasses.dataclass(frozen=True, slots=True)
class _Shift:
    """A text after redaction, and where its offsets went."""

    before: str
    after: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    moved_ends: tuple[int, ...]  # where each block ends in the text after

    def position(self, position: TextPosition) -> TextPosition:
        """Where a range went; a range that cuts a block takes the whole block."""
        return TextPosition(
            start=self._offset(position.start, of_end=False),
            end=self._offset(position.end, of_end=True),
        )

    def _offset(self, offset: int, *, of_end: bool) -> int:
        index = bisect_right(self.starts, offset - of_end) - 1
        if index < 0:
            return offset
        if offset < self.ends[index] or (of_end and offset == self.ends[index]):
            return self.moved_ends[index] - (0 if of_end else len(BLOCK))
        return self.moved_ends[index] + offset - self.ends[index]


class _Redaction:
    """One redaction under way: which ids have gone where, which texts have moved."""

    def __init__(
        self, dossier: Dossier, *, withheld: Sequence[str], unbundled: Collection[str]
    ) -> None:
        self.dossier = dossier
        self.pattern = pattern_of(withheld)
        self.ids: dict[str, str] = {}
        self.shifts: dict[str, _Shift] = {}
        self.quotes: dict[str, str] = {}
        self.taken: set[str] = set()
        self.elements: dict[str, int] = {}
        self.blocks_count = 0
        self.left_behind = set(unbundled) | {
            document.capture for document in dossier.documents if self._touches(document)
        }

    def result(self) -> RedactedDossier:
        """Everything once, in the order in which values refer to each other."""
        dossier = self.dossier
        captures = self._captures()
        documents = self._documents()
        claims = self._named(dossier.claims, "c")
        self.quotes = {one.id: one.value.suggestion.quotation.exact for one in claims}
        origins = self._identified(dossier.lineage.origins, "o")
        lineage = dossier.lineage
        derivations = self._named(lineage.derivations, "v")
        findings = self._findings()
        stays = self._record_stays()
        return RedactedDossier(
            case=self.text(dossier.case),
            edition=self.text(dossier.edition),
            moment=dossier.moment,
            captures=captures,
            documents=documents,
            claims=claims,
            findings=findings,
            derivations=derivations,
            carried=tuple(sorted(map(self.walk, lineage.carried), key=repr)),
            begins=tuple(sorted(map(self.walk, lineage.begins), key=repr)),
            cut=tuple(sorted(map(self.walk, lineage.cut), key=repr)),
            origins=origins,
            drifts=tuple(sorted(map(self.walk, dossier.drifts), key=_order_of_drift)),
            populations=tuple(sorted(map(self.walk, dossier.populations), key=repr)),
            problems=tuple(
                sorted(map(self.walk, (*dossier.problems, *dossier.lineage.problems)), key=repr)
            ),
            versions=tuple(
                sorted(
                    map(self.walk, dossier.versions), key=lambda stage: (stage.name, repr(stage))
                )
            ),
            checkpoint="" if stays else dossier.checkpoint,
            key_fingerprint=dossier.key_fingerprint,
            key=dossier.key,
            note=self.text(dossier.note),
            log=() if stays else dossier.log,
            worksheets=self.walk(dossier.worksheets),
            gathered=self.walk(dossier.gathered),
            record_withheld=stays,
            elements=tuple(map(self.walk, dossier.elements)),
            pictures=tuple(
                sorted(
                    map(self.walk, open_groups(dossier, left_behind=self.left_behind)),
                    key=lambda group: group.id,
                )
            ),
            blocks_count=self.blocks_count,
            withheld_captures_count=sum(
                capture.digest is None and not capture.redescribed for capture in captures
            ),
        )

    def text(self, text: str) -> str:
        """An id under its published name, or any other text with its withheld words blocked."""
        known = self.ids.get(text)
        if known is not None:
            return known
        if self.pattern is None:
            return text
        text = _NAMED.sub(lambda match: self.ids.get(match[0], match[0]), text)
        after, count = self.pattern.subn(BLOCK, text)
        self.blocks_count += count
        return after

    def walk(self, item: T) -> T:
        """*item* with every text in it redacted; instants and closed words stay as they are."""
        return cast("T", self._walked(item))

    def _walked(self, item: Any) -> Any:
        if isinstance(item, Element) and item.is_own:
            return named_apart(item, self.pattern, self.elements)
        if item is None or isinstance(item, Enum | int | float | Moment | TextPosition):
            return item
        if isinstance(item, str):
            return self.text(item)
        if isinstance(item, tuple):
            return tuple([self._walked(part) for part in item])
        if isinstance(item, Quotation):
            return self._quotation(item)
        return dataclasses.replace(
            item,
            **{
                field.name: self._walked(getattr(item, field.name))
                for field in dataclasses.fields(item)
            },
        )

    def _quotation(self, quotation: Quotation) -> Quotation:
        """A quotation moved with its text; a name cut by its end is blocked with the rest."""
        document = self.text(quotation.document)
        shift = self.shifts.get(document)
        if shift is None:
            return Quotation(
                document=document, exact=self.text(quotation.exact), position=quotation.position
            )
        old = quotation.position
        position = shift.position(old)
        in_place = shift.before[old.start : old.end] == quotation.exact
        exact = (
            shift.after[position.start : position.end] if in_place else self.text(quotation.exact)
        )
        return Quotation(document=document, exact=exact, position=position)

    def _touches(self, item: object) -> bool:
        """Whether any text in *item* holds a withheld phrase."""
        return self.pattern is not None and any(map(self.pattern.search, texts_in(item)))

    def _record_stays(self) -> bool:
        """Whether any entry holds a withheld phrase or names a capture that stays behind.

        Then no entry leaves, nor the signed root: whoever has all other entries could hash a
        guess at the missing one and compare.
        """
        return self.dossier.record_stays or any(
            self.left_behind.intersection(_NAMED.findall(line)) or self._touches(told_by(line))
            for line in self.dossier.log
        )

    def _captures(self) -> tuple[PublishedCapture, ...]:
        in_order = sorted(self.dossier.captures, key=_order_of_capture)
        behind = 0
        for kept in in_order:
            digest = kept.capture.digest
            if digest in self.left_behind and digest not in self.ids:
                behind += 1
                self.ids[digest] = f"withheld-{behind:04d}"
        return tuple(map(self._capture, in_order))

    def _capture(self, kept: KeptCapture) -> PublishedCapture:
        capture = kept.capture
        behind = capture.digest in self.left_behind
        return PublishedCapture(
            name=self.ids.get(capture.digest, capture.digest),
            digest=None if behind else capture.digest,
            size_bytes=None if behind else capture.size_bytes,
            address=self.text(capture.address),
            file=self.text(capture.file),
            media_type=capture.media_type,
            described=self.walk(capture.described),
            preserved_at=kept.preserved_at,
            entry=kept.entry,
            redescribed=kept.redescribed,
        )

    def _documents(self) -> tuple[Named[Document], ...]:
        return tuple(
            Named(id=new, value=document)
            for new, document in sorted(
                (
                    self._document(document)
                    for document in sorted(self.dossier.documents, key=lambda one: one.id)
                ),
                key=lambda pair: pair[0],
            )
        )

    def _document(self, document: Document) -> tuple[str, Document]:
        """A document with its offsets moved; paths into bytes that stay behind are dropped."""
        shift = _shifted(document.text, self.pattern) if self.pattern else None
        moved = shift is not None and bool(shift.starts)
        stays = document.capture in self.left_behind
        bare = dataclasses.replace(document, text="", pictures=() if stays else document.pictures)
        redacted = self.walk(bare)
        if shift is not None and moved:
            self.blocks_count += len(shift.starts)
            redacted = dataclasses.replace(
                redacted,
                text=shift.after,
                blocks=tuple(
                    dataclasses.replace(block, position=shift.position(block.position), path="")
                    for block in redacted.blocks
                ),
                links=tuple(
                    dataclasses.replace(link, position=shift.position(link.position))
                    if link.position
                    else link
                    for link in redacted.links
                ),
            )
        else:
            redacted = dataclasses.replace(redacted, text=document.text)
        unchanged = redacted == document
        new = document.id if unchanged else self._fresh("d", redacted)
        self.ids[document.id] = new
        if shift is not None and moved:
            self.shifts[new] = shift
        return new, redacted

    def _named(self, items: Iterable[Any], kind: str) -> tuple[Named[Any], ...]:
        """Values that make their own id: it is kept only if nothing of what it names has changed."""
        named = []
        for item in sorted(items, key=lambda one: str(one.id)):
            redacted = self.walk(item)
            same = redacted == item and not self._touches(item.id)
            new = item.id if same else self._fresh(kind, redacted)
            self.ids[item.id] = new
            named.append(Named(id=new, value=redacted))
        return tuple(sorted(named, key=lambda one: one.id))

    def _identified(
        self, items: Iterable[T], kind: str, bare: Callable[[Any], Any] = lambda item: item
    ) -> tuple[T, ...]:
        """Values that carry an id given elsewhere: it is replaced where what it names has changed."""
        in_order = sorted(items, key=lambda one: str(cast("Any", one).id))
        for item in in_order:
            old = str(cast("Any", item).id)
            if old in self.ids:
                continue  # an origin in the case goes by its document's id
            before = bare(dataclasses.replace(cast("Any", item), id=""))
            after = self.walk(before)
            changed = after != before or self._touches(old)
            self.ids[old] = self._fresh(kind, after) if changed else old
        moved = [self.walk(item) for item in in_order]
        return tuple(sorted(moved, key=lambda one: str(cast("Any", one).id)))

    def _findings(self) -> Findings:
        findings = self.dossier.findings
        statements = self._identified(
            findings.statements, "s", lambda one: dataclasses.replace(one, contradicts=())
        )
        estimates = self._identified(findings.estimates, "e")
        inputs = "" if self.pattern else findings.inputs  # a digest would confirm a guess
        rest = dataclasses.replace(
            findings,
            inputs=inputs,
            statements=(),
            contradictions=(),
            ledger=(),
            estimates=(),
            gone=(),
        )
        return dataclasses.replace(
            self.walk(rest),
            statements=statements,
            contradictions=tuple(
                sorted(map(self._contradiction, findings.contradictions), key=repr)
            ),
            ledger=tuple(sorted(map(self._ledger_row, findings.ledger), key=repr)),
            estimates=estimates,
            synthesis=self.walk(findings.synthesis),
        )

    def _contradiction(self, found: Contradiction) -> Contradiction:
        """A decision goes by the key that its contradiction is published under."""
        redacted = self.walk(found)
        ruling = redacted.ruling
        named = ruling and dataclasses.replace(ruling, key=redacted.key)
        return dataclasses.replace(redacted, ruling=named)

    def _ledger_row(self, row: LedgerRow) -> LedgerRow:
        """A row of the ledger quotes what its claim quotes, after redaction."""
        redacted = self.walk(row)
        quote = self.quotes.get(redacted.claim)
        return redacted if quote is None else dataclasses.replace(redacted, quote=quote)

    def _fresh(self, kind: str, redacted: object) -> str:
        """An id made from what may be published; a number tells equal ones apart."""
        number = 0
        while (new := identify(kind, "redacted", repr(redacted), number)) in self.taken:
            number += 1
        self.taken.add(new)
        return new


def _shifted(text: str, pattern: Any) -> _Shift:
    """*text* with each match of *pattern* replaced by a block, and where everything went."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    moved_ends: list[int] = []
    done = length = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        parts += (text[done:start], BLOCK)
        length += start - done + len(BLOCK)
        starts.append(start)
        ends.append(end)
        moved_ends.append(length)
        done = end
    parts.append(text[done:])
    return _Shift(text, "".join(parts), tuple(starts), tuple(ends), tuple(moved_ends))


def _order_of_capture(kept: KeptCapture) -> tuple[int, str, str]:
    return (kept.entry, kept.capture.address, kept.capture.digest)


def _order_of_drift(drift: Drift) -> tuple[str, ...]:
    return (drift.element, drift.kind, drift.before, drift.after, drift.derivation)
