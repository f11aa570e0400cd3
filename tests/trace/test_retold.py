from __future__ import annotations

from clued import clues_of
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, DerivationEvidence, DerivationKind, EvidenceType
from firsthand.trace.evidence import naming_evidence, quote
from firsthand.trace.retold import without_retold
from spoken import page

EN = "Nurses took blood from 18,800 people. Ana Example said that nobody was asked. It was in May."
RU = "Медсёстры взяли кровь у 18 800 человек. Ана Пример сказала, что никого не спросили. Это было в мае."
OWN = " Боб Другой сказал, что он там был."


def kept(earlier: Document, later: Document, *, whole: int) -> list[str]:
    """The sources by name that a translation keeps; of it *whole* characters were translated."""
    clues = clues_of(earlier, later)
    edges, origins = [], {}
    for agent, given in clues.named[1].items():
        origins[f"o-{agent}"] = agent
        edges.append(
            Derivation(
                later=later.id, earlier=f"o-{agent}", kind=DerivationKind.REPORT, score=0.6,
                evidence=(naming_evidence(later, given[0]),),
            )
        )  # fmt: skip
    span = later.blocks[0].position
    taken = quote(later, type(span)(start=0, end=whole))
    crossing = Derivation(
        later=later.id, earlier=earlier.id, kind=DerivationKind.TRANSLATION, score=0.9,
        evidence=(
            DerivationEvidence(
                type=EvidenceType.FIGURE, later=taken, earlier=quote(earlier, earlier.blocks[0].position)
            ),
        ),
    )  # fmt: skip
    return [origins[edge.earlier] for edge in without_retold(edges, [crossing], clues, origins)]


def test_whom_a_translation_names_in_other_letters_is_no_further_source() -> None:
    """Ana Example, Ана Пример: one person, whom the page has through the page it translated"""
    earlier, later = page(EN, address="a"), page(RU, address="b", language="ru")
    assert clues_of(earlier, later).named[1]
    assert kept(earlier, later, whole=len(RU)) == []


def test_whom_a_translation_names_in_words_of_its_own_is_a_source() -> None:
    earlier, later = page(EN, address="a"), page(RU + OWN, address="b", language="ru")
    assert kept(earlier, later, whole=len(RU)) == ["Боб Другой"]


def test_a_translation_that_names_more_than_its_original_keeps_them() -> None:
    earlier = page("Nurses took blood from 18,800 people.", address="a")
    later = page(RU, address="b", language="ru")
    assert kept(earlier, later, whole=len(RU)) == ["Ана Пример"]
