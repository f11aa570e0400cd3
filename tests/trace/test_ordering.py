from __future__ import annotations

import math

import pytest

from firsthand.trace.dates import SLIP, Span, order_odds, read_edtf
from firsthand.trace.ordering import compare_spans

DATES = [
    "2016-01-01",
    "2016-01-02",
    "2016-01-02",
    "2016-01",
    "2016",
    "2018-05-01T10:00",
    "2018-05-01T11:00",
]


def test_a_family_is_compared_as_its_pairs_are() -> None:
    spans = [span for text in DATES if (span := read_edtf(text))]
    spans += [Span(), Span(high=spans[0].high), Span(low=spans[0].low)]
    first, trust = compare_spans(spans)
    for row, one in enumerate(spans):
        for column, other in enumerate(spans):
            if row == column:
                continue
            told = trust[row, column]
            chance = told * first[row, column] + (1 - told) / 2
            odds = math.log((chance + SLIP) / (1 - chance + SLIP))
            assert odds == pytest.approx(order_odds(one, other, wrong_one=0, wrong_other=0))


def test_what_one_side_gains_the_other_loses() -> None:
    spans = [span for text in DATES if (span := read_edtf(text))]
    first, trust = compare_spans(spans)
    for row in range(len(spans)):
        for column in range(row):
            assert first[row, column] + first[column, row] == pytest.approx(1.0)
            assert trust[row, column] == trust[column, row]
