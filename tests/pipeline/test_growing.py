from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.document import Document
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.correcting import Asked, correct
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.suggesting import Said, find_said
from firsthand.store.codec import encode
from firsthand.trace import pages
from firsthand.trace.anchors import Anchor, find_anchors

pytestmark = pytest.mark.slow

REPORT = (
    "On 3 May 2017 police in Ashford took blood from 18,800 residents aged 12 to 65 at free medical "
    "check-ups. Officers went from door to door with a list of every household in the county. "
    "Residents who stayed away were told that they would not be given a passport."
)
SOFTER = REPORT.replace("18,800", "about 8,800").replace("police in", "doctors in")
HAN = (
    "2017年5月3日，阿什福德警方在免费体检中从18800名12至65岁的居民身上抽血。"
    "警员拿着全县每户的名单挨家挨户走访。"
)
FOOT = "Write to the editors of the Weekly at the old mill, or call at any hour of day or night."
# By step: file, address, published, text. The pages of a step are preserved together.
STEPS = {
    "the report and a copy": (
        ("a.txt", "https://a.example/1", "2030-01-02", REPORT),
        ("b.txt", "https://b.example/1", "2030-01-04", f"Our reporter writes. {REPORT} He saw it."),
    ),
    "a copy without a date and one that changed a figure": (
        ("c.txt", "https://c.example/1", "", f"{REPORT} We thank our readers."),
        ("d.txt", "https://d.example/1", "2030-01-06", SOFTER),
    ),
    "a copy with a wrong date and a translation": (
        ("e.txt", "https://e.example/1", "2019-01-01", f"From the archive. {REPORT}"),
        ("zh.txt", "https://zh.example/1", "2030-01-09", HAN),
    ),
    "an earlier page than all": (
        ("f.txt", "https://f.example/1", "2030-01-01", f"{REPORT} It rained all day in the county."),
    ),
    "a house's foot on two pages": (
        ("g1.txt", "https://g.example/1", "2030-01-03", f"The fair opens on Monday.\n\n{FOOT}"),
        ("g2.txt", "https://g.example/2", "2030-01-03", f"A cow was found.\n\n{FOOT}"),
    ),
    "the foot on a third page, and now it is furniture": (
        ("g3.txt", "https://g.example/3", "2030-01-05", f"{REPORT}\n\n{FOOT}"),
    ),
}  # fmt: skip
ORDERS = {
    "as it is told": tuple(STEPS),
    "the other way round": tuple(reversed(STEPS)),
}


def _lay(folder: Path, steps: Sequence[str]) -> Path:
    """A pile with the pages of some steps."""
    folder.mkdir(parents=True)
    rows = list(itertools.chain.from_iterable(STEPS[step] for step in steps))
    for file, _, _, text in rows:
        (folder / file).write_text(text)
    told = "".join(f"{file},{address},{published}\n" for file, address, published, _ in rows)
    (folder / "manifest.csv").write_text("file,address,published\n" + told)
    return folder


def _traced(case: Path) -> tuple[bytes, ...]:
    """Lineage and drifts in the form in which they are written."""
    with Case.open(case, writing=False) as held:
        traced = stages.trace(held, stages.read(held))
    return (encode(traced.lineage), *map(encode, traced.drifts))


def _add(case: Path, pile: Path) -> None:
    with Case.open(case, writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    return tmp_path


def _at_once(home: Path) -> tuple[bytes, ...]:
    Case.create(home / "fresh")
    _add(home / "fresh", _lay(home / "all", tuple(STEPS)))
    return _traced(home / "fresh")


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_a_case_that_grew_has_the_lineage_of_one_that_had_all_from_the_beginning(
    home: Path, order: tuple[str, ...]
) -> None:
    """
    step by step, traced after each:  report and copy | no date, another figure | wrong date, 中文 |
                                      an earlier page | a house's foot, twice | and a third time
    fresh:                            all of them at once
    """
    expected = _at_once(home)
    Case.create(home / "grown")
    seen = []
    for number, step in enumerate(order):
        _add(home / "grown", _lay(home / f"step{number}", [step]))
        seen.append(_traced(home / "grown"))
    assert seen[-1] == expected
    assert len(set(seen)) == len(order), "every step changed the lineage"
    assert len(expected) > 1, "there are drifts to be compared"


def _rule(case: Path, *, undo: bool) -> None:
    """Cut the first edge by id, or take the ruling back."""
    with Case.open(case, writing=True) as held:
        lineage = stages.trace(held, stages.read(held)).lineage
        if undo:
            asked = Asked(undo=(lineage.cut[0].derivation.id,))
        else:
            asked = Asked(cut=(min(edge.id for edge in lineage.derivations),))
        correct(held, asked, reason="both had it from the wire")


BATCHES = {
    "by twos, from the middle": ((2, 3), (4, 5), (0, 1)),
    "one and then the rest": ((5,), (0, 1, 2, 3, 4)),
}


@pytest.mark.parametrize("batches", BATCHES.values(), ids=BATCHES.keys())
def test_a_case_that_grew_with_rulings_between_is_traced_as_from_nothing(
    home: Path, batches: tuple[tuple[int, ...], ...]
) -> None:
    """
    after each batch: an edge is cut, traced;  before the last: the first ruling is taken back
    then derived/ is deleted and all is made again
    """
    case, steps = home / "grown", tuple(STEPS)
    Case.create(case)
    for number, batch in enumerate(batches):
        _add(case, _lay(home / f"batch{number}", [steps[at] for at in batch]))
        _traced(case)
        with Case.open(case, writing=False) as held:
            edges = stages.trace(held, stages.read(held)).lineage.derivations
        if edges:
            _rule(case, undo=False)
        if number == len(batches) - 1:
            _rule(case, undo=True)
        grown = _traced(case)
        shutil.copytree(case / "derived", home / f"kept{number}")
        shutil.rmtree(case / "derived")
        assert _traced(case) == grown
        shutil.rmtree(case / "derived")
        shutil.copytree(home / f"kept{number}", case / "derived")  # it grows on from what it kept
        assert _traced(case) == grown
    assert len(grown) > 1, "there are drifts to be compared"


def test_what_was_found_in_earlier_pages_is_not_found_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    first:  e.example, zh.example     then:  f.example      looked at: 2 pages, then 1
    """
    looked_at: list[int] = []

    def watched(documents: Sequence[Document], **given: Any) -> Iterator[Said]:
        looked_at.append(len(documents))
        yield from find_said(documents, **given)

    anchored: list[str] = []

    def anchors(document: Document, **given: Any) -> list[Anchor]:
        anchored.append(document.text)
        return find_anchors(document, **given)

    monkeypatch.setattr("firsthand.pipeline.suggesting.find_said", watched)
    monkeypatch.setattr(pages, "find_anchors", anchors)
    Case.create(home / "grown")
    for step in ("a copy with a wrong date and a translation", "an earlier page than all"):
        _add(home / "grown", _lay(home / step, [step]))
        _traced(home / "grown")
    assert looked_at == [2, 1]
    assert len(anchored) == 3 == len(set(anchored)), "each page once"
