"""Makes articles for the tests, and keeps a small warehouse between runs as the flow does."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tasks.deduplicate.deduplicate import DeduplicateResult, deduplicate
from tasks.deduplicate.history import HISTORY
from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.state import HASHING
from warehouse.contract import contract

HASHED = {str(key, "utf-8"): str(value, "utf-8") for key, value in HASHING.items()}  # type: ignore[arg-type]
START = datetime(2026, 1, 1, tzinfo=UTC)
_SYLLABLES = ["ka", "lo", "mir", "ten", "vas", "dor", "pel", "shu", "ran", "gil", "om", "bet"]

SCHEMA = {
    "article_id": pl.String,
    "version_id": pl.String,
    "text": pl.String,
    "headline": pl.String,
    "publisher": pl.String,
    "domain": pl.String,
    "url": pl.String,
    "agency": pl.String,
    "language": pl.String,
    "published_at": pl.Datetime("us", "UTC"),
    "first_seen_at": pl.Datetime("us", "UTC"),
    "is_new_article": pl.Boolean,
}


def sentences(seed: int, count: int) -> list[str]:
    """Return sentences that no other seed shares."""
    dice = random.Random(seed)
    word = lambda: "".join(dice.choices(_SYLLABLES, k=3))  # noqa: E731
    line = lambda: " ".join(word() for _ in range(12)).capitalize() + "."  # noqa: E731
    return [line() for _ in range(count)]


def story(seed: int, count: int = 12) -> str:
    return "\n\n".join(sentences(seed, count))


def trimmed(seed: int, keep: int) -> str:
    """Return the story without its last sentences."""
    return "\n\n".join(sentences(seed, 12)[:keep])


def article(
    name: str, text: str, *, hour: int = 0, run: int = 0, **more: object
) -> dict[str, object]:
    return {
        "article_id": f"a_{name}",
        "version_id": f"v_{name}",
        "text": text,
        "headline": None,
        "publisher": f"The {name}",
        "domain": f"{name}.example",
        "url": f"https://{name}.example/",
        "agency": None,
        "language": "en",
        "published_at": START + timedelta(hours=hour),
        "first_seen_at": START + timedelta(days=run),
        "is_new_article": True,
        **more,
    }


@dataclass
class Warehouse:
    """The current tables and states, brought up to date as the flow would."""

    folder: Path
    options: DeduplicateOptions = field(default_factory=DeduplicateOptions)
    runs: int = 0
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # ids of all articles that ever were

    def files(self, name: str) -> list[Path]:
        """Write a table, if there is one, and return where."""
        if name not in self.tables:
            return []
        path = self.folder / f"{name}.parquet"
        self.tables[name].write_parquet(path, metadata=HASHED)
        return [path]

    def file(self, name: str, rows: list[dict[str, object]]) -> Path:
        """Write a part of changed articles."""
        path = self.folder / f"{name}.parquet"
        pl.DataFrame(rows, schema=SCHEMA).write_parquet(path)
        return path

    def run(
        self,
        rows: list[dict[str, object]],
        removed: list[str] | None = None,
        parts: int = 1,
        *,
        afresh: bool = False,
    ) -> DeduplicateResult:
        """Run the stage on some articles, or ``afresh`` on all, and publish the result."""
        self.runs += 1
        self.seen |= {str(row["article_id"]) for row in rows}
        changed = pl.DataFrame(rows, schema=SCHEMA)
        paths = [self.file(f"changed-{k}", rows[k::parts]) for k in range(parts)]
        gone = None
        if removed:
            gone = self.folder / "removed.parquet"
            pl.DataFrame({"article_id": removed}).write_parquet(gone)
        old = [self.files(name) for name in ("articles", "duplicates")]
        state = [[] if afresh else self.files(name) for name in ("index", "shingles")]
        out = self.folder / f"run-{self.runs}"
        every = old[0] if afresh else None
        result = deduplicate(paths, gone, *old, *state, out, self.options, every)
        self._publish(changed.drop("is_new_article"), result, removed or [])
        return result

    def _publish(
        self, changed: pl.DataFrame, result: DeduplicateResult, removed: list[str]
    ) -> None:
        def read(path: Path) -> pl.DataFrame:
            return pl.read_parquet(path)

        def upsert(name: str, new: pl.DataFrame, keys: list[str]) -> None:
            old = self.tables.get(name, new.clear())
            new = new.cast(dict(old.schema))
            self.tables[name] = pl.concat([old.join(new, on=keys, how="anti"), new])

        stale = read(result.stale)["article_id"]
        for name in ("duplicates", "index", "shingles"):
            if name in self.tables:
                for side in {"article_id", "matched_article_id"} & set(self.tables[name].columns):
                    kept = ~pl.col(side).is_in(stale.implode())
                    self.tables[name] = self.tables[name].filter(kept)
        placed = changed.with_columns(
            cluster_id=pl.lit(None, pl.String), is_canonical=pl.lit(None, pl.Boolean)
        )
        upsert("articles", placed, ["article_id"])
        articles = self.tables["articles"].filter(~pl.col("article_id").is_in(removed))
        self.tables["articles"] = articles.update(read(result.assignments), on="article_id")
        upsert("duplicates", read(result.duplicates), ["article_id", "matched_article_id"])
        gone = read(result.gone_clusters)
        if "clusters" in self.tables:
            kept = self.tables["clusters"].join(gone, on="cluster_id", how="anti")
            self.tables["clusters"] = kept
        upsert("clusters", read(result.clusters), ["cluster_id"])
        history = read(result.history).with_columns(run_id=pl.lit(f"run-{self.runs}"))
        before = self.tables.get("cluster_history", history.clear())
        self.tables["cluster_history"] = pl.concat([before, history])
        upsert("index", read(result.index), ["article_id"])
        upsert("shingles", read(result.shingles), ["article_id"])
        self.check()

    def check(self) -> None:
        """Assert what must be true of the three tables after any run."""
        articles, duplicates, clusters = (
            self.tables[name] for name in ("articles", "duplicates", "clusters")
        )
        for name in ("duplicates", "clusters"):
            want = [c.name for c in contract(name).columns if c.name != "run_id"]
            assert sorted(self.tables[name].columns) == sorted(want)
        assert list(self.tables["cluster_history"].columns) == [*HISTORY, "run_id"]
        assert articles["cluster_id"].null_count() == 0
        by_cluster = articles.group_by("cluster_id").agg(
            size=pl.len().cast(pl.Int32),
            canonical_article_id=pl.col("article_id").filter("is_canonical").first(),
            canonicals=pl.col("is_canonical").sum().cast(pl.Int32),
        )
        assert (by_cluster["canonicals"] == 1).all()
        same = by_cluster.join(
            clusters, on=["cluster_id", "size", "canonical_article_id"], how="inner"
        )
        assert same.height == by_cluster.height == clusters.height
        homes = dict(articles.select("article_id", "cluster_id").iter_rows())
        merged = duplicates.filter("is_merged")
        for row in duplicates.iter_rows(named=True):
            assert row["cluster_id"] == homes[row["article_id"]]
            together = homes[row["matched_article_id"]] == row["cluster_id"]
            assert together or not row["is_merged"]
        explained = {*merged["article_id"], *merged["matched_article_id"]}
        copies = articles.filter(~pl.col("is_canonical"))["article_id"]
        assert set(copies) <= explained
        self.recompute()

    def recompute(self) -> None:
        """Assert that all that rows say beside the texts' numbers follows from the articles."""
        articles = {row["article_id"]: row for row in self.tables["articles"].iter_rows(named=True)}
        weakest: dict[str, float] = {}
        for row in self.tables["duplicates"].iter_rows(named=True):
            a, b = articles[row["article_id"]], articles[row["matched_article_id"]]
            dated = a["published_at"] is not None and b["published_at"] is not None
            gap = (a["published_at"] - b["published_at"]).total_seconds() if dated else None
            assert row["time_gap_s"] == gap
            names = [(one["publisher"] or "").lower() for one in (a, b)]
            homes = [one["domain"] for one in (a, b)]
            known = names if all(names) else homes
            assert row["same_publisher"] == (known[0] == known[1] if all(known) else None)
            if row["is_merged"]:
                strength = max(row["jaccard"], row["containment_a_in_b"], row["containment_b_in_a"])
                cluster = row["cluster_id"]
                weakest[cluster] = min(strength, weakest.get(cluster, 1.0))
        for row in self.tables["clusters"].iter_rows(named=True):
            own = [a for a in articles.values() if a["cluster_id"] == row["cluster_id"]]
            times = [a["published_at"] for a in own if a["published_at"]]
            late = START + timedelta(days=9_999)
            own.sort(key=lambda a: (a["published_at"] or late, a["first_seen_at"], a["article_id"]))
            houses = {a["domain"] or a["publisher"] for a in own} - {None}
            assert row["size"] == len(own)
            assert row["domain_count"] == len(houses)
            assert row["origin_article_id"] == own[0]["article_id"]
            assert row["origin_agency"] == next((a["agency"] for a in own if a["agency"]), None)
            assert row["first_published_at"] == min(times, default=None)
            assert row["last_published_at"] == max(times, default=None)
            assert row["weakest_edge"] == (weakest[row["cluster_id"]] if len(own) > 1 else None)

    def partition(self) -> set[frozenset[str]]:
        groups = self.tables["articles"].group_by("cluster_id").agg("article_id")
        return {frozenset(ids) for ids in groups["article_id"].to_list()}

    def homes(self) -> dict[str, str]:
        return dict(self.tables["articles"].select("article_id", "cluster_id").iter_rows())
