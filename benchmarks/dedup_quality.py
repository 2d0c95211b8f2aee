"""Measures which duplicates are found and merged, on labelled news.

    python -m benchmarks.dedup_quality [--bench FOLDER]

Needs the labelled set in FOLDER (docs.parquet, ignore.parquet, relations.parquet, score.py).
"""

import argparse
import hashlib
import importlib.util
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.dedup_house import House, as_changed

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "dedup"
GROUPS = ("embed_host", "roundup", *(f"template_{k}" for k in ("market", "weather", "sport")))
GROUPS += ("template_obituary",)


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


def main() -> None:
    """Score the stage on the labelled set."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bench", type=Path, default=BENCH)
    with tempfile.TemporaryDirectory() as folder:
        quality(House(Path(folder)), arguments.parse_args().bench)


if __name__ == "__main__":
    main()
