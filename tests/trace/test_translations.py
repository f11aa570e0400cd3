from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from firsthand.model.document import Document
from firsthand.model.problem import Outcome
from firsthand.tools.encoder import MODULE, packaged_encoder
from firsthand.trace.translations import (
    Basis,
    Encoder,
    Translation,
    TranslationSettings,
    find_translations,
)
from spoken import page
from stories import REACHED, Told, next_year, related, told

SURE = TranslationSettings(score_min=0.5)
ENGLISH = """Police took blood from 4,360,000 residents since 14 March 2031.
Everyone aged 12 to 65 must attend one of 1,240 clinics.
By June 87 percent had been seen."""
RUSSIAN = """С 14 марта 2031 года полиция взяла кровь у 4,36 млн жителей.
Все в возрасте от 12 до 65 лет обязаны прийти в одну из 1240 поликлиник.
К июню осмотрели 87 процентов."""
LOOK_ALIKE = """С 2 мая 2033 года полиция взяла кровь у 1,92 млн жителей.
Все в возрасте от 18 до 70 лет обязаны прийти в одну из 575 поликлиник.
К июню осмотрели 61 процент."""


@pytest.fixture(scope="module")
def encode() -> Encoder:
    pytest.importorskip(MODULE)
    encoder = packaged_encoder()
    assert encoder is not None
    return encoder


def find(documents: Sequence[Document], encode: Encoder | None = None) -> Outcome[Translation]:
    return find_translations(documents, suggestions={}, encode=encode, settings=SURE)


def pairs(outcome: Outcome[Translation]) -> set[frozenset[str]]:
    return {frozenset((link.one, link.other)) for link in outcome.values}


def graded(
    every: list[Told], outcome: Outcome[Translation], *, reached: bool
) -> tuple[float, float]:
    """Recall and precision over pairs in languages that the encoder knows, or over the others."""
    found = pairs(outcome)
    right = wrong = same = 0
    for one, other, truth in related(every):
        if ({one.language, other.language} <= REACHED) is reached:
            linked = frozenset((one.document.id, other.document.id)) in found
            right += bool(truth and linked)
            same += bool(truth)
            wrong += truth is False and linked
    return right / same, right / (right + wrong)


@pytest.mark.slow
@pytest.mark.parametrize("half", ["development", "heldout"])
def test_translations_are_found_where_the_encoder_reaches(half: str, encode: Encoder) -> None:
    """
    whole pages, excerpts, retellings, a paragraph in a page of its own, translations written anew,
    among look-alikes and other accounts of the matter: recall .85, precision .95
    """
    every = told(half)
    outcome = find([each.document for each in every], encode)
    recall, precision = graded(every, outcome, reached=True)
    assert recall >= 0.85
    assert precision >= 0.95


@pytest.mark.parametrize("half", ["development", "heldout"])
def test_uyghur_and_kazakh_are_found_by_figures_dates_and_names_alone(half: str) -> None:
    every = told(half)
    outcome = find([each.document for each in every])
    recall, precision = graded(every, outcome, reached=False)
    assert recall >= 0.85
    assert precision >= 0.95


def test_passages_answer_one_another(encode: Encoder) -> None:
    """
    an excerpt between other news: only its three lines are in the passage, on both sides
    """
    every = told("heldout")
    excerpt = next(each for each in every if each.how == "excerpt" and each.story == "gait")
    english = next(
        each
        for each in every
        if each.how == "whole" and each.story == "gait" and each.language == "en"
    )
    background = [each.document for each in every if each.how == "other"]
    outcome = find([excerpt.document, english.document, *background], encode)
    (link,) = outcome.values
    (passage,) = link.passages
    sides = {passage.one.document: passage.one, passage.other.document: passage.other}
    assert sides[excerpt.document.id].exact.split("\n") == list(excerpt.lines.values())
    assert sides[english.document.id].exact.split("\n") == [
        english.lines[number] for number in excerpt.lines
    ]
    shares = {link.one: link.share_one, link.other: link.share_other}
    assert shares[excerpt.document.id] < 0.8


