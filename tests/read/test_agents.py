from __future__ import annotations

import pytest

from firsthand.read.agents import aliases, fold, resolve_agent


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
