"""Says what a lone name is by the words beside it, over the whole article: a place or a company."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tasks.extract.gazetteer import places
from tasks.extract.known import known
from tasks.extract.mention import Mention
from tasks.extract.places import as_place
from tasks.extract.sport import is_sport
from tasks.extract.titles import has_title

LOOK_BACK = 60
WHERE = re.compile(
    r"\b(?:[Oo]ff|[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|"
    r"(?:[Ii]slands?|[Cc]ity|[Tt]owns?|[Vv]illages?|[Pp]ort|[Pp]eople|[Rr]esidents|[Cc]itizens|"
    r"[Ff]ishermen|[Ii]nhabitants|[Ss]treets|[Oo]utskirts|[Cc]oast|[Pp]rovince|[Dd]istrict) of)"
    r" (?:the )?$"
)
"""Where a city of our tables is that city."""

INSIDE = re.compile(
    r"(?:\b[Ii]n (?:(?:north|south|east|west|central|rural|nearby|neighbou?ring|downtown|"
    r"(?:north|south)?(?:eastern|western)|northern|southern) )?|"
    r"\b(?:[Tt]owns?|[Cc]ity|[Vv]illages?|[Cc]ounty|[Pp]arish|[Pp]ort|[Mm]ayor|[Pp]eople|"
    r"[Rr]esidents?|[Ii]nhabitants|[Ss]treets|[Oo]utskirts|[Ss]uburbs?|[Cc]oast|[Bb]eaches|"
    r"[Nn]eighbou?rhood) of )$"
)
"""Where a name that no table knows is a place; of a person one says none of these."""

NOT_INSIDE = re.compile(
    r"\b(?:confidence|faith|trust|interest(?:ed)?|belie\w+|shares?|stakes?|holdings?|stock|"
    r"invest\w*|found|saw|sees|seen|vested|hopes?|disappoint\w+|involved|disbelief|loss|"
    r"position|percent|%|leader|ally|friend|rival|opponent|enemy|hero|partner|candidate|champion|"
    r"successor) in $"
)
NOT_PLACE_BEHIND = re.compile(
    r"['\"-]| (?:administration|campaign|era|years|family|camp|team|case|trial|supporters|voters)\b"
)
HOME = re.compile(r"\w, (?:from|of) $")  # "Ann Berg, from Bray, taught there"
OF_SOMEBODY = frozenset({" of ", "rom ", " in "})
BETWEEN = re.compile(
    r"\b(?:[Bb]etween|[Ff]rom|[Ii]n|[Nn]ear|[Oo]utside|visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|"
    r"left|leaving|reach(?:es|ed|ing)?) $"
)
JOINED = frozenset({", ", " and ", ", and ", " or ", " & "})
LONGEST_JOIN = 6
COUNCIL = re.compile(r"(?:County|City|Town|Borough|District|Parish|Village)\b")
TRADES = (
    "company", "lender", "bank", "publisher", "retailer", "airline", "carrier", "firm", "insurer",
    "manufacturer", "supermarket", "builder", "housebuilder", "brewer", "miner", "supplier",
    "chain", "brand",
    *(f"{what}{maker}" for what in ("car", "auto", "drug", "chip", "plane", "aircraft", "truck",
      "toy", "phone", "steel", "cement", "paper", "tyre", "tire") for maker in ("maker", "-maker")),
)  # fmt: skip
TRADE = f"(?:{'|'.join(TRADES)})"
BEFORE_COMPANY = frozenset({"in", "of", "by", *TRADES})
LONGEST_TRADE = 16
COMPANY_BEFORE = re.compile(
    r"(?:\b(?:[Ss]hares|[Ss]takes?|[Ss]hareholders|[Ss]hareholding) (?:in|of) |\b[Pp]ublished by |"
    r"\b(?:[Cc]ustomers|[Ee]mployees|[Ss]ubsidiary|[Uu]nit|[Cc]hief executive) of |"
    rf"\b{TRADE} )$"
)
COMPANY_BEHIND = re.compile(
    r"(?:(?:'s)? (?:shares\b(?! (?:the|a|an|his|her|their|its|with|this|that|our|my)\b)|"
    r"shareholders|chief executive|CEO|plc|PLC|Ltd|Inc|Corp|stock (?:closed|rose|fell))|"
    rf", (?:the|a|an) (?:[\w-]+ ){{0,4}}?{TRADE}(?=[,.]| (?:that|which|whose|based|in)\b)|"
    r", which (?:is (?:based|listed)|was founded|owns|employs|makes|sells|operates|publishes)\b|"
    r" (?:said|attributed|reported|announced|raised|cut) its\b|"
    r" said it (?:plans|expects|intends|has agreed|had agreed|has signed|had signed|had ordered)\b|"
    r" \((?:[A-Z]{2,8}: ?[A-Z]{1,5}|[A-Z]{1,5}\.[A-Z]{1,2})\))"
)
PRICE = re.compile(
    r" (?:rose|fell|gained|lost|climbed|dropped|slipped|jumped|shed|added|eased|closed|was)"
    r" (?:by |up |down |at )?(?:nearly |about |almost |more than |less than )?[\d./]+"
    r" ?(?:percent|per cent|%|pence|cents)"
)
SHARES = re.compile(r"\b(?:[Ss]hares|stock|stocks)\b")
COMPANY_WORD = re.compile(
    r"(?:Group|Holdings|PLC|plc|Inc|Corp|Corporation|Ltd|Limited|Industries|Partners|Capital|Motors|"
    r"Airlines|Energy|Foods|Stores|Technologies|Pharmaceuticals|Refinery|Steel|Cement)\b"
)
OWN_WORD = re.compile(r"[A-Z][a-z]{2,}(?:corp|tech|soft|pharma|telecom|gaz|neft|invest)")
BANK = re.compile(r"(?!Bur|Eu|Fair|Fir|Ew|Mill|Clyde|South)[A-Z][a-z]{2,}bank")  # towns, surnames
AGED = re.compile(r", \d{1,3},|,? (?:who|whose)\b|'s (?:wife|husband|son|daughter|mother|father)\b")
PLACES = frozenset({"GPE", "LOC", "NORP"})
CHANGEABLE = PLACES | {"PERSON"}
FEWEST_TOWNS = 2  # for each word taken for a person in their row
ADJECTIVE = re.compile(r".*(?:an|ish|ese|ist|ic|i|ab|ite|ive|al|se)")


def read_frames(text: str, mentions: list[Mention]) -> list[Mention]:
    """Retype the names of one surface all over an article by what stands beside any of them.

    A word taken for a person or a people is a place where it stands "in" it, where residents or a
    council are of it, or in a row with other places ("Kerry, Cork and Clare"); a name taken for
    a person or a place is a company where shares are in it, it has a ticker, or a publisher,
    lender or airline is called so. Names of the article's people, places of our tables, and what
    has a title or an age beside it stay what they are.
    """
    lone: defaultdict[str, list[Mention]] = defaultdict(list)
    people: set[str] = set()
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if mention.name is None:
            lone[surface].append(mention)
        if mention.type == "PERSON" and " " in surface:
            people.update(surface.split(" "))
    councils, companies = _first_words(text, mentions)
    among = _among_places(text, mentions) | councils
    kinds: dict[str, str] = {
        surface: kind
        for surface, named in lone.items()
        if surface not in people
        and not ((place := places().get(surface)) and place.certain)
        and (kind := _kind(text, surface, named, surface in among, surface in companies))
    }
    return [_retyped(text, m, kinds) for m in mentions] if kinds else mentions


def _retyped(text: str, mention: Mention, kinds: dict[str, str]) -> Mention:
    surface = text[mention.start : mention.end]
    kind = kinds.get(surface)
    if kind is None or kind == mention.type or mention.name is not None:
        return mention
    if mention.type not in CHANGEABLE and kind != "GPE":
        return mention
    place = places().get(surface)
    if place is not None and place.type == kind:
        return as_place(mention, place, "frame")
    return mention._replace(type=kind, rule="frame")


def _kind(
    text: str, surface: str, named: list[Mention], among_places: bool, begins_company: bool
) -> str | None:
    """Return what the evidence says that a surface is; None where there is none."""
    types = {m.type for m in named}
    if not types & CHANGEABLE:
        return None
    if types == {"NORP"} and ADJECTIVE.fullmatch(surface):
        return None
    word = " " not in surface
    is_city = ("GPE", surface.casefold()) in known()
    inside = word and any(_is_inside(text, m, is_city) for m in named)
    kind = None
    if not is_city and types & ({*PLACES, "PERSON"} if word else PLACES):
        is_bank = BANK.fullmatch(surface) and not (inside or _lies_in(text, named))
        is_company = begins_company or any(_is_company(text, m) for m in named)
        kind = "ORG" if is_company or is_bank or OWN_WORD.fullmatch(surface) else None
    place = places().get(surface)
    if place is not None and place.type == "GPE":
        among_places = among_places or is_sport(text)  # there people have their full names
    if kind is None and word and (inside or among_places) and types & {"PERSON", "NORP"}:
        kind = "GPE"
    if kind is None and types == {"ORG", "GPE"} and not is_sport(text) and _lies_in(text, named):
        return "GPE"
    if kind is None or any(_is_person(text, m) for m in named):
        return None
    return kind


def _before(text: str, start: int) -> str:
    return text[max(0, start - LOOK_BACK) : start].rpartition("\n")[2]


def _is_inside(text: str, mention: Mention, is_city: bool) -> bool:
    surface = text[mention.start : mention.end]
    may_be = mention.type == "PERSON" or (
        mention.type == "NORP" and not ADJECTIVE.fullmatch(surface)
    )
    if not may_be or NOT_PLACE_BEHIND.match(text, mention.end):
        return False
    before = _before(text, mention.start)
    if is_city and WHERE.search(before):
        return True
    if HOME.search(before) and text[mention.end : mention.end + 1] == ",":
        return True
    return INSIDE.search(before) is not None and NOT_INSIDE.search(before) is None


def _lies_in(text: str, named: list[Mention]) -> bool:
    """Tell whether one of a word's mentions, read as a place, stands where only a place does."""
    befores = (_before(text, m.start) for m in named if m.type == "GPE")
    return any(INSIDE.search(b) is not None and NOT_INSIDE.search(b) is None for b in befores)


