"""A setting by which our own tests let a browser reach a site on this machine, as if it were public.

In: the environment.  Out: what the gate and the browser are told because of it. It is no option of the program: whoever sets it
lets a stranger's page reach services on this machine's loopback. A receipt says that it was set.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence

from firsthand.model.value import value
from firsthand.tools.gate import Resolve, resolve_here
from firsthand.tools.gate_rules import Rules

SETTING = "FIRSTHAND_TEST_ONLY_LET_PAGES_REACH_LOOPBACK"
_HERE = "127.0.0.1"


@value
class Reach:
    """What a browser may reach; *flags* are given to it. `test` says that the setting is on."""

    rules: Rules
    resolve: Resolve
    flags: tuple[str, ...] = ()
    test: str = ""


def reach() -> Reach:
    """The public network; where the setting is on, addresses of loopback too, and of names those in `.test` alone.

    Its value names keys of certificates that are believed, parted by commas, as Chromium takes them.
    """
    keys = os.environ.get(SETTING)
    if not keys:
        return Reach(rules=Rules(), resolve=resolve_here)
    return Reach(
        rules=Rules(loopback_counts_as_public=True),
        resolve=_resolve_tests,
        flags=(f"--ignore-certificate-errors-spki-list={keys}",),
        test=f"{SETTING} is set: pages could reach this machine itself",
    )


def _resolve_tests(name: str) -> Sequence[str]:
    """Names of tests alone; no resolver is asked."""
    if name.endswith(".private.test"):  # a public name of a private address
        return ["10.0.0.1"]
    if name == "localhost" or (name.endswith(".test") and not name.endswith(".nobody.test")):
        return [_HERE]
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
