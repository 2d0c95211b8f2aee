"""What must hold of each row by itself, as Polars expressions that are true for a good row."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import polars as pl
import pyarrow as pa

from expectations.references import references_of
from warehouse.contract import contract
from warehouse.ids import sha256_text

FUTURE = timedelta(hours=48)  # time zones, and stories dated for tomorrow's paper
FLOAT_SLACK = 1e-4  # jaccard and containments are stored as 32-bit floats

FOUND_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "articles": ("copy_has_a_merging_row", "version_is_the_latest"),
    "article_versions": (
        "ledger_balances", "versions_are_numbered", "valid_until_the_next", "first_is_first_seen",
    ),
    "removed_blocks": ("text_is_the_slice", "blocks_do_not_overlap"),
    "mentions": ("surface_is_the_slice", "mentions_do_not_overlap"),
    "quotes": ("text_is_the_slice",),
    "duplicates": (
        "cluster_id_is_the_articles", "merged_pair_shares_a_cluster", "time_gap_is_the_difference",
    ),
    "clusters": (
        "size_equals_members", "has_one_canonical_member", "canonical_is_the_member",
        "dates_are_the_members", "origin_is_published_first",
    ),
    "cluster_history": ("articles_can_be_followed",),
    "entities": ("mention_count_equals_rows", "article_count_equals_articles"),
    "entity_redirects": ("new_id_is_in_use",),
    "article_entities": (
        "mention_count_equals_rows", "quote_count_equals_rows", "place_is_the_first_mentions",
    ),
}  # fmt: skip
"""Flags that need other rows; ledger, text_checks, counts and versions find who breaks them."""


def flag_names(table: str) -> tuple[str, ...]:
    """Return every flag that is computed for a table, those of single rows first."""
    rows = (*contract_flags(table), *row_flags(table, datetime.min))
    other = (r.flag for r in references_of(table))
    elsewhere = FOUND_ELSEWHERE.get(table, ())
    return (*rows, "schema_is_the_contract", "key_is_unique", *other, *elsewhere)


def contract_flags(table: str) -> dict[str, pl.Expr]:
    """Return the flags that follow from a contract: required values, words of list columns."""
    agreed = contract(table)
    required = [pl.col(c.name).is_not_null() for c in agreed.columns if not c.null]
    flags = {"required_values_present": pl.all_horizontal(required)}
    for column in agreed.columns:
        if column.words and pa.types.is_list(column.type):
            known = pl.element().is_in(sorted(column.words)).fill_null(False)
            flag = f"{column.name}_in_vocabulary"
            flags[flag] = pl.col(column.name).list.eval(known).list.all()
    return flags


def row_flags(table: str, clock: datetime) -> dict[str, pl.Expr]:
    """Return the flags of a table's rows that its meaning asks for; `clock` is the run's start."""
    c = pl.col
    tables: dict[str, Callable[[], dict[str, pl.Expr]]] = {
        "raw_documents": _raw_documents,
        "articles": lambda: _articles(clock),
        "article_versions": lambda: _versions(clock),
        "removed_blocks": _removed_blocks,
        "duplicates": _duplicates,
        "clusters": lambda: {
            "weakest_edge_unless_alone": c("weakest_edge").is_null() == (c("size") == 1),
            "domains_at_most_members": c("domain_count") <= c("size"),
        },
        "cluster_history": _cluster_history,
        "mentions": lambda: {
            "surface_on_one_line": ~c("surface").str.contains("\n", literal=True),
            "surface_not_blank": _solid(c("surface")),
        },
        "article_entities": lambda: {
            "is_named_somewhere": c("in_headline") | c("first_char_start").is_not_null(),
            "lead_is_in_the_text": ~c("in_lead") | c("first_char_start").is_not_null(),
        },
        "entity_redirects": lambda: {"leads_elsewhere": c("old_entity_id") != c("new_entity_id")},
        "quotes": lambda: {"text_not_blank": _solid(c("text"))},
        "entities": lambda: {
            "name_not_blank": _solid(c("name")),
            "aliases_sorted": c("aliases") == c("aliases").list.unique().list.sort(),
            "articles_at_most_mentions": c("article_count") <= c("mention_count"),
            "seen_in_order": c("first_seen_at") <= c("last_seen_at"),
        },
    }
    return tables[table]() if table in tables else {}


def _solid(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars() != ""


def _text_flags(clock: datetime) -> dict[str, pl.Expr]:
    c = pl.col
    text = c("text")
    breaks = text.str.count_matches("\n\n", literal=True)
    edges = text.str.strip_chars() == text
    return {
        "text_not_blank": _solid(text),
        "text_sha256_is_of_text": text.map_batches(_sha256, return_dtype=pl.String)
        == c("text_sha256"),
        "text_in_paragraphs": edges
        & ~text.str.contains("\n\n\n", literal=True)
        & (c("paragraph_count") == breaks + 1),
        "word_count_is_possible": c("word_count").is_between(0, (text.str.len_chars() + 1) // 2),
        "published_not_in_future": _not_after(c("published_at"), clock),
        "modified_not_in_future": _not_after(c("modified_at"), clock),
    }


def _sha256(texts: pl.Series) -> pl.Series:
    return pl.Series([None if text is None else sha256_text(text) for text in texts])


def _not_after(moment: pl.Expr, clock: datetime) -> pl.Expr:
    return moment.is_null() | (moment <= clock + FUTURE)


def _articles(clock: datetime) -> dict[str, pl.Expr]:
    c = pl.col
    undated = c("published_at").is_null()
    parts = ("published_date", "published_basis", "published_precision")
    days = (c("published_date") - c("published_at").dt.date()).dt.total_days().abs()
    return {
        **_text_flags(clock),
        "date_parts_together": pl.all_horizontal(c(p).is_null() == undated for p in parts),
        "date_is_of_the_time": undated | c("published_date").is_null() | (days <= 1),
        "modified_not_before_published": undated
        | c("modified_at").is_null()
        | (c("modified_at") >= c("published_at"))
        | c("published_precision").is_in(["day", "month"]),
        "seen_in_order": c("first_seen_at") <= c("last_seen_at"),
    }


def _versions(clock: datetime) -> dict[str, pl.Expr]:
    added = pl.col("chars_added") <= pl.col("text").str.len_chars()
    return {**_text_flags(clock), "chars_added_at_most_text": added}


def _raw_documents() -> dict[str, pl.Expr]:
    c = pl.col
    start = c("blocks").list.eval(pl.element().struct.field("char_start"))
    end = c("blocks").list.eval(pl.element().struct.field("char_end"))
    ordered = (end - start).list.min() >= 0
    return {
        "media_type_is_known": c("media_type").is_in(["text/plain", "text/html"]),
        "raw_sha256_is_a_digest": c("raw_sha256").str.contains(r"^[0-9a-f]{64}$"),
        "blocks_are_ordered": (ordered & (start.list.min() >= 0)).fill_null(True),
    }


def _removed_blocks() -> dict[str, pl.Expr]:
    c = pl.col
    targets = sorted(column.name for column in contract("articles").columns)
    moved = c("action") == "moved"
    return {
        "span_is_not_empty": c("char_start") < c("char_end"),
        "moved_names_its_column": pl.when(moved)
        .then(c("target_column").is_in(targets).fill_null(False))
        .otherwise(c("target_column").is_null()),
    }


def _cluster_history() -> dict[str, pl.Expr]:
    c = pl.col
    same = c("old_cluster_id") == c("new_cluster_id")
    has, has_other = c("by_article_id").is_not_null(), c("by_matched_article_id").is_not_null()
    return {
        "same_id_if_created_or_grown": same == c("event").is_in(["created", "grown"]),
        "pair_unless_split": (has == has_other) & (has | (c("event") == "split")),
    }


def _duplicates() -> dict[str, pl.Expr]:
    c = pl.col
    jaccard = c("jaccard").cast(pl.Float64)
    a, b = (c(f"containment_{pair}").cast(pl.Float64) for pair in ("a_in_b", "b_in_a"))
    least = pl.min_horizontal(a, b)
    # With s shared of m and n shingles: J = s / (m + n - s), a = s / m, b = s / n.
    follows = (jaccard * (a + b - a * b) - a * b).abs() <= FLOAT_SLACK
    return {
        "pair_is_of_two": c("article_id") != c("matched_article_id"),
        "jaccard_at_most_containment": jaccard <= least + FLOAT_SLACK,
        "jaccard_follows_from_containments": follows,
        "exact_pair_is_equal": (c("relation") != "exact") | (jaccard >= 1 - FLOAT_SLACK),
        "pair_without_shingles_is_zero_or_exact": (c("shared_shingles") > 0)
        | (jaccard == 0)
        | (c("relation") == "exact"),
    }
