from __future__ import annotations

import pytest

from firsthand.read.agents import aliases, fold, known_in, resolve_agent


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("HRW", "Human Rights Watch"),
        ("the Xinhua News Agency", "Xinhua"),
        ("新華社", "Xinhua"),
        ("路透社", "Reuters"),
        ("Human Rights Watch's", "Human Rights Watch"),
        ("A Small Paper", "Small Paper"),
        ("“ＨＲＷ”", "Human Rights Watch"),
    ],
)
def test_one_source_has_one_name(name: str, agent: str) -> None:
    assert resolve_agent(name) == agent


def test_no_name_means_two_sources() -> None:
    known = aliases()
    assert all(known[fold(name)] == name for name in set(known.values()))


def test_signs_of_a_word_for_a_report_are_no_newspaper() -> None:
    """新报 is a paper's name, and not in 最新报告, "the latest report" """
    assert known_in("该组织的最新报告指出") == []
    assert known_in("据最新報道") == []
    assert [known.name for known in known_in("新报报道")] == [resolve_agent("新报")]
