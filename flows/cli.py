"""The command line: each verb calls a flow or a scan and answers for people or as JSON."""

import sys
from typing import Annotated

import typer

from flows import cli_again, cli_quarantine, cli_read, cli_server
from flows.answering import (
    MISUSE,
    AsJson,
    Config,
    WarehouseDir,
    answer,
    answering,
    tell,
)

app = typer.Typer(
    name="broadsheet",
    help="Raw news in; clean, de-duplicated, entity-tagged Parquet tables out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Sources = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, globs or feed URLs; else the configuration's sources."),
]
Cleaning = Annotated[
    str | None, typer.Option(help="auto, or off to keep the text as given.  [default: auto]")
]
Entities = Annotated[
    str | None,
    typer.Option(help="Recogniser or 'none'.  [default: small]"),
]
Workers = Annotated[int | None, typer.Option(help="Worker processes.  [default: one per core]")]
BatchMb = Annotated[int | None, typer.Option(help="MiB of source text in a batch.  [default: 8]")]
SourceName = Annotated[
    str, typer.Option("--source", help="Name that the given inputs get as source_id.")
]


@app.command(epilog="Example: broadsheet run examples/sample_news")
def run(
    sources: Sources = None,
    source: SourceName = "local",
    cleaning: Cleaning = None,
    entities: Entities = None,
    workers: Workers = None,
    batch_mb: BatchMb = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Run the pipeline once over files, folders, globs, feed URLs or the configured sources."""
    from flows.launch import request_for
    from flows.settings import load_settings
    from flows.telling_runs import run_and_tell

    with answering(as_json):
        settings = load_settings(
            config,
            warehouse=warehouse,
            cleaning=cleaning,
            entities=entities,
            workers=workers,
            batch_mb=batch_mb,
        )
        run_and_tell(request_for(settings, sources or [], source), as_json)


app.command(epilog="Example: broadsheet forget a_1f3a")(cli_again.forget)
app.command(epilog="Example: broadsheet backfill --reclean --from 2024-01-01")(cli_again.backfill)
app.command(epilog="Example: broadsheet serve --every 1h inbox/")(cli_server.serve)
app.command(epilog="Example: broadsheet explain examples/sample_news/pages/comments.html")(
    cli_read.explain
)
app.command(epilog='Example: broadsheet query "select headline from articles"')(cli_read.query)
app.command(epilog="Example: broadsheet tables articles")(cli_read.tables)
app.command(epilog="Example: broadsheet diff 1 2")(cli_read.diff)
app.command(epilog="Example: broadsheet report")(cli_read.report)
app.command(epilog="Example: broadsheet check --json")(cli_read.check)
app.add_typer(cli_quarantine.quarantine_app, name="quarantine")
app.add_typer(cli_server.server_app, name="server", no_args_is_help=True)


def main() -> None:
    """Entry point of the console script."""
    if "--json" not in sys.argv:
        app()
        return
    try:
        sys.exit(app(standalone_mode=False))
    except Exception as error:
        told = getattr(error, "format_message", None)  # an argument that cannot be understood
        if told is None:
            raise
        answer({"error": told(), "exit_code": MISUSE})
        tell(f"broadsheet: {told()}")
        sys.exit(MISUSE)
