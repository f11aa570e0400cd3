"""Read a printed count as the interval of numbers it can stand for.

In: a quantity as said.  Out: the figure as printed, and the lowest and highest number it allows.
"18.8 million" is a rounded number, "about" and "nearly" are wider; nothing is averaged.
"""

from __future__ import annotations

import math
from decimal import Decimal

from firsthand.model.claim import Quantity
from firsthand.model.value import value
from firsthand.weigh.settings import WeighSettings


@value
class Interval:
    """The numbers a figure can stand for; infinite where an end is open."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether one number can be both."""
        return self.low <= other.high and other.low <= self.high


def printed(quantity: Quantity) -> int | float | None:
    """The number that stands on the page; for a range its two ends do, and neither alone is it.

    >>> printed(Quantity(low=None, high=36_000_000, approximate=True, unit="examined"))
    36000000
    """
    if quantity.low is not None and quantity.high is not None:
        return quantity.low if quantity.low == quantity.high else None
    return quantity.low if quantity.high is None else quantity.high


def interval_of(quantity: Quantity, settings: WeighSettings) -> Interval:
    """The lowest and highest number that *quantity*, as printed, allows."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        spread_low = _spread(low, settings, about=quantity.approximate)
        spread_high = _spread(high, settings, about=quantity.approximate)
        return Interval(low=low - spread_low, high=high + spread_high)
    if low is not None:
        return Interval(low=low - _spread(low, settings, about=False), high=math.inf)
    if high is not None:
        floor = settings.nearly_share * high if quantity.approximate else 0.0
        return Interval(low=floor, high=high + _spread(high, settings, about=False))
    return Interval(low=0.0, high=math.inf)


def rounding(figure: float, settings: WeighSettings) -> float:
    """Half a unit of the last digit printed, and no more than a set share of the figure.

    >>> rounding(18_800_000, WeighSettings())
    50000.0
    """
    digits = Decimal(str(figure)).normalize()
    exponent = digits.as_tuple().exponent
    if not isinstance(exponent, int) or not figure:
        return 0.0
    if exponent == 0 and figure == int(figure):
        return 0.0  # printed to the last unit
    return float(min(0.5 * 10.0**exponent, abs(figure) * settings.rounding_share_max))


def digits_of(figure: float) -> int:
    """How many digits of *figure* carry information: 3 for 18,800,000, 1 for 20."""
    return len(Decimal(str(figure)).normalize().as_tuple().digits)


def said(number: float | None) -> str:
    """A number as a reader reads it.

    >>> said(18_800_000.0)
    '18,800,000'
    """
    if number is None or math.isinf(number):
        return "no limit"
    return f"{int(number):,}" if number == int(number) else f"{number:,.4g}"


def _spread(figure: float, settings: WeighSettings, *, about: bool) -> float:
    rounded = rounding(figure, settings)
    return max(rounded, abs(figure) * settings.about_share) if about else rounded
