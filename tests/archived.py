"""A case and web archives around it: which pages belong, and why, is known."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from bad_input.pile import record
from custody import make_case, write_pile
from firsthand.engines.serial import Serial
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import PreserveReport
from firsthand.pipeline.shelves import Place
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.sweeping import Engine, SweepReport, sweep
from firsthand.pipeline.taking import take

NOTICE = (
    "Health workers in Sandur Province have taken blood from 4.36 million residents since March, "
    "according to a notice of the provincial health office. Everyone aged 12 to 65 must attend."
)
CHINESE = "根据省卫生厅的一份通知，自三月以来，桑杜尔省的医务人员已采集了四百三十六万居民的血液，并将结果交给警方保存。"
TITLE = "Free check-ups, and a vial of blood: how Sandur sampled its residents"
OTHER = [
    "The football club of the town has won its third match in a row before nine hundred people.",
    "A recipe for bread with walnuts needs an hour of rest, strong flour and a little patience.",
    "Rain is expected on the coast until Thursday, with wind from the north-west and low clouds.",
    "The council has agreed on new benches for the park beside the river, painted in dark green.",
]


def html(*paragraphs: str, title: str = "A page", links: tuple[str, ...] = ()) -> bytes:
    """A page with a menu and a footer around what it says."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    linked = "".join(f'<p>See <a href="{link}">there</a>.</p>' for link in links)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<nav><a href=/home>Home</a></nav><article><h1>{title}</h1>{body}{linked}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    ).encode()


def other(number: int) -> bytes:
    """A page that has nothing to do with the case."""
    return html(*(OTHER[(number + step) % len(OTHER)] for step in range(3)), title=f"News {number}")


PAGES: Mapping[str, bytes] = {
    "http://copy.example/1": html(OTHER[0], NOTICE, OTHER[1], title="Blood in Sandur"),
    "http://chinese.example/1": html(CHINESE, title="通知"),
    "http://link.example/1": html(
        OTHER[2], links=("http://paper.example/2031/notice.html?utm_source=x",)
    ),
    "http://name.example/1": html(OTHER[3], f"They quote “{TITLE}” at length."),
}
"""Pages that belong to the case: they share its words, link to it, name it."""


def packed(pages: Mapping[str, bytes], *, whole: bool = False) -> bytes:
    """A WARC of these pages, each record packed by itself, or all as one piece."""
    records = [record(body, address=address) for address, body in pages.items()]
    if whole:
        return gzip.compress(b"".join(records), mtime=0)
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def plain(pages: Mapping[str, bytes]) -> bytes:
    """A WARC of these pages, not packed."""
    return b"".join(record(body, address=address) for address, body in pages.items())


def archives() -> dict[str, bytes]:
    """Three archives: pages that belong stand among pages that do not."""
    near = list(PAGES.items())
    far = {f"http://far.example/{number}": other(number) for number in range(12)}
    rows = list(far.items())
    return {
        "one.warc.gz": packed(dict([*rows[:4], near[0], *rows[4:6], near[1]])),
        "deeper/two.warc": plain(dict([near[2], *rows[6:9]])),
        "deeper/three.warc.gz": packed(dict([*rows[9:], near[3]])),
    }


def sandur_case(place: Path) -> Path:
    """A case of two documents: a notice that was reported, and the same in Chinese."""
    return make_case(
        place,
        {
            "notice.html": html(NOTICE, title=TITLE),
            "chinese.html": html(CHINESE, OTHER[0][:30], title="桑杜尔"),
            "manifest.csv": b"file,address\nnotice.html,https://www.paper.example/2031/notice.html\n",
        },
    )


def shelf(place: Path, files: Mapping[str, bytes] | None = None) -> Place:
    """The archives in a folder."""
    return Place(address=str(write_pile(place / "warcs", files or archives())))


def swept(case: Path, place: Place, engine: Engine | None = None) -> SweepReport:
    """What a sweep finds."""
    with Case.open(case, writing=False) as held:
        return sweep(held, place, engine=engine or Serial(), progress=quiet)


def taken(case: Path, place: Place, report: SweepReport) -> tuple[PreserveReport, list[str]]:
    """What is taken of it, and what could not be."""
    with Case.open(case, writing=True) as held:
        kept, problems = take(held, place, report.archives, progress=quiet)
    return kept, [problem.message for problem in problems]
