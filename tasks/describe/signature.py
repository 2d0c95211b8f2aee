"""Reads who signed an article off the lines of its rendered page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.describe.byline import Byline, is_full, parse_byline
from tasks.describe.dates import scan
from tasks.describe.given_name import opens_with_first_name
from tasks.describe.name import FIRST_WIDE, opens_with_family_name
from tasks.describe.rendered import DAY_LIKE, LONGEST, Rendered
from tasks.describe.signer import PERSON, Signer
from tasks.describe.wide_byline import wide_names

Outlets = tuple[str | None, ...]
_AT_HEADLINE = 4  # lines from the headline within which a first name alone, or a desk, may sign
_NEAR_HEADLINE = 12  # the same where nobody else signs
_SHORT = 40  # characters of what an unknown desk calls itself
_FAR_BELOW = 8  # lines below the headline in which a name that stands twice by a date signs
_JOINT = 4  # characters that a line of names may have beside them
_BESIDE = 3  # lines from the headline within which a name needs no label

_LABELLED = re.compile(
    r"^(?P<before>[^A-Za-zÀ-ž]*|.{0,70}?(?:\d{4}|\d\d:\d\d|Uhr|[|•·∙/–—-]),?\s*)"
    r"(?:(?:[Pp]osted|[Ww]ritten|[Pp]ublished|[Gg]eschrieben|[Vv]eröffentlicht|[Rr]eported|"
    r"[Ee]rstellt|[Pp]ost author|[Ee]in (?:Artikel|Beitrag)|"
    r"(?:Eine? )?(?:Kolumne|Gastbeitrag|Gastkommentar|Leitartikel|Analyse|Essay))\s*)?"
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|Texte?:|[Aa]utor(?:in)?:?|"
    r"[Aa]uthor:?|[Aa]uteur:?|[Tt]hread starter)(?:\s*:\s*|\s+|(?=[A-ZÄÖÜ]))"
    r"(?P<names>[A-ZÀ-ÞĀ-Ž@].{1,100})$"
)
_MAY_LABEL = re.compile(
    r"(?:by|von|par|por|di|door|av|af|texte?|aut(?:or|hor|eur|ore)\w*|starter)\b|"
    r"(?:by|von)(?=[A-ZÄÖÜ])|article\b",
    re.I,
)
_LABEL_ALONE = re.compile(
    r"(?:(?:written |posted |published |geschrieben |ein artikel )?(?:by|von|par|por|door)|"
    r"authors?(?: of the article)?|autor(?:/-?in|[:*]in(?:nen)?|in|en|es)?|auteurs?|autore|text)"
    r"(?:\(e?s\))?\s*:?|(?:\w+ ){1,2}von",
    re.I,
)
_SIGNED = re.compile(
    r"^(?:[Aa]utor(?:in|en|es|a)?|[Aa]uthors?|[Aa]uteurs?|Text|Von|By|Written by|Reported by)"
    r"\s*:\s*(?P<names>[A-ZÀ-ÞĀ-Ž].{2,100})$"
)
_EDITED = re.compile(
    r"^[(（【\[]?(?:作者|记者|記者|责任编辑|責任編輯|责编|編輯|编辑)\s*[:：]\s*(?P<names>[^\s()（）]{2,20})"
)
"""Chinese pages name the reporter or, below the text, the editor who answers for it."""
_NOT_ITS_OWN = re.compile(
    r"©|copyright|comment|kommentar|replied|says|sagt|schrieb|antwort|photo|foto|bild|image|"
    r"related|read more|mehr zum|subscribe|login|beiträge",
    re.I,
)
_SOURCE = re.compile(r"(?:quellen?|sources?|fuente|fonte)\b", re.I)
_WORDS = re.compile(r"[^\W\d_]+")
_CREDIT_ALONE = re.compile(r"[/©]|\b(?:AP|AFP|Reuters|Getty)\b")
_CREDIT = re.compile(r"[,/]")  # 'Ann Bell/AP' and 'Ann Bell, file' are a photographer's
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»“)\]]*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """A line that says whom a page is by, as printed, and what it names."""

    printed: str
    parsed: Byline


def labelled(
    page: Rendered, headline: str | None, outlets: Outlets
) -> tuple[Signature | None, Signature | None]:
    """Return the likeliest line near the headline that says 'by' and names somebody.

    Right at the headline a first name alone counts, and so does a desk or an agency: then the
    article is signed, though by no person. The second line returned is the first such one
    somewhat further away, for a page that nobody else signs.
    """
    further: Signature | None = None
    low = page.low.split("\n")
    for distance, place in page.near(headline):
        line = page.lines[place]
        if not (_may_label(low[place]) and _MAY_LABEL.search(line)):
            continue
        if found := _LABELLED.search(line):
            names, before = found["names"], found["before"]
        elif _LABEL_ALONE.fullmatch(line) and place + 1 < len(page.lines):
            names, before = page.lines[place + 1], ""
        else:
            continue
        if _NOT_ITS_OWN.search(line):
            continue
        parsed = parse_byline(names, outlets, is_stated=True)
        printed = line if found else f"{line} {names}"
        is_plain = len(before) < 4 or bool(DAY_LIKE.search(before))
        is_short = is_plain and (bool(parsed.signers) or len(names) <= _SHORT)
        if is_full(parsed) or (is_short and distance <= _AT_HEADLINE):
            return Signature(printed, parsed), None
        if further is None and is_short and distance <= _NEAR_HEADLINE:
            further = Signature(printed, parsed)
    return None, further


def in_wide_script(page: Rendered, headline: str | None) -> Signature | None:
    """Return the line at the headline that is a Chinese, Japanese or Korean byline."""
    if max(headline or " ") < FIRST_WIDE:
        return None
    for distance, place in page.near(headline):
        line = page.lines[place]
        if distance <= _NEAR_HEADLINE and (names := wide_names(line)):
            return Signature(line, Byline(tuple(Signer(name, PERSON) for name in names), None))
    return None


def _may_label(low: str) -> bool:
    """Say, faster than `_MAY_LABEL`, whether a line in lower case may hold one of its words."""
    return (
        "by" in low or "di" in low or "av" in low or "af" in low or "von" in low or "par" in low
        or "por" in low or "door" in low or "text" in low or "aut" in low or "starter" in low
        or "article" in low
    )  # fmt: skip


def signed(page: Rendered, outlets: Outlets) -> Signature | None:
    """Return the first line anywhere that signs with a colon, as at an article's end.

    The name may stand in the line below its label.
    """
    for place, line in enumerate(page.lines):
        if not 0 < len(line) <= LONGEST or not (":" in line or "：" in line):
            continue
        if found := _SIGNED.match(line) or _EDITED.match(line):
            names = found["names"]
        elif line.endswith(":") and _LABEL_ALONE.fullmatch(line):
            names = next(iter(page.lines[place + 1 : place + 2]), "")
            line = f"{line} {names}"
        else:
            continue
        parsed = parse_byline(names, outlets)
        if is_full(parsed) and not _NOT_ITS_OWN.search(line):
            return Signature(line, parsed)
    return None


def beside_date(page: Rendered, headline: str | None, outlets: Outlets) -> Signature | None:
    """Return a full name at the headline with a date in its line, or in the line next to it."""
    lines = page.lines
    for distance, place in page.near(headline):
        line = lines[place]
        if distance > _BESIDE or _NOT_ITS_OWN.search(line):
            continue
        names = _without_date(line)
        if names is None and any(
            map(_is_date, (*lines[place - 1 : place], *lines[place + 1 : place + 2]))
        ):
            names = line
        if (
            names
            and is_full(parsed := parse_byline(names, outlets))
            and all(map(opens_with_family_name, parsed.authors))
            and all(opens_with_first_name(a) or a[0] >= FIRST_WIDE for a in parsed.authors)
        ):
            return Signature(line, parsed)
    return None


def alone(page: Rendered, headline: str | None, outlets: Outlets) -> Signature | None:
    """Return a line below the headline that is nothing but names, where something bears it out.

    That is a date within a few lines, or the same line elsewhere, as in a box on the author: one
    of the two right below the headline, both further down. A person whom the headline names is
    the subject of the article, and a name with a slash a photographer.
    """
    at = page.place_of(headline)
    if at is None:
        return None
    lines = page.lines
    told = set(known_words(headline or ""))
    for place in range(at + 1, min(len(lines), at + 1 + _FAR_BELOW)):
        line = lines[place]
        if not 0 < len(line) <= _SHORT or _CREDIT_ALONE.search(line):
            continue
        if not opens_with_first_name(line) or told & set(known_words(line)):
            continue
        around = (*lines[max(at, place - _BESIDE) : place], *lines[place + 1 : place + 1 + _BESIDE])
        signs = any(map(_is_date, around)) + (lines.count(line) > 1)
        if signs >= (1 if place - at <= _BESIDE else 2):
            parsed = parse_byline(line, outlets)
            if is_full(parsed) and not _NOT_ITS_OWN.search(line):
                return Signature(line, parsed)
    return None


def known_words(text: str) -> list[str]:
    """Return the words of a text in lower case, those of three letters and more."""
    return [word for word in _WORDS.findall(text.casefold()) if len(word) > 2]


def closing(page: Rendered, headline: str | None, outlets: Outlets) -> Signature | None:
    """Return the line that ends the text when it is nothing but a person's name."""
    at = page.place_of(headline)
    if at is None:
        return None
    for before, line in _after_sentences(page.lines[at + 1 :]):
        if (
            before >= 2
            and not _CREDIT.search(line)
            and opens_with_first_name(line)
            and not _NOT_ITS_OWN.search(line)
        ):
            parsed = parse_byline(line, outlets)
            if is_full(parsed) and len(line) <= len(", ".join(parsed.authors)) + _JOINT:
                return Signature(line, parsed)
    return None


def _after_sentences(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield short lines that follow a sentence, with the number of sentences before them.

    A source or a date may stand between.
    """
    sentences, follows = 0, False
    for line in lines:
        is_sentence = not line or (len(line) > 60 and bool(_SENTENCE_END.search(line)))
        if is_sentence:
            sentences += 1
        elif follows and len(line) <= 50:
            yield sentences, line
        follows = is_sentence or (follows and (_is_date(line) or bool(_SOURCE.match(line))))


def _is_date(line: str) -> bool:
    if len(line) > 60 or not DAY_LIKE.search(line):
        return False
    found = scan(line)
    return bool(found) and len(line) - (found[-1].end - found[0].start) <= 25


def _without_date(line: str) -> str | None:
    """Return what a line holds beside its date, where it may be a name: 'Ann Bo | 3 May 2020'."""
    if not DAY_LIKE.search(line):
        return None
    found = scan(line)
    if not found:
        return None
    rest = f"{line[: found[0].start]} | {line[found[-1].end :]}"
    return rest.strip(" |,-–—•·/") or None
