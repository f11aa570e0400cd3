"""Say with what it is done, and who supplies it: kits, machines, apps, companies.

In: a sentence.  Out: tools and suppliers as written. A device counts where somebody uses, buys or is
supplied with it; a company, where it supplies, makes or sells. A company that is only named is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.phrases import Span, name_before, on_programme, shown, within
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Words

USE_CHARACTERS = (
    40  # between "bought" and the device: "80,000 blood collection kits and two sequencers"
)
TOLD_CHARACTERS = 30  # between a device and "is used"
SUPPLY_CHARACTERS = 24  # between "supplied by" and the company, and between it and "supplies"
NAME_SIGNS_MIN = 3  # 公司 alone names nobody
JOIN_CHARACTERS = (
    40  # between a company and its own device: "Thermo Fisher Scientific DNA sequencers"
)


def read_tools(reading: Reading) -> Found:
    """Every device that is used and every company that supplies, each name once."""
    if not on_programme(reading):
        return
    devices = [_device(reading, hit) for hit in reading.words.sections["tool.device"].finditer(reading.low)]  # fmt: skip
    companies = [span for span in _companies(reading) if _supplies(reading, span, devices)]
    watched = [hit.span() for hit in reading.words.sections["control.words"].finditer(reading.low)]
    used = [
        span
        for span in devices
        if _is_used(reading, span)
        and not any(span[0] < end and start < span[1] for start, end in watched)
    ]
    spans = _joined(companies, devices) + used
    said: list[Span] = []
    for span in sorted(spans, key=lambda each: (each[0] - each[1], each)):
        if not any(start <= span[0] and span[1] <= end for start, end in said):
            said.append(span)
            yield Element.TOOL, Words(text=shown(reading, span)), span


def _device(reading: Reading, hit: re.Match[str]) -> Span:
    return name_before(reading, hit.start()), hit.end()


def _is_used(reading: Reading, span: Span) -> bool:
    low, sections = reading.low, reading.words.sections
    left, right = within(reading, span)
    start, end = span
    beside = sections["tool.beside"]
    if beside.search(low, start, end) or beside.follows(low, end):
        return False
    if sections["page.bought"].stand(low):  # a notice of a purchase lists what is bought
        return _BARE.fullmatch(low, start, end) is None
    if _GENERAL.fullmatch(low, start, end):
        return False
    return bool(
        sections["tool.use"].search(low, max(left, start - USE_CHARACTERS), start)
        or sections["tool.told"].search(low, end, min(right, end + TOLD_CHARACTERS))
    )


def _companies(reading: Reading) -> Iterator[Span]:
    """Names of companies that the language's file knows, and capitals behind "supplied by"."""
    sections, low = reading.words.sections, reading.low
    for hit in sections["tool.company"].finditer(low):
        start = hit.start() if reading.words.whole else name_before(reading, hit.start())
        if start == hit.start() and not reading.words.whole and hit.group() in _NAMELESS:
            continue
        if reading.words.whole:
            last = low.rfind(" ", hit.start(), hit.end()) + 1
            if not reading.text[max(last, hit.start())].isupper():
                continue  # "the group" is no name
            start = _capitals_before(reading.text, start)
        yield start, hit.end()
    if reading.words.whole:
        for cue in sections["tool.bought"].finditer(low):
            name = _NAME.match(reading.text, cue.end())
            if name is not None and not _is_place(reading, name.start("n")):
                yield name.span("n")
        for cue in sections["tool.supplies"].finditer(low):
            start = _capitals_before(reading.text, cue.start())
            if (
                start < cue.start()
                and not sections["tool.beside"].search(low, start, cue.start())
                and not _is_place(reading, start)
                and not _IN.search(reading.text, 0, start)
            ):
                yield start, cue.start() - 1


def _is_place(reading: Reading, start: int) -> bool:
    return any(place.start <= start < place.end for place in reading.places)


def _capitals_before(text: str, start: int) -> int:
    """Where the words in capitals begin that stand right before *start*."""
    while True:
        before = _WORD.search(text, max(0, start - USE_CHARACTERS), start)
        if before is None or before.group("w") in _NO_NAME:
            return start
        start = before.start("w")


def _supplies(reading: Reading, span: Span, devices: list[Span]) -> bool:
    """Whether the company supplies it: "supplied by X", "X sells", "the X sequencers"."""
    low, sections = reading.low, reading.words.sections
    start, end = span
    left, right = within(reading, span)
    if sections["tool.beside"].follows(low, end) or end - start < NAME_SIGNS_MIN:
        return False
    if sections["tool.supplied"].search(low, max(left, start - SUPPLY_CHARACTERS), start):
        return True
    if sections["tool.supplies"].search(low, end, min(right, end + SUPPLY_CHARACTERS)):
        return True
    return any(one <= end + 1 and end < other for one, other in devices)


def _joined(companies: list[Span], devices: list[Span]) -> list[Span]:
    """Companies, each with the device that stands right behind its name."""
    joined = []
    for start, end in companies:
        behind = [d for d in devices if start <= d[0] <= end + 3 and end < d[1] <= end + JOIN_CHARACTERS]  # fmt: skip
        joined.append((start, max([end, *(other for _, other in behind)])))
    return joined


# A device that is named by nothing but what any such device is called, and one counted among goods.
_GENERAL = re.compile(
    r"(?:(?:an?|the|this|that|these|those|its|their|his|her|our|of|same|such|new|own|special|small|several|many|two|three) )*"
    r"(?:cameras?|scanners?|readers?|devices?|tablets?|recorders?|software|machines?|kits?|booths?|handhelds?|computers?)"
)
_BARE = re.compile(r"(?:(?:the|these|those|same|of|\d[\d,.]*) )*(?:kits?|cameras?|devices?)")
_WORD = re.compile(r"(?<![\w-])(?P<w>[A-Z][\w&'’.-]*)[ \u00a0]$")
_NAMELESS = frozenset(
    {
        "公司",
        "科技公司",
        "生物公司",
        "有限公司",
        "科技",
        "技术公司",
        "仲介公司",
        "生物科技",
        "集团公司",
    }
)
_IN = re.compile(r"\b(?:in|at|of|from|for|to|near) (?:the )?$")
_NO_NAME = frozenset({
    "The", "A", "An", "In", "It", "They", "He", "She", "We", "This", "That", "These", "Those", "Its", "Their", "His", "Her",
    "Our", "My", "Police", "When", "But", "And", "With", "For", "From", "By", "Of", "On", "At", "As", "To", "After", "Before",
    "Since", "While", "Where", "Under", "Using", "Through", "If", "Both", "New", "UN", "UNHCR", "UNICEF", "WFP", "EU", "NGOs", "Officials", "Every", "Each", "All", "No", "Some", "Many",
})  # fmt: skip
_NAME = re.compile(
    r" (?:the )?(?:(?:US|[A-Z][a-z]+|state-owned|local)(?= (?:company|firm|supplier|maker|giant|start-up)) )?(?:(?!from|in|of|at|by|with|for|and)[a-z]+ )?(?:company |firm |supplier |maker |giant )?"
    r"(?P<n>[A-Z][\w&'’-]+(?: (?:of |and |& )?[A-Z][\w&'’-]+){0,4})"
)
