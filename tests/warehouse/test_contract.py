"""The contracts are sound: keys exist, references lead somewhere, every word list is used."""

import re

import pyarrow as pa
import pytest

from warehouse.contract import (
    TABLES_DIR,
    Contract,
    ContractError,
    contract,
    parse_type,
    table_names,
    type_word,
)
from warehouse.vocabulary import VOCABULARY

every_table = pytest.mark.parametrize("table", table_names())


@every_table
def test_file_and_table_bear_one_name(table: str) -> None:
    assert contract(table).name == table


@every_table
def test_key_and_sort_are_columns_and_keys_are_never_null(table: str) -> None:
    agreed = contract(table)
    assert agreed.key
    assert all(not agreed.column(name).null for name in agreed.key)
    assert all(not pa.types.is_nested(agreed.column(name).type) for name in agreed.sort)


@every_table
def test_every_table_says_which_run_wrote_its_rows(table: str) -> None:
    assert not contract(table).column("run_id").null


@every_table
def test_references_lead_to_a_column_of_the_same_type(table: str) -> None:
    for column in contract(table).columns:
        if column.references:
            other, name = column.references.split(".")
            assert contract(other).column(name).type == column.type


@every_table
def test_names_follow_the_conventions(table: str) -> None:
    for column in contract(table).columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        is_time = column.name.endswith("_at") or column.name in {"valid_from", "valid_to"}
        assert is_time == pa.types.is_timestamp(column.type)
        assert column.name.endswith("_date") == pa.types.is_date(column.type)
        assert column.meaning.rstrip().endswith(".") or "…" in column.meaning


@every_table
def test_lists_and_flags_are_empty_or_false_rather_than_null(table: str) -> None:
    """But for `blocks`, which only HTML pages have."""
    for column in contract(table).columns:
        if pa.types.is_list(column.type) and column.name != "blocks":
            assert not column.null


def test_every_word_list_is_used() -> None:
    used = {column.vocabulary for name in table_names() for column in contract(name).columns}
    assert used - {None} == set(VOCABULARY)


def test_type_words_and_types_match() -> None:
    for name in table_names():
        for column in contract(name).columns:
            assert parse_type(type_word(column.type)).equals(column.type)


@pytest.mark.parametrize("word", ["text", "list<text>", "int", "struct<>", "list<string"])
def test_strange_type_words_are_refused(word: str) -> None:
    with pytest.raises((ContractError, ValueError)):
        parse_type(word)


def test_descriptions_are_in_the_schema() -> None:
    schema = contract("articles").schema
    field = schema.field("published_at")
    assert field.metadata[b"description"].startswith(b"First publication.")
    assert schema.metadata[b"broadsheet.table"] == b"articles"


def test_unknown_names_list_the_known_ones() -> None:
    with pytest.raises(
        KeyError, match="no table 'article'; there are: article_entities, article_versions"
    ):
        contract("article")
    with pytest.raises(KeyError, match="articles has no column body"):
        contract("articles").column("body")


def test_contracts_are_read_once() -> None:
    assert contract("articles") is contract("articles")
    assert isinstance(contract("articles"), Contract)
    assert {path.stem for path in TABLES_DIR.glob("*.toml")} == set(table_names())
