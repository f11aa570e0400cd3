"""A made-up press with known truth: who had what from whom, in pages as a reader would hand them on.

A story begins with a page, or with a source that is only named, or with a notice that an
organisation's page reports. It spreads: each further page takes words from one that is there (a
copy, small edits, many edits, scanner's noise, an excerpt, two sources put together) or tells the
story in words of its own and says whose it is. Outlets put standing text on their pages. Dates
run forward; then a share is struck out and a share is falsified.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpora import sentences
from corpora.sentences import words
from corpora.spread import OWN, Piece, excerpt, noise, small_edits
from firsthand.model.document import (
    Attribution,
    Block,
    BlockRole,
    Document,
    Link,
    ReadState,
    TextPosition,
)
from firsthand.model.identity import identify
from firsthand.model.moment import UncertainDate
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages

LANGUAGES = ("en",) * 11 + ("zh",) * 4 + ("ru",) * 3 + ("zh-mixed",) * 2
WAYS = ("copy",) * 5 + ("near",) * 6 + ("excerpt",) * 5 + ("rewrite",) * 3 + ("noise",) * 2 + ("both",) * 2 + ("report",) * 5  # fmt: skip
KNOWN = ("Human Rights Watch", "Amnesty International", "Reuters", "Xinhua", "Radio Free Asia", "Associated Press", "Bitter Winter", "Freedom House")  # fmt: skip
ALIASES = {
    "Human Rights Watch": ("Human Rights Watch", "HRW", "人权观察", "Хьюман Райтс Вотч"),
    "Amnesty International": ("Amnesty International", "Amnesty", "国际特赦组织", "Amnesty International"),
    "Reuters": ("Reuters", "Reuters", "路透社", "Рейтер"),
    "Xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "Синьхуа"),
    "Radio Free Asia": ("Radio Free Asia", "RFA", "自由亚洲电台", "Radio Free Asia"),
    "Associated Press": ("Associated Press", "Associated Press", "美联社", "Associated Press"),
    "Bitter Winter": ("Bitter Winter", "Bitter Winter", "寒冬", "Bitter Winter"),
    "Freedom House": ("Freedom House", "Freedom House", "自由之家", "Freedom House"),
}  # fmt: skip
_ONE = words(
    "Harbor Lantern Meadow Granite Northern Copper Willow Summit Valley Prairie Juniper Falcon Orchard Saffron Cedar Marble Amber Quarry Thistle Heron"
)
_TWO = words(
    "Courier Herald Tribune Gazette Observer Chronicle Ledger Sentinel Dispatch Mercury Bulletin Examiner Monitor Beacon Register"
)
_SYLLABLES = words(
    "qar tash yen kok al bos sari uch tom aq chi bay dol mir oy gul tor sha kuq ner zim pal"
)
_HAN_SIGNS = "安宁和泰昌盛兴旺福禄寿喜康乐富贵永久长远高低平正直方圆清明"
_RU_ONE = words("Северный Степной Горный Речной Новый Южный Лесной Вечерний")
_RU_TWO = words("Вестник Курьер Маяк Листок Голос Наблюдатель Дневник Рассвет")
_ZH_ONE = words("北河 南湖 青山 石桥 柳泉 云岭 金滩 松林 白沙 铁城")
_ZH_TWO = words("晨报 晚报 日报 周刊 快报 时报")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is made, and how good the dates are."""

    seed: int
    pages: int
    undated: float = 0.0
    misdated: float = 0.0
    same_day: float = 0.12  # of copies, the share made on the day of their source
    month_long: float = 0.08  # of dates, the share that gives the month alone
    marked_standing: float = 0.5  # the share of standing text that a reader recognised as such
    credited: float = 0.35
    linked: float = 0.25


@dataclass(slots=True)
class Page:
    """One page of the press, before it is laid out."""

    number: int
    story: int
    language: str
    publisher: str
    day: dt.date
    pieces: list[Piece]
    parents: list[int | str] = field(default_factory=list)
    way: str = "first"
    own: list[str] = field(default_factory=list)  # credits and the like, set before the text
    links: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Each page has an address of its own, at its outlet."""
        host = identify("h", self.publisher)[2:10]
        return f"https://{host}.example/{self.number}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents as the tracer gets them, and the truth about them."""

    documents: tuple[Document, ...]
    attributions: dict[str, tuple[Attribution, ...]]
    parents: dict[str, frozenset[str]]  # by document; a named source by its canonical name
    ways: dict[str, str]
    stories: dict[str, int]
    days: dict[str, dt.date]  # when each page was made, whatever its date says
    above: dict[str, frozenset[str]]  # what named sources themselves rest on
    units: dict[str, tuple[tuple[int, int, int], ...]]  # of each document: unit, start, end


