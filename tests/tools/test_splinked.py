from __future__ import annotations

import json
from importlib.util import find_spec

import numpy as np
import pytest

from firsthand.errors import OperatorError
from firsthand.tools import splinked
from firsthand.tools.sandbox import run
from firsthand.tools.splinked import need, prepare, score
from firsthand.weigh.linking.fields import COLUMNS
from firsthand.weigh.linking.lists import parse_lists
from spilling import spill
from weigh.linking.victims import COLUMNS as SAID
from weigh.linking.victims import lists_of

BLOCKS = (
    (("birth_year", None), ("family_name", None)),
    (("given_name", None), ("place", None)),
    (("family_name", 3), ("given_name", 2), ("sex", None)),
)


def columns(seed: int, people: int = 300) -> dict[str, list[str | None]]:
    files, _ = lists_of(people, seed=seed)
    records = parse_lists(files).values
    return {column: [record.value_of(column) for record in records] for column in SAID}


def scored(said: dict[str, list[str | None]]) -> splinked.Scored | None:
    how = {column: COLUMNS[column].value for column in said}
    certain = ("birth_year", "family_name", "given_name")
    return score(said, how, blocks=BLOCKS, certain=certain, certain_finds=0.6, seed=1)


@pytest.mark.slow
def test_equal_records_are_likely_one_person_and_different_ones_are_not() -> None:
    """Chances are between 0 and 1, pairs in order and once; the same twice."""
    said = columns(1)
    found = scored(said)
    assert found is not None
    same = np.array([said["family_name"][a] == said["family_name"][b] and said["given_name"][a] == said["given_name"][b] and said["birth_year"][a] == said["birth_year"][b] for a, b in zip(found.one, found.other, strict=True)])  # fmt: skip
    assert same.sum() > 30
    assert found.chance[same].min() > 0.5
    assert (found.one < found.other).all()
    assert len(set(zip(found.one.tolist(), found.other.tolist(), strict=True))) == len(found.one)
    assert found.compared >= len(found.one)
    again = scored(said)
    assert again is not None
    assert np.array_equal(found.chance, again.chance)


@pytest.mark.slow
def test_records_in_which_nothing_is_alike_give_no_model() -> None:
    """Three people with nothing in common."""
    said: dict[str, list[str | None]] = {
        "given_name": ["ann", "bo", "cy"],
        "family_name": ["ash", "elm", "oak"],
        "birth_year": ["1980", "1970", "1960"],
        "sex": ["f", "m", "m"],
        "place": ["x", "y", "z"],
    }
    assert scored(said) is None


def test_the_database_reads_and_writes_no_file_and_spills_nothing() -> None:
    """Neither on purpose nor because memory ends; the child's doors are shut besides."""
    (done,) = run([b""], spill, workers=1, seconds=120, prepare=prepare)
    assert not done.ended
    told = json.loads(done.frames[0])
    assert told[:4] == ["PermissionException", "PermissionException", "PermissionException", "InvalidInputException"]  # fmt: skip
    assert told[4] == "OutOfMemoryException"


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Splink is not a part of every installation."""
    assert find_spec("splink") is not None
    need()
    monkeypatch.setattr(splinked, "_LIBRARIES", ("no_such_library_as_this",))
    with pytest.raises(OperatorError, match="extra `linkage`"):
        need()
