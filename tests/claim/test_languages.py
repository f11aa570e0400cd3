"""The languages that can be read."""

from __future__ import annotations

from importlib.resources import files

import pytest

from firsthand.claim.languages import Languages, packaged
from firsthand.claim.lexicon import LANGUAGES, lexicon
from firsthand.errors import SettingError

ENGLISH = files("firsthand.claim").joinpath("data/en.toml").read_bytes()


def test_every_packaged_language_is_there() -> None:
    assert set(packaged()) == set(LANGUAGES)
    assert len(packaged()) == len(LANGUAGES)
    assert packaged()["en"] is lexicon("en")


def test_a_language_is_loaded_when_it_is_asked_for() -> None:
    made = Languages()
    assert made._loaded == {}
    assert made["zh"].language == "zh"
    assert set(made._loaded) == {"zh"}


def test_a_file_may_stand_beside_the_packaged_ones() -> None:
    data = ENGLISH.replace(b'language = "en"', b'language = "xx"').replace(b'"the", ', b'"ze", ')
    made = Languages({"xx": (data, "xx.toml")})
    assert "ze" in made.told["xx"].words
    assert made["xx"].language == "xx"
    assert "xx" not in packaged()


def test_a_language_that_nobody_reads_is_none() -> None:
    with pytest.raises(KeyError):
        packaged()["tlh"]


def test_a_language_that_cannot_be_told_is_refused() -> None:
    data = ENGLISH.replace(b"[told_by]", b"[told]")
    with pytest.raises(SettingError, match=r"xx\.toml:1:1: told_by: expected a table"):
        Languages({"xx": (data, "xx.toml")})
