"""What is run in a page, on pages that scroll in ways of their own."""

from __future__ import annotations

import pytest

from captured import needs_chromium, visited
from firsthand.tools.browser.scripts import STEP, STEP_SHARE


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_page_that_is_one_window_with_a_part_that_scrolls_is_scrolled_in_that_part() -> None:
    """smoothly by its style, which would take longer than a step"""
    whole, _ = visited("/start")
    assert [each for each in whole.captured.receipt.loaded if each.address.endswith("/deep.gif")]


def test_a_step_goes_by_less_than_a_window() -> None:
    assert 0 < STEP_SHARE < 1
    assert str(STEP_SHARE) in STEP
