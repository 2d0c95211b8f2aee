"""Writes reader-comment sections in the styles of common blog and news software, for training."""

from collections.abc import Callable

import numpy as np

Rng = np.random.Generator

FIRST = (
    "James Maria Chen Olu Priya Tom Sarah Ahmed Ingrid Pavel Kate Bob Luis Fatima Joe Nadia Greg "
    "Wendy Hiro Anna Mike Deb Raj Carol Steve Lena Omar Judy Phil Tess"
).split()
LAST = (
    "Smith Okafor Lindqvist Garcia Tanaka Brown Novak Singh Walker Dubois Kim Rossi Meyer Jones "
    "Haddad Clark Ivanov Murphy Lopez Stone Reed Fischer Adams Pham"
).split()
HANDLES = (
    "truthseeker voter2012 jdubs concerned_dad NYCgal patriot76 snowbird techguy oldtimer "
    "sunshine44 realist bookworm mtn_man Anonymous Guest skeptic101 Rover Hank_T blue_collar"
).split()
OPENERS = (
    "Great post!|I totally agree.|I disagree.|Thanks for sharing this.|Wow.|This is ridiculous.|"
    "Well said.|Really?|LOL|Finally someone said it.|Good article, but it misses the point.|"
    "As a long time reader,|I have to say,|Sorry, but|So true!|What a joke.|Hi there,|@{name}:|"
    "{name}, you are wrong.|Interesting piece.|Not sure about this.|Who cares?|Amen!|"
    "Are you kidding me?|I love this.|Same here.|Just my two cents:|Yes!!!|Nice one.|+1"
).split("|")
MIDDLES = (
    "I have been saying this for years and nobody listened.|my kids went through the same thing "
    "last year|I don't see how this helps anyone who works for a living|if you ask me they are all "
    "the same|we tried it at home and it worked fine for us|you can't just blame one side for "
    "this|they should have thought of that before they spent our money|I would love to hear what "
    "others think about it|it makes me sick to read this|when I was young we did not need any of "
    "that|keep up the good work|can anyone tell me where to find more about it?|the author clearly "
    "has no idea what she is talking about|that is exactly why I stopped buying from them|why does "
    "nobody talk about the real problem here?|I'm glad that you wrote about this|it is not as "
    "simple as the article makes it sound|my brother works there and says it is worse|shame on "
    "them all|we need more people like him|people need to wake up!|I'd rather pay a bit more than "
    "put up with that|I can't believe this is still legal|you get what you vote for|this happened "
    "to me twice|don't hold your breath|there is no proof of any of this|read the facts before you "
    "comment|I hope that they get what they deserve|looking forward to the next one"
).split("|")
MONTHS = "January February March April May June July August September October November December"
ZONES = ("", "", " EST", " GMT", " PDT", " ET", " UTC")


def pick(rng: Rng, options: list[str] | tuple[str, ...]) -> str:
    """Return one of the options."""
    return options[int(rng.integers(len(options)))]


def person(rng: Rng) -> str:
    """Return the name or handle that a commenter goes by."""
    style = rng.random()
    if style < 0.35:
        return pick(rng, HANDLES)
    if style < 0.55:
        return pick(rng, FIRST)
    return f"{pick(rng, FIRST)} {pick(rng, LAST)}"


def moment(rng: Rng) -> str:
    """Return a time of writing as one of many systems prints it."""
    month = int(rng.integers(12))
    name = MONTHS.split()[month]
    day, year = int(rng.integers(1, 29)), int(rng.integers(2007, 2026))
    hour, minute = int(rng.integers(1, 13)), int(rng.integers(60))
    half = pick(rng, ("am", "pm", "AM", "PM", "a.m.", "p.m."))
    clock = f"{hour}:{minute:02d} {half}{pick(rng, ZONES)}"
    styles = (
        f"{name} {day}, {year} at {clock}", f"{name} {day}, {year} {clock}",
        f"{day} {name} {year} {hour:02d}:{minute:02d}", f"{month + 1}/{day}/{year} {clock}",
        f"{year}-{month + 1:02d}-{day:02d} {hour:02d}:{minute:02d}", f"{name[:3]} {day}, {clock}",
        f"{int(rng.integers(2, 23))} hours ago", f"{int(rng.integers(2, 30))} days ago",
        f"{name} {day}, {year}", f"{hour}:{minute:02d}{half} {day} {name[:3]} {year}",
    )  # fmt: skip
    return pick(rng, styles)


