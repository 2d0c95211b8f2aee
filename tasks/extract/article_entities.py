"""Sums up, for each article, whom and what it names: how often, how early and in what office."""

import polars as pl

IN_HEADLINE, IN_LEAD = 3, 2  # what a mention there counts for in `salience`; elsewhere 1


def article_entities(mentions: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each article and entity, in the columns of `article_entities` but run_id.

    `mentions` has article_id, version_id, entity_id, entity_type, field, char_start, role and
    lead_end, where the text's first paragraph ends; `quotes` has article_id and
    speaker_entity_id.
    """
    in_headline, in_text = pl.col("field") == "headline", pl.col("field") == "text"
    in_lead = in_text & (pl.col("char_start") < pl.col("lead_end"))
    weight = pl.when(in_headline).then(IN_HEADLINE).when(in_lead).then(IN_LEAD).otherwise(1)
    counted = (
        mentions.sort("article_id", "field", "char_start")
        .group_by("article_id", "version_id", "entity_id", "entity_type", maintain_order=True)
        .agg(
            mention_count=pl.len().cast(pl.Int32),
            first_char_start=pl.col("char_start").filter(in_text).min(),
            in_headline=in_headline.any(),
            in_lead=in_lead.any(),
            weight=weight.sum(),
            roles=pl.col("role").drop_nulls().unique(maintain_order=True),
        )
    )
    spoken = quotes.group_by("article_id", entity_id="speaker_entity_id").agg(
        quote_count=pl.len().cast(pl.Int32)
    )
    whole = pl.col("weight").sum().over("article_id")
    return (
        counted.join(spoken, on=["article_id", "entity_id"], how="left")
        .with_columns(
            quote_count=pl.col("quote_count").fill_null(0),
            salience=(pl.col("weight") / whole).cast(pl.Float32),
        )
        .select(
            "article_id", "version_id", "entity_id", "entity_type", "mention_count",
            "quote_count", "first_char_start", "in_headline", "in_lead", "salience", "roles",
        )
        .sort("article_id", "entity_id")
    )  # fmt: skip
