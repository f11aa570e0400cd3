"""What other tools put beside files to prove them is held against the files, by digest and never by name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from asn1crypto import tsp

from authority import Authority
from custody import make_case
from firsthand.model.proof import Proof, ProofKind, ProofState
from firsthand.pipeline.case import Case
from firsthand.pipeline.proving import prove
from firsthand.pipeline.stages import quiet
from firsthand.store.opentimestamps import MAGIC
from firsthand.store.timestamps import request
from read.test_auto_archiver import table

PHOTO, VIDEO = b"\x89PNG\r\n\x1a\nphoto", b"\x1aE\xdf\xa3video"
HASHES = "\n".join(
    [hashlib.sha256(PHOTO).hexdigest(), hashlib.sha3_512(VIDEO).hexdigest()]
).encode()
REAL = Path(__file__).parents[3] / "shared/data/archives/timestamps"


def chain(data: bytes) -> bytes:
    calendar = b"https://calendar.example"
    payload = bytes([len(calendar)]) + calendar
    end = b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(payload)]) + payload
    return MAGIC + b"\x01\x08" + hashlib.sha256(data).digest() + end


def stamp(place: Path, data: bytes) -> bytes:
    authority = Authority(place)
    query = place / "q.tsq"
    query.write_bytes(request(hashlib.sha256(data).digest()))
    return authority.answer(query, place / "r.tsr").read_bytes()


def noted(*files: tuple[str, str]) -> bytes:
    media = [
        {"filename": key, "_key": key, "properties": {"hash": digest}} for key, digest in files
    ]
    return table(("success", {"url": "https://social.example/1"}, media))


def proofs_of(place: Path, files: dict[str, bytes]) -> list[Proof]:
    with Case.open(make_case(place, files), writing=False) as case:
        return list(prove(case, progress=quiet))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Proof]:
    place = tmp_path_factory.mktemp("proofs")
    reply = stamp(place / "authority", HASHES)
    token = tsp.TimeStampResp.load(reply)["time_stamp_token"].dump()
    proofs = proofs_of(
        place,
        {
            "run/photo.png": PHOTO,
            "run/video.webm": VIDEO,
            "run/hashes.txt": HASHES,
            "run/photo.png.ots": chain(PHOTO),
            "run/lost.ots": chain(b"lost"),
            "run/cut.ots": chain(PHOTO)[:-4],
            "run/reply.tsr": reply,
            "run/token": token,
            "run/flipped.tsr": reply[:-9] + bytes([reply[-9] ^ 1]) + reply[-8:],
        },
    )
    return {each.file.rpartition("/")[2]: each for each in proofs}


def over(proof: Proof) -> list[str]:
    return [file.rpartition("/")[2] for file in proof.over]


@pytest.mark.parametrize("name", ["reply.tsr", "token"])
def test_a_stamp_over_a_list_of_digests_is_over_the_files_that_have_them(
    found: dict[str, Proof], name: str
) -> None:
    """SHA-256 and SHA3-512 alike: the tool that made the list uses either."""
    proof = found[name]
    assert (proof.kind, proof.state) == (ProofKind.TIME_STAMP, ProofState.NOT_TRUSTED)
    assert over(proof) == ["hashes.txt", "photo.png", "video.webm"]
    assert proof.authority == "CN=Trial time"


def test_a_stamp_that_was_changed_proves_nothing(found: dict[str, Proof]) -> None:
    assert found["flipped.tsr"].state is ProofState.DAMAGED


def test_a_chain_waits_for_what_is_not_in_it(found: dict[str, Proof]) -> None:
    proof = found["photo.png.ots"]
    assert (proof.kind, proof.state, over(proof)) == (
        ProofKind.OPEN_TIMESTAMPS, ProofState.PENDING, ["photo.png"],
    )  # fmt: skip
    assert "calendar.example" in proof.words
    assert found["cut.ots"].state is ProofState.DAMAGED
    assert found["lost.ots"].state is ProofState.OVER_NOTHING


def test_digests_that_a_table_notes_are_held_against_the_files(tmp_path: Path) -> None:
    good, bad = hashlib.sha256(PHOTO).hexdigest(), hashlib.sha256(b"other").hexdigest()
    proofs = proofs_of(
        tmp_path,
        {
            "out/folder/photo.png": PHOTO,
            "out/folder/video.webm": VIDEO,
            "out/db.csv": noted(
                ("./folder/photo.png", f"SHA-256:{good}"),
                ("folder/video.webm", f"SHA-256:{bad}"),
                ("folder/video.webm", f"SHA3-512:{hashlib.sha3_512(VIDEO).hexdigest()}"),
                ("folder/gone.jpg", f"SHA-256:{bad}"),
                ("folder/photo.png", "CRC32:12"),
            ),
        },
    )
    assert [(each.state.value, over(each)) for each in proofs] == [
        ("holds", ["photo.png"]),
        ("differs", ["video.webm"]),
        ("holds", ["video.webm"]),
        ("over-nothing", []),
        ("damaged", []),
    ]


def test_a_case_without_proofs_has_none(tmp_path: Path) -> None:
    assert proofs_of(tmp_path, {"a.txt": b"words"}) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real replies are not on this machine")
def test_real_stamps_are_told_apart(tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in sorted(REAL.glob("*.tsr"))}
    states = [each.state for each in proofs_of(tmp_path, files)]
    assert states == [ProofState.OVER_NOTHING] * len(files)
