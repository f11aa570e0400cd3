from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.document import BlockRole
from firsthand.trace.series import find_series, shortened, significant
from spoken import page


def digits(text: str, language: str = "en") -> list[list[str]]:
    return [
        [entry.digits for entry in series.entries]
        for series in find_series(page(text, language=language))
    ]


READ = {
    "English": ("Elm 12,346 and 28,017\nAsh 4,193 and 31,872", "en"),
    "Russian": ("Вяз 12\u00a0346 28\u00a0017\nЯсень 4\u00a0193 31\u00a0872", "ru"),
    "Chinese": ("榆县 1.2346万 28017\n白蜡 4193 3.1872万", "zh"),
    "German": ("Ulme 12.346 und 28.017\nEsche 4.193 und 31.872", "de"),
    "in thousands": ("Elm 12.346 28.017\nAsh 4.193 31.872", "en"),
}


@pytest.mark.parametrize("why", READ)
def test_a_figure_is_the_same_in_every_writing(why: str) -> None:
    text, language = READ[why]
    assert digits(text, language) == [["12346", "28017", "4193", "31872"]]


EVERYWHERE = {
    "years": "1998 2004 2011 2017 2019 2023",
    "dates": "12.03.2017 14.03.2017 19.04.2018 21.05.2018",
    "times": "12:45 13:20 17:35 18:55 19:10",
    "small numbers": "12 17 23 45 61 88",
    "prices": "$9.99 $14.95 $29.99 $149.00 $24.50",
    "telephones": "+1 202 555 0143, +1 202 555 0187, +1 202 555 0129, +1 202 555 0133",
    "sizes": "128 256 512 1024 1080 1920",
}


@pytest.mark.parametrize("why", EVERYWHERE)
def test_figures_that_are_everywhere_are_no_series(why: str) -> None:
    assert digits(EVERYWHERE[why]) == []


def test_figures_far_apart_are_no_series() -> None:
    between = " and so on and on, as the office said in its yearly notice to the whole country, "
    text = between.join(("12,346", "28,017", "4,193", "31,872"))
    assert digits(text) == []


def test_the_cells_of_a_table_are_one_series_however_it_is_set_apart() -> None:
    document = page("Elm\n12,346\n28,017\nAsh\n4,193\n31,872\nBirch\n9,127\n6,481")
    paths = [f"/html/body/table[1]/tr[{n // 3 + 1}]/td[{n % 3 + 1}]" for n in range(9)]
    blocks = tuple(
        dataclasses.replace(block, path=path, role=BlockRole.BOILERPLATE)
        for block, path in zip(document.blocks, paths, strict=True)
    )
    (series,) = find_series(dataclasses.replace(document, blocks=blocks))
    assert [entry.digits for entry in series.entries] == ["12346", "28017", "4193", "31872", "9127", "6481"]  # fmt: skip
    first = series.entries[0]
    assert document.text[first.start : first.end] == "12,346"
    framed = tuple(
        dataclasses.replace(block, path=block.path.replace("body", "body/footer[1]"))
        for block in blocks
    )
    assert find_series(dataclasses.replace(document, blocks=framed)) == []


def test_a_retelling_rounds_up_or_cuts_off() -> None:
    assert shortened("12367") == {"124": 0, "123": 0, "1237": 0, "1236": 0}
    assert shortened("123") == {}


@given(st.floats(1e-4, 1e12), st.integers(-3, 6))
def test_digits_do_not_depend_on_the_unit(number: float, power: int) -> None:
    number = float(f"{number:.6g}")
    digits_here, size = significant(number)
    digits_there, moved = significant(float(f"{number * 10.0**power:.6g}"))
    assert digits_here == digits_there
    assert moved - size == power


@given(st.text(alphabet="0123456789 .,万千%-+:/\nab", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for series in find_series(page(text)):
        for entry in series.entries:
            assert text[entry.start : entry.end]
