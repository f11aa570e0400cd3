"""How far apart two figures may lie and still be one: the choices that weighing leaves open.

In: nothing.  Out: the settings, each with its reason.  None of them changes what a claim means.
"""

from __future__ import annotations

from firsthand.model.decision import StandingRule
from firsthand.model.value import value


@value
class WeighSettings:
    """Choices a person may make differently; docs/methods/weighing.md says what each does.

    `about_share`: "about N" covers N plus or minus this share. `nearly_share`: "nearly N" covers
    from this share of N up to N. `rounding_share_max`: how much a round figure ("20 million") may
    hide at most, as a share of itself. `search_steps_max`: how long to look for the fewest sources
    behind a statement before a lower bound is taken instead. `rule` says when a statement is
    corroborated and when contested, as a person set it for the case. `apart` are pairs of codes that cannot
    both be so of one programme, each with its element, of those that the case added.
    """

    about_share: float = 0.05
    nearly_share: float = 0.9
    rounding_share_max: float = 0.025
    search_steps_max: int = 20_000
    rule: StandingRule = StandingRule()
    apart: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.about_share < 1:
            raise ValueError(f"a share lies in 0..1: {self.about_share}")
        if not 0 < self.nearly_share <= 1:
            raise ValueError(f"a share lies in 0..1: {self.nearly_share}")
        if not 0 <= self.rounding_share_max < 1:
            raise ValueError(f"a share lies in 0..1: {self.rounding_share_max}")
        if self.search_steps_max < 1:
            raise ValueError(f"a search takes at least one step: {self.search_steps_max}")
