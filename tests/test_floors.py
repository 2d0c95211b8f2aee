"""Imports go down only: flows, then tasks and expectations, then warehouse; stages stay apart."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"flows": 2, "tasks": 1, "expectations": 1, "warehouse": 0}
STAGES = tuple(sorted(path.parent.name for path in (ROOT / "tasks").glob("*/__init__.py")))

SHARED_RECORD = "tasks.ingest.record"
"""The row schemas that every stage may read."""
SIDE_DOORS = {("report", "tasks.clean.explain")}
"""The report marks up pages with what the clean stage can explain."""
PARQUET_WRITERS = {"write_parquet", "sink_parquet", "to_parquet", "write_to_dataset"}


def modules() -> list[Path]:
    """Every Python file of the four floors."""
    return sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def package(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).parent.parts


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every name a file imports, wherever in the file, as a dotted path with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package(path)[: len(package(path)) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)
        elif called := literal_import(node):
            yield called


def literal_import(node: ast.AST) -> tuple[str, int] | None:
    """``import_module("tasks.clean")`` is an import too."""
    match node:
        case ast.Call(func=called, args=[ast.Constant(value=str(name)), *_]) if ast.unparse(
            called
        ).endswith(("import_module", "__import__")):
            return name, node.lineno
    return None


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def wrong_arrow(path: Path, name: str) -> str | None:
    """Say what is wrong with one import, or None."""
    here, there = package(path), name.split(".")
    if there[0] == "tests":
        return "imports the tests"
    if there[0] not in FLOORS:
        return None
    if FLOORS[there[0]] > FLOORS[here[0]]:
        return "points up"
    if FLOORS[there[0]] == FLOORS[here[0]] and there[0] != here[0]:
        return "points sideways"
    if here[0] == there[0] == "tasks" and len(here) > 1 and len(there) > 1:
        stage = here[1]
        doors = {door for room, door in SIDE_DOORS if room == stage} | {SHARED_RECORD}
        if there[1] in STAGES and there[1] != stage and not any(within(name, d) for d in doors):
            return f"reaches from the stage {stage} into {there[1]}"
    return None


def misplaced(path: Path, name: str) -> str | None:
    """Say which library is imported where it does not belong, or None."""
    here = package(path)
    is_doorway = here[0] == "tasks" and path.name == "task.py"
    if within(name, "prefect") and here[0] != "flows" and not is_doorway:
        return "Prefect belongs in flows/ and in a stage's task.py"
    if within(name, "great_expectations") and here[0] != "expectations":
        return "Great Expectations belongs in expectations/"
    return None


def faults() -> list[str]:
    found = []
    for path in modules():
        for name, line in imported(path):
            for problem in (wrong_arrow(path, name), misplaced(path, name)):
                if problem:
                    found.append(f"{path.relative_to(ROOT)}:{line} {name}: {problem}")
    return found


def test_imports_go_down_only() -> None:
    assert faults() == []


def file_of(name: str) -> Path | None:
    """The file of the tree that an imported name lies in."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:end])
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return file
    return None


def test_no_file_imports_itself_by_way_of_others() -> None:
    ways = {
        path: {file_of(name) for name, _ in imported(path)} - {None, path} for path in modules()
    }
    TopologicalSorter(ways).prepare()  # a CycleError names the files


def test_every_floor_has_modules() -> None:
    assert {package(path)[0] for path in modules()} == set(FLOORS)
    assert {"ingest", "clean", "describe", "deduplicate", "extract", "report"} <= set(STAGES)


def writes_parquet(path: Path) -> Iterator[int]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            spelled = ast.unparse(node)
            if node.attr in PARQUET_WRITERS or spelled in {"pq.write_table", "parquet.write_table"}:
                yield node.lineno
        if isinstance(node, ast.Attribute | ast.Name | ast.alias):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
            if "ParquetWriter" in {name, getattr(node, "name", None)}:
                yield getattr(node, "lineno", 0)


def test_only_the_warehouse_writes_parquet() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        if package(path)[0] != "warehouse"
        for line in writes_parquet(path)
    ]
    assert found == []


def test_test_folders_are_packages() -> None:
    assert (ROOT / "tests" / "__init__.py").is_file()
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    ("file", "source", "problem"),
    [
        ("warehouse/x.py", "from tasks.clean import page", "points up"),
        ("warehouse/x.py", "def f():\n    import flows.cli", "points up"),
        ("tasks/clean/x.py", "from flows.settings import Settings", "points up"),
        ("tasks/clean/x.py", "import expectations.gate", "points sideways"),
        ("expectations/x.py", "from tasks import clean", "points sideways"),
        ("tasks/clean/x.py", "from tasks.describe.dates import read", "into describe"),
        ("tasks/clean/x.py", "from tasks import describe", "into describe"),
        ("tasks/clean/rules/x.py", "from ...describe import dates", "into describe"),
        ("tasks/clean/x.py", "import_module('flows.cli')", "points up"),
        ("tasks/extract/x.py", "from tasks.clean.explain import marks", "into clean"),
        ("tasks/clean/page.py", "from prefect import task", "Prefect belongs"),
        ("warehouse/x.py", "import great_expectations as gx", "Great Expectations belongs"),
        ("flows/x.py", "from tests.warehouse.rows import rows_of", "imports the tests"),
        ("tasks/clean/x.py", "from tasks.ingest.record import DOCUMENT", None),
        ("tasks/report/x.py", "from tasks.clean.explain import marks", None),
        ("tasks/clean/rules/x.py", "from ..blocks import Block", None),
        ("tasks/clean/task.py", "from prefect import task", None),
        ("flows/x.py", "from tasks.clean import page\nfrom expectations import gate", None),
        ("expectations/x.py", "from warehouse.contract import contract", None),
    ],
)
def test_the_rules_themselves(
    file: str, source: str, problem: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ROOT / file
    monkeypatch.setitem(globals(), "tree", lambda _path: ast.parse(source))
    told = [
        why
        for name, _ in imported(path)
        for why in (wrong_arrow(path, name), misplaced(path, name))
        if why
    ]
    assert (problem is None) == (told == [])
    assert problem is None or problem in told[0]


@pytest.mark.parametrize(
    "source",
    [
        "frame.write_parquet(path)",
        "import pyarrow.parquet as pq\npq.write_table(rows, path)",
        "from pyarrow.parquet import ParquetWriter",
        "with pq.ParquetWriter(path, schema) as writer:\n    pass",
        "frame.lazy().sink_parquet(path)",
        "data.to_parquet(path)",
    ],
)
def test_every_way_to_write_parquet_is_seen(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "tree", lambda _path: ast.parse(source))
    assert list(writes_parquet(ROOT / "tasks" / "x.py"))
