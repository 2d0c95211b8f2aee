"""Derives from a table's contract the part of its suite that follows from it, or checks it."""

import argparse
import json
import sys
from collections.abc import Iterator

import pyarrow as pa

from expectations.references import references_of
from expectations.suite import SUITES_DIR, Json, suite_tables
from warehouse.contract import Contract, contract

FLAG = "expect_column_values_to_be_in_set"
ROW_TABLES = frozenset(
    {"articles", "article_versions", "raw_documents", "removed_blocks", "mentions", "quotes"}
)
"""Tables in which a bad row can be set aside; in the others it means that our sums are wrong."""

OUR_FAULT = "This is a fault of the pipeline, not of the input: report it with the run's id."
SET_ASIDE = "Look at the row with `broadsheet quarantine show` and release it if it is right."


def derived(agreed: Contract) -> list[dict[str, Json]]:
    """Return the expectations that follow from a contract, in the form of a suite file."""
    return [*_whole(agreed), *_values(agreed), *_references(agreed)]


def _whole(agreed: Contract) -> Iterator[dict[str, Json]]:
    columns = {c.name: f"{c.type}{'' if c.null else ' not null'}" for c in agreed.columns}
    yield _flag(
        "schema_is_the_contract",
        "table",
        "The files have the contract's columns, types, nullability and descriptions.",
        columns=dict(columns),
    )
    yield _flag(
        "required_values_present",
        "table",
        "No column that the contract says is never null holds a null.",
    )
    key = ", ".join(agreed.key)
    yield _flag("key_is_unique", "table", f"No two rows of the table have the same {key}.")


def _values(agreed: Contract) -> Iterator[dict[str, Json]]:
    severity = "row" if agreed.name in ROW_TABLES else "table"
    for column in agreed.columns:
        name = column.name
        if column.words and pa.types.is_list(column.type):
            note = f"Every word of {name} is in the vocabulary {column.vocabulary}."
            words: list[Json] = [*sorted(column.words)]
            yield _flag(f"{name}_in_vocabulary", severity, note, words=words)
        elif column.words:
            note = f"{name} is a word of the vocabulary {column.vocabulary}."
            yield _entry(FLAG, name, severity, note, value_set=[*sorted(column.words)])
        if column.minimum is not None or column.maximum is not None:
            low = "" if column.minimum is None else f" at least {column.minimum:g}"
            high = "" if column.maximum is None else f" at most {column.maximum:g}"
            note = f"{name} is{low}{' and' if low and high else ''}{high}."
            bounds: dict[str, Json] = {"min_value": column.minimum, "max_value": column.maximum}
            between = "expect_column_values_to_be_between"
            yield _entry(between, name, severity, note, **bounds)
        if column.pattern:
            note = f"{name} has the form {column.pattern}."
            regex = "expect_column_values_to_match_regex"
            yield _entry(regex, name, severity, note, regex=column.pattern)


def _references(agreed: Contract) -> Iterator[dict[str, Json]]:
    for reference in references_of(agreed.name):
        if len(reference.columns) == 1 and agreed.column(reference.columns[0]).references:
            target = f"{reference.target}.{reference.target_columns[0]}"
            note = f"Every {reference.columns[0]} is in {target}, and stays there."
            yield _flag(reference.flag, "table", note, references=target)


def _flag(name: str, severity: str, notes: str, **meta: Json) -> dict[str, Json]:
    entry = _entry(FLAG, name, severity, notes, value_set=[True])
    assert isinstance(entry["meta"], dict)
    entry["meta"] |= meta
    return entry


def _entry(kind: str, column: str, severity: str, notes: str, **kwargs: Json) -> dict[str, Json]:
    remedy = SET_ASIDE if severity == "row" else OUR_FAULT
    return {
        "type": kind,
        "kwargs": {"column": column, **kwargs},
        "notes": notes,
        "meta": {"severity": severity, "remedy": remedy, "derived": True},
    }


def refresh(table: str) -> str:
    """Return a suite file's text with its derived part brought up to the contract.

    Expectations written by hand stay; so do the severity, notes and remedy that a reviewer gave
    to a derived one.
    """
    path = SUITES_DIR / f"{table}.json"
    raw = json.loads(path.read_text("utf-8"))
    reviewed = {_name(e): e for e in raw["expectations"]}
    fresh = [_reviewed(e, reviewed.get(_name(e))) for e in derived(contract(table))]
    by_hand = [e for e in raw["expectations"] if not e["meta"].get("derived")]
    raw["expectations"] = [*fresh, *by_hand]
    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n"


def _name(entry: dict[str, Json]) -> tuple[str, str]:
    kwargs = entry["kwargs"]
    assert isinstance(kwargs, dict)
    return str(entry["type"]), str(kwargs["column"])


def _reviewed(entry: dict[str, Json], before: dict[str, Json] | None) -> dict[str, Json]:
    if before is None:
        return entry
    meta, old = entry["meta"], before["meta"]
    assert isinstance(meta, dict)
    assert isinstance(old, dict)
    given = {word: old[word] for word in ("severity", "remedy")}
    return {**entry, "notes": before["notes"], "meta": {**meta, **given}}


def main() -> int:
    """Write the suites' derived parts, or with --check say which have drifted (exit code 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a drift")
    check = parser.parse_args().check
    drifted = []
    for table in suite_tables():
        path, text = SUITES_DIR / f"{table}.json", refresh(table)
        if path.read_text("utf-8") != text:
            drifted.append(table)
            if not check:
                path.write_text(text, "utf-8")
    for table in drifted:
        print(f"{table}: {'differs from its contract' if check else 'brought up to date'}")
    return int(check and bool(drifted))


if __name__ == "__main__":
    sys.exit(main())
