"""Cuts source texts into lines with exact places, for all documents of a part at once."""

import numpy as np
import polars as pl

WHITE = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
"""Every character that `str.isspace` calls white space: the ledger does not count these."""

LINE_BREAKS = "[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"
BULLET = r"^[•‣▪◦●■►∙·*-][ \t\u00a0]+"


def split_lines(texts: pl.Series) -> pl.DataFrame:
    """Return one row per non-blank line of each text, in order.

    Columns: doc (index into texts), line (0-based, blank lines counted), char_start and char_end
    (code points in the text, white space at both ends left out), text (that stretch), indent
    (width of the white space before it), bullet, blank_before (blank lines above it).
    """
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
            lead=pl.col("width")
            - pl.col("raw").str.strip_chars_start(WHITE).str.len_chars(),
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
