"""Measure claiming on labelled passages: precision and recall per element and language, traps passed.

    python bench/claims.py tests/labelled/heldout [--misses] [--element scale ...] [--language ru] [--speed]

Each value counts once in a passage. A suggestion is right where a label of its passage has the same
element and value; a label is found likewise. Values are the same where the code is (coded elements),
both ends (ages), the EDTF text (periods), the code or, without one, the name (places), low, high,
unit and what is counted (scale; for populations low and high), or, for elements whose value is the
source's own words, where one text holds the other, without case and script, or shares at least half of
the shorter one's words (signs in Chinese); groups and laws need the same code and such a text. Of what was found, it is told how often
the quote overlaps the label's, and how often stance and source are the label's. A trap is a value
that a passage says must not be suggested.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the program does: threads that wait cost CPU time

from firsthand.claim.folding import fold
from firsthand.claim.languages import packaged
from firsthand.claim.remembered import forget
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
from firsthand.pipeline.suggesting import prepare
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages

ELEMENTS = (
    "modality", "channel", "collector", "recipient", "age_range", "place", "period", "scale",
    "population", "linkage", "compulsion", "consent", "sanction", "aim", "storage", "age_exception",
    "target_group", "kinship", "legal_basis", "tool", "absent_residents", "surveillance_context",
    "assessment", "denial",
)  # fmt: skip
THIRTEEN = frozenset(ELEMENTS[: ELEMENTS.index("aim")])  # a part that has any of these has all
ELEVEN = frozenset(ELEMENTS) - THIRTEEN  # and so with these; their values hold words to compare
SHARED_MIN = 0.5  # of the shorter text's words
IDLE = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "and", "or", "for", "by", "with", "is", "are", "was", "were",
    "be", "that", "it", "its", "their", "as", "at", "from", "his", "her", "this",
})  # fmt: skip  # words that say nothing by themselves
IDLE_SIGNS = frozenset("的了和与及在是为对其")
ROUNDS = 5  # of reading everything, to measure speed
PERCENT = 100  # labels write shares as fractions, a quantity in percent


def passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Every labelled passage under *folder*, or in it where it is a file."""
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*.toml")):
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
        return ends if element == "population" else (*ends, value.get("unit"), value.get("counts"))
    if element in ELEVEN:
        return tuple(value[key] for key in ("code", "text") if key in value)
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
        ends = tuple(end if end is None else round(end, 4) for end in (value.low, value.high))
        return ends if element == "population" else (*ends, value.unit, value.counts)
    assert isinstance(value, Coded | Words)
    if isinstance(value, Words):
        return (value.text,)
    return (value.code, value.text) if element in ELEVEN else (value.code,)


def is_trap(trap: Mapping[str, Any], made: Suggestion) -> bool:
    """Whether a suggestion says what the trap says must not be said."""
    if trap["element"] != made.element:
        return False
    value, given = trap.get("value") or {}, made.value
    if isinstance(given, Quantity):  # equal bounds in any unit that no claim here has with them
        return labelled("population", value) == suggested("population", given)
    if not value:
        return True
    element = trap["element"]
    return is_same(element, suggested(element, given), labelled(element, value))


def is_same(element: str, one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two values, as `labelled` and `suggested` give them, are the same; *other* is the label's."""
    if element not in ELEVEN:
        return one == other
    *codes, text = one
    *wanted, label = other
    return codes == wanted and is_like(str(text), str(label))


def is_like(text: str, label: str) -> bool:
    """Whether one text holds the other, or shares half of the label's words (signs in Chinese)."""
    text, label = _plain(text), _plain(label)
    if text in label or label in text:
        return True
    told, wanted = _content(text), _content(label)
    return len(told & wanted) >= SHARED_MIN * len(wanted) > 0


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())


def _content(text: str) -> frozenset[str]:
    """What of a text says something: words without the idlest, Chinese sign by sign."""
    signs = re.findall(r"[\u3400-\u9fff]", text)
    words = re.findall(r"[^\W\u3400-\u9fff]+", text)
    return frozenset(signs) - IDLE_SIGNS | frozenset(words) - IDLE


