"""Measures duplicates: quality on labelled news, speed against datasketch, size and increments.

    python -m benchmarks.deduplicate [--documents N] [--bench FOLDER] [--peer N] [--peers PYTHON]

Quality needs the labelled set in FOLDER (docs.parquet, ignore.parquet, relations.parquet,
score.py); without it only speed is measured. datasketch reads the first N of the same documents
in the same run; with --peers, the Python of an environment that has other libraries, they read
all of them (benchmarks/duplicate_peers.py). CPU seconds are those of the process, all threads
together; only the ratios mean something on another machine.
"""

import argparse
import hashlib
import importlib.util
import resource
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from tasks.deduplicate.deduplicate import DeduplicateResult, deduplicate
from tasks.deduplicate.options import DeduplicateOptions

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "dedup"
GROUPS = ("embed_host", "roundup", *(f"template_{k}" for k in ("market", "weather", "sport")))
GROUPS += ("template_obituary",)
WORDS_PER_TEXT = 210  # about 1.3 KB, the mean of the labelled set


def as_changed(documents: pl.DataFrame, run: int = 0) -> pl.DataFrame:
    """Return documents with doc_id, text, title, publisher, published, url as changed rows."""
    published = pl.col("published").str.to_datetime(
        "%Y-%m-%dT%H:%M:%S", strict=False, time_unit="us", time_zone="UTC"
    )
    return documents.select(
        article_id="doc_id",
        text="text",
        headline="title",
        publisher="publisher",
        domain=pl.col("url").str.extract("//([^/]+)/"),
        agency=pl.lit(None, pl.String),
        published_at=published,
        first_seen_at=pl.lit(datetime(2026, 1, 1 + run, tzinfo=UTC)).dt.cast_time_unit("us"),
        is_new_article=pl.lit(value=True),
    )


def synthetic(count: int, seed: int) -> pl.DataFrame:
    """Return made-up documents, a fifth of them trimmed copies of an earlier one."""
    dice = np.random.default_rng(seed)
    vocabulary = np.array([f"w{k:x}" + "aeiou"[k % 5] * (k % 4) for k in range(50_000)])
    weights = 1 / (np.arange(len(vocabulary)) + 2.7)  # Zipf-Mandelbrot, as in English
    shares = np.cumsum(weights / weights.sum())
    texts = list[str]()
    for k in range(count):
        if k and dice.random() < 0.2:
            words = texts[int(dice.integers(k))].split(" ")
            texts.append(" ".join(words[: int(len(words) * dice.uniform(0.6, 1.0))]))
            continue
        picked = np.searchsorted(shares, dice.random(WORDS_PER_TEXT))
        texts.append(" ".join(vocabulary[picked.clip(max=len(vocabulary) - 1)]))
    return pl.DataFrame(
        {"doc_id": [f"a_{seed:04x}{k:028x}" for k in range(count)], "text": texts}
    ).with_columns(
        title=pl.lit(None, pl.String),
        publisher=pl.lit(None, pl.String),
        published=pl.lit(None, pl.String),
        url=pl.lit(None, pl.String),
    )


@dataclass
class House:
    """A folder with the tables and states of one run, so that a second can be added."""

    folder: Path
    wall: float = 0.0  # seconds of the latest run

    def run(
        self, changed: pl.DataFrame, name: str, old: DeduplicateResult | None = None
    ) -> tuple[DeduplicateResult, float]:
        """Run the stage on changed rows; return its result and the CPU seconds it took."""
        part = self.folder / f"{name}.parquet"
        changed.write_parquet(part, row_group_size=16_384)
        articles = [self.folder / "articles.parquet"] if old else []
        state = (
            ([old.duplicates], [old.clusters], [old.index], [old.shingles])
            if old
            else ([], [], [], [])
        )
        start, self.wall = time.process_time(), time.perf_counter()
        result = deduplicate(
            [part], None, articles, *state, self.folder / f"out-{name}", DeduplicateOptions()
        )
        self.wall = time.perf_counter() - self.wall
        return result, time.process_time() - start

    def publish(self, changed: pl.DataFrame, result: DeduplicateResult) -> None:
        """Write the articles table that a run leaves behind."""
        placed = changed.join(pl.read_parquet(result.assignments), on="article_id")
        placed.write_parquet(self.folder / "articles.parquet")


