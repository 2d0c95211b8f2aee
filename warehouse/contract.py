"""Reads a table contract from tables/<name>.toml and turns it into a described Arrow schema."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

import pyarrow as pa

from warehouse.vocabulary import VOCABULARY

SCHEMA_VERSION = "1.1.0"
"""Version of all table contracts: a new nullable column is a minor step, a rename a major one."""

TABLES_DIR = Path(__file__).parent / "tables"

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}


class ContractError(ValueError):
    """A contract file is not well formed."""


@dataclass(frozen=True)
class Column:
    """One column of a table as its contract states it."""

    name: str
    type: pa.DataType
    null: bool
    meaning: str
    vocabulary: str | None = None
    references: str | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def words(self) -> frozenset[str] | None:
        """The closed list of values, when the contract names one."""
        return VOCABULARY[self.vocabulary] if self.vocabulary else None


@dataclass(frozen=True)
class Contract:
    """What a table promises: key, order, columns, and what its readers should know.

    `example` is a query in SQL that shows what the table is for.
    """

    name: str
    summary: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    text_heavy: bool
    warnings: tuple[str, ...]
    example: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return one column. Raises KeyError when the table has none of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with nullability and a description on every column."""
        fields = [
            pa.field(c.name, c.type, c.null, {b"description": c.meaning.encode()})
            for c in self.columns
        ]
        metadata: dict[bytes | str, bytes | str] = {
            b"broadsheet.table": self.name.encode(),
            b"broadsheet.schema_version": SCHEMA_VERSION.encode(),
            b"description": self.summary.encode(),
        }
        return pa.schema(fields, metadata)


def parse_type(text: str) -> pa.DataType:
    """Turn a contract's type word, such as ``list<string>``, into an Arrow type.

    Raises ContractError for a word that no contract may use.
    """
    if text in _SCALARS:
        return _SCALARS[text]
    if inner := re.fullmatch(r"list<(.+)>", text):
        return pa.list_(parse_type(inner[1]))
    if inner := re.fullmatch(r"struct<(.+)>", text):
        pairs = (part.split(":") for part in inner[1].split(","))
        return pa.struct([(name.strip(), parse_type(kind.strip())) for name, kind in pairs])
    raise ContractError(f"unknown column type {text!r}")


def type_word(kind: pa.DataType) -> str:
    """Return the word that a contract uses for an Arrow type: the inverse of `parse_type`."""
    if isinstance(kind, pa.ListType):
        return f"list<{type_word(kind.value_type)}>"
    if isinstance(kind, pa.StructType):
        fields = (f"{field.name}: {type_word(field.type)}" for field in kind)
        return f"struct<{', '.join(fields)}>"
    return next(word for word, scalar in _SCALARS.items() if scalar.equals(kind))


def _column(name: str, entry: dict[str, object]) -> Column:
    bounds = entry.get("range", [entry.get("min"), entry.get("max")])
    low, high = cast(list[float | None], bounds)
    vocabulary = entry.get("vocabulary")
    if vocabulary is not None and vocabulary not in VOCABULARY:
        raise ContractError(f"column {name}: no vocabulary {vocabulary!r}")
    return Column(
        name=name,
        type=parse_type(str(entry["type"])),
        null=bool(entry["null"]),
        meaning=str(entry["meaning"]),
        vocabulary=None if vocabulary is None else str(vocabulary),
        references=str(entry["references"]) if "references" in entry else None,
        pattern=str(entry["pattern"]) if "pattern" in entry else None,
        minimum=low,
        maximum=high,
    )


@cache
def contract(table: str) -> Contract:
    """Return the contract of one table. Raises KeyError when there is no such table."""
    path = TABLES_DIR / f"{table}.toml"
    if not path.is_file():
        raise KeyError(f"no table {table!r}; there are: {', '.join(table_names())}")
    raw = tomllib.loads(path.read_text("utf-8"))
    columns = tuple(_column(name, entry) for name, entry in raw["columns"].items())
    return Contract(
        name=raw["name"],
        summary=raw["summary"],
        key=tuple(raw["key"]),
        sort=tuple(raw["sort"]),
        text_heavy=raw.get("text_heavy", False),
        warnings=tuple(raw["warnings"]),
        example=raw["example"].strip(),
        columns=columns,
    )


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables, sorted."""
    return tuple(sorted(path.stem for path in TABLES_DIR.glob("*.toml")))
