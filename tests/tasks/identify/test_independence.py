"""The outcome of a run depends on the set of its documents, not on their order or parts."""

import random
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tasks.identify.warehouse_in_small import Tables, draft, words

TEXTS = [words("s"), words("s") + "\n\n" + words("t", 30), words("u"), words("u") + "\n\nEnd."]
BASES = {"s1": "source_native_id", "s2": "source_native_id", "s3": "canonical_url"}

documents = st.builds(
    lambda story, text, headline, fetched, modified, raw, uri: draft(
        story,
        TEXTS[text],
        f"Headline {headline}",
        fetched=fetched,
        modified=modified,
        published=0,
        basis=BASES[story],
        raw=f"{story}{text}{headline}{modified}{raw}",  # one raw_id is one document, wherever
        uri=f"file:///{uri}#row={fetched}",
    ),
    story=st.sampled_from(sorted(BASES)),
    text=st.integers(0, 3),
    headline=st.integers(0, 1),
    fetched=st.integers(0, 1),
    modified=st.sampled_from([None, 1, 2]),
    raw=st.integers(0, 1),
    uri=st.sampled_from("ab"),
)
batches = st.lists(documents, max_size=8)


def outcome(first: list, second: list, seed: int, pieces: int) -> dict[str, list]:
    """Run two batches, each shuffled and cut into parts; return every table's rows."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        tables = Tables(Path(folder))
        results = []
        for batch in (first, second):
            rows = list(batch)
            chance.shuffle(rows)
            results.append(tables.run(*[rows[n::pieces] for n in range(pieces)]))
        rows = {
            name: tables.table(name).drop("raw_uri", strict=False).rows() if files else []
            for name, files in tables.files.items()
        }
        rows["assignments"] = [pl.read_parquet(r.assignments).rows() for r in results]
        rows["aside"] = [
            pl.read_parquet(r.quarantine)["reasons"].to_list() if r.quarantine else []
            for r in results
        ]
        return rows


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches, batches, st.integers(0, 1000), st.integers(1, 4))
def test_order_and_parts_do_not_matter(first, second, seed, pieces) -> None:
    assert outcome(first, second, 0, 1) == outcome(first, second, seed, pieces)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents, max_size=10), st.integers(1, 3))
def test_history_is_whole(docs, pieces) -> None:
    """Every story has versions 1..n without gaps, one of them open and shown in articles."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Tables(Path(folder))
        tables.run(docs[: len(docs) // 2])
        result = tables.run(*[docs[n::pieces] for n in range(pieces)])
        if not tables.files["articles"]:
            return
        versions = tables.table("article_versions")
        shown = tables.table("articles").select("article_id", "version_id", "version")
        for (story,), rows in versions.group_by("article_id"):
            assert sorted(rows["version"].to_list()) == list(range(1, rows.height + 1))
            current = rows.filter(pl.col("valid_to").is_null())
            wanted = shown.filter(pl.col("article_id") == story)
            assert current.select("article_id", "version_id", "version").rows() == wanted.rows()
            assert current["version"][0] == rows.height
            assert rows.sort("version")["change_kind"][0] == "first_seen"
        accepted = pl.read_parquet(result.assignments)
        assert accepted.height + result.quarantined == len({d["raw_id"] for d in docs})


def history_of(arrivals: list[list[dict]]) -> tuple[list, list]:
    """Run after run, return the versions and the article that stand at the end."""
    columns = ("version", "version_id", "change_kind", "text", "chars_added", "chars_removed")
    with tempfile.TemporaryDirectory() as folder:
        tables = Tables(Path(folder))
        for batch in arrivals:
            tables.run(batch)
        versions = tables.table("article_versions").sort("version")
        shown = tables.table("articles").select("version_id", "version", "text", "headline")
        return versions.select(columns).rows(), shown.rows()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    times=st.lists(st.integers(0, 9), min_size=2, max_size=5, unique=True),
    is_stated=st.booleans(),
    runs=st.lists(st.integers(0, 2), min_size=5, max_size=5),
)
def test_late_states_give_the_history_of_all_at_once(times, is_stated, runs) -> None:
    """States of one story, in any order of arrival over three runs: the same versions."""
    states = [
        draft(
            text=words("s", 80) + "\n\n" + words(f"day{time}", 10),
            headline=f"Headline {time % 2}",
            fetched=0 if is_stated else time,
            published=0,
            modified=time if is_stated else None,
        )
        for time in times
    ]
    arrivals = [[s for s, run in zip(states, runs, strict=False) if run == n] for n in range(3)]
    assert history_of([batch for batch in arrivals if batch]) == history_of([states])
