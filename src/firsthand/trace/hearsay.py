"""Tell what a page may have found out itself from what it tells after somebody it does not name in that sentence.

In: a page, a sentence of it, the attributions found on it.  Out: whether the sentence may begin there. That no
other page of the case has its words is no sign of own work: whoever sums up a report in other words leaves none.
Saying that a page did found it out ("told us") is looked for in `trace.reporting`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from firsthand.model.document import Attribution, TextPosition
from firsthand.trace.reporting import own_reporting

NAME_LEAST = 3  # letters of a name that is looked for in a sentence; two signs of a dense script
DENSE = 0x3000
# Somebody has said so before, and the page does not say that it was told itself.
_HEARD = re.compile(
    r"\b(?:reportedly|allegedly|according to (?:\w+ )?(?:reports?|media|documents?)|it (?:is|was|has been) reported"
    r"|(?:a|the|an?other|this|that|its|new|recent) (?:\w+ ){0,2}(?:report|study|survey|statement|document|notice|article)s? (?:says|said|found|states|stated|shows|showed)"
    r"|(?:rights|human rights|campaign|advocacy) groups? (?:say|says|said|claims?|reports?)"
    r"|laut (?:medien)?berichten?|medienberichten zufolge|angeblich|dem bericht zufolge|nach (?:medien|presse)berichten"
    r"|según (?:informes|el informe|un informe|medios)|al parecer|presuntamente|selon (?:le|un|des) (?:rapports?|médias|informations)"
    r"|по (?:сообщениям|данным) (?:сми|доклада)|как сообщается|в докладе|iddiaya göre|بحسب (?:تقرير|تقارير)|وفق(?:ا)? (?:تقرير|تقارير))\b",
    re.IGNORECASE,
)
_HEARD_HAN = re.compile(
    r"[据據](?:报|報|悉|称|稱|[报報][道导導]|[媒傳传])|[报報]告(?:说|說|称|稱|指|显示|顯示|认为|認為)|新[闻聞]稿|[调調]查[报報]告"
    r"|人[权權][组組][织織](?:称|稱|说|說|指|批)|外媒|官媒"
)


def may_be_own(
    text: str,
    span: TextPosition,
    given: Sequence[Attribution],
    *,
    spoke: bool,
    own: Collection[str],
    resolve: Callable[[str], str],
) -> bool:
    """Whether a page, called *own*, may have a sentence from itself; *spoke*: somebody without a name speaks in it.

    Not where it names a source of the page, or says that it is hearsay; and plain telling only on a page that
    somewhere says that it asked or saw for itself, or names nobody.
    """
    sentence = text[span.start : span.end]
    if _HEARD.search(sentence) or _HEARD_HAN.search(sentence):
        return False
    named = [one for one in given if not one.anonymous and resolve(one.agent).casefold() not in own]
    if any(_stands_in(text[one.source.start : one.source.end], sentence) for one in named):
        return False
    if spoke or not named:
        return True
    whole = TextPosition(start=0, end=len(text))
    return own_reporting(text, whole, own=own, resolve=resolve) is not None


def _stands_in(name: str, sentence: str) -> bool:
    letters = sum(1 + (ord(sign) >= DENSE) for sign in name if sign.isalnum())
    return letters >= NAME_LEAST and name in sentence
