"""Days that a sentence names as a page's readers know them: on Monday, yesterday, since tomorrow.

In: a folded sentence, its language, the day on which the page was published.  Out: days, with their place. Which of
them is the programme's is told in `claim.settled`; the rules for periods (`claim.periods`) do not ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from firsthand.claim.dates import YEARS, Span
from firsthand.claim.entry import folded

WEEK = 7
# Monday to Sunday, as stems.
_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ru": ("понедельник[аеу]?", "вторник[аеу]?", "сред[ауые]", "четверг[ауе]?", "пятниц[аеуы]", "суббот[аеуы]", "воскресень[еяю]"),
    "tr": ("pazartesi", "salı", "çarşamba", "perşembe", "cuma(?!rtesi)", "cumartesi", "pazar(?!tesi)"),
    "ar": ("ال[اإ]ثنين", "الثلاثاء", "ال[اأ]ربعاء", "الخميس", "الجمعة", "السبت", "ال[اأ]حد"),
    "zh": tuple(f"(?:星期|周|礼拜|禮拜|週){day}" for day in ("一", "二", "三", "四", "五", "六", "[日天]")),
}  # fmt: skip
# The day before yesterday to the day after tomorrow.
_NEAR: Mapping[str, tuple[str, str, str, str, str]] = {
    "en": ("the day before yesterday", "yesterday", "today", "tomorrow", "the day after tomorrow"),
    "de": ("vorgestern", "gestern", "heute", "morgen(?!s)", "übermorgen"),
    "fr": ("avant-hier", "hier", "aujourd[’']hui", "demain", "après-demain"),
    "es": ("anteayer|antes de ayer", "ayer", "hoy", "mañana", "pasado mañana"),
    "ru": ("позавчера", "вчера(?:шнего дня)?", "сегодня(?:шнего дня)?", "завтра(?:шнего дня)?", "послезавтра"),
    "tr": ("evvelsi gün", "dün(?!ya)", "bugün", "yarın", "öbür gün"),
    "ar": ("[أا]ول [أا]مس", "[أا]مس", "اليوم", "غد[اًٍ]*", "بعد غد"),
    "zh": ("(?<![目此之以先战])前[天日](?!起?前|[津本])", "昨[天日]|昨", "今[天日]|即日", "明[天日]", "(?<![今此之以先战年])后[天日](?![津本])"),
}  # fmt: skip
_TODAY = 2  # its place among those
# What may be joined to such a word; behind anything else it is part of another (dünya, завтрак, hierarchie).
_BENT: Mapping[str, str] = {
    "de": "s|abend|früh|mittag|morgen|nachmittag|nacht|vormittag",
    "en": "s",
    "tr": "[ıiuü]|k[iü]|l[ae]r[ıi]?|n[ıiuü]n|s[ıi](?:n[ae]|nd[ae]n?)?|y[ae]|[dt][ae]n?",
}


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language not in _WEEKDAYS:
        return None
    near, days = (tuple(map(folded, named[language])) for named in (_NEAR, _WEEKDAYS))
    bent = _BENT.get(language, "")
    parts = [f"(?P<n{at}>{each})" for at, each in enumerate(near)] + [f"(?P<w{at}>{each})" for at, each in enumerate(days)]  # fmt: skip
    edge = "" if language == "zh" else r"(?<!\w)(?:و)?" if language == "ar" else r"(?<!\w)"
    end = "" if language == "zh" else f"(?:{bent})?(?!\\w)"
    return re.compile(f"{edge}(?:{'|'.join(parts)}){end}")


def find_days(low: str, *, language: str, published: str | None) -> Iterator[Span]:
    """Days told from the day of the page, by place: a weekday is the last one up to that day.

    >>> [span.edtf for span in find_days("it began on monday", language="en", published="2020-01-08")]
    ['2020-01-06']
    """
    pattern = _pattern(language)
    try:
        now = date.fromisoformat(published or "")
    except ValueError:  # no day is known
        return
    if not YEARS[0] <= now.year <= YEARS[1]:  # 9999 or 0001: no day stands in for "none"
        return
    for hit in pattern.finditer(low) if pattern else ():
        name = hit.lastgroup or ""
        number = int(name[1:])
        back = (now.weekday() - number) % WEEK if name[0] == "w" else _TODAY - number
        day = now - timedelta(days=back)
        yield Span(start=hit.start(name), end=hit.end(name), edtf=day.isoformat(), kind="day")
