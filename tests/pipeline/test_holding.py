from __future__ import annotations

from firsthand.model.claim import Element, Maker, MakerKind, Stance, Suggestion, Words
from firsthand.model.consent import Use
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.document import Document, Quotation, ReadState, TextPosition
from firsthand.model.lineage import Derivation, DerivationKind, Origin
from firsthand.model.moment import Moment
from firsthand.model.record import Body, Coded, Described, Entry
from firsthand.model.sealed import Erased
from firsthand.pipeline.holding import HeldBack, Passage

ANA = Agent(kind=AgentKind.PERSON, name="Ana")
HELD = HeldBack(
    use=Use(),
    objects=frozenset({"a" * 64}),
    documents=frozenset({"d-1"}),
    passages=(Passage(document="d-2", start=10, end=20),),
    speakers=("witness-7",),
)


def suggestion(document: str, start: int, end: int, *, said_by: str = "") -> Suggestion:
    at = TextPosition(start=start, end=end)
    return Suggestion(
        document=document,
        element=Element.AIM,
        value=Words(text="x"),
        quotation=Quotation(document=document, exact="x" * (end - start), position=at),
        said_by=said_by,
        stance=Stance.ASSERTED,
        maker=Maker(kind=MakerKind.RULES, name="r", version="1"),
    )


def document(key: str, capture: str) -> Document:
    return Document(
        capture=capture, locator=key, address="a", media_type="text/plain", state=ReadState.READ
    )


def entry(body: Body) -> Entry:
    return Entry(at=Moment(utc="2030-01-02T03:04:05Z"), by=ANA, tool=ANA, body=body)


def test_claims_of_held_places_and_people_are_held() -> None:
    """
    a held document; before, into, within, after a held passage; a witness in capitals
    """
    assert HELD.holds(suggestion("d-1", 0, 5))
    spans = [(0, 10), (5, 11), (12, 13), (19, 30), (20, 30)]
    assert [HELD.holds(suggestion("d-2", *span)) for span in spans] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert HELD.holds(suggestion("d-3", 0, 5, said_by="Witness-7, a nurse"))
    assert not HELD.holds(suggestion("d-3", 0, 5, said_by="the Ministry"))


def test_documents_of_held_bytes_are_held() -> None:
    held, free = document("1", "a" * 64), document("2", "b" * 64)
    assert HELD.documents_left([held, free]) == (free,)


def test_what_people_decided_is_left_out_where_it_names_what_is_held() -> None:
    """
    a coding of a held document; one of another with one held claim; a description; an erasure
    """
    free = suggestion("d-2", 30, 40)
    edges = tuple(
        Derivation(later=later, earlier="d-9", kind=DerivationKind.COPY, score=1.0, evidence=())
        for later in ("d-1", "d-3")
    )
    origins = tuple(Origin(id=key, name=key, seen=True, documents=(key,)) for key in ("d-1", "d-3"))
    left = list(
        HELD.entries_left(
            [
                entry(Coded(document="d-1", suggestions=(), reason="r")),
                entry(
                    Coded(document="d-2", suggestions=(suggestion("d-2", 5, 15), free), reason="r")
                ),
                entry(Described(origins=origins, derivations=edges, drifts=(), reason="r")),
                entry(Erased(digest="a" * 64, reason="r")),
                entry(Erased(digest="b" * 64, reason="r")),
            ]
        )
    )
    coded, described, erased = (each.body for each in left)
    assert coded == Coded(document="d-2", suggestions=(free,), reason="r")
    assert described == Described(origins=origins[1:], derivations=edges[1:], drifts=(), reason="r")
    assert erased == Erased(digest="b" * 64, reason="r")


def test_nothing_held_back_leaves_all_as_it_is() -> None:
    entries = [entry(Erased(digest="b" * 64, reason="r"))]
    assert list(HeldBack(use=Use()).entries_left(entries)) == entries
