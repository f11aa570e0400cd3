"""Record what a case asks for: elements, codes and words that a team adds, renames, splits or gives up.

In: an open case, files as people edit them, a reason.  Out: entries of the record, which hold all of it: a file
that is lost or changed later changes nothing, and who asked for what since when can be read again. What they come
to is worked out each time, in `claim.vocabulary`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from firsthand.claim.coverage import counts
from firsthand.claim.defined import Row, read_elements, refuse, write_elements
from firsthand.claim.entry import Fault, RefusedError
from firsthand.claim.languages import packaged
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.own_words import load_own
from firsthand.claim.vocabulary import VocabularyError, as_new, changed
from firsthand.errors import OperatorError
from firsthand.model.record import Entry
from firsthand.model.value import value
from firsthand.model.vocabulary import (
    ChangeKind,
    DefinedElement,
    NewElement,
    ValueForm,
    Vocabulary,
    VocabularyChanged,
)
from firsthand.pipeline.case import Case
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.judging import need_reason

ELEMENTS_FILE = "elements.csv"
BETWEEN = "."  # element.code


@value
class OwnWordsCovered:
    """A case's words in one language: how many an element has, and for which of its own it has none."""

    language: str
    file: str
    sha256: str
    counts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]


def changes(case: Case) -> tuple[tuple[Entry, VocabularyChanged], ...]:
    """The entries of the record by which what is asked for was changed, in order, with what they hold."""
    found = ((each, each.body) for each in case.decided())
    return tuple((entry, body) for entry, body in found if isinstance(body, VocabularyChanged))


