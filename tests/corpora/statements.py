"""A made-up press in which the truth is known for every statement, not only for every page.

A story begins with a report that says some facts: of its own, by somebody it names, by somebody it
does not name. Others copy it, cut it, edit it, retell it, and add facts of their own: an interview,
what they counted, what another source says, or what the report says once more in other words. Some
of these are copied in turn, alone or with the rest. Each sentence knows where its fact began.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora import sentences
from corpora.spread import Piece, small_edits
from corpora.world import _ONE, _TWO, _ZH_ONE, _ZH_TWO, ALIASES, KNOWN
from firsthand.model.document import Document
from firsthand.read.agents import resolve_agent
from spoken import page

STORIES = 40
PLACES = {
    "en": ("Kashgar", "Hotan", "Aksu", "Karamay", "Urumqi", "Turpan", "Ili", "Altay"),
    "zh": ("喀什", "和田", "阿克苏", "克拉玛依", "乌鲁木齐", "吐鲁番", "伊犁", "阿勒泰"),
}
# One fact in words of which few are the same from one telling to the next: no formula that two
# stories share would be long enough to be taken for a passage.
FORMS = {
    "en": (
        "{who} {took} {n} {whom} of {p} aged {a} {when}",
        "{n} {whom} above {a} in {p} {gave} {when}",
        "in {p} {gave2} {n} {whom} from the age of {a}, {when}",
        "{when}, {who} {took} some {whom} of {p}, {n} in all, {a} and older",
    ),
    "zh": (
        "{who}{when}在{p}{took}{n}名{a}岁以上{whom}的{what}",
        "{when}{p}共有{n}名{a}岁以上的{whom}被{who}采集{what}",
        "{p}{n}名{whom}{when}向{who}提供了{what}，年龄在{a}岁以上",
    ),
}
PARTS = {
    "en": {
        "who": "police|officers|local clinics|the security bureau|nurses|village teams|constables|the county hospital|cadres|technicians|the health bureau|patrols|census takers|a mobile unit",
        "took": "took blood from|drew DNA samples from|recorded the iris scans of|stored the fingerprints of|collected DNA from|scanned the irises of|registered the DNA of|filed fingerprints of|sampled the blood of|put on file iris scans of|obtained DNA from|swabbed the DNA of",
        "whom": "residents|villagers|inhabitants|men and women|people|herders|farmers|townspeople|locals|householders|shopkeepers|weavers",
        "gave": "had blood drawn|gave their DNA|were fingerprinted|had their irises scanned|left DNA samples|went to have iris scans made|queued for fingerprints|handed in DNA",
        "gave2": "blood was drawn from|DNA was collected from|fingerprints were taken of|iris scans were made of|DNA samples came from|fingerprints were filed of|iris scans exist of|blood was sampled of",
        "when": "before the harvest|over the winter|within three weeks|at the check-up|in spring|during the census|by the end of June|on market days|after the holidays|while schools were shut|ahead of the fair|since the floods|in a single week|between two snowfalls|on pension day|when passports were renewed|at the mill|behind the granary",
    },
    "zh": {
        "who": "警方|公安局|派出所|卫生院|村委会|医疗队|联防队|县医院|普查员|刑侦队|社区民警|疾控中心",
        "took": "采集|抽取|登记了|收集了|录入|提取|建档保存|核验并留存",
        "whom": "居民|村民|群众|男女|牧民|农户|商户|住户|织工|乡民",
        "what": "血样|DNA|指纹|虹膜|DNA样本|指纹和血样|虹膜图像|血液样本",
        "when": "秋收前|去年冬天|三周之内|体检时|开春后|普查期间|六月底|节后|赶集日|停课那周|雪化之后|洪水过后|换护照时|发养老金那天|庙会前夕|磨坊旁边|粮库门口|连夜",
    },
}  # fmt: skip
OWN = {
    "en": (
        "A teacher told us that {f}",
        "“I stood in line myself,” an official told this newspaper, adding that {f}",
        "In an interview with our reporter a nurse said that {f}",
        "Two officials reached by telephone confirmed that {f}",
        "A shopkeeper told {o} that {f}",
        "Our correspondent visited the office and saw lists by which {f}",
    ),
    "zh": (
        "一名教师告诉本报记者，{f}",
        "当地一名官员接受本报采访时证实，{f}",
        "一名护士对记者说，{f}",
        "本报记者走访当地时获悉，{f}",
    ),
}
NOBODY = {
    "en": ("A driver said that {f}", "Residents said that {f}", "{F}, a farmer said"),
    "zh": ("一名司机说，{f}", "当地村民称，{f}"),
}
NAMED = {
    "en": ("{s} said that {f}", "According to {s}, {f}", "{F}, according to {s}"),
    "zh": ("据{s}报道，{f}", "{s}称，{f}"),
}
WAYS = (
    "copy", "copy and interview", "copy and confirmed", "copy and somebody", "copy and retold",
    "copy and named", "edited and interview", "excerpt and interview", "excerpt and own",
    "report and interview", "report and retold", "two put together", "credited", "sentence of another",
    "by name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Something with a figure that no other fact has."""

    figure: int
    age: int
    place: int


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a page; `began` is the page (by number) or the source at which its fact began."""

    text: str
    fact: Fact | None = None
    began: int | str | None = None


@dataclass(slots=True)
class Sheet:
    """A page before it is laid out."""

    number: int
    language: str
    publisher: str
    day: dt.date
    way: str
    said: list[Said] = field(default_factory=list)
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """Documents, and where the fact of each of their sentences began, by document and offset."""

    documents: tuple[Document, ...]
    began: dict[tuple[str, int, int], str]  # a document's id, or a source's name
    ways: dict[str, str]


def make(seed: int, *, stories: int = STORIES) -> Press:
    """The press of one seed."""
    return _Maker(seed).press(stories)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"statements {seed}")  # noqa: S311 - pages, no secrets
        self.pool = list(sentences.english())
        self.dice.shuffle(self.pool)
        self.sheets: list[Sheet] = []
        self.figures = self.dice.sample(range(1_000, 90_000), 4_000)
        self.outlets = {
            "en": [f"{a} {b}" for a in _ONE for b in _TWO],
            "zh": [f"{a}{b}" for a in _ZH_ONE for b in _ZH_TWO],
        }

    def press(self, stories: int) -> Press:
        for _ in range(stories):
            self._story("zh" if self.dice.random() < 0.35 else "en")
        laid = [self._lay_out(sheet) for sheet in self.sheets]
        ids = [document.id for document, _ in laid]
        began = {
            (document.id, start, end): ids[said.began]
            if isinstance(said.began, int)
            else said.began
            for document, places in laid
            for said, start, end in places
            if said.began is not None
        }
        order = [document for document, _ in laid]
        self.dice.shuffle(order)
        ways = {ids[sheet.number]: sheet.way for sheet in self.sheets}
        return Press(documents=tuple(order), began=began, ways=ways)

    def _story(self, language: str) -> None:
        dice = self.dice
        day = dt.date(2017, 1, 1) + dt.timedelta(days=dice.randrange(800))
        report = self._sheet(language, day, "report")
        source = dice.choice(KNOWN)
        report.said = [
            self._filler(language),
            self._plain(self._fact(), report),
            self._filler(language),
            self._plain(self._fact(), report),
            self._filler(language),
            self._by(NOBODY, self._fact(), report),
            self._filler(language),
            self._by(NAMED, self._fact(), report, source=source)
            if dice.random() < 0.4
            else self._plain(self._fact(), report),
            *(self._filler(language) for _ in range(2)),
        ]
        others = [s for s in self.sheets if s.language == language and s.way == "report"]
        for way in dice.sample(WAYS, 6):
            made = self._sheet(language, self._later(day), way)
            self._fill(made, report, others[:-1])
            if dice.random() < 0.35:
                again = self._sheet(language, self._later(made.day), f"copied: {way}")
                again.said = list(made.said)
                again.credit = made.publisher if dice.random() < 0.3 else ""

    def _fill(  # noqa: C901, PLR0912 - one case a way
        self, made: Sheet, report: Sheet, others: Sequence[Sheet]
    ) -> None:
        dice, language = self.dice, made.language
        known = [said for said in report.said if said.fact is not None]
        fillers = [self._filler(language) for _ in range(5)]
        whole = list(report.said)
        again = dice.choice(known[:2])
        match made.way:
            case "copy":
                made.said = whole
            case "copy and interview":
                made.said = [*whole, self._by(OWN, self._fact(), made), *fillers[:1]]
            case "copy and confirmed":
                made.said = [*whole, *fillers[:1], self._confirmed(again, made)]
            case "copy and somebody":
                made.said = [*whole, *fillers[:1], self._by(NOBODY, self._fact(), made)]
            case "copy and retold":
                made.said = [self._retold(again, made), *fillers[:1], *whole]
            case "copy and named":
                named = self._by(NAMED, self._fact(), made, source=dice.choice(KNOWN))
                made.said = [*whole, *fillers[:1], named]
            case "edited and interview":
                edited = [replace(s, text=_edit(s.text, language, dice)) for s in whole]
                made.said = [*edited, self._by(OWN, self._fact(), made)]
            case "excerpt and interview":
                at = whole.index(known[0])
                own = self._by(OWN, self._fact(), made)
                made.said = [*fillers[:3], *whole[at : at + 2], *fillers[3:], own]
            case "excerpt and own":
                own = self._plain(self._fact(), made)
                made.said = [*fillers[:2], own, *fillers[2:], *whole[5:8]]
            case "report and interview":
                first = self._retold(again, made, source=report.publisher)
                made.said = [*fillers[:2], first, *fillers[2:], self._by(OWN, self._fact(), made)]
            case "report and retold":
                first = self._retold(known[0], made, source=report.publisher)
                second = self._retold(known[1], made)
                made.said = [fillers[0], first, fillers[1], second, *fillers[2:]]
            case "two put together":
                there = [other for other in others if other.day < made.day]
                other = dice.choice(there) if there else report
                made.said = [*whole[:5], *other.said[2:]] if other is not report else whole
            case "credited":
                made.said, made.credit = whole, report.publisher
            case "sentence of another":
                near = [
                    s for s in self.sheets[report.number + 1 : -1] if s.said and s.said[-1].fact
                ]
                taken = [near[-1].said[-1]] if near and near[-1].day <= made.day else []
                made.said = [*whole, *fillers[:1], *taken]
            case "by name":
                made.said = self._by_name(made, fillers)

    def _by_name(self, made: Sheet, fillers: Sequence[Said]) -> list[Said]:
        """A page on what an organisation found, of which only the first sentence says so."""
        source = self.dice.choice(KNOWN)
        first = self._by(NAMED, self._fact(), made, source=source)
        second = replace(self._plain(self._fact(), made), began=resolve_agent(source))
        own = self._by(OWN, self._fact(), made)
        return [fillers[0], first, fillers[1], second, *fillers[2:], own]

    def _sheet(self, language: str, day: dt.date, way: str) -> Sheet:
        made = Sheet(
            number=len(self.sheets),
            language=language,
            publisher=self.dice.choice(self.outlets[language]),
            day=day,
            way=way,
        )
        self.sheets.append(made)
        return made

    def _later(self, day: dt.date) -> dt.date:
        return day + dt.timedelta(days=1 + int(self.dice.expovariate(0.15)))

    def _filler(self, language: str) -> Said:
        return Said(self.pool.pop() if language == "en" else sentences.chinese(self.dice))

    def _fact(self) -> Fact:
        return Fact(self.figures.pop(), self.dice.randrange(8, 20), self.dice.randrange(8))

    def _words(self, fact: Fact, language: str) -> str:
        parts = {
            name: self.dice.choice(choices.split("|")) for name, choices in PARTS[language].items()
        }
        values = {"n": f"{fact.figure:,}", "a": fact.age, "p": PLACES[language][fact.place]}
        return self.dice.choice(FORMS[language]).format(**parts, **values)

    def _plain(self, fact: Fact, made: Sheet) -> Said:
        text = self._words(fact, made.language)
        return Said(_sentence(text, made.language), fact, made.number)

    def _by(
        self, table: dict[str, tuple[str, ...]], fact: Fact, made: Sheet, *, source: str = ""
    ) -> Said:
        """Somebody says it: the fact began with a source that is named, else on this page."""
        text = self._words(fact, made.language)
        return self._told(table, text, fact, made, source)

    def _told(
        self, table: dict[str, tuple[str, ...]], text: str, fact: Fact, made: Sheet, source: str
    ) -> Said:
        en, other, zh, _ = ALIASES.get(source, (source,) * 4)
        written = zh if made.language == "zh" else self.dice.choice((en, other))
        told = self.dice.choice(table[made.language]).format(
            f=text, F=text[:1].upper() + text[1:], s=written, o=made.publisher
        )
        began = resolve_agent(source) if source else made.number
        return Said(_sentence(told, made.language), fact, began)

    def _confirmed(self, said: Said, made: Sheet) -> Said:
        """The page has the same from somebody it asked itself."""
        assert said.fact is not None
        text = self._words(said.fact, made.language)
        return self._told(OWN, text, said.fact, made, "")

    def _retold(self, said: Said, made: Sheet, *, source: str = "") -> Said:
        """The same fact in another form, from where it was."""
        assert said.fact is not None
        text = self._words(said.fact, made.language)
        if not source:
            return Said(_sentence(text, made.language), said.fact, said.began)
        told = self._told(NAMED, text, said.fact, made, source)
        return replace(told, began=said.began)

    def _lay_out(self, sheet: Sheet) -> tuple[Document, list[tuple[Said, int, int]]]:
        """Three sentences a paragraph."""
        text = (
            f"{'来源：' if sheet.language == 'zh' else 'Source: '}{sheet.credit}\n"
            if sheet.credit
            else ""
        )
        places = []
        for number, said in enumerate(sheet.said):
            if number:
                text += "\n" if number % 3 == 0 else "" if sheet.language == "zh" else " "
            places.append((said, len(text), len(text) + len(said.text)))
            text += said.text
        document = page(
            text,
            address=f"https://p{sheet.number}.example/{sheet.number}",
            publisher=sheet.publisher,
            published=sheet.day.isoformat(),
            language=sheet.language,
        )
        return document, places


def _sentence(text: str, language: str) -> str:
    return text[:1].upper() + text[1:] + ("。" if language == "zh" else ".")


def _edit(text: str, language: str, dice: random.Random) -> str:
    return small_edits([Piece(0, text)], 0.06, language, dice)[0].text
