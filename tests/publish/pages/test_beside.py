from __future__ import annotations

import dataclasses

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.decision import Assessment, Judging, Standard
from firsthand.model.moment import Moment
from firsthand.model.standing import (
    Beside,
    Compatible,
    EdgeReason,
    OriginStands,
    Position,
    VoiceStands,
)
from firsthand.publish.pages.beside import beside_of
from publish.told import COPY, DAILY, DNA, WATCH, dossier, findings, lookup, site, words_of

ANA = Agent(kind=AgentKind.PERSON, name="Ana")
AT = Moment(utc="2030-01-02T00:00:00Z")
BESIDE = Beside(
    statement="s-dna",
    compatible=(Compatible(statement="s-persons", why="its figure lies in this"),),
    origins=(
        OriginStands(
            id="o-guideline", name="A guideline", seen=False, position=Position.HOSTILE, why="party"
        ),
        OriginStands(id=WATCH.id, name="Watch", seen=True, position=Position.NOT_KNOWN),
    ),
    voices=(
        VoiceStands(
            name="An officer", position=Position.INTERESTED, why="defends", claims=(DNA[0].id,)
        ),
    ),
    edges=(COPY.id,),
    only_through_drift=True,
    item=(
        Assessment(
            judging=Judging.ITEM,
            about=DAILY.id,
            words="authentic",
            reason="Zoe knows it",
            by=ANA,
            at=AT,
        ),
    ),
    standard=Standard(
        statement="s-dna",
        claims=(),
        words="clear and convincing",
        reason="two saw it",
        by=ANA,
        at=AT,
    ),
)
EDGE = EdgeReason(
    id=COPY.id, later=DAILY.id, earlier=WATCH.id, kind="rewrite", score=0.9, why="shared words"
)
TOLD = dossier(findings=dataclasses.replace(findings(), beside=(BESIDE,), edges=(EDGE,)))


def test_a_statement_shows_who_would_rather_not_say_so_and_what_is_compatible() -> None:
    words = words_of(site(TOLD)["statements/s-dna.html"])
    assert "A guideline not in the case : hostile" in words
    assert "An officer : interested" in words
    assert "its figure lies in this :" in words
    assert "The Example Daily from Example Watch rewrite shared words" in words
    assert "It exists only through what changed on the way" in words


def test_judgements_stand_with_name_day_and_reason_and_no_number_is_made_of_them() -> None:
    words = words_of(site(TOLD)["statements/s-dna.html"])
    assert "is it what it purports to be authentic ( The Example Daily ), by Ana" in words
    assert "Standard of proof: clear and convincing , by Ana on 2030-01-02: two saw it" in words
    assert "no number is made of them" in words


def test_a_statement_that_exists_only_through_drift_is_named_among_the_changes() -> None:
    assert "Statements that exist only through a change" in words_of(site(TOLD)["drifts.html"])
    assert "Statements that exist only" not in words_of(site()["drifts.html"])


def test_nothing_is_shown_where_nothing_was_put_and_names_are_withheld() -> None:
    told = lookup(TOLD)
    assert beside_of(told.statements["s-persons"], told) is None
    assert "Zoe" not in site(TOLD, withheld=["Zoe"])["statements/s-dna.html"]


def test_the_rule_of_the_case_is_printed() -> None:
    assert "The rule of this case: corroborated: 2 independent" in words_of(site()["method.html"])
