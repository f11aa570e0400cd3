"""The program `firsthand`: one command for each verb.

Exit status 0 done; 1 problems in the evidence, listed, everything else done; 2 the operator's
mistake; 3 ours. Only the module of the verb that was asked for is loaded: `verify` shall not wait
for what only `read` needs.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import typer

# Between two searches for circles among objects. Ours are trees that hold for the whole command, and with
# Python's own 700 the search took 10 to 20 of 100 CPU seconds of tracing 10,000 documents.
OBJECTS_BETWEEN = 100_000
# NumPy sorts four times as slowly with the instructions of this level as with those of the level below on
# processors that are slow at one of them (Zen 4), and no machine needs them: 65 ns a number and 15.
SLOW_SORTS = "X86_V4"
INTERRUPTED = 130  # as Typer ends where a verb is interrupted, and as shells tell it
PANELS = {
    "From addresses to a dossier": {
        "new": "custody",
        "preserve": "custody",
        "read": "from_read_to_publish",
        "trace": "lineage",
        "claim": "from_read_to_publish",
        "weigh": "from_read_to_publish",
        "publish": "from_read_to_publish",
        "run": "from_read_to_publish",
        "search": "from_read_to_publish",
        "demo": "from_read_to_publish",
    },
    "What people decide": {
        "judge": "judging",
        "contradictions": "contradictions",
        "standing": "standing",
        "rights": "rights",
        "elements": "elements",
        "lexicon": "lexicons",
        "lexicons": "elements",
        "model": "model",
    },
    "How many": {
        "synthesis": "synthesis",
        "systems": "systems",
        "disclose": "disclose",
    },
    "Custody, and what stands without us": {
        "verify": "verifying",
        "export": "exporting",
        "proofs": "proofs",
        "timestamp": "stamping",
        "vouch": "vouching",
        "cosign": "cosigning",
        "consistency": "consistency",
        "collection": "collection",
        "inquiry": "collection",
        "sweep": "sweeping",
    },
    "What is sealed, and who must not be harmed": {
        "recipients": "sealing",
        "unseal": "sealing",
        "erase": "sealing",
        "witness": "witnesses",
        "consent": "consent",
    },
}
VERBS = {verb: module for panel in PANELS.values() for verb, module in panel.items()}


def program(words: Sequence[str]) -> typer.Typer:
    """The program with the verb that *words* begin with, or with all of them, to list them."""
    import typer

    from firsthand.cli.screen import tell_version

    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(tell_version)
    if list(words) == ["--version"]:
        return app
    wanted = VERBS.keys() & set(words[:1]) or VERBS.keys()
    for panel, verbs in PANELS.items():
        for verb, module in verbs.items():
            if verb in wanted:
                called = getattr(import_module(f"firsthand.cli.{module}"), verb)
                app.command(verb, rich_help_panel=panel)(called)
    return app


def main() -> None:
    """Run the program, and end with the status that the contract gives."""
    sys.excepthook = _our_fault
    # Our matrices are small: threads would spend more on waking than they save. Before NumPy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", SLOW_SORTS)
    gc.set_threshold(OBJECTS_BETWEEN, 20, 100)
    if isinstance(
        sys.stdout, io.TextIOWrapper
    ):  # a terminal of few letters shows the rest as codes
        sys.stdout.reconfigure(errors="backslashreplace")
    import typer

    from firsthand.cli.screen import complain
    from firsthand.errors import FaultError, OperatorError, SettingError

    try:
        called = program(sys.argv[1:])
        # What is loaded is nobody's rubbish: each search, and the one at the end, would look through all of it.
        gc.freeze()
        status = called(standalone_mode=False, prog_name="firsthand")
        sys.exit(status if isinstance(status, int) else 0)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            sys.exit(0)  # whoever read has seen enough: nothing is wrong with the evidence
        raise
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(2)
    except typer._click.exceptions.ClickException as mistake:  # noqa: SLF001 - typer names no other
        mistake.show()
        sys.exit(2)
    except SettingError as mistake:  # of a file, a line for each thing that is wrong in it
        for line in str(mistake).split("\n"):
            complain(f"firsthand: {line}")
        sys.exit(2)
    except OperatorError as mistake:
        complain(f"firsthand: {mistake}")
        sys.exit(2)
    except FaultError as fault:
        complain(f"firsthand: our fault: {fault}")
        sys.exit(3)
    finally:
        gc.freeze()  # all of it goes when the process does


def _our_fault(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """End with 3 where nobody has answered an exception: Python's own status for it is 1.

    Who interrupts the program while it is still being loaded has made no mistake, and neither have we.
    """
    if issubclass(kind, KeyboardInterrupt):
        _end_at_once(INTERRUPTED)
    import traceback

    from firsthand.cli.screen import err

    with suppress(OSError, ValueError):
        traceback.print_exception(kind, fault, trace)
        err.print(
            "firsthand: our fault; what was preserved is safe. Please report the lines above."
        )
    _end_at_once(3)


def _end_at_once(status: int) -> NoReturn:
    """End with *status*, though nobody reads what was printed, or the disk that it goes to is full."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # gone, closed, or never there
            stream.flush()
    os._exit(status)
