"""Every verb by which words leave a case: refused while the register is shut, without the name once it is open."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from answering import answering, offer
from cli.within import Within
from firsthand.errors import OperatorError
from firsthand.pipeline import witnesses
from firsthand.pipeline.asking import allow
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import record_inquiry
from firsthand.tools.endpoint import Endpoint
from pipeline.spoken_case import NAME, spoken
from sealed_case import SealedCase

PAPER = (
    f"{NAME} said that police took blood samples from residents aged 12 to 65 at check-ups in 2029. "
    "Officials took fingerprints from 200 residents. " * 3
)
SPELLINGS = (NAME, "aygul-example", "Aygul%20Example", "阿依古丽")
WAYS: dict[str, tuple[str, ...]] = {
    "a dossier": ("publish", "CASE", "OUT"),
    "a dossier by run": ("run", "CASE", "PILE", "--publish", "OUT"),
    "a packet": ("export", "CASE", "pile/said.txt", "OUT"),
    "a bag": ("export", "CASE", "OUT", "--as", "bagit"),
    "a crate": ("export", "CASE", "OUT", "--as", "ro-crate"),
    "proofs": ("export", "CASE", "OUT", "--as", "proofs"),
    "a table": ("judge", "CASE", "--export", "OUT.csv"),
    "a sheet": ("judge", "CASE", "--export", "OUT.xlsx"),
    "annotations": ("judge", "CASE", "--export", "OUT.jsonld"),
    "a model": ("model", "CASE", "--ask"),
}


def contents(place: Path) -> str:
    """All that was written beside the case, packed or not."""
    parts = []
    for path in sorted(place.parent.glob("out*")):
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        for file in files:
            parts += [file.name, file.read_bytes().decode("utf-8", "replace")]
            if file.suffix == ".xlsx":
                with ZipFile(file) as packed:
                    parts += [
                        packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
                    ]
    return "\n".join(parts)


def typed(words: tuple[str, ...], case: SealedCase, place: Path) -> list[str]:
    named = {"CASE": str(case.folder), "PILE": str(place / "pile"), "OUT": str(place / "out")}
    return [
        named.get(word, word.replace("OUT", str(place / "out")) if "." in word else word)
        for word in words
    ]


def names_in(text: str) -> list[str]:
    return [
        each for each in SPELLINGS
        if each.casefold() in text.casefold() or json.dumps(each).strip('"') in text
    ]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_name_leaves_by_any_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    """
    a paper names a witness of the register, who consented to nothing: shut, it is refused; open, it leaves without the name;
    unsearched, it leaves because somebody said so
    """
    case, within = spoken(tmp_path, paper=PAPER), Within(capsys)
    words = typed(WAYS[way], case, tmp_path)
    with answering(offer()) as server:
        with Case.open(case.folder, writing=True) as held:
            allow(held, Endpoint(address=server.address, model="small"), reason="our own")
        with pytest.raises(OperatorError, match="or say --names-not-looked-for"):
            within.run(*words)
        assert contents(tmp_path / "x") == ""
        assert server.sent == []
        status, _, _ = within.run(*words, "--identity", case.key)
        assert status in {0, 1}
        left = contents(tmp_path / "x") + json.dumps(server.sent, ensure_ascii=False)
    assert len(left) > 2, "something leaves"
    assert names_in(left) == []
    if way == "a model":
        assert "200 residents" in left


@pytest.mark.parametrize("way", ["annotations", "a model"])
def test_somebody_may_say_that_names_are_not_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    """the same ways as before, where what leaves is seen to be what the guard takes out"""
    case, within = spoken(tmp_path, paper=PAPER), Within(capsys)
    with answering(offer()) as server:
        with Case.open(case.folder, writing=True) as held:
            allow(held, Endpoint(address=server.address, model="small"), reason="our own")
        within.run(*typed(WAYS[way], case, tmp_path), "--names-not-looked-for")
        left = contents(tmp_path / "x") + json.dumps(server.sent, ensure_ascii=False)
    assert names_in(left)


def test_searches_and_own_elements_leave_only_without_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """their words are a person's own, so the whole is refused where a name stands in them; the key may stand in the environment"""
    case, within = spoken(tmp_path), Within(capsys)
    words = ("inquiry", case.folder, "--csv", tmp_path / "out.csv")
    with Case.open(case.folder, writing=True) as held:
        record_inquiry(held, engine="a.example", query="blood", result=None)
    for shut in (words, ("elements", case.folder, "--export", tmp_path / "out")):
        with pytest.raises(OperatorError, match="Nothing left"):
            within.run(*shut)
    monkeypatch.setenv("FIRSTHAND_IDENTITY", str(case.key))
    assert within.run(*words)[0] == 0
    assert within.run("elements", case.folder, "--export", tmp_path / "out")[0] == 0
    (tmp_path / "out.csv").unlink()
    monkeypatch.delenv("FIRSTHAND_IDENTITY")  # with it, the record itself would refuse
    with Case.open(case.folder, writing=True) as held:
        record_inquiry(held, engine="a.example", query=f"where is {NAME}", result=None)
    with pytest.raises(OperatorError, match="nothing was written"):
        within.run(*words, "--identity", case.key)
    assert not (tmp_path / "out.csv").exists()


def test_a_case_that_is_called_like_a_witness_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """each export has the first entry, and that holds the case's name"""
    case, within = spoken(tmp_path), Within(capsys)
    with Case.open(case.folder, writing=True) as held:
        witnesses.enter(held, "name: case\n", pseudonym="witness-8")
    with pytest.raises(OperatorError, match="a name of the register"):
        within.run("export", case.folder, "pile/said.txt", tmp_path / "out", "--identity", case.key)
