from __future__ import annotations

import dataclasses

from clued import attributions, link
from firsthand.claim.suggest import suggest
from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, DerivationKind, Lineage, Origin
from firsthand.model.problem import Problem, Severity
from firsthand.read.agents import resolve_agent
from firsthand.read.passages import split_passages
from firsthand.trace.dates import IMPOSSIBLE
from firsthand.trace.descent import trace_documents
from firsthand.trace.settings import TraceSettings
from firsthand.trace.wanted import Wanted, list_wanted, missing_origins
from spoken import page


def wanted(*documents: Document) -> dict[str, Wanted]:
    """What is to be got for a case of these pages, by name, in order."""
    named = attributions(documents)
    lineage = trace_documents(
        documents, attributions=named, resolve=resolve_agent, settings=TraceSettings()
    )
    claims = [
        Claim(suggestion=each)
        for d in documents
        for each in suggest(d, passages=split_passages(d), attributions=named[d.id]).values
    ]
    rows = list_wanted(lineage, documents=documents, claims=claims, resolve=resolve_agent)
    return {row.origin.name: row for row in rows}


def test_what_most_pages_rest_on_is_to_be_got_first() -> None:
    """
    three pages rest on a notice, one on a report; a page of the case is not missing
    a source that is only named rests on the notice too: it is no page
    """
    pages = [page("Rain.", address=f"https://{n}.example/") for n in range(4)]
    first, second, third, fourth = (each.id for each in pages)
    edges = ((first, "o-report"), (second, "o-notice"), (third, "o-notice"), ("o-report", "o-notice"))  # fmt: skip
    lineage = Lineage(
        derivations=tuple(
            Derivation(
                later=later, earlier=earlier, kind=DerivationKind.REPORT, score=0.6, evidence=()
            )
            for later, earlier in edges
        ),
        origins=(
            Origin(id="o-notice", name="notice", seen=False, documents=(second, third, fourth)),
            Origin(id="o-report", name="report", seen=False, documents=(first,)),
            Origin(id=fourth, name="page", seen=True, documents=(fourth,)),
        ),
    )
    assert [origin.name for origin in missing_origins(lineage)] == ["notice", "report"]
    rows = list_wanted(lineage, documents=pages, claims=(), resolve=resolve_agent)
    assert [(row.origin.name, row.pages) for row in rows] == [("notice", 3), ("report", 1)]


def test_nothing_is_wanted_where_all_is_there() -> None:
    assert missing_origins(Lineage()) == ()


DNA = "police took DNA from residents aged 12 to 65"


def test_what_more_rests_on_is_to_be_got_first_with_what_is_known_of_it() -> None:
    """
    two papers name HRW, one under its Chinese name and one with a link; a third names Amnesty
    """
    first = page(
        f"HRW said {DNA}.", address="https://a.example/1", published="2030-02-01", language="en"
    )
    second = page(
        "人权观察称，警方采集居民DNA。",
        address="https://b.example/1",
        published="2030-01-05",
        language="zh",
    )
    third = page(
        f"Amnesty International said {DNA} of the south.",
        address="https://c.example/1",
        language="en",
    )
    first = dataclasses.replace(first, links=(link(first.text, "HRW", "https://www.hrw.org/9"),))
    rows = wanted(first, second, third)
    assert list(rows) == ["Human Rights Watch", "Amnesty International"]
    hrw = rows["Human Rights Watch"]
    assert (hrw.pages, hrw.before, hrw.languages) == (2, "2030-01-05", ("en", "zh"))
    assert {"HRW", "人权观察"} <= set(hrw.names)
    assert hrw.addresses == ("https://www.hrw.org/9",)
    assert hrw.statements >= 2
    assert "人权观察称" in hrw.named_by[0].exact
    assert rows["Amnesty International"].before is None


def test_a_date_that_cannot_be_tells_nothing_of_when_a_source_was_there() -> None:
    """
    2999-01-01  names the notice         2030-01-05  names it too
    """
    late = page("Rain.", address="https://a.example/1", published="2999-01-01")
    other = page("Rain.", address="https://b.example/1", published="2030-01-05")
    note = Problem(severity=Severity.NOTE, code=IMPOSSIBLE, message="", where=late.id)
    for pages, before in (((late, other), "2030-01-05"), ((late,), None)):
        found = Lineage(
            origins=(
                Origin(
                    id="o-notice", name="notice", seen=False, documents=tuple(p.id for p in pages)
                ),
            ),
            problems=(note,),
        )
        (row,) = list_wanted(found, documents=pages, claims=(), resolve=resolve_agent)
        assert (row.pages, row.before) == (len(pages), before)


def test_a_statement_rests_on_whom_the_page_says_it_is_from() -> None:
    """
    HRW is named for the DNA, Xinhua for the check-ups: neither gets the other's statement
    """
    text = f"HRW said {DNA}. Xinhua said 18.8 million people took part in free check-ups."
    rows = wanted(page(text, address="https://a.example/1", published="2030-01-01", language="en"))
    assert set(rows) == {"Human Rights Watch", "Xinhua"}
    together = rows["Human Rights Watch"].statements + rows["Xinhua"].statements
    alone = wanted(page(f"HRW said {DNA}.", language="en"))["Human Rights Watch"].statements
    assert rows["Human Rights Watch"].statements == alone
    assert together > alone


def test_a_quote_is_an_exact_slice_of_its_page() -> None:
    made = page(f"Yesterday, HRW said that {DNA}, and more.", language="en")
    (quote,) = wanted(made)["Human Rights Watch"].named_by
    assert made.text[quote.position.start : quote.position.end] == quote.exact
    assert "HRW said" in quote.exact


def test_the_list_stays_the_same_in_any_order() -> None:
    pages = [
        page(f"{who} said {DNA} in {n} places.", address=f"https://{n}.example/", language="en")
        for n, who in enumerate(("HRW", "Xinhua", "dpa", "HRW"))
    ]
    assert list(wanted(*pages).items()) == list(wanted(*reversed(pages)).items())
