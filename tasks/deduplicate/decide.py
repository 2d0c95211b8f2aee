"""Says what a pair of texts is to each other, from its numbers alone, and which rule said so."""

import polars as pl

from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.verify import LEAD


def _share(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole)).otherwise(0.0)


def with_numbers(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add jaccard, both containments and lead_share to the measures of (later a, earlier b).

    Needs ``shingles_a`` and ``shingles_b``, the distinct shingles, and ``words_a``, ``words_b``.
    """
    union = pl.col("shingles_a") + pl.col("shingles_b") - pl.col("shared")
    a_is_shorter = pl.col("words_a") <= pl.col("words_b")
    return pairs.with_columns(
        jaccard=pl.col("shared") / union,
        containment_a_in_b=_share("shared", "shingles_a"),
        containment_b_in_a=_share("shared", "shingles_b"),
        lead_share=pl.when(a_is_shorter)
        .then(pl.col("lead_a") / _positions("words_a").clip(1, LEAD))
        .otherwise(pl.col("lead_b") / _positions("words_b").clip(1, LEAD)),
    ).with_columns(containment=pl.max_horizontal("containment_a_in_b", "containment_b_in_a"))


def _positions(words: str) -> pl.Expr:
    return pl.max_horizontal(pl.col(words) - 4, pl.lit(1))


def decide(pairs: pl.DataFrame, options: DeduplicateOptions) -> pl.DataFrame:
    """Add relation, is_merged and rule_id to pairs, and drop those without a relation."""
    near = pl.col("jaccard") >= options.near_jaccard
    contained = pl.col("containment") >= options.contained
    passage = pl.col("shared") >= options.passage_shingles
    rule = (
        pl.when(near)
        .then(pl.lit("near.jaccard"))
        .when(contained & passage)
        .then(pl.lit("contains.host"))
        .when(passage)
        .then(pl.lit("passage.shared"))
    )
    relation = pl.col("rule_id").str.split(".").list.first().replace("passage", "shared_passage")
    return (
        pairs.with_columns(rule_id=rule)
        .drop_nulls("rule_id")
        .with_columns(relation=relation, is_merged=pl.col("rule_id").str.starts_with("near"))
    )
