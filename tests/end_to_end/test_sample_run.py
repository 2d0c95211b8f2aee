"""The main job over the shipped samples, seen as a user sees it."""

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import SAMPLES, Cli
from tests.end_to_end.tables import current
from warehouse.contract import contract, table_names

QUERIES = SAMPLES.parent / "queries"
Sample = tuple[Path, dict[str, Any]]

PROMISED = {
    "run_id",
    "snapshot",
    "inputs_new",
    "inputs_unchanged",
    "documents",
    "articles_new",
    "articles_updated",
    "articles_unchanged",
    "duplicates",
    "quarantined",
    "mentions",
    "entities",
    "removed_blocks",
    "seconds",
    "tables",
}


def test_prefects_pages_show_how_far_a_run_is_and_what_it_did(cli: Cli, sample_run: Sample) -> None:
    ask = urllib.request.Request(
        f"{cli.variables['PREFECT_API_URL']}/artifacts/latest/filter",
        b"{}",
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(ask, timeout=10) as answer:
        found = {one["key"]: one for one in json.loads(answer.read())}
    assert found["broadsheet-progress"]["data"] == 100.0
    assert "gate" in found["broadsheet-stages"]["data"]
    assert "published snapshot" in found["broadsheet-run"]["data"]


def test_run_answers_with_everything_promised(sample_run: Sample) -> None:
    warehouse, outcome = sample_run
    assert outcome.keys() >= PROMISED
    assert outcome["status"] == "published"
    assert outcome["snapshot"] == 1
    assert outcome["documents"] >= 40
    assert outcome["articles_new"] == current(warehouse, "articles").height
    assert outcome["quarantined"] == current(warehouse, "quarantine").height > 0
    assert outcome["mentions"] == current(warehouse, "mentions").height > 0
    assert outcome["entities"] == current(warehouse, "entities").height
    assert outcome["removed_blocks"] == current(warehouse, "removed_blocks").height
    assert set(outcome["tables"]) == set(table_names())
    assert Path(outcome["report"]).is_file()


def test_second_run_is_unchanged_and_publishes_nothing(cli: Cli, sample_run: Sample) -> None:
    warehouse, first = sample_run
    before = (warehouse / "current").readlink()
    again = cli.facts("run", SAMPLES, "--warehouse", warehouse)
    assert again["status"] == "unchanged"
    assert again["inputs_new"] == 0
    assert again["inputs_unchanged"] == first["inputs_new"]
    assert (warehouse / "current").readlink() == before
    assert sorted(p.name for p in (warehouse / "snapshots").iterdir()) == ["1"]


def test_every_check_holds(cli: Cli, sample_run: Sample) -> None:
    report = cli.facts("check", "--warehouse", sample_run[0])
    assert report["ok"] is True
    assert report["checks"]


def test_tables_have_their_contracts(sample_run: Sample) -> None:
    for name in table_names():
        rows = current(sample_run[0], name)
        assert rows.columns == [c.name for c in contract(name).columns], name


def test_mentions_slice_to_their_surface_in_sql(cli: Cli, sample_run: Sample) -> None:
    sql = """
        select count(*) as n, count(*) filter (
            substr(case field when 'text' then text else headline end,
                   char_start + 1, char_end - char_start) <> surface) as wrong
        from mentions join articles using (article_id, version_id)
    """
    answer = cli.facts("query", sql, "--warehouse", sample_run[0])
    [[count, wrong]] = answer["rows"]
    assert count > 100
    assert wrong == 0


@pytest.mark.parametrize("query", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_shipped_queries_answer(cli: Cli, sample_run: Sample, query: Path) -> None:
    assert cli.facts("query", query, "--warehouse", sample_run[0])["rows"]


def test_ledger_covers_every_source(sample_run: Sample) -> None:
    versions = current(sample_run[0], "article_versions")
    sources = current(sample_run[0], "raw_documents").select("raw_id", "source_text")
    blocks = current(sample_run[0], "removed_blocks").partition_by("version_id", as_dict=True)
    for row in versions.join(sources, on="raw_id").iter_rows(named=True):
        characters = list(row["source_text"])
        own = blocks.get((row["version_id"],))
        for block in own.iter_rows(named=True) if own is not None else ():
            start, end = block["char_start"], block["char_end"]
            assert row["source_text"][start:end] == block["text"]
            characters[start:end] = " " * (end - start)
        assert "".join("".join(characters).split()) == "".join(row["text"].split())


def test_explain_names_the_rules(cli: Cli, sample_run: Sample) -> None:
    articles = current(sample_run[0], "articles")
    removed = current(sample_run[0], "removed_blocks")
    chosen = removed.filter(pl.col("action") == "removed").row(0, named=True)
    shown = cli("explain", chosen["article_id"], "--warehouse", sample_run[0], "--width", 100)
    assert shown.returncode == 0, shown.stderr
    assert articles.filter(article_id=chosen["article_id"])["cluster_id"][0] in shown.stdout
    assert f"{{{chosen['kind']}}}" in shown.stdout
    facts = cli.facts("explain", chosen["article_id"], "--warehouse", sample_run[0])
    assert chosen["rule_id"] in {block["rule_id"] for block in facts["removed"]}


def test_explain_tells_why_copies_belong_together(cli: Cli, sample_run: Sample) -> None:
    warehouse, outcome = sample_run
    pairs = current(warehouse, "duplicates").filter(pl.col("is_merged"))
    pair = pairs.filter(pl.col("relation") != "exact").row(0, named=True)
    place = ("--warehouse", warehouse)
    cluster = cli.facts("explain", pair["article_id"], *place)["cluster"]
    names = {member["article_id"] for member in cluster["members"]}
    assert {pair["article_id"], pair["matched_article_id"], cluster["origin_article_id"]} <= names
    assert pair["jaccard"] in {one["jaccard"] for one in cluster["pairs"]}
    assert [(e["event"], e["run_id"]) for e in cluster["events"]] == [
        ("created", outcome["run_id"])
    ]
    (told,) = cluster["differences"]
    texts = dict(current(warehouse, "articles").select("article_id", "text").iter_rows())
    for sentence in told["sentences"]:
        mine = sentence["change"] != "removed"
        assert sentence["text"] in texts[told["article_id"] if mine else told["against"]]
    assert {sentence["change"] for sentence in told["sentences"]} > {"kept"}
    asked = (pair["article_id"], "--against", pair["matched_article_id"])
    (same,) = cli.facts("explain", *asked, *place)["cluster"]["differences"]
    assert (same["article_id"], same["against"]) == (asked[0], asked[2])
    shown = cli("explain", *asked, "--width", 100, *place)
    assert "what runs did to it" in shown.stdout
    assert "  + " in shown.stdout or "  - " in shown.stdout
    alone = current(warehouse, "articles").join(pairs, on="cluster_id", how="anti")
    refused = cli("explain", asked[0], "--against", alone["article_id"][0], *place)
    assert refused.returncode == 2
    assert "is not in the cluster of" in refused.stderr


def test_explain_works_on_a_file_without_a_warehouse(cli: Cli, tmp_path: Path) -> None:
    page = SAMPLES / "meridian_post" / "softer_line.txt"
    facts = cli.facts("explain", page, "--warehouse", tmp_path / "none")
    [document] = facts["documents"]
    assert document["metadata"]["headline"]
    assert document["removed"]


def test_quarantine_can_be_listed_and_shown(cli: Cli, sample_run: Sample) -> None:
    items = cli.facts("quarantine", "list", "--warehouse", sample_run[0])["items"]
    assert items
    for item in items:
        assert item["reasons"], item
        assert all(len(reason["message"]) > 20 for reason in item["reasons"])
        assert item["raw_uri"], item
    first = items[0]["quarantine_id"]
    shown = cli.facts("quarantine", "show", first[:14], "--warehouse", sample_run[0])
    assert shown["quarantine_id"] == first


def test_tables_verb_tells_rows_and_dictionary(cli: Cli, sample_run: Sample) -> None:
    told = cli.facts("tables", "--warehouse", sample_run[0])["tables"]
    assert {one["name"] for one in told} == set(table_names())
    articles = cli.facts("tables", "articles", "--warehouse", sample_run[0])
    assert [c["name"] for c in articles["columns"]] == [
        c.name for c in contract("articles").columns
    ]


def test_report_is_written_again_from_the_tables(cli: Cli, sample_run: Sample) -> None:
    warehouse, outcome = sample_run
    page = Path(outcome["report"])
    facts = page.with_suffix(".json")
    kept = facts.read_text("utf-8")
    facts.unlink()
    try:
        answer = cli.facts("report", "--warehouse", warehouse)
        assert Path(answer["report"]) == page
        assert outcome["run_id"] in page.read_text("utf-8")
    finally:
        facts.write_text(kept, "utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "no/such/folder"),
        ("run",),
        ("query", "selec nothing"),
        ("tables", "nothing"),
        ("quarantine", "show", "q_nothing"),
        ("run", "x", "--config", "none.toml"),
        ("serve", "."),
        ("backfill", "--to", "soon"),
    ],
)
def test_misuse_ends_with_2_and_a_sentence(
    cli: Cli, sample_run: Sample, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = cli(*arguments, cwd=tmp_path, BROADSHEET_WAREHOUSE=str(sample_run[0]))
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) > 20


@pytest.mark.parametrize(
    "verb",
    [
        *("run", "serve", "backfill", "explain", "query", "tables", "diff", "report", "check"),
        *("forget", "quarantine list", "quarantine show", "quarantine release"),
        *("quarantine discard", "server status", "server stop"),
    ],
)
def test_every_verb_has_help_with_an_example(cli: Cli, verb: str) -> None:
    done = cli(*verb.split(), "--help")
    assert done.returncode == 0
    assert f"broadsheet {verb}" in done.stdout
    assert "Example:" in done.stdout


def test_reading_verbs_load_nothing_heavy(sample_run: Sample) -> None:
    code = (
        "import sys; from flows.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'prefect', 'great_expectations', 'spacy'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy), file=sys.stderr)"
    )
    article = current(sample_run[0], "articles")["article_id"][0]
    for arguments in (
        ["--help"],
        ["tables", "--json"],
        ["query", "select 1", "--json"],
        ["explain", article, "--json"],
        ["explain", str(SAMPLES / "meridian_post" / "softer_line.txt"), "--json"],
        ["check", "--json"],
    ):
        place = [] if arguments == ["--help"] else ["--warehouse", str(sample_run[0])]
        done = subprocess.run(
            [__import__("sys").executable, "-c", code, *arguments, *place],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "HEAVY []" in done.stderr, (arguments, done.stderr[-2000:])
        if "--json" in arguments:
            json.loads(done.stdout)
