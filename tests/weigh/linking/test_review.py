from __future__ import annotations

import itertools
import random

import pytest

from firsthand.weigh.linking import review
from firsthand.weigh.linking.lists import Record, parse_lists
from firsthand.weigh.linking.people import Pair, Person, people_of
from firsthand.weigh.linking.review import measure, sheet_of
from weigh.linking.victims import Place, judged, lists_of

PEOPLE = 400


def linked(
    seed: int, *, missed: float, wrong: float
) -> tuple[tuple[Record, ...], dict[Place, int], list[Pair], tuple[Person, ...]]:
    """Records of invented people, linked but for a share of the links, and some links too many."""
    files, truth = lists_of(PEOPLE, seed=seed)
    records = parse_lists(files).values
    of_person: dict[int, list[int]] = {}
    for n, record in enumerate(records):
        of_person.setdefault(truth[record.list_name, record.line], []).append(n)
    dice = random.Random(seed)  # noqa: S311 - a drawn test
    pairs = [
        Pair(one=one, other=other, chance=0.9)
        for group in of_person.values()
        for one, other in itertools.pairwise(group)
        if dice.random() >= missed
    ]
    for _ in range(int(wrong * len(pairs))):
        one, other = sorted(dice.sample(range(len(records)), 2))
        pairs.append(Pair(one=one, other=other, chance=0.85))
    return records, truth, pairs, people_of(records, pairs, threshold=0.8, once=())


def true_shares(
    records: tuple[Record, ...], truth: dict[Place, int], people: tuple[Person, ...]
) -> tuple[float, float]:
    """Recall and precision over all pairs."""
    who = [truth[r.list_name, r.line] for r in records]
    put = {n: k for k, person in enumerate(people) for n in person.records}
    same = linked_ = both = 0
    for one in range(len(records)):
        for other in range(one):
            same += who[one] == who[other]
            linked_ += put[one] == put[other]
            both += who[one] == who[other] and put[one] == put[other]
    return both / same, both / linked_


@pytest.mark.slow
def test_the_ranges_hold_recall_and_precision_as_often_as_they_say() -> None:
    """Twenty linkings with one link in ten missed and one in twenty wrong, 150 records looked up each time."""
    held = [0, 0]
    for seed in range(20):
        records, truth, pairs, people = linked(seed, missed=0.1, wrong=0.05)
        sheet = judged(sheet_of(records, pairs, people, size=150, seed=seed), truth)
        (found,) = measure(sheet, records, people, seed=1).values
        for n, (share, ends) in enumerate(
            zip(
                true_shares(records, truth, people),
                (found.linkage.recall, found.linkage.precision),
                strict=True,
            )
        ):
            held[n] += ends.low <= share <= ends.high
    assert min(held) >= 17


def test_every_record_looked_up_gives_recall_itself() -> None:
    """All of them are on the sheet, and what was not proposed is found by searching."""
    records, truth, pairs, people = linked(1, missed=0.2, wrong=0.05)
    sheet = judged(sheet_of(records, pairs, people, size=10_000, seed=3), truth)
    (found,) = measure(sheet, records, people, seed=1).values
    assert (found.recall, found.precision) == pytest.approx(true_shares(records, truth, people))
    assert found.judged == len(records)


def test_the_sheet_holds_places_and_nothing_else() -> None:
    """List and line; whoever judges opens the lists where they are."""
    records, _, pairs, people = linked(1, missed=0.1, wrong=0.0)
    sheet = sheet_of(records, pairs, people, size=5, seed=1)
    words = {cell for row in sheet.splitlines()[1:] for cell in row.split(",")}
    assert all(word in ("", "church", "police", "press") or word.isdigit() for word in words)
    assert sheet == sheet_of(records, pairs[::-1], people, size=5, seed=1)
    assert sum(line.endswith(",,,") for line in sheet.splitlines()) == 5


HEAD = "list,line,other_list,other_line,same\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("names,of,people\n", "not-a-sheet"),
        (HEAD + "church,2\n", "not-judged"),
        (HEAD + "church,9999,,,searched\n", "not-judged"),
        (HEAD + "church," + "9" * 5000 + ",,,searched\n", "not-judged"),
        (HEAD + "church,2,,,searched\n" + "Jane" * 50_000, "not-a-sheet"),
        (HEAD + "church,2,church,2,yes\n", "not-judged"),
        (HEAD + "church,2,,,yes\n", "not-judged"),
        (HEAD + "church,2,church,3,Jane Doe\n", "not-judged"),
        (HEAD + "church,2,church,3,yes\nchurch,2,church,3,no\n", "not-judged"),
        (HEAD + "church,2,,,\n", "too-few-judged"),
    ],
)
def test_a_sheet_that_is_none_gives_no_recall(rows: str, code: str) -> None:
    """And no message repeats what stands on it."""
    records, _, _, people = linked(1, missed=0.1, wrong=0.0)
    found = measure(rows, records, people, seed=1)
    assert found.values == ()
    assert found.problems[0].code == code
    assert "Jane" not in found.problems[0].message


def test_a_record_whose_links_were_not_judged_is_a_problem() -> None:
    """Searched for, and what it was linked to was passed over."""
    records, truth, pairs, people = linked(1, missed=0.0, wrong=0.0)
    sheet = judged(sheet_of(records, pairs, people, size=150, seed=1), truth)
    blank = "".join(
        line.replace(",yes", ",") + "\n" if n == 1 else line + "\n"
        for n, line in enumerate(sheet.splitlines())
    )
    assert blank != sheet
    assert [p.code for p in measure(blank, records, people, seed=1).problems] == ["not-judged"]


def test_nothing_missed_among_few_is_no_proof_that_nothing_is_missed() -> None:
    """The range goes below one."""
    records, truth, pairs, people = linked(1, missed=0.0, wrong=0.0)
    sheet = judged(sheet_of(records, pairs, people, size=60, seed=1), truth)
    (found,) = measure(sheet, records, people, seed=1).values
    assert found.recall == 1.0
    assert 0.9 < found.linkage.recall.low < 1.0
    assert review.JUDGED_MIN <= found.with_others < 60
