"""The weights that ship learnt from every fold of publishers that may train."""

from benchmarks.training_pages import FOLDS
from tasks.clean.model import WEIGHTS
from tasks.clean.trees import learnt_from


def test_the_shipped_weights_saw_all_folds() -> None:
    assert learnt_from(WEIGHTS) == set(range(FOLDS))
