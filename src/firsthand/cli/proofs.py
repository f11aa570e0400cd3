"""The verb that checks what other tools put beside evidence to prove it: proofs.

In: the operator's words.  Out: each proof, what it is over, and whether it holds.
"""

from __future__ import annotations

import dataclasses

from firsthand.cli.screen import CasePath, Json, Shown, end, print_json, say


def proofs(case: CasePath, json_: Json = False) -> None:
    """Check time stamps, proofs of OpenTimestamps and digests that other tools kept beside files."""
    from firsthand.model.problem import Problem, Severity
    from firsthand.model.proof import ProofState
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.proving import prove

    with Case.open(case, writing=False) as held, Shown() as progress:
        found = prove(held, progress=progress)
    if json_:
        print_json({"proofs": [dataclasses.asdict(each) for each in found]})
    else:
        if not found:
            say("no proofs came with what was preserved")
        for each in found:
            over = ", ".join(each.over[:3]) or "nothing in the case"
            more = f" and {len(each.over) - 3} more" if len(each.over) > 3 else ""
            say(f"{each.state.value:12} {each.kind.value:15} {each.file}")
            say(f"    over {over}{more}: {each.words}")
    wrong = {ProofState.DIFFERS, ProofState.DAMAGED}
    end(
        [
            Problem(
                severity=Severity.WARNING, code=f"proof-{each.state.value}", message=each.words, where=each.file
            )
            for each in found
            if each.state in wrong
        ]
    )  # fmt: skip
