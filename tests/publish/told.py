"""An invented case as a dossier: two pages that repeat one guideline, one that speaks against it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from firsthand.model.claim import (
    Claim,
    Coded,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Period,
    Quantity,
    Stance,
    Suggestion,
)
from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.finding import (
    Contradiction,
    Estimate,
    Findings,
    LedgerRow,
    Population,
    Refusal,
    Standing,
    Statement,
)
from firsthand.model.lineage import (
    Derivation,
    DerivationKind,
    Drift,
    DriftKind,
    Lineage,
    Origin,
)
from firsthand.model.moment import Moment
from firsthand.publish.dossier import Dossier, KeptCapture
from firsthand.publish.lookup import Lookup
from firsthand.publish.redact import redact
from firsthand.publish.site import render_site
from spoken import page

MOMENT = Moment(utc="2030-02-03T04:05:06Z")
RULES = Maker(kind=MakerKind.RULES, name="firsthand-claim", version="1")
WATCH = page(
    "Police took DNA from 12,000 people in 2029. It is mandatory, a guideline says.",
    address="https://watch.example/report",
    publisher="Example Watch",
    published="2030-01-01",
)
DAILY = page(
    "Police took DNA from everybody. It is mandatory.",
    address="https://daily.example/1",
    publisher="The Example Daily",
    published="2030-01-02",
)
OFFICE = page(
    "بۇ ئىختىيارىي — it is voluntary. 12,000 samples were taken.",  # "this is voluntary"
    address="https://office.example/1",
    publisher="Press Office",
    published="2030-02",
)
UYGHUR = dataclasses.replace(OFFICE, language="ug")
GUIDELINE = Origin(
    id="o-guideline", name="A guideline", seen=False, documents=(WATCH.id, DAILY.id), note="2029"
)


def claim(
    document: Document, element: Element, said: ElementValue, words: str, **more: str
) -> Claim:
    """A machine's reading of *words* in *document*."""
    start = document.text.index(words)
    return Claim(
        suggestion=Suggestion(
            document=document.id,
            element=element,
            value=said,
            quotation=Quotation(
                document=document.id,
                exact=words,
                position=TextPosition(start=start, end=start + len(words)),
            ),
            said_by=more.get("said_by", ""),
            stance=Stance.ASSERTED,
            maker=RULES,
        )
    )


def statement(
    key: str, claims: Sequence[Claim], origins: Sequence[str], **more: object
) -> Statement:
    """What *claims* say together."""
    first = claims[0].suggestion
    told = Statement(
        id=f"s-{key}",
        element=first.element,
        value=first.value,
        claims=tuple(each.id for each in claims),
        documents=tuple(sorted({each.suggestion.document for each in claims})),
        origins=tuple(origins),
        independent_origins=len(origins),
        contradicts=(),
        standing=Standing.SINGLE_ORIGIN,
        judged_count=0,
        explanation=f"{len(claims)} claims rest on {len(origins)}",
    )
    return dataclasses.replace(told, **more)  # type: ignore[arg-type]


def people(number: int, counts: str) -> Quantity:
    """A count of persons or of samples."""
    from firsthand.model.claim import Counts

    return Quantity(
        low=number, high=number, approximate=False, unit="taken", counts=Counts(counts), place="X1"
    )


DNA = [claim(d, Element.MODALITY, Coded(code="dna", text="DNA"), "DNA") for d in (WATCH, DAILY)]
MANDATORY = [
    claim(d, Element.COMPULSION, Coded(code="mandatory", text=""), "mandatory")
    for d in (WATCH, DAILY)
]
VOLUNTARY = [
    claim(
        UYGHUR, Element.COMPULSION, Coded(code="voluntary", text=""), "voluntary", said_by="Office"
    )
]
PERSONS = [claim(WATCH, Element.SCALE, people(12_000, "persons"), "12,000 people")]
SAMPLES = [claim(UYGHUR, Element.SCALE, people(12_000, "samples"), "12,000 samples")]
WHEN = [claim(WATCH, Element.PERIOD, Period(edtf="2029/.."), "2029")]
COPY = Derivation(
    later=DAILY.id, earlier=WATCH.id, kind=DerivationKind.REWRITE, score=0.9, evidence=()
)
REPORT = Derivation(
    later=WATCH.id, earlier="o-guideline", kind=DerivationKind.REPORT, score=0.8, evidence=()
)
DRIFT = Drift(
    derivation=COPY.id,
    element="modality",
    before="DNA from 12,000 people",
    after="DNA from everybody",
    kind=DriftKind.GROUP,
    earlier=DNA[0].suggestion.quotation,
    later=DNA[1].suggestion.quotation,
)


