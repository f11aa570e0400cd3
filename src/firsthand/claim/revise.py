"""Write claims anew as a person says: another value, other words, several for one, one for several.

In: the claims as they are, their page, what the person writes.  Out: suggestions of that person, or what
is wrong with one field, in words. What a value's form is stands in `claim.valued`, where words stand in
`claim.anchored`; recording it is not done here but in `pipeline.revising`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from firsthand.claim.anchored import AnchorError, anchor
from firsthand.claim.valued import ValueFormError, read_value
from firsthand.claim.vocabulary import base
from firsthand.model.claim import (
    Coded,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Stance,
    Suggestion,
)
from firsthand.model.custody import Agent
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary

MAKER_VERSION = "1"
SAID_BY_CHARACTERS_MAX = 2_000  # a name; what is longer is a quotation
VALUE_CHARACTERS_MAX = 20_000  # no value's form holds more


class RevisionError(ValueError):
    """what a person wrote cannot stand; `field` names where, the message what was expected and found."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@value
class Anew:
    """What a person writes of a claim; None where it stays as it was. `value` is JSON, as typed."""

    element: str | None = None
    value: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    said_by: str | None = None
    stance: str | None = None


def write_anew(
    asked: Anew,
    *,
    document: Document,
    by: Agent,
    old: Suggestion | None = None,
    vocabulary: Vocabulary | None = None,
) -> Suggestion:
    """The claim that *by* writes, in the place of *old* or where there was none; *vocabulary* is the case's.

    Raises:
        RevisionError: a field is missing, or holds what cannot stand there.
    """
    vocabulary = vocabulary or base()
    element, element_was = _element(asked, old, vocabulary)
    made = Suggestion(
        document=document.id,
        element=element,
        element_was=element_was,
        value=_value(asked, element, old, vocabulary),
        quotation=_quotation(asked, document, old),
        said_by=_said_by(asked, old),
        stance=_stance(asked, old),
        maker=Maker(kind=MakerKind.PERSON, name=by.name, version=MAKER_VERSION),
    )
    if not vocabulary.asks_for(made):
        raise RevisionError("value", _not_asked(made, vocabulary))
    return made


def _not_asked(made: Suggestion, vocabulary: Vocabulary) -> str:
    defined = vocabulary.find(made.key)
    known = ", ".join(defined.asked_codes) if defined else ""
    code = made.value.code if isinstance(made.value, Coded) else ""
    return (
        f"expected what this case asks for ({known or 'see `firsthand elements`'}), found {code!r}"
    )


def says_the_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two claims say one thing on the same words, whoever made them."""
    return _content(one) == _content(other)


def merge_anew(
    asked: Anew,
    *,
    document: Document,
    by: Agent,
    old: Sequence[Suggestion],
    vocabulary: Vocabulary | None = None,
) -> Suggestion:
    """The one claim that *by* writes for several of one page, on words that span theirs.

    Raises:
        RevisionError: they are of several pages or elements, or say different things and *asked*
            does not say which it is.
    """
    for field, found in (
        ("document", {each.document for each in old}),
        ("element", {each.element for each in old}),
    ):
        if len(found) != 1:
            raise RevisionError(field, f"expected claims of one {field}, found {len(found)}")
    if asked.value is None and len({each.value for each in old}) != 1:
        raise RevisionError("value", "the claims differ: say with a value what they come to")
    for name in ("said_by", "stance"):
        if getattr(asked, name) is None and len({getattr(each, name) for each in old}) != 1:
            raise RevisionError(name, f"the claims differ in {name}: say which it is")
    if asked.quote is None and asked.start is None:
        places = [each.quotation.position for each in old]
        start, end = min(p.start for p in places), max(p.end for p in places)
        asked = Anew(
            element=asked.element, value=asked.value, said_by=asked.said_by, stance=asked.stance,
            quote=document.text[start:end], start=start, end=end,
        )  # fmt: skip
    return write_anew(asked, document=document, by=by, old=old[0], vocabulary=vocabulary)


def value_of(element: Element, text: str, *, vocabulary: Vocabulary | None = None) -> ElementValue:
    """The value that *text* writes as JSON.

    Raises:
        RevisionError: it is no JSON object, or not in the form of the element's values.
    """
    if len(text) > VALUE_CHARACTERS_MAX:
        raise RevisionError(
            "value", f"expected up to {VALUE_CHARACTERS_MAX} characters, found {len(text)}"
        )
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise RevisionError("value", f"expected a JSON object, found {text[:60]!r}") from None
    if not isinstance(fields, dict):
        raise RevisionError("value", f"expected a JSON object, found {text[:60]!r}")
    try:
        return read_value(element, fields, vocabulary=vocabulary)
    except ValueFormError as problem:
        raise RevisionError("value", str(problem)) from None


def _content(made: Suggestion) -> tuple[object, ...]:
    """What a claim says and where, whoever made it."""
    place = made.quotation.position
    return (made.element, made.value, place.start, place.end, made.said_by, made.stance)


def _element(asked: Anew, old: Suggestion | None, vocabulary: Vocabulary) -> tuple[Element, str]:
    """The element as it is called now, and what it was called first if that is something else."""
    if asked.element is None:
        if old is None:
            raise RevisionError("element", "expected an element, found nothing")
        return old.element, old.element_was
    defined = vocabulary.find(asked.element)
    if defined is None or defined.retired:
        known = ", ".join(each.now for each in vocabulary.asked)
        raise RevisionError("element", f"expected one of {known}, found {asked.element!r}")
    return defined.element, defined.key if defined.now != defined.key else ""


def _value(
    asked: Anew, element: Element, old: Suggestion | None, vocabulary: Vocabulary
) -> ElementValue:
    if asked.value is not None:
        return value_of(element, asked.value, vocabulary=vocabulary)
    if old is None or old.element is not element:
        raise RevisionError("value", f"expected a value of {element}, found nothing")
    return old.value


def _quotation(asked: Anew, document: Document, old: Suggestion | None) -> Quotation:
    if asked.quote is None and asked.start is None:
        if old is None:
            raise RevisionError("quote", "expected words of the page, found nothing")
        return old.quotation
    try:
        place = anchor(document.text, asked.quote or "", start=asked.start, end=asked.end)
    except AnchorError as problem:
        raise RevisionError("quote", str(problem)) from None
    return _quoted(document, place)


def _quoted(document: Document, place: TextPosition) -> Quotation:
    exact = document.text[place.start : place.end]
    return Quotation(document=document.id, exact=exact, position=place)


def _said_by(asked: Anew, old: Suggestion | None) -> str:
    if asked.said_by is None:
        return "" if old is None else old.said_by
    if len(asked.said_by) > SAID_BY_CHARACTERS_MAX:
        raise RevisionError(
            "said_by",
            f"expected up to {SAID_BY_CHARACTERS_MAX} characters, found {len(asked.said_by)}",
        )
    return asked.said_by.strip()


def _stance(asked: Anew, old: Suggestion | None) -> Stance:
    if asked.stance is None:
        return Stance.ASSERTED if old is None else old.stance
    if asked.stance not in set(map(str, Stance)):
        known = ", ".join(Stance)
        raise RevisionError("stance", f"expected one of {known}, found {asked.stance!r}")
    return Stance(asked.stance)
