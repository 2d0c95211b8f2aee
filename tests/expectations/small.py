"""A small consistent warehouse, made from frames that a test may break before it is written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from expectations.candidates import columns_of
from expectations.gate import Candidates, GateOptions
from warehouse.contract import contract
from warehouse.ids import sha256_text
from warehouse.stage import write_table

CLOCK = datetime(2031, 5, 4, 12, tzinfo=UTC)
EARLIER = CLOCK - timedelta(days=1)
RUN = "run_small"
Frames = dict[str, pl.DataFrame]
Rows = list[dict[str, object]]

LEAD = "HARBOUR CITY — Ferries stopped at noon.\n\n“No boat will sail,” said Ada Moor."
BODIES = {
    "a_1": LEAD,
    "a_2": LEAD + "\n\nThe Port Office\u00a0agreed.",
    "a_3": "Snow fell on Mount Ilve.\n\nAda Moor was there.",
}


def source_of(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a page around a text, and where its two pieces of furniture lie."""
    head, tail = "print PRINT", "More Stories\n- Naïve “bear” found"
    source = f"{head}\n\n{text}\n{tail}\n"
    return source, [(0, len(head), head), (len(source) - len(tail) - 1, len(source) - 1, tail)]


def small_frames() -> Frames:
    """Return every judged table: a_1 in two versions, a_2 a copy of it, a_3 alone."""
    versions = [
        _version("a_1", 1, "Ferries stopped.", EARLIER, CLOCK),
        _version("a_1", 2, BODIES["a_1"], CLOCK, None),
        _version("a_2", 1, BODIES["a_2"], CLOCK, None),
        _version("a_3", 1, BODIES["a_3"], CLOCK, None),
    ]
    return {
        "raw_documents": _frame("raw_documents", [_raw(v) for v in versions]),
        "article_versions": _frame("article_versions", versions),
        "articles": _frame("articles", [_article(v) for v in versions if v["valid_to"] is None]),
        "removed_blocks": _frame("removed_blocks", [b for v in versions for b in _blocks(v)]),
        "clusters": _frame("clusters", [_cluster("c_1", "a_1", 2), _cluster("c_3", "a_3", 1)]),
        "cluster_history": _frame("cluster_history", [_event()]),
        "duplicates": _frame("duplicates", [_pair()]),
        "mentions": _frame("mentions", _mentions()),
        "entities": _frame("entities", _entities()),
        "article_entities": _frame("article_entities", _article_entities()),
        "entity_redirects": _frame("entity_redirects", _redirects()),
        "quotes": _frame("quotes", _quotes()),
    }


def _frame(table: str, rows: Rows) -> pl.DataFrame:
    schema = columns_of(table)
    full = [dict.fromkeys(schema) | {"run_id": RUN} | row for row in rows]
    return pl.DataFrame(full, schema=schema)


def _version(
    article: str, number: int, text: str, start: datetime, end: datetime | None
) -> dict[str, object]:
    source, blocks = source_of(text)
    return {
        "version_id": f"{article}_v{number}", "article_id": article, "version": number,
        "source_id": "local", "raw_uri": f"file:///{article}", "raw_id": f"r_{article}_{number}",
        "headline": "Ada Moor on the ferries", "authors": [], "author_kinds": [], "section": [],
        "published_at": datetime(2031, 5, 2, 9, tzinfo=UTC), "text": text,
        "word_count": len(text.split()), "paragraph_count": text.count("\n\n") + 1,
        "removed_chars": sum(len("".join(b.split())) for _, _, b in blocks),
        "text_sha256": sha256_text(text), "raw_sha256": sha256_text(source),
        "cleaner_version": "1", "valid_from": start, "valid_to": end,
        "change_kind": "first_seen" if number == 1 else "publisher_edit",
        "chars_added": len(text), "chars_removed": 0,
    }  # fmt: skip


def _article(version: dict[str, object]) -> dict[str, object]:
    article = version["article_id"]
    names = {column.name for column in contract("articles").columns}
    return {name: value for name, value in version.items() if name in names} | {
        "id_basis": "text", "published_date": date(2031, 5, 2), "published_basis": "printed",
        "published_precision": "minute", "cluster_id": "c_3" if article == "a_3" else "c_1",
        "modified_at": datetime(2031, 5, 2, 10, tzinfo=UTC), "language": "en",
        "language_score": 0.9, "is_canonical": article != "a_2", "quality_flags": ["short"],
        "fetched_at": EARLIER, "first_seen_at": EARLIER, "last_seen_at": CLOCK,
    }  # fmt: skip


def _raw(version: dict[str, object]) -> dict[str, object]:
    source, _ = source_of(str(version["text"]))
    return {
        "raw_id": version["raw_id"], "raw_sha256": version["raw_sha256"], "source_id": "local",
        "raw_uri": version["raw_uri"], "media_type": "text/html", "source_text": source,
        "blocks": [{"char_start": 0, "char_end": 11, "path": "p", "link_chars": 0}],
        "byte_length": len(source.encode()), "damage": [], "fetched_at": EARLIER,
    }  # fmt: skip


def _blocks(version: dict[str, object]) -> Rows:
    _, blocks = source_of(str(version["text"]))
    return [
        {
            "removed_id": f"x_{version['version_id']}_{start}", "article_id": version["article_id"],
            "version_id": version["version_id"], "kind": "furniture", "action": "removed",
            "rule_id": "test", "position": "head", "char_start": start, "char_end": end,
            "text": text, "score": 1.0,
        }
        for start, end, text in blocks
    ]  # fmt: skip


