from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from browser.opened import run


@pytest.mark.slow
def test_from_a_folder_to_a_dossier_and_the_same_again_without_what_was_derived(
    tmp_path: Path,
) -> None:
    """
    pile/a.txt  2030-01-01  a report      pile/b.txt  2030-01-02  the same report
    """
    pile, case, home = tmp_path / "pile", tmp_path / "case", tmp_path / "home"
    pile.mkdir()
    text = (
        "Police took DNA from residents aged 12 to 65 at free medical check-ups and stored it for good. "
        * 3
    )
    (pile / "a.txt").write_text(text)
    (pile / "b.txt").write_text(text)
    (pile / "empty.txt").touch()
    (pile / "manifest.csv").write_text(
        "file,address,published\na.txt,https://a.example/1,2030-01-01\nb.txt,https://b.example/1,2030-01-02\n"
    )
    done = run("run", str(case), str(pile), "--publish", str(tmp_path / "dossier"), home=home)
    assert done.returncode == 1, done.stderr
    assert b"unreadable, because it holds no bytes" in done.stderr
    verbs = ("read", "trace", "claim", "weigh")
    before = [run(verb, str(case), "--json", home=home).stdout for verb in verbs]
    shutil.rmtree(case / "derived")
    assert [run(verb, str(case), "--json", home=home).stdout for verb in verbs] == before
    statements = json.loads(before[3])["statements"]
    ages = next(s for s in statements if s["element"] == "age_range")
    assert (ages["value"], ages["independent_origins"], ages["standing"]) == (
        {"min": 12, "max": 65},
        1,
        "single_origin",
    )
    claim = json.loads(before[2])["claims"][0]
    judged = run(
        "claim", str(case), "--accept", claim["id"], "--reason", "it says so", "--json", home=home
    )
    assert json.loads(judged.stdout)["claims"][0]["status"] == "accepted"
    assert run("verify", str(case), home=home).returncode == 0


MISTAKES = {
    "a verb nobody knows": ["collect", "x"],
    "a folder that is no case": ["read", "nowhere"],
    "a missing file": ["run", "new-case", "nothing-there"],
}


@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_of_the_operator_ends_with_2_and_one_sentence(why: str, tmp_path: Path) -> None:
    words = [word.replace("new-case", str(tmp_path / "case")) for word in MISTAKES[why]]
    done = run(*words, home=tmp_path / "home")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
