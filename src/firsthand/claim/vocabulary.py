"""What a case asks of its sources, as people changed it: the 24 elements, its own, their codes and words.

In: entries of the record.  Out: the vocabulary that they come to, or what is wrong with one more change.
A key is given once and for good: what was ever called so, in this case, is called so no more, so that an old
claim, a table exported long ago or a ruling always finds what it spoke of. An entry that does not apply
(another version may know more) is passed over; nothing that was judged is lost by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from firsthand.claim.defined import read_elements
from firsthand.model.claim import OWN_KEY
from firsthand.model.identity import identify
from firsthand.model.record import Entry
from firsthand.model.value import value
from firsthand.model.vocabulary import (
    ChangeKind,
    DefinedCode,
    DefinedElement,
    NewElement,
    OwnWords,
    ValueForm,
    Vocabulary,
    VocabularyChanged,
    names_of,
)

# Pages of a dossier are called so; a page of statements of one element bears its key.
RESERVED = frozenset({"all", "corroborated", "single_origin", "contested", "unsupported"})
PARTS_MIN = 2


class VocabularyError(ValueError):
    """a change cannot be made; `field` names the column of the file that says so."""

    def __init__(self, message: str, *, field: str = "key") -> None:
        super().__init__(message)
        self.field = field


@value
class Split:
    """A code that was split, and how many entries stood before it: what they judged of it is asked again."""

    element: str
    code: str
    after: int


@value
class History:
    """What the entries come to, and the codes that were split on the way."""

    vocabulary: Vocabulary
    splits: tuple[Split, ...] = ()


@cache
def base() -> Vocabulary:
    """The 24 elements, as every case has them."""
    data = files("firsthand.claim").joinpath("data/elements.csv").read_bytes()
    made = tuple(_defined(row.element) for row in read_elements(data, where="data/elements.csv"))
    return Vocabulary(elements=made)


def hear_changes(entries: Iterable[Entry]) -> History:
    """What a case asks for after *entries* of its record, of which those of other kinds only count."""
    stands, splits = base(), []
    for number, entry in enumerate(entries):
        body = entry.body
        if not isinstance(body, VocabularyChanged):
            continue
        try:
            after = changed(stands, body)
        except VocabularyError:
            continue
        if body.kind is ChangeKind.SPLIT_CODE:
            of, code = _code(stands, body.element, body.code)
            splits.append(Split(element=of.key, code=code.key, after=number))
        stands = after
    return History(vocabulary=stands, splits=tuple(splits))


def changed(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    """*stands* after one more change.

    Raises:
        VocabularyError: it cannot be made; the message says what was expected and found.
    """
    made = _STEPS[change.kind](stands, change)
    same = made.elements == base().elements and not made.words
    digest = "" if same else identify("v", repr(made.elements), repr(made.words))
    return replace(made, digest=digest)


def find(stands: Vocabulary, name: str) -> DefinedElement:
    """The element that is or was called *name*.

    Raises:
        VocabularyError: none is.
    """
    found = stands.find(name)
    if found is None:
        known = ", ".join(each.now for each in stands.elements)
        raise VocabularyError(f"expected an element of this case ({known}), found {name[:60]!r}")
    return found


def _code(stands: Vocabulary, element: str, name: str) -> tuple[DefinedElement, DefinedCode]:
    of = find(stands, element)
    code = of.code(name)
    if code is None:
        known = ", ".join(of.asked_codes) or "none: its values are no codes"
        raise VocabularyError(f"expected a code of {of.now} ({known}), found {name[:60]!r}")
    return of, code


def _defined(new: NewElement) -> DefinedElement:
    return DefinedElement(
        key=new.key,
        now=new.key,
        name=new.name,
        form=new.form,
        asks=new.asks,
        codes=tuple(DefinedCode(key=code, now=code) for code in new.codes),
        apart=new.apart,
        unit=new.unit,
        counts=new.counts,
    )


def as_new(each: DefinedElement) -> NewElement:
    """An element of a case as a file of elements has it now."""
    return NewElement(
        key=each.now,
        name=each.name,
        form=each.form,
        asks=each.asks,
        codes=each.asked_codes,
        apart=tuple(
            (one.now, other.now)
            for one, other in ((each.code(a), each.code(b)) for a, b in each.apart)
            if one is not None and other is not None and one.is_asked and other.is_asked
        ),
        unit=each.unit,
        counts=each.counts,
    )


def _add(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    elements = list(stands.elements)
    for new in change.elements:
        _free(stands, new.key, elements)
        elements.append(_defined(new))
    return replace(stands, elements=tuple(elements))


def _free(stands: Vocabulary, name: str, elements: Iterable[DefinedElement] = ()) -> None:
    if not OWN_KEY.fullmatch(name):
        raise VocabularyError(f"expected small letters, digits and _, found {name[:60]!r}")
    if name in RESERVED or name in names_of((*stands.elements, *elements)):
        raise VocabularyError(
            f"expected a key that nothing is or was called in this case, found {name!r}"
        )


def _reword(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    for new in change.elements:
        old = _own(stands, new.key)
        if old.form is not new.form:
            raise VocabularyError(
                f"expected {old.form}, the form that it has, found {new.form}: claims have such "
                "values; add another element, and retire this one",
                field="form",
            )
        apart = tuple(
            (one.key, other.key)
            for one, other in ((old.code(a), old.code(b)) for a, b in new.apart)
            if one is not None and other is not None
        )
        stands = _with(
            stands,
            replace(
                old, name=new.name, asks=new.asks, unit=new.unit, counts=new.counts, apart=apart
            ),
        )
    return stands


def _own(stands: Vocabulary, name: str) -> DefinedElement:
    found = find(stands, name)
    if not found.is_own:
        raise VocabularyError(
            f"expected an element that this case added, found {found.now}: all cases share the 24; "
            "one that is not asked for is retired"
        )
    return found


def _with(stands: Vocabulary, element: DefinedElement) -> Vocabulary:
    elements = (element if each.key == element.key else each for each in stands.elements)
    return replace(stands, elements=tuple(elements))


def _with_code(stands: Vocabulary, of: DefinedElement, code: DefinedCode) -> Vocabulary:
    codes = (code if each.key == code.key else each for each in of.codes)
    return _with(stands, replace(of, codes=tuple(codes)))


def _more(of: DefinedElement, names: Iterable[str]) -> DefinedElement:
    """*of* with codes of these names, where it is an element whose codes may be added to."""
    if of.form is not ValueForm.CODES:
        raise VocabularyError(f"expected an element with codes, found {of.now}, a {of.form}")
    taken = {name for each in of.codes for name in each.names}
    codes = list(of.codes)
    for name in names:
        if not OWN_KEY.fullmatch(name) or name in taken:
            raise VocabularyError(
                f"expected a code that nothing of {of.now} is or was called, in small letters, "
                f"digits and _, found {name[:60]!r}",
                field="codes",
            )
        taken.add(name)
        codes.append(DefinedCode(key=name, now=name))
    return replace(of, codes=tuple(codes))


def _add_codes(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    if not change.becomes:
        raise VocabularyError("expected a code to add, found none", field="codes")
    return _with(stands, _more(find(stands, change.element), change.becomes))


def _rename(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    old, (new,) = _own(stands, change.element), _names(change, 1)
    _free(stands, new)
    return _with(stands, replace(old, now=new, formerly=(*old.formerly, old.now)))


def _names(change: VocabularyChanged, least: int) -> tuple[str, ...]:
    found = change.becomes
    if len(found) < least or (least == 1 and len(found) != 1):
        what = "one new name" if least == 1 else f"{least} codes or more"
        raise VocabularyError(f"expected {what}, found {len(found)}")
    return found


def _rename_code(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    (of, old), (new,) = _code(stands, change.element, change.code), _names(change, 1)
    if _is_shared(of, old):
        raise VocabularyError(
            f"expected a code that this case added, found {of.now}.{old.now}, which all cases share"
        )
    _more(of, (new,))
    return _with_code(stands, of, replace(old, now=new, formerly=(*old.formerly, old.now)))


def _is_shared(of: DefinedElement, code: DefinedCode) -> bool:
    if of.form is ValueForm.YES_NO:
        return True
    known = base().find(of.key)
    return known is not None and known.code(code.key) is not None


def _split_code(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    of, old = _code(stands, change.element, change.code)
    parts = _names(change, PARTS_MIN)
    if not old.is_asked or of.form is ValueForm.YES_NO:
        raise VocabularyError(f"expected a code that is asked for, found {of.now}.{old.now}")
    there = [of.code(part) for part in parts]
    if any(each is not None and (not each.is_asked or each.key == old.key) for each in there):
        raise VocabularyError(
            f"expected parts other than {old.now}, new or asked for, found {', '.join(parts)}"
        )
    of = _more(of, [part for part, known in zip(parts, there, strict=True) if known is None])
    into = tuple(known.key if (known := of.code(part)) else part for part in parts)
    return _with_code(_with(stands, of), of, replace(old, into=into))


def _retire(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    return _set_retired(stands, change, retired=True)


def _restore(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    return _set_retired(stands, change, retired=False)


def _set_retired(stands: Vocabulary, change: VocabularyChanged, *, retired: bool) -> Vocabulary:
    if change.code:
        of, code = _code(stands, change.element, change.code)
        if of.form is ValueForm.YES_NO:
            raise VocabularyError(f"expected an element with codes, found {of.now}: yes or no")
        if code.retired is retired:
            raise VocabularyError(f"it is so already: {of.now}.{code.now}")
        return _with_code(stands, of, replace(code, retired=retired))
    found = find(stands, change.element)
    if found.retired is retired:
        raise VocabularyError(f"it is so already: {found.now}")
    return _with(stands, replace(found, retired=retired))


def _words(stands: Vocabulary, change: VocabularyChanged) -> Vocabulary:
    kept = {each.language: each for each in stands.words}
    kept.pop(change.language, None)
    if change.text:
        kept[change.language] = OwnWords(
            language=change.language, text=change.text, file=change.file
        )
    return replace(stands, words=tuple(kept[language] for language in sorted(kept)))


_STEPS = {
    ChangeKind.ADD: _add,
    ChangeKind.REWORD: _reword,
    ChangeKind.CODE: _add_codes,
    ChangeKind.RENAME: _rename,
    ChangeKind.RENAME_CODE: _rename_code,
    ChangeKind.SPLIT_CODE: _split_code,
    ChangeKind.RETIRE: _retire,
    ChangeKind.RESTORE: _restore,
    ChangeKind.WORDS: _words,
}
