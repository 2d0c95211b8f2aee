"""Makes related pairs of the texts of a run: exact copies first, then everything that is near."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from tasks.deduplicate.arrays import I32, I64, U64
from tasks.deduplicate.candidates import Postings, candidate_pairs
from tasks.deduplicate.cluster import ORDER
from tasks.deduplicate.decide import decide, with_numbers
from tasks.deduplicate.exact import first_of_each
from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.parallel import cores, in_order
from tasks.deduplicate.store import WordStore
from tasks.deduplicate.verify import distinct_shingles, measure

PAIRS_IN_MEMORY = 65_536
"""After so many pairs the words that were read for them are given back."""


@dataclass(frozen=True)
class Compared:
    """The articles that are compared, by number: first the new ones in order, then published."""

    about: pl.DataFrame
    new: int
    bodies: WordStore
    heads: WordStore

    @cached_property
    def order(self) -> I64:
        """The place of each number in the order of articles."""
        if self.about.height == self.new:
            return np.arange(self.new)
        numbered = self.about.with_row_index("number").sort(*ORDER, nulls_last=True)["number"]
        order = np.empty(len(numbered), np.int64)
        order[numbered.to_numpy()] = np.arange(len(numbered))
        return order


def originals(keys: U64, copy_of: I32) -> I32:
    """Return for each new text the number of the text whose exact copy it is, else its own.

    The original is the published text of the same key, or else the first new one in order.
    """
    original = first_of_each(keys)
    return np.where(copy_of >= 0, copy_of + np.int32(len(keys)), original)


def strongest(pairs: I32, order: I64, most: int) -> tuple[I32, I64]:
    """Keep for each first text the ``most`` others that share most hashes with it.

    Of equals the earlier is kept; ``order`` is each number's place in the order of articles.
    Returns the pairs and the first texts of which some were left out.
    """
    sizes = np.bincount(pairs[:, 0], minlength=1)
    cut = np.flatnonzero(sizes > most)
    if not len(cut):
        return pairs, cut
    frame = pl.DataFrame(pairs, schema=["left", "right", "hashes"], orient="row")
    place = pl.Series("place", order[pairs[:, 1]])
    ranked = frame.with_columns(place).sort("left", pl.col("hashes").neg(), "place")
    kept = ranked.filter(pl.int_range(pl.len()).over("left") < most)
    return kept.drop("place").to_numpy(), cut


def _by_order(pairs: pl.DataFrame, order: I64) -> pl.DataFrame:
    """Turn left/right into a, the later article, and b, the earlier, with all that has a side."""
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    kept = pl.lit(pl.Series(order[left] > order[right]))
    swaps = []
    for one, two in _partners(pairs.columns):
        swaps.append(pl.when(kept).then(one).otherwise(two).alias(one))
        swaps.append(pl.when(kept).then(two).otherwise(one).alias(two))
    numbers = (
        pl.when(kept).then("left").otherwise("right").alias("a"),
        pl.when(kept).then("right").otherwise("left").alias("b"),
    )
    return pairs.with_columns(*swaps, *numbers).drop("left", "right")


def _partners(columns: list[str]) -> Iterator[tuple[str, str]]:
    for name in columns:
        if name.endswith("_a_in_b"):
            yield name, name.replace("_a_in_b", "_b_in_a")
        elif name.endswith("_a") and not name.endswith("_in_a"):
            yield name, name[:-2] + "_b"


def _described(pairs: pl.DataFrame, compared: Compared) -> pl.DataFrame:
    """Add what is known of both articles: words, ids, the time between them, the publisher."""
    a, b = compared.about[pairs["a"]], compared.about[pairs["b"]]
    spans = compared.bodies.spans
    words = {side: np.diff(spans[pairs[side].to_numpy()], axis=1)[:, 0] for side in "ab"}
    return pairs.with_columns(
        article_id=a["article_id"],
        matched_article_id=b["article_id"],
        time_gap_s=(a["published_at"] - b["published_at"]).dt.total_seconds(),
        same_publisher=_same_house(a, b),
        **{f"words_{side}": pl.Series(words[side].astype(np.int32)) for side in "ab"},
    )


def _same_house(a: pl.DataFrame, b: pl.DataFrame) -> pl.Series:
    publisher = a["publisher"].str.to_lowercase() == b["publisher"].str.to_lowercase()
    domain = a["domain"] == b["domain"]
    return pl.select(pl.coalesce(publisher, domain)).to_series()


def near_edges(
    postings: Postings, sizes: I32, compared: Compared, options: DeduplicateOptions
) -> Iterator[tuple[int, I64, pl.DataFrame]]:
    """Yield, chunk by chunk, what was compared and the related pairs among it.

    What was compared: the number of candidates, and the texts of which some were left out.
    """
    order = compared.order

    def compare(pairs: I32) -> tuple[int, I64, pl.DataFrame]:
        pairs, cut = strongest(pairs, order, options.most_candidates)
        least = options.passage_shingles, options.lead_shingles
        measured = measure(pairs, compared.bodies, compared.heads, *least)
        described = _described(_by_order(measured, order), compared)
        return len(pairs), cut, decide(with_numbers(described), options)

    chunks = candidate_pairs(postings, sizes, options.few_hashes, options.chunk_pairs)
    seen = 0
    for found in in_order(compare, chunks, options.threads or cores()):
        seen += found[0]
        if seen > PAIRS_IN_MEMORY:
            compared.bodies.let_go()
            seen = 0
        yield found


def exact_edges(original: I32, compared: Compared) -> pl.DataFrame:
    """Return the edge from each exact copy to its original, with the numbers that follow."""
    copies = np.flatnonzero(original != np.arange(len(original))).astype(np.int32)
    sources = original[copies]
    counted, source = np.unique(sources, return_inverse=True)
    pairs = pl.DataFrame({"left": copies, "right": sources}).with_columns(
        shingles_b=pl.Series(distinct_shingles(counted, compared.bodies)[source])
    )
    described = _described(_by_order(pairs, compared.order), compared)
    return described.with_columns(
        shared="shingles_b",
        shingles_a="shingles_b",
        run=pl.col("words_b"),
        **dict.fromkeys(("run_a", "run_b"), pl.lit(0, pl.Int32)),
        **dict.fromkeys(("jaccard", "containment_a_in_b", "containment_b_in_a"), pl.lit(1.0)),
        lead_share=pl.lit(1.0),
        containment=pl.lit(1.0),
        relation=pl.lit("exact"),
        is_merged=pl.lit(True),
        rule_id=pl.lit("exact.words"),
    )
