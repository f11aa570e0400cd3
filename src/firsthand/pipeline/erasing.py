"""Destroy the key of a sealed object: nobody opens it again, and the record stays whole.

In: an open case and an object.  Out: an entry, and no key. The sealed bytes stay, as noise. Copies of
the case that were made before hold the key still; so may a disk that writes elsewhere what it overwrites.
"""

from __future__ import annotations

from firsthand.errors import OperatorError
from firsthand.model.sealed import Erased, Sealed
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import finish, keys_of, sealed_object


def erase(case: Case, told: str, *, reason: str) -> Sealed:
    """Record that the object *told* is erased, then destroy its key; ended between, the next that writes ends it.

    Raises:
        UnknownIdError: no sealed object is called so.
        OperatorError: it was erased before, or there is no reason.
    """
    if not reason.strip():
        raise OperatorError("an erasure has a reason, which stays in the record: give --reason")
    apart = finish(case)
    sealed = sealed_object(apart, told)
    case.append([Erased(digest=sealed.digest, reason=reason.strip())])
    keys_of(case).destroy(sealed.digest)
    return sealed
