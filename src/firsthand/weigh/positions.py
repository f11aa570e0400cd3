"""Say how sources stand to what they say: whether it serves their side, or they would rather not say it.

In: statements by meaning with their supports, roles that people gave, what sources are called.
Out: for each statement how its origins and the voices named on pages stand to it, and why.
Who is on which side a person says; without that, only who denies or defends on the same page, or
as the one origin, is taken to be on the side of what is denied. Nothing is weighed by it unless the rule
of the case says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim, Coded, Element, Stance
from firsthand.model.decision import Role, RoleWord
from firsthand.model.lineage import Lineage
from firsthand.model.standing import OriginStands, Position, VoiceStands
from firsthand.weigh.ancestry import NAMED_ONLY, Support
from firsthand.weigh.meaning import Meant
from firsthand.weigh.wording import normal

QUOTE_CHARACTERS = 120
SERVES, HARMS = 1, -1  # the side of those who run a programme
_CODES = {
    (Element.COMPULSION, "voluntary"): SERVES,
    (Element.COMPULSION, "mandatory"): HARMS,
    (Element.CONSENT, "informed"): SERVES,
    (Element.CONSENT, "uninformed"): HARMS,
    (Element.CONSENT, "coerced"): HARMS,
    (Element.LEGAL_BASIS, "claimed"): SERVES,
    (Element.LEGAL_BASIS, "missing"): HARMS,
    (Element.LEGAL_BASIS, "limited_to_suspects"): HARMS,
}
_ELEMENTS = {Element.DENIAL: SERVES, Element.SANCTION: HARMS}


class Positions:
    """Who denies what, and who is on which side, for all statements of a case."""

    def __init__(
        self,
        statements: Sequence[Meant],
        *,
        supports: Mapping[str, tuple[Support, ...]],
        roles: Sequence[Role],
        lineage: Lineage,
        called: Mapping[str, str],
    ) -> None:
        self.supports = supports
        self.called = called
        self.roles = {normal(role.name): role for role in roles}
        self.names = {
            origin.id: {normal(name) for name in (origin.name, *origin.aliases) if name.strip()}
            for origin in lineage.origins
        }
        by_name: dict[str, set[str]] = {}
        for key, names in self.names.items():
            for name in names:
                by_name.setdefault(name, set()).add(key)
        self.by_name = {name: frozenset(keys) for name, keys in by_name.items()}
        self.denying: dict[str, str] = {}  # an origin, and the words by which it denies or defends
        self.denying_on: dict[tuple[str, str], str] = {}  # the same of a voice on one page
        self.anything_denied: dict[str, str] = {}
        self.anything_denied_on: dict[tuple[str, str], str] = {}
        for meant in statements:
            for claim in meant.claims:
                self._hear(meant, claim)

    def _hear(self, meant: Meant, claim: Claim) -> None:
        defends = side_of(meant) == SERVES
        if not defends and meant.stance is not Stance.DENIED:
            return
        words = _quoted(claim)
        voice = (claim.suggestion.document, normal(claim.suggestion.said_by))
        for support in self.supports.get(claim.id, ()):
            # Who reports a denial has not denied: only whoever it is said to be from has.
            if len(support) == 1 and (origin := min(support)) in self._named(claim):
                self.anything_denied.setdefault(origin, words)
                if defends:
                    self.denying.setdefault(origin, words)
        if voice[1]:
            self.anything_denied_on.setdefault(voice, words)
            if defends:
                self.denying_on.setdefault(voice, words)

    def _named(self, claim: Claim) -> frozenset[str]:
        """The origins that a page names for its claim; the page itself where it names nobody."""
        voice = normal(claim.suggestion.said_by)
        if not voice:
            return frozenset({claim.suggestion.document})
        return self.by_name.get(voice, frozenset())

    def origins(self, meant: Meant, origins: Sequence[str]) -> tuple[OriginStands, ...]:
        """How each of a statement's origins stands to it."""
        made = []
        for origin in origins:
            names = {*self.names.get(origin, ()), normal(self.called.get(origin, ""))}
            position, why = self._position(
                meant,
                names,
                denies=self.denying.get(origin, ""),
                anything=self.anything_denied.get(origin, ""),
            )
            made.append(
                OriginStands(
                    id=origin,
                    name=self.called.get(origin, origin),
                    seen=not origin.startswith(NAMED_ONLY),
                    position=position,
                    why=why,
                )
            )
        return tuple(made)

    def voices(self, meant: Meant) -> tuple[VoiceStands, ...]:
        """Whom pages name as having said it, where anything is known of their side."""
        found: dict[tuple[str, Position, str], list[str]] = {}
        for claim in meant.claims:
            name = normal(claim.suggestion.said_by)
            if not name:
                continue
            voice = (claim.suggestion.document, name)
            position, why = self._position(
                meant,
                {name},
                denies=self.denying_on.get(voice, ""),
                anything=self.anything_denied_on.get(voice, ""),
            )
            if position is not Position.NOT_KNOWN:
                key = (claim.suggestion.said_by, position, why)
                found.setdefault(key, []).append(claim.id)
        return tuple(
            VoiceStands(name=name, position=position, why=why, claims=tuple(sorted(ids)))
            for (name, position, why), ids in sorted(found.items())
        )

    def _position(
        self, meant: Meant, names: set[str], *, denies: str, anything: str
    ) -> tuple[Position, str]:
        role = next((self.roles[name] for name in sorted(names) if name in self.roles), None)
        if role is not None:
            return _by_role(role, side_of(meant), denies or anything)
        if not denies:
            return Position.NOT_KNOWN, ""
        if side_of(meant) == SERVES:
            return Position.INTERESTED, f"it denies or defends: {denies}"
        return Position.HOSTILE, f"it denies or defends ({denies}), and says this all the same"


def _by_role(role: Role, side: int, denies: str) -> tuple[Position, str]:
    """How a source on a side that a person gave stands to what serves *side*."""
    given = f"{role.role.value}, says {role.by.name}: {role.reason}"
    if role.role is RoleWord.PARTY and not side and denies:
        return Position.HOSTILE, f"{given}; it denies or defends ({denies}), and confirms this"
    serves = {RoleWord.PARTY: side, RoleWord.OPPONENT: -side, RoleWord.NEITHER: 0}[role.role]
    if not serves:
        return Position.NEITHER, given
    return (Position.INTERESTED if serves > 0 else Position.HOSTILE), given


def side_of(meant: Meant) -> int:
    """Whether a statement serves those who run a programme (1), harms them (-1), or neither (0)."""
    side = _ELEMENTS.get(meant.element, 0)
    if isinstance(meant.value, Coded):
        side = _CODES.get((meant.element, meant.value.code), side)
    if meant.stance is Stance.UNKNOWN:
        return 0
    return -side if meant.stance is Stance.DENIED else side


def _quoted(claim: Claim) -> str:
    words = " ".join(claim.suggestion.quotation.exact.split())
    return f"“{words[:QUOTE_CHARACTERS]}{'…' if len(words) > QUOTE_CHARACTERS else ''}”"