def kept(document: Document, entry: int) -> KeptCapture:
    """The capture that *document* was read from."""
    return KeptCapture(
        capture=Capture(
            digest=document.capture,
            size_bytes=len(document.text.encode()),
            address=document.address,
            file=f"pile/{entry}.txt",
            media_type=MediaType.TEXT,
        ),
        preserved_at=MOMENT,
        entry=entry,
    )


def row(made: Claim, key: str) -> LedgerRow:
    """A count in the ledger."""
    told = made.suggestion.value
    assert isinstance(told, Quantity)
    return LedgerRow(
        claim=made.id,
        document=made.suggestion.document,
        statement=f"s-{key}",
        low=told.low,
        high=told.high,
        approximate=False,
        vague=False,
        unit=told.unit,
        counts=told.counts.value if told.counts else None,
        currency=None,
        group=None,
        place=told.place,
        period=None,
        said_by="",
        stance="asserted",
        quote=made.suggestion.quotation.exact,
    )


def findings() -> Findings:
    """What was weighed."""
    against = {"contradicts": ("s-voluntary",), "standing": Standing.CONTESTED}
    return Findings(
        statements=(
            statement("dna", DNA, ["o-guideline"]),
            statement("mandatory", MANDATORY, ["o-guideline"], **against),
            statement("voluntary", VOLUNTARY, [UYGHUR.id], contradicts=("s-mandatory",)),
            statement("persons", PERSONS, ["o-guideline"]),
            statement("samples", SAMPLES, [UYGHUR.id]),
            statement("when", WHEN, ["o-guideline"]),
        ),
        contradictions=(
            Contradiction(
                one="s-mandatory",
                other="s-voluntary",
                kind="value",
                note="mandatory against voluntary",
            ),
        ),
        ledger=(row(PERSONS[0], "persons"), row(SAMPLES[0], "samples")),
        estimates=(
            Estimate(
                id="e-1",
                question="how many people at least once",
                low=12_000,
                high=None,
                level="bounds",
                method="union",
                assumptions=("one count",),
                inputs=(PERSONS[0].id,),
            ),
            Refusal(id="e-2", question="how many specimens", refused=("samples are no people",)),
        ),
    )


def dossier(**changes: object) -> Dossier:
    """The invented case, or one that differs in *changes*."""
    documents = (WATCH, DAILY, UYGHUR)
    log = tuple(
        json.dumps({"body": {"is": "Preserved", "capture": {"digest": d.capture}}})
        for d in documents
    )
    told = Dossier(
        case="The invented case",
        edition="First edition",
        moment=MOMENT,
        captures=tuple(kept(d, number) for number, d in enumerate(documents, 1)),
        documents=documents,
        claims=(*DNA, *MANDATORY, *VOLUNTARY, *PERSONS, *SAMPLES, *WHEN),
        findings=findings(),
        lineage=Lineage(derivations=(COPY, REPORT), origins=(GUIDELINE,)),
        drifts=(DRIFT,),
        populations=(
            Population(
                area="Exampleville",
                place_code="X1",
                year="2029",
                group="all residents",
                persons=40_000,
                kind="census",
                address="https://census.example/",
            ),
        ),
        log=log,
    )
    return dataclasses.replace(told, **changes)  # type: ignore[arg-type]


def lookup(told: Dossier | None = None) -> Lookup:
    """The invented case arranged."""
    return Lookup(redact(told or dossier(), withheld=()))


def site(told: Dossier | None = None, *, withheld: Sequence[str] = ()) -> dict[str, str]:
    """All pages of the dossier, by path."""
    redacted = redact(told or dossier(), withheld=withheld)
    return {
        one.path: one.content.decode("utf-8", "replace")
        for one in render_site(redacted, preview=lambda _: b"first bytes")
    }


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser would read them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: told or "" for name, told in attrs}))

    def attributes(self, name: str) -> Iterator[tuple[str, str]]:
        """Each value of an attribute, with its tag."""
        return ((tag, told[name]) for tag, told in self.found if name in told)


def words_of(text: str) -> str:
    """A page's words without its tags."""
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def sha256(data: bytes) -> str:
    """As `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()
