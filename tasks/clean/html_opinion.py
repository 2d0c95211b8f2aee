"""Weighs the lines of HTML pages by text and DOM, and asks a library where that leaves doubt."""

import logging

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean import rows
from tasks.clean.containers import container_opinions
from tasks.clean.context import in_context, sentence_lines
from tasks.clean.dom import Places, dom_features, places
from tasks.clean.element_marks import PICTURES, doubts
from tasks.clean.features import Lines, S
from tasks.clean.model import LINES_AT_ONCE, forest, in_pieces, looked_again
from tasks.clean.scan import I
from tasks.clean.trees import weigh

DOUBTFUL = 0.65
"""Words expected to be judged wrong for each word expected to be body, from which we ask."""
TRUST = 2.5  # by how much, in logits, the library's word moves an opinion
LONGEST_ASKED = 4_000_000  # characters of markup; the library takes minutes for more
KEPT, LEFT = "|kept", "|left"
"""Ends of a block's path once the library was asked: cleaning again needs no second asking."""
_ENDINGS = {KEPT: 1, LEFT: -1}


def html_rows(
    here: Places, seen: Lines, rows_of_text: NDArray[np.float32], text: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the html forest's matrix: features of text and DOM, opinions on the text of the line
    and of those that share elements with it.

    All arrays have a row for each line.
    """
    words = seen.own[:, I["words"]]
    dom = dom_features(here, words, sentence_lines(seen.own), seen.bounds)
    shared = container_opinions(here, words, text, seen.bounds)
    return np.concatenate([rows_of_text, dom, text[:, None], shared], axis=1)


def block_lines(rendered: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Return for each line doc, path, verdict (1: KEPT, -1: LEFT, else 0), link_chars and chars.

    A line that no block begins with has an empty path: lines and blocks are paired by place.
    """
    documents = rendered.select(doc=pl.int_range(pl.len(), dtype=pl.UInt32), block="blocks")
    flat = documents.filter(pl.col("block").list.len() > 0).explode("block").unnest("block")
    of_blocks, of_lines = _place_keys(flat), _place_keys(lines)
    at = np.minimum(np.searchsorted(of_blocks, of_lines), flat.height - 1)
    block = pl.Series(at).set(pl.Series(of_blocks[at] != of_lines), None)
    path, verdict = flat["path"], pl.Series(np.zeros(flat.height, np.int8))
    if path.str.contains("|", literal=True).any():
        endings = path.str.extract(r"(\|(?:kept|left))$", 1)
        verdict = endings.replace_strict(_ENDINGS, default=0, return_dtype=pl.Int8)
        path = path.str.replace(r"\|(kept|left)$", "")
    return pl.DataFrame(
        {
            "doc": lines["doc"],
            "path": path.gather(block).fill_null(""),
            "verdict": verdict.gather(block).fill_null(0),
            "link_chars": flat["link_chars"].gather(block).fill_null(0),
            "chars": lines["char_end"] - lines["char_start"],
        }
    )


def _place_keys(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Return a number for document and place, which rises along a frame of lines or blocks."""
    doc, start = (frame[name].to_numpy().astype(np.int64) for name in ("doc", "char_start"))
    return doc << 32 | start


def weigh_lines(
    rendered: pl.DataFrame, lines: pl.DataFrame, seen: Lines
) -> tuple[NDArray[np.float32], pl.Series]:
    """Return how likely each line is body (0..1), and the documents' blocks.

    The blocks carry the library's verdicts, where it was asked now or before. Lines in elements
    for captions have `caption_line` in `seen.own` from here on.
    """
    is_html = (rendered["blocks"].list.len() > 0).fill_null(False).to_numpy()
    doc = lines["doc"].to_numpy()
    if not is_html.any():
        return line_opinions(seen, np.zeros(len(doc), np.bool_), None), rendered["blocks"]
    blocks = block_lines(rendered, lines)
    here = places(blocks)
    opinion = line_opinions(seen, is_html[doc], here)
    words = seen.own[:, I["words"]]
    marks = here.marks[here.around[:, 0]]
    seen.own[marks & PICTURES > 0, S["caption_line"]] = 1
    opinion = shifted(opinion, doubts(marks, doc, words, opinion))
    verdict = blocks["verdict"].to_numpy()
    asked = _ask(rendered, lines, verdict, opinion, words, is_html)
    return shifted(opinion, TRUST * asked.astype(np.float64)), _with_verdicts(
        rendered, lines, asked
    )


def line_opinions(
    seen: Lines, of_html: NDArray[np.bool_], here: Places | None
) -> NDArray[np.float32]:
    """Return what the forests think of lines, each looked at twice, a few documents at a time.

    Few enough, that is, for their features to stay in the processor's cache. Lines `of_html` are
    glanced at first, and then seen with the DOM; `here` is None when there are none.
    """
    out = np.empty(len(seen.own), np.float32)
    for part, some in in_pieces(seen, LINES_AT_ONCE):
        known, mine = in_context(part.own, part.bounds), of_html[some]
        first = np.zeros(len(known), np.float32)
        text, html = _alone(~mine), _alone(mine)
        if not mine.all():
            first[text] = weigh(forest("text"), known.T[:, text].T)
            out[some][text] = looked_again(part, known, first, text)
        if here is not None and mine.any():
            first[html] = weigh(forest("glance"), known.T[:, html].T)
            known = html_rows(here.part(some), part, known, first)
            out[some][html] = weigh(forest("html"), known.T[:, html].T)
    return out


def _alone(some: NDArray[np.bool_]) -> NDArray[np.bool_] | slice:
    """Return what picks these lines out of others; a slice copies nothing where there are none."""
    return slice(None) if some.all() else some


def shifted(opinion: NDArray[np.float32], by: NDArray[np.float64]) -> NDArray[np.float32]:
    """Move opinions by so many logits; where there is nothing to move they stay to the bit."""
    odds = np.log((opinion + 1e-6) / (1 - opinion + 1e-6))
    moved = (1 / (1 + np.exp(-(odds + by)))).astype(np.float32)
    return np.where(by != 0, moved, opinion)


def _ask(
    rendered: pl.DataFrame,
    lines: pl.DataFrame,
    before: NDArray[np.int8],
    opinion: NDArray[np.float32],
    words: NDArray[np.float32],
    is_html: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """Return 1 (KEPT) or -1 (LEFT) for the lines of doubtful pages, by what trafilatura keeps."""
    if "content" not in rendered.columns:
        return before
    doc = lines["doc"].to_numpy()
    likely = np.bincount(doc, words * opinion, minlength=rendered.height)
    wrong = np.bincount(doc, words * np.minimum(opinion, 1 - opinion), minlength=rendered.height)
    out = before.copy()
    bounds = np.searchsorted(doc, np.arange(rendered.height + 1)).tolist()
    for number in np.flatnonzero(is_html & (wrong > DOUBTFUL * likely)).tolist():
        squeezed = _library_text(rendered["content"][number])
        if squeezed:
            low, high = bounds[number], bounds[number + 1]
            texts = lines["text"][low:high].to_list()
            out[low:high] = [1 if _squeeze(text) in squeezed else -1 for text in texts]
    return out


def _library_text(html: str) -> str:
    """Return what trafilatura keeps of a page, without white space.

    It is not asked to compare itself with further extractors: that takes two fifths of its time
    and changes our F1 by less than .001.
    """
    import trafilatura

    if len(html) > LONGEST_ASKED:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            html, fast=True, favor_precision=True, include_comments=False, deduplicate=False
        )
    except Exception:  # any fault inside the library leaves us with our own opinion
        return ""
    return _squeeze(text or "")


def _squeeze(text: str) -> str:
    return "".join(text.split()).replace("•", "")


def _with_verdicts(
    rendered: pl.DataFrame, lines: pl.DataFrame, asked: NDArray[np.int8]
) -> pl.Series:
    """Return the blocks with each asked line's verdict at the end of its path."""
    told = lines.select("doc", "char_start", asked=pl.Series(asked)).filter(pl.col("asked") != 0)
    if told.is_empty():
        return rendered["blocks"]
    some = told["doc"].unique(maintain_order=True)
    ending = pl.col("asked").replace_strict({1: KEPT, -1: LEFT}, default="")
    again = (
        pl.DataFrame({"doc": some, "blocks": rendered["blocks"].gather(some)})
        .explode("blocks").unnest("blocks")
        .join(told, on=["doc", "char_start"], how="left", maintain_order="left")
        .with_columns(path=pl.col("path").str.replace(r"\|(kept|left)$", "") + ending)
        .group_by("doc", maintain_order=True)
        .agg(again=pl.struct("char_start", "char_end", "path", "link_chars"))
    )  # fmt: skip
    place = np.arange(rendered.height)
    place[some.to_numpy()] = rendered.height + np.arange(again.height)
    return pl.concat([rendered["blocks"], again["again"].cast(rows.BLOCKS)]).gather(place)
