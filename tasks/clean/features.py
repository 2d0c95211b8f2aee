"""Turns lines into the named numbers that the line model weighs."""

from dataclasses import dataclass
from functools import cache

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean.phrases import starting_bits
from tasks.clean.recognise import recognise, rules
from tasks.clean.scan import COLUMNS, I, scan
from tasks.clean.sequences import questions, stamps

SIGNALS = (
    "rule_score", "heading_rule", "comment_heading", "comment_furniture", "comment_author",
    "date_line", "byline_line", "caption_line", "bullet", "indent", "blank_before", "blank_after",
    "repeats", "seen_before", "shared_words", "numbered",
)  # fmt: skip
"""What the rules and the layout say of a line; they stand beside the counts in `own`."""

OWN = COLUMNS + SIGNALS
S = {name: len(COLUMNS) + i for i, name in enumerate(SIGNALS)}
_WORDS, _PERSON, _QUOTES = I["words"], I["word_first_person"], I["quotes"]
_AUTHOR = S["comment_author"]

NEAR = (
    "log_words", "stop", "caps", "sentence", "ends_stop", "rule_score", "bullet",
    "comment_author", "heading_rule", "date_line", "starts_lower", "blank_before",
)  # fmt: skip
"""What a line is told of each neighbour, REACH lines away."""

REACH = (-3, -2, -1, 1, 2, 3)
PLACES = (
    "line_share", "word_share_before", "lines_left", "lines_before", "document_lines",
    "document_words", "sentence_share", "sentence_words_before", "sentence_words_after",
    "share_sentences_before", "to_sentence_above", "to_sentence_below", "words_near_3",
    "words_near_8", "sentences_near_3", "sentences_near_8", "stop_near_4", "rules_near_5",
    "run_of_short", "place_in_run", "run_of_bullets", "since_comment_heading",
    "sentences_before_comment_heading", "comment_signs_before", "comment_signs_near_12",
    "comment_signs_after", "since_related_heading", "dates_before", "indent_change",
    "to_longest", "bullet_share", "block_words", "first_person_near_4", "biggest_block_words",
    "to_biggest_block", "furniture_signs_before",
)  # fmt: skip
"""Where a line stands among the others of its document."""

FEATURES = (
    tuple(f"own_{name}" for name in OWN)
    + tuple(f"{name}_{at:+d}" for at in REACH for name in NEAR)
    + PLACES
)
_POSTED = r"(?i)^(posted|submitted|comment(ed)?|written) by\b.*\d[:.]\d\d"
"""Signs a comment as often as it dates a story; the date's rule names it, the model weighs it."""
_FROM_WHERE = r"^[\pL][\pL\d.'’_ -]{1,30}, ?[\pL][\pL.'’ -]{1,30}(, ?[\pL][\pL.'’ -]{1,20})?,?$"
"""A name and where it lives: signs a comment where several paragraphs are signed like that."""
SIGNED_WORDS, SIGNED_PROSE = 8, 5  # words of a signature at most, of what it signs at least
NO_RULE = -1
SIGNED_REACH = 10  # lines from one signature to the next


@dataclass(frozen=True)
class Lines:
    """What is known of each line by itself: `own` (OWN), best `rule` or -1, `hash` of its words.

    `bounds` says where each document's lines begin, for the documents that have any; the words
    of line i are `words[word_bounds[i]:word_bounds[i + 1]]`, as hashes. `timed` are the times of
    live blogs.
    """

    own: NDArray[np.float32]
    rule: NDArray[np.int16]
    hash: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    word_bounds: NDArray[np.int64]
    timed: NDArray[np.bool_]

    def part(self, first: int, last: int) -> "Lines":
        """Return the lines of the documents [first, last) alone."""
        low, high = self.bounds[first], self.bounds[last]
        return Lines(
            self.own[low:high], self.rule[low:high], self.hash[low:high],
            self.bounds[first : last + 1] - low, self.words, self.word_bounds[low : high + 1],
            self.timed[low:high],
        )  # fmt: skip


def own_features(lines: pl.DataFrame) -> Lines:
    """Return what can be said of each line without its neighbours.

    `lines` is what `tasks.clean.blocks.split_lines` returns.
    """
    text = lines["text"]
    counts, hashes, word_bounds = scan(text)
    bounds = document_bounds(lines)
    rule = recognise(text, counts, starting_bits(hashes, word_bounds))
    timed = stamps(text, counts, bounds)
    rule[timed | _of_interviews(counts, rule, bounds)] = NO_RULE
    own = np.zeros((lines.height, len(OWN)), np.float32)
    own[:, : len(COLUMNS)] = counts
    scores = np.array([r.score for _, r in rules()] + [0.0], np.float32)
    own[:, S["rule_score"]] = scores[rule]
    for name, ids in _signal_rules().items():
        own[:, S[name]] = np.isin(rule, ids)
    own[text.str.contains(_POSTED).to_numpy(), S["comment_author"]] = 1
    _signatures(_names_places(text, counts), bounds, own)
    own[:, S["bullet"]] = lines["bullet"]
    own[:, S["indent"]] = np.minimum(lines["indent"], 24)
    own[:, S["blank_before"]] = np.minimum(lines["blank_before"], 4)
    own[:-1, S["blank_after"]] = own[1:, S["blank_before"]]
    own[bounds[1:] - 1, S["blank_after"]] = 0
    own[:, S["numbered"]] = text.str.contains(r"^\d{1,3}[.)]? ")
    line_hash = np.zeros(lines.height, np.uint64)
    _repetition(hashes, word_bounds, bounds, own, line_hash, I["words"], S["repeats"])
    return Lines(own, rule, line_hash, bounds, hashes, word_bounds, timed)


