from __future__ import annotations

import pytest

from firsthand.model.document import TextPosition
from firsthand.read.agents import resolve_agent
from firsthand.trace.reporting import heard_by, own_reporting

OWN = {
    "told us": "A teacher told us that blood was taken.",
    "this newspaper": "“I stood in line,” an official told this newspaper.",
    "an interview": "In an interview with our reporter a nurse spoke of tubes.",
    "a telephone": "Two officials reached by telephone confirmed the figure.",
    "a visit": "Our correspondent visited the clinic and saw the lists.",
    "its own name": "A shopkeeper told the Harbor Courier that his irises were scanned.",
    "Chinese": "一名教师告诉本报记者，居民被抽血。",
    "a Chinese interview": "当地一名官员接受本报采访时证实了此事。",
    "a Chinese visit": "本报记者走访当地时获悉，村民向派出所提供了指纹。",
    "Russian": "Учительница рассказала нам, что у жителей взяли кровь.",
}
NOT_OWN = {
    "nobody is asked": "Police took blood from residents.",
    "somebody else's ear": "A nurse told Reuters that blood was taken.",
    "somebody else's telephone": "An official confirmed it to Reuters by telephone.",
    "quoted speech": "“They told us to give blood,” a resident said.",
    "quoted over sentences": "“We waited. They told us to give blood. We went home,” a man said.",
    "straight quotation marks": 'A resident said: "the police told us nothing".',
    "Chinese quoted speech": "一名村民说：“他们告诉我们必须抽血。”",
    "Chinese, another paper": "一名护士对路透社记者说，居民被抽血。",
}


def _own(text: str) -> str | None:
    span = TextPosition(start=0, end=len(text))
    found = own_reporting(text, span, own={"harbor courier"}, resolve=resolve_agent)
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize("why", OWN)
def test_a_page_says_that_it_found_something_out_itself(why: str) -> None:
    assert _own(OWN[why]) is not None


@pytest.mark.parametrize("why", NOT_OWN)
def test_what_others_heard_and_what_people_are_quoted_as_saying_is_not_the_page_s(why: str) -> None:
    assert _own(NOT_OWN[why]) is None


def test_whom_somebody_told_it_is_named() -> None:
    """ "a nurse told Reuters" """
    for text in ("A nurse told Reuters that blood was taken.", NOT_OWN["Chinese, another paper"]):
        span = TextPosition(start=0, end=len(text))
        assert heard_by(text, span, resolve=resolve_agent) == ("Reuters",)
