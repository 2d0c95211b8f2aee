"""For every expectation of every suite, a change of the small warehouse that breaks it."""

from collections.abc import Callable
from datetime import timedelta

import polars as pl

from tests.expectations.small import CLOCK, Frames

Change = Callable[[Frames], Frames]
c = pl.col


def put(table: str, where: pl.Expr, **values: object) -> Change:
    """Return a change that gives some rows of a table other values."""

    def change(frames: Frames) -> Frames:
        frame = frames[table]
        new = [
            pl.when(where)
            .then(value if isinstance(value, pl.Expr) else pl.lit(value, frame.schema[name]))
            .otherwise(c(name))
            .alias(name)
            for name, value in values.items()
        ]
        return frames | {table: frame.with_columns(new).cast(frame.schema)}

    return change


def twice(table: str) -> Change:
    """Return a change that gives a table its last row twice."""
    return lambda frames: frames | {table: pl.concat([frames[table], frames[table].tail(1)])}


def story(article: str) -> pl.Expr:
    """Tell the rows of an article."""
    return c("article_id") == article


LATE = CLOCK + timedelta(hours=49)
A3 = story("a_3")
ADA = c("entity_id") == "e_ada"
PAIR = pl.lit(True)
MENTION = c("mention_id") == "m_a_3_headline_0"
BLOCK = c("removed_id") == "x_a_3_v1_0"
SUM = c("entity_id") == "e_ilve"
OLD = c("old_entity_id") == "e_old_ada"
QUOTE = c("quote_id") == "q_a_2"
ALONE = c("cluster_id") == "c_3"
RAW = c("raw_id") == "r_a_3_1"
"""Rows that most changes are made to."""

