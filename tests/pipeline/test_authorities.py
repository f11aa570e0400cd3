from __future__ import annotations

from firsthand.pipeline.authorities import authorities


def test_the_authorities_are_those_of_the_package_and_sign_for_themselves() -> None:
    found = authorities()
    assert len(found) > 50
    for each in found:
        assert each.subject == each.issuer
