"""The closed lists of words that the tables use; a contract names the list a column draws from."""

REMOVAL_KINDS = frozenset(
    {
        "print_control",
        "breadcrumb",
        "share_bar",
        "timestamp_line",
        "byline_line",
        "headline",
        "deck",
        "caption",
        "related",
        "most_viewed",
        "tag_list",
        "newsletter",
        "advert",
        "paywall",
        "cookie_notice",
        "navigation",
        "contact",
        "translation_link",
        "reader_comment",
        "comment_author",
        "copyright",
        "repeat",
        "repeated_line",
        "furniture",
    }
)

VOCABULARY: dict[str, frozenset[str]] = {
    "removal_kind": REMOVAL_KINDS,
    "removal_action": frozenset({"removed", "moved"}),
    "block_position": frozenset({"head", "body", "tail"}),
    "id_basis": frozenset(
        {"canonical_url", "source_native_id", "path_headline", "headline_date", "text"}
    ),
    "author_kind": frozenset({"person", "organisation", "account"}),
    "date_basis": frozenset({"given", "metadata", "feed", "printed", "url", "archive", "modified"}),
    "date_precision": frozenset({"second", "minute", "day", "month"}),
    "change_kind": frozenset({"first_seen", "publisher_edit", "recleaned", "metadata_only"}),
    "quality_flag": frozenset(
        {
            "short",
            "undated",
            "future_date_dropped",
            "ambiguous_date_dropped",
            "no_headline",
            "mixed_language",
            "one_case",
            "language_unknown",
            "repeated_paragraphs",
            "damaged_encoding",
            "very_long",
            "mostly_removed",
            "low_confidence",
            "paywalled",
            "cookie_wall",
            "list_page",
        }
    ),
    "cluster_event": frozenset({"created", "grown", "merged", "split"}),
    "relation": frozenset({"exact", "near", "revision", "contains", "shared_passage"}),
    "entity_type": frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "OTHER"}),
    "mention_field": frozenset({"headline", "text"}),
    "mention_kind": frozenset(
        {"full", "surname", "acronym", "alias", "demonym", "short_form", "title"}
    ),
    "quote_kind": frozenset({"direct", "mixed"}),
    "redirect_reason": frozenset({"linked"}),
    "resolution": frozenset({"released", "discarded", "superseded"}),
    "run_status": frozenset({"published", "unchanged"}),
    "severity": frozenset({"row", "table", "warning"}),
}
"""List name, as written in a contract's ``vocabulary``, to its words."""
