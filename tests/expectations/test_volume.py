"""Volume bands: quiet for small runs, failing and warning where a source has its own."""

from pathlib import Path

import polars as pl
import pytest

from expectations.volume import judge_volume, measures, read_volumes
from tests.expectations.small import Frames, candidates_of


def failed(frames: Frames, folder: Path, bands: str) -> dict[str, str]:
    """Return the columns that failed under some bands, with their severity."""
    path = folder / "volume.toml"
    path.write_text(bands)
    outcomes = judge_volume(candidates_of(frames, folder), path)
    return {o.expectation.column: o.expectation.severity for o in outcomes if o.wrong.height}


def test_bands_of_a_source(warm: None, frames: Frames, tmp_path: Path) -> None:
    own = "[sources.local.{}]\nfrom_documents = 1\n{}\n"
    few = own.format("articles", "fail_below = 10")
    assert failed(frames, tmp_path, few) == {"articles_fail_below": "table"}
    many = own.format("articles", "warn_above = 2")
    assert failed(frames, tmp_path, many) == {"articles_warn_above": "warning"}
    other = many.replace("local", "wire")
    assert failed(frames, tmp_path, other) == {}
    assert failed(frames, tmp_path, own.format("removed_share", "fail_above = 0.1")) == {
        "removed_share_fail_above": "table"
    }


def test_small_run_never_fails(warm: None, frames: Frames, tmp_path: Path) -> None:
    assert failed(frames, tmp_path, "") == {}


def test_measures_count_by_source(frames: Frames, tmp_path: Path) -> None:
    rows = measures(candidates_of(frames, tmp_path))
    versions = frames["article_versions"]
    removed = versions["removed_chars"].sum()
    share = removed / (removed + versions["text"].str.len_chars().sum())
    assert rows.select("source_id", "documents", "articles").rows() == [("local", 4, 3)]
    assert rows["removed_share"].to_list() == pytest.approx([share])
    assert rows["set_aside_share"].to_list() == pl.Series([0.0]).to_list()


def test_unknown_word_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "volume.toml"
    path.write_text("[default.articles]\nfail_under = 3\n")
    with pytest.raises(ValueError, match="fail_under"):
        read_volumes(path)
