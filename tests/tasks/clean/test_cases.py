"""Every case folder: what must be kept, removed and moved, page by page."""

import tomllib
from pathlib import Path

import pytest

from tasks.clean.spaces import WHITE
from tests.tasks.clean.pages import clean, documents, missing
from warehouse.vocabulary import REMOVAL_KINDS

CASES = Path(__file__).parents[2] / "cases"
PAGES = sorted(CASES.glob("*/*.toml"))
LEARNT_OVER_RUNS = {"repeated_line"}  # a kind that no single page shows


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    media_type = case.get("media_type", "text/plain")
    found = clean(documents([case["page"]], media_type, [case.get("given_title")]), tmp_path)
    assert found.quarantine is None, found.quarantine
    text, source = found.text(), found.raws["source_text"].item()
    assert not missing(source, text, found.removed)
    for kept in case["kept"]:
        assert kept in text, f"{case['why']}: lost {kept!r}"
    taken = {
        (row["text"], row["kind"], row["target_column"])
        for row in found.removed.iter_rows(named=True)
    }
    for want in case.get("taken", ()):
        told = (want["text"].strip(WHITE), want["kind"], want.get("target_column"))
        assert told in taken, f"{case['why']}: {[t for t in taken if t[0] == told[0]]}"


def test_every_kind_has_cases() -> None:
    for kind in REMOVAL_KINDS - LEARNT_OVER_RUNS:
        names = [path.stem for path in PAGES if path.parent.name == kind]
        negatives = [name for name in names if name.startswith("negative")]
        assert len(negatives) >= 1, kind
        assert len(names) - len(negatives) >= 2, kind
