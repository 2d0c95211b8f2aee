"""Weighs the lines of HTML pages by text and DOM, and asks a library where that leaves doubt."""

import logging

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean import rows
from tasks.clean.comment_marks import among_comments
from tasks.clean.context import in_context, sentence_lines
from tasks.clean.dom import dom_features, path_opinions
from tasks.clean.features import Lines
from tasks.clean.model import forest, in_pieces
from tasks.clean.scan import I
from tasks.clean.second_look import surroundings
from tasks.clean.trees import weigh

DOUBTFUL = 0.55
"""Words expected to be judged wrong for each word expected to be body, from which we ask."""
TRUST = 3.0  # by how much, in logits, the library's word moves an opinion, or a comment's mark
LINES_AT_ONCE = 8192  # are weighed together: few enough for a core's cache, enough for Polars
LONGEST_ASKED = 4_000_000  # characters of markup; the library takes minutes for more
KEPT, LEFT = "|kept", "|left"
"""Ends of a block's path once the library was asked: cleaning again needs no second asking."""


def html_rows(
    blocks: pl.DataFrame, seen: Lines, rows_of_text: NDArray[np.float32], text: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the html forest's matrix: text features, DOM features, the text forest's opinion.

    All arrays have a row for each line of `blocks` (doc, path, link_chars, chars).
    """
    words = seen.own[:, I["words"]]
    dom = dom_features(blocks, words, sentence_lines(seen.own))
    return np.concatenate([rows_of_text, dom, text[:, None]], axis=1).astype(np.float32)


def html_surroundings(
    blocks: pl.DataFrame, seen: Lines, opinion: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return what the second html forest is told beside the first one's features.

    That is what was thought of the lines around each line, and of those on the same path.
    """
    of_paths = path_opinions(blocks, seen.own[:, I["words"]], opinion)
    return np.concatenate([surroundings(opinion, seen), of_paths], axis=1)


def block_lines(rendered: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Return for each line doc, path, verdict (KEPT, LEFT or null), link_chars and chars.

    A line that no block begins with has an empty path: lines and blocks are paired by place.
    """
    exploded = (
        rendered.select(doc=pl.int_range(pl.len(), dtype=pl.UInt32), block="blocks")
        .explode("block")
        .drop_nulls()
        .unnest("block")
        .select("doc", "char_start", "path", "link_chars")
        .unique(["doc", "char_start"], keep="first", maintain_order=True)
    )
    paired = lines.select("doc", "char_start", chars=pl.col("text").str.len_chars()).join(
        exploded, on=["doc", "char_start"], how="left", maintain_order="left"
    )
    ending = pl.col("path").str.extract(r"(\|(?:kept|left))$", 1)
    return paired.select(
        "doc",
        path=pl.col("path").str.replace(r"\|(kept|left)$", "").fill_null(""),
        verdict=ending,
        link_chars=pl.col("link_chars").fill_null(0),
        chars="chars",
    )


def weigh_html(
    rendered: pl.DataFrame,
    lines: pl.DataFrame,
    seen: Lines,
    at_first: NDArray[np.float32],
    text: NDArray[np.float32],
) -> tuple[NDArray[np.float32], pl.Series]:
    """Return opinions on all lines, those of HTML pages made anew, and the documents' blocks.

    `at_first` are first opinions on the text alone, `text` those that text documents keep. The
    blocks returned carry the library's verdicts, where it was asked now or before.
    """
    is_html = rendered["blocks"].is_not_null().to_numpy()
    if lines.is_empty() or not is_html.any():
        return text, rendered["blocks"]
    blocks = block_lines(rendered, lines)
    opinion = text.copy()
    of_html = is_html[lines["doc"].to_numpy()]
    for part, some in in_pieces(seen, LINES_AT_ONCE):
        mine = of_html[some]
        if mine.any():
            of_text = in_context(part.own, part.bounds)
            known = html_rows(blocks[some], part, of_text, at_first[some])
            own = opinion[some]  # a view: what is written here is written there
            own[mine] = weigh(forest("html"), known[mine])
            around = html_surroundings(blocks[some], part, own)
            own[mine] = weigh(forest("html_again"), np.concatenate([known, around], axis=1)[mine])
    words = seen.own[:, I["words"]]
    doubted = among_comments(blocks["path"], lines["doc"].to_numpy(), words, opinion)
    opinion = shifted(opinion, np.where(doubted, -TRUST, 0.0))
    verdict = blocks["verdict"]
    asked = _ask(rendered, lines, verdict, opinion, words, is_html)
    if asked.is_not_null().any():
        moved = asked.replace_strict({KEPT: TRUST, LEFT: -TRUST}, default=0.0).to_numpy()
        opinion = shifted(opinion, moved)
    return opinion, _with_verdicts(rendered, lines, asked)


def shifted(opinion: NDArray[np.float32], by: NDArray[np.float64]) -> NDArray[np.float32]:
    """Move opinions by so many logits; where there is nothing to move they stay to the bit."""
    odds = np.log((opinion + 1e-6) / (1 - opinion + 1e-6))
    moved = (1 / (1 + np.exp(-(odds + by)))).astype(np.float32)
    return np.where(by != 0, moved, opinion)


def _ask(
    rendered: pl.DataFrame,
    lines: pl.DataFrame,
    before: pl.Series,
    opinion: NDArray[np.float32],
    words: NDArray[np.float32],
    is_html: NDArray[np.bool_],
) -> pl.Series:
    """Return KEPT or LEFT for the lines of doubtful pages, by what trafilatura keeps of them."""
    if "content" not in rendered.columns:
        return before
    doc = lines["doc"].to_numpy()
    likely = np.bincount(doc, words * opinion, minlength=rendered.height)
    wrong = np.bincount(doc, words * np.minimum(opinion, 1 - opinion), minlength=rendered.height)
    out: list[str | None] = before.to_list()
    bounds = np.searchsorted(doc, np.arange(rendered.height + 1))
    for number in np.flatnonzero(is_html & (wrong > DOUBTFUL * likely)):
        squeezed = _library_text(rendered["content"][int(number)])
        if squeezed:
            for line in range(bounds[number], bounds[number + 1]):
                out[line] = KEPT if _squeeze(lines["text"][line]) in squeezed else LEFT
    return pl.Series(out, dtype=pl.String)


def _library_text(html: str) -> str:
    import trafilatura

    if len(html) > LONGEST_ASKED:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            html, favor_precision=True, include_comments=False, deduplicate=False
        )
    except Exception:  # any fault inside the library leaves us with our own opinion
        return ""
    return _squeeze(text or "")


def _squeeze(text: str) -> str:
    return "".join(text.split()).replace("•", "")


def _with_verdicts(rendered: pl.DataFrame, lines: pl.DataFrame, asked: pl.Series) -> pl.Series:
    """Return the blocks with each asked line's verdict at the end of its path."""
    if not asked.is_not_null().any():
        return rendered["blocks"]
    told = lines.select("doc", "char_start", asked=asked).filter(pl.col("asked").is_not_null())
    numbered = rendered.select("blocks").with_row_index("doc")
    again = (
        numbered.explode("blocks").drop_nulls().unnest("blocks")
        .join(told, on=["doc", "char_start"], how="left", maintain_order="left")
        .with_columns(
            path=pl.col("path").str.replace(r"\|(kept|left)$", "") + pl.col("asked").fill_null("")
        )
        .group_by("doc", maintain_order=True)
        .agg(again=pl.struct("char_start", "char_end", "path", "link_chars"))
    )  # fmt: skip
    both = numbered.join(again, on="doc", how="left", maintain_order="left")
    return both.select(pl.coalesce("again", "blocks").cast(rows.BLOCKS).alias("blocks"))["blocks"]
