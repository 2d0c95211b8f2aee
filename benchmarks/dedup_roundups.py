"""Makes round-ups of labelled news and counts the items that the stage relates to their story.

    python -m benchmarks.dedup_roundups [--bench FOLDER] [--pages N]

A page is three to five items: a story's headline in capitals, and its first two paragraphs. The
stories are real ones of the folds that thresholds are tuned on, whatever their length, so that
items are shorter than in the labelled set's own round-ups: a sixth has under 25 words. A page may
also be related to another story that prints the same passage.
"""

import argparse
import random
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.dedup_house import House, as_changed
from benchmarks.dedup_quality import BENCH, held_back

SHORT = 25  # words: what the plain rule on passages asks for
COLUMNS = ("doc_id", "text", "title", "publisher", "published", "url")


def pages(stories: pl.DataFrame, count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return round-ups as documents, and the items: page, story and words."""
    dice, rows = random.Random(5), stories.select("doc_id", "title", "text").rows()
    made, items = list[tuple[str, str]](), list[tuple[str, str, int]]()
    for number in range(count):
        page, parts = f"page{number:05}", list[str]()
        for story, title, text in dice.sample(rows, dice.randint(3, 5)):
            lead = " ".join([part for part in text.split("\n\n") if part.strip()][:2])
            parts.append(f"{(title or '').upper()}\n{lead}")
            items.append((page, story, len(lead.split())))
        made.append((page, "\n\n".join(parts)))
    documents = pl.DataFrame(made, schema=["doc_id", "text"], orient="row").with_columns(
        pl.lit("News in brief").alias("title"),
        *(pl.lit(None, pl.String).alias(name) for name in COLUMNS[3:]),
    )
    return documents, pl.DataFrame(items, schema=["page", "story", "words"], orient="row")


def main() -> None:
    """Print the share of items that have a row, by their length."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bench", type=Path, default=BENCH)
    arguments.add_argument("--pages", type=int, default=500)
    given = arguments.parse_args()
    documents = pl.read_parquet(given.bench / "docs.parquet")
    documents = documents.filter(~held_back(documents, given.bench))
    stories = documents.filter((pl.col("kind") == "original") & (pl.col("text") != ""))
    made, items = pages(stories, given.pages)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        result, _ = house.run(as_changed(pl.concat([documents.select(COLUMNS), made])), "all")
        links = pl.read_parquet(result.duplicates)
    ends = ("article_id", "matched_article_id")
    copies = links.filter(pl.col("relation") == "exact").select(*ends)
    first = dict(copies.iter_rows())  # an exact copy stands for its original
    related = {frozenset(pair) for pair in links.select(ends).iter_rows()}
    found = [
        frozenset((page, first.get(story, story))) in related for page, story, _ in items.rows()
    ]
    items = items.with_columns(found=pl.Series(found))
    for name, test in (
        ("all", pl.lit(value=True)),
        (f"of {SHORT} words and more", pl.col("words") >= SHORT),
        ("shorter", pl.col("words") < SHORT),
    ):
        part = items.filter(test)
        print(f"{name:24} {part['found'].sum():,} of {part.height:,} items related to their story")
    cluster = dict(documents.select("doc_id", "cluster_id").iter_rows())
    inside = {(page, cluster[story]) for page, story in items.select("page", "story").rows()}
    ours = set(made["doc_id"])
    pairs = [(a, b) if a in ours else (b, a) for a, b in links.select(ends).iter_rows()]
    mine = [(page, cluster[b]) in inside for page, b in pairs if page in ours and b not in ours]
    print(f"{'rows of the pages':24} {sum(mine):,} of {len(mine):,} with a story that is in them")


if __name__ == "__main__":
    main()
