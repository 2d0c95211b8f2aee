"""Finds where a document's reader comments begin, with a heading or without one."""

import numba
import numpy as np
from numpy.typing import NDArray

from tasks.clean.features import S
from tasks.clean.scan import I

SECTION_BODY = 25.0  # words of likely body that must stand above a comment section
SECTION_SIGNS = 2.0
SECTION_REACH = 25
SECTION_FACTOR = 0.1
SECTION_SHARE = 0.25  # signs for each line of prose below the heading
SECTION_ABOVE = 0.7  # share of the likely body above a heading that needs no signs
SECTION_LIKED = 0.6  # with prose below of that opinion a heading without signs is a counter
ITEMS_LIKED = 0.6  # with a mean opinion above that, a list is body
REFUSED = 0.15
SIGNATURE_WORDS = 4  # a name is no longer
SIGN_OPINION = 0.5  # an author line that the model likes more names a speaker
ONCE_REACH, ONCE_ABOVE = 20, 0.6  # lines, and share of the likely body that is no comment
SIGNED_LEAST, SIGNED_SHARE = 2.0, 0.3  # author lines, also for each line of prose below the first
DEEP, LEVELS, PROSE = 3, 12, 8  # levels of replies, levels told apart, words
SPEAKING = 0.1  # share of a thread's prose in which somebody speaks for himself
LIST_LIKED = 0.4  # with a mean opinion above that, the first items of a section may be body

_WORDS, _PERSON, _QUOTES = I["words"], I["word_first_person"], I["quotes"]
_CAPS = I["cap_words"]
_BULLET, _NUMBERED, _INDENT, _DATE = S["bullet"], S["numbered"], S["indent"], S["date_line"]
_HEADING, _AUTHOR, _FURNITURE = S["comment_heading"], S["comment_author"], S["comment_furniture"]


@numba.njit(cache=True)
def mark_sections(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    bounds: NDArray[np.int64],
    in_comments: NDArray[np.bool_],
) -> None:
    """From where comments begin on, lower every opinion: readers write prose, too."""
    for doc in range(len(bounds) - 1):
        first, last = bounds[doc], bounds[doc + 1]
        start = _headed_section(p, own, first, last)
        if start == last:
            start = _trailing_items(p, own, first, last)
        start = min(start, _signed_section(p, own, first, last), _thread(p, own, first, last))
        start = _signed_once(p, own, first, start, last)
        if start < last:
            in_comments[start:last] = True
            p[start:last] *= SECTION_FACTOR


