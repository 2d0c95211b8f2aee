"""What a run is asked to do and what it answers; both travel through Prefect as JSON."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from flows.settings import Settings
from tasks.report.facts import COUNT_KEYS

COUNTS = tuple(key for key in COUNT_KEYS if key != "seconds")
"""The counts of a run, in the order in which they are told."""


class NamedPaths(BaseModel):
    """Inputs that belong to one source."""

    name: str
    paths: list[str]


class Backfill(BaseModel):
    """What a backfill makes again, of the stories published on these days (both included)."""

    since: date | None = None
    until: date | None = None
    reclean: bool = True
    reentity: bool = True
    rededuplicate: bool = False  # of all stories: clusters know no days


class RunRequest(BaseModel):
    """One run of the pipeline: its inputs and the settings that it goes by."""

    flow: Literal["run", "release", "backfill"] = "run"
    sources: list[NamedPaths] = Field(default_factory=list)
    quarantine_ids: list[str] = Field(default_factory=list, description="release: what to replay.")
    backfill: Backfill | None = None
    edits: dict[str, str] = Field(default_factory=dict, description="release: fields to repair.")
    served: bool = False  # nobody waits for the answer: the run tells it
    settings: Settings


class RunOutcome(BaseModel):
    """What a run did; the same facts that `run --json` prints."""

    run_id: str
    flow: str = "run"
    status: Literal["published", "unchanged", "stopped"]
    snapshot: int
    counts: dict[str, int]
    seconds: float
    stages: dict[str, float] = Field(default_factory=dict, description="Seconds by stage.")
    removed_by_kind: dict[str, int] = Field(default_factory=dict)
    tables: dict[str, str] = Field(default_factory=dict)
    report: Path | None = None
    failures: list[str] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    refused: list[str] = Field(
        default_factory=list, description="quarantine_ids that a release did not get through."
    )

    def flat(self) -> dict[str, object]:
        """Return the outcome as the one JSON object of `run --json`."""
        rest = self.model_dump(mode="json", exclude={"counts"})
        return {
            "run_id": rest.pop("run_id"),
            "snapshot": rest.pop("snapshot"),
            **self.counts,
        } | rest
