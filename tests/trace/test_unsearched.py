from __future__ import annotations

import gc

import pytest

from firsthand.trace.unsearched import without_search_for_rubbish


def test_the_search_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), without_search_for_rubbish():
        raise KeyError
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with without_search_for_rubbish():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
