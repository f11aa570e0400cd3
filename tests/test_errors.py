from __future__ import annotations

import inspect

import pytest

from firsthand import errors

FAULTS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.FirsthandError)
]


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_without_a_message_says_what_its_class_says(
    kind: type[errors.FirsthandError],
) -> None:
    assert str(kind()) == kind.__doc__
    assert str(kind("the disk is full")) == "the disk is full"


@pytest.mark.parametrize("kind", FAULTS)
def test_a_message_begins_low_and_is_one_sentence(kind: type[errors.FirsthandError]) -> None:
    told = str(kind())
    assert told[0].islower()
    assert "\n" not in told
