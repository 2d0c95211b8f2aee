"""Tells a person's name from a role, a desk, a site or a place."""

import re
from functools import lru_cache

from tasks.describe.given_name import opens_with_first_name

_ROLE = re.compile(
    r"\b(?:correspondents?|reporters?|editors?|staff|writers?|columnists?|journalists?|producer|"
    r"contributors?|contributing|freelance|bureau|newsroom|news ?desk|desk|team|editorial|board|"
    r"admin\w*|webmaster|web|online|digital|chief|director|manager|senior|special|guest|author|"
    r"reporting|analyst|presenter|intern|fellow|specialist|opinion|agenc(?:y|ies)|agentur\w*|"
    r"redaktion\w*|redakteur\w*|redakt\w+|korrespondent\w*|autor(?:in)?|mitarbeiter\w*|reporterin|"
    r"rédaction|rédacteur\w*|journaliste|correspondante?|envoyée?|redacci[oó]n|redactora?|"
    r"corresponsal|periodista|redazione|inviato|redação|repórter|redactie|verslaggever|redaksjon\w*|"
    r"редакция|корреспондент\w*|press release|pressemitteilung|media|network|magazine|channel|"
    r"university|institute|association|foundation|company|inc|ltd|llc|gmbh|ag|corp|group|service|"
    r"services|department|ministry|office|council|committee|subscribers?|unknown|anonymous|none|"
    r"null|undefined|default|user|guest|n/a|various|wire|wires|reports|news|today|tv|radio|blog|"
    r"datum|name|uhr|artikel|articles?|beiträge|kommentare?|alle|all|mehr|neue?|lesen|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"güncelleme|mon|tue|wed|thu|fri|sat|sun|lunes|martes|miércoles|jueves|viernes|sábado|domingo|quelle|source|profile?|kontakt|"
    r"nachrichten|international|collectif|inhalte|says|sagt|schreibt|verein|stiftung|verlag|"
    r"\w*(?:leiter|sprecher|geschäftsführer)(?:in)?|ministerium|\w+ministerium|\w*anstalt|\w+verband|hochschule|"
    r"photos?|video|share|print|email|comments?|home|menu|login|advertisement|sponsored|partner)\b",
    re.I,
)
_SENTENCE = re.compile(
    r"\b(?:the|is|are|was|has|this|that|your|you|to|about|more|read|und|der|die|das)\b"
)
FIRST_WIDE = "\u2e80"
"""Characters from here on are Chinese, Japanese or Korean: a whole name is one short word."""
_LONGEST_WIDE = 4
_PERSON_CHARS = re.compile(r"[^\W\d_]")
_TITLES = re.compile(
    r"^(?:dr|prof|professor|rechtsanw[aä]lt(?:in)?|mr|mrs|ms|sir|rev|hon|dipl|mag|ing|h\.c|phd)\b\.?[-\s.]*(?:dr\b\.?\s*)?",
    re.I,
)
_SUFFIX = re.compile(r",?\s+(?:ph\.?d|m\.?d|mba|ba|ma|esq)\.?$", re.I)
_LOWER_NAME = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){1,2}")
_NON_WORD = re.compile(r"[\W_]+")
_PARTICLES_WORDS = """
de da di do dos das del della van von der den ter ten la le du al el bin ibn y e zu zur af av
den dalla st san santa dela
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_PLACES_WORDS = """
newyork hongkong losangeles sanfrancisco telaviv mexicocity newdelhi buenosaires southkorea
riodejaneiro saopaulo capetown kualalumpur abudhabi saudiarabia southafrica newzealand
unitedstates unitedkingdom washingtondc sandiego saltlakecity lasvegas unitednations elpaso
neworleans hochiminhcity phnompenh srilanka northkorea frankfurtammain stpetersburg
"""
_PLACES = frozenset(_PLACES_WORDS.split())
_SITE_WORDS = re.compile(
    r"^(?:the|der|die|das|le|la|el|il|www)|(?:com|net|org|co|de|uk|online|news|staff|team|redaktion)$"
)


@lru_cache(maxsize=65_536)
def known_key(text: str) -> str:
    """Return a text's letters and digits in lower case, to compare names by."""
    return _NON_WORD.sub("", text).casefold()


@lru_cache(maxsize=65_536)
def is_outlet(text: str, sites: frozenset[str]) -> bool:
    """Say whether a text is the name of the site, with or without 'The', '.com' or 'Staff'."""
    key = known_key(text)
    if not key or opens_with_first_name(text):
        return False  # a person's own site
    if key in sites or known_key(text.split()[0]) in sites:
        return True  # the site itself, or a part of it such as 'MDR Thüringen'
    core = _SITE_WORDS.sub("", key)
    return len(core) > 2 and any(core == _SITE_WORDS.sub("", site) for site in sites)


@lru_cache(maxsize=65_536)
def as_person(text: str, must_be_full: bool) -> str | None:
    """Return a person's name in tidy form, or null when the text is something else.

    With `must_be_full` a single word does not count: after a first name in the line it is more
    often a place than a second author.
    """
    name = _SUFFIX.sub("", _TITLES.sub("", " ".join(text.split()))).strip(" ,.-–—:*@\"'“”")
    words = name.split()
    if not 1 <= len(words) <= 6 or not 2 <= len(name) <= 60 or not _PERSON_CHARS.search(name):
        return None
    if any(c.isdigit() for c in name) or any(c in name for c in "?!#/\\<>=_{}%…:：@"):
        return None
    if _ROLE.search(name) or _SENTENCE.search(name) or (must_be_full and _is_single(words)):
        return None
    if name[0] >= FIRST_WIDE and len(words) == 1 and len(name) > _LONGEST_WIDE:
        return None
    if not _is_capitalised(words) or known_key(name) in _PLACES:
        return None
    return _recase(name) if _is_shouted(words) else name


def with_capitals(text: str) -> str:
    """Give a name its capitals where a metadata field writes it without: ``ann bell``."""
    name = " ".join(text.split())
    return _recase(name) if name.islower() and _LOWER_NAME.fullmatch(name) else text


def _is_single(words: list[str]) -> bool:
    return len(words) < 2 and words[0][0] < FIRST_WIDE


def _is_capitalised(words: list[str]) -> bool:
    """Every word but particles starts with a capital, or the script has none."""
    plain = [word for word in words if word.lower() not in _PARTICLES]
    return bool(plain) and all(
        not word[0].islower() or "'" in word or "’" in word for word in plain
    )


def _is_shouted(words: list[str]) -> bool:
    letters = [word for word in words if sum(c.isalpha() for c in word) > 2]
    return len(words) > 1 and bool(letters) and all(word.isupper() for word in letters)


def _recase(name: str) -> str:
    words = name.split()
    return " ".join(
        word.lower() if place and word.lower() in _PARTICLES else _recase_word(word)
        for place, word in enumerate(words)
    )


def _recase_word(word: str) -> str:
    if "." in word:  # initials
        return word
    tidy = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
    return re.sub(r"\b(Mc|O['’])(\w)", lambda m: m[1] + m[2].upper(), tidy)
