"""Takes off a person's name what stands right behind or before it in a byline."""

import re

from tasks.describe.given_name import opens_with_first_name
from tasks.describe.name import is_outlet

_GLUED = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:Redakt\w+|Reporter(?:in)?|Editor|Correspondent|Published|Posted|Updated|"
    r"Staff|The\s[A-Z]\w+)\b|\d+\s(?:min\w*|hours?|days?)\sago\b)"
)
"""Where the page's next element begins without a space: 'Ann BellThe Daily Post'."""
_TITLE_AFTER = re.compile(
    r"\s+(?:(?:senior|chief|deputy|associate|assistant|staff|special|guest|foreign|national|"
    r"political|politics|parliamentary|diplomatic|defen[cs]e|security|science|health|sports?|"
    r"business|economics?|education|legal|crime|environment|technology|tech|culture|arts|"
    r"features?|news|city|home affairs|royal|investigations?|regional|local|data|freelance|ap|"
    r"afp|reuters)\s+){0,3}(?:correspondent|editor|reporter|writer|columnist|journalist)$",
    re.I,
)
_POSSESSIVE = re.compile(r"^[A-Z]\w+['’]s\s+")  # NBC's Ann Bell


def unglued(text: str) -> str:
    """Put a bar where the text of one element of a page runs into the next."""
    return _GLUED.sub(" | ", text)


def bare_name(name: str, sites: frozenset[str]) -> str:
    """Take off a name what follows it without a comma: a title, the outlet, the name again."""
    if name.count(" ") < 2:
        return name
    words = _POSSESSIVE.sub("", _TITLE_AFTER.sub("", name)).split()
    cuts = (at for at in range(2, len(words)) if is_outlet(" ".join(words[at:]), sites))
    words = words[: next(cuts, len(words))]
    half = len(words) // 2
    if words[:half] == words[half:]:
        words = words[:half]  # a picture's text and a link's
    short = " ".join(words)
    return short if opens_with_first_name(short) else name
