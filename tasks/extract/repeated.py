"""Makes an article agree with itself: one type for one name, and no name seen but once."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tasks.extract.lookup import find_known, index_of, is_hyphenated
from tasks.extract.mention import (
    Mention,
    covered,
    in_order,
    is_part_of_longer_name,
    starts_sentence,
)

ADDED_SCORE = 0.45  # share that test sets have too; so in every rule
FEWEST_VOTES = 2  # a single word found once is too thin to look for elsewhere
CLEAR_MAJORITY = 2
MOST_NAMES = 400  # names of one article that are looked for again, longest first


def vote(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give all mentions of one surface the type that at least two in three of them have.

    Mentions that a rule has named already (a place, a surname, an acronym) keep theirs.
    """
    surfaces = [text[mention.start : mention.end] for mention in mentions]
    types: dict[str, str] = {}
    torn = set()
    for surface, mention in zip(surfaces, mentions, strict=True):
        if types.setdefault(surface, mention.type) != mention.type:
            torn.add(surface)
    if not torn:
        return mentions
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for surface, mention in zip(surfaces, mentions, strict=True):
        votes[surface][mention.type] += 1
    voted = []
    for surface, mention in zip(surfaces, mentions, strict=True):
        seen = votes[surface]
        winner, count = seen.most_common(1)[0]
        clear = count >= CLEAR_MAJORITY * seen[mention.type]
        if surface in torn and mention.name is None and mention.type != winner and clear:
            mention = mention._replace(type=winner, rule="vote")
        voted.append(mention)
    return voted


def _worth_repeating(text: str, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Choose the surfaces to look for: several words, or one word that was found twice."""
    seen: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        seen[text[mention.start : mention.end]].append(mention)
    chosen = {
        surface: group[0]
        for surface, group in seen.items()
        if group[0].name is None
        and (" " in surface or len(group) >= FEWEST_VOTES)
        and len(surface) > 2
    }
    longest = sorted(chosen, key=lambda surface: (-len(surface), surface))[:MOST_NAMES]
    return {surface: chosen[surface] for surface in longest}


def add_repeated(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add names found elsewhere in the article where the recogniser passed over them."""
    names = _worth_repeating(text, mentions)
    if not names:
        return mentions
    taken = covered(mentions, len(text))
    added = []
    for start, end, surface in find_known(text, index_of(names)):
        plain = " " not in surface and starts_sentence(text, start) and surface.lower() in text
        loose = plain or any(taken[start:end]) or is_hyphenated(text, start, end)
        if not (loose or is_part_of_longer_name(text, start, end)):
            kind = names[surface].type
            added.append(Mention(start, end, kind, ADDED_SCORE, "repeated", False))
    return in_order([*mentions, *added])
