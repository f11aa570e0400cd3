"""What reads the record, its proofs and seals, and files that people or other programs write, with sound samples."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import mkdtemp

from anchored_case import make_anchored
from answering import dna, offer
from authority import Authority
from certified import certify
from claim.test_asked import _ask, _document
from claim.test_defined import HEAD
from custody import check, make_case
from firsthand.claim.annotations import cells_of_annotation, items_of
from firsthand.claim.asked import read_answer
from firsthand.claim.defined import read_elements
from firsthand.claim.lexicon import load_lexicon
from firsthand.claim.own_words import load_own
from firsthand.claim.revise import RevisionError, value_of
from firsthand.claim.wishes import RowError, known_of
from firsthand.errors import FirsthandError, OperatorError
from firsthand.model.claim import Element
from firsthand.model.collection import CollectionPart
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.custody_event import ExportKind
from firsthand.model.record import Entry
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import record_collection
from firsthand.pipeline.continuing import read_proof_file, read_state
from firsthand.pipeline.cosigning import Request, read_keys, read_request, write_request
from firsthand.pipeline.handed import verify_handed
from firsthand.pipeline.handing import hand_over
from firsthand.pipeline.listing import addresses_of, cookies_of
from firsthand.pipeline.revising import read_parts
from firsthand.pipeline.tabling import import_
from firsthand.pipeline.unpacking import verify_packet
from firsthand.pipeline.witnesses import read_details
from firsthand.store.blocks import read_header
from firsthand.store.chains import read_pem
from firsthand.store.codec import CodecError, decode, decode_loosely, encode
from firsthand.store.cosigning import read_key, signature_lines
from firsthand.store.opentimestamps import ProofError as OtsError
from firsthand.store.opentimestamps import read_proof as read_ots
from firsthand.store.proofs import Proof, ProofError, read_proof, write_proof
from firsthand.store.sealing import SealError, read_identities, seal, unseal
from firsthand.store.signing import NoteError, read_unsigned, signature_by, signed_text
from firsthand.store.timestamps import StampError, check_reply, request
from firsthand.weigh.disclosure.grids import parse_grid
from firsthand.weigh.linking.lists import parse_lists
from firsthand.weigh.linking.review import measure
from firsthand.weigh.linking.settings import parse_link_settings
from firsthand.weigh.synthesis.assumptions import parse_assumptions
from firsthand.weigh.systems.facts import parse_facts
from firsthand.weigh.systems.patterns import parse_patterns, parse_strata
from firsthand.weigh.systems.records import parse_records
from fuzz.trial import Parser
from pipeline.test_packing import ONE as ONE_OBJECT
from pipeline.test_packing import packed
from preserve.test_cookies import FILE as COOKIES
from store.test_blocks import REAL
from store.test_cosigning import ANOTHER_PROGRAM_S
from store.test_opentimestamps import HELLO
from store.test_sealing import ANA
from voted import EN, vocabulary
from weigh.linking.victims import SETTINGS
from weigh.synthesis.test_assumptions import DERIVED, ONE

PLACE = Path(mkdtemp(prefix="fuzz-"))
atexit.register(shutil.rmtree, PLACE, ignore_errors=True)
PAGE = _document()
QUESTION = _ask(PAGE)
KNOWN = known_of((), documents=[PAGE], said=(), by=Agent(kind=AgentKind.PERSON, name="Ana"))
ITEM = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "AnnotationPage",
    "items": [{
        "type": "Annotation", "creator": {"type": "Person", "name": "Ana"}, "created": "2031-04-03T10:00:00Z",
        "body": [{"type": "TextualBody", "purpose": "classifying", "value": '{"code":"dna"}'}, {"purpose": "tagging", "value": "specimen"}],
        "target": {"source": "https://a.example/", "selector": [
            {"type": "TextQuoteSelector", "exact": "take DNA from everyone", "prefix": "Aksu ", "suffix": " aged"},
            {"type": "TextPositionSelector", "start": 15, "end": 37}]},
    }],
}  # fmt: skip
ASSUMED = f'format = 1\n{ONE}{DERIVED}\n[[place]]\ncode = "n"\nwithin = "s"\n'
PATTERNS = "a,b,c,count\n1,0,0,60\n0,1,0,50\n0,0,1,50\n1,1,0,20\n0,1,1,20\n"
WITNESS = "name: Aygul\nalso: A\ncontact: +1\ntold: blood\nnote: x\n"


KEYS: list[str] = []


@cache
def record() -> tuple[bytes, ...]:
    """The lines of a case's record, of as many kinds as one story has, and the signed state."""
    case = make_case(PLACE / "record")
    with Case.open(case, writing=False) as held:
        KEYS.append(held.opened().key)
        return (*held.record.lines(), (case / "record" / "checkpoint").read_bytes())


@cache
def packet() -> Path:
    """A packet of one object."""
    case = make_case(PLACE / "packed")
    packed(case, ONE_OBJECT, PLACE / "packet")
    return PLACE / "packet"


