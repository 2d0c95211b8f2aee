"""Knows the well-known: people in office, cities, companies and bodies, with their public ids."""

import csv
import gzip
import io
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from tasks.extract.canonical import normal_name

TABLES = Path(__file__).parent / "tables"
PEOPLE = TABLES / "known_people.csv.gz"
BODIES = TABLES / "known_bodies.csv.gz"
PLACES = TABLES / "known_places.csv.gz"
BY_HAND = TABLES / "wikidata.toml"

KIND_OF_TYPE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE"}
"""The kind of entry that a type of entity may be; other types have none."""


@dataclass(frozen=True, slots=True)
class Known:
    """One entry: its ids, the country it is of, how well known it is.

    `weight` is the population of a city, `is_famous` whether it is a city of wikidata.toml; `rank`
    is 1 for what a full name alone may mean, 2 for what needs its country or, of a person, an
    office beside it, 3 for what needs both: its country, and an office or a company's words beside
    it. `country` is None for a multinational.
    """

    wikidata_id: str | None
    geonames_id: int | None
    country: str | None
    part: str | None
    rank: int
    weight: int = 0
    is_famous: bool = False


def _rows(path: Path) -> Iterator[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    return csv.DictReader(io.StringIO(text))


def _written(section: str) -> dict[str, str]:
    return cast(dict[str, str], _by_hand()[section])


@cache
def _by_hand() -> dict[str, object]:
    return tomllib.loads(BY_HAND.read_text("utf-8"))


def _normal(kind: str, names: str) -> list[str]:
    return [normal_name(kind, name) for name in names.split("|")]


def _entries() -> Iterator[tuple[str, Iterable[str], Known]]:
    """Yield (kind, normalised names, entry) of every table; the CSV files hold them normalised.

    Those written by hand come first: what they say of an id counts.
    """
    for section, kind in (("person", "PERSON"), ("organisation", "ORG"), ("region", "GPE")):
        for names, wikidata in _written(section).items():
            yield kind, _normal(kind, names), Known(wikidata, None, None, None, 1)
    for key, wikidata in _written("organisation_of").items():
        names, _, country = key.rpartition(", ")
        yield "ORG", _normal("ORG", names), Known(wikidata, None, country, None, 2)
    for path, kind in ((PEOPLE, "PERSON"), (BODIES, "ORG")):
        for row in _rows(path):
            entry = Known(row["wikidata_id"], None, row["country"] or None, None, int(row["rank"]))
            yield kind, row["names"].split(";"), entry
    famous = set(_written("city").values())
    for row in _rows(PLACES):
        if row["kind"] == "city":
            city = Known(
                row["wikidata_id"] or None,
                int(row["geonames_id"]),
                row["country"],
                row["part"] or None,
                2,
                int(row["people"]),
                row["wikidata_id"] in famous,
            )
            yield "GPE", row["names"].split(";"), city


@cache
def known() -> dict[tuple[str, str], tuple[Known, ...]]:
    """Return the entries by kind and normalised name; of one id only the first is kept."""
    found: defaultdict[tuple[str, str], dict[object, Known]] = defaultdict(dict)
    for kind, names, entry in _entries():
        for name in names:
            found[kind, name].setdefault(entry.geonames_id or entry.wikidata_id, entry)
    return {key: tuple(entries.values()) for key, entries in found.items()}


@cache
def geonames_of_code() -> dict[str, int]:
    """Return the GeoNames ids of countries and American states by their ISO 3166 code."""
    return {
        row["country"] + (f"-{row['part']}" if row["part"] else ""): int(row["geonames_id"])
        for row in _rows(PLACES)
        if row["kind"] != "city"
    }


@cache
def wikidata_of_region() -> dict[str, str]:
    """Return the Wikidata ids of regions, states and provinces by canonical name."""
    return dict(_written("region"))
