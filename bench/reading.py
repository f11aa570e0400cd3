"""Measure reading: pages per CPU second, beside trafilatura alone, in one run on the same pages.

Run as `python bench/reading.py [FOLDER OF WARCS]`; `measure` is for the table of `bench.py`.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura

from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import Document, ReadState
from firsthand.read.archive import read_archive
from firsthand.read.capture import read_capture
from firsthand.tools.poppler import read_pdf

PAGES = 200
PARAGRAPHS = range(12, 40)
WORDS = ["the", "of", "a", "and", "in", "police", "county", "blood", "samples", "notice", "ministry", "residents", "aged", "twelve", "to", "sixty-five", "were", "taken", "during", "free", "check-ups", "said", "a", "report", "on", "Tuesday", "which", "was", "later", "withdrawn", "by", "officials", "who", "declined", "to", "comment", "on", "how", "many", "people", "had", "been", "asked", "or", "what", "became", "of", "their", "records", "after", "the", "programme", "ended", "that", "winter"]  # fmt: skip
MENU = ["Home", "World", "Politics", "Business", "Opinion", "Science", "Health", "Sport", "Arts", "Video", "Podcasts", "Newsletters"]  # fmt: skip


def write_page(number: int) -> bytes:
    """A page of about 40 KB, made as news sites make them: a third of it is the article."""
    dice = random.Random(number)  # noqa: S311 - words, no secrets

    def sentence() -> str:
        words = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(8, 28)))
        return f"{words.capitalize()} {dice.randrange(10, 99_999)}."

    def paragraph() -> str:
        link = f' <a href="/{dice.randrange(9999)}/story">{dice.choice(WORDS)} {dice.choice(WORDS)}</a> '
        return f"<p>{link.join(' '.join(sentence() for _ in range(2)) for _ in range(2))}</p>"

    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a class="menu-link" data-track="nav-{n}" href="/{name.lower()}/{n}">{name}</a><ul>'
        + "".join(f'<li><a href="/{name.lower()}/{part}">{part} {name}</a></li>' for part in dice.sample(WORDS, 6))
        + "</ul></li>"
        for n, name in enumerate(MENU)
    )  # fmt: skip
    cards = "".join(
        f'<div class="card card--teaser"><a href="/{n}/teaser"><img src="/i/{n}.jpg" alt=""><h3>{sentence()}</h3></a><p class="card__meta"><span>{dice.randrange(1, 24)} hours ago</span></p></div>'
        for n in range(24)
    )
    script = "window.__STATE__={" + ",".join(f'"k{n}":"{dice.random()}"' for n in range(260)) + "};"
    day = f"2018-{1 + number % 12:02}-{1 + number % 28:02}"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{sentence()} | The Invented Post</title>
<meta property="og:site_name" content="The Invented Post"><meta property="article:published_time" content="{day}T08:00:00Z">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{sentence()}","datePublished":"{day}","publisher":{{"@type":"Organization","name":"The Invented Post"}}}}</script>
<style>{"".join(f".c{n}{{margin:{n}px;padding:0}}" for n in range(120))}</style><script>{script}</script></head>
<body class="page"><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{sentence()}</h1>
<p class="byline">By A. Reporter, January 8, 2018</p>{"".join(paragraph() for _ in range(dice.choice(PARAGRAPHS)))}
<ul>{"".join(f"<li>{sentence()}</li>" for _ in range(5))}</ul></article><aside>{cards}</aside></main>
<footer><ul>{"".join(f'<li><a href="/about/{n}">{dice.choice(WORDS)}</a></li>' for n in range(30))}</ul><p>Sign up for our newsletter.</p></footer>
<script>{script}</script></body></html>""".encode()


def read_page(data: bytes, address: str = "https://post.example/2018/story") -> list[Document]:
    """One page through the whole reader, as the program does it."""
    capture = Capture(digest="ab" * 32, size_bytes=len(data), address=address, file="page.html", media_type=MediaType.HTML)  # fmt: skip
    return list(read_capture(io.BytesIO(data), capture=capture, pdf_text=read_pdf))


def pages_of(folder: Path) -> Iterator[bytes]:
    """The HTML pages in the archives of *folder*."""
    for path in sorted(folder.glob("*.warc*")):
        with path.open("rb") as stream:
            for found in read_archive(stream, prefix="", address=path.name):
                if found.kind is MediaType.HTML and len(found.data) > 1000:
                    yield found.data


def rate(pages: list[bytes], work: Callable[[bytes], object]) -> float:
    """Pages per CPU second of this process."""
    work(pages[0])
    start = time.process_time()
    for page in pages:
        work(page)
    return len(pages) / (time.process_time() - start)


def measure(name: str, pages: list[bytes]) -> str:
    """One line of the table."""
    size = sum(map(len, pages)) / len(pages) / 1024
    ours = rate(pages, read_page)
    peer = rate(pages, trafilatura.extract)
    unread = sum(document.state is ReadState.UNREADABLE for page in pages for document in read_page(page))  # fmt: skip
    return f"read {len(pages)} {name} of {size:.0f} KiB: {ours:.0f} pages a CPU s with offsets, links, dates, language; trafilatura alone {peer:.0f}; ratio {ours / peer:.2f}; unreadable {unread}"


def main() -> None:
    """Print the table."""
    print(measure("generated pages", [write_page(number) for number in range(PAGES)]))
    if len(sys.argv) > 1:
        pages = list(pages_of(Path(sys.argv[1])))
        print(measure("real archived pages", pages * 3))


if __name__ == "__main__":
    main()
