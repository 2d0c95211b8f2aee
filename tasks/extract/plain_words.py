"""Tells words that have a capital only because a sentence begins with them from names."""

import re

from tasks.extract.mention import Mention, starts_sentence

ADDRESS_END = re.compile(r"\S*")
BODIES = frozenset({"Parliament", "Senate", "Congress", "Cabinet", "Police", "Army", "Navy"})


def drop_plain_words(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop a word that has its capital from the sentence alone: "Buoys built in Duisburg".

    It is a lone word that the article has in small letters too, singular or plural, and that it
    prints with a capital nowhere but at the beginning of a sentence.
    """
    starts: dict[str, bool] = {}
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if _may_be_plain(mention, surface):
            at_start = starts_sentence(text, mention.start)
            starts[surface] = starts.get(surface, True) and at_start
    plain = {word for word, always in starts.items() if always and _is_plain(text, word)}
    if not plain:
        return mentions
    return [
        m for m in mentions
        if not _may_be_plain(m, text[m.start : m.end]) or text[m.start : m.end] not in plain
    ]  # fmt: skip


def drop_no_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop what stands inside an address ("Ann.Berg@example.org") or is a note: "(Laughter.)"."""
    has_address = "@" in text or "://" in text or "www." in text
    return [
        m
        for m in mentions
        if not (text.startswith(".)", m.end) and text[m.start - 1 : m.start] == "(")
        and not (has_address and _is_in_address(text, m))
    ]


def _is_in_address(text: str, mention: Mention) -> bool:
    start = max(text.rfind(" ", 0, mention.start), text.rfind("\n", 0, mention.start)) + 1
    token = ADDRESS_END.match(text, mention.start)
    whole = text[start : token.end()] if token else ""
    return "@" in whole[1:] or "://" in whole or whole.startswith("www.")


def _may_be_plain(mention: Mention, surface: str) -> bool:
    lone = mention.name is None and surface.isalpha() and surface.istitle()
    return lone and mention.type in ("PERSON", "ORG", "GPE", "LOC") and surface not in BODIES


def _is_plain(text: str, word: str) -> bool:
    small = word.lower()
    forms = {small, small.removesuffix("s"), small + "s"}
    return any(_has_word(text, form) for form in forms if len(form) > 2)


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        beside = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(c.isalnum() or c == "-" for c in beside):
            return True
        at = text.find(word, at + 1)
    return False
