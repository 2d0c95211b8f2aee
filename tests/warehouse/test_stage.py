"""Candidate files: the contract's schema, the same bytes however rows were cut, clear refusals."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.rows import rows_of
from warehouse import stage
from warehouse.contract import contract, table_names
from warehouse.stage import Codec, conform, write_arrow, write_part, write_table, writing_of


@pytest.mark.parametrize("table", table_names())
def test_rows_read_back_as_written(table: str, tmp_path: Path) -> None:
    rows = rows_of(table, [f"k{number}" for number in range(7)])
    shuffled = rows.select(reversed(rows.columns)).with_columns(beside=pl.lit("left out"))
    assert write_table(table, [shuffled], tmp_path / "deep" / "file.parquet") == 7
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["file.parquet"]
    assert pl.read_parquet(tmp_path / "deep" / "file.parquet").equals(rows)
    schema = pq.read_schema(tmp_path / "deep" / "file.parquet")
    assert schema.equals(contract(table).schema)


@given(st.lists(st.integers(0, 9), max_size=8))
def test_a_file_s_bytes_do_not_tell_how_its_rows_were_cut(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("cuts")
    rows = contract("clusters").schema
    arrow = conform("clusters", rows_of("clusters", [f"c{n}" for n in range(sum(cuts))] or ["c"]))
    parts, start = [], 0
    for cut in cuts:
        parts.append(arrow.slice(start, cut))
        start += cut
    count = write_arrow(parts, folder / "cut.parquet", rows, 4)
    write_arrow([arrow.slice(0, start)], folder / "whole.parquet", rows, 4)
    assert count == start
    assert (folder / "cut.parquet").read_bytes() == (folder / "whole.parquet").read_bytes()
    with pq.ParquetFile(folder / "cut.parquet") as parquet:
        sizes = [parquet.metadata.row_group(n).num_rows for n in range(parquet.num_row_groups)]
    assert sizes == [4] * (start // 4) + [start % 4] * (start % 4 > 0)


@pytest.mark.parametrize("codec", ["zstd", "lz4", "none"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_a_file_tells_how_it_was_written(tmp_path: Path, codec: Codec, dictionary: bool) -> None:
    arrow = conform("clusters", rows_of("clusters", ["c", "c"]))
    with_rows, without = tmp_path / "two.parquet", tmp_path / "none.parquet"
    write_arrow([arrow], with_rows, arrow.schema, 4, codec, dictionary)
    write_arrow([], without, arrow.schema, 4)
    assert writing_of([without, with_rows]) == (codec, dictionary)
    assert writing_of([without]) == ("lz4", True)


def test_missing_column_is_named(tmp_path: Path) -> None:
    rows = rows_of("quotes", ["q"]).drop("text", "cue")
    with pytest.raises(ValueError, match="quotes: missing column text, cue"):
        write_table("quotes", [rows], tmp_path / "q.parquet")
    assert not (tmp_path / "q.parquet").exists()


def test_null_where_none_may_be_is_named() -> None:
    rows = rows_of("quotes", ["q", "r"]).with_columns(text=pl.lit(None, pl.String))
    with pytest.raises(ValueError, match=r"quotes\.text: 2 nulls"):
        conform("quotes", rows)


def test_type_that_does_not_convert_is_told() -> None:
    rows = rows_of("quotes", ["q"]).with_columns(char_start=pl.lit("first"))
    with pytest.raises(ValueError, match="quotes: "):
        conform("quotes", rows)


def test_no_rows_make_a_file_with_columns(tmp_path: Path) -> None:
    assert write_table("articles", [], tmp_path / "a.parquet") == 0
    assert pl.read_parquet(tmp_path / "a.parquet").columns == contract("articles").schema.names


def test_text_tables_have_small_row_groups(tmp_path: Path) -> None:
    rows = rows_of("clusters", ["c"]).sample(stage.TEXT_ROW_GROUP + 1, with_replacement=True)
    write_table("clusters", [rows], tmp_path / "c.parquet")
    with pq.ParquetFile(tmp_path / "c.parquet") as parquet:
        assert parquet.num_row_groups == 1
    assert stage.row_group_rows(contract("articles").text_heavy) == stage.TEXT_ROW_GROUP
    assert stage.row_group_rows(contract("clusters").text_heavy) == stage.NARROW_ROW_GROUP


def test_part_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    frame = pl.DataFrame({"anything": [[1], None]})
    path = write_part(frame, tmp_path / "a" / "part.parquet")
    assert pl.read_parquet(path).equals(frame)
    assert [found.name for found in path.parent.iterdir()] == ["part.parquet"]
