"""Decides for every line of every document whether it is kept, removed or moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean import kinds, ledger, quality, repeated_lines, rows, scene
from tasks.clean.author_notes import author_notes
from tasks.clean.belonging import belonging
from tasks.clean.blocks import split_lines
from tasks.clean.features import Lines, S, own_features
from tasks.clean.html_opinion import shifted, weigh_lines
from tasks.clean.recognise import line_keys
from tasks.clean.region import Regions, find_regions
from tasks.clean.rules import repeated_line
from tasks.clean.scan import I
from tasks.clean.spaces import WHITE

HALF = 0.5  # what the line model calls body
LONGEST_TITLE = 300  # characters
SHORTEST = 0.3  # of a title, a line that may be equal to it; its lower case may be twice as long
PRINTED = 3.0  # by how many logits a line that the publisher repeats is less likely body
_NO_LETTERS = WHITE + "•‣▪◦●■►∙·*-:»›>…|–—[]{}«'’‘"  # what `line_keys` may take off a line's start


@dataclass(frozen=True)
class Judged:
    """All that led to the decisions on a frame of documents: its lines, what is known of them."""

    lines: pl.DataFrame
    seen: Lines
    opinion: NDArray[np.float32]
    regions: Regions
    blocks: pl.Series


def clean_frame(rendered: pl.DataFrame, repeated: Sequence[Path] = ()) -> rows.Cleaned:
    """Clean rendered documents (source_text, blocks, given) and prove the ledger of each.

    `repeated` are the files of the published state of `tasks.clean.repeated_lines`.
    """
    source = rendered["source_text"]
    judged = judge(rendered, repeated)
    spans = spans_of(judged.lines)
    text = ledger.kept_texts(judged.lines, len(source))
    wrong = ledger.uncovered(source, text, spans)
    refusal = quality.refusals(judged.lines, judged.seen, text, wrong)
    flags = quality.flags(rendered, judged.lines, judged.seen, judged.regions, text)
    words = judged.seen.own[:, I["words"]]
    printed = repeated_lines.printed(rendered, judged.lines, judged.seen.hash, words)
    return rows.Cleaned(text, flags, spans, refusal, judged.blocks, printed)


def judge(rendered: pl.DataFrame, repeated: Sequence[Path] = ()) -> Judged:
    """Return the lines of all documents with kind (null: kept), action and the rest of a decision.

    Columns beside those of `split_lines`: kind, action, target_column, rule_id, position, score.
    """
    lines = split_lines(rendered["source_text"])
    seen = own_features(lines)
    is_html = rendered["blocks"].is_not_null().to_numpy()
    opinion, blocks = weigh_lines(rendered, lines, seen)
    opinion = belonging(opinion, lines["text"], seen)
    again = repeated_lines.known_again(repeated, rendered, lines, seen)
    if again.any():
        words = seen.own[:, I["words"]]
        again = repeated_lines.not_in_copies(again, opinion > HALF, words, seen.bounds)
    seen.own[again, S["rule_score"]] = np.maximum(
        seen.own[again, S["rule_score"]], repeated_line.SCORE
    )
    opinion = shifted(opinion, np.where(again, -PRINTED, 0.0))
    of_lines = lines["doc"].to_numpy()[seen.bounds[:-1]]
    regions = find_regions(opinion, seen.own, seen.bounds, is_html=is_html[of_lines])
    titles = _titles(rendered, lines, seen)
    notes = author_notes(lines["text"], seen, regions, opinion)
    regions.keep[notes] = False
    role = scene.roles(seen.own, opinion, seen.hash, regions, seen.bounds, titles)
    decided = kinds.name_kinds(lines, seen, opinion, regions, role, again, notes)
    lines = lines.with_columns(decided.get_columns())
    return Judged(lines, seen, opinion, regions, blocks)


def spans_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the ledger's spans (rows.SPANS), in order: every line that is not kept."""
    taken = lines.filter(pl.col("kind").is_not_null())
    return taken.select(rows.SPANS.names()).cast(rows.SPANS).sort("doc", "char_start")


def _titles(rendered: pl.DataFrame, lines: pl.DataFrame, seen: Lines) -> scene.Titles:
    """Compare short lines with the title given with the record and those that the page states."""
    given = pl.col("given").str.json_path_match("$.title")
    paths = ("$.h1[0]", "$.meta['og:title'][0]", "$.title")
    stated = [pl.col("page_metadata").str.json_path_match(path) for path in paths]
    known = rendered.select(
        given=line_keys(given), **{f"stated_{i}": line_keys(s) for i, s in enumerate(stated)}
    ).with_row_index("doc")
    titles = pl.exclude("doc")
    known = known.with_columns(
        begins=pl.concat_list(_beginning(titles)),
        least=pl.min_horizontal(titles.str.len_chars()).fill_null(LONGEST_TITLE / SHORTEST + 1),
    )
    doc = lines["doc"].to_numpy()
    chars = (lines["char_end"] - lines["char_start"]).to_numpy()
    least = known["least"].to_numpy()[doc]
    may = np.flatnonzero((chars <= LONGEST_TITLE) & (chars >= SHORTEST * least))
    short = (
        known.drop("least")[doc[may]]
        .with_columns(row=may, text=lines["text"].gather(may))
        .filter(pl.col("begins").list.contains(_beginning(pl.col("text"))))
        .with_columns(key=line_keys(pl.col("text")))
    )
    is_given, is_stated = np.zeros(lines.height, np.bool_), np.zeros(lines.height, np.bool_)
    equal = short.select(
        "row",
        given=_same_title("given"),
        stated=pl.any_horizontal(_same_title(f"stated_{i}") for i in range(len(paths))),
    )
    is_given[equal["row"].to_numpy()] = equal["given"].fill_null(False).to_numpy()
    is_stated[equal["row"].to_numpy()] = equal["stated"].fill_null(False).to_numpy()
    has = known["given"].is_not_null().to_numpy()[doc[seen.bounds[:-1]]]
    return scene.Titles(is_given, is_stated, has)


def _beginning(text: pl.Expr) -> pl.Expr:
    """Return the first letter of lines or titles: equal titles have the same, and it is cheap."""
    bare = text.str.strip_chars_start(_NO_LETTERS)
    return bare.str.head(1).str.to_lowercase().str.head(1)


def _same_title(title: str) -> pl.Expr:
    """Equal, or all but the site's name at the end of the title."""
    key = pl.col("key")
    most = pl.col(title).str.starts_with(key) & (
        key.str.len_chars() >= 0.6 * pl.col(title).str.len_chars()
    )
    return (key == pl.col(title)) | (most & (key.str.len_chars() >= 15))
