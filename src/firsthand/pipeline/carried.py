"""Check what others vouch for in a packet: states of the log, stamps over them, cosignatures.

In: the files of a packet, its checkpoint and its entries; keys of cosigners learnt elsewhere.  Out: what holds, as anchors, and a
problem in words of its own for each that does not. Nothing in the packet is believed. What is written there is told in
`pipeline.carrying`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from cryptography.hazmat.primitives.serialization import Encoding

from firsthand.model.anchoring import BlockStamped
from firsthand.model.problem import Severity
from firsthand.pipeline.anchoring import BLOCK, COSIGNATURE, Anchor, BlockError, as_utc, judge_block
from firsthand.pipeline.authorities import authorities
from firsthand.pipeline.carrying import COSIGNED, ROOM, STAMP, parts_of
from firsthand.store.blocks import HEADER_FILE_BYTES_MAX, Header
from firsthand.store.chains import read_pem
from firsthand.store.cosigning import KEY_LETTERS_MAX, VerifierKey, check_cosignature, read_key
from firsthand.store.opentimestamps import PROOF_BYTES_MAX as OTS_BYTES_MAX
from firsthand.store.opentimestamps import ProofError as OtsError
from firsthand.store.opentimestamps import read_proof as read_ots
from firsthand.store.proofs import ProofError, grew, read_hashes
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, read_lines, stamped_text
from firsthand.store.timestamps import REPLY_BYTES_MAX, StampError, check_reply

PEM_BYTES_MAX = 64 * 1024  # four certificates take some 8 KiB
PROOF_BYTES_MAX = 8192  # 64 hashes of 45 bytes
NAME = (
    rf"{ROOM}/[1-9][0-9]{{0,17}}/(?:state|proof|{STAMP}-[1-9][0-9]{{0,5}}\.(?:tsr|pem)"
    rf"|{BLOCK}-[1-9][0-9]{{0,5}}\.(?:ots|header)"
    rf"|{COSIGNED}-[1-9][0-9]{{0,5}}\.(?:line|key|text|signature|pem))"
)
FOLDER = re.compile(rf"{ROOM}(?:/[1-9][0-9]{{0,17}})?")

Read = Callable[[str, int], bytes]
Say = Callable[[str, str, str, Severity], None]


class Carried:
    """One pass over the anchors of a packet."""

    def __init__(
        self,
        names: Iterable[str],
        *,
        read: Read,
        say: Say,
        known: Sequence[VerifierKey] = (),
        headers: Sequence[Header] = (),
    ) -> None:
        """*read* gives a file of the packet, *say* takes a difference; *known* are keys and *headers* those of blocks, learnt elsewhere."""
        self._headers = headers
        self.held: list[Anchor] = []
        self._read, self._say = read, say
        self._known = {key.text for key in known}
        self._named = {key.name for key in known}
        self._folders: dict[int, set[str]] = {}
        for name in names:
            if name.startswith(f"{ROOM}/"):
                _, size, last = name.split("/")
                self._folders.setdefault(int(size), set()).add(last)

    def judge(self, note: Checkpoint, numbers: Sequence[int]) -> None:
        """Hold all of them against the packet's checkpoint and its entries about the object."""
        for size in sorted(self._folders):
            state = self._state(size, note, numbers)
            words = [name for name in self._folders[size] if name not in {"state", "proof"}]
            if not words:
                self._add(
                    "anchor-empty",
                    "expected a stamp or a cosignature over this state, found none",
                    size,
                )
            for stem in sorted({name.partition(".")[0] for name in words}):
                there = {name.partition(".")[2] for name in words if name.startswith(f"{stem}.")}
                kind = stem.partition("-")[0]
                check = {STAMP: self._stamp, COSIGNED: self._cosigned}.get(kind, self._block)
                if state is not None:
                    check(f"{ROOM}/{size}/{stem}", there, state)

    def silent(self) -> Iterator[str]:
        """Cosigners whose key was named and who say nothing here."""
        spoke = {each.authority for each in self.held if each.kind == COSIGNATURE and each.trusted}
        yield from sorted(self._named - spoke)

    def _state(self, size: int, note: Checkpoint, numbers: Sequence[int]) -> Checkpoint | None:
        where = f"{ROOM}/{size}"
        try:
            state = read_lines(self._read(f"{where}/state", NOTE_BYTES_MAX))
        except NoteError as problem:
            self._add("anchor-wrong", f"expected the lines of a state: {problem}", size)
            return None
        told = self._read(f"{where}/proof", PROOF_BYTES_MAX).decode("ascii", "replace")
        try:
            hashes = read_hashes(told.split())
        except ProofError as problem:
            self._add("anchor-proof", str(problem), size)
            return None
        if state.size != size:
            message = f"expected a state of {size} entries, found one of {state.size}"
            self._add("anchor-misnamed", message, size)
        elif state.origin != note.origin:
            message = f"expected a state of {note.origin}, found one of {state.origin}"
            self._add("anchor-foreign", message, size)
        elif size > note.size:
            message = f"expected at most {note.size} entries, found {size}: the log was set back"
            self._add("anchor-ahead", message, size)
        elif not grew((size, state.root), (note.size, note.root), hashes):
            message = f"these {size} entries are not proved to be the first of this log: a fork"
            self._add("anchor-not-in-log", message, size)
        elif numbers and size <= min(numbers):
            message = f"expected it to cover an entry on the object, the first is {min(numbers)}"
            self._add("anchor-covers-nothing", message, size)
        else:
            return state
        return None

    def _stamp(self, stem: str, there: set[str], state: Checkpoint) -> None:
        if not self._whole(stem, there, {"tsr", "pem"}):
            return
        try:
            chain = read_pem(self._read(f"{stem}.pem", PEM_BYTES_MAX))
        except ValueError:
            self._tell("stamp-chain-missing", "expected certificates, found none", f"{stem}.pem")
            return
        reply = self._read(f"{stem}.tsr", REPLY_BYTES_MAX)
        try:
            stamp = check_reply(reply, roots=(), beside=chain)
            trusted = check_reply(reply, roots=authorities(), beside=chain).trusted
        except StampError as problem:
            self._tell("stamp-wrong", str(problem), f"{stem}.tsr")
            return
        ders = [each.public_bytes(Encoding.DER) for each in chain]
        if stamp.imprint != hashlib.new(stamp.algorithm, stamped_text(state)).digest():
            message = f"expected a stamp over the state beside it, found one over {stamp.imprint.hex()[:64]}"
            self._tell("stamp-foreign", message, f"{stem}.tsr")
        elif strangers := [each for each in ders if each not in stamp.chain]:
            message = (
                f"expected the certificates of {stamp.authority}, found {len(strangers)} of others: "
                "openssl would believe them"
            )
            self._tell("stamp-chain-foreign", message, f"{stem}.pem")
        elif not stamp.complete or stamp.chain[-1] not in ders:
            message = f"expected certificates from {stamp.authority} up to a root, found {len(ders)} that lead to none"
            self._tell("stamp-chain-missing", message, f"{stem}.pem")
        else:
            self.held.append(
                Anchor(size=state.size, utc=stamp.utc, authority=stamp.authority, trusted=trusted)
            )

    def _cosigned(self, stem: str, there: set[str], state: Checkpoint) -> None:
        if not self._whole(stem, there, {"line", "key"}, {"text", "signature", "pem"}):
            return
        line = self._read(f"{stem}.line", NOTE_BYTES_MAX).decode("utf-8", "replace")
        try:
            told = self._read(f"{stem}.key", KEY_LETTERS_MAX).decode("utf-8", "replace")
            key = read_key(told)
        except NoteError as problem:
            self._tell("cosigner-key-wrong", str(problem), f"{stem}.key")
            return
        try:
            utc = as_utc(check_cosignature(line, key=key, checkpoint=state))
        except NoteError as problem:
            self._tell("cosignature-wrong", str(problem), f"{stem}.line")
            return
        parts = parts_of(line, key, state)
        for ending in ("text", "signature", "pem"):
            wanted = parts.get(f".{ending}")
            found = (
                self._read(f"{stem}.{ending}", NOTE_BYTES_MAX)
                if wanted is not None or ending in there
                else None
            )
            if found != wanted:
                message = f"expected it as {stem}.line and its key give it"
                self._tell("packet-part-differs", message, f"{stem}.{ending}")
                return
        if key.name in self._named and key.text not in self._known:
            message = (
                f"expected {key.name} to sign by a key that you named, found {key.fingerprint}"
            )
            self._tell("cosigner-differs", message, f"{stem}.key")
            return
        if key.text not in self._known:
            message = (
                f"nobody told this program the key {key.fingerprint} of {key.name}: ask them, and give it "
                "(--cosigner KEY)"
            )
            self._say("cosigner-unknown", message, f"{stem}.key", Severity.NOTE)
        self.held.append(
            Anchor(
                size=state.size, utc=utc, authority=key.name, trusted=key.text in self._known,
                kind=COSIGNATURE, key=key.fingerprint,
            )
        )  # fmt: skip

    def _block(self, stem: str, there: set[str], state: Checkpoint) -> None:
        if not self._whole(stem, there, {"ots"}, {"header"}):
            return
        data = self._read(f"{stem}.ots", OTS_BYTES_MAX)
        raw = self._read(f"{stem}.header", HEADER_FILE_BYTES_MAX) if "header" in there else b""
        try:
            heights = [each.height for each in read_ots(data).attested if each.height >= 0]
        except OtsError as problem:
            self._tell("block-wrong", str(problem), f"{stem}.ots")
            return
        told = BlockStamped(
            size=state.size,
            root=state.root.hex(),
            proof=base64.b64encode(data).decode("ascii"),
            height=min(heights, default=None),
            header=raw.hex(),
        )
        try:
            self.held.append(judge_block(told, state, self._headers))
        except BlockError as problem:
            self._tell(problem.code, str(problem), f"{stem}.ots")

    def _whole(
        self,
        stem: str,
        there: set[str],
        needed: set[str],
        more: frozenset[str] | set[str] = frozenset(),
    ) -> bool:
        """Whether the files that belong together are there, and no others."""
        for ending in sorted(needed - there):
            code = (
                "stamp-chain-missing"
                if (ending, "tsr" in there) == ("pem", True)
                else "anchor-part-missing"
            )
            self._tell(
                code, "expected the file that belongs to the others, found none", f"{stem}.{ending}"
            )
        for ending in sorted(there - needed - more):
            self._tell(
                "packet-file-unknown", "expected no other file in a packet", f"{stem}.{ending}"
            )
        return needed <= there <= needed | more

    def _add(self, code: str, message: str, size: int) -> None:
        self._tell(code, message, f"{ROOM}/{size}")

    def _tell(self, code: str, message: str, where: str) -> None:
        self._say(code, message, where, Severity.ERROR)
