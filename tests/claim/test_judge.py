from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim.found import claims
from claim.judging import ANA, BO, CIM, LATER, entry, judged, person
from firsthand.claim.judge import Coding, apply_judgements, hear, weighable
from firsthand.model.claim import Decision, Judgement
from firsthand.model.record import Coded, Judged, PeopleNeeded, Revised, RevisionKind, TakenBack

ACCEPTED, REJECTED, UNSURE = Decision.ACCEPTED, Decision.REJECTED, Decision.UNSURE
MADE = claims("Police take DNA and fingerprints from residents aged 12 to 65.")
ONE, OTHER = MADE[:2]
PEOPLE = (ANA, BO, CIM)
ANNA = person("ana  EXAMPLE ")  # Ana, in a hurry


def test_a_suggestion_is_only_suggested_until_a_person_judges() -> None:
    assert {claim.status for claim in apply_judgements(MADE, judged=[], codings=[])} == {
        "suggested"
    }


def test_the_latest_judgement_counts() -> None:
    entries = [judged(ONE, ACCEPTED), judged(ONE, REJECTED, by=BO, at=LATER)]
    standing = {c.id: c.status for c in apply_judgements(MADE, judged=entries, codings=[])}
    assert standing[ONE.id] == "rejected"


def test_a_judged_suggestion_stays_where_the_machine_no_longer_makes_it() -> None:
    (kept,) = apply_judgements([], judged=[judged(ONE, ACCEPTED)], codings=[])
    assert (kept.id, kept.status) == (ONE.id, "accepted")


def test_nothing_rejected_is_weighed_and_nothing_unjudged_where_a_person_coded_all() -> None:
    made = claims("Police take DNA from residents.")
    own, other = made[0], made[1:]
    coded = Coded(document=own.document, suggestions=(own,), reason="read whole")
    codings = [Coding(coded=coded, by=ANA, at=LATER)]
    all_of_it = apply_judgements(made, judged=[], codings=codings)
    assert {claim.id for claim in weighable(all_of_it, codings=codings)} == {own.id}
    refused = apply_judgements(made, judged=[judged(own, REJECTED)], codings=[])
    assert {claim.id for claim in weighable(refused, codings=[])} == {each.id for each in other}


def test_where_two_must_accept_what_one_coded_is_weighed_and_still_suggested() -> None:
    coded = Coded(document=ONE.document, suggestions=(ONE,), reason="read whole")
    codings = [Coding(coded=coded, by=ANA, at=LATER)]
    found = apply_judgements(MADE, judged=[], codings=codings, people_needed=2)
    (left,) = weighable(found, codings=codings)
    assert (left.id, left.status, left.accepted_by) == (ONE.id, "suggested", (ANA.name,))


def test_the_order_of_suggestions_changes_nothing() -> None:
    assert apply_judgements(MADE, judged=[], codings=[]) == apply_judgements(
        MADE[::-1], judged=[], codings=[]
    )


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([(ANA, ACCEPTED)], "suggested"),
        ([(ANA, ACCEPTED), (ANA, ACCEPTED)], "suggested"),
        ([(ANA, ACCEPTED), (BO, ACCEPTED)], "accepted"),
        ([(ANA, ACCEPTED), (BO, REJECTED)], "unsure"),
        ([(ANA, ACCEPTED), (BO, UNSURE)], "unsure"),
        ([(ANA, ACCEPTED), (BO, ACCEPTED), (CIM, REJECTED)], "unsure"),
        ([(ANA, ACCEPTED), (BO, ACCEPTED), (CIM, UNSURE)], "accepted"),
        ([(ANA, ACCEPTED), (ANNA, ACCEPTED)], "suggested"),
        ([(ANA, ACCEPTED), (ANNA, REJECTED)], "rejected"),
        ([(ANA, REJECTED)], "rejected"),
        ([(ANA, REJECTED), (BO, UNSURE)], "unsure"),
        ([(ANA, ACCEPTED), (ANA, REJECTED)], "rejected"),
    ],
)
def test_where_two_must_accept_all_people_count_together(
    said: list[tuple[object, Decision]], status: str
) -> None:
    entries = [judged(ONE, decision, by=by) for by, decision in said]  # type: ignore[arg-type]
    (claim,) = apply_judgements([ONE], judged=entries, codings=[], people_needed=2)
    assert claim.status == status
    assert (claim.judgement is None) == (status == "suggested")