def make(settings: Settings) -> Corpus:
    """The press of one seed."""
    return _Press(settings).corpus()


class _Press:
    """Grows story by story until there are pages enough."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.dice = random.Random(settings.seed)  # noqa: S311 - pages, no secrets
        self.pages: list[Page] = []
        self.above: dict[str, str] = {}
        self._pool = list(sentences.english())
        self.dice.shuffle(self._pool)
        self._units = 0
        size = max(8, settings.pages // 15)
        self._outlets = {
            "en": _names(_ONE, _TWO, " ", size, self.dice),
            "ru": _names(_RU_ONE, _RU_TWO, " ", max(6, size // 4), self.dice),
            "zh": _names(_ZH_ONE, _ZH_TWO, "", max(6, size // 4), self.dice),
        }
        self._standing = {
            name: [self.sentence(key).text for _ in range(2)]
            for key, names in self._outlets.items()
            for name in names
        }
        story = 0
        while len(self.pages) < settings.pages:
            self._story(story)
            story += 1
        del self.pages[settings.pages :]

    def sentence(self, language: str) -> Piece:
        """A sentence that stands nowhere else."""
        self._units += 1
        kinds: dict[str, Callable[[random.Random], str]] = {
            "zh": sentences.chinese, "ru": sentences.russian, "zh-mixed": sentences.mixed
        }  # fmt: skip
        if language in kinds:
            return Piece(self._units, kinds[language](self.dice))
        if self._pool:
            return Piece(self._units, self._pool.pop())
        one, other = self.dice.sample(sentences.english(), 2)
        mixed = [*one.lower().rstrip(".").split(), *other.lower().rstrip(".").split()]
        self.dice.shuffle(mixed)
        return Piece(self._units, " ".join(mixed[:26]).capitalize() + ".")

    def _story(self, number: int) -> None:
        dice = self.dice
        language = dice.choice(LANGUAGES)
        day = dt.date(2016, 1, 1) + dt.timedelta(days=dice.randrange(1000))
        size = 1 if dice.random() < 0.25 else 2 + min(int(dice.expovariate(0.18)), 38)
        begins = dice.choice(("page", "page", "page", "named", "chain")) if size > 2 else "page"
        fact = (
            _place(language, dice),
            f"{dice.randrange(2_000, 900_000):,}",
            dice.randrange(8, 20),
        )
        first = self._fresh(number, language, day)
        if begins == "named":
            name = dice.choice(KNOWN)
            self._report(first, name, fact)
            for _ in range(dice.randrange(3)):
                again = self._fresh(number, language, self._later(day))
                self._report(again, name, fact)
        elif begins == "chain":
            notice = _notice(language, dice)
            first.publisher = dice.choice(KNOWN)
            self._report(first, notice, fact)
            self._retell(first, fact)
        else:
            first.pieces.insert(1, Piece(self._unit(), _fact(fact, first.language)))
        while sum(p.story == number for p in self.pages[-60:]) < size:
            self._spread(number, fact)

    def _unit(self) -> int:
        self._units += 1
        return self._units

    def _fresh(self, story: int, language: str, day: dt.date) -> Page:
        """A page in words of its own."""
        count = self.dice.randrange(5, 10)
        made = Page(
            number=len(self.pages),
            story=story,
            language=language,
            publisher=self.dice.choice(self._outlets[language[:2]]),
            day=day,
            pieces=[self.sentence(language) for _ in range(count)],
        )
        self.pages.append(made)
        return made

    def _later(self, day: dt.date) -> dt.date:
        same = self.dice.random() < self.settings.same_day
        days = 0 if same else 1 + int(self.dice.expovariate(0.15))
        return day + dt.timedelta(days=days)

    def _report(self, page: Page, name: str, fact: tuple[str, str, int]) -> None:
        """Say the fact in one sentence of the page's own, and whose it is."""
        page.parents.append(name)
        if page.way == "first":
            page.way = "report"
        said = _said(name, fact, page.language, self.dice)
        page.pieces.insert(min(1, len(page.pieces)), Piece(self._unit(), said))

    def _retell(self, source: Page, fact: tuple[str, str, int]) -> None:
        """Another page tells it in its own words and names the source's publisher."""
        page = self._fresh(source.story, source.language, self._later(source.day))
        page.way = "report"
        while page.publisher == source.publisher:
            page.publisher = self.dice.choice(self._outlets[source.language[:2]])
        page.parents.append(source.number)
        said = _said(source.publisher, fact, page.language, self.dice)
        page.pieces.insert(1, Piece(self._unit(), said))
        if self.dice.random() < 2 * self.settings.linked:
            page.links.append(source.number)

    def _spread(self, story: int, fact: tuple[str, str, int]) -> None:
        dice = self.dice
        here = [p for p in self.pages[-60:] if p.story == story]
        source = here[0] if dice.random() < 0.35 else dice.choice(here)
        way = dice.choice(WAYS)
        if way == "report":
            holding = [p for p in here if any(fact[1] in piece.text for piece in p.pieces)]
            self._retell(dice.choice(holding), fact)
            return
        page = self._fresh(story, source.language, self._later(source.day))
        while page.publisher == source.publisher:
            page.publisher = dice.choice(self._outlets[source.language[:2]])
        fresh = page.pieces
        page.way, page.parents = way, [source.number]
        page.pieces = list(source.pieces)
        language = source.language[:2]
        if way == "near":
            page.pieces = small_edits(page.pieces, 0.015, language, dice)
            if len(page.pieces) > 4 and dice.random() < 0.4:
                page.pieces.pop()
        elif way == "rewrite":
            page.pieces = small_edits(page.pieces, 0.1, language, dice)
        elif way == "noise":
            page.pieces = noise(page.pieces, 0.03, dice)
        elif way == "excerpt":
            taken = excerpt(page.pieces, dice)
            at = dice.randrange(len(fresh) + 1)
            page.pieces = [*fresh[:at], *taken, *fresh[at:]]
        elif way == "both":
            self._put_together(page, source)
        self._credit(page, source)

    def _put_together(self, page: Page, source: Page) -> None:
        """Half of one source, then half of another of the same language."""
        others = [
            p
            for p in self.pages[:-1]
            if p.story != source.story and p.language == source.language and p.day < page.day
        ]
        page.pieces = source.pieces[: max(3, len(source.pieces) // 2)]
        if others:
            other = self.dice.choice(others[-200:])
            page.pieces = [*page.pieces, *other.pieces[-4:]]
            page.parents.append(other.number)

    def _credit(self, page: Page, source: Page) -> None:
        dice = self.dice
        if page.way in {"copy", "near", "both"} and dice.random() < self.settings.credited:
            written = _written(source.publisher, page.language, dice)
            page.own.append(("来源：" if page.language[:2] == "zh" else "Source: ") + written)
        elif page.way in {"excerpt", "rewrite"} and dice.random() < self.settings.credited:
            name = _written(source.publisher, page.language, dice)
            page.own.append(_REPORTED[page.language[:2]].format(name))
        if dice.random() < self.settings.linked:
            page.links.append(source.number)

    def corpus(self) -> Corpus:
        """Everything laid out."""
        documents: dict[int, Document] = {}
        units: dict[str, tuple[tuple[int, int, int], ...]] = {}
        for page in self.pages:
            document, places = self._lay_out(page)
            documents[page.number] = document
            units[document.id] = places
        ids = {number: document.id for number, document in documents.items()}
        order = list(documents.values())
        self.dice.shuffle(order)
        return Corpus(
            documents=tuple(order),
            attributions={d.id: find_attributions(d, passages=split_passages(d)) for d in order},
            parents={
                ids[p.number]: frozenset(
                    ids[x] if isinstance(x, int) else resolve_agent(x) for x in p.parents
                )
                for p in self.pages
            },
            ways={ids[p.number]: p.way for p in self.pages},
            stories={ids[p.number]: p.story for p in self.pages},
            days={ids[p.number]: p.day for p in self.pages},
            above={},
            units=units,
        )

    def _lay_out(self, page: Page) -> tuple[Document, tuple[tuple[int, int, int], ...]]:
        space = "" if page.language[:2] == "zh" else " "
        text, blocks, places, links = "", [], [], []
        paragraphs = [[Piece(OWN, line)] for line in page.own]
        paragraphs += [page.pieces[at : at + 3] for at in range(0, len(page.pieces), 3)]
        roles = [BlockRole.ARTICLE] * len(paragraphs)
        if self.dice.random() < 0.7 and page.publisher in self._standing:
            marked = self.dice.random() < self.settings.marked_standing
            paragraphs.append([Piece(OWN, line) for line in self._standing[page.publisher]])
            roles.append(BlockRole.BOILERPLATE if marked else BlockRole.ARTICLE)
        for paragraph, role in zip(paragraphs, roles, strict=True):
            start = len(text)
            for piece in paragraph:
                if len(text) > start:
                    text += space
                places.append((piece.unit, len(text), len(text) + len(piece.text)))
                text += piece.text
            blocks.append(
                Block(position=TextPosition(start=start, end=len(text)), role=role, path="")
            )
            text += "\n"
        text = text.rstrip("\n")
        over = places[min(1, len(places) - 1)]
        links = [
            Link(target=self.pages[n].address, position=TextPosition(start=over[1], end=over[2]))
            for n in page.links
        ]
        document = Document(
            capture=identify("x", page.number, text)[2:],
            locator="",
            address=page.address,
            media_type="text/html",
            state=ReadState.READ,
            text=text,
            publisher=resolve_agent(page.publisher),
            published=self._date(page),
            language=page.language[:2],
            blocks=tuple(blocks),
            links=tuple(links),
        )
        return document, tuple(place for place in places if place[0] != OWN)

    def _date(self, page: Page) -> UncertainDate | None:
        dice, day = self.dice, page.day
        rolled = dice.random()
        if rolled < self.settings.undated:
            return None
        if rolled < self.settings.undated + self.settings.misdated:
            day += dt.timedelta(days=dice.choice((-1, 1)) * dice.randrange(3, 400))
        short = dice.random() < self.settings.month_long
        return UncertainDate(edtf=day.isoformat()[: 7 if short else 10], found="manifest")


_REPORTED = {
    "en": "According to {}, this is how it happened.",
    "zh": "据{}报道，事情是这样的。",
    "ru": "По данным {}, так всё и было.",
}


def _names(
    one: Sequence[str], two: Sequence[str], space: str, size: int, dice: random.Random
) -> list[str]:
    every = [f"{a}{space}{b}" for a in one for b in two]
    return dice.sample(every, min(size, len(every)))


def _written(name: str, language: str, dice: random.Random) -> str:
    """A source as a page of that language writes it."""
    en, other, zh, ru = ALIASES.get(name, (name, name, name, name))
    return {"zh": zh, "ru": ru}.get(language[:2], dice.choice((en, other)))


def _place(language: str, dice: random.Random) -> str:
    """Where it happened; no two stories have one place."""
    if language[:2] == "zh":
        return "".join(dice.sample(_HAN_SIGNS, 3)) + "县"
    return "".join(dice.sample(_SYLLABLES, 3)).capitalize()


def _notice(language: str, dice: random.Random) -> str:
    """An office of a place, as a page of that language writes it."""
    if language[:2] == "zh":
        return "".join(dice.sample(_HAN_SIGNS, 2)) + "县公安局"
    if language == "ru":
        return f"{''.join(dice.sample(_RU_SYLLABLES, 3)).capitalize()} Отдел"
    return f"{_place(language, dice)} Police Bureau"


_RU_SYLLABLES = words("кар таш ен кок ал бос сари уч том ак чи бай дол мир ой гул тор ша")


def _fact(fact: tuple[str, str, int], language: str) -> str:
    place, count, age = fact
    if language[:2] == "zh":
        return f"在{place}共有{count}名{age}岁以上的人被抽血。"
    if language == "ru":
        return f"В округе {place} кровь взяли у {count} человек старше {age} лет."
    return f"In {place} blood was taken from {count} people older than {age}."


def _said(name: str, fact: tuple[str, str, int], language: str, dice: random.Random) -> str:
    """The fact with its source, in words that few other pages choose the same."""
    place, count, age = fact
    pick = dice.choice
    written = _written(name, language, dice)
    if language[:2] == "zh":
        return pick((
            f"据{written}报道，{place}{pick(_ZH_TOOK)}{count}人，{pick(_ZH_AGED)}{age}岁。",
            f"{written}称，{pick(_ZH_AGED)}{age}岁的{count}人在{place}{pick(_ZH_TOOK)}。",
        ))  # fmt: skip
    if language == "ru":
        return pick((
            f"По данным {written}, {pick(_RU_TOOK)} в {place}: {count} {pick(_RU_AGED)} {age} лет.",
            f"Как сообщает {written}, {count} {pick(_RU_AGED)} {age} лет в {place} {pick(_RU_TOOK)}.",
        ))  # fmt: skip
    return pick((
        f"According to {written}, {pick(_TOOK)} {count} {pick(_AGED)} {age} {pick(_IN)} {place}.",
        f"{pick(_IN).capitalize()} {place} {pick(_TOOK)} {count} {pick(_AGED)} {age}, {written} said.",
        f"{written} reported that {pick(_IN)} {place} {pick(_TOOK)} {count} {pick(_AGED)} {age}.",
    ))  # fmt: skip


_TOOK = ("nurses pricked", "samples came from", "tubes were filled by", "a drive reached", "lists held", "it was the turn of", "doctors called up", "police tested", "clinics saw", "they sampled")  # fmt: skip
_AGED = ("people over", "villagers older than", "men and women past", "inhabitants above", "residents from the age of", "persons beyond", "locals at least", "herders not younger than")  # fmt: skip
_IN = ("in", "around", "all over", "near", "throughout", "across")
_ZH_TOOK = ("采血", "抽取血样", "验血", "登记血型", "留下血样", "取样")
_ZH_AGED = ("年满", "不小于", "大于", "至少", "超过")
_RU_TOOK = ("кровь сдали", "пробы взяли", "забор прошли", "анализы собрали", "обход был")
_RU_AGED = ("жителей старше", "человек от", "сельчан более", "взрослых свыше", "людей не моложе")
