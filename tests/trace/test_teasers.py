from __future__ import annotations

from firsthand.model.document import Document
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

HEADLINE = "Blood is taken in every village"
REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since spring."
LONG = "\n".join(f"{n} carts went up the road, and {n * n} came down." for n in range(30))
OTHER = "\n".join(f"In year {n} there were {n * 7} hens." for n in range(30))
STORY = page(
    f"{HEADLINE}\nBy Ann Ferro\n{REPORT}\n{OTHER}",
    address="https://ash.example/2",
    publisher="Ash Courier",
)
TAKEN = page(f"{REPORT}\n{OTHER}", address="https://elm.example/1", publisher="Elm Ledger")


def joined(*documents: Document) -> set[tuple[int, int]]:
    """The pairs of documents that share words, by their place in the case."""
    reuse = find_reuse(documents, settings=TraceSettings())
    holders = reuse.texts.holders
    return {(holders[one][0], holders[other][0]) for one, other in reuse.pairs}


def test_a_teaser_of_a_story_links_its_page_to_nobody_who_took_the_story() -> None:
    """
    (a long story) Read next: Blood is taken in every village. Officials in the invented province ...
    """
    text = f"Carts on the road\n{LONG}\nRead next\n{HEADLINE}\n{REPORT}"
    teasing = page(text, address="https://ash.example/1", publisher="Ash Courier")
    assert joined(teasing, STORY, TAKEN) == {(1, 2)}


def test_a_sentence_of_the_story_without_its_headline_is_no_teaser() -> None:
    """the same house quotes at its end what the other paper has"""
    text = f"Carts on the road\n{LONG}\nIt is said that much was done.\n{REPORT}"
    quoting = page(text, address="https://ash.example/1", publisher="Ash Courier")
    assert (0, 2) in joined(quoting, STORY, TAKEN)


def test_a_teaser_of_signs_is_known_on_a_short_page() -> None:
    """a page of three hundred Chinese signs"""
    headline = "各村采集血样"
    report = "据外地官员介绍，自春天以来，该省已对十二岁至六十五岁的全体居民采集血样，并逐户登记，没有一户例外，也没有说明原因。"
    rest = "".join(f"第{n}年共有母鸡{n * 7}只，公鸡{n * 3}只。" for n in range(18))
    own = "".join(f"上山的大车有{n}辆，下山的有{n * n}辆。" for n in range(18))
    story = page(
        f"{headline}\n记者 郑远\n{report}\n{rest}",
        address="https://han.example/2",
        publisher="晨光日报",
    )
    taken = page(f"{report}\n{rest}", address="https://elm.example/1", publisher="北山晚报")
    teasing = page(
        f"路上的大车\n{own}\n相关报道\n{headline}\n{report}",
        address="https://han.example/1",
        publisher="晨光日报",
    )
    assert joined(teasing, story, taken) == {(1, 2)}
