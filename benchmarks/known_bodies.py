"""Reads companies, universities and towns with their Wikidata ids out of name-suggestion-index.

The package name-suggestion-index 8.0.20260918 (OpenStreetMap's list of brands and operators, BSD
3-clause) holds the English labels and descriptions that Wikidata has of them (CC0 1.0), in
`dist/wikidata/wikidata.json`. A description says what a body is and of which country: "Spanish
supermarket chain" is a reason not to take "Dia" for it in news that never names Spain.
`benchmarks.known_names` writes what this module yields into the tables that linking ships.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from tasks.extract.canonical import normal_name
from tasks.extract.gazetteer import find_places

NEWEST = 12_000_000  # ids given later are of shops that no newspaper wrote of before
LABEL = re.compile(r"[A-Z0-9][\w .&'’,/+!-]*", re.A)
BODY = re.compile(
    r"\b(?:universit(?:y|ies)|college|bank|airline|compan(?:y|ies)|corporation|conglomerate|"
    r"manufacturer|retailer|broadcaster|newspaper|insurer|insurance|automaker|brewery|hospital|"
    r"police|agency|department|ministry|network|carrier|firm|chain|brand|operator|union|"
    r"association|church|organi[sz]ation|charity|museum|authority|commission|service|group|utility)\b",
    re.I,
)
PLACE = re.compile(
    r"\b(?:city|town|village|municipality|commune|county|district|province|state|region|river|lake|"
    r"settlement|island|capital|borough|parish|canton|prefecture|disambiguation|class of|type of|"
    r"former)\b",
    re.I,
)
TOWN = re.compile(r"\b(?:city|town)\b", re.I)
NO_TOWN = re.compile(r"\b(?:bus|district|service|council|government|department|county of)\b", re.I)
UNIVERSITY = re.compile(r"\b(?:University|College)\b")


def described(package: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (Wikidata id, English label, English description) of the package's items."""
    file = package / "dist" / "wikidata" / "wikidata.json"
    items = cast(dict[str, dict[str, object]], json.loads(file.read_text("utf-8"))["wikidata"])
    for wikidata, item in sorted(items.items(), key=lambda pair: int(pair[0][1:])):
        label, description = item.get("label"), item.get("description")
        if label and description:
            yield wikidata, str(label), str(description)


def _codes(text: str) -> list[str]:
    return [place.iso for _, _, place in find_places(text) if place.iso]


def bodies(package: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield (Wikidata id, rank, country, name) of every body that only one item is named after.

    Rank 1: its own name says which it is (a university, the Bank of France, a multinational of
    two words and more); 2: several words, which need its country in the article; 3: one word, which
    needs a company's words beside it as well. A multinational has no country.
    """
    found: defaultdict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for wikidata, label, description in described(package):
        first = description.split(",")[0]
        named = LABEL.fullmatch(label) and BODY.search(description)
        if not named or (PLACE.search(first) and not BODY.search(first)):
            continue
        name = normal_name("ORG", normal_name("ORG", label))  # "Public Power Corporation Ltd"
        world = "multinational" in description
        countries = {code[:2] for code in _codes(description)}
        if int(wikidata[1:]) > NEWEST or not (world or len(countries) == 1):
            found[name].append((wikidata, "", "", name))
            continue
        country = "" if world else countries.pop()
        said = UNIVERSITY.search(label) or world or country in {c[:2] for c in _codes(label)}
        rank = "3" if " " not in name else "1" if said else "2"
        found[name].append((wikidata, rank, country, name))
    rows = [items[0] for items in found.values() if len(items) == 1 and items[0][1]]
    yield from sorted(rows, key=lambda row: int(row[0][1:]))


def towns(package: Path) -> dict[tuple[str, str, str], str]:
    """Return the Wikidata ids of towns by (name, country, American state), where only one fits."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for wikidata, label, description in described(package):
        if not TOWN.search(description) or NO_TOWN.search(description):
            continue
        codes = _codes(description)
        countries = {code[:2] for code in codes}
        states = {code[3:] for code in codes if code.startswith("US-")}
        if len(countries) != 1 or len(states) > 1 or (countries == {"US"} and not states):
            continue
        key = normal_name("GPE", label), countries.pop(), states.pop() if states else ""
        found[key].add(wikidata)
    return {key: ids.pop() for key, ids in found.items() if len(ids) == 1}
