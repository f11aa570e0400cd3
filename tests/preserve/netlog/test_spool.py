from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.spool import PIECE_BYTES, WAITING_BYTES, Runs, Spool, Spooled, Tape


def test_bytes_of_two_connections_are_read_apart() -> None:
    """
    one   "ab"      "ef"
    two        "cd"      "gh"
    """
    spool = Spool(io.BytesIO())
    one, two = Tape(spool), Tape(spool)
    for tape, data in ((one, b"ab"), (two, b"cd"), (one, b"ef"), (two, b"gh")):
        tape.write(data)
    runs = Runs()
    one.move(3, runs)
    assert b"".join(Spooled(spool=spool, runs=runs).pieces()) == b"abe"
    assert two.take(4) == b"cdgh"
    assert one.take(1) == b"f"


def test_a_body_is_read_while_more_is_written() -> None:
    spool = Spool(io.BytesIO())
    runs = Runs()
    runs.add(spool.append(b"first"), 5)
    body = Spooled(spool=spool, runs=runs)
    assert list(body.pieces()) == [b"first"]
    spool.append(b"x" * WAITING_BYTES)
    assert list(body.pieces()) == [b"first"]
    assert body.size_bytes == 5


def test_pieces_are_no_longer_than_a_mebibyte() -> None:
    spool, runs = Spool(io.BytesIO()), Runs()
    runs.add(spool.append(bytes(PIECE_BYTES * 2 + 5)), PIECE_BYTES * 2 + 5)
    assert [len(p) for p in Spooled(spool=spool, runs=runs).pieces()] == [
        PIECE_BYTES,
        PIECE_BYTES,
        5,
    ]


def test_runs_that_touch_are_one() -> None:
    runs = Runs()
    for at, count in ((0, 3), (3, 4), (9, 0), (9, 1)):
        runs.add(at, count)
    assert list(runs) == [(0, 7), (9, 1)]
    assert runs.size_bytes == 8


def test_the_end_of_a_head_is_found_across_pieces() -> None:
    tape = Tape(Spool(io.BytesIO()))
    ends = []
    for piece in (b"a: b\r", b"\n", b"\r", b"\nbody"):
        tape.write(piece)
        ends.append(tape.head_end())
    assert ends == [0, 0, 0, 8]


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=40)), max_size=40), st.data())
def test_what_goes_in_comes_out_in_order(
    pieces: list[tuple[bool, bytes]], data: st.DataObject
) -> None:
    spool = Spool(io.BytesIO())
    tapes, kept = (Tape(spool), Tape(spool)), (Runs(), Runs())
    for which, piece in pieces:
        tapes[which].write(piece)
        count = data.draw(st.integers(0, len(tapes[which])))
        tapes[which].move(count, kept[which])
    for which in (False, True):
        whole = b"".join(piece for side, piece in pieces if side == which)
        found = b"".join(Spooled(spool=spool, runs=kept[which]).pieces())
        assert found + tapes[which].window() == whole