@cache
def vouched() -> Path:
    """A packet that others stamped and signed."""
    (PLACE / "anchored").mkdir()
    make_anchored(PLACE / "anchored").packed(ONE_OBJECT, PLACE / "vouched")
    return PLACE / "vouched"


@cache
def held() -> Path:
    """A case that is damaged, and mended, again and again."""
    return make_case(PLACE / "verified")


@cache
def bag() -> Path:
    """A bag of a case, with the reason of the collection shown."""
    place = PLACE / "bag"
    with Case.open(make_case(PLACE / "bagged"), writing=True) as case:
        record_collection(case, {CollectionPart.REASON: "to show it"}, because={})
        hand_over(case, (), place, kind=ExportKind.BAGIT, disclose=[CollectionPart.REASON])
    return place


def inside(top: Callable[[], Path], name: str, check: Callable[[Path], object]) -> Callable[[bytes], object]:  # fmt: skip
    """Checks a folder in which one file is damaged."""

    def parse(data: bytes) -> object:
        path = top() / name
        before, mode = path.read_bytes(), path.stat().st_mode
        path.chmod(0o644)
        try:
            path.write_bytes(data)
            return check(top())
        finally:
            path.write_bytes(before)
            path.chmod(mode)

    return parse


def in_folder(top: Callable[[], Path], name: str, verify: Callable[[Path], object]) -> Parser:
    """An export or a case in which one file is damaged."""

    def samples() -> list[bytes]:
        return [(top() / name).read_bytes()]

    return Parser(f"{top.__name__}:{name}", inside(top, name, verify), samples, (FirsthandError,))


def from_file(read: Callable[[Path], object], suffix: str = "") -> Callable[[bytes], object]:
    """Reads a file rather than bytes."""

    def parse(data: bytes) -> object:
        path = PLACE / f"file{suffix}"
        path.write_bytes(data)
        return read(path)

    return parse


def judgements(data: bytes) -> Callable[[], list[bytes]]:
    """A sample, and the case that it would be taken into, signed by a key of its own."""

    def samples() -> list[bytes]:
        os.environ["FIRSTHAND_HOME"] = str(held().parent / "home")
        return [data]

    return samples


def imported(path: Path) -> object:
    """A table or annotations of judgements, tried and not taken."""
    with Case.open(held(), writing=True) as case:
        return import_(case, path, reason="seen", blind=False, dry_run=True)


def text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """Reads text, as it is decoded before."""
    return lambda data: read(data.decode("utf-8", "replace"))


@cache
def stamped() -> tuple[bytes, ...]:
    """A time stamp by an authority of our own."""
    authority = Authority(PLACE / "authority")
    query = PLACE / "authority" / "q"
    query.write_bytes(request(bytes(32)))
    return (authority.answer(query, PLACE / "authority" / "r").read_bytes(),)


def annotated(data: bytes) -> object:
    """Claims of another program; what is wrong with one of them is named."""
    try:
        items = items_of(json.loads(data))
    except (ValueError, RecursionError):
        return None
    found: list[object] = []
    for item in items:
        try:
            found += cells_of_annotation(item, KNOWN)
        except RowError as wrong:
            found.append(str(wrong))
    return found


def note() -> bytes:
    """A signed checkpoint."""
    return record()[-1]


def entry(data: bytes) -> object:
    """A line of the record, strictly and as an export that another version wrote."""
    with contextlib.suppress(CodecError):
        decode_loosely(data, Entry)
    return decode(data, Entry)


def signed(data: bytes) -> object:
    """A checkpoint's lines, and whether this key signed it."""
    signature_lines(data)
    read_unsigned(data)
    name = note().rpartition("\u2014 ".encode())[2].split(b" ")[0].decode()
    signature_by(data, name=name, public=KEYS[0])
    return signed_text(data, name=name, public=KEYS[0])