BREAKS: dict[tuple[str, str], Change] = {
    ("raw_documents", "byte_length"): put("raw_documents", RAW, byte_length=-1),
    ("raw_documents", "warc_record_offset"): put("raw_documents", RAW, warc_record_offset=-1),
    ("raw_documents", "warc_record_length"): put("raw_documents", RAW, warc_record_length=-1),
    ("raw_documents", "media_type_is_known"): put("raw_documents", RAW, media_type="image/png"),
    ("raw_documents", "raw_sha256_is_a_digest"): put("raw_documents", RAW, raw_sha256="short"),
    ("raw_documents", "blocks_are_ordered"): put(
        "raw_documents", RAW,
        blocks=pl.lit([{"char_start": 9, "char_end": 3, "path": "p", "link_chars": 0}]),
    ),
    ("articles", "id_basis"): put("articles", A3, id_basis="guess"),
    ("articles", "published_basis"): put("articles", A3, published_basis="guess"),
    ("articles", "published_precision"): put("articles", A3, published_precision="year"),
    ("articles", "language_score"): put("articles", A3, language_score=1.5),
    ("articles", "word_count"): put("articles", A3, word_count=-1),
    ("articles", "paragraph_count"): put("articles", A3, paragraph_count=-1),
    ("articles", "removed_chars"): put("articles", A3, removed_chars=-1),
    ("articles", "author_kinds_in_vocabulary"): put(
        "articles", A3, author_kinds=pl.lit(["person", "robot"])
    ),
    ("articles", "quality_flags_in_vocabulary"): put(
        "articles", A3, quality_flags=pl.lit(["short", "odd"])
    ),
    ("articles", "text_not_blank"): put("articles", A3, text=" "),
    ("articles", "text_sha256_is_of_text"): put("articles", A3, text=c("text") + "!"),
    ("articles", "text_in_paragraphs"): put("articles", A3, paragraph_count=7),
    ("articles", "word_count_is_possible"): put("articles", A3, word_count=9_999),
    ("articles", "published_not_in_future"): put(
        "articles", A3, published_at=LATE, published_date=LATE.date()
    ),
    ("articles", "modified_not_in_future"): put("articles", A3, modified_at=LATE),
    ("articles", "date_parts_together"): put("articles", A3, published_basis=None),
    ("articles", "date_is_of_the_time"): put("articles", A3, published_date=CLOCK.date()),
    ("articles", "modified_not_before_published"): put(
        "articles", A3, modified_at=CLOCK - timedelta(days=9)
    ),
    ("articles", "seen_in_order"): put("articles", A3, first_seen_at=LATE),
    ("articles", "cluster_id_resolves"): put("articles", A3, cluster_id="c_none"),
    ("articles", "raw_id_resolves"): put("articles", A3, raw_id="r_none"),
    ("articles", "version_is_recorded"): put("articles", A3, text_sha256="other"),
    ("articles", "version_is_the_latest"): put(
        "articles", story("a_1"), version_id="a_1_v1", version=1
    ),
    ("articles", "copy_has_a_merging_row"): put("duplicates", PAIR, is_merged=False),
    ("article_versions", "article_id_resolves"): put("articles", A3, article_id="a_none"),
    ("article_versions", "version"): put("article_versions", A3, version=0),
    ("article_versions", "word_count"): put("article_versions", A3, word_count=-1),
    ("article_versions", "paragraph_count"): put("article_versions", A3, paragraph_count=-1),
    ("article_versions", "removed_chars"): put("article_versions", A3, removed_chars=-1),
    ("article_versions", "chars_added"): put("article_versions", A3, chars_added=-1),
    ("article_versions", "chars_removed"): put("article_versions", A3, chars_removed=-1),
    ("article_versions", "change_kind"): put("article_versions", A3, change_kind="whim"),
    ("article_versions", "ledger_balances"): put(
        "raw_documents", RAW, source_text=c("source_text") + "!"
    ),
    ("article_versions", "text_not_blank"): put("article_versions", A3, text=" "),
    ("article_versions", "text_sha256_is_of_text"): put(
        "article_versions", A3, text_sha256="other"
    ),
    ("article_versions", "text_in_paragraphs"): put("article_versions", A3, paragraph_count=7),
    ("article_versions", "word_count_is_possible"): put("article_versions", A3, word_count=9_999),
    ("article_versions", "published_not_in_future"): put(
        "article_versions", A3, published_at=LATE
    ),
    ("article_versions", "modified_not_in_future"): put("article_versions", A3, modified_at=LATE),
    ("article_versions", "chars_added_at_most_text"): put(
        "article_versions", A3, chars_added=9_999
    ),
    ("article_versions", "raw_id_resolves"): put("article_versions", A3, raw_id="r_none"),
    ("article_versions", "versions_are_numbered"): put("article_versions", A3, version=2),
    ("article_versions", "valid_until_the_next"): put("article_versions", A3, valid_to=CLOCK),
    ("article_versions", "first_is_first_seen"): put(
        "article_versions", A3, change_kind="publisher_edit"
    ),
    ("removed_blocks", "kind"): put("removed_blocks", BLOCK, kind="odd"),
    ("removed_blocks", "action"): put("removed_blocks", BLOCK, action="odd"),
    ("removed_blocks", "position"): put("removed_blocks", BLOCK, position="odd"),
    ("removed_blocks", "char_start"): put("removed_blocks", BLOCK, char_start=-1),
    ("removed_blocks", "char_end"): put("removed_blocks", BLOCK, char_end=-1),
    ("removed_blocks", "score"): put("removed_blocks", BLOCK, score=1.5),
    ("removed_blocks", "article_id_resolves"): put("removed_blocks", BLOCK, article_id="a_none"),
    ("removed_blocks", "version_id_resolves"): put("removed_blocks", BLOCK, version_id="v_none"),
    ("removed_blocks", "text_is_the_slice"): put("removed_blocks", BLOCK, text="print CLAIM"),
    ("removed_blocks", "span_is_not_empty"): put("removed_blocks", BLOCK, char_end=0, text=""),
    ("removed_blocks", "blocks_do_not_overlap"): put(
        "removed_blocks", story("a_3") & (c("char_start") > 0), char_start=5
    ),
    ("removed_blocks", "moved_names_its_column"): put("removed_blocks", BLOCK, action="moved"),
    ("removed_blocks", "version_is_of_the_article"): put(
        "removed_blocks", BLOCK, article_id="a_1"
    ),
    ("duplicates", "article_id_resolves"): put("duplicates", PAIR, article_id="a_none"),
    ("duplicates", "matched_article_id_resolves"): put(
        "duplicates", PAIR, matched_article_id="a_none"
    ),
    ("duplicates", "cluster_id_resolves"): put("duplicates", PAIR, cluster_id="c_none"),
    ("duplicates", "relation"): put("duplicates", PAIR, relation="cousin"),
    ("duplicates", "jaccard"): put("duplicates", PAIR, jaccard=1.5),
    ("duplicates", "containment_a_in_b"): put("duplicates", PAIR, containment_a_in_b=1.5),
    ("duplicates", "containment_b_in_a"): put("duplicates", PAIR, containment_b_in_a=1.5),
    ("duplicates", "shared_shingles"): put("duplicates", PAIR, shared_shingles=-1),
    ("duplicates", "lead_share"): put("duplicates", PAIR, lead_share=1.5),
    ("duplicates", "pair_is_of_two"): put("duplicates", PAIR, matched_article_id="a_2"),
    ("duplicates", "jaccard_at_most_containment"): put("duplicates", PAIR, jaccard=0.75),
    ("duplicates", "jaccard_follows_from_containments"): put("duplicates", PAIR, jaccard=0.25),
    ("duplicates", "exact_pair_is_equal"): put("duplicates", PAIR, relation="exact"),
    ("duplicates", "pair_without_shingles_is_zero_or_exact"): put(
        "duplicates", PAIR, shared_shingles=0
    ),
    ("duplicates", "cluster_id_is_the_articles"): put("duplicates", PAIR, cluster_id="c_3"),
    ("duplicates", "merged_pair_shares_a_cluster"): put(
        "duplicates", PAIR, matched_article_id="a_3"
    ),
    ("duplicates", "time_gap_is_the_difference"): put("duplicates", PAIR, time_gap_s=60),
    ("clusters", "canonical_article_id_resolves"): put(
        "clusters", ALONE, canonical_article_id="a_none"
    ),
    ("clusters", "size"): put("clusters", ALONE, size=0),
    ("clusters", "domain_count"): put("clusters", ALONE, domain_count=-1),
    ("clusters", "weakest_edge"): put("clusters", ~ALONE, weakest_edge=1.5),
    ("clusters", "size_equals_members"): put("clusters", ~ALONE, size=3),
    ("clusters", "has_one_canonical_member"): put("articles", A3, is_canonical=False),
    ("clusters", "canonical_is_the_member"): put("clusters", ~ALONE, canonical_article_id="a_2"),
    ("clusters", "dates_are_the_members"): put("clusters", ALONE, last_published_at=CLOCK),
    ("clusters", "weakest_edge_unless_alone"): put("clusters", ALONE, weakest_edge=0.5),
    ("clusters", "domains_at_most_members"): put("clusters", ALONE, domain_count=2),
    ("clusters", "origin_article_id_resolves"): put("clusters", ALONE, origin_article_id="a_none"),
    ("clusters", "origin_is_published_first"): put("clusters", ~ALONE, origin_article_id="a_2"),
    ("cluster_history", "event"): put(
        "cluster_history", PAIR, old_cluster_id="c_3", event="gone"
    ),
    ("cluster_history", "article_count"): put("cluster_history", PAIR, article_count=0),
    ("cluster_history", "same_id_if_created_or_grown"): put(
        "cluster_history", PAIR, old_cluster_id="c_3"
    ),
    ("cluster_history", "pair_unless_split"): put(
        "cluster_history", PAIR, by_matched_article_id=None
    ),
    ("cluster_history", "articles_can_be_followed"): put(
        "cluster_history", PAIR, new_cluster_id="c_9", event="merged"
    ),
    ("mentions", "article_id_resolves"): put("mentions", MENTION, article_id="a_none"),
    ("mentions", "version_id_resolves"): put("mentions", MENTION, version_id="v_none"),
    ("mentions", "entity_id_resolves"): put("mentions", MENTION, entity_id="e_none"),
    ("mentions", "field"): put("mentions", MENTION, field="byline"),
    ("mentions", "char_start"): put("mentions", MENTION, char_start=-1),
    ("mentions", "char_end"): put("mentions", MENTION, char_end=0, surface=""),
    ("mentions", "entity_type"): put("mentions", MENTION, entity_type="SHIP"),
    ("mentions", "kind"): put("mentions", MENTION, kind="odd"),
    ("mentions", "score"): put("mentions", MENTION, score=-0.5),
    ("mentions", "surface_is_the_slice"): put("mentions", MENTION, surface="Ada Mohr"),
    ("mentions", "surface_on_one_line"): put(
        "mentions", c("surface") == "Mount Ilve", char_end=25, surface="Mount Ilve.\n"
    ),
    ("mentions", "surface_not_blank"): put(
        "mentions", MENTION, char_start=3, char_end=4, surface=" "
    ),
    ("mentions", "mentions_do_not_overlap"): put(
        "mentions", c("surface") == "Mount Ilve", char_end=34, surface="Mount Ilve.\n\nAda Moor"
    ),
    ("mentions", "version_is_of_the_article"): put("mentions", MENTION, article_id="a_1"),
    ("mentions", "entity_type_is_the_entitys"): put("mentions", MENTION, entity_type="ORG"),
    ("entities", "entity_type"): put("entities", ADA, entity_type="SHIP"),
    ("entities", "wikidata_id"): put("entities", ADA, wikidata_id="42"),
    ("entities", "iso3166"): put("entities", ADA, iso3166="Xanadu"),
    ("entities", "mention_count"): put("entities", ADA, mention_count=0),
    ("entities", "article_count"): put("entities", ADA, article_count=0),
    ("entities", "name_not_blank"): put("entities", ADA, name=" "),
    ("entities", "aliases_sorted"): put("entities", ADA, aliases=pl.lit(["Moor", "Ada"])),
    ("entities", "mention_count_equals_rows"): put("entities", ADA, mention_count=9),
    ("entities", "article_count_equals_articles"): put("entities", ADA, article_count=2),
    ("entities", "articles_at_most_mentions"): put("entities", ADA, article_count=7),
    ("entities", "seen_in_order"): put("entities", ADA, first_seen_at=CLOCK),
    ("mentions", "stands_for_iso3166"): put("mentions", MENTION, stands_for_iso3166="Japan"),
    ("mentions", "stands_for_entity_id_resolves"): put(
        "mentions", MENTION, stands_for_entity_id="e_none"
    ),
    ("mentions", "is_summed_up"): lambda frames: (
        frames | {"article_entities": frames["article_entities"].filter(~SUM)}
    ),
    ("article_entities", "article_id_resolves"): put(
        "article_entities", SUM, article_id="a_none"
    ),
    ("article_entities", "version_id_resolves"): put(
        "article_entities", SUM, version_id="v_none"
    ),
    ("article_entities", "entity_id_resolves"): put("article_entities", SUM, entity_id="e_none"),
    ("article_entities", "entity_type"): put("article_entities", SUM, entity_type="SHIP"),
    ("article_entities", "mention_count"): put("article_entities", SUM, mention_count=0),
    ("article_entities", "quote_count"): put("article_entities", SUM, quote_count=-1),
    ("article_entities", "first_char_start"): put("article_entities", SUM, first_char_start=-1),
    ("article_entities", "salience"): put("article_entities", SUM, salience=1.5),
    ("article_entities", "version_is_of_the_article"): put(
        "article_entities", SUM, version_id="a_2_v1"
    ),
    ("article_entities", "entity_type_is_the_entitys"): put(
        "article_entities", SUM, entity_type="ORG"
    ),
    ("article_entities", "mention_count_equals_rows"): put(
        "article_entities", SUM, mention_count=2
    ),
    ("article_entities", "quote_count_equals_rows"): put("article_entities", SUM, quote_count=1),
    ("article_entities", "place_is_the_first_mentions"): put(
        "article_entities", SUM, first_char_start=1
    ),
    ("article_entities", "is_named_somewhere"): put(
        "article_entities", SUM, first_char_start=None, in_lead=False
    ),
    ("article_entities", "lead_is_in_the_text"): put(
        "article_entities", SUM, first_char_start=None, in_headline=True
    ),
    ("entity_redirects", "new_entity_id_resolves"): put(
        "entity_redirects", OLD, new_entity_id="e_none"
    ),
    ("entity_redirects", "reason"): put("entity_redirects", OLD, reason="whim"),
    ("entity_redirects", "leads_elsewhere"): put(
        "entity_redirects", OLD, new_entity_id="e_old_ada"
    ),
    ("entity_redirects", "new_id_is_in_use"): put(
        "entity_redirects", OLD, new_entity_id="e_old_hill"
    ),
    ("quotes", "article_id_resolves"): put("quotes", QUOTE, article_id="a_none"),
    ("quotes", "version_id_resolves"): put("quotes", QUOTE, version_id="v_none"),
    ("quotes", "speaker_entity_id_resolves"): put("quotes", QUOTE, speaker_entity_id="e_none"),
    ("quotes", "char_start"): put("quotes", QUOTE, char_start=-1),
    ("quotes", "char_end"): put("quotes", QUOTE, char_end=0, text=""),
    ("quotes", "kind"): put("quotes", QUOTE, kind="odd"),
    ("quotes", "score"): put("quotes", QUOTE, score=1.5),
    ("quotes", "text_is_the_slice"): put("quotes", QUOTE, text="No ship will sail,"),
    ("quotes", "text_not_blank"): put("quotes", QUOTE, char_start=7, char_end=8, text=" "),
    ("quotes", "version_is_of_the_article"): put("quotes", QUOTE, article_id="a_1"),
    **{
        (table, "key_is_unique"): twice(table)
        for table in ("raw_documents", "articles", "article_versions", "removed_blocks",
                      "duplicates", "clusters", "cluster_history", "mentions", "entities",
                      "article_entities", "entity_redirects", "quotes")
    },
}  # fmt: skip
"""(table, column) to the change; schema and null breaks are made on files, see test_gate.py."""
