"""Leaves a run's facts in Prefect's pages: a table of the stages and a summary to read."""

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.console import outcome_lines
from flows.request import RunOutcome


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
