from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custody import check
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.pipeline import witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import standing
from firsthand.pipeline.witnesses import read_details
from firsthand.store.sealing import Identity
from sealed_case import SealedCase, made

DETAILS = """
# as told on 3 May
name: Aygul Example
also: 阿依古丽
also: Ajgul
contact: by her cousin in Almaty
told: the name to the court, nothing to the press
"""


def entered(place: Path, **settings: str) -> tuple[SealedCase, str]:
    case = made(place)
    with Case.open(case.folder, writing=True) as held:
        return case, witnesses.enter(held, DETAILS, **settings)


def test_a_witness_is_a_pseudonym_to_all_but_recipients(tmp_path: Path) -> None:
    case, called = entered(tmp_path)
    everything = case.everything()
    for word in ("Aygul", "阿依古丽", "Ajgul", "Almaty", "press"):
        assert word.encode() not in everything
        assert word.encode("unicode_escape") not in everything
    with Case.open(case.folder, writing=False) as held:
        entry = witnesses.look(held, called, identities=case.identities)
        assert witnesses.names(held, identities=case.identities) == {
            called: ("Aygul Example", "阿依古丽", "Ajgul")
        }
        with pytest.raises(OperatorError, match="for others"):
            witnesses.look(held, called, identities=[Identity.fresh()])
        with pytest.raises(UnknownIdError):
            witnesses.look(held, "witness-1", identities=case.identities)
    assert entry.contact == "by her cousin in Almaty"
    assert check(case.folder).problems == ()


def test_no_digest_of_a_name_is_kept(tmp_path: Path) -> None:
    """
    the same name in two cases: not one commitment is the same
    """
    found = []
    for place in (tmp_path / "a", tmp_path / "b"):
        place.mkdir()
        case, called = entered(place, pseudonym="witness-7")
        with Case.open(case.folder, writing=False) as held:
            found.append(standing(held.entries()).commitments[called])
    assert found[0] != found[1]


def test_drawn_pseudonyms_show_no_order_and_none_is_given_twice(tmp_path: Path) -> None:
    case, first = entered(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        called = [first] + [witnesses.enter(held, f"name: Person {n}") for n in range(4)]
        assert len(set(called)) == 5
        assert all(1000 <= int(each.removeprefix("witness-")) <= 9999 for each in called)
        with pytest.raises(OperatorError, match="never given twice"):
            witnesses.enter(held, DETAILS, pseudonym=first)
        with pytest.raises(OperatorError, match="pseudonym"):
            witnesses.enter(held, DETAILS, pseudonym="Aygul Example")
        with pytest.raises(OperatorError, match="holds the name"):
            witnesses.enter(held, "name: Ana", pseudonym="ana-7")


def test_an_entry_changes_in_part(tmp_path: Path) -> None:
    case, called = entered(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        witnesses.change(held, called, "contact: none any more", identities=case.identities)
        entry = witnesses.look(held, called, identities=case.identities)
    assert (entry.name, entry.contact) == ("Aygul Example", "none any more")
    assert check(case.folder).problems == ()


def test_an_erased_entry_leaves_a_pseudonym_that_is_nobody(tmp_path: Path) -> None:
    case, called = entered(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        witnesses.forget(held, called, reason="she asked for it")
        with pytest.raises(OperatorError, match="was erased"):
            witnesses.look(held, called, identities=case.identities)
        with pytest.raises(OperatorError, match="was erased"):
            witnesses.forget(held, called, reason="again")
        with pytest.raises(OperatorError, match="never given twice"):
            witnesses.enter(held, DETAILS, pseudonym=called)
        assert witnesses.listed(held)[0].erased
    report = check(case.folder)
    assert report.differences == 0
    assert [each.code for each in report.problems] == ["erased"]


def test_an_entry_put_in_the_place_of_another_is_caught(tmp_path: Path) -> None:
    case, called = entered(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        other = witnesses.enter(held, "name: Somebody Else")
    folder = case.folder / "witnesses"
    (folder / f"{called}.age").write_bytes((folder / f"{other}.age").read_bytes())
    with (
        Case.open(case.folder, writing=False) as held,
        pytest.raises(OperatorError, match="altered or replaced"),
    ):
        witnesses.look(held, called, identities=case.identities)
    assert [each.code for each in check(case.folder).problems] == ["wrapped-altered"]


@pytest.mark.parametrize(
    "text", ["Aygul Example", "name:", "age: 41", "name: A\nname: B", "contact: only"]
)
def test_details_that_make_no_entry_are_refused_without_showing_them(
    tmp_path: Path, text: str
) -> None:
    case = made(tmp_path)
    with (
        Case.open(case.folder, writing=True) as held,
        pytest.raises(OperatorError) as problem,
    ):
        witnesses.enter(held, text)
    assert "Aygul" not in str(problem.value)
    assert "41" not in str(problem.value)


@given(st.text(max_size=80) | st.lists(st.sampled_from(["name: A", "also: B", "x", ":", "#"])))
def test_no_details_crash_the_reader(told: str | list[str]) -> None:
    text = told if isinstance(told, str) else "\n".join(told)
    wrong = ""
    found: dict[str, str | tuple[str, ...]] = {}
    try:
        found = read_details(text)
    except OperatorError as problem:
        wrong = str(problem)
    assert found.keys() <= {"name", "also", "contact", "told", "note"}
    assert not wrong or wrong.startswith("line ")


def test_details_are_lines() -> None:
    assert read_details("Name: A: b\n\nalso: c\nALSO: d") == {"name": "A: b", "also": ("c", "d")}


def test_a_name_in_words_for_the_record_is_caught(tmp_path: Path) -> None:
    case, _ = entered(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        for words in ("spoke with AYGUL  example", "met 阿依\n古丽"):
            with pytest.raises(OperatorError, match="pseudonym") as problem:
                witnesses.no_name_in(held, ["x", words], identities=case.identities)
            assert "ygul" not in str(problem.value)
        witnesses.no_name_in(held, ["spoke with witness-7"], identities=case.identities)
        witnesses.no_name_in(held, ["Aygul Example"], identities=(), needed=False)
        with pytest.raises(OperatorError):
            witnesses.no_name_in(held, ["Aygul Example"], identities=())
