"""Builds small real tables of one run from written pages, through the project's own writer."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa

from tasks.report.facts import COUNT_KEYS, RunFacts, StageFacts, Status
from tests.tasks.report.pages import PAGES, Page, brief
from warehouse.contract import Column, contract
from warehouse.ids import make_id, sha256_text
from warehouse.stage import write_table

RUN = "run_5b1f0c2a7d9e4f60"
START = datetime(2024, 5, 31, 6, 0, tzinfo=UTC)

ROLES = {"Ingrid Halvorsen": "chair of the harbour board"}
Rows = list[dict[str, object]]


def _blank(column: Column) -> object:
    """A value for a column that a test does not care about."""
    if column.null:
        return None
    if pa.types.is_list(column.type):
        return []
    if pa.types.is_timestamp(column.type):
        return START
    if pa.types.is_string(column.type):
        return min(column.words) if column.words else "x"
    return False if pa.types.is_boolean(column.type) else 0


def frame(table: str, rows: Rows) -> pl.DataFrame:
    """Rows of a table with blanks where a test gives no value."""
    agreed = contract(table)
    empty = pl.DataFrame(pl.from_arrow(agreed.schema.empty_table()))
    filled = [{c.name: row.get(c.name, _blank(c)) for c in agreed.columns} for row in rows]
    return pl.DataFrame(filled, schema=empty.schema)


def write(folder: Path, rows: Mapping[str, Rows]) -> dict[str, list[Path]]:
    """Write each table's rows as two files, as a warehouse after two runs has them."""
    tables = {}
    for name, all_rows in rows.items():
        half = (len(all_rows) + 1) // 2
        paths = [folder / name / f"part-{n}.parquet" for n in range(2)]
        write_table(name, [frame(name, all_rows[:half])], paths[0])
        write_table(name, [frame(name, all_rows[half:])], paths[1])
        tables[name] = paths
    return tables


def tables_of(pages: Sequence[Page]) -> dict[str, Rows]:
    """All tables that the pages would leave, with a quarantine and verdicts."""
    rows: dict[str, Rows] = {name: [] for name in ("articles", "raw_documents", "removed_blocks")}
    first: dict[str, Page] = {}
    for page in pages:
        leader = first.setdefault(page.story or page.name, page)
        rows["articles"].append(_article(page, leader))
        rows["raw_documents"].append(
            {"raw_id": make_id("r", page.name), "source_text": page.source_text, "run_id": RUN}
        )
        ids = {"article_id": article_id(page), "version_id": make_id("v", page.name), "run_id": RUN}
        rows["removed_blocks"] += [
            {**block, **ids, "removed_id": make_id("x", page.name, str(n)), "position": "head"}
            for n, block in enumerate(page.removed)
        ]
    return rows | _copies(pages, first) | _names(pages) | _judged()


def article_id(page: Page) -> str:
    return make_id("a", page.name)


def _article(page: Page, leader: Page) -> dict[str, object]:
    return {
        "article_id": article_id(page),
        "version_id": make_id("v", page.name),
        "version": 1,
        "raw_id": make_id("r", page.name),
        "source_id": "local",
        "raw_uri": f"file:///news/{page.name}.txt",
        "url": page.url,
        "publisher": page.outlet,
        "headline": page.headline,
        "section": list(page.section),
        "byline": page.byline,
        "authors": list(page.authors),
        "published_at": page.published,
        "published_date": page.published.date() if page.published else None,
        "published_basis": "printed" if page.published else None,
        "published_precision": "minute" if page.published else None,
        "text": page.text,
        "removed_chars": sum(len(str(block["text"])) for block in page.removed),
        "text_sha256": sha256_text(page.text),
        "cluster_id": make_id("c", leader.name),
        "is_canonical": leader is page,
        "run_id": RUN,
    }


def _copies(pages: Sequence[Page], first: Mapping[str, Page]) -> dict[str, Rows]:
    clusters: Rows = []
    pairs: Rows = []
    for story, leader in first.items():
        members = [page for page in pages if (page.story or page.name) == story]
        cluster = make_id("c", leader.name)
        clusters.append({"cluster_id": cluster, "size": len(members), "run_id": RUN})
        pairs += [_pair(page, leader, cluster, n) for n, page in enumerate(members[1:])]
    return {"clusters": clusters, "duplicates": pairs}


def _pair(page: Page, leader: Page, cluster: str, number: int) -> dict[str, object]:
    return {
        "article_id": article_id(page),
        "matched_article_id": article_id(leader),
        "cluster_id": cluster,
        "relation": "near",
        "is_merged": True,
        "jaccard": 0.94 - number * 0.13,
        "containment_a_in_b": 0.97,
        "containment_b_in_a": 0.96 - number * 0.1,
        "shared_shingles": 104 - number,
        "rule_id": "near.jaccard",
        "sample_passage": page.text[:160],
        "run_id": RUN,
    }


