"""Holds the memory of the stage on hostile input, in a process of its own."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from benchmarks.dedup_scaling import forget_peak, peak_mib
from tasks.deduplicate.deduplicate import deduplicate
from tasks.deduplicate.options import DeduplicateOptions
from tests.tasks.deduplicate.newsroom import SCHEMA, article, story

HUGE_WORDS, SHARED_WORDS, SHARING = 1_900_000, 30_000, 400


def _huge() -> Iterator[str]:
    """Two texts of over 20 MB that differ in their last words, and a short one."""
    huge = " ".join(f"w{k % 977}x{k}" for k in range(HUGE_WORDS))
    yield from (huge, huge[:-9], story(1))


def _sharing() -> Iterator[str]:
    """Texts with 2,500 sampled hashes in common: a million in all, in 120 MB."""
    shared = " ".join(f"common{k}" for k in range(SHARED_WORDS))
    yield from (f"{shared} {story(k, 2)}" for k in range(SHARING))


def _write(folder: Path, name: str) -> None:
    texts = {"huge": _huge, "sharing": _sharing}[name]()
    rows = [article(f"{k:03}", text, hour=k) for k, text in enumerate(texts)]
    pl.DataFrame(rows, schema=SCHEMA).write_parquet(folder / f"{name}.parquet", row_group_size=64)


def _growth_mib(folder: Path, name: str) -> float:
    """Return by how much the resident memory grows, in MiB, at its peak."""
    warm_up, nothing = folder / "first.parquet", [[]] * 4
    pl.DataFrame([article("first", story(2))], schema=SCHEMA).write_parquet(warm_up)
    deduplicate([warm_up], None, *nothing, folder / "warm-up", DeduplicateOptions())
    forget_peak()
    before = peak_mib()
    part = folder / f"{name}.parquet"
    result = deduplicate([part], None, *nothing, folder / name, DeduplicateOptions())
    assert result.bounded > 0
    return peak_mib() - before


@pytest.mark.skipif(not Path("/proc/self/clear_refs").is_file(), reason="needs Linux")
@pytest.mark.parametrize(("name", "most"), [("huge", 900), ("sharing", 700)])
def test_hostile_texts_take_bounded_memory(tmp_path: Path, name: str, most: int) -> None:
    """The limits leave half as much again as is taken, about; texts are 40 and 120 MB."""
    context = multiprocessing.get_context("spawn")
    for work in (_write, _growth_mib):
        with ProcessPoolExecutor(1, mp_context=context) as fresh:
            growth = fresh.submit(work, tmp_path, name).result()
    assert growth is not None
    print(f"{name}: {growth:.0f} MiB")
    assert growth < most
