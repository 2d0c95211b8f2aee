"""What a line is told of opinions on the lines around it, against plain Python."""

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from tasks.clean.blocks import split_lines
from tasks.clean.features import own_features
from tasks.clean.html_opinion import line_opinions
from tasks.clean.model import agreed
from tasks.clean.region import HEAVIEST
from tasks.clean.second_look import SURROUNDINGS, surroundings

AT = {name: place for place, name in enumerate(SURROUNDINGS)}
PAGE = """Home

The harbour board of Port Ellery delayed the new ferry terminal on Tuesday by a year.

Its engineers will draw a smaller terminal for Port Ellery before the board meets in March.

Read more

A recipe for plum cake with cinnamon, almonds and butter that everybody in town will like.
"""
OPINION = np.array([0.02, 0.98, 0.96, 0.1, 0.25], np.float32)


def test_neighbours_and_windows() -> None:
    seen = own_features(split_lines(pl.Series([PAGE, PAGE])))
    both = np.concatenate([OPINION, OPINION])
    found = surroundings(both, seen)
    assert np.array_equal(found[:5], found[5:])
    for step in (-4, -1, 1, 3):
        told = [both[i + step] if 0 <= i + step < 5 else -1 for i in range(5)]
        assert found[:5, AT[f"opinion_{step:+d}"]] == pytest.approx(told)
    heavy = np.minimum(seen.own[:5, 1], HEAVIEST) + 1
    rest = [i for i in range(5) if i != 2]
    mean = float((both[rest] * heavy[rest]).sum() / heavy[rest].sum())
    assert found[2, AT["near_3"]] == pytest.approx(mean, rel=1e-5)
    assert found[:5, AT["to_body_above"]].tolist() == [100, 100, 1, 1, 2]
    assert found[:5, AT["run_lines"]].tolist() == [0, 2, 2, 0, 0]


def test_words_that_the_body_has_too() -> None:
    seen = own_features(split_lines(pl.Series([PAGE])))
    share = surroundings(OPINION, seen)[:, AT["body_vocabulary"]]
    assert share[4] < share[1] < 1  # a line is not compared with itself


def test_opinions_are_the_same_in_any_batch() -> None:
    pages = [PAGE, "One line.", PAGE.replace("Home", "By Tomas Brandt"), "", PAGE * 40]
    together = opinions(pages)
    assert np.array_equal(together, np.concatenate([opinions([page]) for page in pages if page]))
    assert 0 < together.min() < together.max() < 1


def opinions(pages: list[str]) -> NDArray[np.float32]:
    """Return what the text forests think of the lines of dumps."""
    seen = own_features(split_lines(pl.Series(pages)))
    return line_opinions(seen, np.zeros(len(seen.own), np.bool_), None)


def test_two_opinions_agree_in_the_middle() -> None:
    one, other = np.array([0.5, 0.9, 0.2], np.float32), np.array([0.5, 0.1, 0.2], np.float32)
    assert agreed(one, other) == pytest.approx([0.5, 0.5, 0.2], abs=1e-5)
