from __future__ import annotations

import pytest

from firsthand.claim.defined import read_elements, write_elements
from firsthand.claim.entry import RefusedError
from firsthand.model.claim import Counts
from firsthand.model.vocabulary import ValueForm
from voted import ELEMENTS

HEAD = "key,name,form,asks,codes,apart,unit,counts\n"


def _refusal(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RefusedError) as refused:
        read_elements(data, where="e.csv")
    return str(refused.value).splitlines()


def test_a_table_is_read_as_it_is_written() -> None:
    fee, kiosk = (row.element for row in read_elements(ELEMENTS.encode(), where="e.csv"))
    assert (fee.key, fee.form, fee.codes, fee.apart) == (
        "photo_fee",
        ValueForm.CODES,
        ("paid", "free", "other"),
        (("paid", "free"),),
    )
    assert (kiosk.form, kiosk.unit, kiosk.counts) == (ValueForm.COUNT, "kiosks", Counts.THINGS)
    assert write_elements((fee, kiosk)) == ELEMENTS


def test_a_file_of_a_spreadsheet_is_read_too() -> None:
    text = ELEMENTS.replace("\n", "\r\n")
    assert len(read_elements(b"\xef\xbb\xbf" + text.encode(), where="e.csv")) == 2


def test_yes_and_no_are_codes_that_stand_against_each_other() -> None:
    (row,) = read_elements(f"{HEAD}given_back,Given back,yes_no,asks\n".encode(), where="e.csv")
    assert (row.element.codes, row.element.apart) == (("yes", "no"), (("yes", "no"),))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("who,Who,person,whose face", "e.csv:2:9: form: expected one of codes, yes_no"),
        ("Who,Who,text,asks", "e.csv:2:1: key: expected small letters"),
        ("who,,text,asks", "e.csv:2:5: name: expected a text of up to 80"),
        ("who,Who,text,", "e.csv:2:14: asks: expected a text of up to 400"),
        ("who,Who,codes,asks,one", "e.csv:2:20: codes: expected 2 to 60 different codes"),
        ("who,Who,codes,asks,a1|B2", "e.csv:2:20: codes: expected small letters"),
        ("who,Who,codes,asks,a1|b2,a1/c3", "e.csv:2:26: apart: expected two of a1, b2"),
        ("who,Who,text,asks,a1|b2", "e.csv:2:19: codes: expected nothing but where the form is"),
        ("who,Who,count,asks,,,x,people", "e.csv:2:24: counts: expected one of persons"),
        ("who,Who,text,asks,,,kiosks", "e.csv:2:21: unit: expected nothing but where the form"),
        ("who,Who,text,asks,,,,,more", "e.csv:2:1: key: expected 8 cells, found 9"),
        ('who,"Who, what",form,asks', "e.csv:2:17: form: expected one of"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(row: str, told: str) -> None:
    (line,) = _refusal(f"{HEAD}{row}\n")
    assert line.startswith(told), line


def test_nothing_about_a_person_is_an_element() -> None:
    (line,) = _refusal(f"{HEAD}suspect_name,Name of the suspect,person,who it is\n")
    assert "an element describes a programme, never a person" in line
    assert "found 'person'" in line


def test_everything_wrong_is_told_at_once() -> None:
    lines = _refusal(f"{HEAD}who,Who,text,asks\nWho,,x,\n\nwho,Who,text,asks\n")
    assert [line.split(": ")[0] for line in lines] == ["e.csv:3:6", "e.csv:5:1"]
    assert "found one in line 2" in lines[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "e.csv:1:1: expected a first row"),
        ("key,name\n", "e.csv:1:1: expected a column form"),
        (HEAD.replace("unit", "unti"), "e.csv:1:32: expected columns key, name"),
        (HEAD.encode() + b"\xff", "e.csv:2:1: expected UTF-8, found the byte 0xff"),
        (f'{HEAD}who,"Who', "e.csv:2:1: expected CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(text: str | bytes, told: str) -> None:
    assert _refusal(text)[0].startswith(told)
