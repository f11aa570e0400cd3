from __future__ import annotations

import dataclasses
import itertools
import posixpath
import re

import pytest

from firsthand.model.document import Document
from firsthand.model.finding import Findings
from firsthand.model.lineage import Lineage
from publish.told import (
    COPY,
    DAILY,
    GUIDELINE,
    OFFICE,
    REPORT,
    UYGHUR,
    WATCH,
    Tags,
    dossier,
    site,
    words_of,
)

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an attribute that ends": '"><img src=x onerror=alert(1)>',
    "a quote of another kind": "'><svg onload=alert(1)>",
    "a template": "{{ 7 * 7 }}{% for x in y %}",
    "a comment": "<!-- --><!DOCTYPE html>",
    "words turned round": "\u202egnp.exe\u202c and \u2066\u2069\u2069 more",
    "characters nobody sees": "a\x00b\x1bc\u2028d\ud800e",
    "a title of 1 MB": "<b>" * 350_000,
}
ADDRESSES = {
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "a file": "file:///etc/passwd",
    "the web, turned round": "https://a.example/\u202etxt.exe",
    "a space before": " https://a.example/",
    "a line inside": "java\nscript:alert(1)",
    "no host": "https:///x",
    "a broken host": "http://[::1",
}


def hostile(words: str, address: str) -> Document:
    return dataclasses.replace(
        WATCH,
        title=words,
        publisher=words,
        language=words[:40],
        address=address,
        locator=words[:99],
    )


@pytest.mark.parametrize("why", HOSTILE)
def test_evidence_never_becomes_markup(why: str) -> None:
    words = HOSTILE[why]
    told = dossier(case=words, documents=(hostile(words, words[:2000]), DAILY, UYGHUR))
    allowed = set[str]().union(*({t for t, _ in Tags(p).found} for p in site().values()))
    for path, text in site(told).items():
        if not path.endswith(".html"):
            continue
        tags = Tags(text)
        assert {tag for tag, _ in tags.found} <= allowed, path
        assert [name for _, told in tags.found for name in told if name.startswith("on")] == []
        scripts = [attributes for tag, attributes in tags.found if tag == "script"]
        assert len(scripts) == 1
        assert scripts[0]["src"].endswith("dossier.js")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", text), path
        assert len(text) < 400_000, path


@pytest.mark.parametrize("why", ADDRESSES)
def test_an_address_is_a_link_only_where_it_is_one_of_the_web(why: str) -> None:
    told = dossier(documents=(hostile("x", ADDRESSES[why]), DAILY, UYGHUR))
    outside = {
        target
        for path, text in site(told).items()
        if path.endswith(".html")
        for tag, target in Tags(text).attributes("href")
        if tag == "a" and re.match(r"\s*[a-z]+:", target, re.IGNORECASE)
    }
    known = {"https://watch.example/report", "https://census.example/"}
    assert outside <= known | {DAILY.address, OFFICE.address}


def test_every_link_leads_to_a_page_and_every_anchor_is_there() -> None:
    pages = site()
    ids = {path: {i for _, i in Tags(text).attributes("id")} for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        if not path.endswith(".html"):
            continue
        for name in ("href", "src"):
            for _, target in Tags(text).attributes(name):
                if "://" in target or target.startswith(("data:", "#main")):
                    continue
                file, _, anchor = target.partition("#")
                found = posixpath.normpath(posixpath.join(posixpath.dirname(path), file or path))
                found = path if not file else found
                bytes_ = re.fullmatch(r"bytes/[0-9a-f]{64}\.bin", found)
                if not bytes_ and (found not in pages or (anchor and anchor not in ids[found])):
                    broken.append((path, target))
    assert broken == []


def test_a_page_has_one_title_landmarks_and_headings_in_order() -> None:
    for path, text in site().items():
        if not path.endswith(".html"):
            continue
        tags = [tag for tag, _ in Tags(text).found]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
        assert {"header", "main", "footer", "nav", "title"} <= set(tags), path
        known = [told for _, told in Tags(text).attributes("id")]
        assert len(known) == len(set(known)), path


def test_nothing_in_a_page_runs_or_is_styled_outside_the_two_files() -> None:
    for path, text in site().items():
        if path.endswith(".html"):
            tags = Tags(text)
            assert not list(tags.attributes("style"))
            assert "style" not in {tag for tag, _ in tags.found}
            policy = next(t["content"] for _, t in tags.found if t.get("http-equiv"))
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy


def test_a_picture_has_a_title_a_description_and_its_facts_in_words() -> None:
    pages = site()
    for path in ("lineage.html", "scale.html", "timeline.html", "programme.html"):
        tags = [tag for tag, _ in Tags(pages[path]).found]
        assert tags.count("svg") == tags.count("desc") >= 1, path
        assert "table" in tags, path


def test_a_number_leads_to_its_quote_and_its_bytes() -> None:
    """
    findings → "12,000 persons" → the quote → the page → bytes under their SHA-256
    """
    pages = site()
    assert 'href="statements/s-persons.html"' in pages["index.html"]
    statement = pages["statements/s-persons.html"]
    assert "<mark>12,000 people</mark>" in statement
    assert f'href="../documents/{WATCH.id}.html#c21"' in statement
    assert f'href="../captures/{WATCH.capture}.html"' in statement
    assert f"sha256sum bytes/{WATCH.capture}.bin" in pages[f"captures/{WATCH.capture}.html"]


def test_an_origin_that_is_called_like_a_path_leads_nowhere_else() -> None:
    """
    o-guideline is called "o-/../../../etc/x" by whoever entered it
    """
    called = "o-/../../../etc/x"
    told = dossier(
        lineage=Lineage(
            derivations=(dataclasses.replace(REPORT, earlier=called), COPY),
            origins=(dataclasses.replace(GUIDELINE, id=called),),
        )
    )
    assert not [path for path in site(told) if ".." in path]
    assert len([path for path in site(told) if path.startswith("origins/")]) == 1


def test_order_of_input_changes_no_page() -> None:
    told = dossier()
    shuffled = {
        name: getattr(told, name)[::-1] for name in ("captures", "documents", "claims", "drifts")
    }
    assert site(dossier(**shuffled)) == site(told)


def test_an_empty_case_has_its_pages_too() -> None:
    nothing = dossier(
        captures=(), documents=(), claims=(), findings=Findings(), lineage=Lineage(), drifts=(),
        populations=(), log=(),
    )  # fmt: skip
    pages = site(nothing)
    assert "0 documents" in words_of(pages["index.html"])
    assert "rights.html" not in pages
