"""Modules that are given bytes or read text, and are not tried on damaged ones: each with its reason."""

from __future__ import annotations

_PACKAGED = "reads what is packaged with the program, and has tests of its own"
_OWN = "writes or passes on bytes of our own, and understands none"
_CHECKED = "is given bytes whose digest or signature was checked before, by what is tried"
_CHILD = "gives a child a job of our own making, and reads the frames it gave; what the child reads is tried by itself"
_BY_OTHERS = "hands the bytes to a parser that is tried"

_REASONS = {
    _PACKAGED: (
        "claim/divisions.py", "claim/scored.py", "claim/wording.py", "claim/programme.py", "claim/sureness.py", "claim/talks.py", "claim/times.py", "claim/shortened.py", "claim/marks.py", "claim/meaning.py", "claim/gazetteer.py", "claim/romanised.py", "claim/spelled.py", "read/agents.py",
        "read/cues.py", "trace/names.py", "weigh/rights/listed.py", "claim/languages.py", "model/orthography.py",
        "pipeline/worked_case.py", "pipeline/worked_table.py",
    ),
    _OWN: (
        "engines/cores.py", "pipeline/handing.py", "pipeline/leaving.py", "pipeline/packing.py", "pipeline/preserving.py",
        "pipeline/restricted.py", "pipeline/sealing.py", "pipeline/signed.py", "preserve/writing/cdxj.py", "preserve/writing/keys.py",
        "preserve/writing/records.py", "preserve/writing/waczs.py", "preserve/writing/warcs.py", "publish/kit.py",
        "publish/pages/captures.py", "publish/site.py", "store/appending.py", "tools/buckets.py", "tools/doors.py",
        "tools/browser/driving.py", "trace/anchors.py", "pipeline/vocabulary.py",
    ),
    _CHECKED: (
        "pipeline/vouching.py", "publish/static/check_root.py", "publish/withheld.py", "store/casebook.py",
    ),
    _CHILD: (
        "pipeline/archives.py", "pipeline/archiving.py", "pipeline/linking.py", "pipeline/proving.py", "pipeline/reading.py",
        "pipeline/suggesting.py", "pipeline/swept.py", "tools/sandbox.py", "tools/browser/apart.py", "tools/browser/child.py",
    ),
    _BY_OTHERS: (
        "pipeline/assuming.py", "pipeline/published.py", "pipeline/rendered.py", "pipeline/stamping.py", "pipeline/withheld.py",
    ),
    "searches the bytes of a text for packaged words, and understands none of them": ("claim/automaton.py",),
    "reads one cell of a condition that the operator typed; whatever is no JSON is taken as words": ("claim/chosen.py",),
    "refuses a value that the operator typed as JSON and that is none": ("cli/given.py",),
    "reads the cosigner's own state, which nobody else may write": ("pipeline/cosigner.py",),
    "reads lines of our own child, and passes over all that are none": ("tools/browser/visiting.py",),
    "reads the events of our own browser beside it, and its answers are read by what is tried": ("tools/browser/initiators.py",),
    "reads the operator's own certificates and key": ("preserve/writing/domains.py",),
    "needs a server; its answers of any form are tried in tests/tools/test_endpoint.py": ("tools/endpoint.py",),
}  # fmt: skip
EXCEPTIONS = {name: why for why, names in _REASONS.items() for name in names}
