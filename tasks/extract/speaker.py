"""Finds the verb of speaking beside a quotation and the name, noun or pronoun that speaks."""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from tasks.extract.mention import Mention
from tasks.extract.quote_marks import Quoted

_WORDS = tomllib.loads((Path(__file__).parent / "tables" / "speaking.toml").read_text("utf-8"))
CUE = re.compile(
    rf"(?<![\w-])(?:[Aa]ccording to|{'|'.join(sorted(_WORDS['verbs'], reverse=True))})\b"
)
ADVERB = rf"(?:\w+ly|{'|'.join(_WORDS['adverbs'])})"
AFTER_NAME = re.compile(
    rf"(?:['’]s [\w’' -]{{1,40}})?(?: \([^)]*\))?(?:,[^\"“”]{{1,140}},)?,?(?: {ADVERB})*,? ?$"
)
NOUN_PHRASE = re.compile(
    r"(?:^[ _]*|[,;:—–(] ?|\b(?:and|but|that|as|when|while|after|because|if|although|though|what) )"
    r"(?P<np>(?:[\w’'.&$-]+ ){0,9}[\w’'.&-]+)(?: \([^)]*\))?$"
)
TRAILING_ADVERBS = re.compile(rf"(?: {ADVERB})+ ?$")
PRONOUN = re.compile(r"\b(?:he|she|they|we|I|it|He|She|They|We|It)$")
FOLLOWING = re.compile(
    r"(?P<np>(?:[\w’'.&-]+ ?)(?:[ ](?!(?:in|on|at|during|to|after|before|when|as|while|last|this|"
    r"that|who|with|of his|about|from|yesterday|today)\b)[\w’'.&-]+){0,9})"
)
SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"])")
LEADING_PRONOUN = re.compile(r"(?:He|She|They|We|I|It)\b")
NO_SUBJECT = re.compile(
    r"(?:[_ ]*$|(?:in|on|at|to|by|for|of|from|with|after|before|as|and|but|or|then|who|that|which|"
    r"what|when|while|where|is|was|are|be|been|not|if|\w+(?:ing|ed))\b)",
    re.I,
)
SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
NEAR = 60  # code points from a sentence's start within which its subject stands
REACH = 300
SURE, LIKELY, GUESS = 0.9, 0.8, 0.65


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the stretch that says so, and the mention in it, if it is a name."""

    start: int
    end: int
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker, the verb that ties the words to them, and how sure that is."""

    speaker: Speaker
    cue: str
    score: float


def attribution(
    text: str, mentions: list[Mention], stretches: list[Quoted], index: int
) -> Attribution | None:
    """Return who says one of the text's quotations; None when its sentence does not tell."""
    quoted = stretches[index]
    after_from, after_to = quoted.outer_end, min(quoted.paragraph_end, quoted.outer_end + REACH)
    if index + 1 < len(stretches):
        after_to = max(after_from, min(after_to, stretches[index + 1].outer_start))
    before_from = max(quoted.paragraph_start, quoted.outer_start - REACH)
    before = _before(text, mentions, before_from, quoted.outer_start, _inside(stretches, index))
    if before is not None and before.score == SURE:
        return before
    return _after(text, mentions, quoted, after_from, after_to) or before


def _inside(stretches: list[Quoted], index: int) -> tuple[int, int] | None:
    """The quotation before this one in its paragraph, which its sentence may reach back over."""
    before = stretches[index - 1] if index else None
    same = before is not None and before.paragraph == stretches[index].paragraph
    return (before.outer_start, before.outer_end) if before and same else None


def _before(
    text: str, mentions: list[Mention], first: int, stop: int, other: tuple[int, int] | None
) -> Attribution | None:
    """Look for a verb between the start of the sentence and the quotation."""
    head = text[first:stop]
    if other is not None and other[1] > first:
        low, high = max(0, other[0] - first), other[1] - first
        ends = text[other[1] - 2 : other[1] - 1] in ".!?"
        head = ("." if ends else "_").rjust(high - low, "_").join((head[:low], head[high:]))
    for end in SENTENCE_END.finditer(head):
        first_of_sentence = end.end()
        if not _ends_in_abbreviation(head, end.start()):
            head = " " * first_of_sentence + head[first_of_sentence:]
    cues = list(CUE.finditer(head))
    if not cues:
        return None
    cue = cues[-1]
    main = [c for c in cues if not c[0].endswith("ing")]
    subject_of = main[-1] if main and cue[0].endswith("ing") else cue
    close = head[cue.end() :].strip(" ,:") in ("", "that", "it", "the", "a")
    if cue[0].lower() == "according to":
        speaker = _following(text, mentions, first + cue.end() + 1, stop)
    else:
        speaker = _preceding(text, mentions, first, first + subject_of.start(), head)
    if speaker is None:
        return None
    return Attribution(speaker, cue[0], SURE if close else LIKELY)


