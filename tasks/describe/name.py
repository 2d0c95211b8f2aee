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
_INITIALS = 4  # capitals, of a channel or a feed; more may be a family name
_MANY = 4  # words; a longer name begins with a first name that is known
_FAMILIES_WIDE = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧"
    "许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白"
    "崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文岳牛焦"
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염"
)
"""First characters of the commonest Chinese and Korean family names."""
_PERSON_CHARS = re.compile(r"[^\W\d_]")
_TITLES = re.compile(
    r"^(?:rechtsanw[aä]lt(?:in)?|mr|mrs|ms|sir|rev|hon|dipl|mag|ing|h\.c|phd)\b\.?[-\s.]*", re.I
)
_DEGREES = re.compile(
    r"^(?:(?:univ|priv|doz|prof|professor(?:in)?|dr|med|phil|jur|rer|nat|h\.\s?c|habil|ing)\b[-.\s]*)+",
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
_PRESS = re.compile(
    r"\b(?:times|post|herald|journal|gazette|observer|chronicle|tribune|press|star|star-ledger|sun|"
    r"mirror|express|telegraph|sentinel|courier|bulletin|globe|zeitung|tagblatt|kurier|city|"
    r"weekly|daily)$",
    re.I,
)
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

    A doctor's or professor's degree stays before the name, as printed; other titles go. With
    `must_be_full` a single word does not count: after a first name in the line it is more often
    a place than a second author.
    """
    whole = _TITLES.sub("", " ".join(text.split())).strip(" ,.-–—:*@\"'“”")
    name = without_degree(_SUFFIX.sub("", whole))
    degree = whole[: len(whole) - len(without_degree(whole))]
    words = name.split()
    if not 1 <= len(words) <= 6 or not 2 <= len(name) <= 60 or not _PERSON_CHARS.search(name):
        return None
    if any(c.isdigit() for c in name) or any(c in name for c in "?!#/\\<>=_{}%…:：@→←»«|•©"):
        return None
    if _ROLE.search(name) or _SENTENCE.search(name) or (must_be_full and _is_single(words)):
        return None
    if words[0] == "The" or words[-1] in _PARTICLES:
        return None
    is_initials = name.isupper() and len(words) == 1 and len(name) <= _INITIALS
    if is_initials or (len(words) > _MANY and not opens_with_first_name(" ".join(words[:2]))):
        return None
    if name[0] >= FIRST_WIDE and len(words) == 1 and len(name) > _LONGEST_WIDE:
        return None
    if not _is_capitalised(words) or known_key(name) in _PLACES:
        return None
    return degree + (_recase(name) if _is_shouted(words) else name)


def is_workplace(text: str) -> bool:
    """Say whether what follows a person's name after a comma is a newspaper, channel or place."""
    words = text.split()
    if not words or opens_with_first_name(text):
        return False
    is_channel = len(words) > 1 and words[0].isupper() and len(words[0]) < _INITIALS
    return bool(_PRESS.search(text)) or (is_channel and "." not in words[0] and not text.isupper())


def without_degree(name: str) -> str:
    """Take the degrees off a name: ``Prof. Dr. med. Ann Bell`` is Ann Bell."""
    return _DEGREES.sub("", name)


@lru_cache(maxsize=65_536)
def person_key(name: str) -> str:
    """Return what spellings of one person's name share, with a degree or without."""
    return known_key(without_degree(name))


def opens_with_family_name(name: str) -> bool:
    """Say whether a Chinese or Korean text begins as a name does; true of any other text."""
    return name[:1] < FIRST_WIDE or name[0] in _FAMILIES_WIDE


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
    last = len(words) - 1
    return " ".join(
        word.lower() if 0 < place < last and word.lower() in _PARTICLES else _recase_word(word)
        for place, word in enumerate(words)
    )


def _recase_word(word: str) -> str:
    if "." in word:  # initials
        return word
    tidy = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
    return re.sub(r"\b(Mc|O['’])(\w)", lambda m: m[1] + m[2].upper(), tidy)