def words_of(rng: Rng, borrowed: list[str]) -> list[str]:
    """Return one comment's paragraphs; some sentences are borrowed from other articles."""
    paragraphs = []
    for _ in range(1 + int(rng.random() < 0.3) + int(rng.random() < 0.12)):
        parts = [pick(rng, OPENERS).format(name=pick(rng, FIRST))] if rng.random() < 0.6 else []
        for _ in range(int(rng.integers(0, 4))):
            middle = pick(rng, MIDDLES)
            parts.append(middle[0].upper() + middle[1:] + pick(rng, (".", ".", "!", "...", "")))
        if borrowed and (rng.random() < 0.45 or not parts):
            parts.append(pick(rng, borrowed))
        paragraphs.append(" ".join(parts))
    return [p for p in paragraphs if p] or ["Agreed."]


def section(rng: Rng, borrowed: list[str]) -> list[str]:
    """Return the lines of a whole section: heading, items in one style, form and furniture."""
    style = STYLES[int(rng.integers(len(STYLES)))]
    count = int(rng.integers(1, 14))
    lines = list(heading(rng, count)) if rng.random() < 0.85 else []
    tail = pick(rng, ("", "", "Reply", "Report abuse", "Like", "Reply to this", "Flag", "0 0"))
    for number in range(1, count + 1):
        lines += style(rng, number, words_of(rng, borrowed))
        lines += [tail] if tail else []
        lines += [""] if rng.random() < 0.9 else []
    return lines + (list(form(rng)) if rng.random() < 0.4 else [])


def heading(rng: Rng, count: int) -> list[str]:
    """Return what stands above the first comment."""
    options = (
        f"{count} Comments", f"Comments ({count})", "Comments", f"{count} Responses to this post",
        f"{count} Responses to “{pick(rng, MIDDLES)[:40]}”", "Discussion", "Your comments",
        f"Reader comments ({count})", f"{{ {count} comments… read them below or add one }}",
        f"soundoff ({count} Responses)", f"{count} comments so far", "What readers say",
        "Join the conversation", "Leave a comment", f"{count} Replies", f"Showing {count} comments",
    )  # fmt: skip
    return [
        pick(rng, options),
        "",
        *([pick(rng, ("Sort by: Newest", "Oldest first"))] if rng.random() < 0.1 else []),
    ]


def form(rng: Rng) -> list[str]:
    """Return the form in which readers write."""
    lines = ["Leave a Reply", "", "Your email address will not be published.", "Name (required)",
             "Email (will not be published) (required)", "Website", "Submit comment",
             "Notify me of follow-up comments by email."]  # fmt: skip
    return lines[: int(rng.integers(1, len(lines) + 1))]


def _bulleted(rng: Rng, _number: int, text: list[str]) -> list[str]:
    deep = "  " if rng.random() < 0.8 else "      "
    return [f"{deep}• {person(rng)}", "", *_spread(text, f"{deep}  ")]


def _bulleted_bare(_rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [f"  • {text[0]}", "", *_spread(text[1:], "    ")]


def _numbered(rng: Rng, number: int, text: list[str]) -> list[str]:
    says = pick(rng, (" says:", "", " wrote:", " said,"))
    return [f"  {number}. {person(rng)}{says}", f"    {moment(rng)}", "", *_spread(text, "    ")]


def _numbered_stamp(rng: Rng, number: int, text: list[str]) -> list[str]:
    return [f"{number}. {person(rng)} on {moment(rng)}", *_spread(text, "")]


def _posted_below(rng: Rng, _number: int, text: list[str]) -> list[str]:
    bar = pick(rng, (" at ", " | ", " on "))
    return [*_spread(text, ""), f"Posted by: {person(rng)}{bar}{moment(rng)}"]


def _name_and_time(rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [person(rng), moment(rng), *_spread(text, "")]


def _stamp_line(rng: Rng, _number: int, text: list[str]) -> list[str]:
    bar = pick(rng, (" ", " - ", " / ", " • ", ", ", " says: "))
    return [f"{person(rng)}{bar}{moment(rng)}", *_spread(text, "")]


def _said_below(rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [*_spread(text, ""), f"by {person(rng)} on {moment(rng)}. Reply #"]


STYLES: tuple[Callable[[Rng, int, list[str]], list[str]], ...] = (
    _bulleted, _bulleted_bare, _numbered, _numbered_stamp, _posted_below, _name_and_time,
    _stamp_line, _said_below,
)  # fmt: skip


def _spread(text: list[str], indent: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text:
        lines += [indent + paragraph, ""]
    return lines[:-1]