def quality(house: House, bench: Path) -> None:
    """Print pairwise and B-cubed scores by the labelled set's own score.py, and the speed."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    assert spec and spec.loader
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    documents = pl.read_parquet(bench / "docs.parquet")
    changed = as_changed(documents)
    house.run(changed.head(500), "warm-up")
    result, seconds = house.run(changed, "labelled")
    found = pl.read_parquet(result.assignments).select(doc_id="article_id", cluster_id="cluster_id")
    links = pl.read_parquet(result.duplicates)
    ignored, held = pl.read_parquet(bench / "ignore.parquet"), held_back(documents, bench)
    for name, gold in (
        ("all", documents),
        ("tuned on", documents.filter(~held)),
        ("held back", documents.filter(held)),
    ):
        scores = scoring.score(found, gold, ignored, "kind")
        groups = scores.pop("by")
        shown = (f"{k} {v:.4f}" for k, v in scores.items() if k.startswith(("pair_", "b3_")))
        print(f"{name:10}", *shown)
        worst = {k: round(v["b3_p"], 3) for k, v in groups.items() if k in GROUPS}
        print(f"{name:10} B-cubed precision by group", worst)
        print(f"{name:10}", relations(gold, found, links, bench))
    speed = documents.height / seconds
    print(f"labelled set: {speed:,.0f} docs a CPU second, {result.candidates:,} pairs compared")
    print(links.group_by("relation", "is_merged").len().sort("relation", "is_merged"))


def relations(
    gold: pl.DataFrame, found: pl.DataFrame, links: pl.DataFrame, bench: Path
) -> dict[str, str]:
    """Say how many labelled relations that are no copies have a row, and what was merged wrongly.

    An exact copy stands for its original: a relation of one is a relation of the other. A link is
    right when the host, an embedding page or a round-up, has the other's story in it by label.
    """
    home = dict(found.iter_rows())
    ends = links.select("article_id", "matched_article_id", "relation", "is_merged")
    first = {a: b for a, b, relation, _ in ends.iter_rows() if relation == "exact"}
    related = {frozenset((a, b)) for a, b, _, merged in ends.iter_rows() if not merged}
    labels = pl.read_parquet(bench / "relations.parquet").filter(
        pl.col("doc_id_a").is_in(gold["doc_id"].implode())
    )
    shown = dict[str, str]()
    for name in ("contained_in", "partly_in_roundup"):
        pairs = labels.filter(pl.col("relation") == name).select("doc_id_a", "doc_id_b").rows()
        hits = (
            frozenset((first.get(a, a), first.get(b, b))) in related and home[a] != home[b]
            for a, b in pairs
        )
        shown[name] = f"{sum(hits)} of {len(pairs)} found"
    different = labels.filter(
        (pl.col("relation") == "natural_different") & (pl.col("jaccard5") < 0.7)
    ).select("doc_id_a", "doc_id_b")
    merged = sum(home[a] == home[b] for a, b in different.iter_rows())
    shown["natural_different below .7"] = f"{merged} of {different.height} merged"
    shown["links of hosts"] = _links_of_hosts(gold, links, labels)
    return shown


def _links_of_hosts(gold: pl.DataFrame, links: pl.DataFrame, labels: pl.DataFrame) -> str:
    story = dict(gold.select("doc_id", "cluster_id").iter_rows())
    hosts = set(gold.filter(pl.col("kind").is_in(["embed_host", "roundup"]))["doc_id"])
    inside = {
        (host, story.get(other))
        for a, b in labels.filter(pl.col("relation").is_in(["contained_in", "partly_in_roundup"]))
        .select("doc_id_a", "doc_id_b")
        .iter_rows()
        for host, other in ((a, b), (b, a))
        if host in hosts
    }
    mine = [
        (a, b) if a in hosts else (b, a)
        for a, b in links.filter(~pl.col("is_merged"))
        .select("article_id", "matched_article_id")
        .iter_rows()
        if (a in hosts) != (b in hosts) and a in story and b in story
    ]
    right = sum((host, story[other]) in inside for host, other in mine)
    return f"{right} of {len(mine)} right"


def held_back(documents: pl.DataFrame, bench: Path) -> pl.Series:
    """Say of each document whether it was kept back when the thresholds were chosen.

    Three tenths of the groups of documents that labels, ignored pairs or clusters connect.
    """
    names = documents["doc_id"].to_list()
    number, parent = {name: k for k, name in enumerate(names)}, list(range(len(names)))

    def find(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    related = pl.read_parquet(bench / "relations.parquet").filter(
        pl.col("relation") != "natural_different"
    )
    for frame in (related, pl.read_parquet(bench / "ignore.parquet")):
        for a, b in frame.select("doc_id_a", "doc_id_b").iter_rows():
            parent[find(number[a])] = find(number[b])
    first = dict[str, str]()
    for name, cluster in documents.select("doc_id", "cluster_id").iter_rows():
        parent[find(number[name])] = find(number[first.setdefault(cluster, name)])
    digests = (hashlib.md5(f"f{names[find(k)]}".encode()).hexdigest() for k in range(len(names)))
    return pl.Series([int(digest, 16) % 10 >= 7 for digest in digests])


def peer(texts: list[str]) -> float:
    """Return documents a CPU second of datasketch's MinHashLSH with word 5-shingles."""
    from datasketch import MinHash, MinHashLSH

    start = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for k, text in enumerate(texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch(
            [" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))]
        )
        index.query(sketch)
        index.insert(str(k), sketch)
    return len(texts) / (time.process_time() - start)


def peak_memory(part: Path) -> float:
    """Run the stage on one part and return this process's peak resident memory in MiB."""
    deduplicate([part], None, [], [], [], [], [], part.parent / "fresh", DeduplicateOptions())
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024  # ru_maxrss counts the parent's pages as well


def main() -> None:
    """Run all measurements that the given folder allows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=100_000)
    arguments.add_argument("--bench", type=Path, default=BENCH)
    arguments.add_argument("--peer", type=int, default=3_000)
    arguments.add_argument("--peers", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        if (given.bench / "docs.parquet").is_file():
            quality(house, given.bench)
        documents = synthetic(given.documents, 1)
        changed = as_changed(documents)
        house.run(changed.head(500), "warm-up")
        result, seconds = house.run(changed, "synthetic")
        speed = given.documents / seconds
        print(
            f"synthetic: {given.documents:,} docs in {seconds:.1f} CPU s, {speed:,.0f} a CPU second"
            f", {given.documents / house.wall:,.0f} a second"
        )
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            peak = fresh.submit(peak_memory, house.folder / "synthetic.parquet").result()
        print(f"peak memory of a fresh process: {peak:,.0f} MiB")
        other = peer(documents["text"].head(given.peer).to_list())
        print(f"datasketch MinHashLSH, no exact comparison: {other:,.0f} docs a CPU second")
        print(f"ratio to datasketch: {speed / other:.1f}")
        if given.peers:
            script, texts = Path(__file__).with_name("duplicate_peers.py"), "synthetic.parquet"
            command = [given.peers, script, house.folder / texts, "--only", "gaoya", "rensa"]
            subprocess.run([*map(str, command), "--first", str(given.documents)], check=True)
        for name in ("index", "shingles"):
            size = getattr(result, name).stat().st_size / given.documents
            print(f"{name}: {size:.0f} bytes a document")
        house.publish(changed, result)
        for count in (1_000, 10_000):
            _, more = house.run(as_changed(synthetic(count, count), 1), f"more-{count}", result)
            print(f"adding {count:,} to {given.documents:,}: {more:.2f} CPU s, {house.wall:.2f} s")


if __name__ == "__main__":
    main()
