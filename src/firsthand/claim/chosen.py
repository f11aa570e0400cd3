"""Choose claims by what they say, where, in which words, and who made them.

In: claims and what the operator asks for.  Out: the claims that fit all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from firsthand.claim.valued import written_value
from firsthand.model.claim import Claim, Coded
from firsthand.model.document import Document
from firsthand.model.value import value


@value
class Choice:
    """What claims must be; None where anything will do. An element and a code may be named as they were first.

    `value` is a code, a name, the words of a value, or the whole value as JSON; `quote` words that all
    stand in the quotation; `maker` the kind or the name of what made the claim; `language` that of
    the page, whole or as it begins (zh for zh-Hant); `sure_from` and `sure_to` how many of a hundred such
    suggestions are right (nothing of which that is not known fits).
    """

    element: str | None = None
    document: str | None = None
    value: str | None = None
    quote: str | None = None
    maker: str | None = None
    language: str | None = None
    sure_from: int | None = None
    sure_to: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether every claim fits."""
        return self == Choice()


def choose(
    claims: Sequence[Claim], choice: Choice, *, documents: Mapping[str, Document]
) -> tuple[Claim, ...]:
    """Those of *claims* that fit *choice*, in their order."""
    return tuple(claim for claim in claims if _fits(claim, choice, documents))


def _fits(claim: Claim, choice: Choice, documents: Mapping[str, Document]) -> bool:
    made = claim.suggestion
    page = documents.get(made.document)
    address, language = (page.address, page.language or "") if page else ("", "")
    return (
        choice.element in {None, made.element.value, made.key}
        and (choice.document is None or _names(choice.document, made.document, address))
        and (choice.value is None or _says(claim, choice.value))
        and (choice.quote is None or _holds(made.quotation.exact, choice.quote))
        and choice.maker in {None, made.maker.kind.value, made.maker.name}
        and (choice.language is None or f"{language}-".startswith(f"{choice.language}-"))
        and _is_as_sure(made.sureness, choice.sure_from, choice.sure_to)
    )


def _is_as_sure(sureness: int | None, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    if sureness is None:
        return False
    return (least or 0) <= sureness <= (100 if most is None else most)


def _names(told: str, document: str, address: str) -> bool:
    return told == address or bool(told and document.startswith(told))


def _says(claim: Claim, told: str) -> bool:
    fields = written_value(claim.suggestion.value)
    try:
        asked = json.loads(told)
    except (ValueError, RecursionError):
        asked = told
    if isinstance(asked, dict):
        return {k: v for k, v in asked.items() if v is not None} == {
            k: v for k, v in fields.items() if v is not None
        }
    said = claim.suggestion.value
    if isinstance(said, Coded) and told == said.key:
        return True
    return told in {fields.get(name) for name in ("code", "text", "name", "edtf", "unit")}


def _holds(exact: str, words: str) -> bool:
    return all(word in exact.casefold() for word in words.casefold().split())
