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
LONG = (
    "With all due respect to the author, this argument rests on an assumption that has been shown "
    "to be false again and again, and no amount of repetition will make it true.|Having lived in "
    "that part of the country for most of my life, I can say that the situation is far more "
    "complicated than the piece suggests; the people there are not fools.|Let us not forget that "
    "it was the same government that promised a solution ten years ago, and what have we got for "
    "it since then? Higher prices and longer queues.|The comparison with other countries is "
    "misleading. Their system is paid for out of general taxation, ours is not, and that makes all "
    "the difference in the world.|I spent thirty years in this trade before I retired, and in my "
    "experience the trouble always starts at the top, never with those who do the work.|It would "
    "be interesting to see the figures for the years before, because I suspect that they tell a "
    "rather different story from the one we are being sold here.|Nobody disputes that something "
    "has to be done; the question is whether this is the right way to do it, and I for one remain "
    "to be convinced.|A similar thing happened where I used to live, and within two years every "
    "shop in the main street had closed. Be careful what you wish for."
).split("|")
GERMAN = (
    "Das sehe ich ganz anders.|Endlich sagt es mal jemand.|Ich kann dem Artikel nur zustimmen.|Wer "
    "soll das bezahlen?|Bei uns im Ort war es genauso, und niemanden hat es gestört.|Schlecht "
    "recherchiert, wie so oft in letzter Zeit.|Vielen Dank für den Beitrag!|Da fehlen mir die "
    "Worte.|Ich frage mich, was sich die Verantwortlichen dabei gedacht haben, denn das konnte "
    "jeder kommen sehen.|Typisch, am Ende zahlt wieder der kleine Mann."
).split("|")
SPANISH = (
    "No estoy de acuerdo con lo que dice el artículo.|Ya era hora de que alguien lo dijera.|Qué "
    "vergüenza.|Yo vivo en ese barrio y nadie nos ha preguntado nada.|¿Y quién va a pagar todo "
    "esto?|Muy buen artículo, gracias.|Siempre lo mismo, pagamos los de siempre.|Me gustaría saber "
    "qué piensan los vecinos, porque hasta ahora nadie los ha escuchado.|Totalmente de acuerdo "
    "contigo."
).split("|")
TOWNS = (
    "London|Truro|Mallorca|Hamburg|Boston|Melbourne|Leeds|Toronto|The Hague|Dallas|Cork|Oslo|"
    "St. Louis|Nairobi|Madrid|Graz|Perth|Austin|York|Lima|San Jose|Glasgow|Delhi|Milwaukee"
).split("|")
LANDS = (
    "England|UK|USA|Spain|Netherlands|Canada|Australia|Germany|CA|Texas|Ireland|NY|Scotland|India"
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
    foreign = rng.random()
    if foreign < 0.08:
        sentences = GERMAN if foreign < 0.04 else SPANISH
        return [" ".join(pick(rng, sentences) for _ in range(int(rng.integers(1, 4))))]
    for _ in range(1 + int(rng.random() < 0.3) + int(rng.random() < 0.12)):
        parts = [pick(rng, OPENERS).format(name=pick(rng, FIRST))] if rng.random() < 0.6 else []
        for _ in range(int(rng.integers(0, 4))):
            middle = pick(rng, MIDDLES)
            end = "" if middle[-1] in ".!?" else pick(rng, (".", ".", "!", "...", ""))
            parts.append(middle[0].upper() + middle[1:] + end)
        while rng.random() < 0.08:
            parts.append(pick(rng, LONG))
        if borrowed and (rng.random() < 0.45 or not parts):
            parts.append(pick(rng, borrowed))
        if rng.random() < 0.06:
            parts = [part.lower().replace("'", "").replace(".", "") for part in parts]
        paragraphs.append(" ".join(parts))
    return [p for p in paragraphs if p] or ["Agreed."]


BUTTONS = (
    "Reply", "Report abuse", "Like", "Reply to this", "Flag", "0 0", "Recommend", "• 3 votes",
    "Antworten", "Melden", "Responder", "Share", "Link to this", "Like (4) Reply", "Quote",
    "Recommend? (2)", "up 1 down", "Report Offensive Comment",
)  # fmt: skip


def section(rng: Rng, borrowed: list[str]) -> list[str]:
    """Return the lines of a whole section: heading, items in one style, form and furniture."""
    style = STYLES[int(rng.integers(COMMON if rng.random() < 0.6 else len(STYLES)))]
    count = int(rng.integers(1, 14))
    lines = list(heading(rng, count)) if rng.random() < 0.8 else []
    tail = "" if rng.random() < 0.4 else pick(rng, BUTTONS)
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
        "Join the conversation", "Leave a comment", "Have your say", f"{count} Kommentare",
        "Add your comment", f"{count} comentarios", "Readers' views", "Kommentare", "Comentarios",
        f"{count} Replies", f"Showing {count} comments",
    )  # fmt: skip
    return [
        pick(rng, options),
        "",
        *([pick(rng, ("Sort by: Newest", "Oldest first"))] if rng.random() < 0.1 else []),
    ]


