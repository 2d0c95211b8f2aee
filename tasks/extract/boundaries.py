"""Trims what recognisers leave at the edges of a name: articles, possessives, punctuation."""

import re
from collections.abc import Iterable

from tasks.extract.mention import Mention

OPENING = re.compile(
    r"(?:[\s\"'“”‘’`(\[{<*_#@•,.:;!?/\\&–—-]|(?:[Tt]he|THE|[Aa]n?|its|Its|his|her|their)[ ])+"
)
CLOSING = re.compile(r"(?:[\s\"“”‘’`()\[\]{}<>*_,:;!?/\\&–—-]|['’](?:[sS])?)+$")
ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|St|Mt|No|Dept|Gov|Sen|Rep|Ave|plc|PLC|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    r"Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo))$"
)
LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
LONGEST_NAME = 100
TAIL = re.compile(r"(?: (?:and|or|of|in|at|for|v|to|with|by)| [\d.,:/-]+| -{1,2} .*)$")
# a riding of several towns: "Saskatoon - Rosetown - Biggar"
SEATS = re.compile(r"[A-Z][\w.']+(?: [A-Z][\w.']+)*(?: - [A-Z][\w.']+(?: [A-Z][\w.']+)*)+")
FRONT = re.compile(r"(?:v|vs|by|from|and|of|in|at) (?=[A-Z])")
COMPOUND = re.compile(
    r"[-–](?:led|based|backed|born|style|controlled|held|made|run|friendly|brokered|occupied|owned|"
    r"sponsored|trained|supported|funded|wide|bound|linked|educated|imposed|allied|ruled|turned)$"
)
OPPOSED = re.compile(r"(?:anti|pro|non|ex|pre|post|trans|mid)[-–](?=[A-Z])", re.I)
EMPLOYER = re.compile(r"[A-Z]{2,}['’]s (?=[A-Z][a-z])")  # "CNN's Wolf Blitzer"
NUMBERED = frozenset({"ORG", "EVENT", "OTHER"})  # types whose names may end in a number or a dash
AND_WHAT = (
    r" and (?:Security|Trade|Cooperation|Industry|Sports?|Culture|Technology|Tourism|Transport|"
    r"Communications?|Development|Energy|Fisheries|Welfare|Labou?r|Immigration|Religious|Housing|"
    r"Environment|Economic|Economy|Science|Planning|Social|Human|Services|Affairs|Corrections)\b"
)
OF_WHAT = re.compile(
    r" of (?:the )?[A-Z]\w+"
    rf"(?: (?!Special|Deputy|Vice|Minister|Secretary|Director|Spokes)[A-Z]\w+|{AND_WHAT}){{0,5}}"
)
AND_MORE = re.compile(rf"{AND_WHAT}(?: [A-Z]\w+)?")
MINISTRY = re.compile(r"(?:^|[ ])(?:Ministry|Department)$")
MINISTRY_OF = re.compile(r"(?:^|[ ])(?:Ministry|Department) of [A-Z]\w+$")
AND_AFFAIRS = re.compile(r"(?<![\w-])[A-Z]\w+ and $")
AFFAIRS = re.compile(r"[A-Z]\w+ Affairs\b")
BROKEN_OFF = re.compile(r"\([^)]*$|\s[•|·▪►»]")  # an open bracket, the mark of a list


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the edges of the name inside a stretch; equal edges when nothing is left.

    Of a stretch with a line break only the longest line stays. A full stop stays where it ends
    an abbreviation ("U.S.", "Inc.", an initial).
    """
    if LINE_BREAK.search(text, start, end):
        lines = LINE.finditer(text[start:end])
        longest = max(lines, key=lambda line: len(line[0]), default=None)
        if longest is None:
            return start, start
        start, end = start + longest.start(), start + longest.end()
    if opening := OPENING.match(text, start, end):
        start = opening.end()
    while start < end:
        last = text[end - 1]
        if last.isalnum() and not (last in "sS" and text[end - 2] in "'’"):
            break
        name = text[start:end]
        if closing := CLOSING.search(name):
            end = start + closing.start()
        elif name.endswith(".") and not ABBREVIATION.search(name[:-1]):
            end -= 1
        else:
            break
    return start, end


def _cut(text: str, start: int, end: int, entity_type: str) -> tuple[int, int]:
    """Cut what is no part of a name of that type: loose words, scores, compounds, open brackets."""
    name = text[start:end]
    if ("(" in name or "|" in name or not name.isascii()) and (broken := BROKEN_OFF.search(name)):
        end = start + broken.start()
    if entity_type == "PERSON" and (employer := EMPLOYER.match(text, start, end)):
        start = employer.end()
    if entity_type not in NUMBERED and " " in name:
        is_seat = entity_type in ("GPE", "LOC") and SEATS.fullmatch(text, start, end)
        while not is_seat and (tail := TAIL.search(text[start:end])):
            end = start + tail.start()
    whole = entity_type == "ORG" and " " in text[start:end]  # "Anti-Masonic Party" is its name
    for pattern in (FRONT,) if whole else (FRONT, OPPOSED):
        if front := pattern.match(text, start, end):
            start = front.end()
    if ("-" in name or "–" in name) and (compound := COMPOUND.search(text[start:end])):
        end = start + compound.start()
    return start, end


def _complete(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a ministry what it is of, and an office of affairs the first of two."""
    if MINISTRY.search(text[start:end]) and (what := OF_WHAT.match(text, end)):
        end = what.end()
    elif MINISTRY_OF.search(text[start:end]) and (more := AND_MORE.match(text, end)):
        end = more.end()
    if AFFAIRS.match(text, start, end) and (
        first := AND_AFFAIRS.search(text, max(0, start - LONGEST_NAME), start)
    ):
        start = first.start()
    return start, end


def is_name(surface: str) -> bool:
    """Tell whether a trimmed surface can be a name at all: it has a capital and a sane length."""
    return 1 < len(surface) <= LONGEST_NAME and any(c.isupper() or c.isdigit() for c in surface)


def trim_boundaries(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Trim every mention and drop those of which no name is left."""
    kept = []
    for mention in mentions:
        start, end = trim(text, mention.start, mention.end)
        cut = _cut(text, start, end, mention.type)
        if cut != (start, end):
            start, end = trim(text, *cut)
        if mention.type == "ORG":
            start, end = _complete(text, start, end)
        if not is_name(text[start:end]):
            continue
        moved = (start, end) != (mention.start, mention.end)
        kept.append(mention._replace(start=start, end=end, rule="trimmed") if moved else mention)
    return kept
