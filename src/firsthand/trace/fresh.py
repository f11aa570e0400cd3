"""Tell a page that gives what its source says *today*, as a statement itself does, from one that tells of it later.

In: a document.  Out: whether near its head somebody says it today. Of two pages with the same words the one that
says "said today" is the statement, or was made on its day; who takes it over later says when that was.
"""

from __future__ import annotations

import re

from firsthand.model.document import Document

HEAD = 1_500  # characters in which a statement says who makes it
_SAID = (
    r"said|says|announced|reported|stated|warned|urged|wrote|déclar\w+|indiqu\w+|affirm\w+|dit|dijo|señal\w+|afirm\w+|inform\w+"
    r"|sagte|erklärte|teilte|berichtete|mitgeteilt|detto|dichiarat\w+|заявил\w*|сообщил\w*|açıkladı|söyledi|dedi|قالت|أعلنت|قال|述べた"
)
_TODAY = r"today|aujourd['’]hui|hoy|heute|oggi|сегодня|bugün|اليوم"
# Hardly a page has any, and words are found faster one by one than by a pattern.
_DAYS = ("today", "hoy", "heute", "oggi", "aujourd'hui", "Today", "Heute")
_OTHER_DAYS = (
    *_DAYS,
    "aujourd’hui",
    "сегодня",
    "Сегодня",
    "bugün",
    "اليوم",
    "今天",
    "今日",
    "本日",
)
_WORDS = re.compile(
    rf"\b(?:{_SAID})\b[^.\n]{{0,40}}?\b(?:{_TODAY})\b|\b(?:{_TODAY})\b[^.\n]{{0,40}}?\b(?:{_SAID})\b",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"(?:今天|今日|本日)[^。\n]{0,20}?(?:表示|指出|宣布|发表|發表|发布|發布|公布|称|稱|述べた)"
)


def is_fresh(document: Document) -> bool:
    """Whether somebody says today what the page tells.

    A page that says *tomorrow* or *on Tuesday* tells nothing here.
    """
    head = document.text[:HEAD]
    if not any(day in head for day in (_DAYS if head.isascii() else _OTHER_DAYS)):
        return False
    return _WORDS.search(head) is not None or _HAN.search(head) is not None
