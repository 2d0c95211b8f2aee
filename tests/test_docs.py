"""What the documentation names is there: links, paths, modules, verbs, their options, examples."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

from flows.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "examples" / "sample_news" / "README.md",
]
FOLDERS = "benchmarks|docs|examples|expectations|flows|tasks|tests|warehouse"
PATH = re.compile(rf"(?<![\w./-])(?:{FOLDERS})/[\w./*-]*[\w*]")
MODULE = re.compile(r"python -m ((?:benchmarks|expectations|flows|tasks|warehouse)[\w.]*)")
COMMAND = re.compile(r"^ *(?:time |source \S+ && )?(broadsheet .*)$|`(broadsheet [^`]*)`", re.M)


def verb(words: list[str]) -> tuple[Any, list[str]]:
    """The command that some words call, and the words that are left to it."""
    command: Any = typer.main.get_command(app)
    while words and words[0] in verbs_of(command):
        command, words = verbs_of(command)[words[0]], words[1:]
    return command, words


def verbs_of(command: Any) -> dict[str, Any]:
    """The commands of a group; a command that is none has none."""
    return getattr(command, "commands", {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_paths_and_modules_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [t for t in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in t]
    assert [t for t in links if not (page.parent / t).exists()] == []
    named = {p for p in PATH.findall(text) if "<" not in p}
    gone = [p for p in sorted(named) if not (ROOT / p).exists() and not list(ROOT.glob(p))]
    assert gone == []
    assert [m for m in MODULE.findall(text) if find_spec(m) is None] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_are_verbs_with_the_options_they_have(page: Path) -> None:
    for line, quoted in COMMAND.findall(page.read_text("utf-8")):
        words = shlex.split((line or quoted).replace("…", ""), comments=True)[1:]
        command, left = verb(words)
        if verbs_of(command):
            assert not left or left[0].startswith(("-", "run,")), f"no verb {left}"
            continue
        known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
        asked = {w.partition("=")[0] for w in left if w.startswith("--")} - {"--help"}
        assert asked <= known, (line or quoted, asked - known)


def test_examples_of_the_verbs_name_files_that_are_there() -> None:
    waiting = [typer.main.get_command(app)]
    for command in waiting:  # grows while it is walked
        waiting += verbs_of(command).values()
        if verbs_of(command):
            continue
        assert command.epilog.startswith("Example: broadsheet "), command.name
        named = [w for w in shlex.split(command.epilog) if w.startswith("examples/")]
        assert [path for path in named if not (ROOT / path).exists()] == []
