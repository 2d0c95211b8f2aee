"""The sample news: complete, packed as its script packs it, and read as its README says."""

import importlib.util
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pytest

from tasks.ingest.read import ReadLimits, read_inputs
from tasks.ingest.source import expand
from tests.tasks.ingest.readback import CLOCK, ReadBack, back

EXAMPLES = Path(__file__).parents[3] / "examples"
SAMPLES = EXAMPLES / "sample_news"
EXPECTED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (SAMPLES / "expected.toml").read_text("utf-8")
)


def _file(uri: str) -> str:
    return unquote(uri).partition("#")[0].partition("/sample_news/")[2]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> ReadBack:
    found = expand([str(SAMPLES)])
    out = tmp_path_factory.mktemp("samples")
    read = back(read_inputs(found.inputs, out, "w0", ReadLimits(), CLOCK))
    return ReadBack(read.documents, pl.concat([found.problems, read.problems]), read.result)


@cache
def _script() -> Any:
    spec = importlib.util.spec_from_file_location("make_samples", EXAMPLES / "make_samples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_forty_documents_and_more(samples: ReadBack) -> None:
    assert samples.documents.height > 40
    assert samples.documents["raw_id"].is_unique().all()


def test_every_expected_document_is_read_with_its_words(samples: ReadBack) -> None:
    rows = {
        (_file(row["raw_uri"]), row["native_id"]): row["content"]
        for row in samples.documents.rows(named=True)
    }
    for expected in EXPECTED["document"] + EXPECTED["flagged"]:
        file = expected["file"]
        content = rows.pop((file, expected.get("native_id", f"sample_news/{file}")))
        for words in expected.get("in_text", []):
            assert words in content, (file, words)
        if content.lstrip()[:1] != "<":
            for words in expected.get("not_in_text", []):
                given = expected.get("versions") or words in content
                assert given, (file, words)
    left = {("records/harbor_records.jsonl", "41002"), ("bad/duplicate_ids.jsonl", "dup-1")}
    assert set(rows) <= left


def test_every_bad_one_is_set_aside_and_nothing_else(samples: ReadBack) -> None:
    found = Counter(
        (_file(row["raw_uri"]), row["stage"], row["reasons"][0]["expectation"])
        for row in samples.problems.rows(named=True)
    )
    wanted = {
        (e["file"], e["stage"], e["expectation"]): e["rows"]
        for e in EXPECTED["set_aside"]
        if e["stage"] in {"discover", "ingest"}
    }
    assert found == wanted


def test_encodings_of_the_samples_are_told(samples: ReadBack) -> None:
    told = {
        _file(row["raw_uri"]): (row["charset"], row["damage"])
        for row in samples.documents.rows(named=True)
        if row["charset"] != "utf-8"
    }
    assert told == {
        "correo_del_puerto/acuerdo.txt": ("cp1252", ["charset_guessed"]),
        "hanbit_daily/masts.txt": ("utf-16", []),
        "pages/cafe.html": ("cp1252", []),
        "archive/news.warc.gz": ("cp1252", []),
    }


def test_the_readme_names_every_file(samples: ReadBack) -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    names = {path.name for path in SAMPLES.rglob("*") if path.is_file()} - {"README.md"}
    hidden = {path.name for path in (SAMPLES / ".sources").iterdir()}
    assert [name for name in sorted(names - hidden) if name not in readme] == []


def test_packed_samples_are_what_the_script_makes(tmp_path: Path) -> None:
    _script().make(SAMPLES, tmp_path)
    for name in _script().FILES:
        if not name.endswith((".gz", ".zst")):  # their bytes may differ between library versions
            assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), name
    again = {path.name: path for path in tmp_path.rglob("*") if path.is_file()}
    found = back(
        read_inputs(expand([str(tmp_path)]).inputs, tmp_path / "out", "w0", ReadLimits(), CLOCK)
    )
    assert len(again) == len(_script().FILES) + 1
    assert found.documents.height > 15
