from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.talks import speakers_of

DEBATE = [
    "The House met at two.",
    "Mr. Hay (North): They took our prints.",
    "I gave mine.",
    "The Minister: It was for the roads.",
    "Mr. Hay: For the roads?",
    "Mr. Bernard Hay: I ask again.",
    "The Minister: I have answered.",
]
INTERVIEW = [
    "Nadia Orme kept the register for nine years.",
    "How did you come to it?",
    "By chance.",
    "Whom did you take?",
    "Everybody over twelve.",
    "Nobody was let off.",
    "Did you ask them?",
    "No.",
    "Were you told why?",
    "We were not.",
    "And what do you do now?",
    "I keep bees.",
]
MINUTES = [
    "M. Bernard Ola. On prend les doigts.",
    "Mme Toko. De qui ?",
    "M. Ola. De tous.",
    "Mme Toko. C'est indécent.",
    "Et personne n'a dit non.",
]
MARKED = ["编者按：古丽（化名）在监狱做过护士。", "问：为什么去？", "答：工资高。", "问：采了谁？", "答：都采了。", "还采了血。", "问：愿意吗？", "答：没人问。", "问：送到哪？", "答：公安局。", "问：现在呢？", "答：走了。"]  # fmt: skip
CHAPTERS = [
    "第一章：总则。",
    "采样由派出所进行。",
    "第二章：范围。",
    "第三章：附则。",
    "第四章：解释。",
    "自公布之日起施行。",
]
OFFICE = ["What is it?", "A register.", "Who is in it?", "All.", "Where is it kept?", "In town.", "Is it free?", "It is.", "What if not?", "Then not.", "Ames Hall"]  # fmt: skip


def named(texts: list[str]) -> list[str]:
    """The name of each sentence's speaker."""
    found = speakers_of(texts)
    return [texts[one[0]][one[1] : one[2]] if one else "" for one in found]


def test_in_a_debate_what_follows_is_the_speakers_until_the_next_begins() -> None:
    hay, minister = "Mr. Hay", "The Minister"
    assert named(DEBATE) == ["", hay, hay, minister, hay, "Mr. Bernard Hay", minister]


def test_minutes_in_which_a_full_stop_ends_the_name() -> None:
    assert named(MINUTES) == ["M. Bernard Ola", "Mme Toko", "M. Ola", "Mme Toko", "Mme Toko"]


def test_what_is_no_question_is_the_guests() -> None:
    said = named(INTERVIEW)
    assert said[:2] == ["", ""]
    assert {
        who for who, text in zip(said[2:], INTERVIEW[2:], strict=True) if text.endswith("?")
    } == {""}
    assert {who for who, text in zip(said[2:], INTERVIEW[2:], strict=True) if not text.endswith("?")} == {"Nadia Orme"}  # fmt: skip


def test_answers_that_are_marked_are_the_guests() -> None:
    assert named(MARKED)[4:7] == ["古丽", "古丽", ""]


@pytest.mark.parametrize(
    "texts",
    [CHAPTERS, OFFICE, DEBATE[:3], []],
    ids=["chapters", "an office's answers", "two turns", "empty"],
)
def test_what_is_no_talk_is_left_alone(texts: list[str]) -> None:
    assert speakers_of(texts) == [None] * len(texts)


@given(
    st.lists(
        st.sampled_from([*DEBATE, *INTERVIEW, *MINUTES, *MARKED, "", ": ", "问："]), max_size=40
    )
)
def test_every_name_stands_where_it_is_said_to(texts: list[str]) -> None:
    for one in speakers_of(texts):
        assert one is None or texts[one[0]][one[1] : one[2]].strip()


def test_every_role_of_the_table_is_explained_and_no_row_is_empty() -> None:
    text = files("firsthand.claim").joinpath("data/talks.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    page = (Path(__file__).parents[2] / "docs/formats/lexicon.md").read_text("utf-8")
    assert {row["role"] for row in rows if f"`{row['role']}`" not in page} == set()
    assert all(word for row in rows for word in row["words"].split("|"))


def test_a_heading_gives_nobody_the_floor() -> None:
    headed = [
        f"{head}: It is so." for head in ("Note", "Photo", "Note", "Photo", "Source", "Source")
    ]
    assert named(headed) == [""] * len(headed)
