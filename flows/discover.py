"""Finds a run's inputs and leaves out those that are already published unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.request import NamedPaths
from tasks.ingest.record import QUARANTINED
from tasks.ingest.source import Input, expand
from warehouse.snapshot import Snapshot

INPUTS = "inputs"
INPUT_STATE = pl.Schema(
    {
        "input_id": pl.String,
        "uri": pl.String,
        "source_id": pl.String,
        "native_path": pl.String,
        "digest": pl.String,
        "size": pl.Int64,
        "run_id": pl.String,
    }
)
"""Columns of the state that lists every input ever published."""

INPUT_STATE_PLACE = {"source_id": pl.String, "uri": pl.String}


@dataclass(frozen=True)
class Discovery:
    """Inputs to read, how many are known already, and what could not even be opened.

    ``side_files`` lie beside the data in folders, such as a README, and are not read.
    """

    new: tuple[Input, ...]
    unchanged: int
    problems: pl.DataFrame
    side_files: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """What is told of the inputs; of the last two only when there are any."""
        odd = {"unreadable": self.problems.height, "side_files": len(self.side_files)}
        told = {"new": len(self.new), "unchanged": self.unchanged}
        return told | {name: count for name, count in odd.items() if count}

    def complaints(self) -> list[str]:
        """Why each input that cannot be read cannot be."""
        reasons = self.problems.get_column("reasons").explode().drop_nulls()
        return sorted(set(reasons.struct.field("message"))) if reasons.len() else []

    def state(self, run_id: str) -> pl.DataFrame:
        """Rows of the inputs state for what this run reads."""
        rows = [
            (i.input_id, i.uri, i.source_id, i.native_path, i.digest, i.size, run_id)
            for i in self.new
        ]
        return pl.DataFrame(rows, schema=INPUT_STATE, orient="row")


NOTHING = Discovery((), 0, pl.DataFrame(schema=QUARANTINED))


def _published(parent: Snapshot | None, ids: Sequence[str]) -> set[str]:
    if parent is None:
        return set()
    known = parent.scan_state(INPUTS, INPUT_STATE).select("input_id")
    wanted = pl.LazyFrame({"input_id": ids}, schema={"input_id": pl.String})
    return set(wanted.join(known, on="input_id", how="semi").collect().get_column("input_id"))


def _as_known(parent: Snapshot | None, inputs: Sequence[Input]) -> list[Input]:
    """Let a file keep the path under which it was first published, however it is named now.

    Else a file given alone, or inside another folder, would be a second story.
    """
    if parent is None:
        return list(inputs)
    place = ["source_id", "uri"]
    asked = pl.LazyFrame([(i.source_id, i.uri) for i in inputs], INPUT_STATE_PLACE, orient="row")
    first = (
        parent.scan_state(INPUTS, INPUT_STATE)
        .join(asked.unique(), on=place, how="semi")
        .unique(place, keep="first", maintain_order=True)
        .select(*place, "native_path")
        .collect()
    )
    paths = {(source, uri): path for source, uri, path in first.iter_rows()}
    return [replace(i, native_path=paths.get((i.source_id, i.uri), i.native_path)) for i in inputs]


@task(cache_policy=NO_CACHE)
def discover(
    sources: Sequence[NamedPaths], parent: Snapshot | None, download_dir: Path
) -> Discovery:
    """Look at every input's bytes once and sort out what is new.

    Raises SourceError when a named path does not exist.
    """
    found = [expand(source.paths, source.name, download_dir) for source in sources]
    inputs = {i.input_id: i for i in _as_known(parent, [i for one in found for i in one.inputs])}
    published = _published(parent, sorted(inputs))
    new = tuple(i for key, i in sorted(inputs.items()) if key not in published)
    problems = pl.concat([NOTHING.problems, *(one.problems for one in found)])
    side_files = tuple(path for one in found for path in one.ignored)
    return Discovery(new, len(published), problems, side_files)


def groups(inputs: Sequence[Input], limit: int) -> list[tuple[Input, ...]]:
    """Put inputs together into groups of about ``limit`` bytes, in a stable order."""
    made: list[list[Input]] = []
    size = limit
    for one in sorted(inputs, key=lambda i: (i.source_id, i.native_path, i.digest)):
        if size + one.size > limit or not made:
            made.append([])
            size = 0
        made[-1].append(one)
        size += one.size
    return [tuple(group) for group in made]
