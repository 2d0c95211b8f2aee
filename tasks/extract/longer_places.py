"""Gives places and bodies the words of their name that were left outside: "County Kerry"."""

import re

from tasks.extract.gazetteer import places
from tasks.extract.lookup import find_known, index_of
from tasks.extract.mention import NEXT_IS_NAME, Mention, covered, in_order

COUNTY = re.compile(r"(?:^|[\s(\"-])(?:(?P<before>[\w'-]+) )?County $")
SHIRE = re.compile(r"-[Ss]hire\b")
A_SHIRE = re.compile(r"[A-Z][a-z]{2,}(?:-[Ss]hire|shire)")
SHARED = re.compile(r"(?:Port|Port Authority|Diocese|Archdiocese|Synod) of [A-Z][\w. ]+")
STATE_BODY = re.compile(r"(?:Department|Division|Bureau|Board) of [A-Z]")
OWN_HEAD = re.compile(r"(?:Port|Diocese|Archdiocese|Synod)\b")
PORT = re.compile(r"Port of [A-Z][\w.-]+(?: [A-Z][\w.-]+)*(?: and [A-Z][\w.-]+(?: [A-Z][\w.-]+)*)?")
AMPERSAND = re.compile(r" & [A-Z][\w'-]+(?: (?:Co|Ltd|Inc|Corp|PLC|plc|Company|Sons)\b)?")
SAINT = re.compile(r"(?:St\.?|Saint) [A-Z][\w-]+")
OWNED = frozenset({"'s ", "' "})
TWICE = frozenset({" and ", " & "})  # "Faber and Faber"
SCHOOL = re.compile(r"(?:College|University|Hospital|School)$")
OF_COUNTRY = index_of([
    "Police", "Sport", "Cricket", "Rugby", "Football", "Tennis", "Athletics", "Hockey", "Netball",
    "Cycling", "Swimming", "Visit", "Tourism", "Transport", "Network", "Historic", "Creative",
    "Ambulance", "Health", "Skills", "Audit", "WorkSafe", "Screen", "Radio", "Air", "Invest",
    "Basketball", "Triathlon", "Rowing",
])  # fmt: skip
PLACE_WORDS = re.compile(r" ((?:[A-Z][\w.'-]+ ){0,3}[A-Z][\w.'-]+)")
LOOK_BACK = 30
LONGEST_GAP = 5  # between two pieces of a name: " and "
ADDED_SCORE = 0.8
TO_PLACE = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})


