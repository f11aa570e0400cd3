from __future__ import annotations

import os
from pathlib import Path

import pytest

from custody import write_pile
from firsthand.errors import AddressNotFoundError, OperatorError
from firsthand.pipeline.offering import Offer
from firsthand.store.inspection import inspect_record_folder


def offer(place: Path, *addresses: Path | str) -> Offer:
    return Offer(
        [str(address) for address in addresses], own=place / "case", secrets=[place / "home/key"]
    )


def test_files_are_named_from_the_folder_that_was_given(tmp_path: Path) -> None:
    """no name says where on whose machine the folder lay"""
    pile = write_pile(tmp_path / "pile", {"b.txt": b"", "a/c.txt": b"", "a.txt": b""})
    assert [item.file for item in offer(tmp_path, pile).items] == [
        "pile/a.txt", "pile/b.txt", "pile/a/c.txt",
    ]  # fmt: skip
    assert [item.file for item in offer(tmp_path, pile / "a.txt").items] == ["a.txt"]


def test_the_order_of_files_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(50)]
    one = write_pile(tmp_path / "1/pile", dict.fromkeys(names, b""))
    two = write_pile(tmp_path / "2/pile", dict.fromkeys(names[::-1], b""))
    first, second = ([item.file for item in offer(tmp_path, folder).items] for folder in (one, two))
    assert first == second


def test_a_single_file_is_described_by_the_manifest_beside_it(tmp_path: Path) -> None:
    pile = write_pile(
        tmp_path / "pile", {"a.txt": b"", "manifest.csv": b"file,address\na.txt,https://a.example"}
    )
    (item,) = offer(tmp_path, pile / "a.txt").items
    assert item.address == "https://a.example"


def test_a_manifest_that_is_given_by_name_is_a_manifest_and_no_page(tmp_path: Path) -> None:
    """a shell makes PILE/* into every file of the pile, the manifest with them"""
    manifest = b"file,address\na.txt,https://a\n"
    pile = write_pile(tmp_path, {"a.txt": b"A", "manifest.csv": manifest})
    offered = offer(tmp_path, *sorted(pile.iterdir()))
    assert [(each.file, each.address) for each in offered.items] == [("a.txt", "https://a")]
    assert offered.problems == []
    (pile / "manifest.csv").write_text("no,columns\n")
    told = offer(tmp_path, *sorted(pile.iterdir())).problems
    assert told
    assert all(problem.where.startswith("manifest.csv") for problem in told)


def test_a_row_for_another_file_is_not_told_when_one_file_is_given(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b"", "manifest.csv": b"file\nb.txt"})
    assert offer(tmp_path, pile / "a.txt").problems == []
    assert len(offer(tmp_path, pile).problems) == 1


@pytest.mark.parametrize("trap", [Path.mkdir, os.mkfifo, lambda p: p.symlink_to("/etc/passwd")])
def test_what_is_no_manifest_file_is_told_and_the_files_go_through(
    tmp_path: Path, trap: object
) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b""})
    assert callable(trap)
    trap(pile / "manifest.csv")
    found = offer(tmp_path, pile)
    assert [item.file for item in found.items] == ["pile/a.txt"]
    assert len(found.problems) == 1


def test_nothing_is_taken_when_one_of_several_addresses_is_wrong(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b""})
    with pytest.raises(AddressNotFoundError, match="nothing was preserved"):
        offer(tmp_path, pile, tmp_path / "nowhere")


@pytest.mark.parametrize("address", ["https://a.example/", "HTTP://a", "ftp://a/b", "s3://b/k"])
def test_an_address_on_the_network_says_what_to_do_instead(tmp_path: Path, address: str) -> None:
    with pytest.raises(
        OperatorError, match=r"only http:// and https:// are captured: save .* manifest\.csv"
    ):
        offer(tmp_path, address)


@pytest.mark.slow
def test_folders_nested_deeper_than_a_program_can_call_itself_are_looked_through(
    tmp_path: Path,
) -> None:
    """a/a/a/…: 1,400 folders, and a file in the last"""
    top = tmp_path / "pile"
    top.mkdir()
    deepest = os.fspath(top)
    for _ in range(1400):
        deepest += "/a"
        Path(deepest).mkdir()
    Path(f"{deepest}/f.txt").touch()
    try:
        found = offer(tmp_path, top)
        assert [item.file.count("/a/") for item in found.items] == [700]
        problems = inspect_record_folder(top)
        assert len(problems) == 1401
    finally:
        Path(f"{deepest}/f.txt").unlink()
        os.removedirs(deepest)
