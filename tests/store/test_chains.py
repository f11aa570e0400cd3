from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from certified import NOW, Held, certify
from firsthand.store.chains import Path, is_authority, issued, lead, read_certificates, read_pem

STAMPS, SITES = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH
ROOT = certify("root", authority=True)
BETWEEN = certify("between", ROOT, authority=True)


def led(own: Held, *others: Held, roots: tuple[Held, ...] = (ROOT,)) -> Path:
    return lead(
        own.certificate,
        [each.certificate for each in others],
        [each.certificate for each in roots],
        moment=NOW,
        purpose=STAMPS,
    )


def test_a_way_leads_over_an_authority_to_a_root_that_is_believed() -> None:
    own = certify("time", BETWEEN, uses=[STAMPS])
    path = led(own, BETWEEN)
    assert (path.complete, path.trusted) == (True, True)
    assert [each.certificate for each in (own, BETWEEN, ROOT)] == list(path.certificates)


def test_a_root_that_nobody_believes_ends_it_too() -> None:
    path = led(certify("time", BETWEEN), BETWEEN, ROOT, roots=())
    assert (path.complete, path.trusted, len(path.certificates)) == (True, False, 3)


def test_a_way_may_break_off() -> None:
    path = led(certify("time", BETWEEN))
    assert (path.complete, path.trusted, len(path.certificates)) == (False, False, 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"authority": False}, "whoever has a certificate for a site writes one for an authority"),
        ({"authority": True, "signs": False}, "its key may not sign certificates"),
        ({"authority": True, "uses": [SITES]}, "it is kept for sites"),
        ({"authority": True, "days": (-40, -1)}, "it had ended"),
        ({"authority": True, "days": (1, 40)}, "it had not begun"),
    ],
)
def test_who_may_not_vouch_for_others_does_not(told: dict[str, Any], why: str) -> None:
    above = certify("above", ROOT, **told)
    path = led(certify("time", above, uses=[STAMPS]), above)
    assert not path.trusted, why


def test_an_authority_that_allows_none_below_it_has_none() -> None:
    narrow = certify("narrow", ROOT, authority=True, length=0)
    below = certify("below", narrow, authority=True)
    assert led(certify("time", narrow), narrow).trusted
    assert not led(certify("time", below), below, narrow).trusted


def test_a_name_alone_issues_nothing() -> None:
    other = certify("root", authority=True)
    assert issued(BETWEEN.certificate, ROOT.certificate)
    assert not issued(BETWEEN.certificate, other.certificate)
    assert is_authority(other.certificate, below=0, moment=NOW, purpose=STAMPS)


def test_a_ring_of_two_ends() -> None:
    assert not led(certify("a", BETWEEN), BETWEEN, BETWEEN, roots=()).trusted


def test_certificates_are_read_as_files_and_entries_hold_them() -> None:
    der = ROOT.certificate.public_bytes(Encoding.DER)
    assert read_pem(ROOT.pem + BETWEEN.pem) == [ROOT.certificate, BETWEEN.certificate]
    assert read_pem(der) == [ROOT.certificate]
    assert read_certificates([base64.b64encode(der).decode()]) == [ROOT.certificate]
    for wrong in (b"", b"x", b"-----BEGIN CERTIFICATE-----"):
        with pytest.raises(ValueError, match=r".+"):
            read_pem(wrong)
    with pytest.raises(ValueError, match=r".+"):
        read_certificates(["*"])
