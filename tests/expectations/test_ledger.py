"""The quick proof of the ledger agrees with the slow one, and both with the definition."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from expectations.ledger import prove, prove_singly
from expectations.ledger_chunk import agrees

TEXT = st.text(
    st.sampled_from("ab’é😀 \n\t\x1c\x85\u00a0\u1680\u2003\u2028\u202f\u205f\u3000"), max_size=24
)
SPACES = [chr(n) for n in range(0x110000) if chr(n).isspace()]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int, str]]]:
    """Return a source, a text that may or may not fit, and spans that may or may not fit."""
    source = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    blocks = [(a, b, source[a:b]) for a, b in spans]
    kept, place = "", 0
    for start, end in spans:
        kept, place = kept + source[place:start], end
    text = "\n\n".join((kept + source[place:]).split())
    fault = draw(st.sampled_from(["none", "text", "block", "place"]))
    if fault == "text":
        text = draw(TEXT)
    if blocks and fault == "block":
        blocks[0] = (*blocks[0][:2], draw(TEXT))
    if blocks and fault == "place":
        blocks[-1] = (draw(st.integers(-2, 30)), draw(st.integers(-2, 30)), blocks[-1][2])
    return source, text, blocks


def frames(docs: list[tuple[str, str, list[tuple[int, int, str]]]]) -> tuple[pl.DataFrame, ...]:
    """Return the two frames that the proofs take; blocks know their version's row."""
    versions = pl.DataFrame(
        [(f"v{n}", text, source) for n, (source, text, _) in enumerate(docs)],
        schema=["version_id", "text", "source_text"], orient="row",
    )  # fmt: skip
    rows = [
        (f"x{n}-{m}", f"v{n}", n, *block)
        for n, (_, _, blocks) in enumerate(docs)
        for m, block in enumerate(blocks)
    ]
    kinds = {"removed_id": pl.String, "version_id": pl.String, "at": pl.UInt32,
             "char_start": pl.Int32, "char_end": pl.Int32, "text": pl.String}  # fmt: skip
    blocks = pl.DataFrame(rows, schema=kinds, orient="row")
    return versions, blocks.sort("at", "char_start", "char_end", "removed_id")


@given(st.lists(documents(), min_size=1, max_size=5))
def test_quick_proof_never_passes_what_the_slow_one_refuses(
    docs: list[tuple[str, str, list[tuple[int, int, str]]]],
) -> None:
    versions, blocks = frames(docs)
    slow = prove_singly(versions, blocks)
    whole = prove(versions, blocks.drop("at"))
    assert whole.versions.equals(slow.versions)
    assert whole.blocks.equals(slow.blocks)
    if agrees(versions, blocks):
        assert slow.versions.is_empty()
        assert slow.blocks.is_empty()


@given(st.lists(documents(), min_size=1, max_size=5))
def test_quick_proof_passes_sound_ledgers(
    docs: list[tuple[str, str, list[tuple[int, int, str]]]],
) -> None:
    versions, blocks = frames(docs)
    slow = prove_singly(versions, blocks)
    ends = versions.select(pl.col("source_text").str.len_chars()).to_series().to_list()
    inside = all(
        0 <= s <= e <= ends[n] for n, s, e in blocks.select("at", "char_start", "char_end").rows()
    )
    ordered = blocks.filter(
        pl.col("char_start") < pl.col("char_end").shift(1).over("at")
    ).is_empty()
    if slow.versions.is_empty() and slow.blocks.is_empty() and inside and ordered:
        assert agrees(versions, blocks)


def test_all_white_space_is_white_space() -> None:
    source = "a" + "".join(SPACES) + "b"
    versions, blocks = frames([(source, "ab", [])])
    assert agrees(versions, blocks)
    versions, blocks = frames([("a\u200bb", "ab", [])])  # zero width space is none
    assert not agrees(versions, blocks)
    assert prove_singly(versions, blocks).versions.height == 1


def test_a_character_may_not_move_to_the_next_document() -> None:
    versions, blocks = frames([("ab", "a", []), ("c", "bc", [])])
    assert not agrees(versions, blocks)
    assert prove(versions, blocks.drop("at")).versions.height == 2


def test_source_that_is_not_kept_is_said() -> None:
    versions, blocks = frames([("a", "a", [])])
    lost = versions.with_columns(source_text=pl.lit(None, pl.String))
    assert "not kept" in prove(lost, blocks.drop("at")).versions["found"][0]
