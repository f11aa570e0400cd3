from __future__ import annotations

from firsthand.cli.anchored import told, told_of_object
from firsthand.pipeline.anchoring import BLOCK, COSIGNATURE, Anchor
from firsthand.pipeline.verifying import VerifyReport


def report(*anchors: Anchor) -> VerifyReport:
    return VerifyReport(objects=0, size_bytes=0, entries=20, key="", since=None, anchors=anchors, problems=())  # fmt: skip


def stamp(size: int, utc: str, *, trusted: bool) -> Anchor:
    return Anchor(size=size, utc=utc, authority="CN=Time", trusted=trusted)


def test_a_record_that_nobody_vouches_for_is_said_so() -> None:
    assert list(told(report())) == [
        "no authority outside has stamped it: its times are those of the computer that wrote it"
    ]


def test_the_furthest_known_anchor_comes_first_and_each_other_s_furthest_follows() -> None:
    other = Anchor(size=15, utc="2030-02-01T00:00:00Z", authority="archive", trusted=False, kind=COSIGNATURE, key="ab" * 32)  # fmt: skip
    lines = list(told(report(stamp(3, "2030-01-01T00:00:00Z", trusted=True), other)))
    assert lines == [
        "anchored up to entry 2 by 2030-01-01T00:00:00Z (CN=Time), 2 stamps and cosignatures; a tail of 17 entries",
        "    up to entry 14 by 2030-02-01T00:00:00Z (cosigned by archive, key abababababababab, whose key you did not name (--cosigner))",
    ]


def test_an_authority_that_is_not_known_is_said_to_be() -> None:
    (line,) = told(report(stamp(3, "2030-01-01T00:00:00Z", trusted=False)))
    assert "CN=Time, an authority that is not known" in line


def block(utc: str = "", *, trusted: bool = False) -> Anchor:
    return Anchor(size=9, utc=utc, authority="Bitcoin's block 7", trusted=trusted, kind=BLOCK, key="00ab")  # fmt: skip


def test_a_block_whose_header_nobody_compared_gives_no_time() -> None:
    assert list(told(report(block()))) == [
        "anchored by nobody whose time is known",
        "    up to entry 8 by the time of a block (Bitcoin's block 7; its header was not compared: look up that its Merkle root is 00ab)",
    ]


def test_a_block_is_compared_with_a_header_of_yours_or_of_its_holder() -> None:
    (line,) = told(report(block("2030-01-01T00:00:00Z", trusted=True)))
    assert "hash 00ab; compared with the header that you gave" in line
    (line,) = told(report(block("2030-01-01T00:00:00Z")))
    assert "nobody but its holder gave" in line


def test_of_an_object_the_earliest_known_word_comes_first() -> None:
    lines = told_of_object(
        report(
            block(),
            stamp(5, "2030-01-02T00:00:00Z", trusted=False),
            stamp(3, "2030-01-03T00:00:00Z", trusted=True),
        )
    )
    assert [line.split(" (")[0] for line in lines] == [
        "    in the log by 2030-01-03T00:00:00Z",
        "    in the log by 2030-01-02T00:00:00Z",
        "    in the log by the time of a block",
    ]
