from __future__ import annotations

import pytest

from firsthand.model.sealed import Sealed, WrappedFile


def test_a_sealed_object_goes_by_an_address_that_betrays_nothing() -> None:
    digest = "0123456789abcdef" * 4
    sealed = Sealed(digest=digest, size_bytes=4345, commitment="b" * 64, wrapped_sha256="c" * 64)
    assert sealed.address == "sealed/0123456789abcdef"


def test_what_is_no_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        Sealed(digest="a", size_bytes=1, commitment="b" * 64, wrapped_sha256="c" * 64)
    with pytest.raises(ValueError, match="64 hexadecimal"):
        WrappedFile(path="keys/x.age", sha256="")
