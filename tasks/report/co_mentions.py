"""Counts who and what stand in the same stories of a run, for at most 60 of the most named."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.report.rows import Tables, gathered, run_rows, table

MOST_NODES = 60  # the bits of one integer hold who is in a story
MOST_EDGES = 120
FEWEST_STORIES = 2
SHOWN_TYPES = ("PERSON", "ORG", "GPE", "LOC", "EVENT")
NEAR = 3  # placed neighbours that draw the next node beside them


@dataclass(frozen=True)
class Node:
    """An entity of the picture and the stories of this run that name it."""

    name: str
    entity_type: str
    stories: int


@dataclass(frozen=True)
class Edge:
    """Two nodes, by their places in the order around the picture, and the stories they share."""

    first: int
    second: int
    stories: int


@dataclass(frozen=True)
class CoMentions:
    """Nodes in their order around the picture, edges the strongest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def co_mentions(tables: Tables, run_id: str) -> CoMentions:
    """Return the picture's data, without copies of stories; empty when nothing is shared."""
    stories = run_rows(tables, "articles", run_id).filter("is_canonical").select("article_id")
    named = (
        run_rows(tables, "article_entities", run_id)
        .filter(pl.col("entity_type").is_in(SHOWN_TYPES))
        .select("article_id", "entity_id")
        .join(stories, on="article_id", how="semi")
    )
    chosen = _chosen(tables, named)
    if chosen.height < 2:
        return CoMentions((), ())
    shared = _shared(named, chosen["entity_id"].to_list())
    pairs = _strongest(shared)
    order = _around(shared, sorted({node for pair in pairs for node in pair[:2]}))
    place = {node: number for number, node in enumerate(order)}
    rows = chosen.select("name", "entity_type", "stories").rows()
    return CoMentions(
        tuple(Node(*rows[node]) for node in order),
        tuple(
            Edge(min(place[one], place[two]), max(place[one], place[two]), count)
            for one, two, count in pairs
        ),
    )


def _chosen(tables: Tables, named: pl.LazyFrame) -> pl.DataFrame:
    counted = named.group_by("entity_id").agg(stories=pl.len().cast(pl.Int64))
    entities = table(tables, "entities").select("entity_id", "name", "entity_type")
    return gathered(
        counted.filter(pl.col("stories") >= FEWEST_STORIES)
        .join(entities, on="entity_id")
        .sort("stories", "name", "entity_id", descending=[True, False, False])
        .head(MOST_NODES)
    )


def _shared(named: pl.LazyFrame, ids: Sequence[str]) -> NDArray[np.int64]:
    """Return how many stories each two of the entities share; the diagonal is 0.

    A story is the sum of its entities' bits, so that the table of stories never leaves Polars
    and stories with the same entities are counted as one row.
    """
    bits = {entity: 1 << number for number, entity in enumerate(ids)}
    bit = pl.col("entity_id").replace_strict(bits, default=None, return_dtype=pl.Int64)
    groups = gathered(
        named.filter(pl.col("entity_id").is_in(list(ids)))
        .select("article_id", bit=bit)
        .group_by("article_id")
        .agg(pl.col("bit").sum())
        .group_by("bit")
        .agg(stories=pl.len().cast(pl.Int64))
    )
    held = groups["bit"].to_numpy()[:, None] >> np.arange(len(ids)) & 1
    shared: NDArray[np.int64] = held.T @ (held * groups["stories"].to_numpy()[:, None])
    np.fill_diagonal(shared, 0)
    return shared


def _strongest(shared: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return (one, two, stories) of the pairs that share most; of equals those named most."""
    ones, twos = np.nonzero(np.triu(shared))
    pairs = [
        (int(one), int(two), int(shared[one, two])) for one, two in zip(ones, twos, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:MOST_EDGES]


def _around(shared: NDArray[np.int64], nodes: Sequence[int]) -> list[int]:
    """Order nodes so that those who share many stories stand side by side.

    Greedy: the next is always the one that the last few placed draw most.
    """
    left = list(nodes)
    placed: list[int] = []
    while left:
        drawn = [sum(int(shared[node, p]) for p in placed[-NEAR:]) for node in left]
        total = [int(shared[node].sum()) for node in left]
        best = max(range(len(left)), key=lambda n: (drawn[n], total[n], -left[n]))
        placed.append(left.pop(best))
    return placed
