"""The data dictionary as people and programs see it: tables, rows, paths and columns."""

from pathlib import Path
from typing import Any

from warehouse.contract import contract, table_names
from warehouse.snapshot import Snapshot


def _readers_path(snapshot: Snapshot, name: str) -> str:
    return str(snapshot.path.parent.parent / "current" / name)


def all_tables(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every table: name, rows, bytes, path for readers and what it holds."""
    return [
        {
            "name": name,
            "rows": snapshot.rows(name),
            "bytes": sum(Path(file).stat().st_size for file in snapshot.files(name)),
            "path": _readers_path(snapshot, name),
            "summary": contract(name).summary,
        }
        for name in table_names()
    ]


def one_table(snapshot: Snapshot, name: str) -> dict[str, Any]:
    """One table's contract with its rows and path."""
    agreed = contract(name)
    columns = [
        {
            "name": c.name,
            "type": str(c.type),
            "null": c.null,
            "meaning": c.meaning,
            "words": sorted(c.words) if c.words else None,
        }
        for c in agreed.columns
    ]
    return {
        "name": name,
        "summary": agreed.summary,
        "key": list(agreed.key),
        "warnings": list(agreed.warnings),
        "rows": snapshot.rows(name),
        "path": _readers_path(snapshot, name),
        "columns": columns,
    }


def print_all(facts: list[dict[str, Any]]) -> None:
    """Print the tables, one a line."""
    for one in facts:
        print(f"{one['name']:<20} {one['rows']:>10,} rows  {one['path']}/*.parquet")
        print(f"{'':<20} {one['summary']}")


def print_one(facts: dict[str, Any]) -> None:
    """Print one table's dictionary."""
    print(f"{facts['name']}: {facts['summary']}")
    print(f"key {', '.join(facts['key'])} · {facts['rows']:,} rows · {facts['path']}/*.parquet")
    for warning in facts["warnings"]:
        print(f"! {warning}")
    for column in facts["columns"]:
        null = "" if column["null"] else ", never null"
        print(f"\n{column['name']}  ({column['type']}{null})\n    {column['meaning']}")
        if column["words"]:
            print(f"    one of: {', '.join(column['words'])}")
