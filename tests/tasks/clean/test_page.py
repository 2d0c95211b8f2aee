"""The stage's door: names of parts, their columns, quarantine, and what cleaning off means."""

import json
from pathlib import Path

import polars as pl
import pytest

from tasks.clean.decide import clean_frame
from tasks.clean.page import SLICE_CHARS, CleanOptions
from tasks.clean.rows import REFUSALS, Cleaned
from tasks.ingest.record import QUARANTINED
from tests.tasks.clean.pages import clean, documents, missing
from warehouse.contract import contract
from warehouse.ids import sha256_text
from warehouse.vocabulary import REMOVAL_KINDS, VOCABULARY

ARTICLE = "\n\n".join(
    (
        "print PRINT", "Harbour board delays ferry terminal",
        "The harbour board of Port Ellery voted on Tuesday to delay the new terminal by a year.",
        "The lowest of four bids came to 61 million dollars, the chairwoman told the meeting.",
        "“We cannot sign a contract that we know we cannot pay for,” she said.",
        "Passengers have used a temporary shed since a storm tore the roof off the old terminal.",
        "More Stories",
    )
)  # fmt: skip


def test_parts_have_the_columns_of_the_contract(tmp_path: Path) -> None:
    found = clean(documents([ARTICLE]), tmp_path)
    for name in ("raw_documents", "texts", "removed_blocks"):
        assert (tmp_path / "out" / f"{name}-0001.parquet").is_file()
    agreed = {column.name for column in contract("raw_documents").columns} - {"run_id"}
    assert set(found.raws.columns) == agreed
    assert set(found.removed["kind"]) <= REMOVAL_KINDS
    assert set(found.removed["position"]) <= VOCABULARY["block_position"]
    assert set(found.removed["action"]) == {"removed", "moved"}
    assert found.removed["score"].is_between(0, 1).all()
    assert found.result.removed == {"headline": 1, "print_control": 1, "related": 1}


def test_measures_of_the_text(tmp_path: Path) -> None:
    found = clean(documents([ARTICLE]), tmp_path)
    row = found.texts.row(0, named=True)
    assert row["paragraph_count"] == 4
    assert row["word_count"] == len(row["text"].split())
    assert row["text_sha256"] == sha256_text(row["text"])
    solid = sum(len("".join(text.split())) for text in found.removed["text"])
    assert row["removed_chars"] == solid


def test_what_is_no_article_is_set_aside(tmp_path: Path) -> None:
    index = "\n".join(f"  • Headline number {n} of this very long index page" for n in range(30))
    found = clean(documents([ARTICLE, "", " \n\t\u00a0", index, "Advertisement"]), tmp_path)
    assert found.quarantine is not None
    assert found.quarantine.schema == QUARANTINED
    rows = {row["record_key"]: row for row in found.quarantine.iter_rows(named=True)}
    reasons = {key: row["reasons"][0]["expectation"] for key, row in rows.items()}
    assert reasons == {
        "r_1": "not_empty_after_cleaning", "r_2": "not_empty_after_cleaning", "r_3": "list_page",
        "r_4": "not_empty_after_cleaning",
    }  # fmt: skip
    assert rows["r_3"]["reasons"][0]["message"].endswith(REFUSALS["list_page"])
    payload = json.loads(rows["r_3"]["payload"])["document"]
    assert payload["content"] == index
    assert payload["fetched_at"] == "2026-01-01T00:00:00+00:00"
    assert found.raws["raw_id"].to_list() == ["r_0"]


def test_a_part_of_pages_without_a_word_is_set_aside(tmp_path: Path) -> None:
    pages = ["<html><body><div id=root></div></body></html>", "<p></p>", "<img src=a.png>"]
    for number in (1, len(pages)):
        found = clean(documents(pages[:number], "text/html"), tmp_path)
        assert found.raws.is_empty()
        assert found.result.quarantined == number


def test_a_document_that_a_rule_fails_on_is_set_aside_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(rendered: pl.DataFrame, repeated: tuple[Path, ...]) -> Cleaned:
        if rendered["source_text"].str.contains("Zzyzx").any():
            raise ZeroDivisionError("a fault of ours")
        return clean_frame(rendered, repeated)

    monkeypatch.setattr("tasks.clean.decide.clean_frame", failing)  # the fault that we inject
    found = clean(documents([ARTICLE, f"Zzyzx. {ARTICLE}", ARTICLE]), tmp_path)
    assert found.raws["raw_id"].to_list() == ["r_0", "r_2"]
    assert found.quarantine is not None
    reason = found.quarantine["reasons"][0][0]
    assert reason["expectation"] == "cleaning_failed"
    assert "Zzyzx" in found.quarantine["payload"][0]

    monkeypatch.undo()
    monkeypatch.setattr("tasks.clean.page.rows.texts", failing)  # a fault of no document
    with pytest.raises(TypeError):
        clean(documents([ARTICLE]), tmp_path)


def test_off_is_character_for_character(tmp_path: Path) -> None:
    found = clean(documents([ARTICLE + " \n"]), tmp_path, CleanOptions("off"))
    assert found.text() == ARTICLE + " \n"
    assert found.removed.is_empty()
    assert found.texts["removed_chars"].item() == 0


def test_given_metadata_is_json_and_null_without_any(tmp_path: Path) -> None:
    found = clean(documents([ARTICLE, ARTICLE], titles=["A title", None]), tmp_path)
    first, second = found.raws["given"]
    assert json.loads(first)["title"] == "A title"
    assert second is None


def test_wrapped_paragraphs_are_one_line(tmp_path: Path) -> None:
    words = ARTICLE.split("\n\n")[2:6]
    wrapped = "\n\n".join(
        "\n".join((" ".join(p.split()[:9]) + " and so on and so forth that day", "then " + p))
        for p in words * 3
    )
    found = clean(documents([wrapped]), tmp_path)
    assert "\n" not in found.text().replace("\n\n", "")
    assert not missing(wrapped, found.text(), found.removed)


def test_a_part_larger_than_a_slice_comes_out_in_order(tmp_path: Path) -> None:
    filler = ARTICLE.split("\n\n")[2] + " "
    long = ARTICLE + "\n\n" + filler * (SLICE_CHARS // 2 // len(filler))
    found = clean(documents([ARTICLE, long, long, ARTICLE]), tmp_path)
    assert found.texts["raw_id"].to_list() == ["r_0", "r_1", "r_2", "r_3"]
    assert found.text(0) == found.text(3)
    last = found.removed.filter(pl.col("raw_id") == "r_3").drop("raw_id")
    assert last.equals(found.removed.filter(pl.col("raw_id") == "r_0").drop("raw_id"))
