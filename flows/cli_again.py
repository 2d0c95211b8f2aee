"""The verbs that change what is published: backfill makes stories again, forget removes them."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from flows.answering import AsJson, Config, WarehouseDir, answer, answering, by_beginning, tell

Day = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="First day of publication, as 2024-01-31."),
]
LastDay = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, included.")]
Reclean = Annotated[bool, typer.Option("--reclean", help="Clean and describe again.")]
Reentity = Annotated[bool, typer.Option("--reentity", help="Find names and quotations again.")]
Rededuplicate = Annotated[
    bool, typer.Option("--rededuplicate", help="Decide all copies and clusters again.")
]
Cleaning = Annotated[str | None, typer.Option(help="auto or off.  [default: auto]")]
Entities = Annotated[str | None, typer.Option(help="Recogniser or 'none'.  [default: small]")]


def backfill(
    since: Day = None,
    until: LastDay = None,
    reclean: Reclean = False,
    reentity: Reentity = False,
    rededuplicate: Rededuplicate = False,
    cleaning: Cleaning = None,
    entities: Entities = None,
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Make published stories again with the rules and the model of today.

    Without --from and --to all of them; a story without a date counts from the day it was first
    seen. Without --reclean, --reentity and --rededuplicate the first two are done. A text that
    comes out different is a new version of its story, of change_kind recleaned; what its
    publisher wrote is not fetched. --rededuplicate compares all stories with each other as if
    they came today, so that clusters can split, and writes what later runs compare with anew.
    """
    from flows.cli_read import published
    from flows.request import Backfill, RunRequest
    from flows.settings import ConfigurationError, load_settings
    from flows.telling_runs import run_and_tell

    with answering(as_json):
        settings = load_settings(config, warehouse=warehouse, cleaning=cleaning, entities=entities)
        published(warehouse, config)
        both = not (reclean or reentity or rededuplicate)
        chosen = Backfill(
            since=_day("--from", since),
            until=_day("--to", until),
            reclean=reclean or both,
            reentity=reentity or both,
            rededuplicate=rededuplicate,
        )
        if rededuplicate and (chosen.since or chosen.until):
            raise ConfigurationError(
                "--rededuplicate decides all stories, whatever their day; leave out --from and --to"
            )
        if chosen.since and chosen.until and chosen.since > chosen.until:
            raise ConfigurationError(f"--from {since} lies after --to {until}; swap them")
        if reentity and settings.entities == "none":
            raise ConfigurationError("--reentity needs a recogniser; leave out --entities none")
        request = RunRequest(flow="backfill", backfill=chosen, settings=settings)
        run_and_tell(request, as_json)


def forget(
    ids: Annotated[list[str], typer.Argument(help="article_id, or the first part of one.")],
    warehouse: WarehouseDir = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Remove articles from every table and every kept snapshot, for good.

    Earlier snapshots and all runs' pages go; `broadsheet report RUN` writes a page again. A
    document of a forgotten story that is read again is set aside.
    """
    from flows.cli_read import published
    from flows.forgetting import forget_articles
    from flows.settings import load_settings

    with answering(as_json):
        settings = load_settings(config, warehouse=warehouse)
        rows = published(warehouse, config).scan("articles").select("article_id").collect()
        known = rows["article_id"].to_list()
        chosen = [by_beginning(one, known, "article", "the table `articles`") for one in ids]
        done = forget_articles(settings, chosen)
        told = ", ".join(f"{count} {table}" for table, count in done.rows.items())
        tell(f"forgotten in snapshot {done.snapshot}: {told}; earlier snapshots are removed")
        for number in done.still_read:
            tell(f"snapshot {number} is being read and stays; run the same command again later")
        if as_json:
            answer({"forgotten": chosen, **asdict(done)})


def _day(flag: str, text: str | None) -> date | None:
    from flows.settings import ConfigurationError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ConfigurationError(f"{flag} {text}: write a day as 2024-01-31") from error