def _cluster(cluster: str, canonical: str, size: int) -> dict[str, object]:
    when = datetime(2031, 5, 2, 9, tzinfo=UTC)
    return {
        "cluster_id": cluster, "canonical_article_id": canonical, "size": size, "domain_count": 1,
        "origin_article_id": canonical, "first_published_at": when, "last_published_at": when,
        "weakest_edge": 0.9 if size > 1 else None,
    }  # fmt: skip


def _event() -> dict[str, object]:
    return {
        "old_cluster_id": "c_1", "new_cluster_id": "c_1", "event": "created", "article_count": 2,
        "by_article_id": "a_2", "by_matched_article_id": "a_1",
    }  # fmt: skip


def _pair() -> dict[str, object]:
    return {
        "article_id": "a_2", "matched_article_id": "a_1", "cluster_id": "c_1", "relation": "near",
        "is_merged": True, "jaccard": 0.5, "containment_a_in_b": 0.5, "containment_b_in_a": 1.0,
        "shared_shingles": 9, "time_gap_s": 0, "rule_id": "near",
    }  # fmt: skip


def _mentions() -> Rows:
    rows = []
    for article, text in BODIES.items():
        for field, value in (("headline", "Ada Moor on the ferries"), ("text", text)):
            start = value.index("Ada Moor")
            rows.append(_mention(article, field, start, "Ada Moor", "e_ada", "PERSON"))
    ilve = BODIES["a_3"].index("Mount Ilve")
    return [*rows, _mention("a_3", "text", ilve, "Mount Ilve", "e_ilve", "LOC")]


def _mention(
    article: str, field: str, start: int, surface: str, entity: str, kind: str
) -> dict[str, object]:
    return {
        "mention_id": f"m_{article}_{field}_{start}", "article_id": article,
        "version_id": f"{article}_v{2 if article == 'a_1' else 1}", "entity_id": entity,
        "field": field, "char_start": start, "char_end": start + len(surface), "surface": surface,
        "entity_type": kind, "kind": "full", "score": 0.8, "model": "rules", "rule_id": "test",
    }  # fmt: skip


def _entities() -> Rows:
    seen = {"first_seen_at": EARLIER, "last_seen_at": EARLIER}
    return [
        {"entity_id": "e_ada", "entity_type": "PERSON", "name": "Ada Moor", "aliases": ["A. Moor"],
         "wikidata_id": "Q42", "mention_count": 6, "article_count": 3, **seen},
        {"entity_id": "e_ilve", "entity_type": "LOC", "name": "Mount Ilve", "aliases": [],
         "iso3166": "XA-12", "mention_count": 1, "article_count": 1, **seen},
    ]  # fmt: skip


def _article_entities() -> Rows:
    """Sum up the mentions above: Ada Moor in headline and text of each story, the hill in one."""
    rows: Rows = []
    for article, text in BODIES.items():
        version = f"{article}_v{2 if article == 'a_1' else 1}"
        place = text.index("Ada Moor")
        quoted = {"a_1": 1, "a_2": 1, "a_3": 0}[article]
        rows.append(
            {
                "article_id": article,
                "version_id": version,
                "entity_id": "e_ada",
                "entity_type": "PERSON",
                "mention_count": 2,
                "quote_count": quoted,
                "first_char_start": place,
                "in_headline": True,
                "in_lead": place < text.index("\n"),
                "salience": 0.5,
                "roles": ["Captain"],
            }
        )
    hill = BODIES["a_3"].index("Mount Ilve")
    return [
        *rows,
        {"article_id": "a_3", "version_id": "a_3_v1", "entity_id": "e_ilve", "entity_type": "LOC",
         "mention_count": 1, "quote_count": 0, "first_char_start": hill, "in_headline": False,
         "in_lead": True, "salience": 0.5, "roles": []},
    ]  # fmt: skip


def _redirects() -> Rows:
    ends = {"e_old_ada": "e_ada", "e_old_hill": "e_ilve"}
    return [
        {"old_entity_id": old, "new_entity_id": new, "reason": "linked"}
        for old, new in ends.items()
    ]


def _quotes() -> Rows:
    text = "No boat will sail,"
    start = LEAD.index(text)
    return [
        {"quote_id": f"q_{article}", "article_id": article, "version_id": version,
         "char_start": start, "char_end": start + len(text), "text": text,
         "speaker_surface": "Ada Moor", "speaker_entity_id": "e_ada", "kind": "direct",
         "score": 0.9}
        for article, version in (("a_1", "a_1_v2"), ("a_2", "a_2_v1"))
    ]  # fmt: skip


def candidates_of(frames: Frames, folder: Path) -> Candidates:
    """Write frames as candidate files."""
    return Candidates(added=write_all(frames, folder), deleted={}, current={})


def write_all(frames: Frames, folder: Path) -> dict[str, tuple[Path, ...]]:
    """Write each frame as one file of its table."""
    files = {}
    for table, frame in frames.items():
        path = folder / table / "part-0.parquet"
        write_table(table, [frame], path)
        files[table] = (path,)
    return files


def options(waived: frozenset[str] = frozenset()) -> GateOptions:
    """Return the options of a run at CLOCK."""
    return GateOptions(RUN, CLOCK, None, waived)
