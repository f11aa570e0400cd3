from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
SOURCE = TOP / "src" / "firsthand"
STAGES = ("preserve", "read", "trace", "claim", "weigh", "publish")
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
LINES_MAX = 400  # a longer module wants splitting along the words of the field
FUNCTION_LINES_MAX = 70  # a function that needs scrolling hides its flow
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "base", "manager", "misc", "util", "core"}
WORDS_NOT_USED = {"subject", "proven", "ai", "lang", "res"}


def _named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _exceptions(heading: str) -> set[str]:
    """What docs/CONVENTIONS.md lists under a heading: places where a rule is not kept yet."""
    text = (TOP / "docs/CONVENTIONS.md").read_text("utf-8")
    part = text.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"^- `([^`]+)`", part, re.MULTILINE))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_has_tests_of_its_own() -> None:
    """
    src/firsthand/weigh/origins.py is tested by tests/weigh/test_origins.py
    """
    without = {
        _named(path)
        for path in MODULES
        if not (TOP / "tests" / path.relative_to(SOURCE).parent / f"test_{path.stem}.py").exists()
    }
    assert without == _exceptions("Modules tested only through others")


def test_a_module_is_a_word_of_the_field() -> None:
    assert not [path for path in MODULES if path.stem in NAMES_THAT_SAY_NOTHING]


@pytest.mark.parametrize("room", STAGES)
def test_a_stage_says_what_comes_in_and_what_goes_out(room: str) -> None:
    silent = []
    for path in sorted((SOURCE / room).rglob("*.py")):
        told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        if path.name != "__init__.py" and not ("In:" in told and "Out:" in told):
            silent.append(_named(path))
    assert silent == []


def test_no_module_needs_a_search_to_find_the_way_in() -> None:
    long = {_named(p) for p in MODULES if len(p.read_text("utf-8").splitlines()) > LINES_MAX}
    assert long == _exceptions("Long modules")


@pytest.mark.slow
def test_no_function_needs_scrolling() -> None:
    long = {
        f"{_named(path)}: {node.name}"
        for path in MODULES
        for node in _functions(path)
        if (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES_MAX
    }
    assert long == _exceptions("Long functions")


@pytest.mark.slow
def test_no_name_is_a_word_with_two_meanings() -> None:
    found = {
        f"{_named(path)}: {node.name}"
        for path in MODULES
        for node in _functions(path)
        if WORDS_NOT_USED & set(node.name.lower().split("_"))
    }
    assert not found


def _hides(handler: ast.ExceptHandler) -> bool:
    """Whether it takes every exception and does not pass it on."""
    broad = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )
    return broad and not isinstance(handler.body[-1], ast.Raise)


@pytest.mark.slow
def test_no_fault_of_ours_is_caught_with_the_evidence_s() -> None:
    hidden = [
        _named(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and _hides(node)
    ]
    assert hidden == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(TOP)}: {target}"
        for page in [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_address_of_a_registry_is_in_the_lock() -> None:
    for path in (TOP / "requirements.lock", *(TOP / "tests").rglob("*.lock")):
        lock = path.read_text("utf-8")
        assert "://" not in lock
        assert "--index-url" not in lock


def test_every_path_that_the_architecture_names_is_there() -> None:
    text = (TOP / "docs/ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(r"`((?:src/firsthand/)?[a-z]+/[a-z_/]+\.(?:py|toml|csv))`", text)
    assert named
    missing = [n for n in named if not (SOURCE / n.removeprefix("src/firsthand/")).exists()]
    assert missing == []


def test_the_page_of_commands_is_in_step_with_the_program() -> None:
    done = subprocess.run(
        [sys.executable, str(TOP / "scripts/docs"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_what_is_left_out_at_the_desk_is_a_test_that_exists() -> None:
    """a line of tests/slow.txt whose test was renamed would mark nothing"""
    gone = []
    for line in (TOP / "tests/slow.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        path, _, name = line.partition("::")
        file = TOP / path
        if not file.is_file() or name not in {each.name for each in _functions(file)}:
            gone.append(line)
    assert not gone
