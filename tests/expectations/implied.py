"""What cannot but break along with a break, as the fault shows in another table or column too."""

IMPLIED: dict[tuple[str, str], set[tuple[str, str]]] = {
    ("articles", "word_count"): {
        ("articles", "word_count_is_possible"),
    },
    ("articles", "paragraph_count"): {
        ("articles", "text_in_paragraphs"),
    },
    ("articles", "text_not_blank"): {
        ("articles", "text_in_paragraphs"),
        ("articles", "text_sha256_is_of_text"),
        ("articles", "word_count_is_possible"),
    },
    ("articles", "published_not_in_future"): {
        ("articles", "modified_not_before_published"),
        ("clusters", "dates_are_the_members"),
    },
    ("articles", "cluster_id_resolves"): {
        ("clusters", "canonical_is_the_member"),
        ("clusters", "dates_are_the_members"),
        ("clusters", "has_one_canonical_member"),
        ("clusters", "origin_is_published_first"),
        ("clusters", "size_equals_members"),
    },
    ("articles", "version_is_recorded"): {
        ("articles", "text_sha256_is_of_text"),
    },
    ("articles", "version_is_the_latest"): {
        ("article_entities", "version_id_resolves"),
        ("article_entities", "version_is_of_the_article"),
        ("articles", "version_is_recorded"),
        ("mentions", "version_id_resolves"),
        ("mentions", "version_is_of_the_article"),
        ("quotes", "version_id_resolves"),
        ("quotes", "version_is_of_the_article"),
    },
    ("article_versions", "article_id_resolves"): {
        ("article_entities", "article_id_resolves"),
        ("article_entities", "version_is_of_the_article"),
        ("articles", "version_is_recorded"),
        ("clusters", "canonical_article_id_resolves"),
        ("clusters", "canonical_is_the_member"),
        ("clusters", "origin_article_id_resolves"),
        ("clusters", "origin_is_published_first"),
        ("mentions", "article_id_resolves"),
        ("mentions", "version_is_of_the_article"),
        ("removed_blocks", "article_id_resolves"),
    },
    ("article_versions", "version"): {
        ("article_versions", "first_is_first_seen"),
        ("article_versions", "versions_are_numbered"),
        ("articles", "version_is_recorded"),
    },
    ("article_versions", "word_count"): {
        ("article_versions", "word_count_is_possible"),
    },
    ("article_versions", "paragraph_count"): {
        ("article_versions", "text_in_paragraphs"),
    },
    ("article_versions", "change_kind"): {
        ("article_versions", "first_is_first_seen"),
    },
    ("article_versions", "text_not_blank"): {
        ("article_versions", "chars_added_at_most_text"),
        ("article_versions", "ledger_balances"),
        ("article_versions", "text_in_paragraphs"),
        ("article_versions", "text_sha256_is_of_text"),
        ("article_versions", "word_count_is_possible"),
        ("mentions", "surface_is_the_slice"),
    },
    ("article_versions", "text_sha256_is_of_text"): {
        ("articles", "version_is_recorded"),
    },
    ("article_versions", "raw_id_resolves"): {
        ("article_versions", "ledger_balances"),
    },
    ("article_versions", "versions_are_numbered"): {
        ("article_versions", "first_is_first_seen"),
        ("articles", "version_is_recorded"),
    },
    ("removed_blocks", "char_start"): {
        ("article_versions", "ledger_balances"),
        ("removed_blocks", "text_is_the_slice"),
    },
    ("removed_blocks", "char_end"): {
        ("article_versions", "ledger_balances"),
        ("removed_blocks", "span_is_not_empty"),
        ("removed_blocks", "text_is_the_slice"),
    },
    ("removed_blocks", "article_id_resolves"): {
        ("removed_blocks", "version_is_of_the_article"),
    },
    ("removed_blocks", "version_id_resolves"): {
        ("article_versions", "ledger_balances"),
        ("removed_blocks", "version_is_of_the_article"),
    },
    ("removed_blocks", "span_is_not_empty"): {
        ("article_versions", "ledger_balances"),
    },
    ("removed_blocks", "blocks_do_not_overlap"): {
        ("article_versions", "ledger_balances"),
        ("removed_blocks", "text_is_the_slice"),
    },
    ("duplicates", "article_id_resolves"): {
        ("articles", "copy_has_a_merging_row"),
        ("duplicates", "cluster_id_is_the_articles"),
        ("duplicates", "merged_pair_shares_a_cluster"),
        ("duplicates", "time_gap_is_the_difference"),
    },
    ("duplicates", "matched_article_id_resolves"): {
        ("duplicates", "merged_pair_shares_a_cluster"),
        ("duplicates", "time_gap_is_the_difference"),
    },
    ("duplicates", "cluster_id_resolves"): {
        ("duplicates", "cluster_id_is_the_articles"),
    },
    ("duplicates", "jaccard"): {
        ("duplicates", "jaccard_at_most_containment"),
        ("duplicates", "jaccard_follows_from_containments"),
    },
    ("duplicates", "containment_a_in_b"): {
        ("duplicates", "jaccard_follows_from_containments"),
    },
    ("duplicates", "containment_b_in_a"): {
        ("duplicates", "jaccard_follows_from_containments"),
    },
    ("duplicates", "shared_shingles"): {
        ("duplicates", "pair_without_shingles_is_zero_or_exact"),
    },
    ("duplicates", "jaccard_at_most_containment"): {
        ("duplicates", "jaccard_follows_from_containments"),
    },
    ("clusters", "canonical_article_id_resolves"): {
        ("clusters", "canonical_is_the_member"),
    },
    ("clusters", "origin_article_id_resolves"): {
        ("clusters", "origin_is_published_first"),
    },
    ("clusters", "size"): {
        ("clusters", "domains_at_most_members"),
        ("clusters", "size_equals_members"),
        ("clusters", "weakest_edge_unless_alone"),
    },
    ("clusters", "has_one_canonical_member"): {
        ("articles", "copy_has_a_merging_row"),
        ("clusters", "canonical_is_the_member"),
    },
    ("mentions", "article_id_resolves"): {
        ("article_entities", "mention_count_equals_rows"),
        ("article_entities", "place_is_the_first_mentions"),
        ("entities", "article_count_equals_articles"),
        ("mentions", "is_summed_up"),
        ("mentions", "version_is_of_the_article"),
    },
    ("mentions", "version_id_resolves"): {
        ("mentions", "surface_is_the_slice"),
        ("mentions", "version_is_of_the_article"),
    },
    ("mentions", "entity_id_resolves"): {
        ("article_entities", "mention_count_equals_rows"),
        ("article_entities", "place_is_the_first_mentions"),
        ("entities", "mention_count_equals_rows"),
        ("mentions", "entity_type_is_the_entitys"),
        ("mentions", "is_summed_up"),
    },
    ("mentions", "field"): {
        ("mentions", "surface_is_the_slice"),
    },
    ("mentions", "char_start"): {
        ("mentions", "surface_is_the_slice"),
    },
    ("mentions", "char_end"): {
        ("mentions", "surface_not_blank"),
    },
    ("mentions", "entity_type"): {
        ("mentions", "entity_type_is_the_entitys"),
    },
    ("mentions", "mentions_do_not_overlap"): {
        ("mentions", "surface_on_one_line"),
    },
    ("entities", "entity_type"): {
        ("article_entities", "entity_type_is_the_entitys"),
        ("mentions", "entity_type_is_the_entitys"),
    },
    ("entities", "mention_count"): {
        ("entities", "articles_at_most_mentions"),
        ("entities", "mention_count_equals_rows"),
    },
    ("entities", "article_count"): {
        ("entities", "article_count_equals_articles"),
    },
    ("entities", "articles_at_most_mentions"): {
        ("entities", "article_count_equals_articles"),
    },
    ("quotes", "article_id_resolves"): {
        ("article_entities", "quote_count_equals_rows"),
        ("quotes", "version_is_of_the_article"),
    },
    ("quotes", "version_id_resolves"): {
        ("quotes", "text_is_the_slice"),
        ("quotes", "version_is_of_the_article"),
    },
    ("quotes", "char_start"): {
        ("quotes", "text_is_the_slice"),
    },
    ("quotes", "char_end"): {
        ("quotes", "text_not_blank"),
    },
    ("articles", "key_is_unique"): {
        ("clusters", "has_one_canonical_member"),
        ("clusters", "size_equals_members"),
    },
    ("article_versions", "key_is_unique"): {
        ("article_versions", "valid_until_the_next"),
        ("article_versions", "versions_are_numbered"),
    },
    ("removed_blocks", "key_is_unique"): {
        ("removed_blocks", "blocks_do_not_overlap"),
    },
    ("mentions", "key_is_unique"): {
        ("article_entities", "mention_count_equals_rows"),
        ("entities", "mention_count_equals_rows"),
        ("mentions", "mentions_do_not_overlap"),
    },
    ("mentions", "version_is_of_the_article"): {
        ("article_entities", "mention_count_equals_rows"),
        ("article_entities", "place_is_the_first_mentions"),
    },
    ("article_entities", "article_id_resolves"): {
        ("article_entities", "mention_count_equals_rows"),
        ("article_entities", "place_is_the_first_mentions"),
        ("article_entities", "version_is_of_the_article"),
        ("mentions", "is_summed_up"),
    },
    ("article_entities", "version_id_resolves"): {
        ("article_entities", "version_is_of_the_article"),
    },
    ("article_entities", "entity_id_resolves"): {
        ("article_entities", "entity_type_is_the_entitys"),
        ("article_entities", "mention_count_equals_rows"),
        ("article_entities", "place_is_the_first_mentions"),
        ("mentions", "is_summed_up"),
    },
    ("article_entities", "entity_type"): {
        ("article_entities", "entity_type_is_the_entitys"),
    },
    ("article_entities", "mention_count"): {
        ("article_entities", "mention_count_equals_rows"),
    },
    ("article_entities", "quote_count"): {
        ("article_entities", "quote_count_equals_rows"),
    },
    ("article_entities", "first_char_start"): {
        ("article_entities", "place_is_the_first_mentions"),
    },
    ("article_entities", "is_named_somewhere"): {
        ("article_entities", "place_is_the_first_mentions"),
    },
    ("article_entities", "lead_is_in_the_text"): {
        ("article_entities", "place_is_the_first_mentions"),
    },
    ("quotes", "speaker_entity_id_resolves"): {
        ("article_entities", "quote_count_equals_rows"),
    },
    ("quotes", "version_is_of_the_article"): {
        ("article_entities", "quote_count_equals_rows"),
    },
    ("quotes", "key_is_unique"): {
        ("article_entities", "quote_count_equals_rows"),
    },
    ("entity_redirects", "leads_elsewhere"): {
        ("entity_redirects", "new_entity_id_resolves"),
    },
    ("entity_redirects", "new_id_is_in_use"): {
        ("entity_redirects", "new_entity_id_resolves"),
    },
}