@numba.njit(cache=True)
def _likely(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> float:
    total = 0.0
    for i in range(first, last):
        total += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
    return total


@numba.njit(cache=True)
def _headed_section(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return the comment heading below the body, or `last`.

    Author lines, reply buttons or items must follow it. Where more prose follows than stands
    above, as with a comment counter over an article, they must be frequent among that prose.
    Where the model likes the prose just below, two author lines or buttons must stand in it.
    """
    total, above = _likely(p, own, first, last), 0.0
    for i in range(first, last):
        if own[i, _HEADING] > 0 and above >= SECTION_BODY:
            near, signs, prose, liked, words, said = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
            for j in range(i + 1, last):
                listed = max(own[j, _BULLET], own[j, _NUMBERED])
                sign = own[j, _AUTHOR] + own[j, _FURNITURE] + 0.5 * max(listed, own[j, _DATE])
                signs += sign
                near += sign if j < i + SECTION_REACH else 0.0
                prose += p[j] > 0.3 and own[j, _WORDS] >= 8
                if j < i + SECTION_REACH:
                    said += own[j, _AUTHOR] + own[j, _FURNITURE]
                    words += own[j, _WORDS] if own[j, _WORDS] >= 8 else 0.0
                    liked += p[j] * own[j, _WORDS] if own[j, _WORDS] >= 8 else 0.0
            if liked > SECTION_LIKED * words and said < SECTION_SIGNS:
                above += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
                continue
            often = signs >= SECTION_SHARE * prose
            if (near >= SECTION_SIGNS and often) or above >= SECTION_ABOVE * total:
                return i
        above += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
    return last


@numba.njit(cache=True)
def _trailing_items(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return where a comment section without heading begins, or `last`.

    It is a run of bullets and indented paragraphs that ends the document (but for refused lines),
    with prose above that is neither, at least one item of several paragraphs or a name with its
    paragraph, and either two such names or words of a person speaking for himself outside of
    quotation marks.
    """
    end = last
    while end > first and not _is_item(own[end - 1]) and p[end - 1] < REFUSED:
        end -= 1
    start = end
    nested, signed, personal, prose = 0.0, 0.0, 0.0, 0.0
    while start > first and (_is_item(own[start - 1]) or (p[start - 1] < REFUSED and start < end)):
        start -= 1
        row = own[start]
        under = row[_BULLET] == 0 and row[_INDENT] >= 4 and own[start - 1, _BULLET] > 0
        nested += under
        signed += under and own[start - 1, _WORDS] <= SIGNATURE_WORDS
        personal += row[_PERSON] > 0 and row[_QUOTES] == 0
        prose += row[_WORDS] >= 8
    while start < end and not _is_item(own[start]):
        start += 1
    above = 0.0
    for i in range(first, start):
        above += own[i, _WORDS] if p[i] > 0.5 else 0.0
    found = (
        start < end
        and not _reads_like_body(p, own, start, end)
        and nested >= 1
        and (personal >= max(0.2 * prose, 1) or signed >= 2)
        and above >= 2 * SECTION_BODY
    )
    return _behind_liked(p, own, start, end) if found else last


@numba.njit(cache=True)
def _behind_liked(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    start: int,
    end: int,
) -> int:
    """Return the start without items that the model rather likes and in which nobody speaks.

    An article's list, or a whole article that its page indents, stands above the comments then.
    An item of several paragraphs is a comment.
    """
    total, body, item = 0.0, 0.0, start
    for i in range(start, end):
        item = i if own[i, _BULLET] > 0 else item
        personal = own[i, _PERSON] > 0 and own[i, _QUOTES] == 0
        under = i > start and own[i, _BULLET] == 0 and own[i - 1, _BULLET] > 0
        if under or personal or own[i, _AUTHOR] + own[i, _FURNITURE] > 0 or _is_name(own[i]):
            break
        total += own[i, _WORDS]
        body += own[i, _WORDS] * p[i]
    return item if body > LIST_LIKED * total else start


@numba.njit(cache=True)
def _thread(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return where replies to replies begin below the body, or `last`, whatever the model likes.

    That is a run of items in which bullets with prose stand at DEEP different indents, and where
    people speak for themselves: an article that is one nested list of notes is told by that.
    """
    start, personal, prose = -1, 0.0, 0.0
    levels = np.zeros(LEVELS)
    for i in range(first, last + 1):
        if i < last and (_is_item(own[i]) or (start >= 0 and own[i, _WORDS] < PROSE)):
            if start < 0:
                start, personal, prose = i, 0.0, 0.0
                levels[:] = 0
            said = own[i, _WORDS] if i + 1 == last else max(own[i, _WORDS], own[i + 1, _WORDS])
            if own[i, _BULLET] > 0 and said >= PROSE:
                levels[min(int(own[i, _INDENT]) // 2, LEVELS - 1)] += 1
            prose += own[i, _WORDS] >= PROSE
            personal += own[i, _WORDS] >= PROSE and own[i, _PERSON] > 0 and own[i, _QUOTES] == 0
        elif start >= 0:
            deep = (levels >= 2).sum() >= DEEP and personal >= SPEAKING * prose
            if deep and _likely(p, own, first, start) >= 2 * SECTION_BODY:
                return start
            start = -1
    return last


@numba.njit(cache=True)
def _reads_like_body(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    start: int,
    end: int,
) -> bool:
    """Tell a list that belongs to the article: the model likes it, and nobody signed there."""
    total, body, signs = 0.0, 0.0, 0.0
    for i in range(start, end):
        if i + 1 < end and _is_name(own[i]) and own[i + 1, _BULLET] == 0:
            return False
        signs += own[i, _AUTHOR] + own[i, _FURNITURE]
        if own[i, _WORDS] >= 8:
            total += own[i, _WORDS]
            body += own[i, _WORDS] * p[i]
    return bool(signs < 2 and body > ITEMS_LIKED * total)


@numba.njit(cache=True)
def _is_name(
    row: NDArray[np.float32],
) -> bool:
    """Tell a bullet of a few capital words, as a commenter's name is printed above a comment."""
    words = row[_WORDS]
    return bool(row[_BULLET] > 0 and 0 < words <= SIGNATURE_WORDS and row[_CAPS] == words)


@numba.njit(cache=True)
def _is_item(
    row: NDArray[np.float32],
) -> bool:
    return bool(row[_BULLET] > 0 or row[_INDENT] >= 4)


@numba.njit(cache=True)
def _signed_section(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    last: int,
) -> int:
    """Return where paragraphs signed by people begin below the body, or `last`.

    From the first author line on there is one for every few lines of prose. Where no prose
    follows the last one, names stand under what they sign: the paragraph above is the first,
    unless the model likes it. "As Smith writes:" signs nothing: the model likes that, too.
    """
    authors, prose, latest = 0.0, 0.0, first
    for i in range(first, last):
        signs = own[i, _AUTHOR] > 0 and p[i] < SIGN_OPINION
        authors += signs
        prose += not signs and own[i, _WORDS] >= 8
        latest = i if signs else latest
    above = 0.0
    for i in range(first, last):
        signs = own[i, _AUTHOR] > 0 and p[i] < SIGN_OPINION
        if signs:
            often = authors >= SIGNED_LEAST and authors >= SIGNED_SHARE * prose
            if often and above >= 2 * SECTION_BODY:
                under = latest + 1 >= last or own[latest + 1, _WORDS] < 8
                signed_above = under and i > first and own[i - 1, _WORDS] >= 8
                return i - 1 if signed_above and p[i - 1] < 0.5 else i
            authors -= 1
        prose -= not signs and own[i, _WORDS] >= 8
        above += p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
    return last


@numba.njit(cache=True)
def _signed_once(
    p: NDArray[np.float64],
    own: NDArray[np.float32],
    first: int,
    start: int,
    last: int,
) -> int:
    """Return where a section begins whose only comment stands above the form, else `start`.

    That is an author line below most of the likely body, with a few lines to the section.
    """
    if start == last:
        return start
    total = _likely(p, own, first, start)
    above = total
    for i in range(start - 1, max(start - ONCE_REACH, first), -1):
        above -= p[i] * own[i, _WORDS] if p[i] > 0.3 else 0.0
        if above < max(ONCE_ABOVE * total, 2 * SECTION_BODY):
            break
        if own[i, _AUTHOR] > 0 and p[i] < SIGN_OPINION:
            return i
    return start
