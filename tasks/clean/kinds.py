"""Gives every line that is not kept its kind, the rule that says so, and where it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.clean import scene
from tasks.clean.features import Lines, S
from tasks.clean.head_lines import renamed
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
    scene.CAPTION_UNDER: (caption.KIND, caption.UNDER, None, 0.75),
    scene.DATE_UNDER: (timestamp_line.KIND, timestamp_line.UNDER, "published_at", 0.75),
    scene.ADJACENT: (repeat.KIND, repeat.ADJACENT, None, 0.95),
    scene.PASSAGE: (repeat.KIND, repeat.PASSAGE, None, 0.9),
}
_ROLE_SCORES = np.array([_BY_ROLE[role][3] if role else 0.0 for role in scene.ROLES], np.float32)
_PLACES = (
    (caption.KIND, caption.ELEMENT),
    (comment_author.KIND, comment_author.ITEM_NAME),
    (reader_comment.KIND, reader_comment.ITEM),
    (tag_list.KIND, tag_list.BULLETS),
    (navigation.KIND, navigation.LIST),
    (related.KIND, related.TEASER),
)
"""Kinds and rules of lines that the model refuses and no rule knows, from their place."""

NOTHING = 0  # the number of no name


def name_kinds(
    lines: pl.DataFrame,
    seen: Lines,
    opinion: NDArray[np.float32],
    found: Regions,
    role: NDArray[np.int8],
    repeated: NDArray[np.bool_],
    notes: NDArray[np.bool_],
) -> pl.DataFrame:
    """Return kind, action, target_column, rule_id, position and score of every line."""
    names = _names()
    sizes, number = np.diff(seen.bounds), np.arange(lines.height)
    start, end = np.repeat(found.start, sizes), np.repeat(found.end, sizes)
    head, tail = number < start, number >= end
    by_itself, seen = seen.rule, renamed(lines["text"], seen, found, start)
    is_renamed = seen.rule != by_itself
    near = (number >= start - HEAD_REACH) & (number < start + HEAD_INTO)
    near |= (number >= end - TAIL_INTO) & (number < end + TAIL_REACH)
    rule_score = seen.own[:, S["rule_score"]]
    printed, signed = names.printed[seen.rule], names.signed[seen.rule]
    has_role, named = role > 0, seen.rule >= 0

    moved = printed & near & ~found.in_comments & ~has_role
    moved &= (rule_score >= 0.85) | is_renamed
    certain = (rule_score >= CERTAIN) & (opinion < MODEL_KEEPS) & ~printed
    doubts = np.where(names.teases[seen.rule], MODEL_LIKES, MODEL_DOUBTS)
    certain |= (rule_score >= LIKELY) & (opinion < doubts) & ~signed
    taken = has_role | moved | certain | ~found.keep
    section = found.in_comments & ((rule_score < CERTAIN) | signed)

    known = [has_role, section, named, repeated, notes, *_by_place(lines, seen, head, tail)]
    of_comment = np.where(signed, names.of(comment_author.KIND), names.of(reader_comment.KIND))
    role_kind, role_rule, role_target = names.by_role[:, role]
    kinds = [role_kind, of_comment, names.kind[seen.rule], names.of(repeated_line.KIND)]
    kinds.append(names.of(byline_line.KIND))
    kinds += [names.of(kind) for kind, _ in _PLACES]
    kind = np.select(known, kinds, names.of(furniture.KIND))
    known[1] = section & ~named
    ids = [role_rule, names.of(reader_comment.SECTION), names.rule[seen.rule]]
    ids += [
        names.of(repeated_line.MANY_PAGES),
        names.of(byline_line.BIOGRAPHY),
        *(names.of(rule) for _, rule in _PLACES),
    ]
    rule = np.select(known, ids, names.of(furniture.SCORED))
    target = np.where(moved, names.target[seen.rule], role_target)
    by_model = np.maximum(1 - opinion, rule_score)
    score = np.where(named & (moved | certain), rule_score, by_model)
    score = np.where(has_role, _ROLE_SCORES[role], score).clip(0, 1)
    action = np.where(target == NOTHING, names.of("removed"), names.of("moved"))
    position = np.where(head, names.of("head"), np.where(tail, names.of("tail"), names.of("body")))
    told = {"kind": kind, "action": action, "target_column": target, "rule_id": rule}
    return pl.DataFrame(
        {name: names.told(np.where(taken, code, NOTHING)) for name, code in told.items()}
        | {"position": names.told(position), "score": score.astype(np.float32)}
    )


@dataclass(frozen=True)
class _Names:
    """All names that a decision is told in, by number, and what the rules say in them.

    `kind`, `rule`, `target` (where a printed line goes), `printed`, `signed` and `teases` are by
    the rule's number, with one entry more for lines without one; `by_role` has kind, rule and
    target by role.
    """

    names: pl.Series
    numbers: dict[str | None, int]
    kind: NDArray[np.int64]
    rule: NDArray[np.int64]
    target: NDArray[np.int64]
    printed: NDArray[np.bool_]
    signed: NDArray[np.bool_]
    teases: NDArray[np.bool_]
    by_role: NDArray[np.int64]

    def of(self, name: str) -> int:
        """Return the number of a name."""
        return self.numbers[name]

    def told(self, numbers: NDArray[np.int64]) -> pl.Series:
        """Return the names of numbers, null for NOTHING."""
        return self.names.gather(numbers)


@cache
def _names() -> _Names:
    every = [(kind, rule.rule_id) for kind, rule in rules()] + [("", "")]
    printed = (*_TARGETS, timestamp_line.KIND)
    dated = {timestamp_line.CHANGED: "modified_at"}
    targets = [_TARGETS.get(kind, dated.get(rule, "published_at")) for kind, rule in every]
    roles = [_BY_ROLE.get(role, (None, None, None))[:3] for role in range(len(_ROLE_SCORES))]
    names = [
        None, "removed", "moved", "head", "tail", "body", comment_author.KIND, reader_comment.KIND,
        byline_line.KIND, byline_line.BIOGRAPHY, reader_comment.SECTION, repeated_line.KIND,
        repeated_line.MANY_PAGES, furniture.KIND, furniture.SCORED, *targets,
        *(name for place in _PLACES for name in place), *(name for pair in every for name in pair),
        *(name for role in roles for name in role),
    ]  # fmt: skip
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}

    def coded(some: Iterable[str | None]) -> NDArray[np.int64]:
        return np.array([numbers[name] for name in some])

    kinds = [kind for kind, _ in every]
    return _Names(
        pl.Series(list(numbers), dtype=pl.String),
        numbers,
        coded(kinds),
        coded(rule for _, rule in every),
        coded(targets),
        np.isin(kinds, printed),
        np.isin(kinds, _SIGNED),
        np.isin(kinds, [related.KIND]),
        np.stack([coded(role[part] for role in roles) for part in range(3)]),
    )


def _by_place(
    lines: pl.DataFrame, seen: Lines, head: NDArray[np.bool_], tail: NDArray[np.bool_]
) -> list[NDArray[np.bool_]]:
    """Tell of each of _PLACES which lines stand in it; the first of several holds."""
    bullet, indent, doc = (lines[name].to_numpy() for name in ("bullet", "indent", "doc"))
    words = seen.own[:, I["words"]]
    prose = seen.own[:, I["ends_stop"]] + seen.own[:, I["ends_mark"]] > 0
    under = np.zeros(len(doc), np.bool_)
    under[:-1] = (doc[:-1] == doc[1:]) & (indent[1:] > indent[:-1]) & ~bullet[1:]
    short_bullet = bullet & (words <= 4)
    item = bullet | (indent >= 4)
    return [
        seen.own[:, S["caption_line"]] > 0,
        tail & short_bullet & under,
        tail & item & (words >= 8) & prose,
        tail & short_bullet,
        short_bullet,
        ~head & (words >= 4) & (words <= 20) & ~prose,
    ]
