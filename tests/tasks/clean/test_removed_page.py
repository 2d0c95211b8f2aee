"""docs/removed.md names every kind, every rule and every reason, and nothing that is not there."""

import importlib
import pkgutil
import re
from pathlib import Path

from tasks.clean import rules as rule_package
from tasks.clean.rows import REFUSALS
from warehouse.vocabulary import REMOVAL_KINDS

PAGE = Path(__file__).parents[3] / "docs" / "removed.md"


def every_rule_id() -> set[str]:
    found: set[str] = set()
    for info in pkgutil.iter_modules(rule_package.__path__):
        module = importlib.import_module(f"{rule_package.__name__}.{info.name}")
        kind = getattr(module, "KIND", None)
        if kind is None:
            continue
        assert kind == info.name
        told = [value for value in vars(module).values() if isinstance(value, str)]
        found.update(value for value in told if re.fullmatch(rf"{kind}\.\w+", value))
        found.update(rule.rule_id for rule in getattr(module, "on_text", tuple)())
    return found


def test_page_and_code_agree() -> None:
    text = PAGE.read_text("utf-8")
    kinds = set(re.findall(r"^\| `(\w+)` \|", text, re.M)) - set(REFUSALS)
    assert kinds == REMOVAL_KINDS
    told = {name for name in re.findall(r"`(\w+\.\w+)`", text) if name.split(".")[0] in kinds}
    assert told == every_rule_id()
    assert all(f"`{reason}`" in text for reason in REFUSALS)
