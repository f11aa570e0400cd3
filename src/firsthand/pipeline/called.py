"""Find the one thing that the operator's words name: an id, whole or as far as it is the only one.

In: what was typed, and the ids there are.  Out: the id.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.errors import UnknownIdError


def one_of(told: str, known: Iterable[str], *, what: str) -> str:
    """The one of *known* that *told* is, or else begins; the message calls such a thing *what*.

    Raises:
        UnknownIdError: it names none, or several.
    """
    fitting = [key for key in known if told and key.startswith(told)]
    if told in fitting:
        return told
    if len(fitting) != 1:
        found = f"{len(fitting)} begin so" if fitting else f"no {what} has it"
        raise UnknownIdError(f"expected the id of one {what}, found {told}: {found}")
    return fitting[0]