def _ends_in_abbreviation(head: str, stop: int) -> bool:
    word = head[:stop].rpartition(" ")[2]
    return len(word) <= 1 or word in {
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sen",
        "Rep",
        "Gov",
        "Gen",
        "Lt",
        "St",
        "U.S",
        "Jr",
    }


def _after(
    text: str, mentions: list[Mention], quoted: Quoted, first: int, stop: int
) -> Attribution | None:
    """Look for a verb right behind the quotation: "…," said X, or "…," X said."""
    tail = text[first:stop]
    last = text[quoted.end - 1 : quoted.end]
    if last == "." or (
        last in "!?" and tail[:2].strip()[:1].isupper() is False and not tail.startswith(" ")
    ):
        return None
    for end in SENTENCE_END.finditer(tail):
        if not _ends_in_abbreviation(tail, end.start()):
            tail = tail[: end.start() + 1]
            break
    cue = CUE.search(tail)
    if cue is None:
        return None
    lead = tail[: cue.start()].strip(" ,—–-")
    if not lead or cue[0].lower() == "according to":
        speaker = _following(text, mentions, first + cue.end() + 1, first + len(tail))
        if speaker is not None:
            return Attribution(speaker, cue[0], SURE)
        return None
    speaker = _preceding(text, mentions, first, first + cue.start(), tail)
    close = len(lead.split()) <= 12
    return Attribution(speaker, cue[0], SURE if close else GUESS) if speaker else None


def _preceding(
    text: str, mentions: list[Mention], first: int, cue_start: int, sentence: str
) -> Speaker | None:
    """The subject left of a verb: a name with no more than an aside between, or a noun phrase."""
    near = _mentions_before(mentions, first, cue_start)
    fitting = [m for m in near if AFTER_NAME.fullmatch(text, m.end, cue_start)]
    people = [m for m in fitting if m.type == "PERSON"]
    if chosen := people or fitting:
        return Speaker(chosen[0].start, chosen[0].end, chosen[0])
    left = TRAILING_ADVERBS.sub("", sentence[: cue_start - first].rstrip(" ,"))
    if left.endswith((" and", " but", " or")):
        return _first_subject(mentions, first, cue_start, sentence)
    return _noun_phrase(first, left)


def _mentions_before(mentions: list[Mention], first: int, stop: int) -> list[Mention]:
    """Return up to four mentions that can speak, the nearest to `stop` first."""
    at = bisect_left(mentions, stop, key=lambda m: m.start)
    near = mentions[max(0, at - 4) : at][::-1]
    return [m for m in near if m.start >= first and m.end <= stop and m.type in SPEAKING]


def _first_subject(mentions: list[Mention], first: int, stop: int, sentence: str) -> Speaker | None:
    """The name or pronoun that a sentence begins with, subject of its later verbs too."""
    begins = first + len(sentence) - len(sentence.lstrip(" _"))
    if pronoun := LEADING_PRONOUN.match(sentence, begins - first):
        return Speaker(first + pronoun.start(), first + pronoun.end(), None)
    at = bisect_left(mentions, begins, key=lambda m: m.start)
    for mention in mentions[at : at + 1]:
        if mention.end <= stop and mention.type in SPEAKING and mention.start <= begins + NEAR:
            return Speaker(mention.start, mention.end, mention)
    return None


def _noun_phrase(first: int, left: str) -> Speaker | None:
    if pronoun := PRONOUN.search(left):
        return Speaker(first + pronoun.start(), first + pronoun.end(), None)
    phrase = NOUN_PHRASE.search(left.rstrip())
    if phrase is None or NO_SUBJECT.match(phrase["np"]):
        return None
    start = first + phrase.start("np")
    return (
        Speaker(start, start + len(phrase["np"].rstrip()), None)
        if "_" not in phrase["np"]
        else None
    )


def _following(text: str, mentions: list[Mention], start: int, stop: int) -> Speaker | None:
    """The subject right of an inverted verb, or whom "according to" names."""
    while start < stop and text[start] == " ":
        start += 1
    phrase = FOLLOWING.match(text, start, stop)
    if phrase is None:
        return None
    at = bisect_left(mentions, start, key=lambda m: m.start)
    for mention in mentions[at : at + 3]:
        if mention.end > max(phrase.end(), start + 80) or mention.start > phrase.end():
            break
        if mention.type in ("PERSON", "ORG"):
            return Speaker(mention.start, mention.end, mention)
    end = phrase.end()
    while end > start and text[end - 1] in " .,":
        end -= 1
    return Speaker(start, end, None) if end > start else None
