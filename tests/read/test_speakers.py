from __future__ import annotations

import pytest

from firsthand.read.cues import cues_of
from firsthand.read.sentences import parse_sentence
from firsthand.read.speakers import before_helpers, find_speaker

SPEAKERS = {
    "in front": ("en", "HRW has also said that it rained.", "HRW"),
    "behind": ("en", "“It rained,” said Ana Example.", "Ana Example"),
    "beyond commas": ("en", "Ana Example, 52, a farmer, said it rained.", "Ana Example"),
    "before who it cites": ("en", "Xinhua, citing officials, reported that it rained.", "Xinhua"),
    "before brackets": ("en", "Ana Example (HRW) said it rained.", "Ana Example"),
    "before a clause of who": ("en", "People who saw it said so.", "People"),
    "at the head of a page's line": ("en", "Writes The Guardian: it rained.", "The Guardian"),
    "as told": ("de", "Wie die Agentur Xinhua meldet, regnet es.", "Agentur Xinhua"),
    "behind small words": ("de", "Das berichtet zumindest die Agentur Xinhua.", "die Agentur Xinhua"),
    "a name in quotes": ("ru", "«Радио Свободная Азия» передаёт: шёл дождь.", "Радио Свободная Азия"),
    "a verb that comes last": ("tr", "Bakanlık sözcüsü, muayenelerin ücretsiz olduğunu söyledi.", "Bakanlık sözcüsü"),
    "a verb that comes first": ("ar", "قالت رويترز إن المطر نزل", "رويترز"),
}  # fmt: skip


@pytest.mark.parametrize("why", SPEAKERS)
def test_a_verb_has_its_subject(why: str) -> None:
    language, text, words = SPEAKERS[why]
    sentence = parse_sentence(text, cues_of((language,)))
    verbs = [hit for hit in sentence.hits if hit.role in {"say", "tell"}]
    found = [find_speaker(sentence, hit) for hit in verbs]
    assert [text[slice(*one[0].span)] for one in found if one] == [words]


SILENT = [
    "He was told to sit down.",
    "The reported cost rose.",
    "It is what the machine said.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_said_by_anybody_has_no_subject(text: str) -> None:
    sentence = parse_sentence(text, cues_of(("en",)))
    assert not any(find_speaker(sentence, hit) for hit in sentence.hits)


def test_a_person_is_known_to_speak_for_a_body() -> None:
    text = "“No,” said Ana Example, a director at Human Rights Watch."
    sentence = parse_sentence(text, cues_of(("en",)))
    (found,) = [find_speaker(sentence, hit) for hit in sentence.hits]
    assert found is not None
    assert (found[0].name, found[0].behind) == ("Ana Example", "Human Rights Watch")


def test_words_of_time_between_subject_and_verb_are_passed_over() -> None:
    sentence = parse_sentence("HRW has on Monday also said", cues_of(("en",)))
    assert before_helpers(sentence, 5) == 1