def _of_interviews(
    counts: NDArray[np.float32], rule: NDArray[np.int16], bounds: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which lines begin as headings of comments do, but are questions among others."""
    heading, stock = (np.isin(rule, ids) for ids in _comment_headings())
    return questions(counts, bounds, heading | stock, stock)


def _names_places(text: pl.Series, counts: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell which lines are a name and where it lives; few have the shape to be asked."""
    words = counts[:, I["words"]]
    shape = (words >= 2) & (words <= SIGNED_WORDS) & (counts[:, I["commas"]] > 0)
    shape &= (counts[:, I["word_stop"]] == 0) & (counts[:, I["ends_stop"]] == 0)
    asked = np.flatnonzero(shape)
    out = np.zeros(len(text), np.bool_)
    out[asked] = text.gather(asked).str.contains(_FROM_WHERE).to_numpy()
    return out


@numba.njit(cache=True)
def _signatures(
    from_where: NDArray[np.bool_],
    bounds: NDArray[np.int64],
    own: NDArray[np.float32],
) -> None:
    """Mark names with places as comment authors where two of them sign paragraphs nearby.

    One of these must speak in the first person, outside of quotation marks: winners and their
    towns stand below sentences, too. Nor is a line of a column of names a signature.
    """
    for doc in range(len(bounds) - 1):
        latest, personal = -1, -SIGNED_REACH - 1
        for line in range(bounds[doc] + 1, bounds[doc + 1]):
            above = own[line - 1]
            if above[_PERSON] > 0 and above[_QUOTES] == 0:
                personal = line - 1
            under = above[_WORDS] >= SIGNED_PROSE and not from_where[line - 1]
            listed = line + 1 < bounds[doc + 1] and from_where[line + 1]
            if from_where[line] and under and not listed:
                near = latest >= 0 and line - latest <= SIGNED_REACH
                if near and personal > latest - SIGNED_REACH:
                    own[line, _AUTHOR] = own[latest, _AUTHOR] = 1
                latest = line


def document_bounds(lines: pl.DataFrame) -> NDArray[np.int64]:
    """Return where each document's lines begin, for the documents that have any, and the end."""
    doc = lines["doc"].to_numpy()
    return np.append(np.flatnonzero(np.diff(doc, prepend=-1)), len(doc)).astype(np.int64)


@cache
def _comment_headings() -> tuple[list[int], list[int]]:
    """Return the numbers of the rules for how headings of comments begin, and for whole ones."""
    names = (("reader_comment.heading_opening",), ("reader_comment.heading",))
    numbered = list(enumerate(rule.rule_id for _, rule in rules()))
    begins, whole = ([i for i, name in numbered if name in some] for some in names)
    return begins, whole


def _signal_rules() -> dict[str, list[int]]:
    kinds = {
        "heading_rule": ("related.phrase", "most_viewed."),
        "comment_heading": ("reader_comment.heading", "reader_comment.counted"),
        "comment_furniture": ("reader_comment.furniture", "reader_comment.opening"),
        "comment_author": ("comment_author.",),
        "date_line": ("timestamp_line.",),
        "byline_line": ("byline_line.",),
        "caption_line": ("caption.",),
    }
    return {
        name: [i for i, (_, r) in enumerate(rules()) if r.rule_id.startswith(starts)]
        for name, starts in kinds.items()
    }


@numba.njit(cache=True)
def _repetition(
    hashes: NDArray[np.uint64],
    word_bounds: NDArray[np.int64],
    bounds: NDArray[np.int64],
    own: NDArray[np.float32],
    line_hash: NDArray[np.uint64],
    words_at: int,
    out_at: int,
) -> None:
    """Fill repeats, seen_before and shared_words: how a line's words recur in its document."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        total = word_bounds[last] - word_bounds[first]
        size = 4
        while size < 2 * (total + last - first) + 2:
            size *= 2
        mask = np.uint64(size - 1)
        keys = np.zeros(size, np.uint64)
        lines_with = np.zeros(size, np.int32)
        latest = np.full(size, -1, np.int64)
        for line in range(first, last):
            long = own[line, words_at] >= 10
            whole = np.uint64(1469598103934665603)
            for at in range(word_bounds[line], word_bounds[line + 1]):
                word = hashes[at]
                whole = (whole ^ word) * np.uint64(0x100000001B3)
                if long:
                    slot = word & mask
                    while keys[slot] != 0 and keys[slot] != word:
                        slot = (slot + np.uint64(1)) & mask
                    keys[slot] = word
                    if latest[slot] != line:
                        latest[slot] = line
                        lines_with[slot] += 1
            whole |= np.uint64(1)
            line_hash[line] = whole
            slot = whole & mask
            while keys[slot] != 0 and keys[slot] != whole:
                slot = (slot + np.uint64(1)) & mask
            keys[slot] = whole
            own[line, out_at + 1] = lines_with[slot]
            lines_with[slot] += 1
        for line in range(first, last):
            shared = 0.0
            long = own[line, words_at] >= 10
            count = word_bounds[line + 1] - word_bounds[line]
            for at in range(word_bounds[line], word_bounds[line + 1]):
                word = hashes[at]
                slot = word & mask
                while keys[slot] != 0 and keys[slot] != word:
                    slot = (slot + np.uint64(1)) & mask
                if keys[slot] == word:
                    shared += lines_with[slot] > (1 if long else 0)
            slot = line_hash[line] & mask
            while keys[slot] != line_hash[line]:
                slot = (slot + np.uint64(1)) & mask
            own[line, out_at] = lines_with[slot]
            own[line, out_at + 2] = shared / max(count, 1)
