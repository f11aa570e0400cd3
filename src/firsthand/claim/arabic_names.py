"""Names of places in Arabic, which has no capitals: what stands behind a word for a place or for who lives there, and in a row.

In: a sentence in hand.  Out: where names may stand, with their shape. Most are no places, or not the programme's:
that is told in `claim.settled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.chinese_names import Shape
from firsthand.claim.reading import Reading

_KIND_AR = r"(?:معسكر|مركز|ولاية|محافظة|مديرية|بلدية|بلدة|قرية|مدينة|مخيم|مطار|معبر|ميناء|سجن|مستشفى|مدرسة|جامعة|كلية|منطقة|مكتب|حي|سوق|جزيرة|قاعة|مجمع|حقل|مقاطعة|إقليم|دائرة|ناحية|قضاء|جوازات)"
_NO_NAME_AR = r"(?!(?:في|إلى|من|على|عن|ثم|أو|مع|التي|الذي|هذا|هذه|ذلك|كل|جميع|أي|بعد|قبل|خلال) )"
_ARABIC = re.compile(
    rf"(?<!\w)(?:[وفبلك]{{0,2}}(?P<kind>{_KIND_AR})(?P<one> {_NO_NAME_AR}[^\W\d_]{{2,}})(?P<two> {_NO_NAME_AR}[^\W\d_]{{2,}})?|(?:في|إلى|من) (?P<in>{_NO_NAME_AR}[^\W\d_]{{3,}})(?P<more> {_NO_NAME_AR}[^\W\d_]{{2,}})?)"
)
_TWO_AR = rf"(?P<two> (?!و){_NO_NAME_AR}[^\W\d_]{{3,}})?"
_BEHIND_ARABIC = (
    ("behind a kind", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}{_KIND_AR} (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
    ("kind", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?=(?P<one>{_KIND_AR} {_NO_NAME_AR}[^\W\d_]{{3,}}){_TWO_AR})")),
    ("behind in", re.compile(rf"(?<!\w)و?(?:في|إلى) (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
    ("behind a people", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:سكان|أهالي|أسر|مدارس|مطارات|صحة|أمانة|شرطة|مستشفيات|مباني|مراكز|سجون|مدن|مخيمات|أنحاء|إمارة|سلطات|بلديات|جماعة|معلمي|محافظتي|إدارات|بلدتي|مدينتي|جامعات|مطاري) (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
)  # fmt: skip
_ROW_ARABIC = re.compile(
    rf"(?:(?<!\w)(?:في|إلى|من|بين|{_KIND_AR}|مدن|مدارس|محافظات|محافظتي|مراكز|إدارات|هي)) [^\W\d_]{{2,}}(?: (?!و)[^\W\d_]{{2,}})?(?P<row>(?: (?:و|أو )[^\W\d_]{{3,}}(?: (?!و)[^\W\d_]{{3,}})?){{1,8}})"
)
_BARE_ROW_ARABIC = re.compile(
    r"(?<!\w)(?P<one>[^\W\d_]{3,})(?P<row>(?: و[^\W\d_]{3,}){2,8}(?: (?!و)[^\W\d_]{3,})?)"
)
_AND_ARABIC = re.compile(r" (?:و|أو )(?P<one>[^\W\d_]{3,})(?P<two> (?!و)[^\W\d_]{3,})?")


def in_arabic(reading: Reading) -> Iterator[Shape]:
    """Words behind one for a place or behind "in"."""
    for hit in _ARABIC.finditer(reading.text):
        if hit["kind"]:
            start, end = hit.start("kind"), hit.end("one")
            yield start, end, ("kind", "2 words")
            yield hit.start("one") + 1, end, ("behind a kind", "1 words")
            if hit["two"]:
                yield start, hit.end("two"), ("kind", "3 words")
                yield hit.start("one") + 1, hit.end("two"), ("behind a kind", "2 words")
        else:
            yield *hit.span("in"), ("behind in", "1 words")
            if hit["more"]:
                yield hit.start("in"), hit.end("more"), ("behind in", "2 words")


def more_in_arabic(reading: Reading) -> Iterator[Shape]:
    """Names that stand behind others, in a row or with a word for their kind; and behind words for who lives there."""
    text = reading.text
    for name, rows in (("row", _ROW_ARABIC), ("bare row", _BARE_ROW_ARABIC)):
        for hit in rows.finditer(text):
            if name == "bare row":
                yield *hit.span("one"), (name, "first")
            for each in _AND_ARABIC.finditer(text, hit.start("row"), hit.end("row")):
                yield *each.span("one"), (name, "1 words")
                if each["two"]:
                    yield each.start("one"), each.end("two"), (name, "2 words")
    for name, pattern in _BEHIND_ARABIC:
        for hit in pattern.finditer(text):
            yield *hit.span("one"), (name, "1 words")
            if hit["two"]:
                yield hit.start("one"), hit.end("two"), (name, "2 words")
