"""Say what a dossier is made of, before and after names have been taken out of it.

In: what the other rooms found, as values.  Out: the two types that publishing is built on. Taking
names out is not done here but in `publish.redact`; drawing pages is not done here but in
`publish.site`, which takes only a `RedactedDossier`.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from firsthand.model.claim import Claim, Element
from firsthand.model.custody import Capture, Described, MediaType
from firsthand.model.document import Document
from firsthand.model.finding import Findings, Population
from firsthand.model.lineage import Beginning, CutEdge, Derivation, Drift, Lineage, Origin
from firsthand.model.moment import Moment
from firsthand.model.picture import SamePicture
from firsthand.model.problem import Problem
from firsthand.model.reporting import GatherItem
from firsthand.model.rights import Worksheets
from firsthand.model.value import value

T = TypeVar("T")


# Who wrote a mail, and who received it, may be a witness; a browser's notes hold the keys of whoever browsed.
PERSONAL = frozenset({MediaType.MAIL, MediaType.MAILBOX, MediaType.HAR})


@value
class KeptCapture:
    """A capture, when it came into the case or was described anew, and which entry of the record says so."""

    capture: Capture
    preserved_at: Moment
    entry: int
    redescribed: bool = False


@value
class StageVersion:
    """Which version of a stage made what is shown."""

    name: str
    version: str


@value
class OwnElement:
    """An element that the case added: what its claims bear, what readers know it as, what it asks."""

    element: Element
    name: str
    asks: str


@value
class Dossier:
    """Everything a reader needs to check the findings of one case, with every name still in it.

    `edition` is what this dossier is called ("First edition"); `moment` is when it was made.
    `note` is a sentence or two about the case, shown on the front page. `checkpoint` is the signed
    state of the record, as text; `key_fingerprint` names the key that signed it, `key` is that
    public key in base64 (32 bytes of Ed25519), where a reader shall check the signature. `log` is
    the record itself, one entry a line as it was signed. Where it speaks of what is sealed, of
    witnesses or of their consent, `record_stays`.
    """

    case: str
    edition: str
    moment: Moment
    captures: tuple[KeptCapture, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    findings: Findings
    lineage: Lineage
    drifts: tuple[Drift, ...] = ()
    populations: tuple[Population, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: tuple[StageVersion, ...] = ()
    checkpoint: str = ""
    key_fingerprint: str = ""
    key: str = ""
    note: str = ""
    log: tuple[str, ...] = ()
    worksheets: Worksheets = Worksheets()
    gathered: tuple[GatherItem, ...] = ()
    record_stays: bool = False
    elements: tuple[OwnElement, ...] = ()


@value
class Named(Generic[T]):
    """A value and the id it is published under.

    The two are apart because an id made from withheld words would let a reader test a guess.
    """

    id: str
    value: T


@value
class PublishedCapture:
    """A capture as a reader may know it: with its digest, or (withheld) without digest and size.

    `name` is the digest, or a number of ours for a capture whose bytes are withheld.
    """

    name: str
    digest: str | None
    size_bytes: int | None
    address: str
    file: str
    media_type: MediaType
    described: Described | None
    preserved_at: Moment
    entry: int
    redescribed: bool = False  # an entry that says more of bytes kept before

    @property
    def bytes_stay(self) -> bool:
        """Whether the bytes are never laid beside the pages, though their digest is shown."""
        return self.media_type in PERSONAL


@value
class RedactedDossier:
    """A dossier from which withheld words are gone; the only thing that renderers accept.

    Made by `publish.redact.redact` alone. `blocks_count` is how many times words were taken out,
    `withheld_captures_count` how many captures stay behind because their bytes hold such words.
    """

    case: str
    edition: str
    moment: Moment
    captures: tuple[PublishedCapture, ...]
    documents: tuple[Named[Document], ...]
    claims: tuple[Named[Claim], ...]
    findings: Findings
    derivations: tuple[Named[Derivation], ...]
    carried: tuple[Derivation, ...]
    begins: tuple[Beginning, ...]
    cut: tuple[CutEdge, ...]
    origins: tuple[Origin, ...]
    drifts: tuple[Drift, ...]
    populations: tuple[Population, ...]
    problems: tuple[Problem, ...]
    versions: tuple[StageVersion, ...]
    checkpoint: str
    key_fingerprint: str
    key: str
    note: str
    blocks_count: int
    withheld_captures_count: int
    log: tuple[str, ...]
    record_withheld: bool
    pictures: tuple[SamePicture, ...] = ()
    worksheets: Worksheets = Worksheets()
    gathered: tuple[GatherItem, ...] = ()
    elements: tuple[OwnElement, ...] = ()
