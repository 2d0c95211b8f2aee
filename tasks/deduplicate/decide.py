"""Says what a pair of texts is to each other, from its numbers alone, and which rule said so."""

import polars as pl

from tasks.deduplicate.options import DeduplicateOptions
from tasks.deduplicate.shingles import SHINGLE
from tasks.deduplicate.verify import LEAD

_SHORTER_IS_A = pl.col("words_a") <= pl.col("words_b")


def _positions(words: str) -> pl.Expr:
    return pl.max_horizontal(pl.col(words).cast(pl.Int32) - 4, pl.lit(1)).clip(1, LEAD)


def _shorter(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return pl.when(_SHORTER_IS_A).then(a).otherwise(b)


def _agreement(kind: str) -> pl.Expr:
    """Share of the shorter text's figures or names that the longer has; one is added to both."""
    a = (pl.col(f"{kind}_a_in_b") + 1) / (pl.col(f"{kind}_a") + 1)
    b = (pl.col(f"{kind}_b_in_a") + 1) / (pl.col(f"{kind}_b") + 1)
    return _shorter(a, b)


def with_numbers(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add the numbers of docs/duplicates.md to the measures of (later a, earlier b).

    Needs ``shingles_a`` and ``shingles_b``, the distinct shingles, and ``words_a``, ``words_b``.
    """
    shared, least_head = pl.col("shared"), pl.min_horizontal("head_a", "head_b")
    lead_a, lead_b = (pl.col(f"lead_{s}") / _positions(f"words_{s}") for s in "ab")
    return pairs.with_columns(
        jaccard=shared / (pl.col("shingles_a") + pl.col("shingles_b") - shared),
        containment_a_in_b=shared / pl.col("shingles_a"),
        containment_b_in_a=shared / pl.col("shingles_b"),
        lead_share=_shorter(lead_a, lead_b),
        host_lead=_shorter(lead_b, lead_a),
        figures=_agreement("figures"),
        names=_agreement("names"),
        headline=pl.when(least_head > 0).then(pl.col("head_shared") / least_head),
        shortest=pl.min_horizontal("words_a", "words_b"),
        piece=shared / pl.col("runs"),
    ).with_columns(
        containment=pl.max_horizontal("containment_a_in_b", "containment_b_in_a"),
        host_share=pl.min_horizontal("containment_a_in_b", "containment_b_in_a"),
    )


def _is_form(o: DeduplicateOptions) -> pl.Expr:
    """Say that two short texts may be one form filled in twice: other figures, or another day."""
    another_day = pl.col("time_gap_s").abs() > o.form_days * 86_400
    other_day = another_day.fill_null(value=False) & (pl.col("jaccard") < o.form_jaccard)
    other_figures = pl.col("figures") < o.form_figures
    no_headline = pl.col("headline").fill_null(0.0) < o.same_headline
    is_short = pl.col("shortest") < o.form_words
    return is_short & (other_day | other_figures) | (
        (pl.col("shortest") < o.short_words) & no_headline
    )


def _is_another_issue(o: DeduplicateOptions) -> pl.Expr:
    """Say that two texts may be two issues of one report, or two items of one house on a pattern.

    Weekly figures and price changes are written into the text of the time before.
    """
    gap, jaccard = pl.col("time_gap_s").abs() > o.issue_days * 86_400, pl.col("jaccard")
    later = gap.fill_null(value=False) & (jaccard < o.issue_jaccard)
    other_headline = pl.col("headline").fill_null(1.0) < o.house_headline
    same_house = pl.col("same_publisher").fill_null(value=False)
    return later | (same_house & other_headline & (jaccard < o.house_jaccard))


def _rules(o: DeduplicateOptions) -> dict[str, pl.Expr]:
    """Return the merging rules by id, the plainest first."""
    agree = pl.min_horizontal("figures", "names")
    headline = pl.col("headline").fill_null(0.5) >= o.same_headline
    trimmed = (
        (pl.col("containment") >= o.trimmed_containment)
        & (pl.col("host_lead") >= o.trimmed_lead)
        & (agree >= o.trimmed_agreement)
        & (pl.col("shared") >= o.trimmed_shingles)
    )
    edited = (
        (pl.col("containment") >= o.edited_containment)
        & (pl.col("host_share") >= o.edited_host_share)
        & (pl.col("host_lead") >= o.edited_lead)
        & (pl.col("figures") >= o.same_figures)
        & (pl.col("names") >= o.same_names)
        & (pl.col("shortest") >= o.edited_words)
        & (pl.col("piece") >= o.edited_piece)
    )
    return {
        "near.most_words": pl.col("jaccard") >= o.surely_near,
        "near.half_the_words": (pl.col("jaccard") >= o.near_jaccard) & (agree >= o.loose_agreement),
        "near.trimmed": trimmed & headline,
        "near.edited": edited & headline,
    }


def decide(pairs: pl.DataFrame, options: DeduplicateOptions) -> pl.DataFrame:
    """Add relation, is_merged and rule_id to pairs, and drop those without a relation.

    A pair that merges is a `revision` when both are of one publisher, else `near`.
    """
    long_piece = pl.col("run") >= options.passage_shingles
    words = pl.col("headed") + pl.col("run") + SHINGLE - 1  # in one piece, the headline included
    headed = (pl.col("headed") > 0) & (pl.col("run") >= options.lead_shingles)
    headed &= words >= options.headed_words
    inside = (pl.col("containment") >= options.contained) & (long_piece | headed)
    another = _is_form(options) | _is_another_issue(options)
    one_story = {name: test & ~another for name, test in _rules(options).items()}
    rules = {**one_story, "contains.host": inside, "shared_passage.piece": long_piece}
    rules["shared_passage.lead"] = headed
    rule = pl.coalesce(pl.when(test).then(pl.lit(name)) for name, test in rules.items())
    merged = pl.col("rule_id").str.starts_with("near")
    relation = (
        pl.when(merged & pl.col("same_publisher").fill_null(value=False))
        .then(pl.lit("revision"))
        .otherwise(pl.col("rule_id").str.split(".").list.first())
    )
    decided = pairs.with_columns(rule_id=rule).drop_nulls("rule_id")
    return _strongest(decided.with_columns(relation=relation, is_merged=merged), options)


def _strongest(pairs: pl.DataFrame, options: DeduplicateOptions) -> pl.DataFrame:
    """Keep of the shared passages of a later article the longest few."""
    keys = ("article_id", "relation")
    by_run = pairs.sort(*keys, pl.col("run").neg(), "matched_article_id")
    place = pl.int_range(pl.len()).over(keys)
    return by_run.filter((pl.col("relation") != "shared_passage") | (place < options.most_passages))
