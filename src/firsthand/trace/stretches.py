"""Part documents of any language into the stretches that translations are aligned by.

In: a document.  Out: sentences, headings and list items as ranges, and the tongue they are in.
"""

from __future__ import annotations

import re
from collections import Counter

from firsthand.model.document import BlockRole, Document
from firsthand.trace.scripts import USUAL, in_script

STRETCHES_MAX = 600  # a longer page is aligned by its first ones; a book wants splitting before
STRETCH_CHARACTERS_MAX = 1_200  # what has no full stop for so long is parted at a space or comma
TONGUE_CHARACTERS = 4_000
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？；]+[”’」』）]*|[؟۔།]+[\"»”]*|\n")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|No|Nr|Art|vs|Mio|Mrd|Sr|Sra|M|Mme|тыс|млн|млрд|им|см|U\.S|U\.N|z\.B|d\.h)|\b[A-ZА-Я]|\b\d{1,2})\.$"
)
_PLACE_TO_CUT = re.compile(r"[\s,，、،]")
_LETTERS = (
    ("Hani", re.compile(r"[\u3400-\u9fff]")),
    ("Tibt", re.compile(r"[\u0f00-\u0fff]")),
    ("Arab", re.compile(r"[\u0600-\u06ff]")),
    ("Cyrl", re.compile(r"[\u0400-\u04ff]")),
    ("Latn", re.compile(r"[A-Za-zÀ-ɏ]")),
)
_UYGHUR = re.compile(r"[ېۆۈۋڭۇ]")
# Letters of which only one of the two Chinese orthographies has the one form.
_SIMPLIFIED = re.compile(
    r"[这国们来时个为对说过还发会学华样长门问间从头总体动开关书车马东业产员见现认让话请该谁读难电应实无飞图录医血采证]"
)
_TRADITIONAL = re.compile(
    r"[這國們來時個為對說過還發會學華樣長門問間從頭總體動開關書車馬東業產員見現認讓話請該誰讀難電應實無飛圖錄醫採證]"
)

_CHINESE = frozenset({"zh", "yue", "wuu"})
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})  # codes of ISO 639 that name none

Range = tuple[int, int]


def part(document: Document) -> list[Range]:
    """The stretches of *document* in order; boilerplate is left out."""
    found: list[Range] = []
    for block in sorted(document.blocks, key=lambda block: block.position.start):
        if block.role is not BlockRole.BOILERPLATE:
            found += _stretches(document.text, block.position.start, block.position.end)
        if len(found) >= STRETCHES_MAX:
            break
    return found[:STRETCHES_MAX]


def _stretches(text: str, start: int, stop: int) -> list[Range]:
    found: list[Range] = []
    at = start
    for match in _END.finditer(text, start, stop):
        if match.group().startswith(".") and _goes_on(text, at, match.end(), stop):
            continue
        found += _cut(text, at, match.end())
        at = match.end()
        if len(found) >= STRETCHES_MAX:
            return found
    return found + _cut(text, at, min(stop, at + STRETCHES_MAX * STRETCH_CHARACTERS_MAX))


def _goes_on(text: str, at: int, end: int, stop: int) -> bool:
    before = text[max(at, end - 10) : end]
    after = text[end : min(stop, end + 3)].lstrip()
    return after[:1].islower() or _NO_END.search(before) is not None


def _cut(text: str, start: int, end: int) -> list[Range]:
    """A stretch without the space around it, in pieces that are not too long."""
    found: list[Range] = []
    while end - start > STRETCH_CHARACTERS_MAX:
        cut = start + STRETCH_CHARACTERS_MAX
        places = [match.end() for match in _PLACE_TO_CUT.finditer(text, cut - 200, cut)]
        cut = places[-1] if places else cut
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return [trimmed for one, other in found if (trimmed := _trimmed(text, one, other))]


def _trimmed(text: str, start: int, end: int) -> Range | None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = end - (len(words) - len(words.rstrip()))
    return (left, right) if left < right else None


def tongue(document: Document) -> str:
    """Language and, for Chinese, orthography, for some, script; by its letters alone where no language is known.

    >>> from firsthand.model.document import ReadState
    >>> page = Document(capture="c", locator="", address="a", media_type="text/plain",
    ...     state=ReadState.READ, text="這些國家", language="zh")
    >>> tongue(page)
    'zh-Hant'
    """
    code = (document.language or "").replace("_", "-").split("-")[0].lower()
    code = "" if code in _NO_LANGUAGE else code
    if code and code not in _CHINESE and code not in USUAL:
        return code
    sample = document.text[:TONGUE_CHARACTERS]
    script = _script(sample)
    if code in _CHINESE or (not code and script == "Hani"):
        simplified, traditional = (
            len(_SIMPLIFIED.findall(sample)),
            len(_TRADITIONAL.findall(sample)),
        )
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    if code:
        return in_script(code, script)
    if script == "Arab":
        return "ug" if len(_UYGHUR.findall(sample)) * 16 > len(sample) else "und-Arab"
    return f"und-{script}"


def _script(sample: str) -> str:
    counts = Counter({name: len(letters.findall(sample)) for name, letters in _LETTERS})
    name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return name if count else "Zyyy"


def may_be_one_language(one: str, other: str) -> bool:
    """Whether two tongues may be the same, so that shared words would show what is shared."""
    if one == other:
        return True
    unknown = [tongue for tongue in (one, other) if tongue.startswith("und-")]
    scripts = {_script_of(one), _script_of(other)}
    return bool(unknown) and len(scripts) == 1


def _script_of(tongue: str) -> str:
    code, _, script = tongue.partition("-")
    if code == "und" or code in USUAL:
        return script or USUAL[code]
    known = {"zh-Hans": "Hani", "zh-Hant": "Hani", "bo": "Tibt", "dz": "Tibt"}
    known |= dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ckb"), "Arab")
    known |= dict.fromkeys(("ru", "ky", "uk", "bg", "mn", "tg", "be", "mk", "tt"), "Cyrl")
    return known.get(tongue, "Latn")
