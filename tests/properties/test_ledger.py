"""The ledger holds for any text, decisions do not depend on the batch, and off means off."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.clean.page import CleanOptions, reclean_part
from tests.tasks.clean.pages import clean, documents, missing, read

LINES = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        (
            "", " ", "\u00a0", "\u2028", "\x1c\x1d", "\ufeff", "\u200b", "  • Home", "    • item",
            "By Anna Berg", "17 March 2017", "3 Comments", "Reply", "More Stories", "print PRINT",
            "Home > World", "OSLO (News/ANN) - Officials met for a second day there.",
            "The council voted on Monday to close the old bridge, the mayor said in a statement.",
            "The council voted on Monday to close the old bridge, the mayor said in a statement.",
            "“I agree with all of you,” she wrote, and the whole room went silent for a while.",
            "the line before this one goes on here in the middle of the sentence and ends now,",
            "الخبر الأول هنا، قال المتحدث.", "東京で会議が開かれた。", "© 2020 Gazette", "***",
        )
    ),
)  # fmt: skip
TEXTS = st.builds(
    lambda lines, ends: "".join(line + end for line, end in zip(lines, ends, strict=False)),
    st.lists(LINES, max_size=40),
    st.lists(st.sampled_from(("\n", "\n\n", "\r\n", "\r", "\u2029", "\n \t\n")), min_size=40),
)
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@SLOW
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_kept_and_taken_make_up_the_source(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        found = clean(documents(texts), Path(folder))
    aside = 0
    if found.quarantine is not None:
        reasons = found.quarantine["reasons"].list.first().struct.field("expectation")
        assert "ledger" not in reasons.to_list()
        aside = found.quarantine.height
    assert found.result.documents + aside == len(texts)
    for number in found.texts["raw_id"].str.slice(2).cast(pl.Int64):
        removed = found.removed.filter(pl.col("raw_id") == f"r_{number}")
        assert not missing(texts[number], found.text(number), removed)
        for start, end, text in removed.select("char_start", "char_end", "text").iter_rows():
            assert texts[number][start:end] == text


@SLOW
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_a_document_is_cleaned_the_same_alone_and_among_others(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        together = clean(documents(texts), Path(folder))
        alone = clean(documents(texts[1:2]), Path(folder))
    columns = [name for name in together.removed.columns if name != "raw_id"]
    among = together.removed.filter(pl.col("raw_id") == "r_1").select(columns)
    assert among.equals(alone.removed.select(columns))
    kept = together.texts.filter(pl.col("raw_id") == "r_1").drop("raw_id")
    assert kept.equals(alone.texts.drop("raw_id"))


@SLOW
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_off_keeps_every_character(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        found = clean(documents(texts), Path(folder), CleanOptions("off"))
    assert found.removed.is_empty()
    for number in found.texts["raw_id"].str.slice(2).cast(pl.Int64):
        assert found.text(number) == texts[number]
        source = found.raws.filter(pl.col("raw_id") == f"r_{number}")["source_text"].item()
        assert source == texts[number]
    assert all(
        not text.strip() for n, text in enumerate(texts) if f"r_{n}" not in found.texts["raw_id"]
    )


@SLOW
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_cleaning_again_changes_nothing(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        first = clean(documents(texts), Path(folder))
        again = read(
            reclean_part(first.result.raw_documents, Path(folder) / "again", CleanOptions())
        )
    assert again.texts.equals(first.texts)
    assert again.removed.equals(first.removed)
