"""Whose words a sentence holds, where a quotation runs over several."""

from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.claim import sureness, weighed

BLOOD = "DNA was taken from every household by the police. "


def _speakers(text: str, element: str) -> set[str]:
    return {made.said_by for made in claims(BLOOD + text) if made.element == element}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We went," a former nurse said. "Nobody was told why the blood was taken."', "a former nurse"),
        ("“We went,” a former nurse said. “Nobody was told why the blood was taken.”", "a former nurse"),
        ('"Nobody was told why the blood was taken. We went home," a nurse said.', "a nurse"),
    ],
    ids=["goes on", "goes on in curly quotes", "began before"],
)  # fmt: skip
def test_a_quotation_that_runs_on_is_its_speakers(text: str, speaker: str) -> None:
    assert _speakers(text, "consent") == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        '"We went," a former nurse said. Nobody was told why the blood was taken.',
        'A former nurse went home. "So did I." Nobody was told why the blood was taken.',
    ],
    ids=["no quotes follow", "nobody is named"],
)  # fmt: skip
def test_what_follows_without_quotes_is_the_pages_own(text: str) -> None:
    assert _speakers(text, "consent") == {""}


def test_a_mark_that_is_never_closed_gives_the_page_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """“ at the beginning, and twelve sentences later somebody is named"""
    monkeypatch.setattr(sureness, "SUGGESTED_FROM", 0)
    monkeypatch.setattr(sureness, "RULED_FROM", 0)
    monkeypatch.setattr(weighed, "OF_ANOTHER_MATTER", -99.0)
    text = "“We went. " + "It rained. " * 12 + "Nobody was told why the blood was taken. " * 12
    assert _speakers(text + "It ended, a nurse said.", "consent") == {""}


def test_an_office_before_a_colon_says_what_follows() -> None:
    text = "The Minister: Nobody was told why the blood was taken."
    assert _speakers(text, "consent") == {"The Minister"}


@pytest.mark.parametrize("label", ["Note: ", "The Minister: It was so. "])
def test_another_label_or_another_sentence_is_nobodys(label: str) -> None:
    assert _speakers(f"{label}Nobody was told why the blood was taken.", "consent") == {""}


@pytest.mark.parametrize(
    ("label", "speaker"), [("副县长:", "副县长"), ("答(社工許小姐):", "社工許小姐"), ("注:", "")]
)
def test_a_label_in_chinese(label: str, speaker: str) -> None:
    text = f"全县采集居民DNA。{label}不采血的人不发护照。"
    assert {m.said_by for m in claims(text) if m.element == "sanction"} == {speaker}


def test_who_judges_says_so() -> None:
    text = "The chamber deems it unlawful and disproportionate."
    assert _speakers(text, "assessment") == {"The chamber"}


GERMAN = "„Wir gaben Blut“, sagte eine Schwester. Die Polizei nahm allen Bewohnern DNA ab. Niemand wurde gefragt."
TURNED = "»Wir gaben Blut«, sagte eine Schwester. Die Polizei nahm allen Bewohnern DNA ab. Niemand wurde gefragt."
ONE_TITLE = "The song „Heimat“ was played. “We went,” a nurse said. “Nobody was told why the blood was taken.”"


@pytest.mark.parametrize("text", [GERMAN, TURNED], ids=["low and high", "turned"])
def test_a_german_quotation_ends(text: str) -> None:
    """what follows it is the page's own"""
    assert {made.said_by for made in claims(text) if "DNA" in made.quotation.exact} == {""}


def test_one_german_title_turns_no_english_marks() -> None:
    assert _speakers(ONE_TITLE, "consent") == {"a nurse"}
