"""Gives shouted and title-cased lines the capitals of running text, letter for letter in place."""

import re
from collections import Counter

from tasks.extract.gazetteer import spell_places

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " "})
WORD = re.compile(r"[^\W\d_]+")
SHOUTED_SHARE = 0.8
TITLE_CASED_SHARE = 0.7
INSIDE_SENTENCE = re.compile(r"(?<=[a-z,;] )[^\W\d_]+")
FEWEST_WORDS = 3
FEWEST_LETTERS = 8  # "U.S. EU" is no headline

Forms = dict[str, str]


def straighten(text: str) -> str:
    """Replace curly quotes and hard spaces by plain ones; the length stays.

    Recognisers were trained on plain ones and take "Korea’s" for part of a name.
    """
    return text.translate(STRAIGHT)


def is_shouted(line: str) -> bool:
    """Tell whether nearly all letters of a line are capitals, and there are enough to judge."""
    if line[-1:].islower() or line[-2:-1].islower():  # most lines: not worth counting
        return False
    words = WORD.findall(line)
    letters = sum(map(len, words))
    if len(words) < FEWEST_WORDS or letters < FEWEST_LETTERS:
        return False
    return sum(map(str.isupper, line)) >= SHOUTED_SHARE * letters


def is_title_cased(line: str) -> bool:
    """Tell whether most words of a line begin with a capital, as some headlines do."""
    words = [word for word in WORD.findall(line) if len(word) > 3]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) > FEWEST_WORDS and capitals >= TITLE_CASED_SHARE * len(words)


def usual_forms(text: str) -> Forms:
    """Return how running text spells each word, by its lower-case form; the commonest wins.

    Only words after a lower-case word or a comma count: others may owe their capital to a
    sentence's start.
    """
    counts: dict[str, Counter[str]] = {}
    for form in INSIDE_SENTENCE.findall(text):
        counts.setdefault(form.lower(), Counter())[form] += 1
    return {low: min(seen, key=lambda form: (-seen[form], form)) for low, seen in counts.items()}


def recase_line(line: str, forms: Forms) -> str:
    """Spell each word of a shouted line as running text does, and the places that tables know.

    Words that running text does not have are written small.
    """

    def spell(word: re.Match[str]) -> str:
        usual = forms.get(word[0].lower(), word[0].lower())
        return usual if len(usual) == len(word[0]) else word[0]

    return spell_places(line, WORD.sub(spell, line))


def lower_line(line: str, forms: Forms) -> str:
    """Take the capital off each word of a title-cased line that running text writes without."""

    def spell(word: re.Match[str]) -> str:
        low = word[0].lower()
        return (
            low if word.start() and forms.get(low) == low and len(low) == len(word[0]) else word[0]
        )

    return WORD.sub(spell, line)


def recase(text: str, headline_end: int = 0) -> str:
    """Return the text with quotes straightened and headline capitals undone, of the same length.

    Shouted lines are recased wherever they stand, title-cased ones only within the first
    `headline_end` code points. What a word should look like comes from the article's own
    running text.
    """
    straight = straighten(text)
    lines = straight.split("\n")
    shouted = [is_shouted(line) for line in lines]
    running = "\n".join(line for line, loud in zip(lines, shouted, strict=True) if not loud)
    if not any(shouted) and not is_title_cased(straight[:headline_end]):
        return straight
    forms = usual_forms(running[headline_end:] if not shouted[0] else running)
    position = 0
    for index, line in enumerate(lines):
        if shouted[index]:
            lines[index] = recase_line(line, forms)
        elif position < headline_end and is_title_cased(line):
            lines[index] = lower_line(line, forms)
        position += len(line) + 1
    return "\n".join(lines)
