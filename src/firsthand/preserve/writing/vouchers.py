"""Put what vouches for a WACZ into it as its last entry, where whoever wrote the rest does not have the key.

In: an archive without `datapackage-digest.json`, a key.  Out: the archive with it; nothing is unpacked, and of its entries only
the list of files is looked at, as bytes. The rest may have been written by somebody who is not believed: both lists of the zip are
held against each other before, and what is signed is the digest of the list that stands in it. Whether that list is right
is told by `firsthand verify`.
"""

from __future__ import annotations

import hashlib
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from firsthand.model.moment import Moment
from firsthand.preserve.writing.waczs import PACKAGE, SEAL, new_entry, voucher_text
from firsthand.preserve.zips import STORED, Zip, ZipError

LIST_BYTES_MAX = 1 << 20  # an archive of ours has ten files or so, each with 200 bytes in the list
ENTRIES_MAX = 1_000


class UnsignableError(ValueError):
    """This is no archive that we would have written without what vouches for it; the message says why. It is as it was."""


def add_voucher(
    stream: BinaryIO, *, key: EllipticCurvePrivateKey, created: Moment, software: str
) -> str:
    """Sign the list of files of the archive in *stream* (to be read, written and rewound); the digest that was signed.

    Raises:
        UnsignableError: nothing was signed.
        OperatorError: the key is of a curve that readers do not know.
    """
    listed = _list_of(stream)
    digest = f"sha256:{hashlib.sha256(listed).hexdigest()}"
    told = voucher_text(digest, key, created=created, software=software)
    stream.seek(0)
    with ZipFile(stream, "a") as made, made.open(new_entry(SEAL), "w") as target:
        target.write(told)
    return digest


def _list_of(stream: BinaryIO) -> bytes:
    """The list of files as it stands in the archive, once the zip is seen to be one to every reader."""
    try:
        found = Zip(stream, where="")
        if found.problems:
            raise UnsignableError(f"its zip is not sound: {found.problems[0].message}")
        names = [entry.name for entry in found.entries]
        if len(names) > ENTRIES_MAX or names[-1:] != [PACKAGE] or SEAL in names:
            raise UnsignableError(f"expected {PACKAGE} as the last of its entries and no {SEAL}")
        last = found.entries[-1]
        if last.method != STORED or last.size_bytes > LIST_BYTES_MAX:
            raise UnsignableError(f"expected {PACKAGE} stored, of {LIST_BYTES_MAX} bytes at most")
        listed = b"".join(found.content(last))
        stream.seek(0)
        with ZipFile(stream) as again:  # reads the lists its own way
            if again.namelist() != names or again.start_dir != last.start + last.packed_bytes:
                raise UnsignableError("expected one list of entries, found two")
    except (ZipError, BadZipFile) as problem:
        raise UnsignableError(f"it is no zip: {problem}") from None
    return listed
