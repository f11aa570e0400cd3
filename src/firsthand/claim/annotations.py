"""Write claims as W3C Web Annotations, and read such a file as rows that ask for something.

In: claims and pages, or a JSON document.  Out: annotations (one a claim), or cells like those of a table's row.
The model is https://www.w3.org/TR/annotation-model/: the target is the words of a page, found again by position
and by quote with what stands around it; one body names the element, one describes what is said as JSON, and one
assesses it for each person who judged it. Only terms of that vocabulary are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firsthand.claim.anchored import AnchorError, anchor_by_context, around
from firsthand.claim.sheet import own_judgement
from firsthand.claim.valued import written_value
from firsthand.claim.wishes import Known, RowError, find_page
from firsthand.model.claim import Claim, Judgement, MakerKind
from firsthand.model.custody import Agent, person_of
from firsthand.model.document import Document

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
URN = "urn:x-firsthand:"
AROUND_CHARACTERS_MAX = 1_000  # what others keep around a quote; more tells no two places apart
_ID_CHARACTERS = 40


def page_of_annotations(
    claims: Sequence[Claim],
    *,
    documents: Sequence[Document],
    case: str,
    tool: Agent,
    by: str,
    blind: bool,
    hidden: re.Pattern[str] | None = None,
) -> dict[str, Any]:
    """All *claims* as one annotation page; blind, only what *by* said of them is told.

    What *hidden* finds on a page is not kept around a quotation, not even in part.
    """
    pages = {document.id: document for document in documents}
    spans = {
        key: [found.span() for found in hidden.finditer(page.text)] if hidden else []
        for key, page in pages.items()
    }
    items = [
        _annotation(claim, tool=tool, by=by, blind=blind) | _target(claim, pages[key], spans[key])
        for claim in claims
        if (key := claim.suggestion.document) in pages
    ]
    return {
        "@context": CONTEXT,
        "id": f"{URN}claims:{case}",
        "type": "AnnotationPage",
        "items": items,
    }


def _annotation(claim: Claim, *, tool: Agent, by: str, blind: bool) -> dict[str, Any]:
    made = claim.suggestion
    said = [each for each in claim.said if not blind or each.by.person == person_of(by)]
    told = {
        "element": made.element.value,
        "value": written_value(made.value),
        "said_by": made.said_by,
        "stance": made.stance.value,
    }
    if made.element_was:
        told["element_was"] = made.element_was
    annotation: dict[str, Any] = {
        "id": f"{URN}claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": f"{tool.name} {tool.version}"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": made.element.value},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(told, ensure_ascii=False, sort_keys=True),
            },
            *(_assessed(each) for each in said),
        ],
    }
    if not blind:
        person = made.maker.kind is MakerKind.PERSON
        kind = "Person" if person else "Software"
        annotation["creator"] = {"type": kind, "name": made.maker.name}
    own = own_judgement(claim, by) if blind else claim.judgement
    if own is not None:
        annotation["created"] = own.at.utc
    return annotation


def _assessed(judgement: Judgement) -> dict[str, Any]:
    """What one person decided, and why, as a body that has a creator of its own."""
    told = {"decision": judgement.decision.value, "reason": judgement.reason}
    return {
        "type": "TextualBody",
        "purpose": "assessing",
        "format": "application/json",
        "value": json.dumps(told, ensure_ascii=False, sort_keys=True),
        "creator": {"type": "Person", "name": judgement.by.name},
        "created": judgement.at.utc,
    }


def _target(
    claim: Claim, page: Document, hidden: Sequence[tuple[int, int]]
) -> dict[str, dict[str, Any]]:
    quotation = claim.suggestion.quotation
    before, after = around(page.text, quotation.position, hidden)
    source = {"id": page.address}
    if page.language:
        source["language"] = page.language
    target = {
        "type": "SpecificResource",
        "source": source,
        "state": {"type": "TimeState", "cached": f"{URN}document:{page.id}"},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": quotation.exact,
                "prefix": before,
                "suffix": after,
            },
            {
                "type": "TextPositionSelector",
                "start": quotation.position.start,
                "end": quotation.position.end,
            },
        ],
    }
    return {"target": target}


def items_of(told: object) -> list[Mapping[str, Any]]:
    """The annotations in a document: a page, a collection with its first page, a list, or one alone.

    Raises:
        RowError: it is none of these.
    """
    found = told
    if isinstance(found, dict) and isinstance(found.get("first"), dict):
        found = found["first"]
    if isinstance(found, dict) and "items" in found:
        found = found["items"]
    elif isinstance(found, dict) and found.get("type") == "Annotation":
        found = [found]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RowError("items", "expected Web Annotations, a page or a list of them")
    return found


def cells_of_annotation(item: Mapping[str, Any], known: Known) -> list[dict[str, str]]:
    """What an annotation asks for, as rows: one for each person's assessment, or one without any.

    Raises:
        RowError: it has no words, no page, or words that stand nowhere on it or in several places.
    """
    key = str(item.get("id", "")).removeprefix(f"{URN}claim:")
    cells = _described(item)
    if key in known.claims:
        cells |= {"id": key} | _quoted(item)
    elif str(item.get("id", "")).startswith(URN):
        raise RowError("id", f"expected a claim of this case, found {key[:_ID_CHARACTERS]!r}")
    else:
        cells |= _anchored(item, known)
    assessed = list(_assessments(item))
    return [cells | each for each in assessed] or [cells]


def _described(item: Mapping[str, Any]) -> dict[str, str]:
    """Element, value, who said it and how firmly, from the body that describes."""
    for body in _bodies(item, "describing"):
        told = _json(body)
        if "element" not in told:
            continue
        found = {
            name: str(told[name]) for name in ("element", "said_by", "stance") if told.get(name)
        }
        return found | {"value": json.dumps(told.get("value"), ensure_ascii=False)}
    return {}


def _assessments(item: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for body in _bodies(item, "assessing"):
        told = _json(body) or {"decision": body.get("value", "")}
        yield {
            "decision": _text(told.get("decision")),
            "reason": _text(told.get("reason")),
            "by": _who(body.get("creator")),
            "at": _text(body.get("created")),
        }


def _who(creator: object) -> str:
    """Who made a body: an agent with a name or without one, its address alone, or several of these."""
    if isinstance(creator, list):
        return "; ".join(map(_who, creator))
    if isinstance(creator, dict):
        told = (_text(creator.get(key)) for key in ("name", "nickname", "id"))
        return next(filter(None, told), "")
    return _text(creator)


def _text(found: object) -> str:
    """What stands there as text; null is nothing, and not the word."""
    return "" if found is None else str(found)


def _bodies(item: Mapping[str, Any], purpose: str) -> Iterator[Mapping[str, Any]]:
    bodies = item.get("body", [])
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, dict) and body.get("purpose") == purpose:
            yield body


def _json(body: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        told = json.loads(str(body.get("value", "")))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _selectors(
    item: Mapping[str, Any],
) -> tuple[Mapping[str, Any], Mapping[str, Any], tuple[str, str]]:
    """The quote and the position of an annotation's target; its page as we read it, and its address."""
    target = item.get("target")
    if isinstance(target, list):
        target = target[0] if len(target) == 1 else None
    if not isinstance(target, dict):
        raise RowError("target", "expected one target with selectors, found none or several")
    selectors = target.get("selector", [])
    found = selectors if isinstance(selectors, list) else [selectors]
    of = {str(each.get("type")): each for each in found if isinstance(each, dict)}
    source, state = target.get("source"), target.get("state")
    address = source.get("id") if isinstance(source, dict) else source
    read = state.get("cached") if isinstance(state, dict) else ""
    named = (_text(read).removeprefix(f"{URN}document:"), _text(address))
    return of.get("TextQuoteSelector", {}), of.get("TextPositionSelector", {}), named


def _quoted(item: Mapping[str, Any]) -> dict[str, str]:
    """The words of a claim that the case has, to be compared with it."""
    quote, _, _ = _selectors(item)
    return {"quote": _text(quote.get("exact"))}


def _anchored(item: Mapping[str, Any], known: Known) -> dict[str, str]:
    """The page and the place of words that are new to the case."""
    quote, position, (read, address) = _selectors(item)
    page = find_page({"document": read if read in known.documents else address}, known)
    start, end = (_whole(position.get(name)) for name in ("start", "end"))
    try:
        place = anchor_by_context(
            page.text,
            _text(quote.get("exact")),
            start=start,
            end=end,
            prefix=_text(quote.get("prefix"))[-AROUND_CHARACTERS_MAX:],
            suffix=_text(quote.get("suffix"))[:AROUND_CHARACTERS_MAX],
        )
    except AnchorError as problem:
        raise RowError("selector", str(problem)) from None
    return {
        "document": page.id,
        "quote": page.text[place.start : place.end],
        "start": str(place.start),
        "end": str(place.end),
    }


def _whole(found: object) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) else None
