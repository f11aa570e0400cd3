"""Let stories travel from press to press: stars, chains, trees, circles, twins, lost parents.

In: a seed and how many pages.  Out: pages with what is true of them; pages that are hidden are in
no case.  How they are printed is not done here but in `printing`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from . import prose, telling, turns
from .telling import Event
from .turns import Paragraphs, Piece

CONDITIONS = ("good", "hour", "day", "month", "missing", "wrong", "none")
WEIGHTS = (34, 6, 6, 6, 20, 20, 8)
PROCESSES = ("alone", "star", "chain", "tree", "twin", "gone", "orphan", "circle", "report")
TAKEN = {
    "copy": turns.copied,
    "near": turns.near,
    "headline": turns.copied,
    "rewrite": turns.rewritten,
    "spun": turns.spun,
    "ocr": turns.misread,
    "reorder": turns.reordered,
    "script": turns.converted,
}
KINDS = ("copy", "near", "headline", "rewrite", "spun", "ocr", "reorder", "excerpt", "quote")
KIND_WEIGHTS = (12, 14, 10, 12, 10, 7, 7, 20, 8)
NAMES = (
    "Amber", "Beacon", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbour", "Ivory", "Juniper",
    "Kestrel", "Lantern", "Meridian", "Northern", "Orchard", "Prairie", "Quarry", "River", "Summit",
    "Tidewater", "Union", "Valley", "Willow", "Yonder", "Zenith", "Copper", "Silver", "Crescent",
)  # fmt: skip
NOUNS = ("Post", "Herald", "Courier", "Gazette", "Monitor", "Tribune", "Observer", "Ledger")
HAN_NAMES = "晨光海岸南山北星长河青松白鹤金石云帆远航新桥古城明月东湖"
HAN_NOUNS = ("日报", "晚报", "时报", "周刊", "新闻网", "观察")
AGENCIES = ("Transmont Press Agency", "Eastline News Service", "Pan-Alpine Wire", "Corvus Agency")
HAN_AGENCIES = ("寰北通讯社", "东线社", "海西通讯社")


@dataclass(frozen=True)
class Outlet:
    """Who prints: a name, a host, a language and a look."""

    name: str
    host: str
    language: str
    look: int


@dataclass
class Page:
    """One page and what is true of it."""

    key: str
    outlet: Outlet
    family: str
    process: str
    condition: str
    at: datetime
    headline: str
    text: Paragraphs
    via: str = "root"
    parents: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    cites: list[tuple[str, str]] = field(default_factory=list)
    named: str = ""
    hidden: bool = False
    quoted: bool = False
    language: str = "en"


class World:
    """All that happened under one seed."""

    def __init__(self, seed: int, pages: int, *, kept: bool = False, star: int = 50) -> None:
        """Nothing has happened yet; *star* is how many papers take the one great story."""
        self.dice = random.Random(seed)  # noqa: S311 - texts, no secrets
        self.wanted, self.star = pages, star
        self.pages: list[Page] = []
        self.live = {"en": prose.stories("en", self.dice, kept)}
        self.live["zh"] = prose.stories("zh", self.dice, kept)
        self.left = {"zh": prose.count("zh", kept) - 5}
        self.outlets = _outlets(self.dice, max(24, pages // 20))
        self.words = {
            "en": [w for w in turns.SPINS.values() if " " not in w],
            "zh": list("上下中小多少高低快慢新旧先后左右前内外"),
        }

    def happen(self) -> list[Page]:
        """Families of pages until there are enough."""
        while len(self.pages) < self.wanted:
            great = not self.pages and self.wanted > 3 * self.star
            self._family("star" if great else self._process(), self.star if great else 0)
        return sorted(self.pages, key=lambda p: p.key)

    def _process(self) -> str:
        return self.dice.choices(PROCESSES, (44, 8, 10, 12, 7, 6, 6, 5, 4))[0]

    def _family(self, process: str, size: int) -> None:
        dice = self.dice
        language = "zh" if self.left["zh"] > 0 and dice.random() < 0.22 and not size else "en"
        family = f"f{len({p.family for p in self.pages}):05}"
        condition = dice.choices(CONDITIONS, WEIGHTS)[0]
        start = datetime(2012, 1, 1) + timedelta(minutes=dice.randrange(3_600_000))  # noqa: DTZ001
        about = (family, process, condition, language)
        if process == "twin":
            event = telling.happened(dice)
            for style in (0, 1):
                root = self._root((f"{family}{'ab'[style]}", *about[1:]), start, event, style)
                self._take_by_many(root, dice.randint(1, 3))
            return
        root = self._root(about, start, telling.happened(dice), dice.randint(0, 1))
        self._spread(process, root, size)

    def _spread(self, process: str, root: Page, size: int) -> None:
        """Let others take it, in the way of *process*."""
        dice = self.dice
        if process == "star":
            self._take_by_many(root, size or dice.randint(3, 12))
        elif process == "chain":
            for _ in range(dice.randint(2, 4)):
                root = self._take(root, self._kind(root))
        elif process == "tree":
            grown = [root]
            for _ in range(dice.randint(3, 10)):
                grown.append(self._take(dice.choice(grown), self._kind(root)))
        elif process in {"gone", "orphan"}:
            self._lose(process, root)
        elif process == "circle":
            self._circle(root)
        elif process == "report":
            self._report(root)

    def _lose(self, process: str, root: Page) -> None:
        """The first page is in no case: an agency's that is named, or nobody's."""
        root.hidden = True
        agencies = HAN_AGENCIES if root.language == "zh" else AGENCIES
        root.named = self.dice.choice(agencies) if process == "gone" else ""
        self._take_by_many(root, self.dice.randint(2, 6))

    def _circle(self, root: Page) -> None:
        """A tells, B takes and cites A, A prints again, citing B as if B knew it."""
        middle = self._take(root, "excerpt")
        middle.cites = [(root.key, "link")]
        again = self._take(middle, "excerpt", root.outlet)
        again.cites = [(middle.key, "link")]

    def _report(self, root: Page) -> None:
        """Pages that share no sentence with the root but name it and link it."""
        for _ in range(self.dice.randint(1, 3)):
            page = self._fresh(root, "report")
            page.cites = [(root.key, self.dice.choice(("link", "according")))]
            page.parents, page.roots = [root.key], list(root.roots)

    def _take_by_many(self, root: Page, count: int) -> None:
        for _ in range(count):
            self._take(root, self._kind(root))

    def _kind(self, root: Page) -> str:
        if root.language == "zh" and self.dice.random() < 0.15:
            return "script"
        others = [p for p in self.pages if p.language == root.language and p.at < root.at]
        if len(others) > 20 and self.dice.random() < 0.08:
            return "concat"
        return self.dice.choices(KINDS, KIND_WEIGHTS)[0]

    def _root(
        self, about: tuple[str, str, str, str], at: datetime, event: Event, style: int
    ) -> Page:
        family, process, condition, language = about
        text = self._story(language)
        key = self._key()
        pieces = [[self._piece(key, i, j, s) for j, s in enumerate(p)] for i, p in enumerate(text)]
        if self.dice.random() < 0.1 or process == "twin":
            said = telling.told(event, language, style, self.dice)
            for number, sentence in enumerate(said):
                spot = self.dice.randrange(len(pieces))
                pieces[spot].insert(0, Piece(sentence, f"{key}#f{number}", fact=True))
        elif self.dice.random() < 0.8:
            for paragraph in self.dice.sample(pieces, min(len(pieces), 3)):
                spot = self.dice.randrange(len(paragraph))
                told = telling.blended(event, paragraph[spot].text, language, self.dice)
                paragraph[spot] = Piece(told, paragraph[spot].root, fact=True)
        page = Page(
            key=key, outlet=self._outlet(language), family=family, process=process,
            condition=condition, at=at, headline=_headline(pieces, self.dice), text=pieces,
            roots=[key], language=language,
        )  # fmt: skip
        self.pages.append(page)
        return page

    def _story(self, language: str) -> list[list[str]]:
        if language == "zh":
            self.left["zh"] -= 1
        return next(self.live[language])

    def _piece(self, key: str, i: int, j: int, sentence: str) -> Piece:
        return Piece(sentence, f"{key}#{i}.{j}")

    def _key(self) -> str:
        return f"p{len(self.pages):06}"

    def _outlet(self, language: str) -> Outlet:
        return self.dice.choice([o for o in self.outlets if o.language == language])

    def _later(self, page: Page) -> datetime:
        if page.condition == "hour":
            return page.at + timedelta(minutes=self.dice.randint(20, 100))
        if page.condition == "day":
            return page.at + timedelta(minutes=self.dice.randint(1, 30))
        return page.at + timedelta(minutes=self.dice.randint(1450, 9000))

    def _fresh(self, parent: Page, via: str) -> Page:
        """A page of its own words in the family of *parent*."""
        about = (parent.family, parent.process, parent.condition, parent.language)
        page = self._root(about, self._later(parent), telling.happened(self.dice), 0)
        page.via = via
        return page

    def _take(self, parent: Page, kind: str, outlet: Outlet | None = None) -> Page:
        """A page that takes from *parent* in the way of *kind*."""
        dice = self.dice
        if kind in {"excerpt", "quote", "concat"}:
            page = self._fresh(parent, kind)
            page.parents, page.roots = [], [page.key]
            self._lend(page, parent, kind)
        else:
            text = TAKEN[kind](parent.text, dice, self.words[parent.language])
            same = kind not in {"headline", "reorder"} and dice.random() < 0.6
            page = Page(
                key=self._key(), outlet=self._outlet(parent.language), family=parent.family,
                process=parent.process, condition=parent.condition, at=self._later(parent),
                headline=parent.headline if same else _headline(text, dice, last=True), text=text,
                via=kind, parents=[parent.key], roots=list(parent.roots), language=parent.language,
            )  # fmt: skip
            if kind == "script":
                page.headline = page.headline.translate(turns._hant())
            self.pages.append(page)
        page.outlet = outlet or page.outlet
        if parent.named:
            page.named = parent.named
        if kind == "report" or (dice.random() < 0.35 and kind != "concat"):
            page.cites = [(parent.key, dice.choice(("link", "according", "byline", "credit")))]
        return page

    def _lend(self, page: Page, parent: Page, kind: str) -> None:
        """Sentences of others set into a page of its own words."""
        dice = self.dice
        givers = [parent]
        if kind == "concat":
            page.text = []
            page.roots = []
            others = [
                p for p in self.pages
                if p.language == parent.language and p.at < page.at and p.family != page.family
                and not p.hidden
            ]  # fmt: skip
            givers += dice.sample(others, min(len(others), dice.randint(1, 3)))
        for giver in givers:
            count = dice.randint(2, 4) if kind == "concat" else dice.choice((1, 1, 2, 3, 4))
            lent = turns.excerpt(giver.text, dice, 1 if kind == "quote" else count)
            page.text.insert(dice.randint(0, len(page.text)), list(lent))
            page.parents.append(giver.key)
            page.roots += [r for r in giver.roots if r not in page.roots]
        page.quoted = kind == "quote"
        if page.quoted:
            page.parents, page.cites = [parent.key], [(parent.key, "quote")]


def _headline(text: Paragraphs, dice: random.Random, *, last: bool = False) -> str:
    """A few words of a sentence, as a headline is often made."""
    flat = [p.text for q in text for p in q]
    sentence = flat[-1] if last else flat[0]
    if " " not in sentence:
        return sentence.rstrip("。")[: dice.randint(9, 16)]
    return " ".join(sentence.rstrip(".").split()[: dice.randint(5, 9)])


def _outlets(dice: random.Random, count: int) -> list[Outlet]:
    out: dict[str, Outlet] = {}
    while len(out) < count:
        if len(out) % 4 == 3:
            name = "".join(dice.sample(HAN_NAMES, 2)) + dice.choice(HAN_NOUNS)
            host, language = f"zh{len(out)}.example", "zh"
        else:
            name = f"{dice.choice(NAMES)} {dice.choice(NAMES)} {dice.choice(NOUNS)}"
            host, language = f"{name.lower().replace(' ', '-')}.example", "en"
        out[name] = Outlet(name, host, language, dice.randrange(1_000_000))
    return list(out.values())


def visible(pages: list[Page]) -> Iterator[Page]:
    """Those that are in the case."""
    return (p for p in pages if not p.hidden)
