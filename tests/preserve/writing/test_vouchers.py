"""An archive that was written without the key is signed by who has it: the same bytes as if written at once, or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from firsthand.model.moment import Moment
from firsthand.preserve.writing import vouchers
from firsthand.preserve.writing.vouchers import UnsignableError, add_voucher
from firsthand.preserve.writing.waczs import PACKAGE, SEAL, Package, new_entry, write_wacz
from preserved import found
from written import AT, PREFACE, met

KEY = ec.derive_private_key(7, ec.SECP384R1())
LISTED = b'{"resources": []}'


def written(key: ec.EllipticCurvePrivateKey | None = None, *, vouched: bool) -> bytes:
    """A WACZ of awkward exchanges."""
    stream = io.BytesIO()
    write_wacz(
        met(), stream, scratch=io.BytesIO(), preface=PREFACE, package=Package(title="Sandur"), key=key,
        vouched=vouched,
    )  # fmt: skip
    return stream.getvalue()


def signed(data: bytes, *, created: Moment = AT) -> bytes:
    stream = io.BytesIO(data)
    add_voucher(stream, key=KEY, created=created, software=PREFACE.software)
    return stream.getvalue()


def test_the_bytes_are_those_of_an_archive_that_was_signed_as_it_was_written() -> None:
    data = written(vouched=False)
    assert "seal-missing" in {each.code for each in found(data)}
    whole = signed(data)
    assert whole == written(KEY, vouched=True)
    assert [each.code for each in found(whole)] == ["signature"]


def test_what_was_signed_is_the_digest_of_the_list_that_stands_in_it() -> None:
    stream = io.BytesIO(written(vouched=False))
    digest = add_voucher(stream, key=KEY, created=AT, software="x")
    with zipfile.ZipFile(stream) as made:
        assert made.namelist()[-2:] == [PACKAGE, SEAL]
        assert digest in made.read(SEAL).decode()
    (told,) = [each.message for each in found(stream.getvalue()) if each.code == "signature"]
    assert told.startswith("signed by the key ")


def entries(*named: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in named:
            item = new_entry(name)
            item.compress_type = method
            made.writestr(item, data)
    return stream.getvalue()


def two_lists() -> bytes:
    """Readers that look for the list of a large zip find another list than those that do not need to."""
    data = entries(("a", b"1"), (PACKAGE, LISTED))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        start = made.start_dir
    ending = data[data.rindex(b"PK\5\6") :]
    central = data[start : len(data) - len(ending)]
    at = start + central.rindex(b"PK\1\2")  # the second list is the end of the first
    one = start + len(central) - at
    large = (
        b"PK\6\6" + (44).to_bytes(8, "little") + (45).to_bytes(2, "little") * 2 + bytes(8)
        + (1).to_bytes(8, "little") * 2 + one.to_bytes(8, "little") + at.to_bytes(8, "little")
    )  # fmt: skip
    locator = b"PK\6\7" + bytes(4) + (start + len(central)).to_bytes(8, "little") + b"\1\0\0\0"
    return data[:start] + central + large + locator + ending


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: b"", "no zip"),
        (lambda: b"PK\3\4" + bytes(100), "no zip"),
        (lambda: entries(("a", b"1")), "the last"),
        (lambda: entries((PACKAGE, LISTED), ("a", b"1")), "the last"),
        (lambda: entries((SEAL, b"{}"), (PACKAGE, LISTED)), "the last"),
        (lambda: written(KEY, vouched=True), "the last"),
        (lambda: entries((PACKAGE, LISTED * 9), method=zipfile.ZIP_DEFLATED), "stored"),
        (lambda: entries((PACKAGE, b" " * (vouchers.LIST_BYTES_MAX + 1))), "stored"),
        (lambda: entries(("a/../../b", b"1"), (PACKAGE, LISTED)), "not sound"),
        (lambda: entries(("a", b"1"), (PACKAGE, LISTED)) + b"behind", "not sound"),
        (lambda: b"before" + entries((PACKAGE, LISTED)), "zip"),
        (lambda: entries((PACKAGE, LISTED)).replace(LISTED, LISTED.upper()), "no zip"),
        (two_lists, "two"),
        (lambda: entries(*((str(n), b"") for n in range(vouchers.ENTRIES_MAX)), (PACKAGE, LISTED)), "the last"),
    ],
)  # fmt: skip
def test_what_is_not_as_we_write_it_is_not_signed_and_stays_as_it_is(
    make: Callable[[], bytes], why: str
) -> None:
    data = make()
    stream = io.BytesIO(data)
    with pytest.raises(UnsignableError, match=why):
        add_voucher(stream, key=KEY, created=AT, software="x")
    assert stream.getvalue() == data