KEY = ANOTHER_PROGRAM_S["key"].encode()
ASKED = Request(old=1, hashes=(bytes(32), bytes(32)), note=ANOTHER_PROGRAM_S["note"].encode())
PROOF = Proof(index=3, hashes=(bytes(32), bytes(32)), checkpoint=b"a\n\nb\n")
SHEET = b"list,line,other list,other line,same\na,2,b,2,yes\na,2,,,\n"
LEXICON = (resources.files("firsthand.claim") / "data/ug.toml").read_bytes()
PARSERS = (
    Parser("entry", entry, lambda: record()[:-1], (CodecError,)),
    Parser("checkpoint", signed, lambda: [note(), ASKED.note], (NoteError,)),
    Parser("log-proof", read_proof, lambda: [write_proof(PROOF), write_proof(replace(PROOF, extra=b"a"))], (ProofError,)),
    Parser("cosigner-request", read_request, lambda: [write_request(ASKED)], (NoteError,)),
    Parser("cosigner-key", lambda data: read_key(data.decode("utf-8", "replace")), lambda: [KEY], (NoteError,)),
    Parser("cosigner-keys", lambda data: read_keys([data.decode("utf-8", "replace")]), lambda: [KEY], (OperatorError,)),
    Parser("opentimestamps", read_ots, lambda: [HELLO], (OtsError,)),
    Parser("time-stamp", lambda data: check_reply(data, roots=[]), stamped, (StampError,)),
    Parser("identities", read_identities, lambda: [f"# made 2031\n{ANA.reveal()}\n".encode()], (SealError,)),
    Parser("sealed", lambda data: unseal(data, [ANA]), lambda: [seal(b"words" * 40, [ANA.recipient])], (SealError,)),
    Parser("proof-file", from_file(read_proof_file), lambda: [write_request(ASKED)], (OperatorError,)),
    Parser("state", from_file(read_state), lambda: [note()], (OperatorError,)),
    *(in_folder(packet, name, verify_packet) for name in ("SHA256SUMS", "checkpoint", "key.pem")),
    *(in_folder(vouched, f"anchors/{name}", verify_packet) for name in ("5/state", "5/stamp-1.pem", "6/cosigned-2.line", "6/cosigned-2.key")),
    Parser("block-header", read_header, lambda: [REAL, bytes.fromhex(REAL.decode())], (OtsError,)),
    Parser("certificates", read_pem, lambda: [certify("root", authority=True).pem], (ValueError,)),
    *(in_folder(held, name, check) for name in ("record/log/entries.jsonl", "record/checkpoint", "record/tile/0/000.p/5")),
    *(in_folder(bag, name, verify_handed) for name in ("collection.json", "entry-0.json", "checkpoint", "manifest-sha256.txt", "bag-info.txt")),
    Parser("addresses", from_file(addresses_of), lambda: [b"# x\nurl;note\nhttps://a.example/;b\n", "https://a.example/血\n".encode("utf-16")], (OperatorError,)),
    Parser("cookie-file", from_file(cookies_of), lambda: [COOKIES.encode()], (OperatorError,)),
    Parser("witness", text(read_details), lambda: [WITNESS.encode()], (OperatorError,)),
    Parser("split-claim", text(read_parts), lambda: [b'[{"element":"scale","value":{"low":1}},{"quote":"x"}]'], (OperatorError,)),
    Parser("value", text(lambda said: encode(value_of(Element.SCALE, said))), lambda: [b'{"low":1,"high":2,"unit":"examined","counts":"persons","place":"Aksu","period":"2016/2017"}'], (RevisionError,)),
    Parser("place", text(lambda said: encode(value_of(Element.PLACE, said))), lambda: [b'{"name":"Aksu","code":null,"candidates":["1"]}'], (RevisionError,)),
    Parser("judged-csv", from_file(imported, ".csv"), judgements(b"id;quote;decision\n;take DNA;accepted\n;x;rejected\n"), (OperatorError,)),
    Parser("judged-jsonld", from_file(imported, ".jsonld"), judgements(json.dumps(ITEM).encode()), (OperatorError,)),
    Parser("annotations", annotated, lambda: [json.dumps(ITEM).encode()]),
    Parser("model-answer", text(lambda said: read_answer(said, document=PAGE, question=QUESTION, model="m", version="1")), lambda: [offer(dna("take DNA from everyone")).encode()]),
    Parser("elements", lambda data: read_elements(data, where="e.csv"), lambda: [f"{HEAD}fee,Fee,count,asks,,,kits,\nkiosk,Kiosk,codes,asks,booth|van,,,\n".encode()], (OperatorError,)),
    Parser("lexicon", lambda data: load_lexicon(data, where="x.toml"), lambda: [LEXICON], (OperatorError,)),
    Parser("own-words", lambda data: load_own(data, where="x.toml", vocabulary=vocabulary(words=False)), lambda: [EN.encode(), EN.encode().replace(b"words", b"wards")], (OperatorError,)),
    Parser("assumptions", parse_assumptions, lambda: [ASSUMED.encode()]),
    Parser("lists", lambda data: parse_lists({"a": data, "b": b"name\nJane\n"}), lambda: [b"name,birth_year,place\nJane,1980,X\n"]),
    Parser("link-settings", parse_link_settings, lambda: [SETTINGS]),
    Parser("linked-sheet", text(lambda said: measure(said, (), (), seed=1)), lambda: [SHEET]),
    Parser("patterns", text(parse_patterns), lambda: [PATTERNS.encode()]),
    Parser("strata", text(parse_strata), lambda: [PATTERNS.encode(), b"stratum," + PATTERNS.encode().replace(b"\n", b"\nx,").removesuffix(b"x,")]),
    Parser("list-records", text(parse_records), lambda: [b"person,list,stratum\n1,a,x\n1,b,x\n"]),
    Parser("list-facts", text(lambda said: parse_facts(said, lists=("a", "b"))), lambda: [b"derived_from,list,unit\n,b,persons\nb,a,\n"]),
    Parser("grid", text(parse_grid), lambda: [b"place,a,b\nX,3,4\nY,5,6\n"]),
)  # fmt: skip
