from __future__ import annotations

import pytest

from claim.found import short
from firsthand.claim.defined import read_elements
from firsthand.claim.own_words import languages_of
from firsthand.claim.suggest import suggest
from firsthand.claim.vocabulary import base, changed
from firsthand.model.claim import Stance, Suggestion
from firsthand.model.vocabulary import Vocabulary
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page
from voted import PAGES, add, say, vocabulary

FORMS = """key,name,form,asks
booth,Booth,text,what it is called
sitters,Ages photographed,age_range,ages
season,Season,period,when
hall,Hall,place,where
back,Given back,yes_no,whether
rate,Rate,count,how many
"""
WORDS = r"""language = "en"
context = ["voter photos?"]
[[term]]
element = "booth"
words = ['photo (?:kiosks?|booths?)']
[[term]]
element = "sitters"
words = ["photographed"]
[[term]]
element = "season"
words = ["round of photographing"]
[[term]]
element = "hall"
words = ["photographed"]
[[term]]
element = "back"
code = "no"
words = ["keeps? the pictures?"]
[[term]]
element = "rate"
words = ["photographed"]
"""


def _vocabulary() -> Vocabulary:
    rows = read_elements(FORMS.encode(), where="e.csv")
    return changed(changed(base(), add(*(row.element for row in rows))), say("en", WORDS))


def _made(text: str, stands: Vocabulary) -> tuple[Suggestion, ...]:
    document = page(text)
    passages = split_passages(document)
    attributions = find_attributions(document, passages=passages)
    languages, _ = languages_of(stands)
    outcome = suggest(document, passages=passages, attributions=attributions, languages=languages)
    return outcome.values


def _own(text: str, stands: Vocabulary) -> set[tuple[str, str]]:
    return {short(made) for made in _made(text, stands) if made.element.is_own}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voter photos were made in a photo booth.", {("booth", "photo booth")}),
        ("For voter photos they photographed people aged 18 to 70.", {("sitters", "18-70")}),
        (
            "Voter photos: the round of photographing ran from March 2019 to May 2019.",
            {("season", "2019-03/2019-05")},
        ),
        ("For voter photos they photographed people in Urumqi.", {("hall", "650100")}),
        ("The board keeps the pictures, says a page on voter photos.", {("back", "no")}),
        ("For voter photos 1,200 were photographed.", {("rate", "1200-1200 rate")}),
    ],
)
def test_each_form_is_read_beside_its_word(text: str, found: set[tuple[str, str]]) -> None:
    assert found <= _own(text, _vocabulary())


@pytest.mark.slow
def test_pages_in_two_languages_say_the_same_of_own_elements() -> None:
    stands = vocabulary()
    assert _own(PAGES["a.txt"], stands) == {
        ("photo_fee", "paid"),
        ("photo_kiosk", "412-412 things"),
    }
    for name in ("b.txt", "c.txt"):
        assert _own(PAGES[name], stands) == {
            ("photo_fee", "free"),
            ("photo_kiosk", "412-412 things"),
        }


def test_a_figure_that_an_own_word_claims_counts_nothing_else() -> None:
    made = _made(PAGES["c.txt"], vocabulary())
    assert {made.element.value for made in made if short(made)[1].startswith("412")} == {
        "photo_kiosk"
    }


def test_every_quotation_stands_on_the_page() -> None:
    for text in PAGES.values():
        for made in _made(text, vocabulary()):
            place = made.quotation.position
            assert text[place.start : place.end] == made.quotation.exact


def test_who_says_it_and_how_firmly_is_read_as_for_any_other() -> None:
    made = {m.element.value: m for m in _made(PAGES["b.txt"], vocabulary())}["photo_fee"]
    assert made.said_by == "Electoral Commission"
    assert made.stance is Stance.ASSERTED


def test_the_near_word_is_asked_for() -> None:
    stands = vocabulary()
    assert _own("Clerks photographed every voter. Nobody was paid overtime.", stands) == set()


def test_a_page_without_the_programmes_words_or_biometrics_gives_nothing() -> None:
    assert (
        _made("The school paid for photo kiosks at the fair. All were pleased.", vocabulary()) == ()
    )


def test_without_own_words_a_page_is_read_as_ever() -> None:
    text = "Police took DNA from residents aged 12 to 65 in Hotan."
    plain = suggest(page(text), passages=split_passages(page(text)), attributions=()).values
    with_own = suggest(
        page(text),
        passages=split_passages(page(text)),
        attributions=(),
        languages=languages_of(vocabulary())[0],
    ).values
    assert plain == with_own != ()
