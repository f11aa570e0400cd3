"""Tell from all signs of a sentence together what it says."""

from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.claim.sayings import (
    LANGUAGES,
    LEVELS,
    odds_of,
    packed,
    read_table,
    sayings_of,
    told_by,
    why,
    written,
)
from firsthand.claim.signs import Signs
from firsthand.model.claim import Element

TABLE = (
    "#targets\tconsent:uninformed denial\n#bias\t-1.000 -2.000\n#limits\t1.00 0.50\n#steps\t0.10000 0.10000 0.05000 0.20000\n"
    f"=!denial\t{packed({1: 20}).decode('latin-1')}\n"
    f"signe\t{packed({0: -30}).decode('latin-1')}\n"
    f"unawa\t{packed({0: 40, 1: 1}).decode('latin-1')}\n"
)  # fmt: skip


def _signs(words: str = "", facts: str = "") -> Signs:
    return Signs(
        words=frozenset(words.split()),
        senses=frozenset(),
        beside=frozenset(),
        facts=frozenset(facts.split()),
    )


def test_a_sign_speaks_for_each_target_by_its_weight() -> None:
    """unaware: 40 steps of 0.1 above -1; what a rule found, 20 of 0.2 above -2"""
    sayings = read_table(TABLE)
    assert odds_of(_signs("unawa"), sayings) == pytest.approx([3.0, -1.9])
    assert odds_of(_signs("unawa signe"), sayings)[0] == pytest.approx(-1 + 1 / 2**0.5)
    assert odds_of(_signs("", "=!denial"), sayings) == pytest.approx([-1.0, 2.0])
    assert odds_of(_signs("else"), sayings) == pytest.approx([-1.0, -2.0])


def test_a_table_is_written_as_it_is_read() -> None:
    """a hundred targets: the last ones' letters are no ASCII"""
    assert written(read_table(TABLE)) == TABLE
    wide = TABLE.replace("consent:uninformed", " ".join(f"aim:{n}" for n in range(120)))
    wide = wide.replace("-1.000 -2.000", " ".join(["0.000"] * 121))
    last = read_table(wide + f"z\t{packed({120: -LEVELS}).decode('latin-1')}\n")
    assert read_table(written(last)).of == last.of
    assert odds_of(_signs("z"), last)[120] == pytest.approx(-LEVELS * 0.1)


def test_what_was_too_often_wrong_is_left_to_the_rules() -> None:
    """no odds reach its limit, and the odds take no rule's suggestion of it away"""
    table = TABLE.replace("#limits\t1.00 0.50", "#limits\t1.00 inf")
    sayings = read_table(table)
    assert written(sayings) == table
    assert set(told_by(_signs("unawa", "=!denial"), sayings, margin=0.0)) == {"consent:uninformed"}
    assert [sayings.weighs(each) for each in (*sayings.targets, "aim:other")] == [True, False, False]  # fmt: skip


def test_what_spoke_can_be_told() -> None:
    """the loudest first"""
    sayings = read_table(TABLE)
    told = why(_signs("unawa signe"), "consent:uninformed", sayings, most=1)
    assert [sign for sign, _ in told] == ["unawa"]


@pytest.mark.parametrize("language", [each for each in LANGUAGES if sayings_of(each)])
def test_every_target_is_an_element_with_a_code_of_its_own(language: str) -> None:
    sayings = sayings_of(language)
    assert sayings is not None
    assert {Element(each.partition(":")[0]) for each in sayings.targets} <= set(Element)
    assert len(sayings.targets) > 50
    assert len(sayings.targets) == len(sayings.limits) == len(sayings.bias)
    assert sayings_of("ug") is None


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


@pytest.mark.parametrize(
    "text", ["采集DNA并非自愿。", "Police took DNA from villagers, hardly voluntarily."]
)
def test_what_a_list_takes_back_is_not_told_all_the_same(text: str) -> None:
    """not voluntary at all"""
    assert "voluntary" not in {getattr(made.value, "code", "") for made in claims(text)}
