"""The verbs that only read: query, tables, explain, diff, check and report."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.answering import (
    FAILED,
    AsJson,
    Config,
    Format,
    WarehouseDir,
    answer,
    answering,
    tell,
)

if TYPE_CHECKING:
    from flows.explaining import Explained
    from flows.settings import Settings
    from warehouse.snapshot import Snapshot


def latest(settings: "Settings") -> "Snapshot | None":
    """Return the current snapshot, or null when nothing is published yet."""
    from warehouse.layout import Warehouse
    from warehouse.snapshot import current_snapshot

    return current_snapshot(Warehouse(settings.warehouse.absolute()))


def published(warehouse: Path | None, config: Path | None) -> "Snapshot":
    """Return the current snapshot. Raises ConfigurationError when nothing is published yet."""
    from flows.settings import ConfigurationError, load_settings

    settings = load_settings(config, warehouse=warehouse)
    snapshot = latest(settings)
    if snapshot is None:
        raise ConfigurationError(
            f"{settings.warehouse}: no tables yet; run `broadsheet run` first or check --warehouse"
        )
    return snapshot


def is_file(text: str) -> bool:
    """Whether an argument names a file; SQL can be too long for a path."""
    try:
        return Path(text).is_file()
    except OSError:
        return False


def query(
    sql: Annotated[str, typer.Argument(help="SQL in DuckDB's dialect, or a file that holds it.")],
    output: Annotated[Format, typer.Option("--format", help="How rows are printed.")] = "table",
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Run SQL over the current tables, all of one snapshot."""
    from flows.querying import print_rows, run_query
    from flows.settings import ConfigurationError

    with answering(as_json):
        if sql.endswith(".sql") and not is_file(sql):
            raise ConfigurationError(f"{sql}: no such file; check the spelling")
        snapshot = published(warehouse, config)
        with snapshot.pin():
            result = run_query(snapshot, Path(sql).read_text() if is_file(sql) else sql)
        if as_json:
            answer({"snapshot": snapshot.number, "columns": result.columns, "rows": result.rows})
        else:
            print_rows(result, output)


def tables(
    name: Annotated[str | None, typer.Argument(help="One table, for its columns.")] = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show the tables with their rows and paths, or one table's data dictionary."""
    from flows.settings import ConfigurationError
    from flows.telling_tables import all_tables, one_table, print_all, print_one
    from warehouse.contract import table_names

    with answering(as_json):
        if name is not None and name not in table_names():
            raise ConfigurationError(f"no table {name!r}; there are: {', '.join(table_names())}")
        snapshot = published(warehouse, config)
        if name is None:
            facts = all_tables(snapshot)
            answer({"snapshot": snapshot.number, "tables": facts}) if as_json else print_all(facts)
        else:
            dictionary = one_table(snapshot, name)
            answer(dictionary) if as_json else print_one(dictionary)


def explain(
    name: Annotated[str, typer.Argument(help="A file, an article_id, a native id or a URL.")],
    limit: Annotated[int, typer.Option(help="Documents of a file to show.", min=1)] = 5,
    width: Annotated[int | None, typer.Option(help="Columns.  [default: the terminal's]")] = None,
    against: Annotated[
        str | None,
        typer.Option(
            help="Another article of its cluster, to tell the two texts apart.  "
            "[default: the one it is matched with]",
            show_default=False,
        ),
    ] = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show a page: kept text plain, removed text struck through, the rules in the margin."""
    from flows.explaining import explain_article, explain_file
    from flows.settings import ConfigurationError, load_settings

    with answering(as_json):
        if Path(name).is_file():
            if against is not None:
                raise ConfigurationError(
                    "--against tells two published articles apart; name them by article_id or URL"
                )
            known = latest(load_settings(config, warehouse=warehouse))
            shown = list(explain_file(Path(name), known))
            if as_json:
                answer({"file": name, "documents": [one.facts() for one in shown]})
                return
            for one in shown[:limit]:
                _show(one, width)
            if len(shown) > limit:
                tell(f"{len(shown) - limit} more documents; see --limit")
            return
        snapshot = published(warehouse, config)
        with snapshot.pin():
            one = explain_article(snapshot, name)
            cluster = _cluster(snapshot, one, against, width, as_json)
        if as_json:
            answer(one.facts() | {"cluster": cluster})
        else:
            _show(one, width)
            print(f"\n{cluster}")


def _columns(width: int | None) -> int:
    return width or shutil.get_terminal_size((100, 24)).columns


def _cluster(
    snapshot: "Snapshot", one: "Explained", against: str | None, width: int | None, as_json: bool
) -> object:
    import dataclasses

    from flows.explaining import explain_cluster
    from tasks.report.cluster_terminal import cluster_terminal

    found = explain_cluster(snapshot, one, against)
    if found is None:
        return None
    if as_json:
        return dataclasses.asdict(found)
    return cluster_terminal(found, _columns(width), sys.stdout.isatty())


def _show(one: "Explained", width: int | None) -> None:
    from tasks.report.cells import printable
    from tasks.report.marked_terminal import segments_terminal

    print(f"== {printable(one.title)}")
    for sentence in one.set_aside:
        print(f"   set aside: {sentence}")
    for name, value in one.metadata.items():
        if value not in (None, [], ""):
            told = ", ".join(value) if isinstance(value, list) else value
            print(f"   {name:<20} {printable(str(told))}")
    if one.source_text:
        colour = sys.stdout.isatty()
        print()
        print(segments_terminal(one.source_text, one.segments, _columns(width), colour))
    print()


def diff(
    old: Annotated[int, typer.Argument(help="Number of the older snapshot.")],
    new: Annotated[int, typer.Argument(help="Number of the newer snapshot.")],
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show added, changed and removed rows per table between two kept snapshots."""
    from flows.differences import differences, print_differences
    from flows.settings import load_settings
    from warehouse.layout import Warehouse

    with answering(as_json):
        root = Warehouse(load_settings(config, warehouse=warehouse).warehouse.absolute())
        facts = differences(root, old, new)
        answer(facts) if as_json else print_differences(facts)


def check(warehouse: WarehouseDir = None, config: Config = None, as_json: AsJson = False) -> None:
    """Check contracts, ledger and references over the whole warehouse; exit 1 on a failure."""
    from expectations.check import check as check_tables
    from flows.explaining import tables_of
    from flows.settings import run_clock
    from flows.telling_checks import facts_of, print_checks
    from warehouse.verify import damages

    with answering(as_json):
        snapshot = published(warehouse, config)
        with snapshot.pin():
            report = check_tables(tables_of(snapshot), run_clock())
            damaged = list(damages(snapshot))
        if as_json:
            answer({"snapshot": snapshot.number} | facts_of(report, damaged))
        else:
            print_checks(report, damaged)
        if damaged or not report.ok:
            raise typer.Exit(FAILED)


def report(
    run: Annotated[str | None, typer.Argument(help="A run_id; else the last run.")] = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Write a run's page again from the tables and tell where it is."""
    from flows.reporting_again import write_again

    with answering(as_json):
        snapshot = published(warehouse, config)
        with snapshot.pin():
            page = write_again(snapshot, run)
        answer({"run_id": page.stem, "report": str(page)}) if as_json else print(page)
