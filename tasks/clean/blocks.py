"""Cuts source texts into lines with exact places, for all documents of a part at once."""

import numpy as np
import polars as pl

from tasks.clean.spaces import WHITE

LINE_BREAKS = "[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"
BULLET = r"^[•‣▪◦●■►∙·*-][ \t\u00a0]+"


def split_lines(texts: pl.Series) -> pl.DataFrame:
    """Return one row per non-blank line of each text, in order; wrapped paragraphs are one line.

    Columns: doc (index into texts), line (0-based, blank lines counted), char_start and char_end
    (code points in the text, white space at both ends left out), text (that stretch), indent
    (width of the white space before it), bullet, blank_before (blank lines above it).
    """
    return unwrap(_printed_lines(texts), texts)


def _printed_lines(texts: pl.Series) -> pl.DataFrame:
    broken = texts.str.replace_all(LINE_BREAKS, "\n")
    raw = (
        pl.DataFrame({"raw": broken.str.split("\n")})
        .with_row_index("doc")
        .explode("raw")
        .with_columns(
            text=pl.col("raw").str.strip_chars(WHITE), width=pl.col("raw").str.len_chars()
        )
    )
    doc = raw["doc"].to_numpy()
    first = np.flatnonzero(np.r_[True, doc[1:] != doc[:-1]]) if len(doc) else np.zeros(0, np.int64)
    start = np.cumsum(raw["width"].to_numpy().astype(np.int64) + 1)
    start -= raw["width"].to_numpy() + 1
    owner = np.repeat(first, np.diff(np.r_[first, len(doc)]))
    return (
        raw.with_columns(
            line=pl.Series(np.arange(len(doc)) - owner, dtype=pl.Int32),
            line_start=pl.Series(start - start[owner], dtype=pl.Int32),
        )
        .filter(pl.col("text") != "")
        .with_columns(
            lead=pl.col("width") - pl.col("raw").str.strip_chars_start(WHITE).str.len_chars(),
            chars=pl.col("text").str.len_chars(),
        )
        .select(
            "doc",
            "line",
            char_start=(pl.col("line_start") + pl.col("lead")).cast(pl.Int32),
            char_end=(pl.col("line_start") + pl.col("lead") + pl.col("chars")).cast(pl.Int32),
            text="text",
            indent=pl.col("lead").cast(pl.Int32),
            bullet=pl.col("text").str.contains(BULLET),
            blank_before=_blank_lines_above(),
        )
    )


def _blank_lines_above() -> pl.Expr:
    same = pl.col("doc") == pl.col("doc").shift(1)
    above = pl.when(same).then(pl.col("line") - pl.col("line").shift(1) - 1)
    return above.otherwise(pl.col("line")).cast(pl.Int32)


def unwrap(lines: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Join the lines of paragraphs that were broken at a fixed width, in documents that do so.

    A document is wrapped when several of its lines, and a good part of those with no blank line
    above, go on in the middle of a sentence after a line of 45 to 110 characters.
    """
    same = (pl.col("doc") == pl.col("doc").shift(1)).fill_null(False)
    adjacent = same & (pl.col("blank_before") == 0) & ~pl.col("bullet")
    above = pl.col("text").shift(1)
    goes_on = above.str.contains(r"[\pL\d,]$") & pl.col("text").str.contains(r"^[\p{Ll}\d(\"]")
    width = above.str.len_chars().is_between(45, 110)
    told = lines.with_columns(adjacent=adjacent, wraps=adjacent & goes_on & width)
    of_document = told.group_by("doc", maintain_order=True).agg(
        wraps=pl.col("wraps").sum(), adjacent=pl.col("adjacent").sum(), lines=pl.len()
    )
    often = (pl.col("wraps") >= 4) & (pl.col("wraps") >= 0.3 * pl.col("adjacent"))
    wrapped = of_document.filter(often & (pl.col("wraps") >= 0.2 * pl.col("lines")))["doc"]
    if wrapped.is_empty():
        return lines
    joins = (
        pl.col("adjacent") & (above.str.len_chars() >= 40) & pl.col("doc").is_in(wrapped.implode())
    )
    blocks = told.with_columns(block=(~joins).fill_null(True).cum_sum())
    merged = blocks.group_by("block", maintain_order=True).agg(
        pl.col("doc", "line", "char_start").first(),
        pl.col("char_end").last(),
        pl.col("text", "indent", "bullet", "blank_before").first(),
        parts=pl.len(),
    )
    source = pl.DataFrame({"doc": pl.Series(range(len(texts)), dtype=pl.UInt32), "source": texts})
    long = merged.filter(pl.col("parts") > 1).join(source, on="doc", maintain_order="left")
    length = (pl.col("char_end") - pl.col("char_start")).cast(pl.Int64)
    whole = long.select("block", whole=pl.col("source").str.slice(pl.col("char_start"), length))
    joined = merged.join(whole, on="block", how="left", maintain_order="left")
    return joined.with_columns(text=pl.coalesce("whole", "text")).select(lines.columns)
