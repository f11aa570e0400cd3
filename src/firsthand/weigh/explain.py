"""Say in plain words what a statement rests on, so that a count of origins can be followed.

In: a statement, its backing, and what sources are called.  Out: one paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim, Stance
from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.weigh.ancestry import Ancestry
from firsthand.weigh.corroborate import Backing, is_firm
from firsthand.weigh.meaning import Meant

GROUPS_SHOWN_MAX = 6  # more would not be read; the table beside it lists them all
NAME_LETTERS_MAX = 90


def names_of_sources(lineage: Lineage, documents: Sequence[Document]) -> dict[str, str]:
    """What each document and origin is called: an origin's name, else publisher, title, address."""
    names = {}
    for document in sorted(documents, key=lambda document: document.id):
        names[document.id] = document.publisher or document.title or document.address or document.id
    for origin in lineage.origins:
        if origin.name:
            names[origin.id] = origin.name
    return {id_: _short(name) for id_, name in names.items()}


def explain(meant: Meant, backing: Backing, ancestry: Ancestry, names: Mapping[str, str]) -> str:
    """What *meant* rests on, in words: which pages go back to which first source."""
    groups = _pages_by_origin(meant, backing)
    own = {
        ancestry.node(claim.suggestion.document): ancestry.begins_since[claim.id]
        for claim in meant.claims
        if claim.id in ancestry.begins_since
    }
    pages = len({claim.suggestion.document for claim in meant.claims})
    sentences = [_headline(pages, backing.origins.count), _who(groups, ancestry, names, own)]
    if meant.stance is Stance.UNKNOWN:
        sentences.append("They say that it is not known, which supports nothing")
    elif not backing.firm.count:
        sentences.append("None of them says it without a hedge")
    elif backing.firm.count < backing.origins.count:
        count = backing.firm.count
        sentences.append(f"Of these, {count} {_agree(count, 'says', 'say')} it without a hedge")
    if backing.firm.count > len(backing.carriers) == 1:
        sentences.append("All of it reaches us through one page, which may be wrong about each")
    sentences.append(_judged(backing.judged_count, meant.claims))
    return ". ".join(sentence for sentence in sentences if sentence) + "."


def _headline(pages: int, count: int) -> str:
    if pages == 1:
        return f"1 page, {count} independent {_agree(count, 'origin', 'origins')}"
    if count == 1:
        return f"{pages} pages, all resting on one origin"
    return f"{pages} pages, {count} independent origins"


def _who(
    groups: Mapping[str, tuple[set[str], set[str]]],
    ancestry: Ancestry,
    names: Mapping[str, str],
    own: Mapping[str, str],
) -> str:
    ordered = sorted(groups, key=lambda o: (-len(groups[o][0]), names.get(o, o), o))
    parts = []
    for origin in ordered[:GROUPS_SHOWN_MAX]:
        pages, open_ = groups[origin]
        name = names.get(origin, origin)
        others = {page for page in pages if ancestry.node(page) != origin}
        if not others:
            since = own.get(origin)
            parts.append(
                f"{name} has it itself: {since}" if since else f"{name} names no source of its own"
            )
            continue
        rest = _agree(len(others), "rests", "rest")
        sure = f"may {_agree(2, 'rests', 'rest')}" if open_ >= others else rest
        itself = ", which is in the case itself" if others != pages else ""
        parts.append(
            f"{len(others)} {_agree(len(others), 'page', 'pages')} {sure} on {name}{itself}"
        )
    if len(ordered) > GROUPS_SHOWN_MAX:
        parts.append(f"and {len(ordered) - GROUPS_SHOWN_MAX} more")
    return "; ".join(parts)


def _pages_by_origin(meant: Meant, backing: Backing) -> dict[str, tuple[set[str], set[str]]]:
    """For each origin that counts, the pages that rest on it, and those that only may."""
    groups: dict[str, tuple[set[str], set[str]]] = {}
    for claim in sorted(meant.claims, key=lambda claim: (not is_firm(claim), claim.id)):
        page = claim.suggestion.document
        for support in backing.supports[claim.id]:
            counted = sorted(support.intersection(backing.origins.chosen))
            origin = counted[0] if counted else min(support)
            pages, open_ = groups.setdefault(origin, (set(), set()))
            pages.add(page)
            if len(support) > 1:
                open_.add(page)
    return groups


def _judged(accepted: int, claims: Sequence[Claim]) -> str:
    if accepted == len(claims):
        return "A person has read every claim" if accepted > 1 else "A person has read the claim"
    if accepted:
        return f"A person has accepted {accepted} of {len(claims)} claims"
    if any(claim.said or claim.judgement for claim in claims):
        return "Of what people have judged of it nothing is accepted yet"
    return "No person has judged any of it yet"


def counted(count: int, what: str) -> str:
    """A number and what it counts."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def _agree(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= NAME_LETTERS_MAX else line[: NAME_LETTERS_MAX - 1].rstrip() + "…"
