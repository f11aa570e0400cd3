"""firsthand elements, firsthand lexicons: what a case asks for, and its words for it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer import Exit
from typer.testing import CliRunner

from firsthand.cli.main import program
from firsthand.errors import OperatorError
from firsthand.pipeline.case import Case
from voted import ELEMENTS, EN, ZH


@pytest.fixture
def case(tmp_path: Path) -> Path:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    (tmp_path / "elements.csv").write_text(ELEMENTS)
    (tmp_path / "en.toml").write_text(EN)
    (tmp_path / "zh.toml").write_text(ZH)
    Case.create(tmp_path / "case")
    return tmp_path / "case"


def run(*words: str | Path) -> str:
    told = [str(word) for word in words]
    done = CliRunner().invoke(program(told), told)
    if done.exception is not None and not isinstance(done.exception, SystemExit | Exit):
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def test_the_24_elements_are_listed_with_form_and_codes(case: Path) -> None:
    told = json.loads(run("elements", case, "--json"))
    assert len(told["elements"]) == 24
    assert told["changes"] == []
    modality = next(each for each in told["elements"] if each["key"] == "modality")
    assert {"dna", "iris"} <= {each["code"] for each in modality["codes"]}
    assert (modality["form"], modality["own"], modality["asked"]) == ("codes", False, True)
    assert "24 elements are asked for, 0 changes" in run("elements", case)


def test_each_change_is_listed_with_who_when_and_why(case: Path) -> None:
    folder = case.parent
    run("elements", case, "--add", folder / "elements.csv", "--reason", "voters")
    run("elements", case, "--code", "photo_fee", "later", "--reason", "seen")
    run("elements", case, "--rename", "photo_fee", "photo_price", "--reason", "a price")
    run("elements", case, "--rename", "photo_price.later", "on_credit", "--reason", "its word")
    run("elements", case, "--split", "photo_price.other", "food,labour", "--reason", "two things")
    run("elements", case, "--retire", "photo_kiosk", "--reason", "not asked")
    lines = run("elements", case)
    assert "photo_price" in lines
    assert "paid, free, on_credit, food, labour" in lines
    assert "[own, was photo_fee]" in lines
    assert "[not asked for, own]" in lines
    told = json.loads(run("elements", case, "--restore", "photo_kiosk", "--reason", "r", "--json"))
    kinds = [each["kind"] for each in told["changes"]]
    assert kinds == [
        "add",
        "add",
        "code",
        "rename",
        "rename_code",
        "split_code",
        "retire",
        "restore",
    ]
    assert all(each["by"] == "Ana" and each["at"] and each["reason"] for each in told["changes"])
    price = told["elements"][24]
    assert (price["key"], price["formerly"]) == ("photo_price", ["photo_fee"])
    other = next(each for each in price["codes"] if each["code"] == "other")
    assert (other["asked"], other["split_into"]) == (False, ["food", "labour"])


def test_none_of_the_24_may_be_asked_for(case: Path) -> None:
    assert "0 elements are asked for" in run("elements", case, "--only-own", "--reason", "r")


@pytest.mark.slow
def test_words_are_checked_recorded_counted_and_written_out(case: Path) -> None:
    folder = case.parent
    run("elements", case, "--add", folder / "elements.csv", "--reason", "voters")
    assert run("lexicons", case) == "this case has no words of its own\n"
    assert "photo_fee paid" in run("lexicons", case, "--check", folder / "en.toml")
    assert run("lexicons", case) == "this case has no words of its own\n"
    with pytest.raises(OperatorError, match="'en': it has none in any language"):
        run("lexicons", case, "--drop", "en", "--reason", "r")
    for name in ("one.toml", "two.toml"):
        (folder / name).write_text("language = 3\n")
    checked = [
        each for name in ("one", "en", "two") for each in ("--check", folder / f"{name}.toml")
    ]
    with pytest.raises(OperatorError, match=r"(?s)one\.toml:1:.*two\.toml:1:"):
        run("lexicons", case, *checked)
    words = ("--add", folder / "en.toml", "--add", folder / "zh.toml", "--reason", "read")
    told = json.loads(run("lexicons", case, *words, "--json"))
    assert [each["language"] for each in told["languages"]] == ["en", "zh"]
    assert told["languages"][0]["words"]["photo_fee paid"] == 2
    run("elements", case, "--code", "photo_fee", "later", "--reason", "seen")
    assert "en.toml" in run("elements", case, "--export", folder / "out")
    assert (folder / "out/en.toml").read_text() == EN
    run("lexicons", case, "--drop", "zh", "--reason", "r")
    assert len(json.loads(run("lexicons", case, "--json"))["languages"]) == 1


def test_one_act_a_command(case: Path) -> None:
    with pytest.raises(OperatorError, match="one act a command, found 2"):
        run("elements", case, "--retire", "aim", "--only-own", "--reason", "r")
    with pytest.raises(OperatorError, match="one act a command"):
        run("lexicons", case, "--drop", "en", "--add", case.parent / "en.toml")
