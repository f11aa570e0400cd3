"""Suggest what a document says of a programme, element by element, each bound to its own words.

In: a document, its passages and attributions.  Out: suggestions. A person decides about them; here
nothing is decided. A passage speaks of a programme only where biometrics are named in it or close
by, or where the whole document is about taking them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from firsthand.claim.aims import read_aims
from firsthand.claim.asides import is_aside
from firsthand.claim.bent import each_once
from firsthand.claim.coded import read_terms
from firsthand.claim.counts import read_counts
from firsthand.claim.covered import read_ages
from firsthand.claim.doubts import LARGE, doubts_in, leading, problems_of
from firsthand.claim.folding import fold, plain
from firsthand.claim.gazetteer import places
from firsthand.claim.groups import read_any_age, read_groups
from firsthand.claim.judged import read_judged
from firsthand.claim.language import lexicon_for
from firsthand.claim.languages import Languages
from firsthand.claim.laws import read_laws, without_repeats
from firsthand.claim.located import read_places
from firsthand.claim.making import MAKER, made_of
from firsthand.claim.marks import Told as MarksTold
from firsthand.claim.marks import tell_of_taking
from firsthand.claim.measures import read_measures
from firsthand.claim.narrowed import narrowed
from firsthand.claim.own import read_own
from firsthand.claim.pages import (
    Sentence,
    is_everyday,
    is_foreign,
    is_of_other_matter,
    is_of_people,
    is_private,
    is_steeped,
    is_thin,
    tells_of_force,
    told_by_force,
)
from firsthand.claim.periods import read_periods
from firsthand.claim.reading import Found, Reading, Told
from firsthand.claim.remembered import Asked, read_again
from firsthand.claim.roles import read_roles
from firsthand.claim.sieve import make_room
from firsthand.claim.signs import Considered, Page
from firsthand.claim.stores import read_stores
from firsthand.claim.suppliers import read_tools
from firsthand.claim.voices import said_in
from firsthand.claim.weighed import weighed
from firsthand.model.claim import (
    Coded,
    Element,
    Quantity,
    Suggestion,
)
from firsthand.model.document import (
    Attribution,
    BlockRole,
    Document,
    Passage,
)
from firsthand.model.problem import Outcome, Problem

NEAR_PASSAGES = 3  # how far from a word for biometrics a passage may stand and still speak of them
WIDE_PASSAGES = 5  # so far the size of a population may stand, which is context
AROUND_PASSAGES = 60  # so far a page says where it is about
TELLINGS_MAX = 4  # of one sentence remembered: copies of a page have the same one before it
SHORT_PASSAGES = 12  # a document of so many is read as one
TOPICAL_PASSAGES_MIN = 3  # so many name biometrics: the whole document is about them
SAMPLED = frozenset({"dna", "blood_sample", "blood_type"})
Rules = tuple[Callable[[Reading], Found], ...]
_RULES: Rules = (read_terms, read_roles, read_places, read_ages, read_counts, read_periods)
_BESIDE: Rules = (  # what is said of a programme beside the taking
    read_aims, read_stores, read_laws, read_tools, read_groups, read_any_age, read_measures,
    read_judged,
)  # fmt: skip


def suggest(
    document: Document,
    *,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    languages: Languages | None = None,
) -> Outcome[Suggestion]:
    """Everything that the rules find in *document*, by place, by the words of *languages* or the packaged ones."""
    page = consider(document, passages=passages, attributions=attributions, languages=languages)
    if page.shut:
        found = [made for each in page.sentences for made in each.made if made.element.is_own]
    else:
        found = list(weighed(document.id, page.sentences))
    found = told_once(found, page.sentences)
    return Outcome(values=tuple(_ordered(found)), problems=page.problems)


def told_once(found: Sequence[Suggestion], page: Sequence[Considered]) -> list[Suggestion]:
    """*found* without what others of it on the same *page* say more narrowly, more fully or before."""
    return _laws_once(each_once(narrowed(found, [each.reading for each in page])))


def consider(
    document: Document,
    *,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    languages: Languages | None = None,
) -> Page:
    """What the rules make of each sentence of *document*, before it is weighed with everything else."""
    make_room(len(passages))
    sentences = told_by_force(sentences_of(document, passages, languages))
    title = fold(plain(document.title or "").text)
    topical = [sentence.topical for sentence in sentences]
    titled = any(each.words.context.stand(title) for each in sentences[:1])
    marks = tell_of_taking(sentences)
    open_ = any(marks.taking)
    if not (any(topical) or titled or open_):
        return Page(sentences=(), shut=True)
    other = marks.other and not tells_of_force(sentences)
    other = other or is_of_other_matter(sentences, title)
    barred = other or is_private(sentences, title)
    barred = barred or (not open_ and (is_foreign(sentences, title) or is_everyday(sentences)))
    own = _has_own_words(sentences, title)
    if barred and not own:
        return Page(sentences=(), shut=True)
    page, problems = _considered(
        document, sentences, said_in(sentences, attributions), marks, titled=titled, barred=barred
    )
    found = {made.element for each in page for made in each.made}
    shut = barred or (not open_ and is_thin(found, sentences))
    return Page(
        sentences=page if own or not shut else (),
        shut=shut,
        problems=problems,
    )


def _considered(
    document: Document,
    sentences: Sequence[Sentence],
    said: Sequence[Sequence[Attribution]],
    marks: MarksTold,
    *,
    titled: bool,
    barred: bool,
) -> tuple[tuple[Considered, ...], tuple[Problem, ...]]:
    """What the rules make of each sentence; of a page that is *barred*, a case's own words alone."""
    told, topical = marks.taking, [sentence.topical for sentence in sentences]
    whole = sum(topical) >= TOPICAL_PASSAGES_MIN
    steeped = is_steeped(sentences)
    page: list[Considered] = []
    found: set[Element] = set()
    around = _places_of(document, sentences)
    only_samples = _is_of_samples(sentences)
    sampled = only_samples
    programme = is_of_people(sentences, steeped=steeped)
    problems: list[Problem] = []
    large: set[str] = set()  # the leading digits of the page's figures in millions
    bill = False  # all that the page told so far is a bill or a wish
    for number, sentence in enumerate(sentences):
        near = _is_near(sentence, number, topical, titled=titled, whole=whole)
        near = near or told[number] or (steeped and len(sentences) <= SHORT_PASSAGES)
        if not near and not any(_around(topical, number, WIDE_PASSAGES)):
            continue
        if sentence.topical:
            sampled = only_samples or sentence.words.cues["sampled"].stand(sentence.low)
        asked = Asked(
            text=sentence.plain.text,
            words=sentence.words.key,
            published=document.published.edtf if document.published else None,
            near=near,
            steeped=steeped or told[number],
            sampled=sampled,
            topical=sentence.topical,
            only_samples=only_samples,
        )
        before = sentences[number - 1].low if number else ""
        reading = read_again(
            asked, words=sentence.words, low=sentence.low, before=before, around=around
        )
        problems += _doubts(document, sentence, reading, large)
        wished = sentence.words.cues["hypothetical"].stand(sentence.low)
        bill = (
            (bill or not found)
            if wished
            else bill and not found and not (reading.taking and reading.topical)
        )
        beside = (programme or told[number]) and not bill
        rules = () if barred or wished else _rules(reading, beside=beside)
        if near and sentence.words.own and not wished:
            rules = (_own_first, *rules)
        made = tuple(made_of(document.id, sentence, reading, said[number], _values(reading, rules)))
        found.update(each.element for each in made)
        page.append(
            Considered(
                sentence=sentence,
                reading=reading,
                said=said[number],
                made=made,
                facts=_facts(reading, near=near, told=told[number], beside=beside, wished=wished),
                odds=marks.odds[number],
            )
        )
    return tuple(page), tuple(problems)


