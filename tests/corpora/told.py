"""Pairs of pages of which the later changed one thing, and what it changed.

Each page says three facts among sentences that say nothing of the kind; the later page is a copy with
a few words changed elsewhere, and one change of a known kind (or none).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from corpora import sentences
from corpora.spread import Piece, small_edits

PLACES = ("Kashgar", "Hotan", "Aksu", "Karamay", "Urumqi", "Turpan")
CHANGES = {
    "figure": ("{n} million people", "{m} million people"),
    "unit": ("million people", "million samples"),
    "age": ("aged {a} to", "aged {b} to"),
    "date": ("in {y}", "in {z}"),
    "place": ("residents of {p}", "residents of {q}"),
    "hedge": ("Police collected", "Police reportedly collected"),
    "negation": ("Police collected", "Police did not collect"),
    "modality": ("iris scans", "voice patterns"),
    "attribution": ("Human Rights Watch said", "Xinhua said"),
    "none": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier and a later text, and what was changed between them."""

    earlier: str
    later: str
    change: str


def tell(change: str, seed: int) -> Told:
    """One pair of pages."""
    dice = random.Random(f"{change} {seed}")  # noqa: S311 - pages, no secrets
    places, years = dice.sample(PLACES, 2), dice.sample(range(2013, 2020), 2)
    figures, ages = dice.sample(range(2, 60), 3), dice.sample(range(8, 20), 2)
    values = {
        "n": figures[0], "m": figures[1], "a": ages[0], "b": ages[1], "y": years[0],
        "z": years[1], "p": places[0], "q": places[1],
    }  # fmt: skip
    facts = [
        f"Police collected blood samples from {figures[0]} million people aged {ages[0]} to 65 in Xinjiang in {years[0]}.",
        f"Human Rights Watch said that the authorities recorded DNA, iris scans and fingerprints of {figures[2]} million residents of {places[0]}.",
    ]
    own = [Piece(n, text) for n, text in enumerate(dice.sample(sentences.english(), 4))]
    edited = small_edits(own, 0.05, "en", dice)
    before, after = (part.format(**values) for part in CHANGES[change])
    changed = [fact.replace(before, after) if before else fact for fact in facts]
    return Told(
        earlier=_page([piece.text for piece in own], facts),
        later=_page([piece.text for piece in edited], changed),
        change=change,
    )


def _page(own: list[str], facts: list[str]) -> str:
    return " ".join((own[0], facts[0], own[1], own[2], facts[1], own[3]))
