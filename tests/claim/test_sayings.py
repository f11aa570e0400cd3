"""Tell from all words of a sentence together what it says, where no list has its words."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np
import pytest

from claim.found import claims
from firsthand.claim.folding import fold
from firsthand.claim.marks import LANGUAGES
from firsthand.claim.sayings import odds_of, read_table, sayings_of, why, wording_of
from firsthand.model.claim import Element

ROOT = Path(__file__).parents[2]
ROWS = [
    ("en", "consent", "uninformed", "limit", "", "1.0"),
    ("en", "consent", "uninformed", "bias", "", "-1.0"),
    ("en", "consent", "uninformed", "", "unawa", "4.0"),
    ("en", "consent", "uninformed", "", "signe", "-3.0"),
]


def test_small_words_and_pairs_are_marks_of_a_sentence() -> None:
    """ "no print, no rice": what is said is said by "no" """
    assert {"no", "no print", "no~no", "print~rice"} <= wording_of("no print, no rice")
    assert wording_of("没有 3") == {"没", "有", "没有"}


def test_a_target_is_told_from_its_limit() -> None:
    """unaware of it: 4 - 1 is above 1; unaware and signed is below"""
    (sayings,) = read_table(ROWS).values()
    assert odds_of("unaware", sayings) == [pytest.approx(3.0)]
    assert odds_of("unaware signed", sayings)[0] < sayings.limits[0]
    assert list(why("unaware and signed", (Element.CONSENT, "uninformed"), sayings, most=1)) == [
        ("unawa", 4.0)
    ]


def test_what_no_list_has_is_told_with_the_whole_sentence() -> None:
    """an authority brushes it aside, in words of its own"""
    page = (
        "Nurses took blood and fingerprints from all residents of the county in May. The interior ministry brushed"
        " aside the criticism as sheer nonsense."
    )
    told = [made for made in claims(page) if made.element is Element.DENIAL]
    assert [made.quotation.exact for made in told] == [
        "The interior ministry brushed aside the criticism as sheer nonsense."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_of_a_table_can_be_told(language: str) -> None:
    """each has a limit that can be reached; no target is of what the rules tell better"""
    sayings = sayings_of(language)
    assert sayings is not None
    assert max(sayings.limits) < float("inf")
    elements = {element for element, _ in sayings.targets}
    assert elements == {Element.CONSENT, Element.COMPULSION, Element.DENIAL}
    assert len(odds_of(fold("They lost their bread."), sayings)) == len(sayings.targets)


def test_the_same_rows_give_the_same_weights_and_a_limit_only_where_enough_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """two parts, ten sentences in each that say it by one word; of four nothing is known"""
    loader = SourceFileLoader("learn_sayings", str(ROOT / "scripts/learn"))
    spec = importlib.util.spec_from_loader("learn_sayings", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # where its dataclass looks itself up
    loader.exec_module(module)
    target = ("consent", "uninformed")
    complete = frozenset({"consent"})
    says = [
        module.Said(part, frozenset({word}), frozenset({target} if word == "unaware" else ()), complete)
        for part in ("one", "two")
        for word in ["unaware"] * 10 + ["bus"] * 10
    ]  # fmt: skip
    known = module.numbered([each.marks for each in says])
    table = module.table_of([each.marks for each in says], known)
    claimed = np.array([bool(each.says) for each in says])
    every = np.ones(len(says), bool)
    assert module.limit_of(says, table, claimed, every) is not None
    few = claimed & (np.cumsum(claimed) <= module.RIGHT_MIN - 1)
    assert module.limit_of(says, table, few, every) is None
    one, other = (module.regress(table, claimed, heavy=2.0) for _ in range(2))
    assert np.array_equal(one, other)
    assert one[known["unaware"]] > 0 > one[known["bus"]]


@pytest.mark.parametrize(
    "text", ["采集DNA并非自愿。", "Police took DNA from villagers, hardly voluntarily."]
)
def test_what_a_list_takes_back_is_not_told_all_the_same(text: str) -> None:
    """not voluntary at all"""
    assert "voluntary" not in {getattr(made.value, "code", "") for made in claims(text)}
