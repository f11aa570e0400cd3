"""What a browser asked of the gate that all its connections go through, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.moment import Moment
from firsthand.model.value import value

OWN_ERRAND = "an errand of the browser's own, no part of the page"


class PassageEnd(StrEnum):
    """What became of a connection that was asked for."""

    PASSED = "passed"  # it was made, and bytes went through
    REFUSED = "refused"  # the gate's rules forbid where it would have led
    UNRESOLVED = "unresolved"  # the name has no address
    UNREACHED = "unreached"  # nobody answered there
    CUT = "cut"  # the gate ended it: too many bytes, or the capture was over


@value
class Passage:
    """One connection asked for: by which name, what the resolver said, where it went.

    `answers` are all addresses the resolver gave, `address` the one that was used; both are empty where
    a proxy of the operator's resolved. `port_here` is the browser's end, by which it is found in its log.
    """

    host: str
    port: int
    began: Moment
    end: PassageEnd
    why: str = ""
    answers: tuple[str, ...] = ()
    address: str = ""
    port_here: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
