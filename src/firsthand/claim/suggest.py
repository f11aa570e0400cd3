"""Suggest what a document says of a programme, element by element, each bound to its own words.

In: a document, its passages and attributions.  Out: suggestions. A person decides about them; here
nothing is decided. A passage speaks of a programme only where biometrics are named in it or close
by, or where the whole document is about taking them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from firsthand.claim import RULES, RULES_VERSION
from firsthand.claim.aims import read_aims
from firsthand.claim.coded import read_terms
from firsthand.claim.counts import read_counts
from firsthand.claim.covered import read_ages
from firsthand.claim.doubts import LARGE, doubts_in, leading, problems_of
from firsthand.claim.folding import fold, original, plain
from firsthand.claim.gazetteer import places
from firsthand.claim.groups import read_any_age, read_groups
from firsthand.claim.judged import may_deny, read_judged, who_judges
from firsthand.claim.language import lexicon_for
from firsthand.claim.languages import Languages
from firsthand.claim.laws import read_laws, without_repeats
from firsthand.claim.located import read_places
from firsthand.claim.marks import tell_of_taking
from firsthand.claim.measures import read_measures
from firsthand.claim.own import read_own
from firsthand.claim.pages import (
    Sentence,
    is_everyday,
    is_foreign,
    is_of_people,
    is_steeped,
    is_thin,
    tells_of_force,
    told_by_force,
)
from firsthand.claim.periods import read_periods
from firsthand.claim.reading import Found, Reading, Told
from firsthand.claim.remembered import Asked, read_again
from firsthand.claim.roles import read_roles
from firsthand.claim.sayings import read_sayings
from firsthand.claim.stance import stance_of
from firsthand.claim.stores import read_stores
from firsthand.claim.suppliers import read_tools
from firsthand.claim.voices import said_in
from firsthand.model.claim import (
    Coded,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Place,
    Quantity,
    Suggestion,
    Words,
)
from firsthand.model.document import (
    Attribution,
    BlockRole,
    Document,
    Passage,
    Quotation,
)
from firsthand.model.problem import Outcome, Problem

MAKER = Maker(kind=MakerKind.RULES, name=RULES, version=RULES_VERSION)
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
    sentences = told_by_force(_sentences(document, passages, languages))
    title = fold(plain(document.title or "").text)
    topical = [sentence.topical for sentence in sentences]
    titled = any(each.words.context.stand(title) for each in sentences[:1])
    marks = tell_of_taking(sentences)
    told, open_ = marks.taking, any(marks.taking)
    if not (any(topical) or titled or open_):
        return Outcome(values=())
    other = marks.other and not tells_of_force(sentences)
    barred = other or (not open_ and (is_foreign(sentences, title) or is_everyday(sentences)))
    own = _has_own_words(sentences, title)
    if barred and not own:
        return Outcome(values=())
    whole = sum(topical) >= TOPICAL_PASSAGES_MIN
    steeped = is_steeped(sentences)
    said = said_in(sentences, attributions)
    found: list[Suggestion] = []
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
        before = sentences[number - 1].low if number else ""
        reading = read_again(
            Asked(
                text=sentence.plain.text,
                words=sentence.words.key,
                published=document.published.edtf if document.published else None,
                near=near,
                steeped=steeped or told[number],
                sampled=sampled,
                topical=sentence.topical,
                only_samples=only_samples,
            ),
            words=sentence.words,
            low=sentence.low,
            before=before,
            around=around,
        )
        problems += _doubts(document, sentence, reading, large)
        if sentence.words.cues["hypothetical"].stand(sentence.low):
            bill = bill or not found
            continue
        bill = bill and not found and not (reading.taking and reading.topical)
        rules = () if barred else _rules(reading, beside=(programme or told[number]) and not bill)
        if near and sentence.words.own:
            rules = (_own_first, *rules)
        found += _from_sentence(document.id, sentence, reading, said[number], rules)
    if barred or (not open_ and is_thin({made.element for made in found}, sentences)):
        found = [made for made in found if own and made.element.is_own]
    return Outcome(values=tuple(_ordered(_laws_once(found))), problems=tuple(problems))


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
        return frozenset(each.codes[0] for each in named if len(each.codes) == 1)

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
        yield from sorted(together, key=lambda made: made.id) if len(together) > 1 else together


def _sentences(
    document: Document, passages: Sequence[Passage], languages: Languages | None
) -> list[Sentence]:
    """The passages in languages that we read, menus and footers left out."""
    read = []
    for passage in passages:
        if passage.role is BlockRole.BOILERPLATE:
            continue
        written = document.text[passage.position.start : passage.position.end]
        said = plain(written)
        words = lexicon_for(said.text, document.language, known=languages)
        if words is not None:
            low = fold(said.text)
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


def _from_sentence(
    document: str,
    sentence: Sentence,
    reading: Reading,
    said: Sequence[Attribution],
    rules: Rules,
) -> Iterable[Suggestion]:
    position = sentence.passage.position
    quotation = Quotation(document=document, exact=sentence.written, position=position)
    seen: set[tuple[Element, ElementValue]] = set()
    for element, given, span in _values(reading, rules):
        if (element, given) in seen:
            continue
        seen.add((element, given))
        speaker = _speaker(position.start + sentence.plain.origin(span[0]), said)
        who = speaker.agent if speaker else who_judges(reading, span, element)
        if element is Element.DENIAL and not may_deny(reading, speaker, position.start):
            continue
        yield Suggestion(
            document=document,
            element=element,
            value=_as_written(given, span[0], sentence),
            quotation=quotation,
            said_by=who,
            stance=stance_of(reading, span, element, denied=bool(speaker and speaker.denies)),
            maker=MAKER,
        )


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
    """What the rules find, and what a sentence says by all its words where they find nothing of the kind."""
    told: set[Element] = set()
    for rule in rules:
        for each in rule(reading):
            told.add(each[0])
            yield each
    if read_aims in rules:  # what is said beside the taking is read here
        yield from (each for each in read_sayings(reading) if each[0] not in told)


def _as_written(given: ElementValue, near: int, sentence: Sentence) -> ElementValue:
    """A value in the very words of the page, with the signs that were not read."""
    if sentence.plain.origins is None:
        return given

    def words(read: str) -> str:
        return original(read, near=near, said=sentence.plain, text=sentence.written)

    if isinstance(given, Coded | Words):
        return replace(given, text=words(given.text))
    if isinstance(given, Place):
        return replace(given, name=words(given.name))
    if isinstance(given, Quantity) and given.group:
        return replace(given, group=words(given.group))
    return given


def _speaker(at: int, said: Sequence[Attribution]) -> Attribution | None:
    """The source named for these words; the innermost, which is the one that begins last."""
    covering = [
        item
        for item in said
        if item.content
        and min(item.source.start, item.content.start) <= at
        and at < max(item.source.end, item.content.end)
    ]
    named = [item for item in covering if not item.anonymous] or covering
    return max(named, key=lambda item: item.source.start) if named else None


__all__ = ["MAKER", "suggest"]
