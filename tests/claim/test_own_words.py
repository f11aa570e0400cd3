from __future__ import annotations

import pytest

from firsthand.claim.entry import RefusedError
from firsthand.claim.languages import packaged
from firsthand.claim.own_words import languages_of, load_own
from firsthand.model.vocabulary import ChangeKind
from voted import EN, say, step, vocabulary

STANDS = vocabulary(words=False)


def _refusal(text: str) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        load_own(text.encode(), where="en.toml", vocabulary=STANDS)
    return str(refused.value).splitlines()


def test_own_words_stand_before_the_packaged_ones() -> None:
    made = load_own(EN.encode(), where="en.toml", vocabulary=STANDS)
    shared = packaged()["en"]
    assert [term.defined.key for term in made.own] == ["photo_fee"] * 3 + ["photo_kiosk"]
    assert len(made.terms) == len(shared.terms)
    assert len(made.context) == len(shared.context) + 2
    assert made.own_context.stand("they photographed every voter")
    assert not made.own_context.stand("they took dna")
    assert made.key != shared.key
    assert shared.own == ()


@pytest.mark.slow
def test_words_may_be_added_to_the_24_elements_too() -> None:
    text = (
        'language = "en"\n[[term]]\nelement = "modality"\ncode = "dna"\nwords = ["heredity slip"]\n'
    )
    made = load_own(text.encode(), where="en.toml", vocabulary=STANDS)
    assert made.terms[0].words.stand("a heredity slip")
    roles = 'language = "en"\n[[role]]\ncode = "other"\nwords = ["registry clerks"]\n'
    assert (
        load_own(roles.encode(), where="x", vocabulary=STANDS).roles[0][1].stand("registry clerks")
    )


@pytest.mark.slow
def test_a_code_that_the_case_added_may_be_said() -> None:
    stands = vocabulary(step(ChangeKind.CODE, "modality", "signature"), words=False)
    text = (
        'language = "en"\n[[term]]\nelement = "modality"\ncode = "signature"\nwords = ["signed"]\n'
    )
    assert load_own(text.encode(), where="x", vocabulary=stands).terms[0].code == "signature"
    assert _refusal(text) == [
        line for line in _refusal(text) if "expected one of blood_sample" in line
    ]


def test_a_name_of_old_is_understood() -> None:
    stands = vocabulary(
        step(ChangeKind.RENAME, "photo_fee", "photo_price"),
        step(ChangeKind.RENAME_CODE, "photo_price.paid", "bought"),
    )
    (languages, wrong) = languages_of(stands)
    assert wrong == ()
    assert {(term.defined.now, term.code) for term in languages["en"].own[:1]} == {
        ("photo_price", "paid")
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('language = "en"\n[[term]]\nelement = "photo_fees"\nwords = ["x"]\n',
         "en.toml:3:1: term 1 (photo_fees): element: expected one of"),
        ('language = "en"\n[[term]]\nelement = "photo_fee"\ncode = "gift"\nwords = ["x"]\n',
         "en.toml:4:1: term 1 (photo_fee gift): code: expected one of free, other, paid"),
        ('language = "en"\n[[term]]\nelement = "photo_kiosk"\nwords = ["x("]\n',
         "en.toml:4:10: term 1 (photo_kiosk): words: expected a pattern"),
        ('language = "en"\n[[term]]\nelement = "photo_kiosk"\ncode = "x"\nwords = ["x"]\n',
         "en.toml:4:1: term 1 (photo_kiosk x): code: expected only element, near, not, words"),
        ('language = "en"\ngrammar = "chinese"\n', "en.toml:2:1: grammar: expected 'spaced'"),
        ('language = "en"\n[told_by]\nscript = "latin"\n', "en.toml:2:1: told_by: expected nothing"),
        ('language = "en"\nwrods = ["x"]\n', "en.toml:2:1: wrods: expected only"),
        ('language = "en"\ncontext = ["x", 5]\n',
         "en.toml:2:1: context: expected a list of patterns, found ['x', 5]"),
        ('language = "xx"\n', "en.toml:1:1: "),
        ('language = "en\n', "en.toml:1:15: expected TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_column(text: str, told: str) -> None:
    assert _refusal(text)[0].startswith(told), _refusal(text)


def test_everything_wrong_in_own_words_is_told_at_once() -> None:
    """
    [cues]
    hedge = "perhaps"      a text where a list belongs
    hegde = ["perhaps"]    no list of this name
    """
    text = 'language = "en"\ngrammar = "chinese"\n[cues]\nhedge = "perhaps"\nhegde = ["perhaps"]\n'
    told = [
        "en.toml:2:1: grammar: expected 'spaced', as in the packaged file, or no grammar, found 'chinese'",
        "en.toml:4:1: cues.hedge: expected a list of patterns, which may be empty, found 'perhaps'",
        "en.toml:5:1: cues.hegde: expected only",
    ]
    assert [line[: len(begins)] for line, begins in zip(_refusal(text), told, strict=True)] == told


def test_words_that_this_version_cannot_read_are_named_and_the_packaged_ones_read_on() -> None:
    stands = vocabulary(say("en", 'language = "en"\n[[term]]\nelement = "gone"\nwords = ["x"]\n'))
    languages, wrong = languages_of(stands)
    assert len(wrong) == 1
    assert "expected one of" in wrong[0]
    assert languages["en"] is packaged()["en"]
    assert languages["zh"].own


def test_a_case_without_words_reads_by_the_packaged_ones() -> None:
    assert languages_of(STANDS) == (packaged(), ())
