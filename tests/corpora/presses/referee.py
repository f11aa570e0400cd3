"""Grade what the program's command line says of a pile against what is true of it.

In: `truth.json`, and the output of `read --json` and `trace --json`.  Out: a table of figures, and
the mistakes. Nothing of the program is imported: it is judged by what it prints.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXT_TYPES = {"reuse"}
LENT = {"excerpt", "quote", "concat"}
Span = tuple[int, int]
Known = dict[str, Any]  # a page of truth.json


@dataclass
class Verdict:
    """What was found of one case: sums by name, lists of mistakes by kind."""

    sums: Counter[str] = field(default_factory=Counter)
    edges: list[int] = field(default_factory=list)
    wrong: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def rate(self, name: str, out_of: str = "") -> float:
        """`name:right` of `name:all`, or of another sum."""
        whole = self.sums[out_of or f"{name}:all"]
        return self.sums[f"{name}:right"] / whole if whole else float("nan")

    def count(self, name: str, right: bool) -> None:
        """One more case of *name*."""
        self.sums[f"{name}:all"] += 1
        self.sums[f"{name}:right"] += right


class Referee:
    """One case: its truth, its texts, what the tracer says."""

    def __init__(self, folder: Path, read: Known, trace: Known) -> None:
        """Bring the three together by address."""
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        self.pages: dict[str, Known] = {p["key"]: p for p in truth["pages"]}
        by_address = {p["address"]: p["key"] for p in truth["pages"]}
        self.key = {d["id"]: by_address[d["address"]] for d in read["documents"]}
        self.text = {by_address[d["address"]]: d["text"] for d in read["documents"]}
        self.trace = trace
        self.verdict = Verdict()
        self.roots = {
            key: {root for q in page["pieces"] for _, root, _ in q}
            for key, page in self.pages.items()
        }
        self.words = {
            key: {root: text for q in page["pieces"] for text, root, _ in q}
            for key, page in self.pages.items()
        }
        self.families: defaultdict[str, list[str]] = defaultdict(list)
        for key, page in self.pages.items():
            self.families[page["family"]].append(key)
        self.edges: dict[tuple[str, str], Known] = {}
        for edge in trace["derivations"]:
            if edge["later"] in self.key and edge["earlier"] in self.key:
                self.edges[self.key[edge["later"]], self.key[edge["earlier"]]] = edge
        self.unclear = {
            frozenset(self.key[d] for d in problem["where"].split())
            for problem in trace["problems"]
            if problem["code"] == "direction-unclear"
            and all(d in self.key for d in problem["where"].split())
        }
        self.spans = {key: dict(self._spans(page)) for key, page in self.pages.items()}

    def grade(self) -> Verdict:
        """Everything."""
        self.pairs()
        self.passages()
        self.parents()
        self.origins()
        self.independence()
        return self.verdict

    def _spans(self, page: Known) -> Iterator[tuple[str, Span]]:
        """Where each piece of a page stands in its text, white space folded; first root wins."""
        folded, at = _folded(self.text[page["key"]])
        joint = "" if page["language"] == "zh" else " "
        cursor = 0
        for paragraph in page["pieces"]:
            for words, root, _ in paragraph:
                plain = joint.join(words.split()) if joint else "".join(words.split())
                spot = folded[joint].find(plain, cursor)
                if spot < 0:
                    spot = folded[joint].find(plain)
                if spot < 0:
                    self.verdict.sums["unread pieces"] += 1
                    continue
                cursor = spot
                where = at[joint]
                yield root, (where[spot], where[spot + len(plain) - 1] + 1)

    def _same(self, one: str, other: str) -> set[str]:
        return self.roots[one] & self.roots[other]

    def pairs(self) -> None:
        """Are the pages that took from each other joined, and no others?"""
        v = self.verdict
        joined = {frozenset(pair) for pair in self.edges} | self.unclear
        for key, page in self.pages.items():
            for parent in page["parents"]:
                if page["via"] == "report":
                    self._reported(page, parent)
                    continue
                found = frozenset((key, parent)) in joined
                kin = found or any(
                    frozenset((key, k)) in joined and self._taken(key, parent, k)
                    for k in self._kin(key)
                )
                for name in ("pair", f"pair {page['via']}", f"pair {page['language']}"):
                    v.count(name, found)
                    v.count(f"{name} or kin", kin)
                if not kin:
                    v.wrong["missed pair"].append(f"{key} <- {parent} ({page['via']})")
        for (later, earlier), edge in sorted(self.edges.items()):
            true = bool(self._same(later, earlier)) or self._cited(later, earlier)
            types = {e["type"] for e in edge["evidence"]}
            for name in ("precision", f"precision {self.pages[later]['language']}"):
                v.count(name, true)
            if types & TEXT_TYPES:
                v.count("precision of reuse", bool(self._same(later, earlier)))
            if not true:
                why = self._why(later, earlier, edge)
                v.sums[f"false pair, {why}"] += 1
                v.wrong[f"false pair, {why}"].append(f"{later} <- {earlier} ({sorted(types)})")
            chance = not true and self._why(later, earlier, edge) in {"formula", "alike by chance"}
            v.count("precision but for chance", true or chance)

    def _reported(self, page: Known, parent: str) -> None:
        """A page in its own words: is what it links found, is whom it names named?"""
        key, ways = page["key"], {way for _, way in page["cites"]}
        outlet = self.pages[parent]["outlet"]
        if "link" in ways:
            self.verdict.count("report by link", (key, parent) in self.edges)
            return
        pages = any(
            later == key and self.pages[earlier]["outlet"] == outlet
            for later, earlier in self.edges
        )
        self.verdict.count("report by name", pages or key in self._named(outlet))

    def _named(self, outlet: str) -> set[str]:
        """Pages that rest on an origin of that name."""
        return {
            self.key[d]
            for origin in self.trace["origins"]
            if outlet in origin["name"]
            for d in origin["documents"]
            if d in self.key
        }

    def _kin(self, key: str) -> Iterable[str]:
        pairs = {frozenset(pair) for pair in self.edges} | self.unclear
        return (k for pair in pairs if key in pair for k in pair if k != key)

    def _taken(self, key: str, parent: str, other: str) -> bool:
        """Does *other* share with *key* what it took from *parent*?"""
        return bool(self._same(key, parent) & self.roots[other])

    def _family(self, key: str) -> str:
        return str(self.pages[key]["family"]).rstrip("ab")

    def _why(self, later: str, earlier: str, edge: Known) -> str:
        """What misled the tracer: the first of these that lies in its evidence."""
        if self._family(later) == self._family(earlier):
            return "two who tell of one event" if self.pages[later]["process"] == "twin" else "kin"
        quoted = [e for e in edge["evidence"] if e["type"] in TEXT_TYPES]
        if not quoted:
            return " and ".join(sorted({e["type"] for e in edge["evidence"]}))
        reasons = {self._lies(later, e["later_quote"], earlier, e["earlier_quote"]) for e in quoted}
        for reason in ("alike by chance", "formula", "headline or teaser", "furniture"):
            if reason in reasons:
                return reason
        return "unknown"

    def _lies(self, later: str, later_quote: str, earlier: str, earlier_quote: str) -> str:
        """Where two quoted passages lie on their pages."""
        kinds = set()
        for key, quote in ((later, later_quote), (earlier, earlier_quote)):
            start = self.text[key].find(quote)
            where = (start, start + len(quote))
            kind = "furniture"
            for paragraph in self.pages[key]["pieces"]:
                for _, root, fact in paragraph:
                    span = self.spans[key].get(root)
                    if span and _overlap([span], [where]) > 0.3 * len(quote):
                        kind = "formula" if fact else "alike by chance"
            around = [self.pages[key]["headline"]] + [
                words
                for k in self.pages[key]["teased"]
                for words in (self.pages[k]["headline"], self.pages[k]["pieces"][0][0][0])
            ]
            if kind == "furniture" and any(w[:30] in quote or quote[:30] in w for w in around):
                kind = "headline or teaser"
            kinds.add(kind)
        for kind in ("headline or teaser", "furniture", "formula"):
            if kind in kinds:
                return kind
        return "alike by chance"

    def _cited(self, later: str, earlier: str) -> bool:
        """Is one named by the other, or does it name what the other takes from?"""
        for one, other in ((later, earlier), (earlier, later)):
            named = {key for key, _ in self.pages[one]["cites"]}
            if other in named or (self.pages[one]["via"] == "report" and named & {other}):
                return True
        return False

    def passages(self) -> None:
        """Are the passages those that were taken, to the letter?"""
        v = self.verdict
        for (later, earlier), edge in sorted(self.edges.items()):
            shared = self._same(later, earlier)
            if not shared:
                continue
            for side, key in (("later", later), ("earlier", earlier)):
                true = _merged(
                    (self.spans[key][r] for r in shared if r in self.spans[key]), self.text[key]
                )
                found = _without(
                    _merged(self._quoted(edge, side, key), self.text[key]), self._head(key)
                )
                both = _overlap(true, found)
                lang = self.pages[key]["language"]
                for name in ("letters", f"letters {lang}", f"letters {self.pages[later]['via']}"):
                    v.sums[f"{name}:true"] += _length(true)
                    v.sums[f"{name}:found"] += _length(found)
                    v.sums[f"{name}:both"] += both
                v.edges += _errors(true, found)
                if both < 0.8 * _length(true):
                    v.wrong["passage short"].append(
                        f"{side} of {later} <- {earlier} ({self.pages[later]['via']}): "
                        f"{both} of {_length(true)}"
                    )
                if both < 0.8 * _length(found):
                    v.wrong["passage long"].append(
                        f"{side} of {later} <- {earlier} ({self.pages[later]['via']}): "
                        f"{_length(found) - both} letters too many"
                    )

    def _head(self, key: str) -> Span:
        """Headline, byline and date: whether they belong to what was taken is left open."""
        first = min((start for start, _ in self.spans[key].values()), default=0)
        spot = self.text[key].find(self.pages[key]["headline"])
        return (spot, first) if 0 <= spot < first else (first, first)

    def _quoted(self, edge: Known, side: str, key: str) -> Iterator[Span]:
        for evidence in edge["evidence"]:
            quote = evidence[f"{side}_quote"]
            if evidence["type"] in TEXT_TYPES and quote:
                spot = self.text[key].find(quote)
                self.verdict.count("quote stands in the text", spot >= 0)
                if spot >= 0:
                    yield spot, spot + len(quote)

    def parents(self) -> None:
        """Is the page that was taken from the one that is named, by kind of dates?"""
        v = self.verdict
        latest: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        earliest: defaultdict[str, list[str]] = defaultdict(list)
        for (later, earlier), edge in self.edges.items():
            latest[later].append((earlier, edge["score"]))
            earliest[earlier].append(later)
        for key, page in self.pages.items():
            if not page["parents"] or page["via"] == "report":
                continue
            condition = page["condition"]
            said = {earlier for earlier, _ in latest[key]}
            for parent in page["parents"]:
                alike = {parent} | self._copies(parent, key)
                right = bool(alike & said)
                turned = any(a in earliest[key] for a in alike)
                v.count(f"parent {condition}", right)
                v.sums[f"parent {condition}:turned"] += turned and not right
                abstained = any(key in pair for pair in self.unclear) and not said
                v.sums[f"parent {condition}:abstained"] += abstained
                v.sums[f"parent {condition}:nobody"] += not said and not abstained
                if not right and condition == "good":
                    v.wrong["parent, good dates"].append(
                        f"{key} ({page['via']}) had it from {parent}; said: {sorted(said) or 'nobody'}"
                    )

    def _copies(self, parent: str, key: str) -> set[str]:
        """Pages there before *key* that have the very words which it took from *parent*."""
        taken = self._same(parent, key)
        words = {r: t for r, t in self.words[parent].items() if r in taken}
        at = self.pages[key]["at"]
        return {
            k for k in self.families[self.pages[parent]["family"]]
            if self.pages[k]["at"] < at and words.items() <= self.words[k].items()
        }  # fmt: skip

    def origins(self) -> None:
        """Does each page rest on the pages it rests on?"""
        v = self.verdict
        rests: defaultdict[str, set[str]] = defaultdict(set)
        for origin in self.trace["origins"]:
            for document in origin["documents"]:
                if document in self.key:
                    rests[self.key[document]].add(self.key.get(origin["id"], origin["name"]))
        for key, page in self.pages.items():
            true = self._rests(page)
            if not true <= set(self.pages):
                continue  # the first source is not in the case: see independence
            condition, said = page["condition"], rests[key]
            if page["via"] in LENT | {"report"}:
                said, true = said - {key}, true - {key}
            right = said == true
            v.count("origin", right)
            self._taker_origin(key, said, true)
            v.sums["origins too many"] += bool(said - true)
            v.sums["origins too few"] += bool(true - said)
            if not right and condition == "good":
                v.wrong["origin, good dates"].append(
                    f"{key} ({page['via']}, {page['process']}) rests on {sorted(true)}; "
                    f"said: {sorted(said) or 'none'}"
                )

    def _taker_origin(self, key: str, said: set[str], true: set[str]) -> None:
        """The same for takers alone, by kind of dates, pages of mixed descent apart."""
        v, page = self.verdict, self.pages[key]
        if not page["parents"]:
            v.count("origin of a page that took nothing", said == true)
        if not page["parents"] or page["via"] == "report":
            return
        mixed = len(true) > 1 or any(self.pages[t]["parents"] for t in true)
        for name in ("origin", f"origin {page['condition']}"):
            v.count(f"{name} of takers{' of mixed pages' * mixed}", said == true)
            if not mixed:
                v.count(f"{name} of takers, among others", true <= said)
                v.count(f"{name} of takers, names aside", said & set(self.pages) == true)
                v.sums[f"{name} of takers:none"] += not said
                v.sums[f"{name} of takers:itself"] += said == {key} != true

    def _rests(self, page: Known) -> set[str]:
        """The pages that first printed its sentences, or what it reports in its own words."""
        first = {root.split("#")[0] for q in page["pieces"] for _, root, _ in q}
        return first | (set(page["roots"]) if page["via"] == "report" else set())

    def independence(self) -> None:
        """How many origins has the family of a story, of those who took only from it?"""
        v = self.verdict
        families: defaultdict[str, set[str]] = defaultdict(set)
        for key, page in self.pages.items():
            if page["via"] not in LENT and page["via"] != "report":
                families[page["family"]].add(key)
        rests: defaultdict[str, set[str]] = defaultdict(set)
        for origin in self.trace["origins"]:
            for document in origin["documents"]:
                rests[self.key.get(document, "")].add(origin["id"])
        for family, every in sorted(families.items()):
            members = {m for m in every if len(self._rests(self.pages[m])) == 1}
            if len(members) < 2:
                continue
            found = len(set().union(*(rests[m] for m in members)))
            page = self.pages[min(members)]
            name = f"one origin {page['process']}"
            v.count(name, found == 1)
            v.count(f"one origin dates {page['condition']}", found == 1)
            v.count("one origin", found == 1)
            v.sums["one origin:error"] += abs(found - 1)
            if found != 1 and page["condition"] == "good":
                v.wrong["independence, good dates"].append(
                    f"{family} ({page['process']}): {found} origins for {sorted(members)}"
                )


def _folded(text: str) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The text with white space folded to one space (or none), and where each letter stood."""
    spaced, none = [], []
    for spot, letter in enumerate(text):
        if not letter.isspace():
            spaced.append((letter, spot))
            none.append((letter, spot))
        elif spaced and spaced[-1][0] != " ":
            spaced.append((" ", spot))
    return (
        {" ": "".join(c for c, _ in spaced), "": "".join(c for c, _ in none)},
        {" ": [i for _, i in spaced], "": [i for _, i in none]},
    )


def _merged(spans: Iterable[Span], text: str) -> list[Span]:
    """Spans joined where nothing but space or marks lies between."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and not any(c.isalnum() for c in text[out[-1][1] : start]):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _without(spans: list[Span], hole: Span) -> list[Span]:
    """The parts of spans that lie outside of a hole."""
    out = []
    for start, end in spans:
        out += [(start, min(end, hole[0])), (max(start, hole[1]), end)]
    return [(a, b) for a, b in out if a < b] if hole[0] < hole[1] else spans


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end in spans)


def _overlap(one: list[Span], other: list[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _errors(true: list[Span], found: list[Span]) -> list[int]:
    """For each true span that was touched: how far off its two ends are."""
    out = []
    for start, end in true:
        touched = [(a, b) for a, b in found if a < end and b > start]
        if touched:
            out += [abs(touched[0][0] - start), abs(touched[-1][1] - end)]
    return out


def percentile(values: list[int], share: float) -> int:
    """The value below which *share* of them lie."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, bisect_right(range(len(ordered)), share * len(ordered)))]