def _facts(reading: Reading, **known: bool) -> tuple[str, ...]:
    """What is known of a sentence besides its words, by name."""
    known["topical"], known["taking"], known["about"] = (
        reading.topical,
        reading.taking,
        reading.about,
    )
    known["steeped"], known["buying"] = reading.steeped, reading.buying
    return tuple(sorted(name for name, true in known.items() if true))


def _laws_once(found: list[Suggestion]) -> list[Suggestion]:
    """What was found, without a law that is only named again."""
    laws = [made for made in found if made.element is Element.LEGAL_BASIS]
    repeated = set(laws) - set(without_repeats(laws)) if len(laws) > 1 else set()
    return [made for made in found if made not in repeated] if repeated else found


def _own_first(reading: Reading) -> Found:
    """What the case's own words find; a figure that they claim counts nothing else."""
    found = tuple(read_own(reading))
    claimed = (span for _, told, span in found if isinstance(told, Quantity))
    reading.doubted = (*reading.doubted, *claimed)
    yield from found


def _has_own_words(sentences: Sequence[Sentence], title: str) -> bool:
    """Whether a case's own words say that a page is about its programme: no gate of ours is asked then."""
    return any(
        len(each.words.own_context)
        and (each.words.own_context.stand(each.low) or each.words.own_context.stand(title))
        for each in sentences
    )


