"""What a case asks of its sources: the 24 elements, and those that it adds, renames or no longer asks for.

An element describes a programme. There is no form for a value about a person, and none may be added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from firsthand.model.claim import Claim, Coded, Counts, Element, Suggestion
from firsthand.model.identity import identify
from firsthand.model.value import value


class ValueForm(StrEnum):
    """What the values of an element look like."""

    CODES = "codes"
    YES_NO = "yes_no"
    TEXT = "text"
    AGE_RANGE = "age_range"
    COUNT = "count"
    PERIOD = "period"
    PLACE = "place"


CODED = frozenset({ValueForm.CODES, ValueForm.YES_NO})


@value
class NewElement:
    """An element as a team writes it into its file, column by column.

    `apart` are pairs of codes that cannot both be so of one programme. `unit` and `counts` say of a count
    what is counted and what one of it is.
    """

    key: str
    name: str
    form: ValueForm
    asks: str
    codes: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    counts: Counts | None = None


class ChangeKind(StrEnum):
    """What may be done to what a case asks for."""

    ADD = "add"
    REWORD = "reword"
    CODE = "code"
    RENAME = "rename"
    RENAME_CODE = "rename_code"
    SPLIT_CODE = "split_code"
    RETIRE = "retire"
    RESTORE = "restore"
    WORDS = "words"


@value
class VocabularyChanged:
    """A person changed what a case asks for; an entry of the record, which holds all of it.

    `elements` are those added or reworded; `element` and `code` name what is changed, as it is called then;
    `becomes` is its new name, its parts, or the codes added. `text` is a file of words for `language`, whole.
    `sha256` and `file` are the digest and the name of the file that was brought.
    """

    kind: ChangeKind
    reason: str
    elements: tuple[NewElement, ...] = ()
    element: str = ""
    code: str = ""
    becomes: tuple[str, ...] = ()
    language: str = ""
    text: str = ""
    sha256: str = ""
    file: str = ""


@value
class DefinedCode:
    """A code of an element. `key` never changes; `now` is what it is called. Split, it is `into` others."""

    key: str
    now: str
    formerly: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    retired: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All that it was ever called, as it is called now first."""
        return tuple(dict.fromkeys((self.now, *reversed(self.formerly), self.key)))

    @property
    def is_asked(self) -> bool:
        """Whether a new value may have it."""
        return not self.retired and not self.into


@value
class DefinedElement:
    """An element as it stands in a case. `key` never changes; `now` is what it is called."""

    key: str
    now: str
    name: str
    form: ValueForm
    asks: str
    codes: tuple[DefinedCode, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    counts: Counts | None = None
    formerly: tuple[str, ...] = ()
    retired: bool = False

    @property
    def element(self) -> Element:
        """What claims of it bear now."""
        return Element.named(self.now)

    @property
    def is_own(self) -> bool:
        """Whether the case added it."""
        return Element.named(self.key).is_own

    @property
    def names(self) -> tuple[str, ...]:
        """All that it was ever called, as it is called now first."""
        return tuple(dict.fromkeys((self.now, *reversed(self.formerly), self.key)))

    def code(self, name: str) -> DefinedCode | None:
        """Its code that is or was called *name*."""
        return next((each for each in self.codes if name in each.names), None)

    @property
    def asked_codes(self) -> tuple[str, ...]:
        """The codes that a new value may have, as they are called now."""
        return tuple(each.now for each in self.codes if each.is_asked)


@value
class OwnWords:
    """A case's own words in one language: the text of a file as docs/formats/lexicon.md describes it."""

    language: str
    text: str
    file: str = ""


@value
class Vocabulary:
    """All that a case asks for. `digest` tells two apart; it is empty where a case has changed nothing."""

    elements: tuple[DefinedElement, ...]
    words: tuple[OwnWords, ...] = ()
    digest: str = ""

    @property
    def reading(self) -> str:
        """What pages are read by: the same where something was only renamed, or is no longer asked for.

        Empty where a case has no words of its own: its pages are read as any others.
        """
        if not self.words:
            return ""
        forms = tuple((each.key, each.form, each.unit, each.counts) for each in self.own)
        return identify("w", repr(self.words), repr(forms))

    def find(self, name: str) -> DefinedElement | None:
        """The element that is or was called *name*."""
        return next((each for each in self.elements if name in each.names), None)

    @property
    def own(self) -> tuple[DefinedElement, ...]:
        """The elements that the case added, whether it still asks for them or not."""
        return tuple(each for each in self.elements if each.is_own)

    @property
    def asked(self) -> tuple[DefinedElement, ...]:
        """The elements that are asked for."""
        return tuple(each for each in self.elements if not each.retired)

    def today(self, made: Suggestion) -> Suggestion:
        """*made* with element and code as they are called now; its id stays what it was."""
        if not self.digest:
            return made
        found = self.find(made.key)
        if found is None:
            return made
        element_was = found.key if found.now != found.key else ""
        said = made.value
        if isinstance(said, Coded) and (code := found.code(said.key)) is not None:
            said = replace(said, code=code.now, was=code.key if code.now != code.key else "")
        return replace(made, element=found.element, element_was=element_was, value=said)

    def kept(self, made: Suggestion) -> Suggestion:
        """*made* with its element's name for good beside the one of today, whichever of its names it bears."""
        found = self.find(made.element.value)
        if found is None or found.now == found.key:
            return made
        return replace(made, element=found.element, element_was=found.key)

    def asks_for(self, made: Suggestion) -> bool:
        """Whether it is of an element and a code that are asked for; an element that nobody knows is not."""
        found = self.find(made.key)
        if found is None or found.retired:
            return False
        code = found.code(made.value.key) if isinstance(made.value, Coded) else None
        return code is None or code.is_asked

    def parts_of(self, made: Suggestion) -> tuple[str, ...]:
        """The codes that the code of *made* was split into, as they are called now."""
        found = self.find(made.key)
        code = found and isinstance(made.value, Coded) and found.code(made.value.key)
        if not found or not code:
            return ()
        parts = (found.code(part) for part in code.into)
        return tuple(part.now for part in parts if part is not None)

    def noted(self, claim: Claim) -> Claim:
        """*claim* with a note on what became of its element or code, if anything."""
        made = claim.suggestion
        parts = self.parts_of(made)
        found = self.find(made.key)
        if found is None:
            note = "this case asks for no such element"
        elif parts:
            note = f"its code was split into {', '.join(parts)}: say which with --edit"
        elif not self.asks_for(made):
            note = "this case no longer asks for it"
        else:
            return claim
        return replace(claim, note=note, parts=parts)


def named_elements(vocabulary: Vocabulary) -> tuple[tuple[Element, str], ...]:
    """The case's own elements as they are called now, with their names for readers."""
    return tuple((each.element, each.name) for each in vocabulary.own)


def names_of(elements: Iterable[DefinedElement]) -> frozenset[str]:
    """All that any of *elements* is or was called: no other may be called so."""
    return frozenset(name for each in elements for name in each.names)
