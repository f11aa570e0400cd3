from __future__ import annotations

from publish.told import dossier, site, words_of


def test_what_stays_back_is_said() -> None:
    assert "No words were taken out. No bytes stay behind." in words_of(site()["method.html"])
    words = words_of(site(withheld=["12,000 people"])["method.html"])
    assert "1 capture stay behind" in words
    assert "The record and its signed state stay behind" in words


def test_a_dossier_without_a_record_says_so() -> None:
    assert "carries no signed state" in words_of(site(dossier(log=()))["check.html"])
