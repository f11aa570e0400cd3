from __future__ import annotations

from publish.told import site, words_of


def test_persons_and_samples_never_share_an_axis() -> None:
    page = site()["scale.html"]
    charts = [part.split("</svg>")[0] for part in page.split("<svg")[1:]]
    assert len(charts) == 2
    assert ["s-persons" in chart for chart in charts] == [True, False]
    assert ["s-samples" in chart for chart in charts] == [False, True]
    assert ["population of Exampleville" in chart for chart in charts] == [True, False]


def test_an_answer_stands_with_its_assumptions_and_a_refusal_with_its_reasons() -> None:
    words = words_of(site()["scale.html"])
    assert "How many people at least once ? 12,000 to open bounds ; union 1 assumption" in words
    assert "Refused: How many specimens ? samples are no people" in words
