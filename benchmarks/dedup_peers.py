"""Times other libraries' near-duplicate search over the same texts, whichever are installed.

    python -m benchmarks.dedup_peers TEXTS.parquet [--first N] [--only NAME ...]

Reads the column `text` and prints one line a library: documents a second of wall time and of CPU
time. None of them compares texts exactly, finds containment or explains a pair. It imports nothing
of Broadsheet, so that it runs in an environment of its own, where the peers can be installed.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl


def shingles(text: str) -> list[str]:
    """Return the word 5-shingles of a text; these libraries take them as Python strings."""
    words = text.lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


def datasketch(texts: list[str]) -> None:
    """MinHashLSH with 128 permutations at a similarity of .5."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    for k, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        index.query(sketch)
        index.insert(str(k), sketch)


def rensa(texts: list[str]) -> None:
    """RMinHashLSH with 32 bands of 4."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    for k, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles(text))
        index.query(sketch)
        index.insert(k, sketch)


def gaoya(texts: list[str]) -> None:
    """MinHashStringIndex with 42 bands of 3 at a similarity of .5, in parallel."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.5,
        num_bands=42,
        band_size=3,
        num_hashes=126,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    index.par_bulk_query(texts)


def daft(texts: list[str]) -> None:
    """Signatures of 128 hashes only, without looking for equal bands: less than the others do."""
    from daft import col, from_pydict

    signed = from_pydict({"text": texts}).select(col("text").minhash(num_hashes=128, ngram_size=5))
    signed.collect()


PEERS: dict[str, Callable[[list[str]], None]] = {
    "gaoya": gaoya,
    "daft": daft,
    "rensa": rensa,
    "datasketch": datasketch,
}


def peak_mib() -> float:
    """Return the peak of this process's resident memory (ru_maxrss counts the parent's too)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def main() -> None:
    """Time every library that is installed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("texts")
    arguments.add_argument("--first", type=int, default=100_000)
    arguments.add_argument("--only", nargs="*", default=list(PEERS))
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    texts = pl.read_parquet(given.texts, columns=["text"])["text"].head(given.first).to_list()
    for name in given.only:
        if importlib.util.find_spec(name) is None:
            print(f"{name:12} is not installed")
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        PEERS[name](texts)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = peak_mib()
        found = {"name": name, "documents": len(texts), "wall": wall, "cpu": cpu, "peak": peak}
        if given.json:
            print(json.dumps(found), flush=True)
            continue
        speeds = f"{len(texts) / wall:9,.0f} docs/s {len(texts) / cpu:9,.0f} docs a CPU second"
        print(f"{name:12} {len(texts):,} docs {speeds} {peak:,.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
