"""Gives every line that is not kept its kind, the rule that says so, and where it goes."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean import scene
from tasks.clean.features import Lines, S
from tasks.clean.recognise import rules
from tasks.clean.region import Regions
from tasks.clean.rules import (
    breadcrumb,
    byline_line,
    caption,
    comment_author,
    deck,
    furniture,
    headline,
    navigation,
    reader_comment,
    related,
    repeat,
    repeated_line,
    tag_list,
    timestamp_line,
)
from tasks.clean.rules.rule import CERTAIN
from tasks.clean.scan import I

HEAD_REACH, HEAD_INTO = 25, 3  # lines above the body, and of it, where metadata stands
TAIL_INTO, TAIL_REACH = 2, 8
MODEL_KEEPS = 0.9  # from this opinion on, even a certain rule leaves a line alone
LIKELY, MODEL_DOUBTS = 0.85, 0.3  # a likely rule takes a line that the model likes less than that
MODEL_LIKES = 0.7  # and a teaser's opening, less than that: its words are those of a headline

_TARGETS = {breadcrumb.KIND: "section", byline_line.KIND: "byline"}
_SIGNED = (comment_author.KIND, byline_line.KIND, timestamp_line.KIND)
_BY_ROLE = {
    scene.GIVEN_HEADLINE: (headline.KIND, headline.GIVEN, "headline", 0.99),
    scene.STATED_HEADLINE: (headline.KIND, headline.STATED, "headline", 0.97),
    scene.HEADLINE: (headline.KIND, headline.PRINTED, "headline", 0.85),
    scene.DECK: (deck.KIND, deck.BESIDE, "alternative_headline", 0.75),
    scene.CAPTION: (caption.KIND, caption.DOUBLED, None, 0.9),
    scene.ADJACENT: (repeat.KIND, repeat.ADJACENT, None, 0.95),
    scene.PASSAGE: (repeat.KIND, repeat.PASSAGE, None, 0.9),
}


def name_kinds(
    lines: pl.DataFrame,
    seen: Lines,
    opinion: NDArray[np.float32],
    found: Regions,
    role: NDArray[np.int8],
    repeated: NDArray[np.bool_],
) -> pl.DataFrame:
    """Return kind, action, target_column, rule_id, position and score of every line."""
    sizes = np.diff(seen.bounds)
    number = np.arange(lines.height)
    start, end = np.repeat(found.start, sizes), np.repeat(found.end, sizes)
    head, tail = number < start, number >= end
    every = rules()
    rule = np.where(seen.rule < 0, len(every), seen.rule)
    frame = pl.DataFrame(
        {
            "rule_kind": pl.Series([kind for kind, _ in every] + [""]).gather(rule),
            "named": pl.Series([rule.rule_id for _, rule in every] + [""]).gather(rule),
            "rule_score": seen.own[:, S["rule_score"]],
            "doc": lines["doc"],
            "role": role,
            "repeated": repeated,
            "keep": found.keep,
            "in_comments": found.in_comments,
            "opinion": opinion,
            "head": head,
            "tail": tail,
            "near_head": (number >= start - HEAD_REACH) & (number < start + HEAD_INTO),
            "near_tail": (number >= end - TAIL_INTO) & (number < end + TAIL_REACH),
            "words": seen.own[:, I["words"]],
            "indent": lines["indent"],
            "bullet": lines["bullet"],
            "prose": (seen.own[:, I["ends_stop"]] + seen.own[:, I["ends_mark"]]) > 0,
        }
    )
    return _decided(frame)


def _decided(frame: pl.DataFrame) -> pl.DataFrame:
    printed = pl.col("rule_kind").is_in([*_TARGETS, timestamp_line.KIND])
    near = (pl.col("near_head") | pl.col("near_tail")) & ~pl.col("in_comments")
    moved = printed & near & (pl.col("role") == 0) & (pl.col("rule_score") >= 0.85)
    certain = (pl.col("rule_score") >= CERTAIN) & (pl.col("opinion") < MODEL_KEEPS) & ~printed
    teases = pl.col("rule_kind") == related.KIND
    doubts = pl.when(teases).then(MODEL_LIKES).otherwise(MODEL_DOUBTS)
    doubted = (pl.col("opinion") < doubts) & ~pl.col("rule_kind").is_in(_SIGNED)
    certain |= (pl.col("rule_score") >= LIKELY) & doubted
    has_role = pl.col("role") > 0
    taken = has_role | moved | certain | ~pl.col("keep")
    named = pl.col("named") != ""
    place_kind, place_rule = _by_place()
    theirs = (pl.col("rule_score") < CERTAIN) | pl.col("rule_kind").is_in(_SIGNED)
    section = pl.col("in_comments") & theirs
    kind = pl.coalesce(
        _only(has_role, _role_column(0)),
        _only(section, _comment_kind()),
        _only(named, pl.col("rule_kind")),
        _only(pl.col("repeated"), pl.lit(repeated_line.KIND)),
        place_kind,
    )
    rule = pl.coalesce(
        _only(has_role, _role_column(1)),
        _only(section & ~named, pl.lit(reader_comment.SECTION)),
        _only(named, pl.col("named")),
        _only(pl.col("repeated"), pl.lit(repeated_line.MANY_PAGES)),
        place_rule,
    )
    target = pl.coalesce(_only(has_role, _role_column(2)), _only(moved & ~has_role, _target()))
    by_model = pl.max_horizontal(1 - pl.col("opinion"), pl.col("rule_score"))
    score = pl.coalesce(
        _only(has_role, _role_column(3)),
        _only(named & (moved | certain), pl.col("rule_score")),
        by_model,
    )
    position = pl.coalesce(
        _only(pl.col("head"), pl.lit("head")), _only(pl.col("tail"), pl.lit("tail")), pl.lit("body")
    )
    decided = frame.select(
        kind=_only(taken, kind),
        target_column=_only(taken, target),
        rule_id=_only(taken, rule),
        score=score.clip(0, 1).cast(pl.Float32),
        position=position,
        taken=taken,
    )
    went = pl.when(pl.col("target_column").is_null()).then(pl.lit("removed"))
    return decided.with_columns(action=_only(pl.col("taken"), went.otherwise(pl.lit("moved"))))


def _only(condition: pl.Expr, value: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(value)


def _role_column(place: int) -> pl.Expr:
    kind = pl.Float32 if place == 3 else pl.String
    values = {role: entry[place] for role, entry in _BY_ROLE.items()}
    return pl.col("role").replace_strict(values, default=None, return_dtype=kind)


def _target() -> pl.Expr:
    changed = pl.col("named") == timestamp_line.CHANGED
    dated = pl.when(changed).then(pl.lit("modified_at")).otherwise(pl.lit("published_at"))
    return pl.col("rule_kind").replace_strict(_TARGETS, default=dated, return_dtype=pl.String)


def _comment_kind() -> pl.Expr:
    who = pl.col("rule_kind").is_in(_SIGNED)
    return pl.when(who).then(pl.lit(comment_author.KIND)).otherwise(pl.lit(reader_comment.KIND))


def _by_place() -> tuple[pl.Expr, pl.Expr]:
    """Return kind and rule of a line that the model refuses and no rule knows, from its place."""
    item = pl.col("bullet") | (pl.col("indent") >= 4)
    below = pl.col("doc") == pl.col("doc").shift(-1)
    under = below & (pl.col("indent").shift(-1) > pl.col("indent")) & ~pl.col("bullet").shift(-1)
    short_bullet = pl.col("bullet") & (pl.col("words") <= 4)
    name = short_bullet & under
    choices = (
        (pl.col("tail") & name, comment_author.KIND, comment_author.ITEM_NAME),
        (pl.col("tail") & item & (pl.col("words") >= 8) & pl.col("prose"),
         reader_comment.KIND, reader_comment.ITEM),
        (pl.col("tail") & short_bullet, tag_list.KIND, tag_list.BULLETS),
        (short_bullet, navigation.KIND, navigation.LIST),
        (~pl.col("head") & pl.col("words").is_between(4, 20) & ~pl.col("prose"),
         related.KIND, related.TEASER),
    )  # fmt: skip
    kinds = [_only(holds, pl.lit(kind)) for holds, kind, _ in choices]
    rules_ = [_only(holds, pl.lit(rule)) for holds, _, rule in choices]
    return pl.coalesce(*kinds, pl.lit(furniture.KIND)), pl.coalesce(
        *rules_, pl.lit(furniture.SCORED)
    )
