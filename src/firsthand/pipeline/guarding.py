"""Know the names of the register before words leave the case or enter its record, and find them in both.

In: an open case, a key file.  Out: the names, by pseudonym; a refusal where somebody stands in the register and no key opens it. Nothing is
kept of names that would let a list of them be tried, so without a key nobody can look for them: whoever lets words out all the same
has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.problem import Problem
from firsthand.model.value import value
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import identities_in, standing
from firsthand.pipeline.witnesses import names
from firsthand.publish.withheld import pattern_of

UNSEARCHED = "--names-not-looked-for"  # the option by which somebody lets words out unsearched


@value
class Known:
    """The names of the register by pseudonym, None where it was not opened; and what is wrong with the key file."""

    names: Mapping[str, Sequence[str]] | None
    problems: tuple[Problem, ...] = ()


def known_names(case: Case, identity: Path | None, *, unsearched: bool) -> Known:
    """The names to look for in what is about to leave *case*.

    Raises:
        OperatorError: somebody stands in the register and it was not opened, nor did anybody say that words leave
            *unsearched*; or the key file does not open it.
    """
    if identity is not None:
        given = identities_in(identity, case=case.folder)
        return Known(names=names(case, identities=given.identities), problems=given.problems)
    if standing(case.decided_in_full()).register and not unsearched:
        raise OperatorError(
            "witnesses stand in the register of this case, and without a key their names are not found in what leaves: give "
            f"--identity KEYFILE (or set FIRSTHAND_IDENTITY), or say {UNSEARCHED}. Nothing left"
        )
    return Known(names=None)


def guard(case: Case, identity: Path) -> None:
    """From here on nothing is recorded in *case* that holds a name of the register.

    Raises:
        OperatorError: the key file does not open the register.
    """
    given = identities_in(identity, case=case.folder)
    case.names = _pattern(names(case, identities=given.identities))


def _pattern(known: Mapping[str, Sequence[str]]) -> re.Pattern[str] | None:
    return pattern_of(name for called in known.values() for name in called)


def unnamed(texts: Sequence[str], known: Known) -> None:
    """See that no name stands in *texts*, which leave as they are and for no stated use.

    Raises:
        OperatorError: one does.
    """
    pattern = _pattern(known.names or {})
    if pattern is not None and any(map(pattern.search, texts)):
        raise OperatorError(
            "a name of the register of witnesses stands in what was to leave: nothing was written"
        )
