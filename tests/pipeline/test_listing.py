from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import AddressNotFoundError, OperatorError
from firsthand.pipeline.listing import LIST_BYTES_MAX, addresses_of, cookies_of
from firsthand.tools.spreadsheets import write_xlsx

A, B = "https://a.example/report?x=1", "http://b.example/"


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n\n# a remark\n{B}\n{A}\n",
        f"title,address,note\nFirst,{A},seen https://no.example/\nSecond,{B},\n",
        f"note;URL\nx;{A}\ny;{B}\n",
        f"first\t{A}\nsecond\t{B}\n",
        f'"{A}","{B}"\r\n',
        f"网址\n{A}\n{B}\n",
        f"{A} {B}\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_addresses_are_found_in_lists_as_people_keep_them(
    text: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "list"
    path.write_bytes(text.encode(encoding))
    assert addresses_of(path) == (A, B)


def test_a_spreadsheet_is_a_list_too(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(write_xlsx(["note", "Link"], [["x", A], ["y", ""], ["z", B]], choices={}))
    assert addresses_of(path) == (A, B)


@pytest.mark.parametrize(
    "data", [b"", b"words, and no address\n", b"file:///etc/passwd\n", b"\xff\xff\xff"]
)
def test_a_list_without_an_address_is_a_mistake(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    with pytest.raises(OperatorError, match="expected"):
        addresses_of(path)


def test_a_list_that_is_not_there_or_too_long_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AddressNotFoundError, match="there is no file"):
        addresses_of(tmp_path / "none.csv")
    with pytest.raises(OperatorError, match="cannot be read"):
        addresses_of(tmp_path)
    assert LIST_BYTES_MAX > 1 << 20
    monkeypatch.setattr("firsthand.pipeline.listing.LIST_BYTES_MAX", 3)
    (tmp_path / "list").write_text(A)
    with pytest.raises(OperatorError, match="expected up to 3 bytes"):
        addresses_of(tmp_path / "list")


def test_cookies_come_from_a_file_that_the_operator_names(tmp_path: Path) -> None:
    assert cookies_of(None).values == ()
    path = tmp_path / "cookies.txt"
    path.write_text("a.example\tTRUE\t/\tTRUE\t0\tname\tvalue\n")
    assert [(c.name, c.value) for c in cookies_of(path).values] == [("name", "value")]
