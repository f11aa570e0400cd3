"""How long it takes to say of every claim what would change without it, and to weigh, in CPU seconds.

In: how many pages (seven claims each, drawn by a fixed seed).  Out: one line.
Run: `python bench/judging.py [PAGES]`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    Counts,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Place,
    Quantity,
    Stance,
    Suggestion,
    Words,
)
from firsthand.model.document import Document, Quotation, ReadState, TextPosition
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.weigh.leverage import find_levers
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh

PAGES = 1_500
CLAIMS_A_PAGE = 7
RULES = Maker(kind=MakerKind.RULES, name="bench", version="1")


def page(number: int) -> Document:
    """A page whose text no other has."""
    return Document(
        capture=f"{number:064d}", locator="", address=f"https://example.org/{number}",
        media_type="text/html", state=ReadState.READ, text=f"the text of {number}",
    )  # fmt: skip


def value(dice: random.Random) -> tuple[Element, ElementValue]:
    """Half are codes that many pages say, a tenth counts, the rest rare."""
    drawn = dice.random()
    if drawn < 0.5:
        code = dice.choice(["dna", "iris", "fingerprint", "face", "blood_sample", "voice"])
        return Element.MODALITY, Coded(code=code, text=code)
    if drawn < 0.6:
        number = dice.choice([1, 2, 5, 10, 12, 17, 36]) * dice.choice([10**5, 10**6])
        return Element.SCALE, Quantity(
            low=number, high=number, approximate=False, unit="examined", counts=Counts.PERSONS,
            place=dice.choice(["Xinjiang", "Kashgar", "Tibet"]),
            period=dice.choice(["2016", "2017", "2016/2017", None]),
        )  # fmt: skip
    if drawn < 0.8:
        return Element.PLACE, Place(name=f"place {dice.randrange(300)}", code="")
    if drawn < 0.85:
        low, high = dice.choice([12, 0, None]), dice.choice([65, 60, 70])
        return Element.AGE_RANGE, AgeRange(age_years_min=low, age_years_max=high)
    return Element.TOOL, Words(text=f"tool {dice.randrange(800)}")


def said(document: Document, number: int, dice: random.Random) -> Claim:
    """One claim of a page, at a place of its own."""
    element, meant = value(dice)
    position = TextPosition(start=number * 10, end=number * 10 + 5)
    quotation = Quotation(document=document.id, exact="words", position=position)
    return Claim(
        suggestion=Suggestion(
            document=document.id, element=element, value=meant, quotation=quotation, said_by="",
            stance=Stance.ASSERTED, maker=RULES,
        )
    )  # fmt: skip


def repeated(later: Document, earlier: Document) -> Derivation:
    """One page that has another's words."""
    evidence = (DerivationEvidence(type=EvidenceType.REUSE),)
    return Derivation(
        later=later.id,
        earlier=earlier.id,
        kind=DerivationKind.REWRITE,
        score=0.9,
        evidence=evidence,
    )


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that *work* takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Two thirds of the pages repeat an earlier one."""
    dice = random.Random(1)  # noqa: S311 - figures to measure with, no secrets
    pages = [page(number) for number in range(int(sys.argv[1]) if sys.argv[1:] else PAGES)]
    claims = [said(each, number, dice) for each in pages for number in range(CLAIMS_A_PAGE)]
    edges = tuple(
        repeated(each, pages[dice.randrange(number)])
        for number, each in enumerate(pages)
        if number > 5 and number % 3
    )
    lineage, settings = Lineage(derivations=edges), WeighSettings()
    levers = seconds(
        lambda: find_levers(
            claims, lineage=lineage, documents=pages, populations=(), settings=settings
        )
    )
    weighed = seconds(
        lambda: weigh(claims, lineage=lineage, documents=pages, populations=(), settings=settings)
    )
    print(f"{len(claims):,} claims: levers {levers:.1f} s, weighing {weighed:.1f} s")


if __name__ == "__main__":
    main()
