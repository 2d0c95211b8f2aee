"""Which lines near a body's region are kept, from opinions that are given."""

import numpy as np
import polars as pl
import pytest

from tasks.clean.blocks import split_lines
from tasks.clean.features import own_features
from tasks.clean.region import NEAR_LINES, find_regions

BODY = "The harbour board delayed the new ferry terminal on Tuesday by another year, its head said."
SENTENCE = "Passengers will stay in the cold shed until spring, the board of the harbour said."
LABEL = "Share this story with the people whom you know"


def kept(lines: list[str], opinions: list[float], is_html: bool = False) -> list[bool]:
    seen = own_features(split_lines(pl.Series(["\n\n".join(lines)])))
    opinion = np.array(opinions, np.float32)
    regions = find_regions(opinion, seen.own, seen.bounds, is_html=np.array([is_html]))
    found: list[bool] = regions.keep.tolist()
    return found


@pytest.mark.parametrize(
    ("line", "above", "below"), [(SENTENCE, 0.35, 0.55), (LABEL, 0.85, 0.85), ("Rain.", 0.85, 0.85)]
)
def test_what_stands_apart_needs_an_opinion(line: str, above: float, below: float) -> None:
    page = [line, *["Print"] * 9, *[BODY] * 6, *["Print"] * 9, line]
    rest = [0.01] * 9, [0.99] * 6, [0.01] * 9
    refused = kept(page, [above, *rest[0], *rest[1], *rest[2], below])
    assert refused == [False] * 10 + [True] * 6 + [False] * 10
    taken = kept(page, [above + 0.08, *rest[0], *rest[1], *rest[2], below + 0.08])
    assert taken[0] is taken[-1] is True
    assert sum(taken) == 8


def test_far_from_the_region_and_on_html_a_sentence_needs_as_much_as_any_line() -> None:
    gap = NEAR_LINES + 1
    page = [SENTENCE, *["Print"] * gap, *[BODY] * 6]
    opinions = [0.85, *[0.01] * gap, *[0.99] * 6]
    assert not kept(page, opinions)[0]
    assert kept(page[:1] + page[3:], opinions[:1] + opinions[3:])[0]
    assert not kept(
        [SENTENCE, *["Print"] * 9, *[BODY] * 6], [0.85, *[0.01] * 9, *[0.99] * 6], True
    )[0]


REPLY = "I have said this for years and nobody at the board of the harbour ever listened to me."


def nested(levels: list[int], said: str) -> list[str]:
    return [f"{'  ' * level}• {said}" for level in levels]


@pytest.mark.parametrize(
    ("levels", "said", "stays"),
    [
        ([1, 2, 3, 4, 3, 4, 2], REPLY, False),
        ([1, 2, 3, 4, 3, 4, 2], SENTENCE, True),
        ([1, 2, 1, 2, 2, 1, 2], REPLY, True),
        ([1, 2, 3, 1, 1, 2, 2], REPLY, True),
    ],
)
def test_replies_to_replies_are_no_body_however_likely_but_a_nested_list_is(
    levels: list[int], said: str, stays: bool
) -> None:
    page = [*[BODY] * 6, *nested(levels, said)]
    assert kept(page, [0.95] * len(page)) == [True] * 6 + [stays] * len(levels)


def test_an_indented_page_is_no_thread() -> None:
    page = nested([1, 2, 3, 4, 3, 4, 2], REPLY)
    assert all(kept(page, [0.95] * len(page)))