def complete_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Lengthen names by the words beside them that belong to them, and type them by those.

    "County Kerry" and "Ross-shire" are places; the "Port of New York and New Jersey" and a diocese
    of two places are one name each; so are "Kestrel Oil & Gas", "St Brigid's National School" and
    "Imperial College London".
    """
    done: list[Mention] = []
    for mention in mentions:
        mention = _with_own_words(text, mention)
        near = done and 0 < mention.start - done[-1].end <= LONGEST_GAP
        joined = _joined(text, done[-1], mention) if near else None
        if joined:
            done[-1] = joined
        else:
            done.append(mention)
    return in_order(done)


def _with_own_words(text: str, mention: Mention) -> Mention:
    """Ask each pattern only where its first letters stand: most names have nothing to complete."""
    start, end = mention.start, mention.end
    surface = text[start:end]
    if " " not in surface:
        return _lone_place(text, mention, surface)
    if surface.startswith("County ") and surface.count(" ") == 1:
        return _completed(mention, start, end, "GPE")
    behind = text[end : end + LONGEST_GAP]
    if mention.type == "ORG" and behind[:3] == " & " and (more := AMPERSAND.match(text, end)):
        return _completed(mention, start, more.end(), "ORG")
    shared = behind == " and " and SHARED.fullmatch(surface)
    if shared and (second := _place_behind(text, end + len(" and"))):
        return _completed(mention, start, second, "LOC" if PORT.match(surface) else "ORG")
    if mention.type == "ORG" and STATE_BODY.match(surface):
        return _with_state(text, mention, surface)
    if surface.startswith("Port of ") and PORT.fullmatch(surface) and surface not in places():
        return _completed(mention, start, end, "LOC")
    return mention


def _lone_place(text: str, mention: Mention, surface: str) -> Mention:
    """Complete a word to a county or a shire."""
    start, end = mention.start, mention.end
    if mention.type not in TO_PLACE:
        return mention
    if text[end : end + 1] == "-" and (shire := SHIRE.match(text, end)):
        return _completed(mention, start, shire.end(), "GPE")
    if mention.type == "PERSON" and surface.endswith("hire") and A_SHIRE.fullmatch(surface):
        return _completed(mention, start, end, "GPE")
    if text.startswith("County ", max(0, start - len("County "))):
        county = COUNTY.search(text[max(0, start - LOOK_BACK) : start])
        if county and not (county["before"] or "").istitle():
            return _completed(mention, start - len("County "), end, "GPE")
    if (
        mention.type == "ORG"
        and text.startswith(" & ", end)
        and (more := AMPERSAND.match(text, end))
    ):
        return _completed(mention, start, more.end(), "ORG")
    return mention


def _with_state(text: str, mention: Mention, surface: str) -> Mention:
    """Give a department the American state before it: "La. Department of Health"."""
    words = text[max(0, mention.start - LOOK_BACK) : mention.start].rpartition("\n")[2].split(" ")
    for count in (2, 1):
        state = " ".join(words[-count - 1 : -1]) if words[-1] == "" else ""
        place = places().get(state)
        if place and place.iso and place.iso.startswith("US-"):
            whole = _completed(mention, mention.start - len(state) - 1, mention.end, "ORG")
            return whole._replace(name=f"{place.name} {surface}", kind="full")
    return mention


def _completed(mention: Mention, start: int, end: int, entity_type: str) -> Mention:
    if (start, end, entity_type) == (mention.start, mention.end, mention.type):
        return mention
    return mention._replace(start=start, end=end, type=entity_type, rule="completed")


def _joined(text: str, first: Mention, second: Mention) -> Mention | None:
    """Return two neighbouring mentions as one where they are pieces of one name."""
    gap, name = text[first.end : second.start], text[first.start : first.end]
    if gap == " and " and SHARED.fullmatch(name) and _is_bare_place(text, second):
        return _completed(first, first.start, second.end, "LOC" if PORT.match(name) else "ORG")
    if gap in OWNED and second.type in ("ORG", "LOC") and SAINT.fullmatch(name):
        return _completed(first, first.start, second.end, second.type)
    if gap in TWICE and name == text[second.start : second.end] and " " not in name:
        return _completed(first, first.start, second.end, "ORG")
    if gap == " " and second.type == "GPE" and first.type in ("ORG", "LOC") and SCHOOL.search(name):
        return _completed(first, first.start, second.end, "ORG")
    return None


def _is_bare_place(text: str, mention: Mention) -> bool:
    bare = not OWN_HEAD.match(text, mention.start, mention.end)
    return mention.type in ("GPE", "LOC") and bare


def _place_behind(text: str, at: int) -> int | None:
    """Return where a certain place of the tables ends that follows a space; None without one."""
    words = PLACE_WORDS.match(text, at)
    name = words[1].removesuffix("'s") if words else ""
    while name:
        place = places().get(name)
        if place and place.certain and place.type == "GPE":
            return at + 1 + len(name)
        name = name.rpartition(" ")[0]
    return None


def name_country_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take a country behind the word of a body for that body: "Police Scotland", "Air India"."""
    found = []
    for start, end, _ in find_known(text, OF_COUNTRY):
        stop = _place_behind(text, end)
        if stop and not NEXT_IS_NAME.match(text, stop):
            found.append(Mention(start, stop, "ORG", ADDED_SCORE, "completed", False))
    if not found:
        return mentions
    taken = covered(found, len(text))
    longer = [m for m in mentions if any(m.start <= f.start and f.end < m.end for f in found)]
    kept = [m for m in mentions if m in longer or not any(taken[m.start : m.end])]
    kept_marks = covered(longer, len(text))
    return in_order([*kept, *(f for f in found if not kept_marks[f.start])])
