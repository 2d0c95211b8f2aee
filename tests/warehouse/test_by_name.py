"""A function by its name does what the function does, and loads its module only when called."""

import pickle
import sys
from pathlib import Path

import pytest

from warehouse.by_name import ByName


def test_calls_the_function() -> None:
    assert ByName("math", "gcd")(12, 18) == 6


def test_pickles_without_loading_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "named_only_here.py").write_text("def double(n):\n    return 2 * n\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    there = pickle.loads(pickle.dumps(ByName("named_only_here", "double")))
    assert "named_only_here" not in sys.modules
    assert there(21) == 42


def test_says_what_is_missing() -> None:
    with pytest.raises(ImportError):
        ByName("no_such_module_at_all", "x")()
