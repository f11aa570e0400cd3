"""Tell a page about a programme from one about anything else.

In: the sentences of a page.  Out: whether it is steeped in taking biometrics, about a crime or a gadget,
about everyday matters, about many people. A page without any sign of power over people (police, an office,
a duty, a camp, a school) tells of a race, a clinic or a door lock; one about animals, of their blood.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from firsthand.claim.folding import Plain
from firsthand.claim.gazetteer import places
from firsthand.claim.lexicon import Lexicon
from firsthand.model.claim import Element
from firsthand.model.document import Passage
from firsthand.model.value import value

STEEPED_SIGNS_MIN = 2  # words for biometrics, for taking, for the occasion
EVERYDAY_SIGNS_MIN = 2  # "league" alone may be one for human rights
PRIVATE_SIGNS_MIN = 2  # a programme may be compared with an ancestry test once
MATTER_SIGNS_MIN = 2  # sentences of another matter; one may be a comparison
MATTER_SHARE_MIN = 1 / 4  # of a page's sentences: a programme may have been delayed by an epidemic
ALONE_PASSAGES = 2  # so few are no page: a statement, a caption
FACE = "face"
THIN = 3  # elements: what, where and how many people are still no programme
_CIRCUMSTANCES = frozenset({Element.CHANNEL, Element.PLACE, Element.PERIOD})
_TELLING = frozenset({
    Element.COLLECTOR, Element.RECIPIENT, Element.COMPULSION, Element.SANCTION, Element.LEGAL_BASIS,
    Element.STORAGE, Element.LINKAGE, Element.TARGET_GROUP, Element.CONSENT, Element.AIM,
    Element.ASSESSMENT, Element.DENIAL, Element.CHANNEL, Element.TOOL, Element.KINSHIP,
})  # fmt: skip
_BARE = _CIRCUMSTANCES | {Element.MODALITY}
_TAKEN = frozenset({Element.MODALITY, Element.SCALE})
_POWERS = frozenset({"police", "party_cadre", "military", "border_agency"})


@value
class Sentence:
    """A passage that can be read, and whether it names biometrics.

    `written` is its text as it stands, `plain` without signs that say nothing, `low` in one form.
    """

    passage: Passage
    written: str
    plain: Plain
    low: str
    words: Lexicon
    topical: bool


def is_steeped(sentences: Sequence[Sentence]) -> bool:
    """Whether a document is about taking biometrics from people: more than one sign of it."""
    signs = 0
    for sentence in sentences:
        cues = sentence.words.cues
        taken = sentence.topical and cues["taking"].stand(sentence.low)
        signs += sentence.topical + taken + (cues["programme"].stand(sentence.low))
    return signs >= STEEPED_SIGNS_MIN


def is_foreign(sentences: Sequence[Sentence], title: str) -> bool:
    """Whether biometrics are named in it, but not those of a programme: a crime, a door lock."""
    texts = [(each.low, each.words) for each in sentences]
    texts += [(title, each.words) for each in sentences[:1]]
    everyday = sum(len(list(words.cues["everyday"].finditer(text))) for text, words in texts)
    least = 1 if len(sentences) == ALONE_PASSAGES else EVERYDAY_SIGNS_MIN
    if everyday >= least and not any(_is_watched(*each) for each in texts):
        return True
    named = any(words.cues["foreign"].stand(text) for text, words in texts)
    return named and not any(
        (words.cues["mass"].stand(text) or words.sections["crowd.words"].stand(text))
        and any(
            sign.stand(text)
            for sign in (words.context, words.cues["taking_sure"], words.cues["programme"])
        )
        for text, words in texts
    )


def is_of_other_matter(sentences: Sequence[Sentence], title: str) -> bool:
    """Whether sentence after sentence is about tests for a disease, locks, boarding, ancestry, and none names police and their like."""
    texts = [(title, each.words) for each in sentences[:1]]
    texts += [(each.low, each.words) for each in sentences]
    signs = sum(words.sections["page.matter"].stand(text) for text, words in texts)
    return (
        signs >= MATTER_SIGNS_MIN
        and signs >= MATTER_SHARE_MIN * len(texts)
        and not any(_names_force(each) for each in sentences)
    )


def _is_watched(text: str, words: Lexicon) -> bool:
    """Whether those who watch, or a people, are named: a clinic's, a shop's or a match's page names none."""
    return words.cues["groups"].stand(text) or any(
        roles.stand(text) for code, roles in words.roles if code in _POWERS
    )


