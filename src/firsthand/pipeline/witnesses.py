"""Keep who the witnesses are in a sealed register, and call them by pseudonyms everywhere else.

In: an open case; details as lines of text; identities.  Out: sealed files in `witnesses/`, entries with
pseudonyms; for whoever holds an identity, the details. No digest of a name is kept anywhere: a list of
names could be tried against it.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence

from firsthand.errors import OperatorError
from firsthand.model.value import value
from firsthand.model.witness import (
    RegisterEntry,
    WitnessEntered,
    WitnessErased,
    checked_pseudonym,
)
from firsthand.pipeline.case import NAMED, Case
from firsthand.pipeline.kept_sealed import KeptSealed, finish, register_of, standing, witness_named
from firsthand.publish.withheld import pattern_of
from firsthand.store.codec import encode
from firsthand.store.sealing import (
    Commitment,
    Identity,
    SealError,
    fresh_salt,
    open_value,
    seal_value,
)

NUMBERS = 9000  # four digits: easy to say, and drawn, so that no order shows
DRAWS = 100  # then a case has thousands of witnesses, and five digits are needed


def read_details(text: str) -> dict[str, str | tuple[str, ...]]:
    """What lines such as `name: …` say: name, also (again for each other name), contact, told, note.

    Raises:
        OperatorError: a line is none of these; it is not shown.
    """
    found: dict[str, str | tuple[str, ...]] = {}
    also: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, told = (part.strip() for part in line.partition(":"))
        key = key.casefold()
        if not colon or key not in {"name", "also", "contact", "told", "note"} or not told:
            raise OperatorError(
                f"line {number}: expected name, also, contact, told or note, a colon and words"
            )
        if key == "also":
            also.append(told)
        elif key in found:
            raise OperatorError(f"line {number}: {key} stands there twice")
        else:
            found[key] = told
    if also:
        found["also"] = tuple(also)
    return found


def enter(case: Case, details: str, *, pseudonym: str = "") -> str:
    """Put a witness into the register; the pseudonym.

    Raises:
        OperatorError: no name is given, the pseudonym is taken, is none or holds the name, or nobody is
            named for whom to seal.
    """
    apart = finish(case)
    told = read_details(details)
    if "name" not in told:
        raise OperatorError("a witness has a name: a line such as name: …")
    entry = RegisterEntry(salt=fresh_salt().hex(), **told)  # type: ignore[arg-type]
    chosen = _chosen(apart, pseudonym) if pseudonym else _drawn(apart)
    if any(name.casefold() in chosen.casefold() for name in entry.names()):
        raise OperatorError("the pseudonym holds the name: choose another")
    _put(case, apart, chosen, entry)
    return chosen


def change(case: Case, pseudonym: str, details: str, *, identities: Sequence[Identity]) -> None:
    """Replace what *details* name in the entry of a witness; the rest of it stays.

    Raises:
        UnknownIdError: nobody has that pseudonym.
        OperatorError: the entry was erased, or these identities do not open it.
    """
    apart = finish(case)
    before = _look(case, apart, witness_named(apart, pseudonym), identities)
    told = read_details(details)
    entry = dataclasses.replace(before, salt=fresh_salt().hex(), **told)  # type: ignore[arg-type]
    _put(case, apart, pseudonym, entry)


def _put(case: Case, apart: KeptSealed, pseudonym: str, entry: RegisterEntry) -> None:
    if not apart.recipients:
        raise OperatorError(
            "nobody is named who may open the register: firsthand recipients CASE --add age1… --name WHO"
        )
    commitment = _committed(entry)
    register = register_of(case)
    sha256 = register.offer(pseudonym, seal_value(entry, tuple(apart.recipients)))
    case.append([WitnessEntered(witness=pseudonym, commitment=commitment, wrapped_sha256=sha256)])
    register.settle(pseudonym)


def _committed(entry: RegisterEntry) -> str:
    commitment = Commitment(bytes.fromhex(entry.salt))
    commitment.update(encode(entry))
    return commitment.hexdigest()


def _chosen(apart: KeptSealed, told: str) -> str:
    try:
        chosen = checked_pseudonym(told)
    except ValueError as problem:
        raise OperatorError(str(problem)) from None
    if chosen in apart.commitments:
        raise OperatorError(f"{chosen} is somebody already; a pseudonym is never given twice")
    return chosen


def _drawn(apart: KeptSealed) -> str:
    low = 1000
    for draw in range(10 * DRAWS):
        span = NUMBERS if draw < DRAWS else 10 * NUMBERS
        chosen = f"witness-{secrets.randbelow(span) + (low if span == NUMBERS else 10 * low)}"
        if chosen not in apart.commitments:
            return chosen
    raise OperatorError("no number is free: choose a pseudonym with --as")


def look(case: Case, pseudonym: str, *, identities: Sequence[Identity]) -> RegisterEntry:
    """Who a witness is.

    Raises:
        UnknownIdError: nobody has that pseudonym.
        OperatorError: the entry was erased, or these identities do not open it, or it is not what the
            record commits to.
    """
    apart = standing(case.entries())
    return _look(case, apart, witness_named(apart, pseudonym), identities)


def _look(
    case: Case, apart: KeptSealed, pseudonym: str, identities: Sequence[Identity]
) -> RegisterEntry:
    if pseudonym in apart.forgotten:
        entry = apart.forgotten[pseudonym]
        raise OperatorError(f"{pseudonym} was erased on {entry.at.utc} by {entry.by.name}")
    try:
        sealed = register_of(case).get(pseudonym, apart.register[pseudonym])
        found = open_value(sealed, RegisterEntry, identities)
    except SealError as problem:
        raise OperatorError(f"the entry of {pseudonym}: {problem}") from None
    if _committed(found) != apart.commitments[pseudonym]:
        raise OperatorError(f"the entry of {pseudonym} is not what the record commits to")
    return found


def everyone(case: Case, *, identities: Sequence[Identity]) -> dict[str, RegisterEntry]:
    """All witnesses whose entry was not erased, by pseudonym.

    Raises:
        OperatorError: an entry does not open: then no name of it can be looked for.
    """
    apart = standing(case.entries())
    return {each: _look(case, apart, each, identities) for each in sorted(apart.register)}


def names(case: Case, *, identities: Sequence[Identity]) -> dict[str, tuple[str, ...]]:
    """What each witness is called, to be looked for in what is about to leave."""
    found = everyone(case, identities=identities)
    return {each: tuple(entry.names()) for each, entry in found.items()}


def no_name_in(
    case: Case, texts: Sequence[str], *, identities: Sequence[Identity], needed: bool = True
) -> None:
    """See that no name of the register stands in what is about to be recorded.

    Raises:
        OperatorError: one does; or the register does not open, where that is *needed*.
    """
    try:
        known = names(case, identities=identities)
    except OperatorError:
        if needed:
            raise
        return
    pattern = pattern_of(name for called in known.values() for name in called)
    if pattern is not None and any(map(pattern.search, texts)):
        raise OperatorError(NAMED)


def forget(case: Case, pseudonym: str, *, reason: str) -> None:
    """Destroy the entry of a witness; the pseudonym stays where it stands, and is nobody.

    Raises:
        UnknownIdError: nobody has that pseudonym.
        OperatorError: it was erased before, or there is no reason.
    """
    if not reason.strip():
        raise OperatorError("an erasure has a reason, which stays in the record: give --reason")
    apart = finish(case)
    named = witness_named(apart, pseudonym)
    if named in apart.forgotten:
        raise OperatorError(f"{named} was erased on {apart.forgotten[named].at.utc}")
    case.append([WitnessErased(witness=named, reason=reason.strip())])
    register_of(case).destroy(named)


@value
class Listed:
    """A witness as the record alone shows them."""

    witness: str
    erased: bool
    bindings: int
    consents: int


def listed(case: Case) -> tuple[Listed, ...]:
    """All witnesses, without opening the register."""
    apart = standing(case.entries())
    return tuple(
        Listed(
            witness=each,
            erased=each in apart.forgotten,
            bindings=sum(bound.witness == each for bound in apart.bindings.values()),
            consents=sum(
                consent.witness == each and key not in apart.revoked
                for key, consent in apart.consents.items()
            ),
        )
        for each in apart.witnesses
    )
