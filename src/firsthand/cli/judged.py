"""What each act of `judge` does and shows: one act a command.

In: the operator's words, gathered.  Out: lines, or one JSON document, and the exit status. The options and their
help are in `cli.judging`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from firsthand.cli.given import Given
from firsthand.cli.screen import Shown, complain, end, err, print_json, say
from firsthand.errors import OperatorError
from firsthand.model.claim import Claim, Decision
from firsthand.model.problem import Problem
from firsthand.model.record import RevisionKind
from firsthand.model.value import value
from firsthand.pipeline.case import Case

if TYPE_CHECKING:
    from firsthand.claim.revise import Anew
    from firsthand.pipeline.preserving import Progress
    from firsthand.pipeline.queueing import Queue, Waiting
    from firsthand.pipeline.tabling import Imported

QUOTE_SHOWN = 160
ID_SHOWN = 10
_OTHERS = (
    "waits_for",
    "status", "judgement", "judgements", "accepted_by", "people_needed", "replaced_by", "replaces",
    "before", "sureness",
)  # fmt: skip
PAGES_TOLD = 20  # of fewer nobody waits for long
CLAIMS_SHOWN = 25  # of what one command touched; --json shows all


@value
class Told:
    """What an act shows, as JSON and as lines, and what was wrong."""

    document: dict[str, Any]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


Act = Callable[[Case, Given, "Progress"], Told]


def run(given: Given) -> None:
    """Do the one act that was asked for, or show the queue."""
    acts = _acts(given)
    if len(acts) > 1:
        raise OperatorError(f"expected one act a command, found {len(acts)}: see --help")
    act = acts[0] if acts else _queue
    if given.dry_run and not (
        given.import_ or given.accept_all or given.reject_all or given.unsure_all
    ):
        raise OperatorError(
            "--dry-run goes with --import, --accept-all, --reject-all or --unsure-all"
        )
    reading = {_queue, _batches, _export}
    writing = act not in reading and not given.dry_run
    with Case.open(given.case, writing=writing) as held, Shown() as progress:
        told = act(held, given, _saying_first(progress))
    if given.json_:
        print_json(told.document)
    else:
        for line in told.lines:
            say(line)
    end(told.problems)


def _saying_first(progress: Progress) -> Progress:
    """*progress*, and where it is not seen a line that pages which nobody claimed come first; it may take long."""
    told: list[int] = []

    def tell(done: int, total: int | None, what: str) -> None:
        progress(done, total, what)
        if not (done or told or err.is_terminal) and (total or 0) >= PAGES_TOLD:
            told.append(done)
            complain(f"note: {total} pages were not read and claimed yet: that is done first")

    return tell


def _acts(given: Given) -> list[Act]:
    asked: list[tuple[object, Act]] = [
        (given.queue, _queue),
        (given.batches, _batches),
        (given.each, _each),
        (given.accept_all, _every(Decision.ACCEPTED)),
        (given.reject_all, _every(Decision.REJECTED)),
        (given.unsure_all, _every(Decision.UNSURE)),
        (given.edit, _edit),
        (given.split, _split),
        (given.merge, _merge),
        (given.add, _add),
        (given.undo or given.batch, _undo),
        (given.require_two, _require(2)),
        (given.require_one, _require(1)),
        (given.export, _export),
        (given.import_, _import),
    ]
    return [act for words, act in asked if words]


def _queue(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline.case import operator
    from firsthand.pipeline.queueing import line_up

    found = line_up(case, given.choice, blind=given.blind, progress=progress)
    rows = found.waiting[: given.next_]
    lines = [line for row in rows for line in _waiting_lines(row, blind=given.blind)]
    lines.append(
        f"{len(found.waiting)} wait for {operator().name}, {found.judged_count} are judged"
    )
    return Told(
        document={
            "queue": [_waiting(row, found, blind=given.blind) for row in rows],
            "waiting": len(found.waiting),
            "judged": found.judged_count,
            "by": operator().name,
        },
        lines=tuple(lines),
        problems=found.problems,
    )


def _waiting(row: Waiting, queue: Queue, *, blind: bool) -> dict[str, Any]:
    from firsthand.cli import shown

    claim = _blinded(row.claim) if blind else shown.claim(row.claim)
    address = next(
        (d.address for d in queue.documents if d.id == row.claim.suggestion.document), ""
    )
    lever = row.lever
    moves = None
    if lever is not None:
        moves = {
            "statement": lever.statement,
            "before": lever.before.value,
            "after": lever.after.value if lever.after else None,
            "origins": lever.origins,
            "origins_lost": lever.origins_lost,
            "solved": list(lever.solved),
            "estimates": list(lever.estimates),
            "input_of": list(lever.inputs),
            "resting": lever.resting,
        }
    return {"claim": claim, "address": address, "why": row.why, "without_it": moves}


def _blinded(claim: Claim) -> dict[str, Any]:
    """A claim without what others decided: not how it stands, and not which person wrote it."""
    from firsthand.claim.sheet import own_judgement
    from firsthand.cli import shown
    from firsthand.model.claim import MakerKind
    from firsthand.pipeline.case import operator

    told = shown.claim(claim)
    for name in (
        *_OTHERS,
        *(("maker",) if claim.suggestion.maker.kind is MakerKind.PERSON else ()),
    ):
        told.pop(name, None)
    own = own_judgement(claim, operator().name)
    if own is not None:
        told |= {"decision": own.decision.value, "reason": own.reason}
    return told


def _waiting_lines(row: Waiting, *, blind: bool) -> list[str]:
    from firsthand.claim.valued import written_value

    made = row.claim.suggestion
    said = json.dumps(written_value(made.value), ensure_ascii=False)
    by = f", {made.said_by}" if made.said_by else ""
    quote = " ".join(made.quotation.exact.split())[:QUOTE_SHOWN]
    known = not blind and made.sureness is not None
    sure = f"; of a hundred such suggestions {made.sureness} are right" if known else ""
    return [
        f"{row.claim.id[:ID_SHOWN]}  {made.element.value}  {said}  {made.stance.value}{by}",
        f"    “{quote}”",
        f"    {row.why}{sure}",
    ]


def _claims(
    claims: Sequence[Claim], head: str, problems: Sequence[Problem] = (), *, blind: bool
) -> Told:
    from firsthand.cli import shown

    lines = [_claim_line(each, blind=blind) for each in claims[:CLAIMS_SHOWN]]
    if len(claims) > CLAIMS_SHOWN:
        lines.append(f"... and {len(claims) - CLAIMS_SHOWN} more")
    return Told(
        document={"claims": [_blinded(each) if blind else shown.claim(each) for each in claims]},
        lines=(*lines, head),
        problems=tuple(problems),
    )


def _claim_line(claim: Claim, *, blind: bool) -> str:
    """A claim and how it stands; blind, what its reader decided."""
    from firsthand.claim.sheet import own_judgement
    from firsthand.claim.valued import written_value
    from firsthand.pipeline.case import operator

    made = claim.suggestion
    own = own_judgement(claim, operator().name)
    stands = claim.status
    if blind:
        stands = own.decision.value if own else ""
    said = json.dumps(written_value(made.value), ensure_ascii=False)
    waits = "" if blind else _waits(claim)
    return f"{claim.id[:ID_SHOWN]}  {stands:9}  {made.element.value:12}  {said}{waits}"


def _waits(claim: Claim) -> str:
    if claim.status == "suggested" and claim.accepted_by:
        return f"  waits for a second person; accepted by {', '.join(claim.accepted_by)}"
    return ""


def _each(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline import judging

    done = judging.judge(
        case, given.each, reason=given.reason, blind=given.blind, progress=progress
    )
    return _claims(done.values, f"{len(done.values)} judged", done.problems, blind=given.blind)


def _every(decision: Decision) -> Act:
    from firsthand.pipeline.queueing import judge_all

    def act(case: Case, given: Given, progress: Progress) -> Told:
        claims = judge_all(
            case, given.choice, decision, reason=given.reason, blind=given.blind,
            dry_run=given.dry_run, progress=progress,
        )  # fmt: skip
        what = (
            f"would be {decision.value}, nothing is recorded" if given.dry_run else decision.value
        )
        return _claims(claims, f"{len(claims)} {what}", blind=given.blind)

    return act


def _edit(case: Case, given: Given, progress: Progress) -> Told:
    return _revised(case, given, progress, RevisionKind.EDIT, claims=(given.edit or "",))


def _split(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline.revising import read_parts

    if given.into is None:
        raise OperatorError("say what to split it into: give --into FILE")
    try:
        text = given.into.read_text("utf-8-sig")
    except OSError as problem:
        raise OperatorError(f"{given.into} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        raise OperatorError(f"{given.into} cannot be read: {problem}") from None
    claims = (given.split or "",)
    return _revised(
        case, given, progress, RevisionKind.SPLIT, claims=claims, parts=read_parts(text)
    )


def _merge(case: Case, given: Given, progress: Progress) -> Told:
    return _revised(case, given, progress, RevisionKind.MERGE, claims=tuple(given.merge or ()))


def _add(case: Case, given: Given, progress: Progress) -> Told:
    return _revised(case, given, progress, RevisionKind.ADD)


def _revised(
    case: Case, given: Given, progress: Progress, kind: RevisionKind, *,
    claims: tuple[str, ...] = (), parts: tuple[Anew, ...] = (),
) -> Told:  # fmt: skip
    from firsthand.pipeline.revising import Revision, revise

    written = parts or (given.anew,)
    asked = Revision(kind=kind, written=written, claims=claims, document=given.document or "")
    done = revise(case, asked, reason=given.reason, blind=given.blind, progress=progress)
    head = f"{len(written)} written, {len(set(claims))} replaced"
    return _claims(done.values, head, done.problems, blind=given.blind)


def _undo(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline import judging

    del progress
    batch, gone = judging.take_back(case, given.batch, reason=given.reason)
    decided = [
        {"claim": each.judgement.suggestion, "decision": each.judgement.decision.value}
        for each in gone
    ]
    return Told(
        document={"batch": batch, "taken_back": decided},
        lines=(f"{len(gone)} judgements of {batch[:ID_SHOWN]} count as never said",),
    )


def _batches(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import operator

    del given, progress
    by = operator()
    judged = (each.judgement for each in stages.judgements(case).judged)
    mine = [each for each in judged if each.by.person == by.person]
    rows = []
    for batch, made in groupby(mine, key=lambda each: each.batch):
        found = list(made)
        rows.append(
            {
                "batch": batch,
                "at": found[0].at.utc,
                "judgements": len(found),
                "reason": found[0].reason,
            }
        )
    lines = [f"{r['batch']}  {r['at']}  {r['judgements']} judgements  {r['reason']}" for r in rows]
    return Told(document={"batches": rows, "by": by.name}, lines=tuple(lines))


def _require(count: int) -> Act:
    from firsthand.pipeline import judging

    def act(case: Case, given: Given, progress: Progress) -> Told:
        del progress
        judging.need_people(case, count, reason=given.reason)
        who = "two people have" if count == 2 else "one person has"
        return Told(
            document={"people_needed": count},
            lines=(f"a claim of this case is accepted once {who} accepted it",),
        )

    return act


def _export(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline.guarding import known_names
    from firsthand.pipeline.tabling import export as export_into

    assert given.export is not None, "asked only with a file"
    known = known_names(case, given.identity, unsearched=given.unsearched)
    count = export_into(case, given.export, blind=given.blind, names=known.names, progress=progress)
    return Told(
        document={"file": str(given.export), "claims": count},
        lines=(f"{count} claims in {given.export}",),
        problems=known.problems,
    )


def _import(case: Case, given: Given, progress: Progress) -> Told:
    from firsthand.pipeline.tabling import import_ as import_from

    assert given.import_ is not None, "asked only with a file"
    done = import_from(
        case, given.import_, reason=given.reason, blind=given.blind, dry_run=given.dry_run,
        progress=progress,
    )  # fmt: skip
    lines = _imported_lines(done)
    if given.dry_run:
        lines = (*lines, "nothing is recorded")
    return Told(document=_imported(done), lines=lines, problems=done.problems)


def _imported(done: Imported) -> dict[str, Any]:
    from firsthand.cli import shown

    return {
        "batch": done.batch or None,
        "judged": len(done.judged),
        "written": sum(len(each.made) for each in done.revised),
        "unchanged": done.unchanged,
        "columns_not_read": list(done.ignored),
        "problems": [shown.problem(each) for each in done.problems],
    }


def _imported_lines(done: Imported) -> tuple[str, ...]:
    told = (
        f"{len(done.judged)} judged, {sum(len(each.made) for each in done.revised)} written, "
        f"{done.unchanged} as the record has them, {len(done.problems)} refused"
    )
    ignored = f"columns not read: {', '.join(done.ignored)}"
    return (told, ignored) if done.ignored else (told,)
