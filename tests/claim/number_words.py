"""Write numbers in words, as each language does: what the readers are tested against.

Made from grammars, without a look at the tables that read; numbers from 1 to 999,999,999.
"""

from __future__ import annotations

from collections.abc import Callable

MILLION, THOUSAND = 10**6, 1000


def _parts(number: int) -> tuple[int, int, int]:
    """Millions, thousands and the rest."""
    return number // MILLION, number // THOUSAND % THOUSAND, number % THOUSAND


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def english(number: int) -> str:
    """Two hundred and fifty-three thousand."""
    ones = [
        "-",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    def below(n: int) -> str:
        if n >= 100:
            rest = f" and {below(n % 100)}" if n % 100 else ""
            return f"{ones[n // 100]} hundred{rest}"
        if n >= 20:
            return tens[n // 10] + (f"-{ones[n % 10]}" if n % 10 else "")
        return ones[n]

    million, thousand, rest = _parts(number)
    return _joined(
        (million and f"{below(million)} million") or "",
        (thousand and f"{below(thousand)} thousand") or "",
        (rest and below(rest)) or "",
    )


def french(number: int) -> str:
    """Quatre-vingt-dix-sept mille."""
    ones = [
        "-",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
    ]
    tens = ["-", "-", "vingt", "trente", "quarante", "cinquante", "soixante"]

    def below(n: int, *, last: bool) -> str:
        if n >= 100:
            hundreds = "cent" if n < 200 else f"{ones[n // 100]} cent"
            many = "s" if n >= 200 and n % 100 == 0 and last else ""
            return _joined(hundreds + many, (n % 100 and below(n % 100, last=last)) or "")
        if n >= 80:
            return "quatre-vingt" + (f"-{ones[n - 80]}" if n > 80 else "s" if last else "")
        if n >= 60:
            return "soixante" + {0: "", 1: " et un", 11: " et onze"}.get(n - 60, f"-{ones[n - 60]}")
        if n >= 20:
            return tens[n // 10] + {0: "", 1: " et un"}.get(n % 10, f"-{ones[n % 10]}")
        return ones[n]

    million, thousand, rest = _parts(number)
    return _joined(
        (million and f"{below(million, last=True)} million{'s' * (million > 1)}") or "",
        (thousand and ("mille" if thousand == 1 else f"{below(thousand, last=False)} mille")) or "",
        (rest and below(rest, last=True)) or "",
    )


def german(number: int) -> str:
    """Dreiundzwanzigtausendvierhundert."""
    ones = [
        "-",
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ]
    tens = [
        "-",
        "-",
        "zwanzig",
        "dreißig",
        "vierzig",
        "fünfzig",
        "sechzig",
        "siebzig",
        "achtzig",
        "neunzig",
    ]

    def below(n: int) -> str:
        if n >= 100:
            return f"{ones[n // 100]}hundert" + (below(n % 100) if n % 100 else "")
        if n >= 20:
            return (f"{ones[n % 10]}und" if n % 10 else "") + tens[n // 10]
        return ones[n] if n else ""

    million, thousand, rest = _parts(number)
    small = (f"{below(thousand)}tausend" if thousand else "") + (below(rest) if rest else "")
    if rest % 100 == 1:
        small += "s"
    many = "eine Million" if million == 1 else f"{below(million)} Millionen" if million else ""
    return _joined(many, small)


def spanish(number: int) -> str:
    """Veintidós mil quinientos."""
    ones = [
        "-",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
        "trece",
        "catorce",
        "quince",
        "dieciséis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veinte",
        "veintiuno",
        "veintidós",
        "veintitrés",
        "veinticuatro",
        "veinticinco",
        "veintiséis",
        "veintisiete",
        "veintiocho",
        "veintinueve",
    ]
    tens = [
        "-",
        "-",
        "-",
        "treinta",
        "cuarenta",
        "cincuenta",
        "sesenta",
        "setenta",
        "ochenta",
        "noventa",
    ]
    hundreds = [
        "-",
        "ciento",
        "doscientos",
        "trescientos",
        "cuatrocientos",
        "quinientos",
        "seiscientos",
        "setecientos",
        "ochocientos",
        "novecientos",
    ]

    def below(n: int) -> str:
        if n == 100:
            return "cien"
        if n > 100:
            return _joined(hundreds[n // 100], (n % 100 and below(n % 100)) or "")
        if n >= 30:
            return tens[n // 10] + (f" y {ones[n % 10]}" if n % 10 else "")
        return ones[n]

    def short(n: int) -> str:
        words = below(n)
        return (
            words.removesuffix("veintiuno") + "veintiún"
            if words.endswith("veintiuno")
            else words.removesuffix("o")
            if words.endswith("uno")
            else words
        )

    million, thousand, rest = _parts(number)
    return _joined(
        (million and f"{short(million)} {'millón' if million == 1 else 'millones'}") or "",
        (thousand and ("mil" if thousand == 1 else f"{short(thousand)} mil")) or "",
        (rest and below(rest)) or "",
    )


def russian(number: int) -> str:
    """Двадцать две тысячи пятьсот."""
    ones = [
        "-",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать",
    ]
    tens = [
        "-",
        "-",
        "двадцать",
        "тридцать",
        "сорок",
        "пятьдесят",
        "шестьдесят",
        "семьдесят",
        "восемьдесят",
        "девяносто",
    ]
    hundreds = [
        "-",
        "сто",
        "двести",
        "триста",
        "четыреста",
        "пятьсот",
        "шестьсот",
        "семьсот",
        "восемьсот",
        "девятьсот",
    ]

    def below(n: int, *, female: bool) -> str:
        if n >= 100:
            return _joined(hundreds[n // 100], (n % 100 and below(n % 100, female=female)) or "")
        if n >= 20:
            return _joined(tens[n // 10], (n % 10 and below(n % 10, female=female)) or "")
        return {1: "одна", 2: "две"}[n] if female and n in {1, 2} else ones[n]

    def plural(n: int, forms: tuple[str, str, str]) -> str:
        if n % 10 == 1 and n % 100 != 11:
            return forms[0]
        return forms[1] if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else forms[2]

    million, thousand, rest = _parts(number)
    return _joined(
        (
            million
            and f"{below(million, female=False)} {plural(million, ('миллион', 'миллиона', 'миллионов'))}"
        )
        or "",
        (
            thousand
            and f"{below(thousand, female=True)} {plural(thousand, ('тысяча', 'тысячи', 'тысяч'))}"
        )
        or "",
        (rest and below(rest, female=False)) or "",
    )


def _agglutinated(
    ones: str, tens: str, hundred: str, thousand: str, million: str, *, one_thousand: bool
) -> Callable[[int], str]:
    """Turkish and its kin: tens, then ones; hundreds and thousands without "one"."""
    units, decades = ["", *ones.split()], ["", *tens.split()]

    def below(n: int) -> str:
        hundreds = "" if n < 100 else hundred if n < 200 else f"{units[n // 100]} {hundred}"
        return _joined(hundreds, decades[n // 10 % 10], units[n % 10])

    def spell(number: int) -> str:
        millions, thousands, rest = _parts(number)
        many = f"{below(thousands)} {thousand}" if thousands > 1 or one_thousand else thousand
        return _joined(
            (millions and f"{below(millions)} {million}") or "",
            many if thousands else "",
            below(rest),
        )

    return spell


turkish = _agglutinated(
    "bir iki üç dört beş altı yedi sekiz dokuz",
    "on yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "yüz",
    "bin",
    "milyon",
    one_thousand=False,
)
kazakh = _agglutinated(
    "бір екі үш төрт бес алты жеті сегіз тоғыз",
    "он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
    "жүз",
    "мың",
    "миллион",
    one_thousand=True,
)
uyghur = _agglutinated(
    "بىر ئىككى ئۈچ تۆت بەش ئالتە يەتتە سەككىز توققۇز",
    "ئون يىگىرمە ئوتتۇز قىرىق ئەللىك ئاتمىش يەتمىش سەكسەن توقسان",
    "يۈز",
    "مىڭ",
    "مىليون",
    one_thousand=True,
)


def arabic(number: int) -> str:
    """ثلاثة وعشرون ألفا وخمسمئة: units before tens, everything joined by و."""
    ones = ["-", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
    teens = ["أحد", "اثنا", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
    tens = ["-", "-", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
    hundreds = [
        "-",
        "مئة",
        "مئتان",
        "ثلاثمئة",
        "أربعمئة",
        "خمسمئة",
        "ستمئة",
        "سبعمئة",
        "ثمانمئة",
        "تسعمئة",
    ]

    def below(n: int) -> str:
        if n >= 100:
            return hundreds[n // 100] + (f" و{below(n % 100)}" if n % 100 else "")
        if n >= 20:
            return (f"{ones[n % 10]} و" if n % 10 else "") + tens[n // 10]
        return f"{teens[n - 11]} عشر" if n > 10 else ones[n]

    def scaled(n: int, one: str, two: str, few: str) -> str:
        if n <= 2:
            return (one, two)[n - 1]
        return f"{below(n)} {few if n <= 10 else one}"

    million, thousand, rest = _parts(number)
    words = [
        (million and scaled(million, "مليون", "مليونان", "ملايين")) or "",
        (thousand and scaled(thousand, "ألف", "ألفان", "آلاف")) or "",
        (rest and below(rest)) or "",
    ]
    return " و".join(word for word in words if word)


def chinese(number: int) -> str:
    """一亿零五百万: groups of four digits."""
    signs = "零一二三四五六七八九"

    def below(n: int) -> str:
        words, gap = "", False
        for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // unit % 10
            if digit:
                words += ("零" if gap and words else "") + signs[digit] + sign
                gap = False
            else:
                gap = True
        return words

    words = ""
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4
        if group:
            words += ("零" if words and group < 1000 else "") + below(group) + sign
    return words


SPELL: dict[str, Callable[[int], str]] = {
    "en": english,
    "fr": french,
    "de": german,
    "es": spanish,
    "ru": russian,
    "tr": turkish,
    "kk": kazakh,
    "ug": uyghur,
    "ar": arabic,
    "zh": chinese,
}