def _is_company(text: str, mention: Mention) -> bool:
    if COMPANY_BEHIND.match(text, mention.end):
        return True
    if PRICE.match(text, mention.end) and SHARES.search(text):  # of polls one says it of people
        return True
    before = text[max(0, mention.start - LONGEST_TRADE) : mention.start]
    if before[:-1].rpartition(" ")[2].rpartition("\n")[2] not in BEFORE_COMPANY:
        return False
    return COMPANY_BEFORE.search(_before(text, mention.start)) is not None


def _is_person(text: str, mention: Mention) -> bool:
    if text[max(0, mention.start - 4) : mention.start] in OF_SOMEBODY:
        return False  # "Dev Patel of Hastings, whose report"
    return AGED.match(text, mention.end) is not None or has_title(text, mention.start)


def _among_places(text: str, mentions: list[Mention]) -> set[str]:
    """Return the words that stand in a row with places that are neither countries nor capitals.

    There are two of them for each such word, or one of two names behind "between" or "in": beside
    a country or a capital a person may stand as well ("Obama and Moscow").
    """
    found: set[str] = set()
    for row in _rows(text, mentions):
        towns = sum(m.type == "GPE" and _is_town(text, m) for m in row)
        behind = BETWEEN.search(_before(text, row[0].start))
        people = sum(m.type == "PERSON" for m in row)
        if towns >= FEWEST_TOWNS * people or (towns and len(row) == 2 and behind):
            found |= {text[m.start : m.end] for m in row if m.type == "PERSON"}
    return found


def _rows(text: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    row: list[Mention] = []
    for mention in mentions:
        gap = text[row[-1].end : mention.start] if row else ""
        if row and (len(gap) > LONGEST_JOIN or gap not in JOINED):
            if len(row) > 1:
                yield row
            row = []
        row.append(mention)
    if len(row) > 1:
        yield row


def _is_town(text: str, mention: Mention) -> bool:
    place = places().get(text[mention.start : mention.end])
    return place is None or (place.iso is None and place.seat_of is None)


def _first_words(text: str, mentions: Iterable[Mention]) -> tuple[set[str], set[str]]:
    """Return the first words of councils and town halls, and those of companies."""
    councils, companies = set(), set()
    for mention in mentions:
        if mention.type in ("ORG", "LOC"):
            first, _, rest = text[mention.start : mention.end].partition(" ")
            if COUNCIL.match(rest):
                councils.add(first)
            elif COMPANY_WORD.match(rest):
                companies.add(first)
    return councils, companies
