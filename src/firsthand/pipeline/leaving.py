"""See, before an object leaves whole, that nothing of a witness leaves with it without consent.

In: an open case seen for a use, an object, and what would go with it.  Out: nothing, or a refusal that
names no name. Where parts may be left out instead, `pipeline.holding` does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from firsthand.errors import FaultError, OperatorError
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import standing
from firsthand.publish.withheld import occurs_in_bytes, pattern_of, told_by

SEARCHED_BYTES_MAX = 64 << 20  # what is larger is searched as far as it was read
DIGITS_MIN = 8  # of a digest, as `export` takes it


def may_leave(case: Case, digest: str, lines: Iterable[bytes]) -> None:
    """See that the object *digest* and the entries *lines* may leave as they are.

    Raises:
        OperatorError: something of a witness stands in it that no consent covers for this use, or a name
            of the unlocked register.
        FaultError: nobody asked for which use.
    """
    held = case.hold
    if held is None:
        if standing(case.decided_in_full()).commitments:
            raise FaultError("an object of a case with witnesses was to leave for no stated use")
        return
    if digest in held.objects | held.behind:
        raise OperatorError(
            "something of a witness stands in this object, and no consent in force covers the purpose "
            f"{held.use.purpose} for the audience {held.use.audience} with all its details: see "
            "firsthand consent CASE list"
        )
    pattern = pattern_of(held.names)
    if pattern is None:
        return
    told = [text for line in lines for text in told_by(line.decode("utf-8"))]
    data = case.vault.head(digest, SEARCHED_BYTES_MAX)
    if any(map(pattern.search, (*told, *_read(case, digest)))) or occurs_in_bytes(
        data, phrases=held.names
    ):
        raise OperatorError(
            "a name of the register of witnesses stands in this object or in an entry on it, and that "
            "witness does not consent to it: it was not exported"
        )


def _read(case: Case, digest: str) -> Iterator[str]:
    """All that was read from the object, packed or not."""
    for document in stages.read(case):
        if document.capture == digest:
            yield from (document.text, document.title or "", document.address)
            yield from (stated.text for stated in document.stated)


def refuse_sealed(case: Case, wanted: str) -> None:
    """See that *wanted* is no sealed object: these leave only by `unseal`, which is recorded.

    Raises:
        OperatorError: it is one.
    """
    told = wanted.lower().removeprefix("sealed/")
    for digest, sealed in standing(case.decided_in_full()).sealed.items():
        if len(told) >= DIGITS_MIN and digest.startswith(told):
            raise OperatorError(f"{sealed.address} is sealed: it is not exported, see unseal")
