"""What may stand in the record: the things that cannot be made again besides the bytes.

Each entry has a body of one of these kinds. Adding a kind is a change of format.
"""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.anchoring import BlockStamped, Cosigned
from firsthand.model.assuming import AssumptionsEntered
from firsthand.model.claim import Judgement, Suggestion
from firsthand.model.collection import KeptApart
from firsthand.model.consent import ConsentGiven, ConsentRevoked
from firsthand.model.custody import Agent, Capture
from firsthand.model.custody_event import Exported, FixityChecked
from firsthand.model.decision import Assessment, DisputeRuling, Role, RuleSet, Standard
from firsthand.model.finding import Population
from firsthand.model.lineage import Correction, Derivation, Drift, Origin
from firsthand.model.moment import Moment
from firsthand.model.reporting import ItemTold
from firsthand.model.rights import Mark, ScopeSet
from firsthand.model.sealed import (
    Erased,
    RecipientAdded,
    RecipientRemoved,
    Rewrapped,
    Sealed,
    Unsealed,
)
from firsthand.model.value import value
from firsthand.model.vocabulary import VocabularyChanged
from firsthand.model.witness import WitnessBound, WitnessEntered, WitnessErased, WitnessUnbound


@value
class CaseOpened:
    """The first entry: what this case is and which format it is written in.

    `tiles` says that tiles are kept from the first entry on: where they are gone, somebody took them away.
    """

    name: str
    format: int
    key: str  # the public key that signs this case's record, base64
    key_name: str
    tiles: bool = False


@value
class Preserved:
    """A capture came into the vault (PREMIS event: ingestion)."""

    capture: Capture


@value
class Redescribed:
    """A manifest now says something else of a capture; what it said before stays in its entry.

    The bytes are those kept before. The latest description is the one that readers show.
    """

    capture: Capture


@value
class Refused:
    """Something offered was not preserved, and why; so that nobody later wonders."""

    address: str
    code: str
    message: str


@value
class Judged:
    """A person judged a suggestion; the suggestion is kept beside the judgement."""

    judgement: Judgement
    suggestion: Suggestion


class RevisionKind(StrEnum):
    """How a person wrote claims anew."""

    EDIT = "edit"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"


@value
class Revised:
    """A person wrote claims anew: those replaced are kept beside those made, which replace none if added.

    It stands for judgements of that person: the replaced ones are rejected, the made ones accepted.
    """

    kind: RevisionKind
    replaced: tuple[Suggestion, ...]
    made: tuple[Suggestion, ...]
    reason: str
    batch: str
    blind: bool = False


@value
class TakenBack:
    """A person takes back all that they judged with one command: it counts as never said."""

    batch: str
    reason: str


@value
class PeopleNeeded:
    """How many people must accept a claim of this case, one or two, until it is set otherwise."""

    count: int
    reason: str

    def __post_init__(self) -> None:
        if self.count not in {1, 2}:
            raise ValueError(f"one person or two accept a claim: {self.count}")


@value
class Coded:
    """A person's own coding of a document: their claims, complete for that document.

    Machine suggestions on a document that is coded are shown but not weighed.
    """

    document: str
    suggestions: tuple[Suggestion, ...]
    reason: str


@value
class Described:
    """An analyst describes origins, and the derivations and drifts they judge to hold."""

    origins: tuple[Origin, ...]
    derivations: tuple[Derivation, ...]
    drifts: tuple[Drift, ...]
    reason: str


@value
class Corrected:
    """An analyst fixed an edge of the lineage, cut one, or took either back."""

    correction: Correction


@value
class DisputeRuled:
    """A person explained a contradiction, left both sides standing, or opened it again."""

    ruling: DisputeRuling


@value
class RuleChanged:
    """A person set the rule by which statements of this case stand."""

    set: RuleSet


@value
class RoleGiven:
    """A person said on which side of the programme a source stands."""

    role: Role


@value
class Assessed:
    """A person judged a source, an item or a content."""

    assessment: Assessment


@value
class StandardMet:
    """A person found a standard of proof met by a statement."""

    standard: Standard


@value
class RightsScoped:
    """A person said of which state and time the rights worksheets ask."""

    scope: ScopeSet


@value
class RightsMarked:
    """A person marked an element of a rights test."""

    mark: Mark


@value
class ItemStated:
    """A person stated an item of the report on estimates."""

    told: ItemTold


@value
class Denominators:
    """Populations that an analyst gives as bounds, with where each is from."""

    populations: tuple[Population, ...]


@value
class ModelAllowed:
    """A person allows that words of this case are sent to a language model at this address."""

    address: str
    model: str
    reason: str


@value
class ModelForbidden:
    """A person takes that back: nothing more is sent."""

    reason: str


@value
class Offered:
    """What a language model offered for a document; it cannot be made again, so it is kept.

    `suggestions` are those whose words are on the page; `refused` counts the others. `sent_sha256`
    is of all words sent, in their order; `withheld` counts passages that stayed back.
    """

    document: str
    address: str
    model: str
    version: str
    suggestions: tuple[Suggestion, ...]
    refused: int
    sent_characters: int
    sent_sha256: str
    withheld: int


@value
class Timestamped:
    """An authority outside says that the record stood at *size* entries, under *root*, by a time (RFC 3161).

    `reply` is what it answered, base64; `utc` and `authority` are what the reply says, to be read again from it.
    `chain` are certificates above the authority's that the reply leaves out (DER, base64), up to its root.
    """

    size: int
    root: str
    utc: str
    authority: str
    reply: str
    chain: tuple[str, ...] = ()


# What is said of sealed objects, of witnesses and of what they agree to; it stays in the case.
NeverLeaves = (
    Sealed
    | RecipientAdded
    | RecipientRemoved
    | Rewrapped
    | Unsealed
    | Erased
    | WitnessEntered
    | WitnessErased
    | WitnessBound
    | WitnessUnbound
    | ConsentGiven
    | ConsentRevoked
)

Body = (
    CaseOpened
    | Preserved
    | Redescribed
    | Refused
    | Judged
    | Revised
    | TakenBack
    | PeopleNeeded
    | Coded
    | Described
    | Corrected
    | DisputeRuled
    | RuleChanged
    | RoleGiven
    | Assessed
    | StandardMet
    | RightsScoped
    | RightsMarked
    | ItemStated
    | Denominators
    | AssumptionsEntered
    | ModelAllowed
    | ModelForbidden
    | Offered
    | Timestamped
    | Cosigned
    | BlockStamped
    | NeverLeaves
    | FixityChecked
    | Exported
    | KeptApart
    | VocabularyChanged
)


@value
class Entry:
    """One entry of the record: who did what and when."""

    at: Moment
    by: Agent
    tool: Agent
    body: Body
