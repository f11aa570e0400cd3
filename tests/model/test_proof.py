from __future__ import annotations

from firsthand.model.proof import Proof, ProofKind, ProofState


def test_a_proof_over_nothing_says_so_and_names_nobody() -> None:
    proof = Proof(
        kind=ProofKind.TIME_STAMP, file="a.tsr", state=ProofState.OVER_NOTHING, over=(), words="x"
    )
    assert (proof.utc, proof.authority) == ("", "")
    assert ProofState("over-nothing") is proof.state
