from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from custody import write_pile
from firsthand.errors import AddressNotFoundError
from firsthand.pipeline.shelves import Place, fetched, open_shelf


def test_a_folder_s_archives_are_listed_in_order(tmp_path: Path) -> None:
    """
    archives by their names, also deeper; nothing else, and no links
    """
    files = {"b.warc.gz": b"b", "a/c.WARC": b"c", "a/d.arc.gz": b"", "notes.txt": b"x"}
    write_pile(tmp_path / "warcs", files)
    (tmp_path / "warcs" / "link.warc").symlink_to(tmp_path / "warcs" / "b.warc.gz")
    shelf = open_shelf(Place(address=str(tmp_path / "warcs")))
    found = list(shelf.archives())
    assert [each.address for each in found] == [
        "warcs/a/c.WARC",
        "warcs/a/d.arc.gz",
        "warcs/b.warc.gz",
    ]
    assert found[2].mark == hashlib.sha256(b"b").hexdigest()
    assert shelf.piece(found[2], 0, 1) == b"b"
    with fetched(shelf, found[0]) as path:
        assert isinstance(path, Path)
        assert path.read_bytes() == b"c"


def test_one_archive_is_a_shelf_of_one(tmp_path: Path) -> None:
    write_pile(tmp_path, {"b.warc.gz": b"b", "c.warc": b"c"})
    shelf = open_shelf(Place(address=str(tmp_path / "c.warc")))
    assert [each.name for each in shelf.archives()] == ["c.warc"]


def test_nothing_at_an_address_is_the_operator_s_mistake(tmp_path: Path) -> None:
    with pytest.raises(AddressNotFoundError, match="to sweep"):
        open_shelf(Place(address=str(tmp_path / "nowhere")))