def test_a_link_says_what_it_rests_on() -> None:
    """
    figure 4360000: "4,360,000" here, "4,36 млн" there
    """
    one, other = page(ENGLISH, language="en"), page(RUSSIAN, language="ru")
    (link,) = find([one, other]).values
    assert {ground.basis for ground in link.grounds} >= {
        Basis.FIGURE,
        Basis.PERCENT,
        Basis.AGE,
        Basis.DATE,
    }
    texts = {one.id: one.text, other.id: other.text}
    ground = next(ground for ground in link.grounds if ground.key == "4360000")
    quotes = {
        texts[link.one][ground.one.start : ground.one.end],
        texts[link.other][ground.other.start : ground.other.end],
    }
    assert quotes == {"4,360,000", "4,36 млн"}


def test_a_retelling_may_round() -> None:
    """
    4,360,000 residents become "more than 4 million"; two other large figures that agree in nothing do not
    """
    rounded = RUSSIAN.replace("у 4,36 млн", "более чем у 4 млн")
    (link,) = find([page(ENGLISH, language="en"), page(rounded, language="ru")]).values
    assert "4000000" in {ground.key for ground in link.grounds}
    assert link.weighed.contradicted == 0
    changed = RUSSIAN.replace("у 4,36 млн", "у 4,29 млн")
    (link,) = find([page(ENGLISH, language="en"), page(changed, language="ru")]).values
    assert not {"4000000", "4360000"} & {ground.key for ground in link.grounds}


def test_a_look_alike_is_no_translation() -> None:
    """
    the same notice from another province: other dates, ages and figures
    """
    outcome = find([page(ENGLISH, language="en"), page(LOOK_ALIKE, language="ru")])
    assert outcome.values == ()


def test_a_look_alike_is_no_translation_for_an_encoder_either(encode: Encoder) -> None:
    outcome = find([page(ENGLISH, language="en"), page(LOOK_ALIKE, language="ru")], encode)
    assert outcome.values == ()


@pytest.mark.parametrize("half", ["development", "heldout"])
def test_the_same_notice_of_another_year_is_no_translation(half: str) -> None:
    """
    the same province, firm and sentences; every figure and year changed
    """
    every = [each for each in told(half) if each.how == "whole"]
    later = next_year(every)
    found = pairs(find([each.document for each in every + later]))
    names = {each.document.id: each.story for each in later}
    assert later
    assert not [pair for pair in found if len(names.keys() & pair) == 1]


def test_a_translation_without_any_figure_is_found_by_meaning(encode: Encoder) -> None:
    every = [each for each in told("heldout") if each.how == "whole"]
    sermon = [each.document for each in every if each.story == "sermon"]
    found = pairs(find([each.document for each in every], encode))
    assert all(
        frozenset((one.id, other.id)) in found
        for at, one in enumerate(sermon)
        for other in sermon[at + 1 :]
    )


@pytest.mark.slow
def test_the_order_of_documents_changes_nothing(encode: Encoder) -> None:
    documents = [each.document for each in told("development")]
    shuffled = documents.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, no secret
    assert find(documents, encode) == find(shuffled, encode)


def test_what_the_encoder_does_not_know_is_said() -> None:
    """
    "no encoder of sentences is at hand", for each language
    """
    outcome = find([page(ENGLISH, language="en"), page(RUSSIAN, language="ru")])
    assert [problem.where for problem in outcome.problems] == ["language en", "language ru"]
    assert all(link.anchors_only for link in outcome.values)


def test_pages_of_one_language_are_left_to_shared_words() -> None:
    outcome = find([page(ENGLISH, language="en"), page(ENGLISH + " ", language="en")])
    assert outcome == Outcome(values=())


def test_a_thousand_copies_in_two_languages_make_no_million_links() -> None:
    """
    300 copies of one page in English, 300 of its translation
    """
    documents = [
        page(text, address=f"{language}{n}", language=language)
        for text, language in ((ENGLISH, "en"), (RUSSIAN, "ru"))
        for n in range(300)
    ]
    outcome = find(documents)
    assert len(outcome.values) <= 600 * 16


