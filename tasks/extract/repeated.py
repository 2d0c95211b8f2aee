"""Makes an article agree with itself: one type for one name, and no name seen but once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tasks.extract.mention import (
    Mention,
    covered,
    in_order,
    is_part_of_longer_name,
    starts_sentence,
)

ADDED_SCORE = 0.75
FEWEST_VOTES = 2  # a single word found once is too thin to look for elsewhere
MOST_NAMES = 400  # names of one article that are looked for again, longest first


def vote(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give all mentions of one surface the type that most of them have.

    Mentions that a rule has named already (a place, a surname, an acronym) keep theirs. A tie
    goes to the type seen first.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[text[mention.start : mention.end]][mention.type] += 1
    voted = []
    for mention in mentions:
        seen = votes[text[mention.start : mention.end]]
        winner = seen.most_common(1)[0][0]
        if mention.name is None and mention.type != winner:
            mention = replace(mention, type=winner, rule="vote")
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
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")
    added = []
    for found in pattern.finditer(text):
        start, end = found.span()
        plain = " " not in found[0] and starts_sentence(text, start) and found[0].lower() in text
        if not (plain or any(taken[start:end]) or is_part_of_longer_name(text, start, end)):
            kind = names[found[0]].type
            added.append(Mention(start, end, kind, ADDED_SCORE, "repeated", False))
    return in_order([*mentions, *added])
