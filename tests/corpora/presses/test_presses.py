"""The corpora of press pages: what is written is what is true, on every machine."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpora.presses import courier, printing, prose, referee, spread, telling, turns

SEED = 5


def _world(folder: Path, *, seed: int = SEED, pages: int = 40) -> dict[str, Any]:
    world = spread.World(seed, pages, kept=True)
    printing.write(world.happen(), folder / "pile", seed)
    told: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return told


def test_one_seed_tells_one_story(tmp_path: Path) -> None:
    """seed 5, twice: the same bytes; seed 6: others"""
    first, again = _world(tmp_path / "a"), _world(tmp_path / "b")
    other = _world(tmp_path / "c", seed=SEED + 1)
    assert first == again
    assert first != other
    for path in sorted((tmp_path / "a" / "pile").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / "pile" / path.name).read_bytes()


def test_who_took_is_later_and_holds_what_it_took(tmp_path: Path) -> None:
    """Every parent in the case was there before, and shares a first sentence with its taker."""
    pages = {p["key"]: p for p in _world(tmp_path, pages=120)["pages"]}
    taken = 0
    for page in pages.values():
        for parent in page["parents"]:
            assert pages[parent]["at"] < page["at"]
            if page["via"] != "report":
                assert _first(page) & _first(pages[parent])
                taken += 1
    assert taken > 20


def test_two_who_tell_of_one_event_share_no_sentence(tmp_path: Path) -> None:
    """twin a, twin b: same place and figures, other words"""
    pages = [
        {**page, "family": f"{seed} {page['family']}"}
        for seed in (9, 10, 11)
        for page in _world(tmp_path / str(seed), seed=seed, pages=100)["pages"]
    ]
    families: dict[str, set[str]] = {}
    for page in pages:
        if page["process"] == "twin":
            families.setdefault(page["family"], set()).update(
                {words for paragraph in page["pieces"] for words, _, _ in paragraph}
            )
    pairs = [(f, f[:-1] + "b") for f in families if f.endswith("a") and f[:-1] + "b" in families]
    assert pairs
    for one, other in pairs:
        assert not families[one] & families[other]


def test_the_manifest_names_every_file_once(tmp_path: Path) -> None:
    """manifest.csv: a row for each page, dates in metadata, manifest or words, some nowhere"""
    truth = _world(tmp_path)["pages"]
    with (tmp_path / "pile" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(r["file"] for r in rows) == sorted(p["file"] for p in truth)
    assert sorted({r["address"] for r in rows}) == sorted(p["address"] for p in truth)
    assert any(not p["stated"] for p in truth)


def test_a_page_says_of_its_sentences_what_stands_in_it(tmp_path: Path) -> None:
    """Each sentence of the truth is in the printed file, whatever white space lies in it."""
    for page in _world(tmp_path)["pages"]:
        text = (tmp_path / "pile" / page["file"]).read_text(encoding="utf-8")
        bare = re.sub(r"\s", "", text)
        bare = bare.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        for paragraph in page["pieces"]:
            for words, _, _ in paragraph:
                assert re.sub(r"\s", "", words) in bare


def test_turns_do_what_their_names_say() -> None:
    """simplified to traditional; a scanner keeps figures; spinning changes words"""
    dice = spread.World(1, 1, kept=True).dice
    text = [[turns.Piece("警方采集样本。", "r#0")]]
    assert turns.converted(text, dice, [])[0][0].text == "警方採集樣本。"
    figures = [[turns.Piece("They listed 41,200 people in the summer of 2016 again.", "r#1")] * 9]
    for piece in turns.misread(figures, dice, [])[0]:
        assert "41" in piece.text
        assert "2016" in piece.text
    spun = turns.spun([[turns.Piece("The user should change the file.", "r#2")] * 9], dice, [])
    assert any("document" in piece.text for piece in spun[0])


def test_no_two_stories_share_much() -> None:
    """Stories of the kept part: no sentence stands in two."""
    for language in ("en", "zh"):
        seen: set[str] = set()
        stories = prose.stories(language, spread.World(2, 1, kept=True).dice, kept=True)
        for _ in range(30):
            story = {s for p in next(stories) for s in p}
            assert not story & seen
            seen |= story


def test_an_event_is_told_in_two_ways_without_common_words_in_a_row() -> None:
    """style 0, style 1: no four words in a row in common"""
    dice = spread.World(3, 1, kept=True).dice
    event = telling.happened(dice)
    grams = []
    for style in (0, 1):
        words = " ".join(telling.told(event, "en", style, dice)).lower().split()
        grams.append({tuple(words[i : i + 5]) for i in range(len(words))})
    assert not grams[0] & grams[1]


def test_the_referee_gives_full_marks_to_the_truth_and_none_to_nonsense(tmp_path: Path) -> None:
    """An output made of the truth: every figure 1; the same turned round: no parent right"""
    truth = _world(tmp_path)["pages"]
    read = {
        "documents": [
            {
                "id": p["key"],
                "address": p["address"],
                "text": (tmp_path / "pile" / p["file"]).read_text(encoding="utf-8"),
            }
            for p in truth
        ]
    }
    edges = [
        {
            "later": p["key"],
            "earlier": parent,
            "score": 1.0,
            "evidence": [{"type": "link", "later_quote": "", "earlier_quote": ""}],
        }
        for p in truth
        for parent in p["parents"]
    ]
    pages = {p["key"]: p for p in truth}
    origins = [
        {
            "id": key,
            "name": key,
            "documents": [
                p["key"]
                for p in truth
                if key in {r.split("#")[0] for r in _first(p)}
                or (p["via"] == "report" and key in p["roots"])
            ],
        }
        for key in pages
    ]
    told = {"derivations": edges, "origins": origins, "problems": []}
    right = referee.Referee(tmp_path, read, told).grade()
    assert right.rate("pair") == right.rate("precision") == right.rate("origin") == 1
    turned = [{**e, "later": e["earlier"], "earlier": e["later"]} for e in edges]
    wrong = referee.Referee(tmp_path, read, {**told, "derivations": turned, "origins": []}).grade()
    assert wrong.rate("pair") == 1
    assert wrong.rate("origin") == 0
    assert wrong.sums["parent good:right"] < right.sums["parent good:right"]


@pytest.mark.slow
def test_the_program_takes_the_pile_and_is_graded(tmp_path: Path) -> None:
    """preserve, read, trace by the command line: what it quotes stands in the texts"""
    _world(tmp_path, pages=24)
    home, case = tmp_path / "home", tmp_path / "case"
    courier.program(home, "new", str(case))
    courier.program(home, "preserve", str(case), str(tmp_path / "pile"))
    read = json.loads(courier.program(home, "read", str(case), "--json")[3])
    cpu, wall, peak, out = courier.program(home, "trace", str(case), "--json")
    verdict = referee.Referee(tmp_path, read, json.loads(out)).grade()
    assert verdict.rate("quote stands in the text") == 1
    assert verdict.sums["unread pieces"] == 0
    assert verdict.rate("pair or kin") > 0.5
    assert cpu > 0
    assert wall > 0
    assert peak > 0


def _first(page: dict[str, Any]) -> set[str]:
    return {root for paragraph in page["pieces"] for _, root, _ in paragraph}
