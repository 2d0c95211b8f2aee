"""Knows countries, their people and capitals, and the other places that news names often."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from tasks.extract.lookup import CAPITALISED, Index, find_known, index_of

TABLES = Path(__file__).parent / "tables"
SHORTEST_SHOUT = 4


@dataclass(frozen=True, slots=True)
class Place:
    """What a surface names: a country, a part of one, a people, a city or a region.

    `certain` is False for a surface that often names something else (Georgia, Jordan). `kind` is
    the mention's kind, `iso` an ISO 3166-1 or 3166-2 code; `seat_of` the code of the country whose
    capital it is.
    """

    name: str
    type: str
    kind: str
    iso: str | None = None
    wikidata_id: str | None = None
    certain: bool = True
    seat_of: str | None = None


def _names(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]


def _countries() -> Iterator[tuple[str, Place]]:
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"].removeprefix("?")
            country = Place(name, "GPE", "full", row["iso3166"], row["wikidata_id"] or None)
            yield row["name"], country
            for alias in _names(row["aliases"]):
                yield alias, replace(country, kind="alias")
            people = _names(row["demonyms"])
            for demonym in people:
                group = people[0].removeprefix("?")
                yield demonym, Place(group, "NORP", "demonym", row["iso3166"])
            for capital in _names(row["capitals"]):
                first = _names(row["capitals"])[0].removeprefix("?")
                kind = "full" if capital.removeprefix("?") == first else "alias"
                yield capital, Place(first, "GPE", kind, seat_of=row["iso3166"])


def _regions() -> Iterator[tuple[str, Place]]:
    tables = tomllib.loads((TABLES / "regions.toml").read_text("utf-8"))
    for iso, names in cast(dict[str, list[str]], tables["part_of_country"]).items():
        first = names[0].removeprefix("?")
        for name in names:
            yield name, Place(first, "GPE", "full" if name == names[0] else "alias", iso)
    for iso, peoples in cast(dict[str, list[str]], tables["people_of_part"]).items():
        for name in peoples:
            yield name, Place(peoples[0].removeprefix("?"), "NORP", "demonym", iso)
    for group, kind in (("region", "LOC"), ("city", "GPE")):
        for name in cast(list[str], tables[group]["names"]):
            yield name, Place(name.removeprefix("?"), kind, "full")


def _organisations() -> Iterator[tuple[str, Place]]:
    tables = tomllib.loads((TABLES / "organisations.toml").read_text("utf-8"))
    for name, aliases in cast(dict[str, list[str]], tables["organisations"]).items():
        yield name, Place(name, "ORG", "full")
        for alias in aliases:
            short = alias.removeprefix("?").replace(".", "")
            yield alias, Place(name, "ORG", "acronym" if short.isupper() else "alias")


@cache
def places() -> dict[str, Place]:
    """Return every surface of the tables with what it names; the first table to say so wins.

    Certain surfaces of four letters and more are there in capitals too, as datelines and score
    tables print them.
    """
    known: dict[str, Place] = {}
    shouted: dict[str, Place] = {}
    for surface, place in (*_countries(), *_regions(), *_organisations()):
        plain = surface.removeprefix("?")
        entry = replace(place, certain=plain == surface)
        known.setdefault(plain, entry)
        if len(plain) >= SHORTEST_SHOUT and entry.certain:
            kind = "alias" if entry.kind == "full" else entry.kind
            shouted.setdefault(plain.upper(), replace(entry, kind=kind))
    return {**shouted, **known}


@cache
def _printed() -> dict[str, str]:
    """Return how running text spells each certain surface, by the same in capitals."""
    return {
        surface.upper(): surface
        for surface, place in reversed(places().items())
        if place.certain and len(surface) >= SHORTEST_SHOUT and not surface.isupper()
    }


def spell_places(shouted: str, line: str) -> str:
    """Give the places of a shouted line the capitals of running text; `line` is it recased."""
    spelled = _printed()
    for start, end, _ in find_places(shouted):
        if usual := spelled.get(shouted[start:end]):
            line = line[:start] + usual + line[end:]
        elif "." in shouted[start:end]:
            line = line[:start] + shouted[start:end] + line[end:]
    return line


@cache
def country_of_code() -> dict[str, Place]:
    """Return the full entry of each country by its ISO 3166-1 code."""
    return {p.iso: p for p in places().values() if p.iso and p.kind == "full" and p.type == "GPE"}


@cache
def _index() -> Index:
    return index_of(places())


def begins_with_place(surface: str) -> bool:
    """Tell whether the first word of a surface begins the name of some place."""
    first = CAPITALISED.match(surface)
    return first is not None and first[0] in _index()


def find_places(text: str) -> Iterator[tuple[int, int, Place]]:
    """Yield (start, end, place) for every surface of the tables in a text; the longest wins."""
    known = places()
    for start, end, surface in find_known(text, _index()):
        yield start, end, known[surface]