def _doubts(
    document: Document, sentence: Sentence, reading: Reading, large: set[str]
) -> Iterable[Problem]:
    """Figures of a sentence that cannot be right; *large* are leading digits of the page's millions so far."""
    large |= {leading(each) for each in reading.figures if each.number >= LARGE}
    doubts = tuple(doubts_in(reading, large))
    reading.doubted = tuple((each.start, each.end) for each in doubts)
    return problems_of(
        doubts,
        text=sentence.plain.text,
        offset=sentence.passage.position.start,
        address=document.address or document.id,
    )


def _places_of(document: Document, sentences: Sequence[Sentence]) -> Callable[[], frozenset[str]]:
    """The codes of the places that a page names, found when first asked for."""

    @cache
    def found() -> frozenset[str]:
        texts = [document.title or "", *(each.written for each in sentences[:AROUND_PASSAGES])]
        named = (each for text in texts for each in places().finditer(text))
        return frozenset(each.codes[0] for each in named if len(each.codes) == 1 and each.codes[0])

    return found


def _is_of_samples(sentences: Sequence[Sentence]) -> bool:
    """Whether blood, saliva or DNA is named on a page and nothing else that could be taken of those counted."""
    return any(each.words.cues["sampled"].stand(each.low) for each in sentences) and not any(
        term.element is Element.MODALITY and term.code not in SAMPLED and term.words.stand(each.low)
        for each in sentences
        for term in each.words.terms
    )


def _ordered(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """By place, element and id; ids are made only where several need them."""
    places: dict[tuple[int, Element], list[Suggestion]] = {}
    for made in found:
        places.setdefault((made.quotation.position.start, made.element), []).append(made)
    for place in sorted(places):
        together = places[place]
        yield from sorted(together, key=_by_code) if len(together) > 1 else together


def _by_code(made: Suggestion) -> tuple[str, str]:
    """Its code, which is the same in every script, then its id."""
    return (made.value.code if isinstance(made.value, Coded) else ""), made.id


def sentences_of(
    document: Document, passages: Sequence[Passage], languages: Languages | None
) -> list[Sentence]:
    """The passages in languages that we read, menus, footers, links to other pages and credits left out."""
    read = []
    for passage in passages:
        if passage.role is BlockRole.BOILERPLATE:
            continue
        written = document.text[passage.position.start : passage.position.end]
        said = plain(written)
        words = lexicon_for(said.text, document.language, known=languages)
        if words is not None:
            low = fold(said.text)
            if is_aside(
                low, aside=words.sections["page.aside"], credit=words.sections["page.credit"]
            ):
                continue
            topical = words.context.stand(low)
            read.append(
                Sentence(
                    passage=passage,
                    written=written,
                    plain=said,
                    low=low,
                    words=words,
                    topical=topical,
                )
            )
    return read


def _around(topical: Sequence[bool], number: int, reach: int) -> Sequence[bool]:
    return topical[max(0, number - reach) : number + reach + 1]


def _is_near(
    sentence: Sentence, number: int, topical: Sequence[bool], *, titled: bool, whole: bool
) -> bool:
    """Whether a sentence speaks of biometrics, or of an occasion in a page that is about them."""
    if any(_around(topical, number, NEAR_PASSAGES)) or (titled and number < NEAR_PASSAGES):
        return True
    return whole and sentence.words.cues["programme"].stand(sentence.low)


def _rules(reading: Reading, *, beside: bool) -> Rules:
    """The rules that read a sentence; with *beside*, also those for what is said beside the taking."""
    if not reading.near:
        return (read_counts,)
    return _RULES + _BESIDE if beside else _RULES


def _values(reading: Reading, rules: Rules) -> Iterable[Told]:
    """What the rules find; of a sentence that was read before, what they found then."""
    if reading.words.own:  # they may claim figures for themselves
        return _found(reading, rules)
    asked = (reading.before, reading.doubted, rules)
    found = reading.told.get(asked)
    if found is None:
        if len(reading.told) >= TELLINGS_MAX:
            reading.told.clear()
        found = reading.told[asked] = tuple(_found(reading, rules))
    return found


def _found(reading: Reading, rules: Rules) -> Found:
    """What the rules find."""
    for rule in rules:
        yield from rule(reading)


__all__ = ["MAKER", "suggest"]
