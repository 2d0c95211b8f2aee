"""Prints one reader's comment as the software of news sites and blogs does, for training."""

from collections.abc import Callable

from benchmarks.comment_words import (
    FIRST,
    LANDS,
    LAST,
    MONTHS,
    TOWNS,
    Rng,
    moment,
    person,
    pick,
)

Style = Callable[[Rng, int, list[str]], list[str]]
"""Takes the number of a comment in its section and its paragraphs; returns lines."""


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


STYLES: tuple[Style, ...] = (
    _bulleted, _bulleted_bare, _numbered, _numbered_stamp, _posted_below, _name_and_time,
    _stamp_line, _said_below, _place_below, _place_below, _place_above, _numbered_below,
    _by_and_link, _rated, _forum, _day_only, _name_colon,
)  # fmt: skip
COMMON = 8  # the first of them, which most systems print


def _spread(text: list[str], indent: str) -> list[str]:
    return [line for paragraph in text for line in (indent + paragraph, "")][:-1]


TEMPLATES = (
    "{name} • {ago}||{text}||{few} • Reply • Share ›",
    "{name} {other} • {ago}|{text}|• Reply|• Share ›",
    "• {name} • {ago}|−|{text}|{few}|Reply|Share ›",
    "{full} · {job}|{text}|Like · Reply · {few} · {ago}",
    "{full} · Top Commenter · {job}|{text}|Reply · Like · {ago}",
    "{name}|{ago}||{text}||Respect {few}|Reply|Share|Report",
    "{name}|{ago}|(Edited)|{text}|Reply|{few}|{few}",
    "{name} {few}pts|{text}|{ago}|Like|Reply",
    "{name}|{town}, {land}|{text}|{when}|Reply{few}Recommend",
    "{name} {town} {when}|{text}|Flag|{few} Recommend",
    "{name} {when} {few}|{text}|Share Facebook Twitter|Report",
    "{number}. At {when}, {name} wrote:|{text}|Complain about this comment",
    "{name} said...|{text}|{when}",
    "{name} said...||{text}||{when}|Delete",
    "{name} says:|{when}|{text}|Reply",
    "{text}|Comment by {name} — {when}",
    "{text}|Comment by {name} | {when} | Reply",
    "{number} {name} {when}|{text}",
    "{number}||{name} {when}||{text}",
    "{text}|• {few} votes|#{number} - {when}|{name}",
    "{name}|• {few} votes|{text}|Reply #{number} - {when}",
    "{text}|by {name} on {when} reply actions",
    "{text}|“{motto}”|by {name} on {when}",
    "On {when}, {name} wrote:|{text}",
    "{name} wrote:|{text}|{when}|Recommend ({few})|Report Abuse",
    "{name} • {town} • {ago}|{text}|{few} {few}|Report Abuse",
    "Rating: {few}|{name} ({few})|{text}",
    "{text}|— {name}, {town}",
    "{text}|- {name}",
    "{text} - {name}, {town}, {land}, {when}",
    "{name} writes:|“{text}”",
    "Dear Editor,|{text}|{full}|{town}",
    "SIR – {text}|{full}|{town}, {land}",
    "{text}|{full}|{town}",
    "{text}||{full}, {town}||",
    "{full} ({few} comments)|{when}|{text}",
    "{name} | {when}|{text}|Was this comment helpful? Yes No",
    "{name}, {when}|{text}|Like {few} Dislike {few}",
    "User avatar|{name}|{ago}|{text}|Upvote|Downvote",
    "{name} replied to {other}|{ago}|{text}",
    "@{other} {text}|{name}, {ago}",
    "Title: {motto}|By: {name}|{text}",
    "{motto}|{name} at {when}|{text}|» reply",
    "{motto}|Submitted by {name} on {when}.|{text}|reply",
    "> {motto}|{text}|{name}|{when}",
)  # fmt: skip
"""Lines, between bars, as comment systems and letter pages print them."""
OF_LANGUAGES = (
    ("{name} schreibt am {numeric} um {clock} Uhr:|{text}|Antworten",
     "{number}. {name}|{numeric}, {clock} Uhr|{text}|Melden|Empfehlen ({few})",
     "Kommentar von {name}|{numeric} - {clock}|{text}", "Gast (nicht überprüft)|{numeric}|{text}",
     "#{number} {numeric}, {clock} von {name}|{text}|[Antwort schreiben]",
     "{name} • vor {few} Stunden|{text}|• Antworten|• Teilen", "{name} sagt:|{numeric}|{text}",
     "{text}|{full}, {town}", "{name}, {town}|{text}|Auf diesen Beitrag antworten", "{text}"),
    ("Por: {name}|Hace {few} horas|{text}|Responder", "# {number} {name} dice:|{numeric}|{text}",
     "Enviado por {name} el {numeric} a las {clock}|{text}", "{name} · hace {few} días|{text}",
     "{number} | {name} - {numeric} - {clock} h|{text}|Denunciar", "{text}|{name}, {town}",
     "{name}|{numeric} {clock}|{text}|{few} votos|Me gusta · Responder", "{text}"),
)  # fmt: skip
"""The same for each of LANGUAGES."""
JOBS = (
    "University of {town}", "Works at {town} Transit", "{town} High School", "Retired",
    "Owner at {last} & Sons", "Self-employed", "{town}", "Student at {town} College",
)  # fmt: skip
MOTTOES = (
    "A question for all of you", "Re: taxes", "Not so fast", "Thank you", "Numbers do not lie",
    "Typical", "In my opinion", "Read it again", "Well said, {other}", "Re: {other}", "Facts",
)  # fmt: skip


def filled(rng: Rng, template: str, number: int, text: list[str]) -> list[str]:
    """Return the lines of a template for one comment."""
    names = {"other": person(rng), "town": pick(rng, TOWNS), "last": pick(rng, LAST)}
    day, month, year = (int(rng.integers(a, b)) for a, b in ((1, 29), (1, 13), (2007, 2026)))
    unit = pick(rng, ("hours", "days", "months", "years", "minutes"))
    told = names | {
        "name": person(rng), "full": f"{pick(rng, FIRST)} {names['last']}", "when": moment(rng),
        "ago": f"{int(rng.integers(2, 24))} {unit} ago", "land": pick(rng, LANDS),
        "few": str(int(rng.integers(30))), "number": str(number),
        "job": pick(rng, JOBS).format(**names), "motto": pick(rng, MOTTOES).format(**names),
        "numeric": pick(rng, (".", "/")).join((f"{day:02d}", f"{month:02d}", str(year))),
        "clock": f"{int(rng.integers(24)):02d}:{int(rng.integers(60)):02d}", "text": "{text}",
    }  # fmt: skip
    lines: list[str] = []
    for line in template.format(**told).split("|"):
        before, has_text, after = line.partition("{text}")
        parts = _spread([*text], "") if has_text else [line]
        if has_text:
            parts[0], parts[-1] = before + parts[0], parts[-1] + after
        lines += parts
    return lines
