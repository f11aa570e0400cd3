"""derived/ can go at any time: every verb prints the same bytes from what is left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from custody import firsthand, write_pile

ARCHIVES = Path(__file__).parents[3] / "shared/data/archives"
PAGES = {
    "en.txt": b"Police collected blood samples and fingerprints from all residents aged 12 to 65.",
    "copy.txt": b"Police collected blood samples and fingerprints from all residents aged 12 to 65.",
    "zh.txt": "据新华社报道,2017年新疆有1880万人参加了免费健康体检,警方采集了血样。".encode(),
    "page.html": b"<!doctype html><html lang=en><head><title>Check-ups</title><meta name=author "
    b"content='A Reporter'></head><body><article><h1>Check-ups</h1><p>According to the Ministry, "
    b"18.8 million people had free medical check-ups in 2017. <a href='https://a.example/en'>The "
    b"paper</a> said blood was taken from residents aged 12 to 65.</p></article></body></html>",
    "empty.txt": b"",
    "noise.bin": bytes(range(256)) * 4,
    "manifest.csv": b"file,address,publisher,published\nen.txt,https://a.example/en,The Paper,"
    b"2017-10-01\ncopy.txt,https://b.example/,Wire,2017-10-02\n",
}
VERBS = (("read",), ("trace",), ("trace", "--missing"), ("claim",), ("weigh",), ("search", "blood"))
ARCHIVE_BYTES_MAX = (
    20 << 20
)  # of real archives, the smaller ones: this is about sameness, not speed


def _same_without_derived(case: Path, home: Path) -> None:
    def say() -> dict[tuple[str, ...], str]:
        return {
            verb: firsthand(verb[0], case, *verb[1:], "--json", home=home).stdout for verb in VERBS
        }

    before = say()
    assert all(before.values())
    shutil.rmtree(case / "derived")
    assert say() == before, "derived/ was deleted"
    for path in (case / "derived").iterdir():
        path.write_bytes(b"SQLite format 3\x00 and nothing more")
    assert say() == before, "derived/ was damaged"


@pytest.mark.slow
def test_every_verb_prints_the_same_bytes_when_derived_is_gone(tmp_path: Path) -> None:
    """text, HTML, Chinese, a copy, an empty file, noise"""
    home = tmp_path / "home"
    firsthand("new", tmp_path / "case", home=home)
    firsthand("preserve", tmp_path / "case", write_pile(tmp_path / "pile", PAGES), home=home)
    _same_without_derived(tmp_path / "case", home)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the shared archives are not here")
def test_every_verb_prints_the_same_bytes_over_real_archives(tmp_path: Path) -> None:
    """WARC, PDF and HTML as they were crawled, beside the pages above"""
    home = tmp_path / "home"
    pile = write_pile(tmp_path / "pile", PAGES)
    real = [path for path in sorted(ARCHIVES.rglob("*")) if path.is_file()]
    chosen = sorted(real, key=lambda path: (path.stat().st_size, path.name))
    total = 0
    for number, path in enumerate(chosen):
        total += path.stat().st_size
        if total <= ARCHIVE_BYTES_MAX:
            shutil.copyfile(path, pile / f"{number:03}-{path.name}")
    firsthand("new", tmp_path / "case", home=home)
    firsthand("preserve", tmp_path / "case", pile, home=home)
    _same_without_derived(tmp_path / "case", home)
