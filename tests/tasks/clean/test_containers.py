"""How far up the element stands that holds most of the body, against plain Python."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.containers import CONTAINER_FEATURES, FARTHEST, HALF, MOST, container_opinions
from tasks.clean.dom import Places, places
from tasks.clean.region import HEAVIEST

PATHS = (
    "body>div.story>p", "body>div.story>ul>li", "body>div.story>aside.box>p", "body>div>p", "body",
    "", "p", "div>div>div>p",
)  # fmt: skip
Line = tuple[str, int, int]
LINES = st.lists(
    st.tuples(st.sampled_from(PATHS), st.integers(0, 90), st.integers(0, 8)), min_size=1
)


def where(lines: list[Line]) -> Places:
    """Return the places of lines."""
    return places(pl.DataFrame({"path": [path for path, *_ in lines], "link_chars": 0, "chars": 1}))


def numbers(lines: list[Line]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Return the words and the opinions of lines."""
    words = np.array([words for _, words, _ in lines], np.float32)
    return words, np.array([eighths / 8 for *_, eighths in lines], np.float32)


def elements(path: str) -> list[tuple[str, str]]:
    """Return a path's elements with those around them, the innermost first."""
    parts = path.split(">")
    return list(zip(parts[::-1], [*parts[::-1][1:], ""], strict=True))


def expected(lines: list[Line], here: int) -> list[float]:
    """Return a line's features, slowly."""
    heavy = [min(words, HEAVIEST) + 1 for _, words, _ in lines]
    mass = [opinion / 8 * weight for (*_, opinion), weight in zip(lines, heavy, strict=True)]
    around = elements(lines[here][0])[:FARTHEST]
    inside = [[i for i, (path, *_) in enumerate(lines) if one in elements(path)] for one in around]
    rest = max(sum(mass) - mass[here], 1.0)
    share = [(sum(mass[i] for i in some) - mass[here]) / rest for some in inside]
    half = next((up for up, held in enumerate(share) if held >= HALF), None)
    most = next((up for up, held in enumerate(share) if held >= MOST), None)

    def others(some: list[int]) -> tuple[float, float]:
        weight = sum(heavy[i] for i in some) - heavy[here]
        return (sum(mass[i] for i in some) - mass[here]) / weight if weight else -1, weight

    container = inside[-1 if half is None else half]
    branch = inside[half - 1] if half else inside[0]
    return [
        FARTHEST if half is None else half, FARTHEST if most is None else most,
        share[min(1, len(share) - 1)], others(branch)[0], np.log1p(others(branch)[1]),
        others(container)[0], sum(heavy[i] for i in container) / sum(heavy),
    ]  # fmt: skip


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_features_of_containers(lines: list[Line]) -> None:
    found = container_opinions(where(lines), *numbers(lines), np.array([0, len(lines)]))
    for here in range(len(lines)):
        assert found[here] == pytest.approx(expected(lines, here), abs=1e-4)


@given(LINES, LINES)
@settings(max_examples=30, deadline=None)
def test_pages_know_nothing_of_each_other(one: list[Line], other: list[Line]) -> None:
    bounds = np.array([0, len(one), len(one) + len(other)])
    both = container_opinions(where(one + other), *numbers(one + other), bounds)
    alone = container_opinions(where(other), *numbers(other), np.array([0, len(other)]))
    assert np.array_equal(both[len(one) :], alone)


def test_a_list_of_the_article_is_near_its_container() -> None:
    lines: list[Line] = [(PATHS[0], 40, 8)] * 3 + [(PATHS[1], 5, 1), (PATHS[3], 5, 1)]
    found = container_opinions(where(lines), *numbers(lines), np.array([0, len(lines)]))
    up = found[:, CONTAINER_FEATURES.index("up_to_half")].tolist()
    assert up == [0, 0, 0, 2, 2]
    share = found[:, CONTAINER_FEATURES.index("container_share")]
    assert share[3] < 1 == share[4]  # the story holds the one, the page the other