def is_of_people(sentences: Sequence[Sentence], *, steeped: bool) -> bool:
    """Whether a page is about taking biometrics from many: it names them, or where it is done.

    In a page that is steeped in taking they may stand in any sentence, else beside biometrics. What a
    sentence or two are about cannot be told from what they leave out.
    """
    return len(sentences) <= ALONE_PASSAGES or any(
        _is_of_many(each, steeped=steeped) for each in sentences
    )


def _is_of_many(sentence: Sentence, *, steeped: bool) -> bool:
    low, cues = sentence.low, sentence.words.cues
    sure = cues["taking_sure"].stand(low)
    if sentence.topical and (
        sure
        or (cues["taking"].stand(low) and next(iter(places().finditer(sentence.written)), None))
    ):
        return True
    if not (steeped or sentence.topical or sure or cues["programme"].stand(low)):
        return False
    many = cues["mass"].stand(low) or sentence.words.sections["crowd.words"].stand(low)
    return many or (steeped and cues["everybody"].stand(low))


def told_by_force(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences; one names biometrics too where police and their like take what may be one.

    "He looks into a lens" says nothing by itself, and much on a page where policemen make him. Faces
    are left out: too many pictures are taken where police stand by.
    """
    if not any(_names_force(each) for each in sentences):
        return sentences
    return [
        replace(each, topical=True) if not each.topical and _takes_a_trait(each) else each
        for each in sentences
    ]


def _takes_a_trait(sentence: Sentence) -> bool:
    low, words = sentence.low, sentence.words
    takes = words.sections["act.takes"]
    return (
        len(takes) > 0
        and takes.stand(low)
        and any(
            term.element is Element.MODALITY and term.code != FACE and term.words.stand(low)
            for term in words.terms
        )
    )


def is_everyday(sentences: Sequence[Sentence]) -> bool:
    """Whether nothing on a page tells of power over people, or what is taken is taken from animals.

    Of a statement or two only animals can be told. A language without the list of signs says nothing here.
    """
    if any(_is_of_beasts(each) for each in sentences):
        return True
    many = any(_takes_from_many(each) for each in sentences)
    forced = many and any(_names_force(each) for each in sentences)
    if any(_is_harmless(each) for each in sentences) and not forced:
        return True
    if not many and any(_is_crime(each) for each in sentences):
        return True
    if len(sentences) <= ALONE_PASSAGES or tells_of_taking(sentences):
        return False
    return not any(has_power(each) for each in sentences)


def is_private(sentences: Sequence[Sentence], title: str) -> bool:
    """Whether a page is about somebody's own matter, though its words are much like those of a taking from many.

    An ancestry test, a suit of paternity, bones measured to tell an age. It names the matter twice, or names no biometrics
    besides, and no sentence without such words says that a trait is taken from many. A page on a programme may name one too.
    """
    named = 0
    for each in sentences:
        private = each.words.sections["page.private"]
        here = sum(1 for _ in private.finditer(each.low))
        named += here
        if not here and each.topical and each.words.cues["taking_sure"].stand(each.low):
            mass, crowd = each.words.cues["mass"], each.words.sections["crowd.words"]
            if mass.stand(each.low) or crowd.stand(each.low):
                return False
    if not named:
        return False
    titled = sentences[0].words.sections["page.private"].stand(title)
    return named + titled >= PRIVATE_SIGNS_MIN or not any(each.topical for each in sentences)


def is_thin(elements: AbstractSet[Element], sentences: Sequence[Sentence]) -> bool:
    """Whether so little is said in a page that it tells of no programme: a picture taken at a fair.

    A programme has a taker, a duty, a store, an aim; a page that gives two things, or three and none of
    these, tells of something else. Of a statement nothing is asked, of two that they say more than when and where;
    nor of a page that says from how many, or from what people, traits are taken: a brief says no more.
    """
    if not any(len(each.words.sections["page.power"]) for each in sentences):
        return len(sentences) <= ALONE_PASSAGES and elements <= _CIRCUMSTANCES
    crime = any(_is_crime(each) for each in sentences)
    if elements & _TAKEN and not crime and tells_of_taking(sentences):
        return False
    if len(sentences) <= ALONE_PASSAGES:
        told = any(has_power(each) or names_many(each) for each in sentences)
        bare = elements <= _CIRCUMSTANCES or (not told and elements <= _BARE)
        return bare and len(sentences) == ALONE_PASSAGES
    return len(elements) < THIN or (len(elements) == THIN and not elements & _TELLING)


def _is_of_beasts(sentence: Sentence) -> bool:
    """Whether a sentence that tells of taking names animals and no people."""
    low, words = sentence.low, sentence.words
    return (
        words.sections["page.beasts"].stand(low)
        and (sentence.topical or words.cues["taking"].stand(low))
        and not words.sections["page.people"].stand(low)
    )


def has_power(sentence: Sentence) -> bool:
    """Whether a sentence names who has power over people, or how it is used; yes where that cannot be told."""
    signs = sentence.words.sections["page.power"]
    if not len(signs):
        return True
    return signs.stand(sentence.low) or _names_force(sentence)


def _is_harmless(sentence: Sentence) -> bool:
    """Whether a sentence names a donation, a sport, a lock: what nobody is made to do by the state."""
    return sentence.words.sections["page.harmless"].stand(sentence.low)


def _is_crime(sentence: Sentence) -> bool:
    """Whether a sentence tells of a crime, a trial, one who is missing: one person's case."""
    return sentence.words.sections["page.crime"].stand(sentence.low)


def _takes_from_many(sentence: Sentence) -> bool:
    """Whether a sentence that names biometrics or their taking names many people too."""
    low, words = sentence.low, sentence.words
    told = (
        sentence.topical
        or words.cues["taking_sure"].stand(low)
        or words.cues["programme"].stand(low)
    )
    return told and words.sections["page.many"].stand(low)


def tells_of_taking(sentences: Sequence[Sentence]) -> bool:
    """Whether a page says that a trait is taken, and from many: "drew DNA from 512 children".

    Who they are may stand in the sentence beside it, if that too says that something is taken ("everybody gave it").
    On a page that names animals nothing is told so: samples may be theirs.
    """
    if any(each.words.sections["page.beasts"].stand(each.low) for each in sentences):
        return False
    many = [_takes(each) and names_many(each) for each in sentences]
    return any(
        any(many[max(0, number - 1) : number + 2]) and _takes(each) and _is_taken(each)
        for number, each in enumerate(sentences)
    )


def tells_of_force(sentences: Sequence[Sentence]) -> bool:
    """Whether a page says that a trait is taken from many, and names police and their like: no words beside it make it another matter."""
    return tells_of_taking(sentences) and any(_names_force(each) for each in sentences)


def names_many(sentence: Sentence) -> bool:
    """Whether a sentence names many people."""
    return sentence.words.sections["page.many"].stand(sentence.low)


def _takes(sentence: Sentence) -> bool:
    cues = sentence.words.cues
    return cues["taking"].stand(sentence.low) or cues["taking_sure"].stand(sentence.low)


def _is_taken(sentence: Sentence) -> bool:
    """Whether a sentence names a trait. A mere picture is none: too many are taken of classes and at fairs."""
    low, words = sentence.low, sentence.words
    pictured = words.sections["page.picture"].stand(low)
    return sentence.topical and any(
        term.element is Element.MODALITY
        and not (pictured and term.code == FACE)
        and term.words.stand(low)
        for term in words.terms
    )


def _names_force(sentence: Sentence) -> bool:
    """Whether a sentence names police, a party, an army or guards of a border."""
    return any(
        code in _POWERS and words.stand(sentence.low) for code, words in sentence.words.roles
    )
