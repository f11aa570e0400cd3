"""See, before an object leaves whole, that nothing of a witness leaves with it without consent.

In: an open case seen for a use, an object, and what would go with it.  Out: nothing, or a refusal that
names no name. Where parts may be left out instead, `pipeline.holding` does it.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.errors import FaultError, OperatorError
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
    told = [text for line in lines for text in told_by(line.decode("utf-8"))]
    words_may_leave(case, [*told, case.opened().name])  # each export has the first entry
    if digest in held.named or (
        held.names
        and occurs_in_bytes(case.vault.head(digest, SEARCHED_BYTES_MAX), phrases=held.names)
    ):
        raise OperatorError(_NAMED)


_NAMED = (
    "a name of the register of witnesses stands in this object or in an entry on it, and that witness "
    "does not consent to it: it was not exported"
)


def words_may_leave(case: Case, texts: Iterable[str]) -> None:
    """See that no name of the unlocked register stands in *texts* that are about to leave.

    Raises:
        OperatorError: one does.
    """
    pattern = pattern_of(case.hold.names) if case.hold is not None else None
    if pattern is not None and any(map(pattern.search, texts)):
        raise OperatorError(_NAMED)


def bytes_may_leave(case: Case, *blobs: bytes) -> bool:
    """Whether no name of the unlocked register stands in what would go along with an object."""
    names = case.hold.names if case.hold is not None else ()
    return not (names and any(occurs_in_bytes(each, phrases=names) for each in blobs))


def refuse_sealed(case: Case, wanted: str) -> None:
    """See that *wanted* is no sealed object: these leave only by `unseal`, which is recorded.

    Raises:
        OperatorError: it is one.
    """
    told = wanted.lower().removeprefix("sealed/")
    for digest, sealed in standing(case.decided_in_full()).sealed.items():
        if len(told) >= DIGITS_MIN and digest.startswith(told):
            raise OperatorError(f"{sealed.address} is sealed: it is not exported, see unseal")
