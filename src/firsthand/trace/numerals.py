"""Read figures as any language writes them: digits, separators, scale words, percent.

In: a text and its language.  Out: figures with their value and place. Hedges, units and what is
counted are claims' business; here a figure only has to be the same figure in two languages.
"""

from __future__ import annotations

import re
import unicodedata

from firsthand.model.value import value

Number = int | float

DIGITS_MAX = 18  # a longer run of digits is a code or an account, not a count
_COMMA = "fr de es it pt nl pl ru uk kk ky uz tr az id da sv nb fi cs sk hu ro bg sr hr el"
COMMA_IS_DECIMAL = frozenset(_COMMA.split())
_THOUSAND, _MILLION, _MILLIARD = 10**3, 10**6, 10**9
_SCALES: tuple[tuple[str, int], ...] = (
    (r"mil\s+millones|mil\s+milh(?:ões|oes)", _MILLIARD),
    (r"milliard(?:en|e|s)?|mrd\.?|milyar\w*|миллиард\w*|млрд\.?|مليارات|مليارا?|مىليارد\w*|miliardi?|bn", _MILLIARD),
    (r"billions?", _MILLIARD),
    (r"billones|billón|billionen", 10**12),
    (r"millions?|millionen|millones|millón|mio\.?|milyon\w*|миллион\w*|млн\.?|مليون(?:ا|ان|ين)?|ملايين|مىليون\w*|milhões|milhão|milioni|milione|juta", _MILLION),
    (r"thousands?|tausend|mille|mil|bin(?:e|i|den|in)?|тысяч\w*|тыс\.?|мың\w*|ألفا?|ألفي|آلاف|الف|مىڭ\w*|mila|ribu|nghìn", _THOUSAND),
    (r"lakhs?|لاکھ", 10**5),
    (r"crores?", 10**7),
)  # fmt: skip
_SCALE = "|".join(f"(?:{words})" for words, _ in _SCALES)
_WHICH = tuple((re.compile(words, re.IGNORECASE), size) for words, size in _SCALES)
_PLAIN_LETTERS = str.maketrans("ıſ", "is", "\u0307")  # what ignoring case takes for one letter


def _folded(word: str) -> str:
    return word.lower().translate(_PLAIN_LETTERS)


_SPELLED = {
    _folded(word): number
    for number, words in enumerate(
        (
            "one un une uno eine ein один bir бір واحد بىر",
            "two deux dos zwei два две iki екі اثنان ئىككى",
            "three trois tres drei три üç үш ثلاثة ئۈچ",
            "four quatre cuatro vier четыре dört төрт أربعة تۆت",
            "five cinq cinco fünf пять beş бес خمسة بەش",
            "six seis sechs шесть altı алты ستة ئالتە",
            "seven sept siete sieben семь yedi жеті سبعة يەتتە",
            "eight huit ocho acht восемь sekiz сегіз ثمانية سەككىز",
            "nine neuf nueve neun девять dokuz тоғыз تسعة توققۇز",
            "ten dix diez zehn десять on он عشرة ئون",
        ),
        1,
    )
    for word in words.split()
}
_ABOVE = {"སྟོང": 10**3, "ཁྲི": 10**4, "འབུམ": 10**5, "ས་ཡ": 10**6, "བྱེ་བ": 10**7, "དུང་ཕྱུར": 10**8}
_TIBETAN = "|".join(_ABOVE)  # a Tibetan scale word stands before its number
_GROUPED = r"[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)"
_PLAIN = r"\d+(?:[.,٬٫'’]\d+)*"
_HAN = r"[零〇一二三四五六七八九十百千两兩]"
_PERCENT_AFTER = r"\s?(?:%|٪|per ?cent|pour ?cent|por ?cien(?:to)?|por cento|prozent|процент\w*|пайыз\w*|پىرسەنت\w*|في المئة|في المائة|بالمئة|بالمائة|percento)"
_WORD = rf"|(?P<word>\b(?:{'|'.join(sorted(_SPELLED, key=len, reverse=True))})\b)(?=\s(?:{_SCALE})(?!\w))"


def _figures(begins: str, word: str) -> re.Pattern[str]:
    return re.compile(
        rf"{begins}(?<![\d.,])(?P<before>%|yüzde\s|百分之|བརྒྱ་ཆ་\s?)?(?:(?P<above>{_TIBETAN})་?\s?(?=\d))?"
        rf"(?:(?P<digits>{_GROUPED}|{_PLAIN})|(?P<han>{_HAN}{{2,}}|{_HAN}(?=[万萬亿億])){word})"
        rf"(?:(?P<myriads>[十百千]?[万萬亿億]{{1,2}}|[百千](?=[^\d万萬亿億]))|[\s-]?(?P<scale>{_SCALE})(?!\w))?"
        rf"(?P<after>{_PERCENT_AFTER})?",
        re.IGNORECASE,
    )


# Where no scale word stands, none is spelled before one: what may begin a figure is looked at first.
_IN_DIGITS = _figures(r"(?=[\d%yY百བསཁའདབ零〇一二三四五六七八九十千两兩])", "|(?P<word>(?!))")
_FIGURE = _figures("", _WORD)
_SCALED = re.compile(rf"\s(?:{_SCALE})(?!\w)", re.IGNORECASE)
_HAN_DIGITS = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "兩": 2,
}  # fmt: skip
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