def form(rng: Rng) -> list[str]:
    """Return the form in which readers write."""
    if rng.random() < 0.3:
        lines = ["Add your comment", "", "Name:", "Email: *", "Location:", "* Required field",
                 "Comments are moderated.", "Terms and conditions"]  # fmt: skip
        return lines[: int(rng.integers(1, len(lines) + 1))]
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


def _place_below(rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [*_spread(text, ""), "", _from_where(rng)]


def _place_above(rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [_from_where(rng), *([moment(rng)] if rng.random() < 0.3 else []), *_spread(text, "")]


def _from_where(rng: Rng) -> str:
    parts = [person(rng), pick(rng, TOWNS), *([pick(rng, LANDS)] if rng.random() < 0.5 else [])]
    if rng.random() < 0.2:
        parts = [part.lower() for part in parts]
    return pick(rng, (", ", ", ", ", ", " , ")).join(parts) + pick(rng, ("", "", "", ","))


def _numbered_below(rng: Rng, number: int, text: list[str]) -> list[str]:
    name = [f"{person(rng)}:"] if rng.random() < 0.6 else []
    return [*name, *_spread(text, ""), f"#{number} - {moment(rng)}"]


def _by_and_link(rng: Rng, _number: int, text: list[str]) -> list[str]:
    link = pick(rng, ("", " | Link to this", " | Permalink", " | Report this"))
    return [f"By {person(rng)}", f"{moment(rng)}{link}", *_spread(text, "")]


def _rated(rng: Rng, number: int, text: list[str]) -> list[str]:
    name = [person(rng), moment(rng)] if rng.random() < 0.5 else []
    score = f"{pick(rng, ('+', '-', ''))}{int(rng.integers(40))}"
    return ["  • rate this", score, f"Comment number {number}.", *name, *_spread(text, "")]


def _threaded(rng: Rng, number: int, text: list[str]) -> list[str]:
    deep = "  " * int(rng.integers(1, 4))
    title = f"Re:{pick(rng, MIDDLES)[:30]}" if number > 1 else pick(rng, MIDDLES)[:30]
    score = f" (Score:{int(rng.integers(6))}{pick(rng, ('', ', Insightful', ', Funny'))})"
    by = f"by {person(rng)} ({int(rng.integers(1000, 999999))}) on {moment(rng)}"
    return [f"{deep}• {title}{score}", f"{deep}  {by}", *_spread(text, f"{deep}  ")]


def _forum(rng: Rng, number: int, text: list[str]) -> list[str]:
    about = [
        f"Posts: {int(rng.integers(9000)):,}",
        f"Joined: {pick(rng, MONTHS.split())[:3]} 2009",
        f"Location: {pick(rng, TOWNS)}",
        pick(rng, ("Senior Member", "Registered User")),
    ]
    rng.shuffle(about)
    stamp = f"{moment(rng)} #{number}" if rng.random() < 0.7 else f"Posted {moment(rng)}"
    said = [f"Originally Posted by {person(rng)}"] if rng.random() < 0.3 else []
    return [stamp, person(rng), *about[: int(rng.integers(1, 5))], "", *said, *_spread(text, "")]


def _day_only(rng: Rng, number: int, text: list[str]) -> list[str]:
    name = f"{number}. {person(rng)}" if rng.random() < 0.5 else person(rng)
    return [name, f"{pick(rng, MONTHS.split())} {int(rng.integers(4, 21))}th", *_spread(text, "")]


def _name_colon(rng: Rng, _number: int, text: list[str]) -> list[str]:
    return [f"{person(rng)}: {text[0]}", "", *_spread(text[1:], "")]


STYLES: tuple[Callable[[Rng, int, list[str]], list[str]], ...] = (
    _bulleted, _bulleted_bare, _numbered, _numbered_stamp, _posted_below, _name_and_time,
    _stamp_line, _said_below, _place_below, _place_below, _place_above, _numbered_below,
    _by_and_link, _rated, _threaded, _forum, _day_only, _name_colon,
)  # fmt: skip
COMMON = 8  # the first of them, which most systems print


def _spread(text: list[str], indent: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text:
        lines += [indent + paragraph, ""]
    return lines[:-1]
