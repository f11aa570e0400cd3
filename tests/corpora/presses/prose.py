"""Find natural text that may be used: free manuals of this machine, and a small part kept here.

In: a language, and where Debian packages of free manuals were unpacked.  Out: stories, each a
list of paragraphs of sentences; no two stories share a sentence or much of one.
Nothing is fetched here.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from pydoc_data import topics

KEPT = Path(__file__).parent / "kept"
UNPACKED = Path(os.environ.get("PRESSES_TEXTS", "/tmp/presses/root"))  # noqa: S108 - read only
PLACES = {
    "en": (
        (UNPACKED / "usr/share/doc/debian-handbook/html/en-US", "*.html"),
        (UNPACKED / "usr/share/debian-reference", "*.en.html"),
        (UNPACKED / "usr/share/doc/debian-policy", "**/*.html"),
        (UNPACKED / "usr/share/doc/debian/FAQ", "*.en.html"),
        (UNPACKED / "usr/share/developers-reference", "*.html"),
        (UNPACKED / "usr/share/help/C", "**/*.page"),
        (Path("/usr/share/perl"), "**/*.pod"),
        (Path("/usr/share/info"), "*.info*.gz"),
        (Path("/usr/share/man"), "man[1-8]/*.gz"),
        (Path("/usr/share/common-licenses"), "*"),
    ),
    "zh": (
        (UNPACKED / "usr/share/doc/debian-handbook/html/zh-CN", "*.html"),
        (UNPACKED / "usr/share/debian-reference", "*.zh-cn.html"),
        (UNPACKED / "usr/share/doc/debian/FAQ", "**/*.zh-cn.html"),
        (UNPACKED / "usr/share/help/zh_CN", "**/*.page"),
        (UNPACKED / "usr/share/man/zh_CN", "**/*.gz"),
        (UNPACKED / "usr/share/doc", "maint-guide*/**/*.zh-cn.html"),
    ),
    "ru": (
        (UNPACKED / "usr/share/doc/debian-handbook/html/ru-RU", "*.html"),
        (UNPACKED / "usr/share/man/ru", "**/*.gz"),
        (UNPACKED / "usr/share/help/ru", "**/*.page"),
    ),
}
LETTERS = {"en": (650, 1600), "ru": (650, 1600), "zh": (220, 560)}
SENTENCE = {"en": (45, 330), "ru": (45, 330), "zh": (16, 130)}
SHINGLE = {"en": 5, "ru": 4, "zh": 8}
HAN = re.compile(r"[\u3400-\u9fff]")


def stories(language: str, dice: random.Random, kept: bool) -> Iterator[list[list[str]]]:
    """Stories of natural text in *language*, shuffled, none told twice; *kept*: of what lies here."""
    pile = _stories(language, kept)
    dice.shuffle(pile)
    yield from pile
    raise RuntimeError(f"no more stories in {language}: {len(pile)} found")


_MADE: dict[tuple[str, bool], list[list[list[str]]]] = {}


def count(language: str, kept: bool) -> int:
    """How many stories there are to deal."""
    return len(_stories(language, kept))


def _stories(language: str, kept: bool) -> list[list[list[str]]]:
    if (language, kept) not in _MADE:
        cache = UNPACKED.parent / f"stories.{language}.json"
        if not kept and cache.is_file():
            _MADE[language, kept] = json.loads(cache.read_text(encoding="utf-8"))
        else:
            _MADE[language, kept] = list(_gathered(language, kept))
            if not kept and UNPACKED.is_dir():
                cache.write_text(json.dumps(_MADE[language, kept]), encoding="utf-8")
    return list(_MADE[language, kept])


def _gathered(language: str, kept: bool) -> Iterator[list[list[str]]]:
    low, high = LETTERS[language]
    seen: set[int] = set()
    for text in _pages(language, kept):
        story: list[list[str]] = []
        size, wanted = 0, low + (len(text) * 7919) % (high - low)
        for paragraph in text.split("\n\n"):
            fresh = [s for s in split(paragraph, language) if _fresh(s, language, seen)]
            if not fresh:
                continue
            story.append(fresh[:6])
            size += sum(map(len, story[-1]))
            if size >= wanted:
                yield story
                story, size = [], 0
        if size >= low:
            yield story


def split(paragraph: str, language: str) -> list[str]:
    """Sentences of running text: of ordinary length, mostly letters, closed by a stop."""
    folded = " ".join(paragraph.split())
    if language == "zh":
        folded = re.sub(r"(?<=[\u3000-\u9fff，。；：]) (?=[\u3000-\u9fff，。；：])", "", folded)
        parts = re.split(r"(?<=[。！？])", folded)
    else:
        parts = re.split(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ“\"])", folded)
    low, high = SENTENCE[language]
    return [s for p in parts if low <= len(s := p.strip()) <= high and _running(s, language)]


def _running(sentence: str, language: str) -> bool:
    if language == "zh":
        letters = len(HAN.findall(sentence))
        return sentence[-1] in "。！？" and letters > 0.6 * len(sentence)
    letters = sum(c.isalpha() or c == " " for c in sentence)
    return (
        sentence[-1] in ".!?"
        and sentence[0].isupper()
        and letters > 0.92 * len(sentence)
        and not re.search(r"[_\\{}<>|=@$]|--", sentence)
        and (language != "ru" or len(re.findall("[а-яё]", sentence)) > 0.6 * len(sentence))
    )


def _fresh(sentence: str, language: str, seen: set[int]) -> bool:
    words = list(sentence) if language == "zh" else re.findall(r"\w+", sentence.lower())
    size = SHINGLE[language]
    grams = {hash(tuple(words[i : i + size])) for i in range(max(1, len(words) - size + 1))}
    old = len(grams & seen)
    seen |= grams
    return old <= 0.1 * len(grams)


def _pages(language: str, kept: bool) -> Iterator[str]:
    for folder, pattern in () if kept else PLACES[language]:
        if folder.is_dir():
            for path in sorted(folder.glob(pattern)):
                if path.is_file():
                    yield _plain(path)
    for path in sorted(KEPT.glob(f"*.{language}.txt")):
        yield path.read_text(encoding="utf-8")
    if language == "en":
        yield from (topics.topics[name] for name in sorted(topics.topics))


def _plain(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    if path.suffix in {".html", ".page"}:
        found = re.findall(r"<p[ >](.*?)</p>", text, re.DOTALL)
        bare = [re.sub(r"<[^>]+>", "", re.sub(r"^[^<>]*>", "", p)) for p in found]
        return "\n\n".join(html.unescape(p) for p in bare)
    if "/man/" in str(path):
        text = re.sub(r"\\f[A-Z]|\\&|\\\||\\f\[\w*\]", "", text).replace("\\-", "-")
        return re.sub(r"(?m)^['.].*\n(?:['.].*\n)*", "\n\n", text)
    if path.suffix == ".pod":
        return re.sub(r"[A-Z]<([^<>]*)>", r"\1", text)
    return text
