from __future__ import annotations

import pytest

from firsthand.publish.redact import redact
from firsthand.publish.site import render_site
from publish.told import dossier


def test_renderers_take_only_what_was_redacted() -> None:
    """The types keep a name in: a dossier with every name still in it has no way to a page."""
    with pytest.raises(AttributeError):
        list(render_site(dossier(), preview=lambda _: None))  # type: ignore[arg-type]
    assert list(render_site(redact(dossier(), withheld=()), preview=lambda _: None))
