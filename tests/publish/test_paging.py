from __future__ import annotations

from firsthand.publish.paging import parts


def test_a_long_list_is_cut_into_pages_that_know_their_neighbours() -> None:
    found = list(parts("a/list.html", range(5), size=2))
    assert [part.path for part in found] == ["a/list.html", "a/list-2.html", "a/list-3.html"]
    assert [(part.previous, part.following) for part in found] == [
        (None, "list-2.html"),
        ("list.html", "list-3.html"),
        ("list-2.html", None),
    ]
    assert [item for part in found for item in part.items] == list(range(5))
    assert [part.first for part in found] == [1, 3, 5]


def test_an_empty_list_is_one_empty_page() -> None:
    nothing: tuple[int, ...] = ()
    (part,) = parts("list.html", nothing)
    assert (part.items, part.pages, part.total) == ((), 1, 0)
