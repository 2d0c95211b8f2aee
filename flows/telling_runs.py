"""Runs the flow for a verb and tells what became of it."""

from typing import TYPE_CHECKING

import typer

from flows.answering import FAILED, answer, tell

if TYPE_CHECKING:
    from flows.request import RunOutcome, RunRequest


def run_and_tell(request: "RunRequest", as_json: bool) -> None:
    """Run the flow and tell its outcome; exit 1 when the gate stopped it or refused a release."""
    from flows.console import outcome_lines

    outcome = _outcome(request)
    for line in outcome_lines(outcome):
        tell(line)
    if as_json:
        answer(outcome.flat())
    if outcome.status == "stopped" or outcome.refused:
        raise typer.Exit(FAILED)


def _outcome(request: "RunRequest") -> "RunOutcome":
    from flows.launch import launch
    from flows.request import RunOutcome

    try:
        return launch(request)
    except Exception as error:
        outcome = getattr(error, "outcome", None)  # GateStopped, which loads Prefect, has one
        if not isinstance(outcome, RunOutcome):
            raise
        return outcome
