from __future__ import annotations

import stat
from pathlib import Path

import pytest

from custody import check
from firsthand.errors import OperatorError
from firsthand.pipeline import recipients, witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import standing
from firsthand.pipeline.recipients import Changed
from firsthand.pipeline.sealing import unseal
from firsthand.store.sealing import Identity
from sealed_case import SealedCase, made, statement


def with_ben(place: Path, *, unlocked: bool) -> tuple[SealedCase, Identity, Changed]:
    """A case with a sealed object and a witness, to which Ben is added."""
    case, ben = made(place), Identity.fresh()
    case.seal(statement(place))
    with Case.open(case.folder, writing=True) as held:
        witnesses.enter(held, "name: Aygul Example", pseudonym="witness-7")
        changed = recipients.add(
            held, ben.recipient, name="Ben", identities=case.identities if unlocked else ()
        )
    return case, ben, changed


def opens(case: SealedCase, identity: Identity, target: Path) -> bool:
    """Whether *identity* opens the object of the case and its register."""
    with Case.open(case.folder, writing=True) as held:
        (digest,) = standing(held.entries()).sealed
        try:
            unseal(held, digest, target, identities=[identity], reason="r")
            witnesses.look(held, "witness-7", identities=[identity])
        except OperatorError:
            return False
    target.unlink()
    return True


def test_with_an_identity_a_new_recipient_opens_all_at_once(tmp_path: Path) -> None:
    case, ben, changed = with_ben(tmp_path, unlocked=True)
    assert (changed.renewed, changed.left) == (2, 0)
    assert opens(case, ben, tmp_path / "out")
    assert opens(case, case.identities[0], tmp_path / "out")
    assert check(case.folder).problems == ()


def test_without_one_only_what_comes_later(tmp_path: Path) -> None:
    case, ben, changed = with_ben(tmp_path, unlocked=False)
    assert (changed.renewed, changed.left) == (0, 2)
    assert not opens(case, ben, tmp_path / "out")
    with Case.open(case.folder, writing=True) as held:
        late = witnesses.enter(held, "name: Somebody Else")
        assert witnesses.look(held, late, identities=[ben]).name == "Somebody Else"


def test_a_removed_recipient_opens_nothing_that_is_in_the_case_now(tmp_path: Path) -> None:
    case, ben, _ = with_ben(tmp_path, unlocked=True)
    with Case.open(case.folder, writing=True) as held:
        recipients.remove(held, ben.recipient, reason="left", identities=case.identities)
    assert not opens(case, ben, tmp_path / "out")
    assert opens(case, case.identities[0], tmp_path / "out")
    assert check(case.folder).problems == ()


def test_the_last_recipient_stays_while_anything_is_sealed(tmp_path: Path) -> None:
    case = made(tmp_path)
    case.seal(statement(tmp_path))
    (identity,) = case.identities
    with Case.open(case.folder, writing=True) as held:
        with pytest.raises(OperatorError, match="nobody would be left"):
            recipients.remove(held, identity.recipient, reason="r", identities=case.identities)
        with pytest.raises(OperatorError, match="already"):
            recipients.add(held, identity.recipient, name="Ana", identities=())
        with pytest.raises(OperatorError, match="no recipient of this case"):
            recipients.remove(held, Identity.fresh().recipient, reason="r", identities=())
        with pytest.raises(OperatorError, match="X25519"):
            recipients.add(held, "ssh-ed25519 AAAA", name="Ana", identities=())
        with pytest.raises(OperatorError, match="whose key"):
            recipients.add(held, Identity.fresh().recipient, name=" ", identities=())


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    recipient = recipients.new_identity(tmp_path / "k")
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    assert recipient in (tmp_path / "k").read_text("ascii")
    with pytest.raises(OperatorError, match="never written over"):
        recipients.new_identity(tmp_path / "k")
