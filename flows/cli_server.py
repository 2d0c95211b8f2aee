"""The verbs around Prefect's server: serve a schedule, look at the server, stop it."""

from typing import Annotated

import typer

from flows.answering import AsJson, Config, WarehouseDir, answer, answering, tell

server_app = typer.Typer(help="Look at or stop the Prefect server kept under the data folder.")


def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Inputs; else the configuration's sources.")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="Interval such as 15m, 1h or 90s.", show_default=False)
    ] = None,
    cron: Annotated[
        str | None, typer.Option(help="Cron line such as '0 * * * *' (UTC).", show_default=False)
    ] = None,
    port: Annotated[int, typer.Option(help="Port wanted for the pages.", min=1, max=65535)] = 4200,
    source: Annotated[str, typer.Option(help="source_id of the given inputs.")] = "local",
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Run on a schedule until stopped: one run at a time, with Prefect's pages to watch it."""
    from flows.schedule import serve_schedule
    from flows.settings import load_settings

    with answering(as_json):
        settings = load_settings(config, warehouse=warehouse)
        serve_schedule(settings, sources or [], source, every, cron, port, as_json)


@server_app.command("status", epilog="Example: broadsheet server status --json")
def status(warehouse: WarehouseDir = None, config: Config = None, as_json: AsJson = False) -> None:
    """Tell whether a server runs, and where its pages are."""
    from flows.server import server_status
    from flows.settings import load_settings

    with answering(as_json):
        found = server_status(load_settings(config, warehouse=warehouse).data_dir)
        if as_json:
            answer({"running": found is not None, "url": found.url if found else None})
        else:
            tell(f"running at {found.url} (process {found.pid})" if found else "not running")


@server_app.command("stop", epilog="Example: broadsheet server stop")
def stop(warehouse: WarehouseDir = None, config: Config = None, as_json: AsJson = False) -> None:
    """Stop the server kept under the data folder."""
    from flows.server import stop_server
    from flows.settings import load_settings

    with answering(as_json):
        stopped = stop_server(load_settings(config, warehouse=warehouse).data_dir)
        if as_json:
            answer({"stopped": stopped})
        else:
            tell("stopped" if stopped else "no server was running")
