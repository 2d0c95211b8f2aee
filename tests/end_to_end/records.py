"""Writes a few records as a user would, and runs the pipeline over them."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Cli

BODY = (
    "The ferry company said on Tuesday that all crossings to the northern islands would stop "
    "until the storm had passed. Passengers were told to expect two days without boats.\n\n"
    "Schools on the islands stay open, the district said, and shops have supplies for a week."
)


def write(folder: Path, name: str, *records: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def run(cli: Cli, inputs: Path, warehouse: Path, *more: str) -> dict[str, Any]:
    return cli.facts("run", inputs, "--warehouse", warehouse, "--entities", "none", *more)
