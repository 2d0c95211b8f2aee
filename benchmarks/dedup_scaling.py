"""Runs the de-duplication stage in a fresh process: time, and peak memory by phase."""

import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import polars as pl

from benchmarks.dedup_house import House, as_changed, synthetic
from tasks.deduplicate import deduplicate as stage
from tasks.deduplicate.deduplicate import DeduplicateResult, deduplicate
from tasks.deduplicate.options import DeduplicateOptions
from warehouse.stage import write_part

T = TypeVar("T")

PHASES = {
    "read_texts": "read and sample",
    "look_up": "scan the index",
    "postings": "join hashes",
    "fetch_words": "fetch old words",
    "near_edges": "compare",
    "membership": "quote and cluster",
    "with_passages": "write",
}
"""Functions of the stage at which a phase begins, and what it is called."""


@dataclass
class Measured:
    """What one run cost: seconds, and the peak of resident memory, in MiB, in all and by phase."""

    documents: int
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    phases: dict[str, float] = field(default_factory=dict)
    index_bytes: int = 0
    store_bytes: int = 0


def peak_mib() -> float:
    """Return the peak of resident memory since `forget_peak`, or since the process began."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found, "needs Linux"
    return int(found[1]) / 1024


def forget_peak() -> None:
    """Let the peak begin anew at what is resident now."""
    Path("/proc/self/clear_refs").write_text("5")


class _Watch:
    """Notes the peak of each phase, from the call of its function to that of the next one."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self._now = "begin"

    def enter(self, phase: str) -> None:
        self.phases[self._now] = max(self.phases.get(self._now, 0.0), peak_mib())
        forget_peak()
        self._now = phase

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the stage's functions while the block runs."""
        originals = {name: getattr(stage, name) for name in PHASES}
        forget_peak()
        try:
            for name, original in originals.items():
                setattr(stage, name, self._told(original, PHASES[name]))
            yield
            self.enter("end")
        finally:
            for name, original in originals.items():
                setattr(stage, name, original)

    def _told(self, original: Callable[..., T], phase: str) -> Callable[..., T]:
        def tell(*given: object) -> T:
            self.enter(phase)
            return original(*given)

        return tell


def _measured(
    part: Path, out: Path, old: tuple[Path, DeduplicateResult] | None, documents: int
) -> tuple[Measured, DeduplicateResult]:
    """Run the stage once, in this process, after two small runs that load the kernels."""
    with tempfile.TemporaryDirectory() as folder:
        house, few = House(Path(folder)), as_changed(synthetic(300, 9))
        first, _ = house.run(few, "warm-up")
        house.publish(few, first)
        house.run(as_changed(synthetic(300, 8), 1), "again", first)
    articles: list[Path] = []
    tables: tuple[list[Path], ...] = ([], [], [])
    if old:
        found = old[1]
        articles = [old[0]]
        tables = ([found.duplicates], [found.index], [found.shingles])
    duplicates, index, store = tables
    watch, seen = _Watch(), Measured(documents)
    with watch.watching():
        wall, cpu = time.perf_counter(), time.process_time()
        result = deduplicate(
            [part], None, articles, duplicates, index, store, out, DeduplicateOptions()
        )
        seen.wall, seen.cpu = time.perf_counter() - wall, time.process_time() - cpu
    seen.phases = {name: watch.phases[name] for name in PHASES.values()}
    seen.peak = max(watch.phases.values())
    seen.index_bytes, seen.store_bytes = result.index.stat().st_size, result.shingles.stat().st_size
    return seen, result


def _published(part: Path, result: DeduplicateResult, path: Path) -> None:
    """Write the articles table that a run leaves behind."""
    placed = pl.read_parquet(part).join(pl.read_parquet(result.assignments), on="article_id")
    placed.write_parquet(path, row_group_size=16_384)


def _written(documents: pl.DataFrame, run: int, path: Path) -> None:
    write_part(as_changed(documents, run), path, compressed=False)


def scale(part: Path, documents: int, added: int) -> tuple[Measured, Measured]:
    """Measure the documents of a part at once, then adding some more to them.

    Each step has a process of its own, so that none inherits another's memory.
    """
    context = multiprocessing.get_context("spawn")

    def alone(work: Callable[..., T], *given: object) -> T:
        with ProcessPoolExecutor(1, mp_context=context) as fresh:
            return fresh.submit(work, *given).result()

    with tempfile.TemporaryDirectory(dir=part.parent) as name:
        folder = Path(name)
        at_once, result = alone(_measured, part, folder / "out", None, documents)
        alone(_published, part, result, folder / "articles.parquet")
        _written(synthetic(added, added), 1, folder / "more.parquet")
        old = folder / "articles.parquet", result
        more, _ = alone(_measured, folder / "more.parquet", folder / "more", old, added)
    return at_once, more
