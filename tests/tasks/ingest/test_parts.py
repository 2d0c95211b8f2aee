"""Parts: the same rows whatever their size, and nothing left of an earlier attempt."""

import dataclasses
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingest.read import ReadLimits, read_inputs
from tasks.ingest.source import expand
from tests.tasks.ingest.readback import CLOCK, back, read


def _corpus(folder: Path) -> Path:
    folder.mkdir()
    for name in ("a", "b"):
        lines = [
            orjson.dumps({"id": f"{name}{i}", "text": "Rain. " * (1 + i % 40), "n": i}) + b"\n"
            for i in range(120)
        ]
        lines.insert(5, b'{"text": 1}\n')
        (folder / f"{name}.jsonl").write_bytes(b"".join(lines))
    (folder / "c.txt").write_text("One story.")
    return folder


@pytest.mark.parametrize("batch_bytes", [1, 5000, 20_000])
def test_parts_of_any_size_hold_the_same_rows(tmp_path: Path, batch_bytes: int) -> None:
    folder = _corpus(tmp_path / "in")
    whole = read(folder, out=tmp_path / "whole")
    limits = ReadLimits(batch_bytes=batch_bytes)
    found = read(folder, out=tmp_path / "parts", limits=limits)
    assert len(found.result.parts) > len(whole.result.parts)
    assert found.documents.equals(whole.documents)
    assert found.problems.equals(whole.problems)
    same = dataclasses.replace(
        found.result, parts=whole.result.parts, quarantine=whole.result.quarantine
    )
    assert same == whole.result


def test_names_are_numbered_behind_the_prefix(tmp_path: Path) -> None:
    found = read(
        _corpus(tmp_path / "in"), out=tmp_path / "out", limits=ReadLimits(batch_bytes=100_000)
    )
    names = [path.name for path in found.result.parts]
    assert names == [f"documents-w0-{i:05d}.parquet" for i in range(len(names))]
    assert [path.name for path in found.result.quarantine] == ["quarantine-w0.parquet"]


def test_a_second_attempt_replaces_the_first_and_no_other(tmp_path: Path) -> None:
    folder, out = _corpus(tmp_path / "in"), tmp_path / "out"
    read(folder, out=out, limits=ReadLimits(batch_bytes=5000))
    inputs = expand([str(folder / "c.txt")]).inputs
    read_inputs(inputs, out, "w0-1", ReadLimits(), CLOCK)
    read_inputs(inputs, out, "w00", ReadLimits(), CLOCK)
    found = back(read_inputs(inputs, out, "w0", ReadLimits(), CLOCK))
    assert found.documents.height == 1
    assert sorted(path.name for path in out.glob("*.parquet")) == [
        "documents-w0-00000.parquet",
        "documents-w0-1-00000.parquet",
        "documents-w00-00000.parquet",
    ]


def test_nothing_to_read_writes_nothing(tmp_path: Path) -> None:
    result = read_inputs((), tmp_path / "out", "w0", ReadLimits(), CLOCK)
    assert (result.parts, result.quarantine, result.documents) == ((), (), 0)


def test_counts_are_kept_for_every_source(tmp_path: Path) -> None:
    folder = _corpus(tmp_path / "in")
    inputs = [
        *expand([str(folder / "a.jsonl")], "one").inputs,
        *expand([str(folder / "c.txt")], "two").inputs,
    ]
    result = read_inputs(inputs, tmp_path / "out", "w0", ReadLimits(), CLOCK)
    counts = [(s.source_id, s.inputs, s.documents, s.quarantined) for s in result.sources]
    assert counts == [("one", 1, 120, 1), ("two", 1, 1, 0)]
    assert result.bytes_read == sum(i.size for i in inputs)


def test_a_part_that_cannot_be_written_stops_the_reading(tmp_path: Path) -> None:
    folder = _corpus(tmp_path / "in")
    out = tmp_path / "out"
    (out / "documents-w0-00000.unfinished").mkdir(parents=True)
    with pytest.raises(OSError, match="documents-w0"):
        read(folder, out=out)


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(
    lambda text: not text.isspace()
)
_OPTIONAL = st.none() | _TEXT
_RECORD = st.fixed_dictionaries(
    {"text": _TEXT},
    optional={
        "id": _TEXT.filter(lambda text: bool(text.strip())) | st.integers(-(2**53), 2**53),
        "title": _OPTIONAL,
        "publisher": _OPTIONAL,
        "published": _OPTIONAL,
        "authors": st.none() | st.lists(_TEXT.map(str.strip).filter(bool), min_size=1),
        "section": st.none() | st.lists(_TEXT.map(str.strip).filter(bool), min_size=1),
        "other": st.none() | st.integers(-(2**53), 2**53) | st.lists(_TEXT),
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_RECORD, min_size=1, max_size=12), st.integers(1, 3000))
def test_records_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]], batch: int
) -> None:
    folder = tmp_path_factory.mktemp("round")
    path = folder / "a.jsonl"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    found = read(path, out=folder / "out", limits=ReadLimits(batch_bytes=batch))
    assert found.problems.is_empty()
    for record, row in zip(records, found.documents.rows(named=True), strict=True):
        assert row["content"] == record["text"]
        assert row["native_id"] == (str(record["id"]).strip() if "id" in record else None)
        for name in ("title", "publisher", "published", "authors", "section"):
            assert row["given"][name] == record.get(name)
        extra = orjson.loads(row["extra"]) if row["extra"] else {}
        assert extra.get("other") == record.get("other")


def test_reading_twice_gives_equal_files(tmp_path: Path) -> None:
    folder = _corpus(tmp_path / "in")
    first = [path.read_bytes() for path in read(folder, out=tmp_path / "a").result.parts]
    second = [path.read_bytes() for path in read(folder, out=tmp_path / "b").result.parts]
    assert first == second