def add_elements(case: Case, path: Path, *, reason: str) -> Vocabulary:
    """Record what the table in *path* adds: elements, codes, another wording. What it leaves out stays.

    Raises:
        RefusedError: it is not as docs/formats/vocabulary.md says, or does not fit what the case has.
        OperatorError: no reason is given, it cannot be read, or it asks for nothing new.
    """
    need_reason(reason)
    data = _bytes(path)
    stands = judgements(case).vocabulary
    bodies: list[VocabularyChanged] = []
    faults: list[Fault] = []
    brought = VocabularyChanged(
        kind=ChangeKind.ADD,
        reason=reason.strip(),
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    for row in read_elements(data, where=str(path)):
        try:
            for change in _asked(row, stands, brought):
                stands = changed(stands, change)
                bodies.append(change)
        except VocabularyError as wrong:
            faults.append(row.fault(wrong.field, str(wrong)))
    refuse(str(path), faults)
    if not bodies:
        raise OperatorError(
            f"it is so already: {path.name} asks for nothing that the case does not"
        )
    case.append(bodies)
    return stands


def _asked(row: Row, stands: Vocabulary, brought: VocabularyChanged) -> list[VocabularyChanged]:
    """What a row changes, of an element that is there or of a new one."""
    new = row.element
    old = stands.find(new.key)
    if old is None:
        return [replace(brought, elements=(new,))]
    if old.now != new.key:
        raise VocabularyError(f"expected {old.now}, as it is called now, found {new.key}")
    made = []
    if old.form is ValueForm.CODES:
        more = tuple(code for code in new.codes if old.code(code) is None)
        gone = set(old.asked_codes) - set(new.codes)
        if gone and new.form is ValueForm.CODES:
            raise VocabularyError(
                f"expected all codes that it has ({', '.join(old.asked_codes)}), missing "
                f"{', '.join(sorted(gone))}: retire what is not asked for any more",
                field="codes",
            )
        if more:
            made.append(replace(brought, kind=ChangeKind.CODE, element=new.key, becomes=more))
    if _wording(new) != _wording(as_new(old)):
        made.append(replace(brought, kind=ChangeKind.REWORD, elements=(new,)))
    return made


def _wording(each: NewElement) -> NewElement:
    """All that is compared of an element but its codes."""
    return replace(each, codes=())


def change(
    case: Case, kind: ChangeKind, name: str, becomes: Sequence[str] = (), *, reason: str
) -> Vocabulary:
    """Record one change of what *name* names: an element, or `element.code`.

    Raises:
        OperatorError: no reason is given, or it cannot be made.
    """
    need_reason(reason)
    element, _, code = name.partition(BETWEEN)
    if code and kind is ChangeKind.RENAME:
        kind = ChangeKind.RENAME_CODE
    body = VocabularyChanged(
        kind=kind,
        element=element,
        code=code,
        becomes=tuple(part.strip() for part in becomes),
        reason=reason.strip(),
    )
    return _record(case, [body])


def retire_shared(case: Case, *, reason: str) -> Vocabulary:
    """Record that none of the 24 elements is asked for: another kind of programme has others.

    Raises:
        OperatorError: no reason is given, or it is so already.
    """
    need_reason(reason)
    stands = judgements(case).vocabulary
    bodies = [
        VocabularyChanged(kind=ChangeKind.RETIRE, element=each.now, reason=reason.strip())
        for each in stands.elements
        if not each.is_own and not each.retired
    ]
    if not bodies:
        raise OperatorError("it is so already: none of the 24 elements is asked for")
    return _record(case, bodies)


def _record(case: Case, bodies: Sequence[VocabularyChanged]) -> Vocabulary:
    stands = judgements(case).vocabulary
    try:
        for body in bodies:
            stands = changed(stands, body)
    except VocabularyError as wrong:
        raise OperatorError(str(wrong)) from None
    case.append(bodies)
    return stands


def add_words(case: Case, paths: Sequence[Path], *, reason: str) -> Vocabulary:
    """Record files of words, one a language, in the place of those that the case had for it.

    Raises:
        RefusedError: a file is not as docs/formats/lexicon.md says; nothing is recorded.
        OperatorError: no reason is given, a file cannot be read, or all is so already.
    """
    need_reason(reason)
    stands = judgements(case).vocabulary
    kept = {each.language: each.text for each in stands.words}
    bodies: dict[str, VocabularyChanged] = {}
    wrong: list[str] = []
    for path in paths:
        data = _bytes(path)
        try:
            made = load_own(data, where=str(path), vocabulary=stands)
        except RefusedError as refused:
            wrong.append(str(refused))
            continue
        if made.language in bodies:
            raise OperatorError(f"expected one file a language, found two of {made.language}")
        text = data.decode("utf-8-sig")
        if kept.get(made.language) != text:
            bodies[made.language] = VocabularyChanged(
                kind=ChangeKind.WORDS, language=made.language, text=text, file=path.name,
                sha256=hashlib.sha256(data).hexdigest(), reason=reason.strip(),
            )  # fmt: skip
    if wrong:
        raise RefusedError("\n".join(wrong))
    if not bodies:
        raise OperatorError("it is so already: the case has these words")
    return _record(case, list(bodies.values()))


def drop_words(case: Case, language: str, *, reason: str) -> Vocabulary:
    """Record that the case has no words of its own in *language* any more.

    Raises:
        OperatorError: no reason is given, or it has none.
    """
    need_reason(reason)
    known = [each.language for each in judgements(case).vocabulary.words]
    if language not in known:
        has = f"has them in {', '.join(known)}" if known else "has none in any language"
        raise OperatorError(f"this case has no words of its own in {language!r}: it {has}")
    body = VocabularyChanged(kind=ChangeKind.WORDS, language=language, reason=reason.strip())
    return _record(case, [body])


def own_words(vocabulary: Vocabulary) -> tuple[OwnWordsCovered, ...]:
    """What words the case has of its own, by language.

    Raises:
        RefusedError: this version cannot read some of them.
    """
    return tuple(
        covered(
            load_own(each.text.encode(), where=each.file, vocabulary=vocabulary, checked=False),
            vocabulary,
            file=each.file,
            data=each.text.encode(),
        )
        for each in vocabulary.words
    )


def covered(made: Lexicon, vocabulary: Vocabulary, *, file: str, data: bytes) -> OwnWordsCovered:
    """How many words *made* has beyond the packaged ones, and which own elements it has none for."""
    shared = packaged()
    known = counts(shared[made.language]) if made.language in shared else {}
    more = {name: number - known.get(name, 0) for name, number in counts(made).items()}
    said = {term.defined.key for term in made.own}
    return OwnWordsCovered(
        language=made.language,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        counts=tuple((name, number) for name, number in more.items() if number),
        missing=tuple(
            each.now for each in vocabulary.own if not each.retired and each.key not in said
        ),
    )


def export(case: Case, folder: Path) -> tuple[Path, ...]:
    """Write the case's own elements and words into *folder*, as they can be changed and added again.

    Raises:
        OperatorError: a file is there already, or cannot be written.
    """
    vocabulary = judgements(case).vocabulary
    texts = {ELEMENTS_FILE: write_elements(tuple(as_new(each) for each in vocabulary.own))}
    texts |= {f"{each.language}.toml": each.text for each in vocabulary.words}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="") as stream:
                stream.write(text)
    except FileExistsError as there:
        raise OperatorError(f"{there.filename} is there already: what is in it is kept") from None
    except OSError as problem:
        raise OperatorError(f"{folder} cannot be written: {problem.strerror}") from None
    return tuple(folder / name for name in texts)


def described(case: Case) -> tuple[tuple[DefinedElement, int], ...]:
    """Every element of the case with how many of its claims were judged."""
    entered = judgements(case)
    judged: dict[str, set[str]] = {}
    for each in entered.judged:
        judged.setdefault(each.suggestion.key, set()).add(each.suggestion.id)
    return tuple((each, len(judged.get(each.key, ()))) for each in entered.vocabulary.elements)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
