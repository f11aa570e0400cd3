"""Measure how far people who judged the same suggestions agree, element by element.

In: judgements as the record holds them.  Out: for each element how many were judged by several people,
Krippendorff's alpha among all of them and Cohen's kappa of each two. The latest judgement of a person
counts. Choosing which judgement stands is not done here but in `claim.judge`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from firsthand.model.claim import Element
from firsthand.model.record import Judged
from firsthand.model.value import value

Answer = tuple[str, bool]  # what was decided, and whether blind


@value
class Pair:
    """Two people, how many suggestions both judged, on how many they agree, and Cohen's kappa.

    The `blind_` figures are of those suggestions alone that both judged blind.
    """

    one: str
    other: str
    both: int
    agreed: int
    kappa: float | None
    blind_both: int = 0
    blind_agreed: int = 0
    blind_kappa: float | None = None


@value
class Agreement:
    """Of one element, or of all (None): suggestions judged by two and more, alpha, and each two people.

    Alpha and kappa are None where they say nothing: nobody ever chose another answer. The `blind_`
    figures leave out every judgement that was not made blind.
    """

    element: Element | None
    units: int
    alpha: float | None
    pairs: tuple[Pair, ...]
    blind_units: int = 0
    blind_alpha: float | None = None


def measure_agreement(judged: Sequence[Judged]) -> tuple[Agreement, ...]:
    """All elements together, then each that two people judged, in the order of their names."""
    latest: dict[str, dict[str, Answer]] = {}
    elements: dict[str, Element] = {}
    names: dict[str, str] = {}  # of each person as the first judgement has it
    for item in judged:
        told = item.judgement
        name = names.setdefault(told.by.person, told.by.name)
        latest.setdefault(told.suggestion, {})[name] = (told.decision.value, told.blind)
        elements[told.suggestion] = item.suggestion.element
    shared = {key: given for key, given in latest.items() if len(given) > 1}
    named = sorted({elements[key] for key in shared})
    rows = [_agreement(None, list(shared.values()))] if shared else []
    for element in named:
        units = [given for key, given in shared.items() if elements[key] == element]
        rows.append(_agreement(element, units))
    return tuple(rows)


def _agreement(element: Element | None, units: Sequence[Mapping[str, Answer]]) -> Agreement:
    people = sorted({person for unit in units for person in unit})
    pairs = []
    for one, other in combinations(people, 2):
        answers = [(unit[one], unit[other]) for unit in units if one in unit and other in unit]
        if answers:
            pairs.append(_pair(one, other, answers))
    blind = [[told for told, unseen in unit.values() if unseen] for unit in units]
    return Agreement(
        element=element,
        units=len(units),
        alpha=krippendorff_alpha([[told for told, _ in unit.values()] for unit in units]),
        pairs=tuple(pairs),
        blind_units=sum(len(unit) > 1 for unit in blind),
        blind_alpha=krippendorff_alpha(blind),
    )


def _pair(one: str, other: str, answers: Sequence[tuple[Answer, Answer]]) -> Pair:
    every = [(a[0], b[0]) for a, b in answers]
    blind = [(a[0], b[0]) for a, b in answers if a[1] and b[1]]
    return Pair(
        one=one,
        other=other,
        both=len(every),
        agreed=sum(a == b for a, b in every),
        kappa=cohen_kappa(every),
        blind_both=len(blind),
        blind_agreed=sum(a == b for a, b in blind),
        blind_kappa=cohen_kappa(blind),
    )


def cohen_kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    """How far two people agree beyond chance: (p_o - p_e) / (1 - p_e).

    p_o is the share of equal answers, p_e the share expected if each answered at random with the
    frequencies of his own answers (Cohen 1960). None if p_e is 1, and for no answers.

    >>> yes, no = "accepted", "rejected"
    >>> round(cohen_kappa([(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15), 3)
    0.4
    """
    count = len(answers)
    if not count:
        return None
    ones, others = Counter(a for a, _ in answers), Counter(b for _, b in answers)
    expected = sum(ones[each] * others[each] for each in ones) / count**2
    if expected == 1:
        return None
    return (sum(a == b for a, b in answers) / count - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """How far any number of people agree beyond chance, some answers missing: 1 - D_o / D_e.

    For each unit with m ≥ 2 answers each ordered pair of them counts 1/(m - 1) in a table o of
    coincidences; n_c is the sum of its row c, n of all. D_o = Σ_{c≠k} o_ck and
    D_e = Σ_{c≠k} n_c·n_k / (n - 1) (Krippendorff 2011, nominal data). None if all answers are one.
    """
    told: Counter[str] = Counter()
    differing = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        told.update(counts)
        equal = sum(n * (n - 1) for n in counts.values())
        differing += (len(unit) * (len(unit) - 1) - equal) / (len(unit) - 1)
    total = sum(told.values())
    expected = total**2 - sum(n**2 for n in told.values())
    if not expected:
        return None
    return 1 - differing * (total - 1) / expected
