"""A function by its name does what the function does, and loads its module only when called."""

import pickle
import sys

import pytest

from warehouse.by_name import ByName


def test_calls_the_function() -> None:
    assert ByName("math", "gcd")(12, 18) == 6


def test_pickles_without_loading_the_module() -> None:
    there = pickle.loads(pickle.dumps(ByName("colorsys", "rgb_to_hsv")))
    assert "colorsys" not in sys.modules
    assert there(0.0, 0.0, 0.0) == (0.0, 0.0, 0.0)


def test_says_what_is_missing() -> None:
    with pytest.raises(ImportError):
        ByName("no_such_module_at_all", "x")()
