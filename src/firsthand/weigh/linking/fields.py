"""Say what may stand on a list whose records are linked, and how its values are compared.

In: the name of a column, a value.  Out: what kind of column it is; the value as it is compared, or why it cannot stand
there. Only what tells one victim from another on a list of victims is let in: names, dates, places, sex, organisation.
**No biometrics**: a column that is named for them is refused, and so are values that look like a template or a hash.
What is wrong is said without the value: names never leave the process that reads them.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum


class Kind(Enum):
    """How values of a column are compared; a stratum is carried and not compared."""

    NAME = "name"
    DATE = "date"
    YEAR = "year"
    PLACE = "place"
    SEX = "sex"
    STRATUM = "stratum"


WHOLE_NAME = "name"  # its words may stand in any order
COLUMNS = {
    WHOLE_NAME: Kind.NAME,
    "given_name": Kind.NAME,
    "family_name": Kind.NAME,
    "other_name": Kind.NAME,
    "birth_date": Kind.DATE,
    "death_date": Kind.DATE,
    "event_date": Kind.DATE,
    "birth_year": Kind.YEAR,
    "death_year": Kind.YEAR,
    "event_year": Kind.YEAR,
    "place": Kind.PLACE,
    "birth_place": Kind.PLACE,
    "organisation": Kind.PLACE,
    "sex": Kind.SEX,
    "stratum": Kind.STRATUM,
}
_BIOMETRIC = (
    "finger", "minutia", "ridge", "palm", "vein", "iris", "retina", "face", "facial", "portrait",
    "photo", "image", "voice", "speaker", "gait", "dna", "genotype", "genom", "allele", "locus", "loci", "marker",
    "haplo", "snp", "blood", "template", "embedding", "feature", "vector", "biometric", "hash",
    "指纹", "掌纹", "虹膜", "人脸", "面部", "声纹", "步态", "基因", "血型", "血样", "生物特征",
)  # fmt: skip
_LOCUS = re.compile(r"(?:^|_)(?:d\d{1,2}s\d+|dys\d+|vwa|tpox|th01|fga|csf1po|amel)", re.ASCII)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_YEAR = re.compile(r"(?:1[89]|20)\d\d", re.ASCII)
_PACKED = re.compile(r"(?=[A-Za-z+/=_-]*\d)[0-9A-Za-z+/=_-]{20,}")  # what no place is called
LETTERS_MAX = 120  # of a name or a place
SEX_LETTERS_MAX = 12
# Signs set over or under letters that people leave out as often as not; vowels of other scripts stay.
_LEFT_OUT = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_KEPT = "LMN"  # letters, marks (vowels of Tibetan and others), digits: the first letter of their category


def biometric_word(column: str) -> str | None:
    """The word by which a column is named for biometrics, if it is.

    >>> biometric_word("right_index_fingerprint"), biometric_word("birth_year")
    ('finger', None)
    """
    folded = column.casefold()
    if _LOCUS.search(folded):
        return "a genetic marker"
    return next((word for word in _BIOMETRIC if word in folded), None)


def compared(column: str, text: str) -> str | None:
    """*text* as it is compared in that column; None where nothing is said.

    Raises:
        ValueError: it cannot stand there; the message does not repeat it.

    >>> compared("name", "Žižka, Jan"), compared("birth_year", " 1980 ")
    ('jan zizka', '1980')
    """
    text = text.strip()
    if not text:
        return None
    kind = COLUMNS[column]
    if kind is Kind.YEAR:
        return _matched(_YEAR, text, "a year of four digits, 1800 to 2099")
    if kind is Kind.DATE:
        return _matched(_DATE, text, "a date as 1980, 1980-05 or 1980-05-21")
    if len(text) > LETTERS_MAX:
        raise ValueError(f"expected at most {LETTERS_MAX} letters, found more")
    if kind is Kind.NAME and any(letter.isdigit() for letter in text):
        raise ValueError("expected a name without digits")
    if _PACKED.search(text):
        raise ValueError("expected words, found what looks like a number, a hash or a template")
    folded = folded_name(text)
    if kind is Kind.SEX and (
        len(folded) > SEX_LETTERS_MAX or not folded.replace(" ", "").isalpha()
    ):
        raise ValueError(f"expected a word or letter for the sex, up to {SEX_LETTERS_MAX}")
    if kind is Kind.STRATUM:
        return text
    return (" ".join(sorted(folded.split())) if column == WHOLE_NAME else folded) or None


def folded_name(text: str) -> str:
    """Letters without case and without the signs over them; everything else is a space."""
    apart = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", _LEFT_OUT.sub("", apart)).casefold()
    kept = (letter if unicodedata.category(letter)[0] in _KEPT else " " for letter in plain)
    return " ".join("".join(kept).split())


def _matched(pattern: re.Pattern[str], text: str, expected: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"expected {expected}")
    return text
