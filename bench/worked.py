"""Hold the machine's lineage of the worked case against the analyst's: `python bench/worked.py [told|notes]`.

`notes` are the case's documents as they ship, which name nobody: there the machine has shared words
alone. `told` is each page in the forms of the press, as its row in the tables says: who said each
statement, and a credit or a sentence for each source that the page shows; what the analyst inferred
is not written down. Sources are compared by whom they are (`resolve_agent`): of two reports by one
organisation the machine knows the name, not which.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.model.document import Document  # noqa: E402 - path first
from firsthand.model.lineage import Lineage  # noqa: E402
from firsthand.pipeline.worked_case import WorkedCase, worked_case  # noqa: E402
from firsthand.pipeline.worked_table import Card, SourceRow  # noqa: E402
from firsthand.read.agents import known_in, resolve_agent  # noqa: E402
from firsthand.read.attributions import find_attributions  # noqa: E402
from firsthand.read.passages import split_passages  # noqa: E402
from firsthand.trace.descent import trace_documents  # noqa: E402
from firsthand.trace.settings import TraceSettings  # noqa: E402
from firsthand.trace.wanted import missing_origins  # noqa: E402
from spoken import page  # noqa: E402

WORST = 10
FORMS = (
    "{who} said that {small}.", "{large}, according to {who}.", "According to {who}, {small}.",
    "“{large},” {who} said in a statement.", "{who} also found that {small}.",
    "{large}, said {who}.", "{who} told reporters that {small}.",
)  # fmt: skip
CREDITS = ("Source: {who}", "({who})", "By {who}")
SHOWN = (
    "{who} first reported this.",
    "So says a report by {who}.",
    "As {who} reported, it goes on.",
)


def who_is(name: str) -> str:
    """Whom a row of the tables means."""
    known = known_in(name)
    return known[0].name if known else resolve_agent(re.split(r",| \(|;", name)[0])


def told(source: SourceRow, cards: Iterable[Card], names: Mapping[str, str]) -> str:
    """A page as the press would have it: statements with who said them, credits."""
    lines = []
    for number, card in enumerate(cards):
        words = card.statement.rstrip(".")
        small = words if words[:2].isupper() else words[0].lower() + words[1:]
        who = (
            card.said_by
            if card.said_by[:1].isupper() or not card.said_by
            else f"the {card.said_by}"
        )
        form = FORMS[(number + len(source.id)) % len(FORMS)] if who else "{large}."
        line = form.format(who=who, small=small, large=words)
        lines.append(line[0].upper() + line[1:])
    for number, (parent, basis) in enumerate(source.parents):
        kinds = {"credit line": CREDITS, "visible text": SHOWN}.get(basis)
        if kinds:
            form = kinds[(number + len(source.id)) % len(kinds)]
            lines.append(form.format(who=names[parent]))
    return "\n".join(dict.fromkeys(lines))


def documents(case: WorkedCase, how: str) -> dict[str, Document]:
    """A document for each page of the tables, by the tables' id."""
    names = {origin.id: origin.name.split(",")[0] for origin in case.origins}
    names |= {source.id: source.publisher for source in case.sources}
    notes = {note.source: note.data.decode() for note in case.notes}
    return {
        source.id: page(
            notes[source.id]
            if how == "notes"
            else told(source, [c for c in case.cards if c.source == source.id], names),
            address=source.address,
            publisher=source.publisher,
            published=source.published or None,
            language="en",
        )
        for source in case.sources
    }


def trace(made: Iterable[Document]) -> Lineage:
    """The machine's own lineage."""
    every = list(made)
    named = {d.id: find_attributions(d, passages=split_passages(d)) for d in every}
    return trace_documents(
        every, attributions=named, resolve=resolve_agent, settings=TraceSettings()
    )


