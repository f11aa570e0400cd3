"""Labelled attributions: read the passages of `tests/labelled/attributions` and grade a reader on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.model.document import Attribution
from firsthand.read.agents import fold, resolve_agent

FOLDER = Path(__file__).parent / "labelled/attributions"
CONTENT_LEAST = 0.5  # of the letters that label or reader give as content, so many are in both
_MARK = re.compile(r"\{(\d)([scx]) |\}")
_KINDS = ("credit", "byline", "reference", "anonymous")


@dataclass(slots=True)
class Label:
    """One attribution as a person marked it; offsets of letters in the passage."""

    kind: str = "said"
    names: tuple[str, ...] = ()
    source: set[int] = field(default_factory=set)
    cue: set[int] = field(default_factory=set)
    content: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage with everything that is attributed in it."""

    id: str
    language: str
    style: str
    text: str
    labels: tuple[Label, ...]


def labelled(half: str) -> Iterator[Labelled]:
    """Every passage of a half."""
    for part in re.split(r"(?m)^(?=# )", (FOLDER / f"{half}.txt").read_text("utf-8")):
        if part.strip():
            head, _, body = part.strip("\n").partition("\n")
            name, language, style = head[2:].split()
            yield _labelled(name, language, style, body)


def _labelled(name: str, language: str, style: str, body: str) -> Labelled:
    lines = body.split("\n")
    told = [line for line in lines if re.match(r"= \d ", line)]
    text, labels = _unmark("\n".join(line for line in lines if line not in told))
    for line in told:
        _, number, rest = line.split(" ", 2)
        first, _, after = rest.partition(" ")
        label = labels[number]
        if first in _KINDS:
            label.kind, rest = first, after
        label.names = tuple(part.strip() for part in rest.split("|") if part.strip())
    return Labelled(
        id=name, language=language, style=style, text=text, labels=tuple(labels.values())
    )


def _unmark(marked: str) -> tuple[str, dict[str, Label]]:
    """The words alone, and which of them bear which marks."""
    text, at = "", 0
    labels: dict[str, Label] = {}
    open_marks: list[tuple[str, str, int]] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group(1):
            open_marks.append((match.group(1), match.group(2), len(text)))
            labels.setdefault(match.group(1), Label())
        else:
            number, role, start = open_marks.pop()
            spans = {
                "s": labels[number].source,
                "c": labels[number].cue,
                "x": labels[number].content,
            }
            spans[role].update(n for n in range(start, len(text)) if text[n].isalnum())
    assert not open_marks, marked
    return text + marked[at:], labels


def grade(
    passages: Sequence[Labelled], read: Callable[[Labelled], Sequence[Attribution]]
) -> tuple[Counter[str], list[str]]:
    """How many were found whole, by their source alone, under the right name; and what went wrong."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for passage in passages:
        found = list(read(passage))
        counts["found"] += len(found)
        counts["labels"] += len(passage.labels)
        left = list(found)
        for label in passage.labels:
            pairs = [(_agreement(label, one, passage.text), n) for n, one in enumerate(left)]
            best = max(pairs, default=((0, 0, 0, 0), -1), key=lambda pair: pair[0])
            (source, cue, content, name), at = best
            if not source:
                wrong.append(
                    f"{passage.id} missed {_shown(passage.text, label.source or label.cue)}"
                )
                continue
            one = left.pop(at)
            counts["source"] += 1
            counts["cue"] += cue
            counts["content"] += content
            counts["name"] += name
            counts["whole"] += cue and content
            if not (cue and content and name):
                what = "" if cue else " cue"
                what += "" if content else " content"
                what += "" if name else f" name {one.agent!r} anonymous={one.anonymous}"
                wrong.append(f"{passage.id} wrong{what}: {_shown(passage.text, label.source)}")
        wrong += [
            f"{passage.id} extra {passage.text[o.source.start : o.source.end]!r} by {passage.text[o.cue.start : o.cue.end]!r}"
            for o in left
        ]
    return counts, wrong


def _agreement(label: Label, one: Attribution, text: str) -> tuple[int, int, int, int]:
    source = _letters(text, one.source.start, one.source.end)
    cue = _letters(text, one.cue.start, one.cue.end)
    content = _letters(text, one.content.start, one.content.end) if one.content else set()
    met = bool(source & label.source) if label.source else bool((source | cue) & label.cue)
    either = content | label.content
    share = len(content & label.content) / len(either) if either else 1.0
    return (
        int(met),
        int(not label.cue or bool(cue & label.cue)),
        int(not label.content or share >= CONTENT_LEAST),
        int(_is_named(label, one)),
    )


def _is_named(label: Label, one: Attribution) -> bool:
    if label.kind == "anonymous":
        return one.anonymous
    if not label.names:  # as the page has it, with a name or without
        return True
    known = {fold(resolve_agent(name)) for name in label.names}
    return not one.anonymous and fold(one.agent) in known


def _letters(text: str, start: int, end: int) -> set[int]:
    return {n for n in range(start, end) if text[n].isalnum()}


def _shown(text: str, letters: set[int]) -> str:
    return repr(text[min(letters) : max(letters) + 1]) if letters else repr(text)
