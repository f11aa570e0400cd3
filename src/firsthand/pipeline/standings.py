"""Record what a person decides about how statements stand: the rule, sources, items, contents, standards of proof.

In: an open case, what was weighed, the operator's words, a reason.  Out: entries of the record. Nothing is
computed from judgements and standards; what a rule comes to is worked out each time the case is weighed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from firsthand.errors import OperatorError
from firsthand.model.decision import (
    Assessment,
    Judging,
    Role,
    RoleWord,
    RuleSet,
    Standard,
    StandingRule,
)
from firsthand.model.record import (
    Assessed,
    Body,
    ItemStated,
    RoleGiven,
    RuleChanged,
    StandardMet,
)
from firsthand.model.reporting import ItemTold
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.judging import need_reason
from firsthand.pipeline.ruled import decisions
from firsthand.pipeline.stages import Weighed
from firsthand.weigh.gather import ITEMS

YES, NO = frozenset({"yes", "true"}), frozenset({"no", "false"})
BETWEEN = ";"  # the words of the case for standards of proof, the lowest first
Pair = tuple[str, str]


@value
class Asked:
    """What the operator asks for, in the operator's words."""

    rule: tuple[str, ...] = ()  # NAME=VALUE
    roles: tuple[Pair, ...] = ()
    sources: tuple[Pair, ...] = ()
    items: tuple[Pair, ...] = ()
    contents: tuple[Pair, ...] = ()
    standards: tuple[Pair, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything is to be recorded."""
        return any(getattr(self, field.name) for field in dataclasses.fields(self))


def decide(case: Case, weighed: Weighed, asked: Asked, *, reason: str) -> int:
    """Record all that is asked for, or nothing; how many entries.

    Raises:
        OperatorError: no reason is given, or a rule, role or standard is none that there is.
        UnknownIdError: an id names nothing, or several things.
    """
    need_reason(reason)
    why = reason.strip()
    bodies: list[Body] = []
    rule = decisions(case).rule
    if asked.rule:
        rule = changed_rule(rule, asked.rule)
        made = RuleSet(rule=rule, reason=why, by=operator(), at=clock.now())
        bodies.append(RuleChanged(set=made))
    bodies += [RoleGiven(role=_role(name, word, why)) for name, word in asked.roles]
    claims = {each.id: each.claims for each in weighed.findings.statements}
    pages = {page.address: page.id for page in weighed.documents}
    for name, words in asked.sources:
        bodies.append(_assessed(Judging.SOURCE, name.strip(), words, why))
    for told, words in asked.items:
        page = one_of(pages.get(told, told), pages.values(), what="document")
        bodies.append(_assessed(Judging.ITEM, page, words, why))
    for told, words in asked.contents:
        key = one_of(told, claims, what="statement")
        bodies.append(_assessed(Judging.CONTENT, key, words, why, claims[key]))
    for told, words in asked.standards:
        bodies.append(_standard(told, words, why, rule, claims))
    case.append(bodies)
    return len(bodies)


def changed_rule(rule: StandingRule, told: Sequence[str]) -> StandingRule:
    """*rule* with what `NAME=VALUE` sets.

    Raises:
        OperatorError: a name is no part of a rule, or a value cannot stand there.
    """
    fields = {field.name for field in dataclasses.fields(StandingRule)}
    changes: dict[str, object] = {}
    for each in told:
        name, equals, given = each.partition("=")
        if not equals or name not in fields:
            raise OperatorError(
                f"expected NAME=VALUE with one of {', '.join(sorted(fields))}: {each}"
            )
        changes[name] = _value(name, given.strip(), getattr(rule, name))
    try:
        return dataclasses.replace(rule, **changes)  # type: ignore[arg-type]
    except ValueError as problem:
        raise OperatorError(f"no such rule: {problem}") from None


def _value(name: str, given: str, now: object) -> object:
    if isinstance(now, bool):
        if given.casefold() not in YES | NO:
            raise OperatorError(f"expected yes or no for {name}, found {given}")
        return given.casefold() in YES
    if isinstance(now, int):
        if not given.isdecimal():
            raise OperatorError(f"expected a number for {name}, found {given}")
        return int(given)
    return tuple(words.strip() for words in given.split(BETWEEN))


def _role(name: str, word: str, reason: str) -> Role:
    if word not in set(RoleWord):
        raise OperatorError(f"expected {', '.join(RoleWord)} for {name}, found {word}")
    return Role(
        name=name.strip(), role=RoleWord(word), reason=reason, by=operator(), at=clock.now()
    )


def _assessed(
    judging: Judging, about: str, words: str, reason: str, claims: tuple[str, ...] = ()
) -> Assessed:
    if not about or not words.strip():
        raise OperatorError(f"a judgement on a {judging.value} names it and says what it is")
    return Assessed(
        assessment=Assessment(
            judging=judging,
            about=about,
            words=words.strip(),
            reason=reason,
            by=operator(),
            at=clock.now(),
            claims=claims,
        )
    )


def _standard(
    told: str,
    words: str,
    reason: str,
    rule: StandingRule,
    claims: Mapping[str, tuple[str, ...]],
) -> StandardMet:
    if words not in rule.standards:
        raise OperatorError(
            f"expected one of the standards of this case ({'; '.join(rule.standards)}), found {words}: "
            "--set standards=… changes them"
        )
    key = one_of(told, claims, what="statement")
    return StandardMet(
        standard=Standard(
            statement=key,
            claims=claims[key],
            words=words,
            reason=reason,
            by=operator(),
            at=clock.now(),
        )
    )


def state_item(case: Case, told: tuple[int, str]) -> ItemTold:
    """State an item of the report on estimates in the operator's words.

    Raises:
        OperatorError: there is no such item, or nothing is said.
    """
    number, text = told
    if not 1 <= number <= len(ITEMS) or not text.strip():
        raise OperatorError(f"expected an item from 1 to {len(ITEMS)} and words, found {number}")
    made = ItemTold(number=number, text=text.strip(), by=operator(), at=clock.now())
    case.append([ItemStated(told=made)])
    return made
