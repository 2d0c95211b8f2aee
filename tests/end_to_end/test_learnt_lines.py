"""What one run learns about a publisher's pages, the next run uses."""

import json
from pathlib import Path

import polars as pl

from tests.conftest import Cli

NOTICE = "The harbour office answers questions about berths on weekdays from nine until noon."
THINGS = "bridge tower market pier school garden station library fountain chapel".split()


def records(things: list[str]) -> str:
    return "".join(
        json.dumps(
            {
                "id": thing,
                "url": f"https://harbour.example/{thing}",
                "text": f"The {thing} was repaired on Monday after the council had found the money "
                f"for it.\n\nNeighbours of the {thing} said that they had waited for years and "
                f"were glad to see it done before the winter.\n\n{NOTICE}\n",
            }
        )
        + "\n"
        for thing in things
    )


def test_a_line_of_many_pages_goes_in_the_next_run(cli: Cli, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    for number, things in enumerate((THINGS[:9], THINGS[9:])):
        source = tmp_path / f"{number}.jsonl"
        source.write_text(records(things), "utf-8")
        cli.facts("run", source, "--warehouse", warehouse, "--entities", "none")
    texts = pl.read_parquet(warehouse / "current/articles/*.parquet").sort("run_id")
    assert texts.filter(pl.col("text").str.contains(NOTICE, literal=True)).height == 9
    removed = pl.read_parquet(warehouse / "current/removed_blocks/*.parquet")
    learnt = removed.filter(pl.col("text") == NOTICE)
    assert learnt["rule_id"].to_list() == ["repeated_line.many_pages"]
