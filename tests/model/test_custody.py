from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.custody import Agent, AgentKind, Capture, Described, MediaType, person_of

CAPTURE = Capture(
    digest="0" * 64,
    size_bytes=3,
    address="https://a.example/",
    file="a.html",
    media_type=MediaType.HTML,
)


def test_the_same_bytes_at_one_address_are_one_capture_whatever_is_said_of_them() -> None:
    described = dataclasses.replace(CAPTURE, described=Described(publisher="A"), file="b.html")
    assert described.id == CAPTURE.id


def test_the_same_bytes_at_another_address_are_another_capture() -> None:
    assert dataclasses.replace(CAPTURE, address="https://b.example/").id != CAPTURE.id


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64, "A" * 64, "0" * 64 + "\n"])
def test_a_capture_is_named_by_a_whole_digest(digest: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        dataclasses.replace(CAPTURE, digest=digest)


@pytest.mark.parametrize(
    "typed", ["Zoë Ana", "zoë ana ", "ZOE\u0308  ANA", "Zoë\u200d Ana", "Ｚoë Ana"]
)
def test_a_person_is_one_however_the_name_is_typed(typed: str) -> None:
    assert Agent(kind=AgentKind.PERSON, name=typed).person == person_of("Zoë Ana")


def test_other_letters_are_another_person_and_a_name_of_nothing_is_itself() -> None:
    assert person_of("Zoe Ana") != person_of("Zoë Ana")
    assert person_of("\u200d") == "\u200d"