@value
class Figure:
    """A number as written. `others` are readings that another custom of separators would give."""

    start: int
    end: int
    number: Number
    others: tuple[Number, ...] = ()
    percent: bool = False
    scaled: bool = False
    bare: bool = False  # four digits and nothing else: perhaps a year


def plain_digits(text: str) -> str:
    """*text* with the digits of every script as 0-9, letter for letter.

    >>> plain_digits("١٢ ༣ ５")
    '12 3 5'
    """
    if text.isascii():
        return text
    strange = {c for c in set(text) if not c.isascii() and (c.isdigit() or c in "％，．")}
    table = {ord(c): _plain(c) for c in strange}
    return text.translate(table) if table else text


def _plain(letter: str) -> str:
    if letter in "％，．":
        return {"％": "%", "，": "，", "．": "."}[letter]
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def find_figures(text: str, *, language: str | None) -> list[Figure]:
    """Every figure of *text* (digits already plain), by place.

    >>> [f.number for f in find_figures("4,36 млн и 1 240", language="ru")]
    [4360000, 1240]
    >>> [f.number for f in find_figures("436万，7萬3050戶", language="zh")]
    [4360000, 73050]
    """
    found: list[Figure] = []
    pattern = _FIGURE if _SCALED.search(text) else _IN_DIGITS
    for match in pattern.finditer(text):
        figure = _figure(match, language)
        if figure is None:
            continue
        if found and _goes_on(found[-1], figure, text):
            figure = _sum(found.pop(), figure)
        found.append(figure)
    return found


def _figure(match: re.Match[str], language: str | None) -> Figure | None:
    digits, han, word = match.group("digits", "han", "word")
    readings: tuple[Number, ...]
    if digits:
        if sum(letter.isdigit() for letter in digits) > DIGITS_MAX:
            return None
        readings = _readings(digits, language)
    elif han:
        readings = (_han_number(han),)
    else:
        readings = (_SPELLED[_folded(word)],)
    size = _size(match, language)
    before, after = match.group("before"), match.group("after")
    numbers = [_whole(reading * size) for reading in readings]
    return Figure(
        start=match.start(),
        end=match.end(),
        number=numbers[0],
        others=tuple(numbers[1:]),
        percent=bool(before or after),
        scaled=size != 1,
        bare=bool(digits and len(digits) == 4 and digits.isdigit() and size == 1),
    )


def _readings(digits: str, language: str | None) -> tuple[Number, ...]:
    """What *digits* mean, the likeliest first; two where customs differ and nothing decides."""
    plain = re.sub(r"[ \u00a0\u202f\u2009'’٬]", "", digits).replace("٫", ".")
    marks = [letter for letter in plain if letter in ".,"]
    if not marks:
        return (int(plain),) if "." not in digits else (float(plain),)
    if len(set(marks)) == 2:
        last = marks[-1]
        whole = plain.replace("," if last == "." else ".", "").replace(last, ".", 1)
        return (_float(whole),)
    mark, parts = marks[0], plain.split(marks[0])
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    if len(marks) > 1:
        return (int("".join(parts)),) if grouped else (int(parts[0] or "0"),)
    decimal = _float(".".join(parts))
    if not grouped or parts[0] == "0":
        return (decimal,)
    thousands = int("".join(parts))
    comma_decimal = language in COMMA_IS_DECIMAL
    if language is not None and (mark == ",") != comma_decimal:
        return (thousands,)
    return (decimal, thousands) if language is not None else (thousands, decimal)


def _float(digits: str) -> float:
    try:
        return float(digits)
    except ValueError:
        return float(digits.split(".", 1)[0] or 0)


def _size(match: re.Match[str], language: str | None) -> int:
    size = _ABOVE.get(match.group("above") or "", 1)
    for letter in match.group("myriads") or "":
        size *= _HAN_UNITS.get(letter, 1) * _MYRIADS.get(letter, 1)
    words = match.group("scale")
    if not words:
        return size
    if language in {"de", "fr", "es"} and re.fullmatch(r"billions?", words, re.IGNORECASE):
        return 10**12
    return next(size for pattern, size in _WHICH if pattern.fullmatch(words))


def _han_number(words: str) -> int:
    """Chinese numerals below ten thousand; digits in a row are read as digits."""
    if not any(letter in _HAN_UNITS for letter in words):
        return int("".join(str(_HAN_DIGITS[letter]) for letter in words[:DIGITS_MAX]))
    total = digit = 0
    for letter in words:
        if letter in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[letter]
            digit = 0
        else:
            digit = _HAN_DIGITS[letter]
    return total + digit


def _goes_on(first: Figure, second: Figure, text: str) -> bool:
    """Whether two figures are one: 4 million 360 thousand, 7萬3050, 28 مىڭ 700."""
    between = text[first.end : second.start]
    small = not second.percent and second.number < 1_000 * _THOUSAND
    return (
        first.scaled
        and not first.percent
        and between in {"", " ", "\u00a0"}
        and small
        and isinstance(first.number, int)
        and 0 < second.number < first.number
        and first.number % 10 ** len(str(int(second.number))) == 0
    )


def _sum(first: Figure, second: Figure) -> Figure:
    return Figure(
        start=first.start,
        end=second.end,
        number=_whole(first.number + second.number),
        percent=second.percent,
        scaled=second.scaled,
    )


def _whole(number: Number) -> Number:
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded
