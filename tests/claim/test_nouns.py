from __future__ import annotations

import pytest

from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.nouns import noun_of
from firsthand.claim.quantities import find_figures
from quantified import figures_in

NOUNS = {
    ("en", "5,000 people"): "persons",
    ("en", "5,000 blood samples"): "samples",
    ("en", "412 offices"): "other",
    ("zh", "4.3万份血样"): "samples",
    ("zh", "体检达1884.5万人次"): "visits",
    ("ru", "18,8 млн человек"): "persons",
    ("ru", "80 тыс. наборов"): "kits",
    ("ru", "250 семей"): "other",
}


@pytest.mark.parametrize(("language", "text"), NOUNS)
def test_a_figure_counts_what_is_named_nearest(language: str, text: str) -> None:
    low = fold(text)
    (figure,) = find_figures(low, words=lexicon(language))
    noun = noun_of(low, figure, lexicon(language))
    assert noun is not None
    assert noun.kind == NOUNS[language, text]
    assert figure.end <= noun.end <= len(low)


SPENT = [
    ("en", "In May 2017 the 12-65 age group came, see Article 43."),
    ("ru", "В 2017 году статья 43 не действовала."),
    ("zh", "2017年10月,第43条。"),
]


@pytest.mark.parametrize(("language", "text"), SPENT)
def test_dates_and_articles_count_nothing(language: str, text: str) -> None:
    assert [read for read in figures_in(text, lexicon(language)) if read[2]] == []
