from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def run(*words: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "FIRSTHAND_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "firsthand", *words],
        env=environment,
        capture_output=True,
        check=False,
    )


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
    "a page on the network": ["run", "new-case", "https://a.example/"],
}


@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_of_the_operator_ends_with_2_and_one_sentence(why: str, tmp_path: Path) -> None:
    words = [word.replace("new-case", str(tmp_path / "case")) for word in MISTAKES[why]]
    done = run(*words, home=tmp_path / "home")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt install chromium")
def test_a_stranger_clicks_from_a_number_to_its_bytes(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    done = run("demo", "--folder", str(tmp_path), home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda problem: said.append(str(problem)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((tmp_path / "dossier/index.html").as_uri())
        tab.fill("#filter", "12 to 65")
        tab.click("#findings tbody tr:not([hidden]) a")
        tab.click("a.bytes")
        digest = tab.inner_text("#digest")
        tab.set_input_files("#check", tmp_path / "dossier/bytes" / f"{digest}.bin")
        tab.wait_for_function("document.getElementById('checked').textContent !== ''")
        assert "Equal" in tab.inner_text("#checked")
        for name in ("scale", "lineage", "timeline", "programme", "sources", "method"):
            tab.goto((tmp_path / f"dossier/{name}.html").as_uri())
            assert tab.locator("h1").count() == 1
        tab.set_viewport_size({"width": 375, "height": 700})
        tab.goto((tmp_path / "dossier/index.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 375
        browser.close()
    assert said == []
    assert all(url.startswith(("file:", "data:")) for url in asked)
