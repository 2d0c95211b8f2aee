"""Writes docs/tables.md, the data dictionary, from the contracts.

Run it as ``python -m warehouse.dictionary``; with ``--check`` it only says whether the page is due.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from warehouse.contract import SCHEMA_VERSION, Column, Contract, contract, type_word
from warehouse.vocabulary import VOCABULARY

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"

READING_ORDER = (
    "articles",
    "article_versions",
    "removed_blocks",
    "duplicates",
    "clusters",
    "cluster_history",
    "mentions",
    "entities",
    "article_entities",
    "entity_redirects",
    "quotes",
    "raw_documents",
    "quarantine",
    "runs",
    "run_metrics",
    "expectation_results",
)
"""The tables as a newcomer meets them: the news first, then how it came about."""

INTRODUCTION = f"""\
# Tables

<!-- Made by `python -m warehouse.dictionary` from warehouse/tables/*.toml; change those. -->

Version {SCHEMA_VERSION} of the contracts. A column may be added; none is ever renamed.

Each table is a flat folder of Parquet files, `<warehouse>/current/<table>/*.parquet`. A plain glob
over it is always exactly one published state, in DuckDB, Polars, pandas, PyArrow or anything else;
a table without rows is a file without rows. The descriptions below are also in the files.

- **Ids** are opaque strings with a prefix for their kind. The same input gives the same ids.
- **Timestamps** (`_at`) are UTC, in microseconds; `_date` is a calendar date.
- **Offsets** count Unicode code points, from 0, with the end exclusive: in SQL
  `substr(text, char_start + 1, char_end - char_start)`.
- **Joins.** `current` is a link to `snapshots/<N>`. A run that publishes between two of your reads
  changes what it names, and a file listed just before may be gone: resolve the link once
  (`realpath data/warehouse/current`) and read all tables below that. `broadsheet query` does so.
- **Null** stands for "not stated" or "not known", never for zero, today or an empty list.

The examples are SQL as `broadsheet query` takes it.
"""


def dictionary() -> str:
    """Return the whole page as Markdown."""
    contents = "\n".join(
        f"- [`{name}`](#{name}): {_inline(contract(name).summary)}" for name in READING_ORDER
    )
    tables = "\n".join(_table(contract(name)) for name in READING_ORDER)
    words = "\n".join(_word_list(name) for name in sorted(VOCABULARY))
    closing = f"## Word lists\n\nA column with a word list holds no other value.\n\n{words}"
    return f"{INTRODUCTION}\n{contents}\n\n{tables}\n{closing}"


def _table(agreed: Contract) -> str:
    lines = [f"## {agreed.name}", "", agreed.summary, ""]
    lines += [f"Key: {_names(agreed.key)}. Files promise no order: {_order(agreed)}.", ""]
    for warning in agreed.warnings:
        lines += [f"> **Note.** {warning}", ""]
    lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
    lines += [_row(column) for column in agreed.columns]
    return "\n".join([*lines, "", "```sql", agreed.example, "```", ""])


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _order(agreed: Contract) -> str:
    return f"sort by {_names(agreed.sort)} where it matters"


def _row(column: Column) -> str:
    meaning = " ".join([_inline(column.meaning), *_limits(column)])
    null = "yes" if column.null else "no"
    return f"| `{column.name}` | `{type_word(column.type)}` | {null} | {meaning} |"


def _limits(column: Column) -> Iterator[str]:
    if column.vocabulary:
        yield f"One of [{column.vocabulary}](#{column.vocabulary})."
    if column.references:
        yield f"Refers to `{column.references}`."
    if column.pattern:
        yield f"Matches `{_inline(column.pattern)}`."
    if column.minimum is not None and column.maximum is not None:
        yield f"From {column.minimum:g} to {column.maximum:g}."
    elif column.minimum is not None:
        yield f"At least {column.minimum:g}."


def _inline(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _word_list(name: str) -> str:
    words = ", ".join(f"`{word}`" for word in sorted(VOCABULARY[name]))
    return f"### {name}\n\n{words}\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is up to date (exit code 1 if not)."""
    wanted = dictionary()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text("utf-8") == wanted:
            return 0
        print(f"{PAGE} is out of date: run python -m warehouse.dictionary", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
