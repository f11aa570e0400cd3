"""Whatever reads a stranger's bytes neither crashes nor hangs nor takes much memory, whatever the bytes are.

Each parser of the tables beside this file is tried on damaged samples for a part of a second; `make fuzz MINUTES=n`
tries all of them for that long, with other damage at each FIRST.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from fuzz import preserve_parsers, read_parsers, store_parsers
from fuzz.exceptions import EXCEPTIONS
from fuzz.trial import Parser, reached, tried

SOURCE = Path(__file__).parent.parent.parent / "src" / "firsthand"
PARSERS = {
    parser.name: parser
    for module in (read_parsers, preserve_parsers, store_parsers)
    for parser in module.PARSERS
}
SECONDS = 0.1  # of CPU for each: all of them together take some 20
MINUTES = float(os.environ.get("FIRSTHAND_FUZZ_MINUTES", "0"))
FIRST = int(os.environ.get("FIRSTHAND_FUZZ_FIRST", "0"))
BYTES = {"bytes", "bytearray", "memoryview", "BinaryIO", "Buffer"}
TEXT_READERS = ("json", "tomllib", "csv", "ast", "etree")
READING = {"loads", "load", "reader", "DictReader", "literal_eval", "fromstring"}


@pytest.mark.slow
@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_stop_a_parser(name: str) -> None:
    seconds = MINUTES * 60 / len(PARSERS) if MINUTES else SECONDS
    count, problem = tried(PARSERS[name], seconds=seconds, first=FIRST)
    assert not problem, problem
    assert count > 0


@pytest.mark.parametrize("name", PARSERS)
def test_what_is_damaged_was_sound(name: str) -> None:
    """A sample that is refused at its first byte would try nothing behind it."""
    parser = PARSERS[name]
    parser.parse(parser.samples()[0])


def _takes_bytes(path: Path) -> bool:
    """Whether a module has a function that is given bytes, or reads text of a format."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.arg) and node.annotation is not None:
            names = {n.id for n in ast.walk(node.annotation) if isinstance(n, ast.Name)}
            if names & BYTES:
                return True
        if (
            isinstance(node, ast.Attribute)
            and node.attr in READING
            and isinstance(node.value, ast.Name)
            and node.value.id in TEXT_READERS
        ):
            return True
    return False


@pytest.mark.slow
def test_whatever_takes_bytes_is_tried_or_has_a_reason_not_to_be() -> None:
    """A module is tried when one of its functions runs while the sound samples are read."""
    taking = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if _takes_bytes(path)
    }  # fmt: skip
    tried_ones = reached(tuple(PARSERS.values()), SOURCE)
    assert taking - tried_ones - set(EXCEPTIONS) == set(), "add a parser with samples to a table"
    assert set(EXCEPTIONS) - taking == set(), "what takes no bytes needs no reason"


def _refused(data: bytes) -> object:
    if data == b"sound":
        return None
    if data.startswith(b"so"):
        raise ValueError("expected sound")
    if data[:1] == b"u":
        os.abort()
    raise KeyError(data)


def test_an_error_that_is_not_named_is_found() -> None:
    """A parser that raises what it does not say, one that says so, and one that kills its process."""
    silent = Parser("silent", _refused, lambda: [b"sound"], (ValueError,))
    _, problem = tried(silent, seconds=5)
    assert "KeyError" in problem
    _, problem = tried(Parser("named", _refused, lambda: [b"sound", b"sorry"]), seconds=5)
    assert "damage 1" in problem
    assert "expected sound" in problem
    _, problem = tried(Parser("killed", _refused, lambda: [b"uh"]), seconds=5)
    assert "ended with -6" in problem


def test_too_much_memory_is_found() -> None:
    _, problem = tried(Parser("greedy", lambda data: bytes(len(data) << 30), lambda: [b"a"]), seconds=1)  # fmt: skip
    assert "MemoryError" in problem
