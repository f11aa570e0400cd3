"""The program run within the test's own process: a started one costs a second and a half."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.cli.main import program


class Within:
    """Runs commands and keeps all that they ever said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = ""

    def run(self, *words: str | Path) -> tuple[int, str, str]:
        """Status, standard output and standard error of a command; the operator's mistake raises."""
        told = [str(word) for word in words]
        status = program(told)(told, standalone_mode=False, prog_name="firsthand")
        out, err = self._capsys.readouterr()
        self.said += out + err
        return (status if isinstance(status, int) else 0), out, err
