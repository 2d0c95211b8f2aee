"""One start of Great Expectations for all tests of the gate."""

from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.gate import Verdict, judge, warm_up
from tests.expectations.small import Frames, candidates_of, options, small_frames

Judge = Callable[..., Verdict]


@pytest.fixture(scope="session")
def warm() -> None:
    warm_up()


@pytest.fixture
def frames() -> Frames:
    return small_frames()


@pytest.fixture
def judged(warm: None, tmp_path: Path) -> Judge:
    """Write frames as candidates and judge them."""

    def run(frames: Frames, waived: frozenset[str] = frozenset()) -> Verdict:
        return judge(candidates_of(frames, tmp_path / "in"), tmp_path / "out", options(waived))

    return run