@given(st.lists(st.sampled_from(list(Decision)), min_size=2, max_size=3))
def test_where_two_must_accept_it_does_not_matter_who_spoke_first(said: list[Decision]) -> None:
    entries = [judged(ONE, decision, by=by) for by, decision in zip(PEOPLE, said, strict=False)]
    found = {
        (claim.status, claim.accepted_by, claim.said)
        for order in permutations(entries)
        for claim in apply_judgements([ONE], judged=order, codings=[], people_needed=2)
    }
    assert len(found) == 1


def test_what_a_person_takes_back_counts_as_never_said_and_what_others_said_stays() -> None:
    heard = hear(
        [
            entry(judged(ONE, ACCEPTED, batch="b-1")),
            entry(judged(OTHER, ACCEPTED, batch="b-1")),
            entry(judged(ONE, REJECTED, by=BO, batch="b-2"), by=BO),
            entry(TakenBack(batch="b-1", reason="the wrong page"), by=BO),  # not Bo's to take back
            entry(TakenBack(batch="b-1", reason="the wrong page")),
        ]
    )
    assert [each.judgement.by for each in heard.judged] == [BO]
    assert [each.suggestion for each in heard.undone] == [ONE, OTHER]


def test_judgements_from_before_batches_are_one_batch_a_moment() -> None:
    heard = hear(
        [
            entry(judged(ONE, ACCEPTED)),
            entry(judged(OTHER, ACCEPTED)),
            entry(judged(ONE, REJECTED), at=LATER),
        ]
    )
    one, two, three = (each.judgement.batch for each in heard.judged)
    assert one == two != three
    after = hear([entry(judged(ONE, ACCEPTED)), entry(TakenBack(batch=one, reason="a slip"))])
    assert after.judged == ()


def test_what_is_written_anew_rejects_the_old_accepts_the_new_and_keeps_both() -> None:
    revised = Revised(
        kind=RevisionKind.EDIT, replaced=(ONE,), made=(OTHER,), reason="read", batch="b-1"
    )
    heard = hear([entry(revised)])
    old, new = apply_judgements([ONE], judged=heard.judged, codings=[])
    assert (old.status, new.status) == ("rejected", "accepted")
    assert old.judgement is not None
    assert new.judgement is not None
    assert old.judgement.replaced_by == (OTHER.id,)
    assert new.judgement.replaces == (ONE.id,)


def test_how_many_must_accept_is_as_it_was_set_last() -> None:
    def set_to(count: int) -> int:
        return hear(
            [entry(PeopleNeeded(count=n, reason="agreed")) for n in (2, count)]
        ).people_needed

    assert (hear([]).people_needed, set_to(2), set_to(1)) == (1, 2, 1)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(list(Decision))), max_size=6))
def test_doing_and_taking_back_is_nothing(said: list[tuple[object, Decision]]) -> None:
    def bodies(batch: str) -> list[Judged]:
        return [judged(ONE, decision, by=by, batch=batch) for by, decision in said]  # type: ignore[arg-type]

    before = [entry(each, by=each.judgement.by) for each in bodies("b-1")]
    done = [entry(each, by=each.judgement.by) for each in bodies("b-2")]
    undone = [entry(TakenBack(batch="b-2", reason="a slip"), by=by) for by in PEOPLE]
    assert hear([*before, *done, *undone]).judged == hear(before).judged


def test_a_judgement_is_of_a_person_a_batch_and_a_moment() -> None:
    assert {"batch", "blind", "replaced_by", "replaces"} <= set(Judgement.__dataclass_fields__)


def test_who_types_the_own_name_in_another_way_takes_back_what_is_theirs() -> None:
    said = entry(judged(ONE, ACCEPTED, batch="b-1"))
    heard = hear([said, entry(TakenBack(batch="b-1", reason="the wrong page"), by=ANNA)])
    assert (heard.judged, len(heard.undone)) == ((), 1)
