"""A module that is put off loads once, when something of it is asked for."""

import inspect
import sys
from pathlib import Path

import pytest

from expectations.when_used import import_when_used


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "heavy_one.py").write_text("import heavy_log\nheavy_log.append(1)\nvalue = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "heavy_log", [])  # type: ignore[arg-type]
    monkeypatch.delitem(sys.modules, "heavy_one", raising=False)
    return "heavy_one"


def test_loads_when_something_is_used(heavy: str) -> None:
    log = sys.modules["heavy_log"]
    import_when_used(heavy)
    module = __import__(heavy)
    inspect.getmodule(test_loads_when_something_is_used)  # asks every module for its file
    assert module.__file__ is not None
    assert log == []
    assert module.value == 7
    assert module.value == 7
    assert log == [1]
    with pytest.raises(AttributeError):
        _ = module.nothing


def test_leaves_what_is_loaded_or_absent(heavy: str) -> None:
    module = __import__(heavy)
    import_when_used(heavy)
    import_when_used("no_such_module_at_all")
    assert sys.modules[heavy] is module
    assert "no_such_module_at_all" not in sys.modules
