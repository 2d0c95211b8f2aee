"""The verbs of quarantine: list, show, release, discard."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.answering import AsJson, Config, WarehouseDir, answer, answering, by_beginning, tell

if TYPE_CHECKING:
    import polars as pl

quarantine_app = typer.Typer(
    help="Look at set-aside inputs and rows, put them through again, or give them up.",
    no_args_is_help=True,
    epilog="Example: broadsheet quarantine list --all",
)

Ids = Annotated[list[str], typer.Argument(help="quarantine_id, or the first part of one.")]


def _rows(warehouse: Path | None, config: Path | None, everything: bool) -> "pl.DataFrame":
    import polars as pl

    from flows.cli_read import published

    rows = published(warehouse, config).scan("quarantine")
    wanted = rows if everything else rows.filter(pl.col("resolved_at").is_null())
    return wanted.sort("quarantined_at", "quarantine_id").collect()


def _chosen(rows: "pl.DataFrame", ids: list[str]) -> list[str]:
    known = rows.get_column("quarantine_id").to_list()
    return [by_beginning(one, known, "item", "`broadsheet quarantine list --all`") for one in ids]


def _open(warehouse: Path | None, config: Path | None, ids: list[str]) -> list[str]:
    """Return the items that begin so. Raises ConfigurationError for one that is resolved."""
    import polars as pl

    from flows.cli_read import published
    from flows.settings import ConfigurationError

    items = published(warehouse, config).scan("quarantine")
    rows = items.select("quarantine_id", "resolution", "resolved_at").collect()
    chosen = _chosen(rows, ids)
    mine = pl.col("quarantine_id").is_in(chosen) & pl.col("resolution").is_not_null()
    if settled := rows.filter(mine).sort("quarantine_id").rows():
        key, resolution, moment = settled[0]
        raise ConfigurationError(
            f"{key} is already {resolution}, since {moment:%Y-%m-%d %H:%M} UTC; see "
            "`broadsheet quarantine list --all`"
        )
    return chosen


@quarantine_app.command("list", epilog="Example: broadsheet quarantine list")
def list_items(
    everything: Annotated[bool, typer.Option("--all", help="Resolved items too.")] = False,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """List open items, one a line: id, stage, place and the first reason."""
    with answering(as_json):
        rows = _rows(warehouse, config, everything).drop("payload")
        if as_json:
            answer({"items": rows.to_dicts()})
            return
        for row in rows.iter_rows(named=True):
            state = f" [{row['resolution']}]" if row["resolution"] else ""
            print(f"{row['quarantine_id'][:14]}  {row['stage']:<10}{state} {row['raw_uri'] or ''}")
            for reason in row["reasons"]:
                print(f"{'':<16}{reason['expectation']}: {reason['message']}")
        tell(f"{rows.height} items")


@quarantine_app.command("show", epilog="Example: broadsheet quarantine show q_1f3a")
def show(
    item: Annotated[str, typer.Argument(help="quarantine_id, or the first part of one.")],
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show one item with all reasons and its payload."""
    import json

    with answering(as_json):
        rows = _rows(warehouse, config, everything=True)
        key = _chosen(rows, [item])[0]
        row = next(r for r in rows.iter_rows(named=True) if r["quarantine_id"] == key)
        if as_json:
            answer(row)
            return
        for name, value in row.items():
            told = json.dumps(value, ensure_ascii=False, indent=2, default=str)
            print(f"{name:<16} {value if isinstance(value, str) else told}")


FIELDS = (
    *("text", "html", "id", "url", "title", "authors", "publisher", "published", "modified"),
    *("language", "section"),
)
"""What `--set` can repair: the fields of a record."""


@quarantine_app.command(
    "release", epilog="Example: broadsheet quarantine release q_1f3a --set published=2024-05-01"
)
def release(
    ids: Ids,
    edits: Annotated[
        list[str] | None,
        typer.Option("--set", help="Repair a field first: NAME=VALUE, empty for none."),
    ] = None,
    cleaning: Annotated[str | None, typer.Option(help="auto or off.  [default: auto]")] = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Put items through the whole pipeline again; what the gate refused is now let through."""
    from flows.request import RunRequest
    from flows.settings import ConfigurationError, load_settings
    from flows.telling_runs import run_and_tell

    with answering(as_json):
        settings = load_settings(config, warehouse=warehouse, cleaning=cleaning)
        chosen = _open(warehouse, config, ids)
        pairs = [edit.partition("=") for edit in edits or []]
        if bad := [name for name, sign, _ in pairs if not sign]:
            raise ConfigurationError(f"--set {bad[0]}: write NAME=VALUE")
        if unknown := [name for name, _, _ in pairs if name not in FIELDS]:
            raise ConfigurationError(f"--set {unknown[0]}: no such field; {', '.join(FIELDS)}")
        request = RunRequest(
            flow="release",
            quarantine_ids=chosen,
            edits={name: value for name, _, value in pairs},
            settings=settings,
        )
        run_and_tell(request, as_json)


@quarantine_app.command("discard", epilog="Example: broadsheet quarantine discard q_1f3a")
def discard(
    ids: Ids,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Give items up: they stay in the table, marked as discarded."""
    from flows.discarding import discard_items
    from flows.settings import load_settings

    with answering(as_json):
        settings = load_settings(config, warehouse=warehouse)
        chosen = _open(warehouse, config, ids)
        snapshot = discard_items(settings, chosen)
        if as_json:
            answer({"discarded": chosen, "snapshot": snapshot})
        else:
            tell(f"{len(chosen)} discarded in snapshot {snapshot}")