class Tally:
    """What was right, wrong and missed, of *elements*."""

    def __init__(self, elements: Sequence[str]) -> None:
        self.elements = elements
        self.right: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.made: Counter[tuple[str, str]] = Counter()
        self.labels: Counter[tuple[str, str]] = Counter()
        self.kept: dict[str, Counter[str]] = defaultdict(Counter)
        self.shown: list[str] = []

    def add(self, passage: Mapping[str, Any]) -> None:
        """One passage."""
        language = passage["language"]
        page = document(passage).text
        everything = read(passage)
        spans = [(each.quotation.exact, each.quotation.position) for each in everything]
        self.kept[language]["made"] += len(spans)
        self.kept[language]["quote exact"] += sum(
            page[at.start : at.end] == exact for exact, at in spans
        )
        labels = [
            (claim["element"], labelled(claim["element"], claim["value"]), claim)
            for claim in passage.get("claim", [])
        ]
        for element in self.elements:
            made = _distinct(
                (suggested(element, each.value), each)
                for each in everything
                if each.element == element
            )
            wanted = _distinct((value, claim) for one, value, claim in labels if one == element)
            cell = (element, language)
            self.made[cell] += len(made)
            self.labels[cell] += len(wanted)
            for value, each in made:
                right = any(is_same(element, value, other) for other, _ in wanted)
                self.right[cell] += right
                if not right:
                    self.shown.append(
                        f"WRONG  {passage['id']} {element} {value}: {each.quotation.exact[:160]}"
                    )
            for other, claim in wanted:
                hits = [
                    each
                    for each in everything
                    if each.element == element
                    and is_same(element, suggested(element, each.value), other)
                ]
                self.found[cell] += bool(hits)
                if hits:
                    self._compare(hits, claim, page, passage["id"], language)
                else:
                    self.shown.append(
                        f"MISSED {passage['id']} {element} {other}: {claim['quote'][:160]}"
                    )
        self._traps(passage, everything, labels)

    def _traps(
        self,
        passage: Mapping[str, Any],
        everything: Sequence[Suggestion],
        labels: Sequence[tuple[str, tuple[object, ...], Any]],
    ) -> None:
        language = passage["language"]
        for trap in passage.get("not", []):
            if trap["element"] not in self.elements:
                continue
            fallen = [
                each
                for each in everything
                if is_trap(trap, each)
                and not any(
                    one == each.element and is_same(one, suggested(each.element, each.value), value)
                    for one, value, _ in labels
                )
            ]
            self.kept[language]["traps"] += 1
            self.kept[language]["traps passed"] += not fallen
            if fallen:
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
            rows = [(element, [element]) for element in self.elements]
            rows.append(("thirteen", [each for each in self.elements if each in THIRTEEN]))
            rows.append(("eleven", [each for each in self.elements if each not in THIRTEEN]))
            rows.append(("all", list(self.elements)))
            for element, cells in rows:
                made, labels, right, found = (
                    sum(count[cell, language] for cell in cells)
                    for count in (self.made, self.labels, self.right, self.found)
                )
                print(
                    f"  {element:20} {made:5} {labels:5} {right:5}  {_share(right, made)}  {_share(found, labels)}"
                )
            kept = self.kept[language]
            print(
                f"  of {kept['found']} found: quote overlaps {_share(kept['quote'], kept['found'])},"
                f" stance {_share(kept['stance'], kept['found'])}, said by {_share(kept['said by'], kept['found'])};"
                f" traps passed {kept['traps passed']} of {kept['traps']}"
            )


def _distinct(
    pairs: Iterable[tuple[tuple[object, ...], Any]],
) -> list[tuple[tuple[object, ...], Any]]:
    """Each value once."""
    kept: dict[tuple[object, ...], Any] = {}
    for value, item in pairs:
        kept.setdefault(value, item)
    return list(kept.items())


def _who(name: str) -> str:
    """Whom a name means, without its article."""
    known = resolve_agent(name).lower() if name else ""
    return re.sub(r"^(?:the|an?|one|three|two)\s+", "", known)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else " -  "


def show_speed(texts: list[dict[str, Any]]) -> None:
    """Print how fast passages are parted, searched for sources and claimed from, each as if never seen."""
    prepare()  # as the program does before it reads pages
    for passage in texts:
        read(passage)  # patterns are compiled once
    spent = 0.0
    for _ in range(ROUNDS):
        for words in packaged().values():
            words.sieve.known.clear()  # what is remembered of a text would answer for it the next time
        forget()
        start = time.process_time()
        for passage in texts:
            read(passage)
        spent += time.process_time() - start
    letters = ROUNDS * sum(len(passage["text"]) for passage in texts)
    sentences = ROUNDS * sum(len(split_passages(document(passage))) for passage in texts)
    print(
        f"{ROUNDS * len(texts) / spent:.0f} texts, {sentences / spent:.0f} passages (sentences),"
        f" {letters / spent / 1000:.0f} thousand characters a CPU second"
    )


def main() -> None:
    """Read the passages, print the tables."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("--misses", action="store_true", help="print everything wrong or missed")
    ask.add_argument(
        "--element", choices=ELEMENTS, action="append", help="this element alone; may be repeated"
    )
    ask.add_argument("--language", action="append", help="passages in it alone; may be repeated")
    ask.add_argument("--speed", action="store_true", help="how many passages a CPU second")
    asked = ask.parse_args()
    texts = [
        each
        for each in passages(asked.folder)
        if not asked.language or each["language"] in asked.language
    ]
    if not texts:
        sys.exit(f"no labelled passages under {asked.folder}")
    if asked.speed:
        show_speed(texts)
        return
    told = {claim["element"] for passage in texts for claim in passage.get("claim", [])}
    labelled_sets = [part for part in (THIRTEEN, ELEVEN) if part & told]
    tally = Tally(
        asked.element or [each for each in ELEMENTS if any(each in part for part in labelled_sets)]
    )
    for passage in texts:
        tally.add(passage)
    if asked.misses:
        print("\n".join(tally.shown))
    print(f"\n{len(texts)} passages")
    tally.show()


if __name__ == "__main__":
    main()