@pytest.mark.slow
@pytest.mark.parametrize("filling", ["word ", "7 ", "血", "a.", "12 лет ", "Wort"])
def test_a_page_of_ten_million_letters_is_read_by_its_beginning(filling: str) -> None:
    huge = page((ENGLISH + "\n" + filling * (10_000_000 // len(filling))), language="en")
    assert len(find([huge, page(RUSSIAN, language="ru")]).values) == 1


HOSTILE = {
    "nothing": "",
    "space": " \n ",
    "half a letter": "\ud800 4,360,000 residents since 14 March 2031",
    "nothing but digits": "1" * 20_000,
    "one figure again and again": "4,360,000 aged 12 to 65. " * 3_000,
    "nothing but marks": ".,;:!?" * 2_000,
    "every script at once": "血 кровь دم blood ཁྲག 12",
    "zeros": "0 00 0,0 ٠٫٠ 0万 零零",
}


@pytest.mark.parametrize("reason", HOSTILE)
def test_hostile_pages_stop_nothing(reason: str) -> None:
    documents = [
        page(HOSTILE[reason], address="a", language="en"),
        page(HOSTILE[reason], address="b", language="zh"),
        page(ENGLISH, language="en"),
        page(RUSSIAN, language="ru"),
    ]
    found = pairs(find(documents))
    assert frozenset((documents[2].id, documents[3].id)) in found


@pytest.mark.slow
def test_hostile_pages_stop_no_encoder(encode: Encoder) -> None:
    documents = [
        page(text, address=f"{n}{language}", language=language)
        for n, text in enumerate(HOSTILE.values())
        for language in ("en", "zh", "xx")
    ]
    find(documents, encode)


KAZAKH = """Тексеруге он екі жастан асқан тұрғындардың бәрі келуі тиіс деп жазылған хабарламада.
Ешкім бізден келісесіз бе деп сұраған жоқ, деді Белкара қаласындағы дүкен иесі.
Басқарма үлгілердің қанша уақыт сақталатыны туралы сұрақтарға жауап бермеді."""
KAZAKH_LATIN = """Tekseruge on ekı jastan asqan tūrğyndardyñ bärı keluı tiıs dep jazylğan habarlamada.
Eşkım bızden kelısesız be dep sūrağan joq, dedı Belkara qalasyndağy düken iesı.
Basqarma ülgılerdıñ qanşa uaqyt saqtalatyny turaly sūraqtarğa jauap bermedı."""


def test_a_page_in_another_script_of_its_language_is_found_by_its_letters() -> None:
    """
    Kazakh in Cyrillic and in Latin letters, without a figure
    """
    one, other = page(KAZAKH, language="kk"), page(KAZAKH_LATIN, language="kk")
    (link,) = find([one, other]).values
    assert set(link.tongues) == {"kk", "kk-Latn"}
    assert {ground.basis for ground in link.grounds} == {Basis.LETTERS}
    assert not link.anchors_only
    assert min(link.share_one, link.share_other) == 1.0


TIBETAN = """༢༠༣༡ལོའི་ཟླ་༣པའི་ཚེས་༡༤ནས་བཟུང་ཉེན་རྟོག་པས་མི་ཁྲི་༤༣༦ཡི་ཁྲག་བླངས་པ་རེད།
ལོ་༡༢ནས་༦༥བར་ཚང་མ་སྨན་ཁང་༡༢༤༠ཡི་ནང་གཅིག་ཏུ་འགྲོ་དགོས།
ཟླ་༦པའི་ནང་བརྒྱ་ཆ་༨༧བརྟག་དཔྱད་བྱས་ཟིན།"""


def test_a_tibetan_page_is_found_by_anchors_alone() -> None:
    """
    14 March 2031, 4,360,000, ages 12 to 65, 1,240 and 87 percent, in Tibetan figures
    """
    (link,) = find([page(ENGLISH, language="en"), page(TIBETAN, language="bo")]).values
    assert {ground.key for ground in link.grounds} >= {"2031-03-14", "4360000", "1240", "87"}
    assert link.anchors_only