def main() -> None:
    """Parents, first sources, and the list of what to get."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("how", nargs="?", default="told", choices=["told", "notes"])
    how = parser.parse_args().how
    case = worked_case()
    made = documents(case, how)
    lineage = trace(made.values())
    agents = {source.id: who_is(source.publisher) for source in case.sources}
    agents |= {origin.id: who_is(origin.name) for origin in case.origins}
    ids = {document.id: key for key, document in made.items()}
    named = {origin.id: who_is(origin.name) for origin in lineage.origins}

    def agent(key: str) -> str:
        return agents[ids[key]] if key in ids else named.get(key, key)

    wrong: Counter[str] = Counter()
    _compare(
        "parents", made, _parents_told(case, agents), _parents_found(lineage, made, agent), wrong
    )
    _compare(
        "first sources", made, _first_told(case, agents), _first_found(lineage, made, agent), wrong
    )
    wanted = {agents[o.id] for o in case.origins}
    listed = [who_is(row.name) for row in missing_origins(lineage)]
    hits = wanted & set(listed)
    rows = sum(agents[o.id] in hits for o in case.origins)
    print(
        f"to get: {len(listed)} listed, {len(set(listed))} sources; in the table {len(case.origins)} rows, {len(wanted)} sources"
    )
    print(
        f"        sources found {len(hits)} (recall {len(hits) / len(wanted):.2f}, precision {len(hits) / max(1, len(set(listed))):.2f}), rows met {rows} of {len(case.origins)}"
    )
    print("listed, not in the table:", "; ".join(sorted(set(listed) - wanted)[:25]))
    print("in the table, not listed:", "; ".join(sorted(wanted - set(listed))[:60]))
    print(
        "worst:",
        *(f"  {count} pages: {what}" for what, count in wrong.most_common(WORST)),
        sep="\n",
    )


def _compare(
    what: str,
    made: Mapping[str, Document],
    told_by: Mapping[str, set[str]],
    found_by: Mapping[str, set[str]],
    wrong: Counter[str],
) -> None:
    right = missed = extra = pages = 0
    for key in made:
        want, got = told_by.get(key, set()), found_by.get(key, set())
        right += len(want & got)
        missed += len(want - got)
        extra += len(got - want)
        pages += want == got
        wrong.update(f"{what} missing: {one}" for one in want - got)
        wrong.update(f"{what} wrong: {one}" for one in got - want)
    print(
        f"{what}: found {right}, wrong {extra}, missing {missed}; pages exactly right {pages} of {len(made)}"
    )


def _parents_told(case: WorkedCase, agents: Mapping[str, str]) -> dict[str, set[str]]:
    return {s.id: {agents[p] for p, _ in s.parents} for s in case.sources}


def _parents_found(
    lineage: Lineage, made: Mapping[str, Document], agent: Callable[[str], str]
) -> dict[str, set[str]]:
    above = _above(lineage)
    return {key: {agent(e) for e in above.get(d.id, ())} for key, d in made.items()}


def _first_told(case: WorkedCase, agents: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for card in case.cards:
        if card.first_source:
            found.setdefault(card.source, set()).add(agents[card.first_source])
    return {s.id: found.get(s.id) or {agents[s.id]} for s in case.sources}


def _first_found(
    lineage: Lineage, made: Mapping[str, Document], agent: Callable[[str], str]
) -> dict[str, set[str]]:
    above = _above(lineage)

    def first(key: str) -> set[str]:
        met, waiting, ends = {key}, [key], set()
        while waiting:
            here = waiting.pop()
            if not above.get(here):
                ends.add(here)
            for up in above.get(here, ()):
                if up not in met:
                    met.add(up)
                    waiting.append(up)
        return ends

    return {key: {agent(e) for e in first(d.id)} for key, d in made.items()}


def _above(lineage: Lineage) -> dict[str, set[str]]:
    above: dict[str, set[str]] = {}
    for edge in lineage.derivations:
        above.setdefault(edge.later, set()).add(edge.earlier)
    return above


if __name__ == "__main__":
    main()
