"""Write down what a browser's log tells of connections: certificates, handshakes, and what the gate found of names.

In: a `Wire`, the gate's passages.  Out: JSON to stand in the archive, from which signatures of handshakes can be checked again;
and a line for each connection's signature. Its format: docs/formats/capture.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
from collections.abc import Iterator, Sequence

from cryptography import x509

from firsthand.model.passage import Passage
from firsthand.preserve.netlog.wire import Connection, Wire

NAME_LETTERS_MAX = 300  # of a name in a certificate, which may be anything
FORMAT = "firsthand-wire-1"


def wire_json(wire: Wire, passages: Sequence[Passage]) -> bytes:
    """All of it, as JSON with sorted keys."""
    told = {
        "format": FORMAT,
        "browser": {
            "name": wire.browser,
            "version": wire.version,
            "system": wire.system,
            "command_line": wire.command_line,
        },
        "began": wire.began.utc if wire.began else None,
        "ended": wire.ended.utc if wire.ended else None,
        "clock_offset_milliseconds": wire.clock_offset_milliseconds,
        "whole": wire.whole,
        "connections": [_connection(each) for each in wire.connections],
        "gate": [
            {
                "host": each.host,
                "port": each.port,
                "began": each.began.utc,
                "answers": list(each.answers),
                "address": each.address,
                "end": each.end.value,
                "why": each.why,
                "port_here": each.port_here,
                "sent_bytes": each.sent_bytes,
                "received_bytes": each.received_bytes,
            }
            for each in passages
        ],
        "noted": [
            {"kind": n.kind.value, "address": n.address, "at": n.at.utc, "words": n.words}
            for n in wire.noted
        ],
        "problems": [
            {"code": p.code, "message": p.message, "where": p.where} for p in wire.problems
        ],
    }
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=True).encode()


def _connection(found: Connection) -> dict[str, object]:
    signature = found.signature
    return {
        "began": found.began.utc,
        "local": found.local,
        "through": list(found.through),
        "host": found.host,
        "protocol": found.protocol,
        "cipher_suite": found.cipher_suite,
        "group": found.group,
        "application": found.application,
        "resumed": found.resumed,
        "continues": found.continues,
        "encrypted_hello": found.encrypted_hello,
        "failed": found.failed,
        "certificates": [ssl.DER_cert_to_PEM_cert(each) for each in found.certificates],
        "handshake": [
            {"by_client": each.by_client, "data": base64.b64encode(each.data).decode()}
            for each in found.messages
        ],
        "signature": signature and {
            "outcome": signature.outcome.value,
            "algorithm": signature.algorithm,
            "words": signature.words,
        },
    }  # fmt: skip


def refused_chains(wire: Wire) -> Iterator[str]:
    """The certificates that servers showed and the browser did not accept, each with what tells it from others."""
    told: set[str] = set()
    for found in wire.connections:
        if not found.failed or not found.certificates:
            continue
        for number, data in enumerate(found.certificates, start=1):
            place = f"{found.host}, certificate {number} of {len(found.certificates)}"
            told.add(f"{place} ({found.failed}): {_shown(data)}")
    yield from sorted(told)


def _shown(data: bytes) -> str:
    """Whose a certificate says it is, who vouches for it, when it holds, and its SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = x509.load_der_x509_certificate(data)
        subject, issuer = found.subject.rfc4514_string(), found.issuer.rfc4514_string()
        since, until = found.not_valid_before_utc, found.not_valid_after_utc
    except ValueError:
        return f"it cannot be read, SHA-256 {digest}"
    return (
        f"{subject[:NAME_LETTERS_MAX]}, by {issuer[:NAME_LETTERS_MAX]}, "
        f"{since:%Y-%m-%d} to {until:%Y-%m-%d}, SHA-256 {digest}"
    )


def handshake_lines(wire: Wire) -> Iterator[str]:
    """What was found of the signatures of handshakes, once for each host and outcome."""
    counts: dict[str, int] = {}
    for found in wire.connections:
        if found.signature is None:
            continue
        line = (
            f"{found.host}, {found.protocol}: its signature {found.signature.outcome.value}"
            f" ({found.signature.words})"
        )
        counts[line] = counts.get(line, 0) + 1
    for line in sorted(counts):
        yield f"{line}, {counts[line]} connections"
