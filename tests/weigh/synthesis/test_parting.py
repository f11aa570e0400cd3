from __future__ import annotations

from firsthand.weigh.synthesis.cells import at_most
from firsthand.weigh.synthesis.parting import parted
from weigh.synthesis.systems_drawn import cell, said, system


def test_what_shares_no_unknown_is_apart() -> None:
    """a and b by a claim, b and c by a relation; d by itself."""
    a, b, c, d = (cell(name) for name in "abcd")
    made = system(
        said("ab", (1, a), (1, b), high=3),
        said("d", (1, d), high=3),
        relations=(at_most(b, c, id_="bc", said="b is in c"),),
    )
    first, second = parted(made)
    assert (first.cells, [x.id for x in first.claims], len(first.relations)) == (
        (a, b, c),
        ["ab"],
        1,
    )
    assert (second.cells, [x.id for x in second.claims]) == ((d,), ["d"])
    assert parted(system()) == ()
