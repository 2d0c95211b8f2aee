"""Shows a run in Prefect's pages: how far it is, a table of its stages, a summary to read."""

from collections.abc import Callable

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.console import outcome_lines
from flows.request import RunOutcome

STAGES = (
    "discover", "ingest", "clean", "describe", "identify", "deduplicate", "extract", "assemble",
    "gate", "publish", "report",
)  # fmt: skip


def show_progress() -> Callable[[str], None]:
    """Create the run's progress bar; the function returned moves it to the end of a stage."""
    bar = create_progress_artifact(0.0, key="broadsheet-progress", description="Stages done")

    def reached(stage: str) -> None:
        done = 100.0 * (STAGES.index(stage) + 1) / len(STAGES)
        update_progress_artifact(bar, done)  # type: ignore[arg-type]

    return reached


def leave_artifacts(outcome: RunOutcome) -> None:
    """Create the two artifacts of a run; the keys stay, so Prefect shows their history."""
    create_table_artifact(
        key="broadsheet-stages",
        table=[{"stage": name, "seconds": took} for name, took in outcome.stages.items()],
        description=f"Time by stage of {outcome.run_id}",
    )
    counts = "\n".join(f"| {name} | {value:,} |" for name, value in outcome.counts.items())
    told = "\n".join(f"    {line}" for line in outcome_lines(outcome))
    create_markdown_artifact(
        key="broadsheet-run",
        markdown=f"## {outcome.run_id}\n\n{told}\n\n| count | value |\n|---|---:|\n{counts}\n",
        description="What the run did",
    )
