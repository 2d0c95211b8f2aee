"""Each distinct text is recognised once, in any number of parts, with the same rows."""

import pickle
from pathlib import Path

import polars as pl
import pytest

from tasks.extract.recognise_part import (
    ExtractOptions,
    RecogniseResult,
    plan_parts,
    recognise_part,
    warm_up,
)
from tasks.extract.recogniser import Recogniser
from tests.tasks.extract.articles import BRIDGE, FRENCH, VISIT, Story, write_changed

COPY = Story("copy", BRIDGE.headline, BRIDGE.text, day=5)
OTHER_HEADLINE = Story("other", "Bridge opened at last", BRIDGE.text)
STORIES = [BRIDGE, VISIT, COPY, OTHER_HEADLINE, FRENCH]
ORDER = ["text_key", "field", "char_start"]


def recognised(
    parts: tuple[Path, ...], out: Path, options: ExtractOptions
) -> list[RecogniseResult]:
    return [recognise_part(part, out, options) for part in parts]


def rows(results: list[RecogniseResult]) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(r.mentions) for r in results]).sort(ORDER)


def test_copies_are_recognised_once(tmp_path: Path) -> None:
    changed = write_changed(STORIES, tmp_path / "changed.parquet")
    parts = plan_parts([changed], tmp_path / "plan", 1 << 20)
    texts = pl.concat([pl.read_parquet(part) for part in parts])
    assert texts.height == 4
    assert texts["text_key"].n_unique() == 4


def test_parts_keep_to_their_size(tmp_path: Path) -> None:
    stories = [Story(f"s{i}", None, f"Text number {i}. " * 20) for i in range(30)]
    changed = [
        write_changed(stories[:11], tmp_path / "changed-0.parquet"),
        write_changed(stories[11:], tmp_path / "changed-1.parquet"),
    ]
    parts = plan_parts(changed, tmp_path / "plan", 1000)
    sizes = [pl.read_parquet(part)["text"].str.len_bytes().sum() for part in parts]
    assert len(parts) > 5
    assert max(sizes) <= 1400  # one text may reach over
    texts = pl.concat([pl.read_parquet(part) for part in parts])["text"].to_list()
    assert texts == [s.text for s in stories]


def test_nothing_changed_makes_no_part(tmp_path: Path) -> None:
    assert plan_parts([], tmp_path / "plan", 1000) == ()


def test_any_order_and_number_of_parts_gives_the_same_rows(
    tmp_path: Path, default_model: Recogniser
) -> None:
    one = write_changed(STORIES, tmp_path / "changed.parquet")
    two = [write_changed([s], tmp_path / f"{s.name}.parquet") for s in reversed(STORIES)]
    whole = recognised(
        plan_parts([one], tmp_path / "p1", 1 << 20), tmp_path / "o1", ExtractOptions()
    )
    small = recognised(
        plan_parts(two, tmp_path / "p2", 10), tmp_path / "o2", ExtractOptions(batch_size=1)
    )
    assert len(small) > len(whole)
    assert rows(whole).equals(rows(small))
    assert sum(r.mentions_count for r in whole) == rows(whole).height


def test_rows_slice_their_field_and_name_the_model(
    tmp_path: Path, default_model: Recogniser
) -> None:
    changed = write_changed(STORIES, tmp_path / "changed.parquet")
    (part,) = plan_parts([changed], tmp_path / "plan", 1 << 20)
    result = recognise_part(part, tmp_path / "out", ExtractOptions())
    found = pl.read_parquet(result.mentions).join(pl.read_parquet(part), on="text_key")
    for row in found.iter_rows(named=True):
        assert row[row["field"]][row["char_start"] : row["char_end"]] == row["surface"]
    assert set(found["model"]) == {default_model.name, "rules"}
    assert result.model == default_model.name
    assert set(found.filter(pl.col("model") == "rules")["rule_id"]).isdisjoint({"model", "trimmed"})


def test_a_text_in_another_language_gets_places_only(
    tmp_path: Path, default_model: Recogniser
) -> None:
    changed = write_changed([FRENCH], tmp_path / "changed.parquet")
    (part,) = plan_parts([changed], tmp_path / "plan", 1 << 20)
    result = recognise_part(part, tmp_path / "out", ExtractOptions())
    found = pl.read_parquet(result.mentions)
    assert found.select("surface", "model").rows() == [("Canada", "rules")]
    assert result.quotes_count == 0


def test_without_a_model_there_are_no_rows(tmp_path: Path) -> None:
    changed = write_changed(STORIES, tmp_path / "changed.parquet")
    (part,) = plan_parts([changed], tmp_path / "plan", 1 << 20)
    result = recognise_part(part, tmp_path / "out", ExtractOptions(model="none"))
    assert (result.mentions_count, result.quotes_count, result.model) == (0, 0, "none")
    assert "entity_id" in pl.read_parquet(result.mentions).columns


def test_a_wrong_model_fails_at_warm_up() -> None:
    with pytest.raises(ValueError, match="unknown model"):
        warm_up(ExtractOptions(model="best"))


def test_options_and_results_travel_between_processes(tmp_path: Path) -> None:
    options = ExtractOptions()
    assert pickle.loads(pickle.dumps(options)) == options
