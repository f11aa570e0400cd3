"""Put a number together from its words: two hundred, fifty-three, thousand; soixante, dix; five and twenty.

In: numbers and scales in the order of the words, and how the language joins them.  Out: the number, or
that the next word begins another. Words are known in `claim.numerals`.
"""

from __future__ import annotations

from firsthand.claim.numerals import Writing

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_SCORES = 4  # quatre-vingts is the one number that is counted in scores


class Sum:
    """A number being put together, part by part.

    `group` is what stands before the next scale, `total` what scales were applied to; `scale` is the
    last one and `scales` how many there were.
    """

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.total = self.group = self.last = 0.0
        self.filled = False  # whether the group has a number
        self.room = 0.0  # below which the next number may be added to the group
        self.scale = self.scales = 0

    @property
    def number(self) -> float:
        """What it comes to so far."""
        return self.total + self.group

    def add(self, number: float, *, joined: bool, digits: bool) -> bool:
        """Add one number; False where it begins another. `joined`: with a word like "and"."""
        if not self.filled:
            return self._begin(number, digits=digits)
        if digits:
            return False
        if self._is_multiplied(number, joined=joined):
            self.group += self.last * (number - 1)
            self.last = self.room = number
            return True
        if min(number, self.group) < 1 and 1 in {number, self.last} and not self.scale:
            self.group, self.room = min(number, self.group), 0.0  # eine halbe; half a million
            return True
        if number < self.room:
            self.group += number
            self.last, self.room = number, self._room(number)
            return True
        return self._turned(number, joined=joined)

    def _begin(self, number: float, *, digits: bool) -> bool:
        """The first number of a group: after a scale, one that is smaller than it."""
        if self.scale and number >= self.scale:
            return False
        if self.scale and digits and not (number < _THOUSAND and number == int(number)):
            return False
        if number >= _THOUSAND and not digits:  # مليونان: two million in one word
            self.total += number
            self.scale, self.scales = (
                _THOUSAND ** ((len(str(int(number))) - 1) // 3),
                self.scales + 1,
            )
            return True
        self.group, self.filled, self.last = number, True, number
        self.room = 0.0 if digits else self._room(number)
        return True

    def _is_multiplied(self, number: float, *, joined: bool) -> bool:
        """Two hundred, twelve hundred; quatre-vingts."""
        last = self.last
        if joined or number not in self.writing.multiply or not 1 <= last < _TWENTY:
            return False
        return number != _TWENTY or last == _SCORES

    def _turned(self, number: float, *, joined: bool) -> bool:
        """Five and twenty; three ten."""
        if not 0 < self.last < _TEN or self.last != int(self.last):
            return False
        tens = _TWENTY <= number < _HUNDRED and number % _TEN == 0
        if not (self.writing.units_first and joined and tens) and not (
            self.writing.teens_apart and not joined and number == _TEN
        ):
            return False
        self.group += number
        self.last, self.room = number, 0.0
        return True

    def _room(self, number: float) -> float:
        """What is added to *number* is less than this."""
        if number != int(number):
            return 0.0
        if number >= _HUNDRED:
            return float(_HUNDRED) if number % _HUNDRED == 0 else 0.0
        if number in self.writing.teens_after:
            return float(_TWENTY)
        least = _TEN if self.writing.ten_first else _TWENTY
        return float(_TEN) if number >= least and number % _TEN == 0 else 0.0

    def times(self, scale: int) -> bool:
        """Multiply by a scale; False where it begins another number."""
        if not self.scales and not self.filled:
            self.total = float(scale)
        elif self.scale and scale > self.scale:  # dos mil quinientos millones
            self.total = (self.total + self.group) * scale
        elif not self.scale or scale < self.scale:  # deux millions mille
            self.total += (self.group if self.filled else 1) * scale
        else:
            return False
        self.group, self.filled, self.room, self.last = 0.0, False, 0.0, 0.0
        self.scale = scale
        self.scales += 1
        return True

    def half(self) -> None:
        """Two *and a half* million, a million *and a half*."""
        if self.filled:
            self.group += 0.5
            self.room = 0.0
        else:
            self.total += 0.5 * self.scale