def _names(pages: Sequence[Page]) -> dict[str, Rows]:
    mentions: Rows = []
    sums: Rows = []
    found: dict[tuple[str, str], set[str]] = {}
    for page in pages:
        for name, kind in page.names:
            found.setdefault((name, kind), set()).add(page.name)
            ids = {
                "article_id": article_id(page),
                "version_id": make_id("v", page.name),
                "entity_id": make_id("e", name),
                "entity_type": kind,
                "run_id": RUN,
            }
            roles = [ROLES[name]] if name in ROLES else []
            sums.append({**ids, "mention_count": 1, "roles": roles})
            place = page.text.find(name)
            field = "headline" if place < 0 else "text"
            mentions.append(
                {
                    **ids,
                    "mention_id": make_id("m", page.name, name),
                    "field": field,
                    "char_start": max(0, place),
                    "char_end": max(0, place) + len(name),
                    "surface": name,
                }
            )
    entities: Rows = [
        {
            "entity_id": make_id("e", name),
            "name": name,
            "entity_type": kind,
            "article_count": len(articles) + 2,
            "mention_count": len(articles) + 2,
            "run_id": RUN,
        }
        for (name, kind), articles in found.items()
    ]
    return {"mentions": mentions, "entities": entities, "article_entities": sums}


def _judged() -> dict[str, Rows]:
    verdicts: Rows = [
        _verdict("articles", "published_not_in_future", "published_at", "row", 2, ["2031-01-01"]),
        _verdict("articles", "text_not_empty", "text", "row", 0, []),
        _verdict("articles", "key_unique", "article_id", "table", 0, []),
        _verdict("removed_blocks", "ledger_covers_source", "*", "table", 0, []),
        _verdict("mentions", "slice_equals_surface", "surface", "row", 0, []),
        _verdict("clusters", "volume_in_band", "*", "warning", 1, ["Harbour Wire: 1 of 4"]),
    ]
    aside: Rows = [
        _aside("ingest", None, "file:///news/late.jsonl.gz", "truncated_gzip",
               "late.jsonl.gz ends in the middle of a block; fetch the file again"),
        _aside("ingest", None, "file:///news/dump.jsonl#row=118", "broken_json",
               "dump.jsonl row 118 is not JSON; mend the line"),
        _aside("clean", None, "file:///news/list.txt", "no_article_text",
               "list.txt is only a list of links; nothing is left as an article"),
        _aside("gate", "articles", "file:///news/future.txt", "published_not_in_future",
               "published_at is 2031-01-01, after the run; correct the date"),
        _aside("gate", "articles", "file:///news/future2.txt", "published_not_in_future",
               "published_at is 2031-01-01, after the run; correct the date"),
    ]  # fmt: skip
    return {"expectation_results": verdicts, "quarantine": aside}


def _verdict(
    table: str, name: str, column: str, severity: str, failed: int, examples: list[str]
) -> dict[str, object]:
    return {
        "run_id": RUN,
        "table_name": table,
        "expectation": name,
        "column": column,
        "severity": severity,
        "success": not failed,
        "evaluated": 44,
        "unexpected_count": failed,
        "examples": examples,
    }


def _aside(
    stage: str, table: str | None, uri: str, expectation: str, message: str
) -> dict[str, object]:
    reason = {"expectation": expectation, "column": None, "value": None, "message": message}
    return {
        "quarantine_id": make_id("q", uri),
        "stage": stage,
        "table_name": table,
        "raw_uri": uri,
        "reasons": [reason],
        "quarantined_at": START,
        "run_id": RUN,
    }


def facts(status: Status = "published", **changes: int) -> RunFacts:
    """Facts that agree with the sample pages: 48 documents, 3 of them set aside, 2 met again."""
    counts: dict[str, int | float] = dict.fromkeys(COUNT_KEYS, 0)
    counts |= {"inputs_new": 46, "inputs_unchanged": 3, "documents": 51, "articles_new": 45}
    counts |= {"articles_unchanged": 3, "duplicates": 2, "quarantined": 5, "mentions": 92}
    counts |= {"entities": 16, "removed_blocks": 168, "seconds": 18.4} | changes
    stages = (
        StageFacts("ingest", 0.9, {"documents": 51, "quarantined": 2}),
        StageFacts("clean", 3.1, {"removed_blocks": 168, "quarantined": 1}),
        StageFacts("deduplicate", 1.4, {"pairs": 2}),
        StageFacts("extract", 9.6, {"mentions": 92, "entities": 16}),
        StageFacts("gate", 2.2, {"rows": 320, "quarantined": 2}),
    )
    return RunFacts(
        run_id=RUN,
        snapshot=4,
        status=status,
        started_at=START,
        finished_at=START + timedelta(seconds=18),
        parameters={"cleaning": "auto", "entities": "md", "workers": 2},
        counts=counts,
        stages=stages,
        tables={"articles": "data/warehouse/current/articles"},
        failures=("articles.key_unique: 2 rows share a key",) if status == "stopped" else (),
        warnings=("clusters.volume_in_band: Harbour Wire sent 1 of 4 expected",),
    )


ALL_PAGES = (*PAGES, *(brief(number) for number in range(40)))
