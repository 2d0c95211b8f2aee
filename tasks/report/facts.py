"""States what a run did, as plain facts that can be kept as JSON and rendered again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Literal, cast

COUNT_KEYS = (
    "inputs_new",
    "inputs_unchanged",
    "documents",
    "articles_new",
    "articles_updated",
    "articles_unchanged",
    "duplicates",
    "quarantined",
    "mentions",
    "entities",
    "removed_blocks",
    "seconds",
)
"""The keys of `counts`, the same as those of `broadsheet run --json`."""

Status = Literal["published", "unchanged", "stopped"]
STATUSES: tuple[Status, ...] = ("published", "unchanged", "stopped")


@dataclass(frozen=True)
class StageFacts:
    """How long one stage took, in seconds, and what it counted."""

    stage: str
    seconds: float
    counts: Mapping[str, int | float]


@dataclass(frozen=True)
class RunFacts:
    """Everything about a run that its tables do not say.

    `snapshot` is the one that readers see after the run; `tables` maps a table's name to its
    path; `failures` are sentences that say why the gate stopped the run. Raises ValueError when
    `counts` has other keys than `COUNT_KEYS` or the status is not one of `STATUSES`.
    """

    run_id: str
    snapshot: int
    status: Status
    started_at: datetime
    finished_at: datetime
    parameters: Mapping[str, object]
    counts: Mapping[str, int | float]
    stages: tuple[StageFacts, ...]
    tables: Mapping[str, str]
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"status {self.status!r} is none of {', '.join(STATUSES)}")
        if odd := sorted(set(self.counts) ^ set(COUNT_KEYS)):
            raise ValueError(f"counts must have exactly the agreed keys; check {', '.join(odd)}")

    def to_json(self) -> str:
        """Return the facts as one JSON object; values JSON does not know become strings."""
        values = asdict(self)
        values["started_at"] = self.started_at.isoformat()
        values["finished_at"] = self.finished_at.isoformat()
        return json.dumps(values, ensure_ascii=False, indent=2, default=str)

    @classmethod
    def from_json(cls, text: str) -> "RunFacts":
        """Read what `to_json` wrote. Raises ValueError when it is not that."""
        raw = json.loads(text)
        if not isinstance(raw, dict) or set(raw) != {field.name for field in fields(cls)}:
            raise ValueError("not the facts of a run")
        values = cast(dict[str, object], raw)
        return cls(
            run_id=str(values["run_id"]),
            snapshot=cast(int, values["snapshot"]),
            status=cast(Status, values["status"]),
            started_at=datetime.fromisoformat(str(values["started_at"])),
            finished_at=datetime.fromisoformat(str(values["finished_at"])),
            parameters=cast(dict[str, object], values["parameters"]),
            counts=cast(dict[str, int | float], values["counts"]),
            stages=tuple(_stage(entry) for entry in cast(list[object], values["stages"])),
            tables=cast(dict[str, str], values["tables"]),
            failures=tuple(cast(list[str], values["failures"])),
            warnings=tuple(cast(list[str], values["warnings"])),
        )


def _stage(entry: object) -> StageFacts:
    if not isinstance(entry, dict) or set(entry) != {"stage", "seconds", "counts"}:
        raise ValueError("not the facts of a stage")
    return StageFacts(**entry)
