"""What a person may set about tracing, each with its reason.

In: nothing.  Out: `TraceSettings`.  Reading settings from a file or an option is not done here but
in `pipeline`.
"""

from __future__ import annotations

from firsthand.model.value import value


@value
class TraceSettings:
    """The few choices that change what is found; docs/methods/tracing.md says what was chosen how."""

    passage_letters_min: int = 60  # shorter agreement is stock phrase more often than reuse
    direction_sure_min: float = 0.65  # below this, saying who was first would be inventing it
    date_wrong_share: float = 0.05  # how many stated dates are taken to be wrong before looking
    seeds_max: int = 12_000_000  # bounds time and memory; the join thins itself to stay below

    def __post_init__(self) -> None:
        if self.passage_letters_min < 20:
            raise ValueError(f"a passage has 20 letters or more: {self.passage_letters_min}")
        if not 0.5 <= self.direction_sure_min < 1:
            raise ValueError(f"sure enough lies in 0.5..1: {self.direction_sure_min}")
        if not 0 < self.date_wrong_share < 0.5:
            raise ValueError(f"a share of wrong dates lies in 0..0.5: {self.date_wrong_share}")
        if self.seeds_max < 1_000:
            raise ValueError(f"fewer than 1000 seeds find nothing: {self.seeds_max}")
