"""Ways to tamper with what is sealed: two objects of one case, and the keys that open them.

Whoever holds the key that signs can write other entries too: then the log is whole, and what was committed to is not.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from firsthand.model.sealed import Envelope
from firsthand.pipeline import keys
from firsthand.store.sealing import Identity, fresh_salt, open_value, seal, seal_value, unseal
from sealed_case import SealedCase
from tampered.ways import LOG, Way, entry, flip, lines, link, resign, rewrite

ONE, TWO = 2, 3  # the entries by which the two objects came: 0 opens the case, 1 adds Ana


def sealed(case: Path, number: int) -> str:
    """The digest of the sealed object that entry *number* speaks of."""
    body = json.loads((case / LOG).read_bytes().splitlines()[number])["body"]
    return str(body["digest"])


def object_of(case: Path, number: int) -> Path:
    digest = sealed(case, number)
    return case / "evidence" / digest[:2] / digest


def key_of(case: Path, number: int) -> Path:
    return case / "keys" / f"{sealed(case, number)}.age"


def swap(of: Callable[[Path, int], Path]) -> Callable[[Path], None]:
    """What is the first object's lies in the place of the second's, and the other way round."""

    def apply(case: Path) -> None:
        one, two = of(case, ONE), of(case, TWO)
        held = one.read_bytes(), two.read_bytes()
        rewrite(one, lambda _: held[1])
        rewrite(two, lambda _: held[0])

    return apply


def instead(of: Callable[[Path, int], Path]) -> Callable[[Path], None]:
    """The second's lies in the place of the first's."""
    return lambda case: rewrite(of(case, ONE), lambda _: of(case, TWO).read_bytes())


def told(number: int, **fields: object) -> Callable[[Path], None]:
    """The holder of the signing key makes an entry say something else, and signs."""

    def apply(case: Path) -> None:
        lines(entry(number, lambda each: each["body"].update(fields)))(case)
        resign(case, keys.operator_key())

    return apply


def sealed_anew(change: Callable[[SealedCase, bytes], bytes]) -> Callable[[Path], None]:
    """A recipient, who also holds the signing key, seals another key file and makes the entry speak of it."""

    def apply(case: Path) -> None:
        held = SealedCase(folder=case, key=case.parent / "ana.key")
        path = key_of(case, ONE)
        made = change(held, path.read_bytes())
        rewrite(path, lambda _: made)
        told(ONE, wrapped_sha256=hashlib.sha256(made).hexdigest())(case)

    return apply


def another_salt(held: SealedCase, wrapped: bytes) -> bytes:
    envelope = open_value(wrapped, Envelope, held.identities)
    other = dataclasses.replace(envelope, salt=fresh_salt().hex())
    return seal_value(other, [each.recipient for each in held.identities])


def another_key(held: SealedCase, wrapped: bytes) -> bytes:
    envelope = open_value(wrapped, Envelope, held.identities)
    other = dataclasses.replace(envelope, identity=Identity.fresh().reveal())
    return seal_value(other, [each.recipient for each in held.identities])


def one_recipient_more(held: SealedCase, wrapped: bytes) -> bytes:
    plain = unseal(wrapped, held.identities)
    recipients = [each.recipient for each in held.identities]
    return seal(plain, [*recipients, Identity.fresh().recipient])


VERIFIED = {
    "a sealed object lies in the place of another": Way("object-altered", "expected SHA-256", instead(object_of)),
    "two sealed objects change places": Way("object-altered", "expected SHA-256", swap(object_of)),
    "a bit of a sealed object is flipped": Way("object-altered", "expected SHA-256", lambda c: rewrite(object_of(c, ONE), flip)),
    "two wrapped keys change places": Way("wrapped-altered", "expected SHA-256", swap(key_of)),
    "a wrapped key is another's": Way("wrapped-altered", "expected SHA-256", instead(key_of)),
    "a wrapped key is taken away": Way("wrapped-missing", "found nothing", lambda c: key_of(c, ONE).unlink()),
    "a wrapped key is slipped in": Way("wrapped-unknown", "found one that none does", lambda c: (c / "keys" / f"{'0' * 64}.age").write_bytes(b"x")),
    "a link stands for the folder of keys": Way("wrapped-not-a-folder", "found a link", lambda c: link(c / "keys", c.parent / "away")),
    "signed, an entry speaks of another wrapped key": Way("wrapped-altered", "expected SHA-256 0000", told(ONE, wrapped_sha256="0" * 64)),
    "signed, an object is sealed for one more": Way("wrapped-recipients", "for the 1 recipients of then, found one for 2", sealed_anew(one_recipient_more)),
    "the commitment is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(ONE, lambda e: e["body"].update(commitment="0" * 64)))),
    "the recipient is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(1, lambda e: e["body"].update(recipient=Identity.fresh().recipient)))),
    "an erasure is undone: the entry is cut off": Way("entries-missing", "expected 4 entries as signed for, found 3", lines(lambda found: found[:-1])),
}  # fmt: skip

OPENED = {
    "signed, the commitment is changed": ("what it holds is not what the record commits to", told(ONE, commitment="0" * 64)),
    "signed, the salt is another": ("what it holds is not what the record commits to", sealed_anew(another_salt)),
    "signed, the key is another": ("none of these identities opens it", sealed_anew(another_key)),
}  # fmt: skip
