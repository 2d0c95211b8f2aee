"""Takes every name in a line of results or of a league table for a team, in sports news."""

from tasks.extract.gazetteer import places
from tasks.extract.mention import Mention, in_order
from tasks.extract.places import as_place
from tasks.extract.result_lines import results, rows
from tasks.extract.sport import is_sport

ADDED_SCORE = 0.95
IN_RESULT = "result"
LONGEST_ACRONYM = 4


def read_results(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take the names in lines of results and league tables for organisations, in sports news.

    A result is of teams unless both sides were read as people. A country stays one, whose team
    `name_teams` names. Elsewhere in the article the lone name of a team is no person.
    """
    if not is_sport(text):
        return mentions
    people = {(m.start, m.end) for m in mentions if m.type == "PERSON"}
    teams = list(rows(text))
    teams += [side for sides in results(text) if not people.issuperset(sides) for side in sides]
    if not teams:
        return mentions
    marks = bytearray(len(text))
    for start, end in teams:
        marks[start:end] = b"\1" * (end - start)
    kept = [m for m in mentions if not any(marks[m.start : m.end])]
    bearers = {word for s, e in people for word in text[s:e].split(" ") if " " in text[s:e]}
    clubs = {base_name(text[start:end]) for start, end in teams} - bearers
    kept = [
        m._replace(type="ORG", rule=IN_RESULT)
        if m.type == "PERSON" and m.name is None and base_name(text[m.start : m.end]) in clubs
        else m
        for m in kept
    ]
    return in_order([*kept, *(_team(text, start, end) for start, end in teams)])


def base_name(surface: str) -> str:
    """Return a name of a result as running text has it: "CLEVELAND" is Cleveland."""
    place = places().get(surface)
    if place and place.type == "GPE":
        return place.name
    return surface.title() if surface.isupper() and len(surface) > LONGEST_ACRONYM else surface


def _team(text: str, start: int, end: int) -> Mention:
    team = Mention(start, end, "ORG", ADDED_SCORE, IN_RESULT, False)
    surface = text[start:end]
    place = places().get(surface)
    if place and place.iso:
        return as_place(team, place, IN_RESULT)
    name = base_name(surface)
    return team._replace(name=name, kind="full") if name != surface else team
