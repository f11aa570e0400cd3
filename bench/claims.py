"""Measure claiming on labelled passages: precision and recall per element and language, traps passed.

    python bench/claims.py tests/labelled/heldout [--misses] [--element scale] [--speed]

Each value counts once in a passage. A suggestion is right where a label of its passage has the same
element and value; a label is found likewise. Values are the same where the code is (coded elements),
both ends (ages), the EDTF text (periods), the code or, without one, the name (places), and low, high,
unit and what is counted (scale; for populations low and high). Of what was found, it is told how often
the quote overlaps the label's, and how often stance and source are the label's. A trap is a value
that a passage says must not be suggested.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from firsthand.claim.suggest import suggest
from firsthand.model.claim import (
    AgeRange,
    Coded,
    ElementValue,
    Period,
    Place,
    Quantity,
    Suggestion,
    Words,
)
from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.moment import UncertainDate
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages

ELEMENTS = (
    "modality", "channel", "collector", "recipient", "age_range", "place", "period", "scale",
    "population", "linkage", "compulsion", "consent", "sanction",
)  # fmt: skip
ROUNDS = 5  # of reading everything, to measure speed
PERCENT = 100  # labels write shares as fractions, a quantity in percent


def passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Every labelled passage under *folder*."""
    for path in sorted(folder.rglob("*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))["passage"]


def document(passage: Mapping[str, Any]) -> Document:
    """The passage as a page, a block a line."""
    text = passage["text"].strip()
    lines = [
        Block(position=TextPosition(start=m.start(), end=m.end()), role=BlockRole.ARTICLE, path="")
        for m in re.finditer(r"[^\n]+", text)
    ]
    published = passage.get("published")
    return Document(
        capture=hashlib.sha256(text.encode()).hexdigest(),
        locator="",
        address=f"https://{passage['id']}.example/",
        media_type="text/plain",
        state=ReadState.READ,
        text=text,
        title=passage.get("title"),
        publisher=passage.get("publisher"),
        published=UncertainDate(edtf=published, found="label") if published else None,
        language=passage["language"],
        blocks=tuple(lines),
    )


def read(passage: Mapping[str, Any]) -> tuple[Suggestion, ...]:
    """What the program suggests on the passage."""
    page = document(passage)
    parts = split_passages(page)
    return suggest(
        page, passages=parts, attributions=find_attributions(page, passages=parts)
    ).values


def labelled(element: str, value: Mapping[str, Any]) -> tuple[object, ...]:
    """What makes a label's value the same as another."""
    if element == "age_range":
        return (value.get("min"), value.get("max"))
    if element == "period":
        return (value["edtf"],)
    if element == "place":
        return (value.get("code") or value["name"].lower(),)
    if element in {"scale", "population"}:
        factor = PERCENT if value.get("unit") == "share" else 1
        ends = tuple(
            None if value.get(end) is None else round(value[end] * factor, 4)
            for end in ("low", "high")
        )
        if value.get("vague"):
            ends = ("vague", "vague")
        return ends if element == "population" else (*ends, value.get("unit"), value.get("counts"))
    return (value.get("code", value.get("text")),)


def suggested(element: str, value: ElementValue) -> tuple[object, ...]:
    """The same for a suggestion's value."""
    if isinstance(value, AgeRange):
        return (value.age_years_min, value.age_years_max)
    if isinstance(value, Period):
        return (value.edtf,)
    if isinstance(value, Place):
        return (value.code or value.name.lower(),)
    if isinstance(value, Quantity):
        ends: tuple[object, object] = ("vague", "vague") if value.vague else (value.low, value.high)
        return ends if element == "population" else (*ends, value.unit, value.counts)
    assert isinstance(value, Coded | Words)
    return (value.code if isinstance(value, Coded) else value.text,)


def is_trap(trap: Mapping[str, Any], made: Suggestion) -> bool:
    """Whether a suggestion says what the trap says must not be said."""
    if trap["element"] != made.element:
        return False
    value, given = trap.get("value") or {}, made.value
    if isinstance(given, Quantity):  # equal bounds in any unit that no claim here has with them
        return labelled("population", value) == suggested("population", given)
    if not value:
        return True
    return labelled(trap["element"], value) == suggested(trap["element"], given)


class Tally:
    """What was right, wrong and missed."""

    def __init__(self) -> None:
        self.right: Counter[tuple[str, str]] = Counter()
        self.made: Counter[tuple[str, str]] = Counter()
        self.labels: Counter[tuple[str, str]] = Counter()
        self.kept: dict[str, Counter[str]] = defaultdict(Counter)
        self.shown: list[str] = []

    def add(self, passage: Mapping[str, Any], *, only: str | None) -> None:
        """One passage."""
        language = passage["language"]
        page = document(passage).text
        made: dict[tuple[str, tuple[object, ...]], list[Suggestion]] = defaultdict(list)
        everything = read(passage)
        for each in everything:
            if each.element in ELEMENTS:
                made[each.element, suggested(each.element, each.value)].append(each)
        labels = {
            (claim["element"], labelled(claim["element"], claim["value"])): claim
            for claim in passage.get("claim", [])
            if claim["element"] in ELEMENTS
        }
        for key in sorted({*made, *labels}, key=repr):
            if only and key[0] != only:
                continue
            cell = (key[0], language)
            self.made[cell] += key in made
            self.labels[cell] += key in labels
            self.right[cell] += key in made and key in labels
            if key in made and key in labels:
                self._compare(made[key], labels[key], page, passage["id"], language)
            else:
                word = "WRONG " if key in made else "MISSED"
                why = made[key][0].quotation.exact if key in made else str(labels[key]["quote"])
                self.shown.append(f"{word} {passage['id']} {key[0]} {key[1]}: {why[:160]}")
        for trap in passage.get("not", []):
            fallen = [
                each
                for each in everything
                if is_trap(trap, each)
                and (each.element, suggested(each.element, each.value)) not in labels
            ]
            self.kept[language]["traps"] += 1
            self.kept[language]["traps passed"] += not fallen
            if fallen and not only:
                self.shown.append(
                    f"TRAP   {passage['id']} {trap['element']} {trap.get('value')}: {trap.get('why')}"
                )

    def _compare(
        self, made: list[Suggestion], label: Mapping[str, Any], page: str, name: str, language: str
    ) -> None:
        at = page.find(label["quote"])
        overlaps = [
            each
            for each in made
            if at < each.quotation.position.end
            and each.quotation.position.start < at + len(label["quote"])
        ]
        kept = self.kept[language]
        kept["found"] += 1
        kept["quote"] += bool(overlaps)
        best = overlaps[0] if overlaps else made[0]
        kept["stance"] += best.stance == label["stance"]
        if best.stance != label["stance"]:
            self.shown.append(
                f"STANCE {name} {best.element} {best.stance} for {label['stance']}: {best.quotation.exact[:120]}"
            )
        same = _who(best.said_by) == _who(label["said_by"])
        kept["said by"] += same
        if not same:
            self.shown.append(
                f"SAID   {name} {best.element} {best.said_by!r} for {label['said_by']!r}: {best.quotation.exact[:120]}"
            )

    def show(self) -> None:
        """Print the tables."""
        for language in sorted({language for _, language in self.labels}):
            print(f"\n{language}: element, suggested, labelled, right, precision, recall")
            for element in (*ELEMENTS, "all"):
                cells = [element] if element != "all" else list(ELEMENTS)
                made, labels, right = (
                    sum(count[cell, language] for cell in cells)
                    for count in (self.made, self.labels, self.right)
                )
                print(
                    f"  {element:11} {made:5} {labels:5} {right:5}  {_share(right, made)}  {_share(right, labels)}"
                )
            kept = self.kept[language]
            print(
                f"  of {kept['found']} found: quote overlaps {_share(kept['quote'], kept['found'])},"
                f" stance {_share(kept['stance'], kept['found'])}, said by {_share(kept['said by'], kept['found'])};"
                f" traps passed {kept['traps passed']} of {kept['traps']}"
            )


def _who(name: str) -> str:
    """Whom a name means, without its article."""
    known = resolve_agent(name).lower() if name else ""
    return re.sub(r"^(?:the|an?|one|three|two)\s+", "", known)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else " -  "


def show_speed(texts: list[dict[str, Any]]) -> None:
    """Print how fast passages are parted, searched for sources and claimed from."""
    for passage in texts:
        read(passage)  # patterns are compiled once
    start = time.process_time()
    for _ in range(ROUNDS):
        for passage in texts:
            read(passage)
    spent = time.process_time() - start
    letters = ROUNDS * sum(len(passage["text"]) for passage in texts)
    print(
        f"{ROUNDS * len(texts) / spent:.0f} passages a CPU second,"
        f" {letters / spent / 1000:.0f} thousand characters a CPU second"
    )


def main() -> None:
    """Read the passages, print the tables."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("--misses", action="store_true", help="print everything wrong or missed")
    ask.add_argument("--element", choices=ELEMENTS, help="this element alone")
    ask.add_argument("--speed", action="store_true", help="how many passages a CPU second")
    asked = ask.parse_args()
    if asked.speed:
        show_speed(list(passages(asked.folder)))
        return
    tally = Tally()
    number = 0
    for passage in passages(asked.folder):
        tally.add(passage, only=asked.element)
        number += 1
    if not number:
        sys.exit(f"no labelled passages under {asked.folder}")
    if asked.misses:
        print("\n".join(tally.shown))
    print(f"\n{number} passages")
    tally.show()


if __name__ == "__main__":
    main()
