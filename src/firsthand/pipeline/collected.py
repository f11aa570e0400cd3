"""Write down of what is about to be preserved who takes it, why, from where, with what and by which clock.

In: what the operator states, as options or a file; what this machine and a capture know by themselves.  Out: a collection record, before the first
object that it speaks of; none where it would say what the one in force says. What was stated once stays so until it is stated anew.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.collection import NOT_RECORDED, ApartKind, CollectionPart
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.capturing import CaptureSettings
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.collecting import Written, record_collection, written
from firsthand.pipeline.visiting import system_words
from firsthand.store.files import read_small
from firsthand.tools.browser.found import find_chromium
from firsthand.tools.timekeeper import clock_words

FILE_BYTES_MAX = 1 << 20  # nine parts of some lines each
NO_PAGE = "files were taken, and no page was visited"
# Of these the machine knows better than what was stated of an earlier collection.
_OF_NOW = frozenset(
    {
        CollectionPart.CLOCK,
        CollectionPart.CLOCK_OFFSET,
        CollectionPart.USER_AGENT,
        CollectionPart.PROXY,
    }
)


@value
class Stated:
    """What the operator states of a collection, and of other parts why they are not recorded."""

    told: Mapping[CollectionPart, str] = field(default_factory=dict)
    because: Mapping[CollectionPart, str] = field(default_factory=dict)

    def with_more(self, more: Stated) -> Stated:
        """Together; *more* counts where both speak of a part.

        >>> one = Stated(told={CollectionPart.REASON: "a"})
        >>> one.with_more(Stated(because={CollectionPart.REASON: "b"})).told
        {}
        """
        told = {**self.told, **more.told}
        because = {**self.because, **more.because}
        return Stated(
            told={part: words for part, words in told.items() if part not in more.because},
            because={part: words for part, words in because.items() if part not in more.told},
        )


def read_stated(path: Path) -> Stated:
    """What a file of lines such as `collector: …` states; `not recorded, because …` says why not, `#` begins a remark.

    Raises:
        OperatorError: it cannot be read, or a line is none of these; what stands there is not shown.
    """
    try:
        text = read_small(path, FILE_BYTES_MAX).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"{path} cannot be read as text in UTF-8") from None
    told: dict[CollectionPart, str] = {}
    because: dict[CollectionPart, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, words = (part.strip() for part in line.partition(":"))
        if not colon or name not in set(CollectionPart) or not words:
            parts = ", ".join(CollectionPart)
            raise OperatorError(
                f"{path}, line {number}: expected one of {parts}, a colon and words"
            )
        part = CollectionPart(name)
        if part in told or part in because:
            raise OperatorError(f"{path}, line {number}: {name} stands there twice")
        if words.startswith(NOT_RECORDED):
            because[part] = words.removeprefix(NOT_RECORDED)
        else:
            told[part] = words
    return Stated(told=told, because=because)


def known_here(settings: CaptureSettings | None) -> Stated:
    """What is known without being stated: the machine, its clock, who works here; of a visit by *settings*, what is shown to sites.

    Raises:
        MissingToolError: pages are to be visited, and there is no browser.
    """
    kept, _, offset = clock_words().partition(", ")
    told = {
        CollectionPart.COLLECTOR: operator().name,
        CollectionPart.MACHINE: f"{platform.node()}: {system_words()}",
        CollectionPart.CLOCK: f"this machine's, {kept}",
        CollectionPart.CLOCK_OFFSET: f"{offset}, asked {clock.now().utc}",
    }
    because = {}
    if not offset.startswith("off by"):  # why nothing is known of it
        told[CollectionPart.CLOCK] = "this machine's"
        del told[CollectionPart.CLOCK_OFFSET]
        because[CollectionPart.CLOCK_OFFSET] = offset.removeprefix("because ")
    if settings is None:
        because |= dict.fromkeys((CollectionPart.USER_AGENT, CollectionPart.PROXY), NO_PAGE)
    else:
        named = settings.visit.user_agent
        browser = f"Chromium {find_chromium().version}"
        told[CollectionPart.USER_AGENT] = named or f"what {browser} says of itself"
        told[CollectionPart.PROXY] = settings.proxy.shown if settings.proxy else "none"
    return Stated(told=told, because=because)


def record_before(case: Case, stated: Stated, known: Stated) -> Written | None:
    """Record of what is preserved from here on: what is *stated*, else what is *known* of now, else what was stated before.

    None where the record in force says all of it; how far the clock is off is then not written anew.

    Raises:
        OperatorError: a part is both stated and not recorded, too long, or a witness of the opened register is named in it.
    """
    before = _in_force(case)
    told, because = dict(stated.told), dict(stated.because)
    for part in CollectionPart:
        if part in told or part in because:
            continue
        earlier = before.get(part, NOT_RECORDED)
        if part in _OF_NOW or earlier.startswith(NOT_RECORDED):
            if part in known.told:
                told[part] = known.told[part]
                continue
            if part in known.because:
                because[part] = known.because[part]
                continue
        if not earlier.startswith(NOT_RECORDED):
            told[part] = earlier
        elif len(earlier) > len(NOT_RECORDED):
            because[part] = earlier.removeprefix(NOT_RECORDED)
    now = told | {part: NOT_RECORDED + why for part, why in because.items()}
    same = all(
        before.get(part) == words
        for part, words in now.items()
        if part is not CollectionPart.CLOCK_OFFSET
    )
    if same and before and not stated.told and not stated.because:
        return None
    return record_collection(case, told, because=because)


def _in_force(case: Case) -> dict[str, str]:
    """What the last collection record says; nothing where there is none, or its words are gone."""
    found = list(written(case, ApartKind.COLLECTION))
    return {part.name: part.words for part in found[-1].parts} if found else {}
